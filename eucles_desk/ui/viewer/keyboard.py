"""Keeping the keyboard in a part of the window while what it was on there goes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from PySide6.QtWidgets import QWidget


@contextmanager
def keyboard_kept(part: QWidget, focus: Callable[[], object]) -> Generator[None]:
    """Call ``focus`` when the keyboard was in a part before and is not afterwards.

    Qt would hand it to whatever comes next in the window, and what is being typed would press a button there.
    """
    was_inside = _is_inside(part)
    yield
    if was_inside and not _is_inside(part):
        focus()


def _is_inside(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and focused.isVisible() and part.isAncestorOf(focused)
