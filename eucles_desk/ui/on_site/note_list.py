"""The notes of an interview, painted: hundreds of them cost no more than a few."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from eucles_desk.assessment.evidence import Note
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.workspace.painting import em, font, paint_pill, pill_size
from eucles_desk.ui.workspace.wrapped import WrappedText

if TYPE_CHECKING:
    from collections.abc import Sequence

    Index = QModelIndex | QPersistentModelIndex

NOTE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
OPENS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2})
NUMBER: Final = 2.6
"""The width of the column of numbers, in multiples of the text size."""


class NoteModel(QAbstractListModel):
    """Notes by number; only what is another than before is told to the view."""

    def __init__(self) -> None:
        super().__init__()
        self.notes: tuple[Note, ...] = ()

    def show_notes(self, notes: Sequence[Note]) -> None:
        """Show these notes."""
        before, after = self.notes, tuple(notes)
        same = len([True for old, new in zip(before, after, strict=False) if old.number == new.number])
        if same == len(before) <= len(after):
            if len(after) > same:
                self.beginInsertRows(QModelIndex(), same, len(after) - 1)
                self.notes = after
                self.endInsertRows()
            self.notes = after
            for row in range(same):
                if before[row] != after[row]:
                    self.dataChanged.emit(self.index(row), self.index(row))
        elif before != after:
            self.beginResetModel()
            self.notes = after
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.notes)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the note, its text, or all of it in words."""
        if not 0 <= index.row() < len(self.notes):
            return None
        note = self.notes[index.row()]
        if role == NOTE_ROLE:
            return note
        if role == Qt.ItemDataRole.DisplayRole:
            return note.text
        return _spoken(note) if role == Qt.ItemDataRole.AccessibleTextRole else None


class NoteDelegate(QStyledItemDelegate):
    """Paints a note: its number, its text in as many lines as it needs, and below it the codes of its criteria."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.written: int | None = None
        self.width = 0
        self._texts: dict[int, WrappedText] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # the view's width is ours
        """Return the height of the wrapped text and its codes."""
        note = _note_at(index)
        height = round(self._text(note).height(self._room())) + em(0.8)
        if note.criteria:
            height += pill_size("0").height() + em(0.3)
        return QSize(max(self.width, 1), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a note."""
        note = _note_at(index)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if note.number == self.written:
            painter.fillRect(rect, theme.colour("accent_soft"))
            painter.fillRect(QRect(rect.left(), rect.top(), em(0.25), rect.height()), theme.colour("accent"))
        elif state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected):
            painter.fillRect(rect, theme.colour("hover"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        painter.setFont(font(0.88))
        painter.setPen(theme.colour("muted"))
        number = QRect(rect.left(), rect.top() + em(0.4), em(NUMBER) - em(0.6), em(1.4))
        painter.drawText(number, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(note.number))
        painter.setPen(theme.colour("text"))
        text, left, room = self._text(note), rect.left() + em(NUMBER), self._room()
        text.paint(painter, left, rect.top() + em(0.4), room)
        self._paint_codes(painter, note, left, rect.top() + em(0.6) + round(text.height(room)))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -3), em(0.4), em(0.4))
        painter.restore()

    def forget(self) -> None:
        """Measure anew, for another text size."""
        self._texts.clear()

    def _paint_codes(self, painter: QPainter, note: Note, left: int, top: int) -> None:
        for code in note.criteria:
            size = pill_size(code)
            paint_pill(painter, QRectF(left, top, size.width(), size.height()), code)
            left += size.width() + em(0.35)

    def _text(self, note: Note) -> WrappedText:
        text = self._texts.setdefault(note.number, WrappedText())
        text.set(note.text.replace("\n", "\N{LINE SEPARATOR}") or " ", font())
        return text

    def _room(self) -> int:
        return max(self.width - em(NUMBER) - em(0.8), em(8))


class NoteList(QListView):
    """Shows the notes and lets one be taken up again.

    Signals:
        opened: The user wants to change the note with this number.
        removal_wanted: The user wants the note with this number gone.
        left: The user goes down from the last note.
    """

    opened = Signal(int)
    removal_wanted = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = NoteModel()
        self.rows = NoteDelegate(self)
        self.setModel(self.notes)
        self.setItemDelegate(self.rows)
        self.setAccessibleName(tr("Notes of the interview"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_clicked)
        theme.notifier().changed.connect(self._on_theme_changed)

    def show_notes(self, notes: Sequence[Note], written: int | None) -> None:
        """Show the notes, one of them as the one that is being written, which is kept in sight."""
        grown, at = len(notes) > len(self.notes.notes), self.currentIndex()
        row, number = at.row(), _note_at(at).number
        self.notes.show_notes(notes)
        if row >= 0 and not self.currentIndex().isValid() and notes:  # what stands where the current one stood
            rows = [place for place, note in enumerate(notes) if note.number == number]
            self.setCurrentIndex(self.notes.index(rows[0] if rows else min(row, len(notes) - 1)))
        if written != self.rows.written:
            self.rows.written = written
            self.viewport().update()
        if grown:
            self.scrollToBottom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a note up with Enter or F2, remove it with Delete, and go on to what is below the last."""
        index, key = self.currentIndex(), Qt.Key(event.key())
        if key in OPENS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._on_clicked(index)
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.removal_wanted.emit(_note_at(index).number)
        elif key == Qt.Key.Key_Down and index.row() >= len(self.notes.notes) - 1:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current note from the first moment on: the latest."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.notes.notes:
            self.setCurrentIndex(self.notes.index(len(self.notes.notes) - 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the texts anew for another width."""
        if self.rows.width != self.viewport().width():
            self.rows.width = self.viewport().width()
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Wrap the texts anew for another text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._on_theme_changed()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(_note_at(index).number)

    @Slot()
    def _on_theme_changed(self) -> None:
        rows = getattr(self, "rows", None)
        if rows is not None:
            rows.forget()
            self.scheduleDelayedItemsLayout()


def _note_at(index: Index) -> Note:
    note = index.data(NOTE_ROLE)
    return note if isinstance(note, Note) else Note(0)


def _spoken(note: Note) -> str:
    """Return what a screen reader says of a note."""
    if not note.criteria:
        return tr("Note {number}: {text}", number=note.number, text=note.text)
    codes = current().listed(list(note.criteria))
    return tr("Note {number}: {text}, about {criteria}", number=note.number, text=note.text, criteria=codes)
