"""Which language speaks: the user's choice, the system's, or English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk import language
from eucles_desk.app import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from eucles_desk.language import Language

OWN_NAMES: Mapping[str, str] = {
    "cs": "Čeština",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "es": "Español",
    "et": "Eesti",
    "fi": "Suomi",
    "fr": "Français",
    "it": "Italiano",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "sk": "Slovenčina",
    "sv": "Svenska",
}
"""Languages by code, each as it calls itself; a language without an entry is shown by its code."""


class Languages:
    """The languages that come with the program."""

    def __init__(self, resources: Path) -> None:
        self._folder = paths.languages(resources)
        self.codes = language.available(self._folder)

    @property
    def names(self) -> dict[str, str]:
        """Each language by code with its own name."""
        return {code: OWN_NAMES.get(code, code) for code in self.codes}

    def load(self, code: str) -> Language:
        """Return a language by code, English when it is not here."""
        return language.load(code, self._folder)

    def first_known(self, wanted: Iterable[str]) -> str:
        """Return the first of the wanted languages that is here; they may be written ``fi``, ``fi_FI`` or ``fi-FI``."""
        for name in wanted:
            code = name.replace("-", "_").split("_")[0].split(".")[0].lower()
            if code in self.codes:
                return code
        return "en"

    def of_environment(self, environment: Mapping[str, str]) -> Language:
        """Return the language that the environment of a command line asks for."""
        wanted = next((value for key in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(key))), "")
        return self.load(self.first_known([wanted]))
