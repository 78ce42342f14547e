"""Choosing several pieces of evidence at once, to cite them no longer or to take them out of the assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from eucles_desk.assessment.folding import fold
from eucles_desk.ui import theme
from eucles_desk.ui.find_field import FindField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import FlowLayout, button, label, primary_button, spaced
from eucles_desk.ui.workspace.citing import about
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from eucles_desk.assessment.evidence import Evidence

ID_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
WIDTH, HEIGHT = 44, 34


class RemoveSeveral(QDialog):
    """A list to choose in with Shift, Ctrl and Ctrl+A, which a search narrows; what is chosen goes as one step.

    Args:
        pieces: What the criterion cites.
        criterion: Its code.
        elsewhere: Says what else goes when these leave the assessment, empty when nothing does.
        parent: The part over which it opens.

    Signals:
        removed: These are to be cited from the criterion no longer.
        deleted: These are to leave the assessment.
    """

    removed = Signal(object)
    deleted = Signal(object)

    def __init__(
        self,
        pieces: Sequence[Evidence],
        criterion: str,
        elsewhere: Callable[[Sequence[UUID]], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._pieces, self._elsewhere, self._around = pieces, elsewhere, parent
        self.setWindowTitle(tr("Remove several pieces of evidence"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.find_edit = FindField(tr("Find by title or file name\N{HORIZONTAL ELLIPSIS}"))
        self.view = QListWidget()
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setAccessibleName(tr("Evidence for {criterion}", criterion=criterion))
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setUniformItemSizes(True)
        self.count_label = label("", "small")
        self.elsewhere_label = label("", "warning", wrap=True)
        self.all_button = button(tr("Choose all shown"), look="quiet")
        self.remove_button = primary_button(tr("Remove from {criterion}", criterion=criterion))
        self.delete_button = button(tr("Remove from the assessment"))
        self.cancel_button = button(tr("Cancel"))
        self._lay_out(criterion)
        self.find_edit.textChanged.connect(self._on_typed)
        self.view.itemSelectionChanged.connect(self._on_chosen)
        self.all_button.clicked.connect(self.view.selectAll)
        self.remove_button.clicked.connect(self._on_removed)
        self.delete_button.clicked.connect(self._on_deleted)
        self.cancel_button.clicked.connect(self.reject)
        self._on_typed("")

    def open_fitting(self) -> None:
        """Open as large as the window allows, with the keyboard in the list."""
        around = self._around.window()
        width = min(theme.em(WIDTH), around.width() - theme.em(2))
        self.resize(width, min(theme.em(HEIGHT), around.height() - theme.em(2)))
        self.open()
        self.view.setCurrentRow(0)
        self.view.clearSelection()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> tuple[UUID, ...]:
        """What is chosen, in the order of the list."""
        items = sorted(self.view.selectedItems(), key=self.view.row)
        return tuple(cast("UUID", item.data(ID_ROLE)) for item in items)

    def _lay_out(self, criterion: str) -> None:
        line = QWidget()
        flow = FlowLayout(line, 0.5)
        for part in (self.remove_button, self.delete_button, self.cancel_button):
            flow.addWidget(part)
        policy = line.sizePolicy()
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        intro = tr("Choose what {criterion} is to cite no longer. One undo brings all of it back.", criterion=criterion)
        column = QVBoxLayout(self)
        spaced(column, 1.2, 0.6)
        column.addWidget(label(intro, "muted", wrap=True))
        column.addWidget(self.find_edit)
        column.addWidget(self.view, 1)
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.count_label, self.elsewhere_label, line):
            column.addWidget(part)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        """List what holds all the words; what was chosen of it stays chosen."""
        words, before = fold(text).split(), set(self.chosen)
        self.view.blockSignals(True)
        self.view.clear()
        for piece in self._pieces:
            if all(word in fold(f"{piece.title} {piece.file_name}") for word in words):
                item = QListWidgetItem(f"{piece.title} \N{EN DASH} {about(piece, current())}", self.view)
                item.setData(ID_ROLE, piece.id)
                item.setSelected(piece.id in before)
        self.view.blockSignals(False)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        chosen = self.chosen
        set_text(self.count_label, tr("{count} of {total} chosen", count=len(chosen), total=self.view.count()))
        for made in (self.remove_button, self.delete_button):
            made.setEnabled(bool(chosen))
        said = self._elsewhere(chosen) if chosen else ""
        set_text(self.elsewhere_label, said)
        set_shown(self.elsewhere_label, shown=bool(said))

    @Slot()
    def _on_removed(self) -> None:
        chosen = self.chosen
        self.accept()
        self.removed.emit(chosen)

    @Slot()
    def _on_deleted(self) -> None:
        chosen = self.chosen
        self.accept()
        self.deleted.emit(chosen)
