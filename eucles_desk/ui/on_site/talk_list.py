"""The interviews of an assessment in a list: with whom, when, and how many notes there are."""

from __future__ import annotations

from dataclasses import dataclass
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
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from eucles_desk.assessment.evidence import Interview
from eucles_desk.ui import theme
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.on_site.note_book import name_of
from eucles_desk.ui.on_site.saying import day_words, hour_words
from eucles_desk.ui.row_view import paint_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from eucles_desk.assessment.evidence import Evidence

    Index = QModelIndex | QPersistentModelIndex

TALK_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True)
class TalkRow:
    """What a row says."""

    id: UUID
    name: str
    about: str

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return f"{self.name}, {self.about}"


def row_of(piece: Evidence) -> TalkRow:
    """Return the row of an interview."""
    interview = piece.interview or Interview()
    count = len(interview.notes)
    when = [day_words(interview.day)] if interview.day else []
    if interview.start:
        when.append(hour_words(interview.start))
    notes = trn("{count} note", "{count} notes", count) if count else tr("no notes yet")
    return TalkRow(piece.id, name_of(piece), " · ".join([*([" ".join(when)] if when else []), notes]))


class TalkModel(QAbstractListModel):
    """Interviews in the order of time."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[TalkRow, ...] = ()

    def show_rows(self, rows: Sequence[TalkRow]) -> None:
        """Show these rows."""
        before, self_rows = self.rows, tuple(rows)
        if [row.id for row in before] != [row.id for row in self_rows]:
            self.beginResetModel()
            self.rows = self_rows
            self.endResetModel()
            return
        self.rows = self_rows
        for at, row in enumerate(self_rows):
            if before[at] != row:
                self.dataChanged.emit(self.index(at), self.index(at))

    def row_of(self, talk: UUID | None) -> int:
        """Return where an interview stands, -1 where it does not."""
        return next((at for at, row in enumerate(self.rows) if row.id == talk), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Return how many there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the row, with whom it was, or all of it in words."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == TALK_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return row.name
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None


class TalkDelegate(QStyledItemDelegate):
    """Paints with whom, and below it when and how many notes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # the view's font is ours
        """Return a height for two lines."""
        height = QFontMetrics(theme.font()).lineSpacing() + QFontMetrics(theme.font(0.88)).lineSpacing()
        return QSize(theme.em(14), height + theme.em(0.9))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row = index.data(TALK_ROLE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if not isinstance(row, TalkRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_current = bool(state & QStyle.StateFlag.State_Selected)
        if is_current or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("accent_soft" if is_current else "hover"))
        if is_current:
            painter.fillRect(QRect(rect.left(), rect.top(), theme.em(0.25), rect.height()), theme.colour("accent"))
        box = rect.adjusted(theme.em(0.9), theme.em(0.4), -theme.em(0.6), -theme.em(0.4))
        line = QFontMetrics(theme.font()).lineSpacing()
        first, rest = QRect(box.left(), box.top(), box.width(), line), box.adjusted(0, line, 0, 0)
        paint_line(painter, first, [(row.name, "text")], bold=is_current)
        paint_line(painter, rest, [(row.about, "muted")], 0.88)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -2), theme.em(0.4), theme.em(0.4))
        painter.restore()


class TalkList(QListView):
    """Lets an interview be chosen.

    Signals:
        chosen: The user has moved to the interview with this id.
        entered: The user wants to write in the one that is current.
        removal_wanted: The user wants the current interview gone.
    """

    chosen = Signal(object)
    entered = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.talks = TalkModel()
        self.setModel(self.talks)
        self.setItemDelegate(TalkDelegate(self))
        self.setAccessibleName(tr("Interviews"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "page")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_rows(self, rows: Sequence[TalkRow], current: UUID | None) -> None:
        """Show the interviews, one of them as the current one."""
        self.talks.show_rows(rows)
        at = self.talks.row_of(current)
        if at != self.currentIndex().row():
            blocked = self.blockSignals(True)
            self.setCurrentIndex(self.talks.index(at) if at >= 0 else QModelIndex())
            self.blockSignals(blocked)
            self.viewport().update()

    def currentChanged(self, now: Index, before: Index) -> None:
        """Tell which interview is current; Qt calls this."""
        super().currentChanged(now, before)
        row = now.data(TALK_ROLE)
        if isinstance(row, TalkRow) and not self.signalsBlocked():
            self.chosen.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the notes with Enter, and remove an interview with Delete."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                event.ignore()
            else:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Lay rows out again for another text size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()
