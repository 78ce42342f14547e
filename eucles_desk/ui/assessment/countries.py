"""The countries to choose from: those where labels are assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eucles_desk.language import Language

# fmt: off
COUNTRIES = (
    "AL", "AD", "AM", "AT", "AZ", "BA", "BE", "BG", "BY", "CA", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI",
    "FO", "FR", "GB", "GE", "GI", "GL", "GR", "HR", "HU", "IE", "IL", "IS", "IT", "KZ", "LI", "LT", "LU", "LV",
    "MA", "MC", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "TN", "TR",
    "UA", "US", "XK",
)
# fmt: on


def country_choices(language: Language) -> list[tuple[str, str]]:
    """Return codes and names by name, an empty choice first."""
    named = [(code, language.country(code)) for code in COUNTRIES]
    return [("", language.text("not known")), *sorted(named, key=lambda entry: language.sort_key(entry[1]))]
