"""One line of the agenda: when, what, how long, and whether it has been talked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from eucles_desk.assessment.agenda import Slot as Slot_
from eucles_desk.assessment.agenda import SlotKind
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.validation import MOST_MINUTES
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.rows import PlaceRow, RowText
from eucles_desk.ui.fields import leaves_undo
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.still import NumberBox
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.sections import TickChip, set_shown, set_text
from eucles_desk.wording.agenda import clock, slot_title

if TYPE_CHECKING:
    from eucles_desk.assessment.on_site import Agenda
    from eucles_desk.ui.working import Working

STEP = 5
SIGNS = {
    SlotKind.OPENING: "person",
    SlotKind.FACTS: "facts",
    SlotKind.BREAK: "clock",
    SlotKind.LUNCH: "clock",
    SlotKind.EXPERTS: "clusters",
    SlotKind.CLOSING: "interview",
}


class MinutesBox(NumberBox):
    """Minutes to type or to step by five; it lets the wheel scroll the page.

    Signals:
        edited: The user has entered so many minutes.
    """

    edited = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = 0
        self.setRange(0, MOST_MINUTES)
        self.setSingleStep(STEP)
        self.setKeyboardTracking(False)
        self.valueChanged.connect(self._on_value)

    def show_minutes(self, minutes: int) -> None:
        """Show stored minutes."""
        self._known = minutes
        if self.value() != minutes:
            self.setValue(minutes)

    def make_room(self) -> None:
        """Set the text in from the edge as in other fields, which style rules do not do in a field of this kind."""
        self.lineEdit().setTextMargins(theme.em(0.36), 0, 0, 0)

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the program."""
        return False if leaves_undo(event) else super().event(event)

    @Slot(int)
    def _on_value(self, minutes: int) -> None:
        if minutes != self._known:
            self._known = minutes
            self.edited.emit(minutes)


class SlotRow(QWidget):
    """One part of a day; a criterion leads to its place, has its minutes, and is ticked when it was talked about.

    Signals:
        minutes_edited: A criterion gets so many minutes.
        done_wanted: A criterion has been talked about, or has not.
        wanted: The user wants to go to this ``Place``.
    """

    minutes_edited = Signal(str, int)
    done_wanted = Signal(str, bool)
    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.slot = Slot_(SlotKind.BREAK, 0, 0)
        self.time_label = label("", "muted")
        self.title_button = PlaceRow(RowText(""))
        self.minutes_box = MinutesBox()
        self.minutes_label = label("", "muted")
        self.done_chip = TickChip(tr("Talked about"), "circle")
        self.title_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        spaced(row, 0, 0.6)
        row.addWidget(self.time_label)
        row.addWidget(self.title_button, 1, Qt.AlignmentFlag.AlignVCenter)
        for part in (self.minutes_box, self.minutes_label, self.done_chip):
            row.addWidget(part)
        self.minutes_box.edited.connect(self._on_minutes)
        self.done_chip.wanted.connect(self._on_done)
        self.title_button.clicked.connect(self._on_clicked)
        theme.notifier().changed.connect(self._fit)
        self._fit()

    def show_slot(self, slot: Slot_, begins: str, working: Working, agenda: Agenda, *, may_change: bool) -> None:
        """Show a part of the day."""
        self.slot = slot
        language, is_criterion = current(), slot.kind is SlotKind.CRITERION
        title = slot_title(slot, working.edition, language)
        time = f"{clock(begins, slot.start)}\N{EN DASH}{clock(begins, slot.end)}"
        set_text(self.time_label, time)
        done = slot.criterion in agenda.done
        sign = ("check", "good") if done else ("circle", "muted")
        place = Place(Area.CRITERIA, slot.criterion) if is_criterion else None
        flagged = (
            is_criterion and working.seat is not None and working.value.judgement(working.seat, slot.criterion).on_site
        )
        shown = RowText(
            title,
            place,
            sign if is_criterion else (SIGNS[slot.kind], "muted"),
            time,
            tr("raise on site") if flagged else "",
        )
        if self.title_button.shown != shown:
            self.title_button.show_row(shown)
        self.minutes_box.setSuffix(tr(" min"))
        self.minutes_box.show_minutes(slot.minutes)
        self.minutes_box.setAccessibleName(tr("Minutes for {title}", title=title))
        self.done_chip.setAccessibleName(tr("{title}: talked about", title=title))
        self.done_chip.show_ticked(ticked=done)
        set_text(self.minutes_label, tr("{minutes} min", minutes=slot.minutes))
        set_shown(self.minutes_box, shown=is_criterion)
        set_shown(self.done_chip, shown=is_criterion)
        set_shown(self.minutes_label, shown=not is_criterion)
        self.minutes_box.setEnabled(may_change)
        self.done_chip.setEnabled(may_change)

    @Slot(int)
    def _on_minutes(self, minutes: int) -> None:
        self.minutes_edited.emit(self.slot.criterion, minutes)

    @Slot(bool)
    def _on_done(self, done: bool) -> None:
        self.done_wanted.emit(self.slot.criterion, done)

    @Slot()
    def _on_clicked(self) -> None:
        if self.title_button.shown.place is not None:
            self.wanted.emit(self.title_button.shown.place)

    @Slot()
    def _fit(self) -> None:
        """Line times and minutes up under each other."""
        self.time_label.setFixedWidth(theme.em(6.6))
        self.minutes_box.setFixedWidth(theme.em(7.2))
        self.minutes_box.make_room()
        self.minutes_label.setMinimumWidth(theme.em(4))
