"""Looking for words: capitals, line breaks, hyphens at the end of a line and ligatures do not matter."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from eucles_desk.reading import limits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BREAKS: Final = "\r\n\x0b\x0c\u2028\u2029"
LINE_HYPHENS: Final = "\ufffe\x02\xad"
"""How a hyphen that only ends a line comes out of a PDF file."""


class Flat:
    """A text without what does not matter, and where each letter of it came from."""

    def __init__(self, letters: Sequence[str]) -> None:
        flat: list[str] = []
        self._sources: list[int] = []
        for at, letter in enumerate(letters):
            for one in folded(letter):
                if one == " " and (not flat or flat[-1] == " "):
                    continue
                if one == " " and flat[-1] in LINE_HYPHENS:
                    continue
                flat.append(one)
                self._sources.append(at)
        kept = [at for at, one in enumerate(flat) if one not in LINE_HYPHENS]
        self._sources = [self._sources[at] for at in kept]
        self.text = "".join(flat[at] for at in kept)

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield where words stand in the letters: the first and the one behind the last."""
        wanted = Flat(words).text.strip()
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            end = at + len(wanted)
            if end == len(self.text) or not unicodedata.combining(self.text[end]):
                yield self._sources[at], self._sources[end - 1] + 1
            at = self.text.find(wanted, end)


@lru_cache(maxsize=4096)
def folded(letter: str) -> str:
    """Return a letter as it is compared: small, in its parts, any white space as a space."""
    if letter in LINE_HYPHENS:
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in {"Cc", "Cs"}:
        return ""
    return unicodedata.normalize("NFKD", letter).casefold()


def excerpt(text: str, start: int, end: int) -> str:
    """Return what stands around a place, on one line."""
    first, last = max(0, start - limits.EXCERPT), min(len(text), end + limits.EXCERPT, start + 4 * limits.EXCERPT)
    said = cleaned(text[first:last], line=True)
    return f"{'…' if first else ''}{said}{'…' if last < len(text) else ''}"


def cleaned(text: str, *, line: bool = False) -> str:
    """Return a text without control characters, with words parted at the end of a line joined."""
    for hyphen in LINE_HYPHENS[:2]:
        if hyphen in text:
            text = text.replace(f"{hyphen}\r\n", "").replace(f"{hyphen}\n", "").replace(hyphen, "")
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(UNSEEN)
    if line:
        return " ".join(text.split())
    return text


UNSEEN: Final = {code: None for code in (*range(32), *range(0x7F, 0xA0), *range(0xD800, 0xE000)) if code not in {9, 10}}
