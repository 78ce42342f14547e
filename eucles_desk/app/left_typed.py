"""Keeps what was typed in a form when the program locked, locked itself, until it has been given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.storage.files import shred, write_atomically
from eucles_desk.storage.wrapped import unwrap, wrap
from eucles_desk.ui.locking.left_window import LeftWindow
from eucles_desk.ui.locking.typed import typed_in_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

FILE: Final = "typed"
PURPOSE: Final = "what was typed when it locked"
_BEGIN: Final = b"EUCLES Desk typed 1\n"
_MOST_BYTES: Final = 2_000_000


class LeftTyped:
    """One text of a data folder.

    Args:
        folder: the data folder.
        secret: returns a secret of the data for a purpose, in hexadecimal digits.
    """

    def __init__(self, folder: Path, secret: Callable[[str], bytes]) -> None:
        self._path = folder / FILE
        self._secret = secret

    @property
    def exists(self) -> bool:
        """Whether there is one."""
        return self._path.is_file()

    def keep(self, text: str) -> None:
        """Keep a text, together with one that is there; raise ``StorageError`` when it cannot be written."""
        both = "\n\n".join(part for part in (self.text(), text) if part)
        write_atomically(self._path, _BEGIN + wrap(self._key(), both.encode(), _BEGIN), private=True)

    def text(self) -> str:
        """Return the text, empty where there is none that can be read."""
        try:
            with self._path.open("rb") as file:
                content = file.read(_MOST_BYTES)
        except OSError:
            return ""
        if not content.startswith(_BEGIN):
            return ""
        found = unwrap(self._key(), content[len(_BEGIN) :], _BEGIN)
        return "" if found is None else found.decode("utf-8", "replace")

    def keep_of(self, shown: Iterable[QWidget]) -> None:
        """Keep what is typed in forms among what is shown, if anything."""
        text = typed_in_forms(shown)
        if text:
            self.keep(text)

    def give_back(self, window: QWidget) -> None:
        """Show the text over a window; it is forgotten once the user has put it away."""
        left = LeftWindow(self.text(), window)
        left.finished.connect(self.forget)
        left.finished.connect(left.deleteLater)
        left.show()

    def forget(self) -> None:
        """Keep it no longer."""
        shred(self._path)

    def _key(self) -> bytes:
        return bytes.fromhex(self._secret(PURPOSE).decode())
