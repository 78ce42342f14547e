"""A list of strengths or of what is to improve: each a record of its own, to add, remove and put in order."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import button, spaced
from eucles_desk.ui.workspace.record_row import BLANK, RecordRow, Words
from eucles_desk.ui.workspace.sections import Section, set_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.assessment.values import Improvement

HELD_MILLISECONDS = 60


class RecordList(Section):
    """The records of one criterion. An empty row to type in is always there; it is not stored until it says something.

    Signals:
        edited: The records are these now.
        grown: There is a new part that the keyboard can reach.
    """

    edited = Signal(object)
    grown = Signal()

    def __init__(self, words: Words, *, with_details: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(words.title, parent)
        self._words = words
        self._with_details = with_details
        self._is_editable = True
        self._count = 0
        self._all: list[RecordRow] = []
        self._before_drag: tuple[Improvement, ...] | None = None
        self._leaving = QTimer(self, interval=0, singleShot=True)
        self._leaving.timeout.connect(self._on_left)
        self._rows_column = QVBoxLayout()
        spaced(self._rows_column, 0, 0.4)
        self.add_button = button(words.add, look="link")
        put_icon(self.add_button, "plus", "link", 1.0)
        self.add_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.add_button.setToolTip(tr("{name} ({keys})", name=words.add, keys=words.keys))
        self.add_button.clicked.connect(self._on_add_clicked)
        self.body.addLayout(self._rows_column)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def rows(self) -> list[RecordRow]:
        """The rows shown."""
        return self._all[: self._count]

    @property
    def records(self) -> tuple[Improvement, ...]:
        """The records that say something."""
        return tuple(row.record for row in self.rows if not is_blank(row.record))

    def show_records(self, records: Sequence[Improvement], *, editable: bool, anew: bool) -> None:
        """Show stored records; rows being filled in are left alone unless another criterion begins (``anew``)."""
        if not anew and editable == self._is_editable and tuple(records) == self.records:
            self._fill([row.record for row in self.rows])
            return
        self._is_editable = editable
        if anew:
            for row in self.rows:
                row.fold()
        self._fill(list(records))

    def begin(self) -> QWidget | None:
        """Give the keyboard to the blank row, or to a new one at the end; return its field, ``None`` for none."""
        if self.isHidden() or not self._is_editable:
            return None
        records = self._now()
        at = next((place for place, record in enumerate(records) if is_blank(record)), len(records))
        self._change(records if at < len(records) else [*records, BLANK], at)
        return self._all[at].field

    def hand_on(self) -> None:
        """Hand on what was typed in any of the rows."""
        for row in self.rows:
            row.hand_on()

    def _fill(self, records: list[Improvement]) -> None:
        if not records and self._is_editable:
            records = [BLANK]
        while len(self._all) < len(records):
            self._all.append(self._row())
            self.grown.emit()
        self._count = len(records)
        for at, row in enumerate(self._all):
            if at < self._count:
                row.show_record(records[at], at + 1, self._count, editable=self._is_editable)
            set_shown(row, shown=at < self._count)
        has_blank = any(is_blank(record) for record in records)
        set_shown(self.add_button, shown=self._is_editable and not has_blank)
        set_shown(self, shown=self._is_editable or bool(records))

    def _row(self) -> RecordRow:
        row = RecordRow(self._words, with_details=self._with_details)
        self._rows_column.addWidget(row)
        row.grown.connect(self.grown)
        row.edited.connect(self._on_row_edited)
        row.removal_wanted.connect(self._on_removal_wanted)
        row.move_wanted.connect(self._on_move_wanted)
        row.next_wanted.connect(self._on_next_wanted)
        row.left.connect(self._leaving.start)
        row.handle.dragged.connect(partial(self._on_dragged, row))
        row.handle.dropped.connect(self._on_dropped)
        return row

    def _move(self, at: int, to: int) -> None:
        """Move a row itself, so that what is unfolded in it, and the keyboard, move along."""
        row = self._all.pop(at)
        self._all.insert(to, row)
        self._rows_column.removeWidget(row)
        self._rows_column.insertWidget(to, row)
        self._fill([one.record for one in self.rows])
        self.grown.emit()

    def _change(self, records: list[Improvement], focus: int) -> None:
        """Show other records, hand them on, and put the keyboard on one of them."""
        before = self.records
        self._fill(records)
        after = self.records
        if after != before:
            self.edited.emit(after)
        if 0 <= focus < self._count:
            self._all[focus].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _now(self) -> list[Improvement]:
        """Return the records in all rows after typed text has been handed on, so that no field holds its own back."""
        self.hand_on()
        return [row.record for row in self.rows]

    def _asking(self) -> int:
        row = self.sender()
        return self.rows.index(row) if isinstance(row, RecordRow) and row in self.rows else -1

    @Slot()
    def _on_left(self) -> None:
        """Take blank rows out that were left behind; one stays where there is nothing else."""
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._leaving.start(HELD_MILLISECONDS)  # what is being clicked must not move away from the pointer
            return
        self._leaving.setInterval(0)
        focus = QApplication.focusWidget()
        for row in reversed(self.rows):
            is_here = focus is not None and row.isAncestorOf(focus)
            if self._count > 1 and self._is_editable and is_blank(row.record) and not is_here:
                self._take_out(row)

    def _take_out(self, row: RecordRow) -> None:
        """Take a blank row out; the others stay the widgets that they are, with what is typed in them."""
        self._all.remove(row)
        self._all.append(row)
        self._rows_column.removeWidget(row)
        self._rows_column.addWidget(row)
        row.show_record(BLANK, self._count, self._count, editable=True)
        row.fold()
        set_shown(row, shown=False)
        self._fill([one.record for one in self._all[: self._count - 1]])
        self.grown.emit()

    @Slot()
    def _on_row_edited(self) -> None:
        records = [row.record for row in self.rows]
        self.edited.emit(self.records)
        self._fill(records)

    @Slot()
    def _on_add_clicked(self) -> None:
        records = self._now()
        self._change([*records, BLANK], len(records))

    @Slot()
    def _on_next_wanted(self) -> None:
        """Go to the blank row there is, otherwise make one after the row that asked."""
        at, records = self._asking(), self._now()
        if any(is_blank(record) for record in records):
            self.begin()
        else:
            self._change([*records[: at + 1], BLANK, *records[at + 1 :]], at + 1)

    @Slot()
    def _on_removal_wanted(self) -> None:
        at, records = self._asking(), self._now()
        if at >= 0:
            del records[at]
            self._change(records, max(at - 1, 0))

    @Slot(int)
    def _on_move_wanted(self, by: int) -> None:
        at = self._asking()
        self.hand_on()
        to = at + by
        if at >= 0 and 0 <= to < self._count:
            row, before = self._all[at], self.records
            self._move(at, to)
            if self.records != before:
                self.edited.emit(self.records)
            if not row.isAncestorOf(QApplication.focusWidget() or self):  # its button has just been disabled at the top
                row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_dragged(self, row: RecordRow, height: int) -> None:
        """Move a row past those whose middle the pointer has passed."""
        if self._before_drag is None:
            self.hand_on()
            self._before_drag = self.records
        at = self._all.index(row)
        y = self.mapFromGlobal(QPoint(0, height)).y()
        middles = [one.y() + one.height() // 2 for one in self.rows]
        to = at
        while to > 0 and y < middles[to - 1]:
            to -= 1
        while to < self._count - 1 and y > middles[to + 1]:
            to += 1
        if to != at:
            self._move(at, to)
            layout = self.layout()
            if layout is not None:
                layout.activate()

    @Slot()
    def _on_dropped(self) -> None:
        before, self._before_drag = self._before_drag, None
        if before is not None and self.records != before:
            self.edited.emit(self.records)


def is_blank(record: Improvement) -> bool:
    """Return whether a record says nothing."""
    return not any(part.strip() for part in (record.text, record.effect, record.addressee, record.due))
