"""What is typed in forms that lie over the windows, and is on its way to nowhere when these go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPlainTextEdit, QTextEdit, QWidget

from eucles_desk.ui.locking.secret_field import SecretField

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_LETTERS: Final = 200_000


def typed_in_forms(windows: Iterable[QWidget]) -> str:
    """Return what the user has typed in dialogs and popups that are shown, with the name of each field.

    Fields of the windows themselves are left out, as they save what is in them; passphrases are too.
    """
    parts: list[str] = []
    for window in windows:
        if window.isVisible() and not isinstance(window, QMainWindow):
            fields = [f"{name}: {text}" if name else text for name, text in _typed(window)]
            if fields:
                parts.append("\n".join([window.windowTitle(), *fields]).strip())
    return "\n\n".join(parts)[:MOST_LETTERS]


def _typed(window: QWidget) -> Iterator[tuple[str, str]]:
    names = {label.buddy(): label.text().replace("&", "") for label in window.findChildren(QLabel)}
    for field in window.findChildren(QWidget):
        text = _text_of(field)
        if text and not isinstance(field.parent(), SecretField):
            yield field.accessibleName() or names.get(field, ""), text


def _text_of(field: QWidget) -> str:
    """Return what the user has typed in a field, as far as it was not put there by the program."""
    match field:
        case QLineEdit():
            is_typed = field.isModified() and not field.isReadOnly()
            is_open = field.echoMode() == QLineEdit.EchoMode.Normal
            return field.text().strip() if is_typed and is_open else ""
        case QPlainTextEdit() | QTextEdit():
            is_typed = field.document().isModified() and not field.isReadOnly()
            return field.toPlainText().strip() if is_typed else ""
        case _:
            return ""
