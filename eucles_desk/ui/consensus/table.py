"""The table of what the experts judged differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView

from eucles_desk.ui import theme
from eucles_desk.ui.badges import badge_size
from eucles_desk.ui.consensus.rows import LEVELS, ROW, SIGN, CellDelegate, Column, DifferencesModel, headings
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from eucles_desk.ui.consensus.rows import Index, Row

MOST_ROWS: Final = 6
"""So many are shown at once; the reasons are to stay in view below them."""
LEAST_CRITERION: Final = 12
"""The width of the criterion, in multiples of the text size, under which columns that can be spared are left out."""
SPARED: Final = (Column.NUMBER, Column.LAST, Column.SELF)


class DifferencesTable(QTableView):
    """One row a difference, in the order in which to talk about them.

    Signals:
        chosen: The row of this criterion is the present one now.
        opened: The user wants to decide on the present row.
    """

    chosen = Signal(str)
    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = DifferencesModel()
        self.setModel(self.rows)
        self._delegate = CellDelegate()
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("What the experts judged differently"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setAccessibleName(tr("Columns"))
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._known: frozenset[Column] = frozenset()
        theme.notifier().changed.connect(self._fit)

    @property
    def current_criterion(self) -> str:
        """The criterion of the present row, empty without one."""
        at = self.currentIndex().row()
        return self.rows.rows[at].criterion if 0 <= at < len(self.rows.rows) else ""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the differences, the present one staying the present one."""
        kept = self.current_criterion
        self.rows.show_rows(rows)
        self._known = frozenset(
            column for column in (Column.SELF, Column.LAST) if any(row.levels[column] is not None for row in rows)
        )
        self._fit()
        if rows and self.current_criterion != kept:
            self.choose(kept)
        elif rows and not kept:
            self.choose(rows[0].criterion)

    def choose(self, criterion: str) -> bool:
        """Make the row of a criterion the present one; return whether there is one."""
        at = next((at for at, row in enumerate(self.rows.rows) if row.criterion == criterion), None)
        if at is None:
            return False
        index = self.rows.index(at, Column.CRITERION)
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, select)
        self.scrollTo(index)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which difference is looked at."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(self.current_criterion)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the decision with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._share()

    @Slot()
    def _fit(self) -> None:
        height = theme.em(ROW)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(theme.em(2.2))
        shown = min(max(len(self.rows.rows), 1), MOST_ROWS)
        self.setFixedHeight(theme.em(2.2) + shown * height + 2)
        self._share()

    def _share(self) -> None:
        """Give each column what it needs and the rest to the criterion; where that is too little, spare some."""
        metrics, names = QFontMetrics(theme.font(bold=True)), headings()
        widths = {
            column: max(metrics.horizontalAdvance(names[column]) + theme.em(1.4), theme.em(SIGN + 1.2))
            for column in LEVELS
        }
        widths[Column.NUMBER] = metrics.horizontalAdvance(names[Column.NUMBER]) + theme.em(1.4)
        badges = (badge_size(row.why).width() for row in self.rows.rows)
        widths[Column.WHY] = theme.em(1.2) + max(badges, default=theme.em(8))
        shown = {column for column in widths if column in self._known or column not in {Column.SELF, Column.LAST}}
        room = self.viewport().width()
        for column in SPARED:
            if room - sum(widths[one] for one in shown) >= theme.em(LEAST_CRITERION):
                break
            shown.discard(column)
        for column in Column:
            self.setColumnHidden(column, column is not Column.CRITERION and column not in shown)
            if column in shown:
                self.setColumnWidth(column, widths[column])
        rest = room - sum(widths[one] for one in shown)
        self.setColumnWidth(Column.CRITERION, max(rest, theme.em(4)))
