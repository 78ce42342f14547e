"""Fields that hand on what was typed by themselves: after a pause, when left, and before anything else happens."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QMimeData, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QDateEdit, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import current
from eucles_desk.ui.pausing import Pause
from eucles_desk.ui.speaking import locale_of
from eucles_desk.ui.still import Still

ISO_DAY = "yyyy-MM-dd"
MOST_LINES = 24
"""A longer text scrolls in its field, so that what stands below it stays within reach."""
BY_KEY = frozenset(
    {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
)
BETWEEN = frozenset({" ", ".", "/", "-"})
"""What people type between the parts of a date."""


def carets_kept(before: str, after: str, *carets: int) -> tuple[int, ...]:
    """Return where carets of a text stand in what became of it: by the letters around them, as Qt counts letters.

    What was put in, changed or taken away lies between the beginning and the end that both texts have alike.
    """
    first = _alike(before, after)
    last = min(_alike(before[::-1], after[::-1]), min(len(before), len(after)) - first)
    head, tail, was, now = (_units(part) for part in (before[:first], before[len(before) - last :], before, after))
    return tuple(at if at <= head else now - max(was - at, 0) if at >= was - tail else now - tail for at in carets)


def _alike(one: str, other: str) -> int:
    """Return how many signs two texts have alike from their beginning on."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def _units(text: str) -> int:
    """Return how many letters Qt counts: some signs are two."""
    return len(text) + sum(sign > "\uffff" for sign in text)


class TextField(QPlainTextEdit):
    """Several lines of text that grow with their content; Tab leaves the field.

    Reached by key, it goes on behind its text; where the user has put the cursor elsewhere, it stays there.

    Signals:
        edited: The user typed this and paused, left the field, or did something else.
    """

    edited = Signal(str)

    def __init__(self, lines: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._known = ""
        self._is_cursor_placed = False
        self._pause = Pause(self)
        self._pause.over.connect(self.hand_on)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        # Lines wrap; with both bars allowed, each may take the room that brings the other.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._on_cursor_moved)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show stored text; what the user is typing right now is left alone."""
        if self._pause.isActive() or text == self.toPlainText():
            self._known = text if not self._pause.isActive() else self._known
            return
        self._known = text
        self._is_cursor_placed = self._is_cursor_placed and self.hasFocus()
        kept = carets_kept(self.toPlainText(), text, self.textCursor().anchor(), self.textCursor().position())
        blocked = self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(blocked)
        cursor = self.textCursor()
        cursor.setPosition(kept[0])
        cursor.setPosition(kept[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self._fit()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the text be read only, or written too; Qt draws the field anew each time it is told."""
        if self.isReadOnly() != read_only:
            self.setReadOnly(read_only)

    @property
    def is_typing(self) -> bool:
        """Whether something was typed that has not been handed on yet."""
        return self._pause.isActive()

    @Slot()
    def hand_on(self) -> None:
        """Hand on what was typed since the last time."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._known:
            self._known = text
            self.edited.emit(text)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the cursor behind the text where the field is reached by key."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY and not self._is_cursor_placed:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand on what was typed when the field is left."""
        super().focusOutEvent(event)
        self.hand_on()

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the program, which undoes across fields, and a picture to what attaches it."""
        return False if leaves_undo(event) or leaves_paste(event) else super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave dropped files and links to what lies around the field, which attaches them."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Do the same while they move."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragMoveEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in text only, whatever else the clipboard holds."""
        if source.hasText():
            self.insertPlainText(source.text())

    def changeEvent(self, event: QEvent) -> None:
        """Fit the height to another text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the text as it wraps now."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return a width that lets the layout decide."""
        return QSize(200, self.height())

    @Slot()
    def _on_cursor_moved(self) -> None:
        self._is_cursor_placed = self._is_cursor_placed or self.hasFocus()

    @Slot()
    def _on_text_changed(self) -> None:
        self._pause.start()

    @Slot()
    def _fit(self) -> None:
        """Plain text documents count their height in lines, not pixels."""
        line = self.fontMetrics().lineSpacing()
        lines = min(max(self._lines, round(self.document().size().height()), self._lines_of_placeholder()), MOST_LINES)
        frame = 2 * (self.frameWidth() + round(self.document().documentMargin())) + 2
        height = lines * line + frame
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)

    def _lines_of_placeholder(self) -> int:
        """Return how many lines the hint takes while nothing is written: it wraps as the text does."""
        text, width = self.placeholderText(), self.viewport().width() - 2 * round(self.document().documentMargin())
        if not text or not self.document().isEmpty() or width <= 0:
            return 1
        box = self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), Qt.TextFlag.TextWordWrap, text)
        return max(round(box.height() / self.fontMetrics().lineSpacing()), 1)


class LineField(QLineEdit):
    """One line of text.

    Signals:
        edited: The user typed this and paused, left the field, or did something else.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._pause = Pause(self)
        self._pause.over.connect(self.hand_on)
        self.textEdited.connect(self._on_text_edited)
        self.editingFinished.connect(self.hand_on)

    def show_text(self, text: str) -> None:
        """Show stored text; what the user is typing right now is left alone."""
        if not self._pause.isActive():
            self._known = text
            if text != self.text():
                is_in_use = self.window().focusWidget() is self
                kept = carets_kept(self.text(), text, self.cursorPosition())
                self.setText(text)
                if is_in_use:
                    self.setCursorPosition(kept[0])

    @Slot()
    def hand_on(self) -> None:
        """Hand on what was typed since the last time."""
        self._pause.stop()
        if self.text() != self._known:
            self._known = self.text()
            self.edited.emit(self.text())

    def event(self, event: QEvent) -> bool:
        """Leave undo, redo and pictures to the program, as :class:`TextField` does."""
        return False if leaves_undo(event) or leaves_paste(event) else super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Leave dropped files and links to what lies around the field, which attaches them."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Do the same while they move."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragMoveEvent(event)

    @Slot()
    def _on_text_edited(self) -> None:
        self._pause.start()


class DayField(Still, QDateEdit):
    """A day as the screen's language writes it, to type or to step; it lets the wheel scroll the page.

    Signals:
        edited: The user has entered this day, as ``YYYY-MM-DD``.
    """

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = ""
        self._has_gone_on = False
        self.setLocale(locale_of(current()))
        self.setDisplayFormat("d.M.yyyy" if current().code == "fi" else "d MMM yyyy")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self._make_room()
        theme.notifier().changed.connect(self._make_room)
        self.editingFinished.connect(self.hand_on)

    @property
    def day(self) -> str:
        """The day in the field."""
        return self.date().toString(ISO_DAY)

    def show_day(self, day: str) -> None:
        """Show a stored day; one that the user is entering right now is left alone."""
        if day != self._known or not self.hasFocus():
            self._known = day
            self.setDate(QDate.fromString(day, ISO_DAY))

    @Slot()
    def hand_on(self) -> None:
        """Hand on what was entered since the last time."""
        self.interpretText()
        if self.day != self._known:
            self._known = self.day
            self.edited.emit(self.day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the day, however the field is reached."""
        super().focusInEvent(event)
        self._has_gone_on = False
        self.setSelectedSection(QDateEdit.Section.DaySection)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a date be typed with or without what stands between its parts.

        Qt goes on by itself after a digit that ends a part; the sign typed behind it would take it one part further.
        """
        if self._has_gone_on and event.text() in BETWEEN:
            self._has_gone_on = False
            return
        before = self.currentSection()
        super().keyPressEvent(event)
        self._has_gone_on = event.text().isalnum() and self.currentSection() != before

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the program, as :class:`TextField` does."""
        return False if leaves_undo(event) else super().event(event)

    def _make_room(self) -> None:
        """Set the text in from the edge as in other fields, which style rules do not do in a field of this kind."""
        self.lineEdit().setTextMargins(theme.em(0.36), 0, 0, 0)


def leaves_undo(event: QEvent) -> bool:
    """Let go of the keys for undo and redo; return whether the event was one of them.

    A text widget claims these keys for itself in an override event before any shortcut sees them.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    if not (event.matches(undo) or event.matches(redo)):
        return False
    event.ignore()
    return True


def leaves_paste(event: QEvent) -> bool:
    """Let go of the key for pasting while the clipboard holds no text, which is all that a field could take."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not event.matches(QKeySequence.StandardKey.Paste) or QGuiApplication.clipboard().mimeData().hasText():
        return False
    event.ignore()
    return True
