"""A field for one note, in which codes of criteria are taken out as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor

from eucles_desk.assessment.talks import code_in
from eucles_desk.ui.fields import TextField

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class NoteEdit(TextField):
    """Several lines; Enter is done with the note, Shift and Enter begin another line of it.

    Signals:
        named: A code of a criterion was typed; it has been taken out of the text.
        entered: The note is done.
        back_wanted: The user wants the note before this one.
    """

    named = Signal(str)
    entered = Signal()
    back_wanted = Signal()

    def __init__(self, codes: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(2, parent)
        self._codes = codes
        self._is_taking = False
        self.textChanged.connect(self._on_typed)

    def take_codes(self) -> None:
        """Take out every code, also one at the end, since nothing more is typed."""
        self._take(is_finished=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be done with Enter; go back with the arrow up in an empty note."""
        key = Qt.Key(event.key())
        if key in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.entered.emit()
        elif key == Qt.Key.Key_Up and not self.toPlainText():
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take a code at the end too when the field is left, but not for a menu or another window."""
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.take_codes()
        super().focusOutEvent(event)

    @Slot()
    def _on_typed(self) -> None:
        if not self._is_taking:
            self._take(is_finished=False)

    def _take(self, *, is_finished: bool) -> None:
        text = self.toPlainText()
        if "#" not in text and "@" not in text:
            return
        codes: list[str] = []
        while (found := code_in(text, self._codes, is_finished=is_finished)) is not None:
            self._cut(text, found.start, found.end)
            codes.append(found.code)
            text = self.toPlainText()
        for code in dict.fromkeys(codes):
            self.named.emit(code)

    def _cut(self, text: str, start: int, end: int) -> None:
        """Take a piece out and leave the cursor where it is in what remains."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(text[:start]))
        cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        self._is_taking = True
        cursor.removeSelectedText()
        self._is_taking = False


def _units(text: str) -> int:
    """Return how long a text is for Qt, which counts some signs twice."""
    return len(text.encode("utf-16-le")) // 2
