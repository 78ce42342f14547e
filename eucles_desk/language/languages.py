"""A language: its texts and how it writes numbers, dates and lists."""

from __future__ import annotations

import gettext
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

from eucles_desk.errors import EuclesError, Message
from eucles_desk.language.collation import sort_key
from eucles_desk.language.months import MonthName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from babel import Locale

    from eucles_desk.language.collation import SortKey

BABEL_LOCALES = {"en": "en_GB"}
"""Where a language's own locale is not how the program's readers write dates: Europe does not write months first."""


GROUPING: Final = {"en": ",", "fi": "\N{NO-BREAK SPACE}"}
"""How thousands are set apart, for whole numbers at a start, which does not wait for Babel's tables."""

LARGE: Final = 10_000
"""From here on a whole number in a sentence is written with its thousands set apart."""


class Language:
    """Texts, numbers and dates of one language.

    Args:
        code: ISO 639 code, ``en`` or ``fi`` for the languages that come with the program.
        translations: the catalogue; English needs none, since its texts are the ones in the code.
    """

    def __init__(self, code: str, translations: gettext.NullTranslations) -> None:
        self.code = code
        self._translations = translations

    def text(self, message: str, **values: object) -> str:
        """Return the message in this language with its values put in."""
        translated = self._translations.gettext(message) if message else ""
        return translated.format(**values) if values else translated

    def plural(self, one: str, many: str, count: Decimal | int, **values: object) -> str:
        """Return the form for the count; ``{count}`` is put in as this language writes numbers.

        Catalogues know forms for whole numbers only; a fraction takes that of several.
        """
        whole = count == int(count)
        translated = self._translations.ngettext(one, many, abs(int(count)) if whole else 2)
        return translated.format(count=self.number(count), **values)

    def sentence(self, said: EuclesError | Message) -> str:
        """Return an error's or message's sentence in this language; one that stands inside begins in lower case."""
        return self.text(said.message, **{key: self._inner(value) for key, value in said.values.items()})

    def _inner(self, value: object) -> object:
        if isinstance(value, int) and value >= LARGE:
            return self.number(value)  # a smaller one may be a year or an ordinal
        if isinstance(value, float):
            return self.number(value, 1)
        if not isinstance(value, EuclesError | Message):
            return value
        sentence = self.sentence(value)
        return sentence[:1].lower() + sentence[1:]

    def number(self, value: Decimal | float, decimals: int | None = None) -> str:
        """Write a number with grouping; ``decimals`` fixes their count, otherwise at most two are shown."""
        if not decimals and 0 <= value < 1_000_000_000 and value == int(value) and self.code in GROUPING:
            return f"{int(value):,}".replace(",", GROUPING[self.code])
        from babel.numbers import format_decimal

        pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(value, format=pattern, locale=self._locale)

    def percent(self, value: Decimal | float, decimals: int = 1) -> str:
        """Write a percentage, given as 82.7 for 82.7 %, with the sign as this language sets it."""
        number = self.number(value, decimals)
        return f"{number}\N{NO-BREAK SPACE}%"

    def date(self, value: date) -> str:
        """Write a date with the month in words."""
        from babel.dates import format_date

        return format_date(value, format="long", locale=self._locale)

    def short_date(self, value: date) -> str:
        """Write a date in figures."""
        from babel.dates import format_date

        return format_date(value, format="medium", locale=self._locale)

    def month(self, month: str) -> str:
        """Write a month given as ``YYYY-MM`` in words, which a text may put into a case as ``{month:elative}``."""
        from babel.dates import format_skeleton

        if not month:
            return ""
        year, number = int(month[:4]), int(month[5:7])
        return MonthName(format_skeleton("yMMMM", date(year, number, 1), locale=self._locale), self.code)

    def time(self, value: datetime) -> str:
        """Write a time of day to the second."""
        return f"{value:%H.%M.%S}" if self.code == "fi" else f"{value:%H:%M:%S}"

    def listed(self, items: Sequence[str]) -> str:
        """Join items as this language lists them."""
        from babel.lists import format_list

        return format_list(list(items), locale=self._locale)

    def either(self, items: Sequence[str]) -> str:
        """Join items of which one is enough."""
        from babel.lists import format_list

        return format_list(list(items), style="or", locale=self._locale)

    def country(self, code: str) -> str:
        """Return a country's name by its ISO 3166 code, the code itself when it is not known."""
        names = cast("Mapping[str, str]", self._locale.territories)
        return names.get(code.upper(), code)

    def sort_key(self, text: str) -> SortKey:
        """Return what a name is sorted by, as this language lists names; numbers in it count by their value."""
        return sort_key(self.code, text)

    @cached_property
    def _locale(self) -> Locale:
        """Babel's part of the language, imported when a number or date first needs it."""
        from babel import Locale

        return Locale.parse(BABEL_LOCALES.get(self.code, self.code))


ENGLISH = Language("en", gettext.NullTranslations())


def available(folder: Path) -> tuple[str, ...]:
    """Return the codes of the languages with a catalogue in the folder, English first."""
    found = sorted(path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/eucles_desk.mo"))
    return ("en", *(code for code in found if code != "en"))


def load(code: str, folder: Path) -> Language:
    """Return the language with its catalogue from the folder, English when there is none for it."""
    path = folder / code / "LC_MESSAGES" / "eucles_desk.mo"
    if code == "en" or not path.is_file():
        return ENGLISH
    with path.open("rb") as file:
        return Language(code, gettext.GNUTranslations(file))
