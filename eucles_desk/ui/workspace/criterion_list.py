"""The left column: find a criterion, narrow the list, see where each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QPushButton, QVBoxLayout, QWidget

from eucles_desk.language.marking import N_
from eucles_desk.ui import theme
from eucles_desk.ui.binding import bind
from eucles_desk.ui.find_field import FindField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import FlowLayout, button, label, spaced
from eucles_desk.ui.workspace.criterion_model import ITEM_ROLE, CriterionModel, FilteredCriteria
from eucles_desk.ui.workspace.row_painter import RowPainter
from eucles_desk.ui.workspace.rows import Filter, Group, Item, Row
from eucles_desk.ui.workspace.sections import link, set_shown, set_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CHIPS: Final[Mapping[Filter, str]] = {
    Filter.OPEN: N_("Open {count}"),
    Filter.FLAGGED: N_("Flagged {count}"),
    Filter.BELOW_MINIMUM: N_("Below minimum {count}"),
    Filter.NO_REASON: N_("No reason {count}"),
    Filter.NO_EVIDENCE: N_("No evidence {count}"),
    Filter.ONE_SOURCE: N_("One source {count}"),
}
TIPS: Final[Mapping[Filter, str]] = {
    Filter.OPEN: N_("Show what has not been looked at"),
    Filter.FLAGGED: N_("Show what is to be raised on site"),
    Filter.BELOW_MINIMUM: N_("Show what is below its minimum"),
    Filter.NO_REASON: N_("Show levels without a reason"),
    Filter.NO_EVIDENCE: N_("Show levels without cited evidence"),
    Filter.ONE_SOURCE: N_("Show levels that rest on one kind of source only"),
}
NAMES: Final[Mapping[Filter, str]] = {
    Filter.OPEN: N_("open"),
    Filter.FLAGGED: N_("to raise on site"),
    Filter.BELOW_MINIMUM: N_("below the minimum"),
    Filter.NO_REASON: N_("without a reason"),
    Filter.NO_EVIDENCE: N_("without evidence"),
    Filter.ONE_SOURCE: N_("on one source"),
}

SHORT = 44
"""Below this height, in multiples of the text size, the filters are offered in a menu."""


class CriterionField(FindField):
    """Where to type what is looked for.

    Signals:
        left_down: The user went down into the list.
    """

    left_down = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        hint, name = tr("Find criterion\N{HORIZONTAL ELLIPSIS}"), tr("Find a criterion by code or title")
        super().__init__(hint, name, parent)
        self.setToolTip(tr("Find a criterion by code or title (Ctrl+F)"))

    def event(self, event: QEvent) -> bool:
        """Leave undo to the program while there is nothing to undo in the field."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo = event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable()
            if undo or (event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down into the list, or clear the field."""
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class CriterionView(QListView):
    """The list itself; the arrow keys step over headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(RowPainter(self))
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Criteria"))

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads, past headings."""
        backward = action in {
            QAbstractItemView.CursorAction.MoveUp,
            QAbstractItemView.CursorAction.MovePrevious,
            QAbstractItemView.CursorAction.MovePageUp,
        }
        found = super().moveCursor(action, modifiers)
        step = -1 if backward else 1
        while found.isValid() and isinstance(found.data(ITEM_ROLE), Group):
            found = found.siblingAtRow(found.row() + step)
        return found if found.isValid() else self.currentIndex()


class CriterionList(QWidget):
    """Find field, filters and list.

    Signals:
        chosen: The user went to this criterion.
        entered: The user wants to work on it: Enter was pressed.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(self, items: Sequence[Item], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = CriterionModel(items)
        self.shown = FilteredCriteria(self.model)
        self.find_edit = CriterionField()
        self.chips = {wanted: self._chip(wanted) for wanted in Filter}
        self.filter_button, self._filter_actions = self._filter_menu()
        self.view = CriterionView()
        self.view.setModel(self.shown)
        self.nothing_label = label(tr("No criterion matches."), "muted", wrap=True)
        self.nothing_label.hide()
        self.narrowed_label = label("", "small", wrap=True)
        self.all_button = link(tr("Show all (Escape)"))
        self.all_button.clicked.connect(self.show_all)
        self._narrowed_part = QWidget()
        line = QVBoxLayout(self._narrowed_part)
        spaced(line, 0, 0.1)
        line.addWidget(self.nothing_label)
        line.addWidget(self.narrowed_label)
        line.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._narrowed_part.hide()
        self._following, self._worked_on = False, ""
        self._lay_out()
        self.find_edit.textChanged.connect(self._on_narrowed)
        self.find_edit.left_down.connect(self._on_left_down)
        self.find_edit.returnPressed.connect(self._on_find_entered)
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.activated.connect(self._on_activated)
        bind("find_criterion", self, self._on_find_wanted, context=Qt.ShortcutContext.WindowShortcut)
        theme.notifier().changed.connect(self._on_theme_changed)
        self._count()

    def show_items(self, items: Sequence[Item]) -> None:
        """Show rows as they stand now."""
        self.model.show_items(items)
        self.shown.refresh()
        self._count()
        self._say_narrowed()

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves criteria out."""
        return self.shown.is_narrowed

    @Slot()
    def show_all(self) -> None:
        """Take search and filters back; the keyboard stays where it can."""
        had_focus = self.all_button.hasFocus()
        for chip in self.chips.values():
            chip.setChecked(False)
        self.find_edit.clear()
        if had_focus:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_current(self, criterion: str) -> None:
        """Mark a criterion as the one being worked on and bring it into view."""
        self._worked_on = criterion
        self.shown.keep(criterion)
        index = self.shown.mapFromSource(self.model.index_of(criterion))
        if not index.isValid() and self.find_edit.text():
            self.find_edit.clear()
            index = self.shown.mapFromSource(self.model.index_of(criterion))
        self._following = True
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(index, flags)
        self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        self._following = False

    def sizeHint(self) -> QSize:
        """Ask for room for a code and the better part of a title."""
        return QSize(theme.em(21), theme.em(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the filters into a menu where the list itself would have no room."""
        super().resizeEvent(event)
        is_short = self.height() < theme.em(SHORT)
        self._chips.setHidden(is_short)
        self.filter_button.setHidden(not is_short)

    def _lay_out(self) -> None:
        chips = self._chips = QWidget()
        flow = FlowLayout(chips, 0.4)
        for chip in self.chips.values():
            flow.addWidget(chip)
        column = QVBoxLayout(self)
        spaced(column, 0.8, 0.7)
        column.addWidget(self.find_edit)
        column.addWidget(chips)
        column.addWidget(self.filter_button)
        column.addWidget(self._narrowed_part)
        column.addWidget(self.view, 1)

    def _chip(self, wanted: Filter) -> QPushButton:
        chip = button("", look="chip")
        chip.setCheckable(True)
        chip.setFont(theme.font(0.9))
        chip.setToolTip(tr(TIPS[wanted]))
        chip.setAccessibleDescription(tr(TIPS[wanted]))
        chip.toggled.connect(self._on_narrowed)
        return chip

    def _filter_menu(self) -> tuple[QPushButton, dict[Filter, QAction]]:
        """Return a button that offers the filters in a menu; each entry presses its chip."""
        made = button(tr("Filter"), look="chip")
        menu = QMenu(made)
        actions: dict[Filter, QAction] = {}
        for wanted, chip in self.chips.items():
            action = actions[wanted] = menu.addAction("")
            action.setCheckable(True)
            action.toggled.connect(chip.setChecked)
            chip.toggled.connect(action.setChecked)
        made.setMenu(menu)
        made.hide()
        return made, actions

    def _count(self) -> None:
        rows = self.model.rows
        for wanted, chip in self.chips.items():
            text = tr(CHIPS[wanted], count=sum(row.passes(wanted) for row in rows))
            if chip.text() != text:
                chip.setText(text)
                self._filter_actions[wanted].setText(text)

    @Slot()
    def _on_narrowed(self) -> None:
        self._following = True
        current_id = self._worked_on or self._current()
        self.shown.narrow(self.find_edit.text(), [wanted for wanted, chip in self.chips.items() if chip.isChecked()])
        self._say_narrowed()
        if current_id:
            index = self.shown.mapFromSource(self.model.index_of(current_id))
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if not self.is_narrowed:  # rows that came back may have pushed it out of sight
                QTimer.singleShot(0, self, self._show_where_it_is)
        self._following = False

    @Slot()
    def _show_where_it_is(self) -> None:
        self.view.doItemsLayout()
        self.view.scrollTo(self.view.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)

    def _say_narrowed(self) -> None:
        """Say what the list is narrowed to, so that nobody takes a part of it for the whole."""
        if self.is_narrowed:
            wanted = [tr(NAMES[one]) for one, chip in self.chips.items() if chip.isChecked()]
            words = self.find_edit.text().strip()
            parts = [tr("“{words}”", words=words)] if words else []
            said = current().listed([*parts, *([current().either(wanted)] if wanted else [])])
            all_of_them = len(self.model.rows)
            text = tr("{count} of {all}: {filters}", count=self.shown.count, all=all_of_them, filters=said)
            set_text(self.narrowed_label, text)
        set_shown(self.nothing_label, shown=self.shown.rowCount() == 0)
        set_shown(self._narrowed_part, shown=self.is_narrowed)
        names = ", ".join(chip.text() for chip in self.chips.values() if chip.isChecked())
        set_text(self.filter_button, tr("Filter: {filters}", filters=names) if names else tr("Filter"))

    def _current(self) -> str:
        item = self.view.currentIndex().data(ITEM_ROLE)
        return item.criterion.id if isinstance(item, Row) else ""

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        item = index.data(ITEM_ROLE)
        if not self._following and isinstance(item, Row):
            self.chosen.emit(item.criterion.id)

    @Slot(QModelIndex)
    def _on_activated(self, _index: QModelIndex) -> None:
        self.entered.emit()

    @Slot()
    def _on_left_down(self) -> None:
        self.view.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_find_entered(self) -> None:
        """Go to the first criterion found."""
        for at in range(self.shown.rowCount()):
            item = self.shown.index(at, 0).data(ITEM_ROLE)
            if isinstance(item, Row):
                self.chosen.emit(item.criterion.id)
                self.entered.emit()
                return

    @Slot()
    def _on_find_wanted(self) -> None:
        self.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_edit.selectAll()

    @Slot()
    def _on_theme_changed(self) -> None:
        self.view.scheduleDelayedItemsLayout()
        self.view.viewport().update()
