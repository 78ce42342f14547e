"""The differences as rows, and how their cells are painted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from eucles_desk.assessment.checks import HIGH_LEVEL
from eucles_desk.ui import theme
from eucles_desk.ui.badges import badge_size, paint_badge
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.workspace.painting import paint_level
from eucles_desk.ui.workspace.rows import Tone
from eucles_desk.wording.names import level_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.assessment.values import Level

Index = QModelIndex | QPersistentModelIndex
ROW: Final = 2.7
SIGN: Final = 1.7
"""The height of a row and of a level in it, in multiples of the text size."""


class Column(IntEnum):
    """The columns, in their order."""

    NUMBER = 0
    CRITERION = 1
    LEAD = 2
    SECOND = 3
    SELF = 4
    LAST = 5
    AGREED = 6
    WHY = 7


LEVELS: Final = frozenset({Column.LEAD, Column.SECOND, Column.SELF, Column.LAST, Column.AGREED})


@dataclass(frozen=True, slots=True)
class Row:
    """One difference as it is shown."""

    criterion: str
    title: str
    levels: dict[Column, Level]
    minimum: int | None
    why: str
    kind: str


class DifferencesModel(QAbstractTableModel):
    """The differences in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; those that stay where they are keep selection and scroll."""
        if [row.criterion for row in rows] == [row.criterion for row in self.rows]:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return how many differences there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt has it
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """Return the heading of a column."""
        if orientation is Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return headings()[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # as Qt has it
        """Return the words of a cell; a screen reader hears the heading with a level."""
        row, column = self.rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, column, index.row())
            case Qt.ItemDataRole.AccessibleTextRole:
                words = self._words(row, column, index.row())
                return f"{headings()[column]}: {words}" if column in LEVELS else words
            case Qt.ItemDataRole.ToolTipRole if column in {Column.CRITERION, Column.WHY}:
                return self._words(row, column, index.row())
            case _:
                return None

    def _words(self, row: Row, column: Column, at: int) -> str:
        match column:
            case Column.NUMBER:
                return str(at + 1)
            case Column.CRITERION:
                return row.title
            case Column.WHY:
                return row.why
            case Column.AGREED if row.levels[column] is None:
                return tr("not agreed yet")
            case Column.SELF | Column.LAST if row.levels[column] is None:
                return tr("no level")
            case _:
                return level_name(row.levels[column], current())


class CellDelegate(QStyledItemDelegate):
    """Paints levels and why a criterion is here as signs, all else as text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, DifferencesModel)
        row, column = model.rows[index.row()], Column(index.column())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        if is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("accent_soft" if is_chosen else "hover"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(theme.em(0.6), 0, -theme.em(0.3), 0)
        if column in LEVELS:
            size = theme.em(SIGN)
            where = QRectF(inside.left(), rect.center().y() - size / 2, size, size)
            level = row.levels[column]
            paint_level(painter, where, level, tone_of(level, row.minimum))
        elif column is Column.WHY:
            size = badge_size(row.why)
            where = QRect(inside.left(), rect.center().y() - size.height() // 2, size.width(), size.height())
            paint_badge(painter, where, row.why, row.kind)
        else:
            painter.setFont(theme.font(bold=is_chosen))
            painter.setPen(theme.colour("text"))
            words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if is_chosen and column is Column.NUMBER:
            painter.fillRect(QRect(rect.left(), rect.top(), theme.em(0.25), rect.height()), theme.colour("accent"))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002  # the view's font is ours
        """Return the size of a cell."""
        return QSize(theme.em(4), theme.em(ROW))


def tone_of(level: Level, minimum: int | None) -> Tone:
    """Return how a level looks beside the minimum."""
    if not isinstance(level, int):
        return Tone.NONE
    if minimum is not None and level < minimum:
        return Tone.BELOW
    return Tone.GOOD if level >= HIGH_LEVEL else Tone.FAIR


def headings() -> dict[Column, str]:
    """Return the headings of the columns."""
    return {
        Column.NUMBER: tr("No."),
        Column.CRITERION: tr("Criterion"),
        Column.LEAD: tr("Lead"),
        Column.SECOND: tr("Second"),
        Column.SELF: tr("Self"),
        Column.LAST: tr("Last time"),
        Column.AGREED: tr("Agreed"),
        Column.WHY: tr("Why it is here"),
    }
