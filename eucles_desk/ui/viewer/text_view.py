"""A text as it is read: of files that have no look of their own, and of a page for those who hear it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_SIGNS: Final = 400_000
"""More of a text is not shown: a field that holds a whole table of data would keep the window waiting."""
MOST_IN_LINE: Final = 2_000
MOST_QUOTED: Final = 1_000


class TextView(QPlainTextEdit):
    """Shows a text to be read, searched, and cited in parts.

    Signals:
        turned: The user goes on at the end of the text, or back at its beginning (-1).
    """

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._hits: list[int] = []
        self._length = 0
        self.is_cut = False
        theme.notifier().changed.connect(self._mark)
        self._at = -1

    @property
    def quote(self) -> str:
        """What the user has marked, as one line."""
        marked = self.textCursor().selectedText()
        return " ".join(marked.split())[:MOST_QUOTED]

    def show_text(self, text: str) -> None:
        """Show a text from its beginning."""
        self.is_cut = len(text) > MOST_SIGNS
        shown = "\n".join(_broken(text[:MOST_SIGNS]))
        self.setPlainText(shown or tr("There is no text in it."))
        self._hits, self._at = [], -1
        self._mark()

    def find_words(self, words: str) -> int:
        """Look for words as they are typed, without regard to capitals; return how often they stand here."""
        text, wanted = self.toPlainText().casefold(), words.casefold()
        if len(text) != len(self.toPlainText()):  # a sign that becomes two would shift every place after it
            text, wanted = self.toPlainText().lower(), words.lower()
        self._hits, self._length, at = [], len(wanted), -1
        while wanted and (at := text.find(wanted, at + 1)) >= 0:
            self._hits.append(at)
        self._at = -1
        self._mark()
        return len(self._hits)

    def show_hit(self, at: int) -> None:
        """Go to one of the places found."""
        if 0 <= at < len(self._hits):
            self._at = at
            cursor = self.textCursor()
            cursor.setPosition(self._hits[at])
            cursor.setPosition(self._hits[at] + self._length, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            self.centerCursor()
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next page where the text ends."""
        way = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        bar = self.verticalScrollBar()
        if way is not None and bar.value() == (bar.maximum() if way > 0 else bar.minimum()):
            self.turned.emit(way)
        else:
            super().keyPressEvent(event)

    def _mark(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        ground = QColor(theme.colour("warning_soft"))
        for start in _near(self._hits, self._at):
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(start + self._length, QTextCursor.MoveMode.KeepAnchor)
            style = QTextCharFormat()
            style.setBackground(ground)
            style.setForeground(theme.colour("text"))
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            # The binding's stubs leave out the fields of this small structure.
            mark.cursor, mark.format = cursor, style  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)


def _near(hits: Sequence[int], at: int, most: int = 500) -> Sequence[int]:
    """Return the places around the present one: thousands of marks would take longer than they help."""
    first = max(0, at - most // 2)
    return hits[first : first + most]


def _broken(text: str) -> list[str]:
    """Return the lines of a text; those without end are broken, since a field lays each line out at once."""
    lines: list[str] = []
    for line in text.splitlines():
        lines.extend(line[at : at + MOST_IN_LINE] for at in range(0, max(len(line), 1), MOST_IN_LINE))
    return lines
