"""A month in words that a sentence can put into the case that its grammar asks for."""

from __future__ import annotations

from typing import Final, Self

FINNISH: Final = {"elative": "sta", "illative": "hun", "inessive": "ssa"}
"""The endings of the cases, which the names of all months take alike: each ends in the word for month."""
CASES: Final = {"fi": FINNISH}


class MonthName(str):
    """A month with its year, such as ``toukokuu 2024``.

    In a text with ``{first:elative}`` in the place of its name it stands in that case, in a language that has it;
    English texts and all others need nothing of that.
    """

    __slots__ = ("_endings",)

    def __new__(cls, words: str, language: str) -> Self:
        """Return the month in words, with the endings of its language."""
        made = super().__new__(cls, words)
        made._endings = CASES.get(language, {})
        return made

    def __format__(self, form: str) -> str:
        if form not in FINNISH:
            return super().__format__(form)
        month, space, year = self.partition(" ")
        return f"{month}{self._endings.get(form, '')}{space}{year}" if month else ""
