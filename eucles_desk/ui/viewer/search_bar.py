"""Words to look for in a file, and how often they stand there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.widgets import icon_button, label, spaced

PAUSE_MILLISECONDS = 300


def is_search(event: QKeyEvent) -> bool:
    """Return whether a key asks for words to find, or for the next place found."""
    return event.matches(QKeySequence.StandardKey.Find) or event.key() == Qt.Key.Key_F3


class SearchBar(QWidget):
    """A field with the places found counted beside it; Enter and F3 go on, with Shift back, Esc ends the search.

    Signals:
        wanted: These words are to be found.
        moved: The user wants the place found next, or the one before (-1).
        closed: The search has ended.
    """

    wanted = Signal(str)
    moved = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search_edit = QLineEdit()
        self.search_edit.setPlaceholderText(tr("Find in the file\N{HORIZONTAL ELLIPSIS}"))
        self.search_edit.setAccessibleName(tr("Find in the file"))
        self.search_edit.setMaxLength(200)
        self.search_edit.setMinimumWidth(theme.em(6))
        self.count_label = label("", "small")
        self.previous_button = icon_button(tr("Previous place found (Shift+F3)"), "chevron-up")
        self.next_button = icon_button(tr("Next place found (F3)"), "chevron-down")
        self.close_button = icon_button(tr("End the search (Esc)"), "close")
        row = QHBoxLayout(self)
        spaced(row, 0, 0.3)
        row.addWidget(self.search_edit, 1)
        for part in (self.count_label, self.previous_button, self.next_button, self.close_button):
            row.addWidget(part)
        self._asked = ""
        self._pause = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.search_edit.textEdited.connect(self._on_edited)
        self.search_edit.installEventFilter(self)
        self.previous_button.clicked.connect(self._on_previous)
        self.next_button.clicked.connect(self._on_next)
        self.close_button.clicked.connect(self.closed)

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.search_edit.text().strip()

    def begin(self) -> None:
        """Take new words, or the old ones again."""
        self.show()
        self.search_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_edit.selectAll()

    def look_for(self, words: str) -> None:
        """Look for words that come from elsewhere; the keyboard stays where it is."""
        self.show()
        self.search_edit.setText(words)
        self._asked = ""
        self._ask()

    def clear(self) -> None:
        """Look for nothing."""
        self._pause.stop()
        self._asked = ""
        self.search_edit.clear()
        self.say("")

    def say(self, text: str) -> None:
        """Say how the search stands."""
        self.count_label.setText(text)
        self.search_edit.setAccessibleDescription(text)

    def show_count(self, at: int, count: int) -> None:
        """Say which of how many places is shown."""
        if not count:
            self.say(tr("not found"))
        elif at < 0:
            self.say(trn("{count} place", "{count} places", count))
        else:
            self.say(tr("{number} of {count}", number=at + 1, count=count))

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        """Go on with Enter, end with Esc."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                return False
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if not self._ask():
                self.moved.emit(-1 if back else 1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return True
        return False

    @Slot()
    def _ask(self) -> bool:
        """Ask for the words; return whether they are other ones than before."""
        self._pause.stop()
        if self.words == self._asked:
            return False
        self._asked = self.words
        if self.words:
            self.say(tr("searching\N{HORIZONTAL ELLIPSIS}"))
        self.wanted.emit(self.words)
        return True

    @Slot(str)
    def _on_edited(self, _text: str) -> None:
        self._pause.start()

    @Slot()
    def _on_previous(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _on_next(self) -> None:
        self.moved.emit(1)
