"""What every kind of file answers to, and what a file can be refused with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence

Code: TypeAlias = Literal["damaged", "protected", "large", "page", "other"]
Box: TypeAlias = tuple[int, int, int, int]
"""Left, top, width and height in thousandths of a page."""
Hit: TypeAlias = tuple[int, list[Box], str]
"""A page, the places on it where words stand, and what stands around the first."""


Form: TypeAlias = "dict[str, object]"
"""What is in a form, as the parent takes it."""


class RefusalError(Exception):
    """Why a file is not read; the parent has the words for it."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


class Document:
    """An opened file; one of this very class holds nothing that can be shown, what can be read of it says more.

    Attributes:
        kind: What it is, in the words of the parent.
        protected: Whether it needs a password.
        sizes: Width and height of each page.
    """

    kind = "other"
    protected = False
    sizes: Sequence[tuple[float, float]] = ()

    def picture(self, page: int, width: int) -> tuple[int, int, bytes]:
        """Return width, height and the bytes of a page."""
        del page, width
        raise RefusalError("protected" if self.protected else "other")

    def texts(self, first: int, most: int) -> tuple[list[str], int]:
        """Return the texts of pages from ``first`` on, so many letters at most, and the next page; 0 at the end."""
        del first, most
        return [], 0

    def find(self, first: int, words: str) -> tuple[list[Hit], int]:
        """Return where words stand on pages from ``first`` on, and the next page; 0 at the end."""
        del first, words
        return [], 0

    def quote(self, page: int, region: Box) -> str:
        """Return the text in a region."""
        del page, region
        return ""

    def form(self) -> Form:
        """Return what is filled into a form; most files are none."""
        return {"kind": "other"}

    def close(self) -> None:
        """Let the file go."""


class Locked(Document):
    """A file that needs a password, or another one."""

    protected = True

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def texts(self, first: int, most: int) -> tuple[list[str], int]:
        """Refuse."""
        del first, most
        raise RefusalError("protected")

    def find(self, first: int, words: str) -> tuple[list[Hit], int]:
        """Refuse."""
        del first, words
        raise RefusalError("protected")

    def quote(self, page: int, region: Box) -> str:
        """Refuse."""
        del page, region
        raise RefusalError("protected")

    def form(self) -> Form:
        """Refuse."""
        raise RefusalError("protected")
