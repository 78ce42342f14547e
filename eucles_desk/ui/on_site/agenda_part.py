"""The agenda of the visit: how long, when it begins, what comes when, and how it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.assessment.agenda import Plan, pace, plan, usual_frame
from eucles_desk.assessment.changes import Part as ChangedPart
from eucles_desk.assessment.on_site import Agenda, Frame
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import WIDEST, lay_out
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.on_site.agenda_day import DayCard
from eucles_desk.ui.on_site.part import Part
from eucles_desk.ui.widgets import Card, FlowLayout, button, label, scrolling, set_look, spaced
from eucles_desk.ui.workspace.sections import TickChip, set_shown, set_text
from eucles_desk.wording.agenda import FRAMES, fit_sentence, slot_title

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from eucles_desk.ui.on_site.agenda_row import SlotRow
    from eucles_desk.ui.working import Working

DAY_BEGINS = "09:00"
TICK_MILLISECONDS = 20_000
MOST_DAYS = 2


class AgendaPart(Part):
    """Shares the visit out; minutes can be changed and criteria ticked as they are talked about."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, parent)
        self.frames = {frame: TickChip(current().text(FRAMES[frame]), "clock") for frame in Frame}
        self.pace_label = label("", "strong", wrap=True)
        self.fit_label = label("", "strong", wrap=True)
        self.fit_label.setObjectName("whether-it-fits")
        self.reset_button = button(tr("Share the minutes out anew"), "undo")
        self.days = [DayCard(number) for number in range(MOST_DAYS)]
        self._clock = QTimer(self, interval=TICK_MILLISECONDS)
        self._clock.timeout.connect(self._say_pace)
        self._lay_out()
        for frame, chip in self.frames.items():
            chip.setProperty("frame", frame.value)
            chip.wanted.connect(self._on_frame)
        for day in self.days:
            day.begins_edited.connect(self._on_begins)
            day.minutes_edited.connect(self._on_minutes)
            day.done_wanted.connect(self._on_done)
            day.wanted.connect(self.wanted)
        self.reset_button.clicked.connect(self._on_reset)
        self.refresh()

    @property
    def agenda(self) -> Agenda:
        """The agenda as it is stored, or as it would begin."""
        value = self.working.value
        return value.agenda or Agenda(usual_frame(self.working.edition, value.label, value.kind), _starts(value.visits))

    @property
    def plan(self) -> Plan:
        """The agenda worked out."""
        return plan(self.working.value, self.working.edition, self.agenda)

    @property
    def rows(self) -> list[SlotRow]:
        """The rows that are shown, from top to bottom."""
        return [row for day in self.days if not day.isHidden() for row in day.rows]

    def go_to(self, name: str) -> None:
        """Give the keyboard to the row of a criterion, by default to the one that comes next."""
        wanted = name or pace(self.plan, self.agenda.done, _now()).next
        found = next((row for row in self.rows if row.slot.criterion == wanted), None)
        lay_out(self.scroller)
        if found is None:
            self.frames[self.agenda.frame].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.scroller.ensureWidgetVisible(found, 0, theme.em(4))
        found.title_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show the agenda as it is now."""
        agenda, planned = self.agenda, self.plan
        may = self.working.opened.can_change(ChangedPart.AGENDA)
        for frame, chip in self.frames.items():
            chip.show_ticked(ticked=frame is agenda.frame)
            chip.setEnabled(may)
        for number, card in enumerate(self.days):
            shown = number < len(planned.days)
            set_shown(card, shown=shown)
            if shown:
                card.show_day(planned.days[number], self.working, agenda, may_change=may)
        look = "danger" if planned.over else "strong"
        if self.fit_label.property("look") != look:
            set_look(self.fit_label, look)
        set_text(self.fit_label, fit_sentence(planned, current(), is_set=bool(agenda.minutes)))
        set_shown(self.reset_button, shown=may and bool(agenda.minutes))
        self._say_pace()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock while the agenda is looked at."""
        super().showEvent(event)
        self._clock.start()
        self._say_pace()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the clock alone otherwise."""
        super().hideEvent(event)
        self._clock.stop()

    # Making

    def _lay_out(self) -> None:
        chips = QWidget()
        flow = FlowLayout(chips, 0.5)
        flow.addWidget(label(tr("Length of the visit"), "strong"))
        for chip in self.frames.values():
            flow.addWidget(chip)
        policy = chips.sizePolicy()
        policy.setHeightForWidth(True)
        chips.setSizePolicy(policy)
        head = Card()
        for part in (chips, self.pace_label):
            head.body.addWidget(part)
        head.body.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)
        inner, holder = QWidget(), QWidget()
        column = QVBoxLayout(holder)
        spaced(column, 0, 0.9)
        column.addWidget(head)
        for day in self.days:
            column.addWidget(day)
        column.addStretch(1)
        holder.setMaximumWidth(theme.em(WIDEST))
        around = QHBoxLayout(inner)
        spaced(around, 1.4, 0)
        around.addWidget(holder, 1)
        around.addStretch(0)
        self.scroller = scrolling(inner)
        whole = QVBoxLayout(self)
        spaced(whole, 0, 0)
        # Above what scrolls: whoever changes minutes far below sees at once when the visit ends.
        top = QVBoxLayout()
        spaced(top, 1.4, 0)
        top.setContentsMargins(theme.em(1.4), theme.em(0.5), theme.em(1.4), theme.em(0.3))
        top.addWidget(self.fit_label)
        whole.addLayout(top)
        whole.addWidget(self.scroller)

    # What happens

    def _store(self, agenda: Agenda) -> bool:
        opened = self.working.opened
        self.working.flush()
        return self.working.do(lambda: opened.set_agenda(agenda), field="agenda")

    @Slot(bool)
    def _on_frame(self, _wanted: bool) -> None:
        frame = Frame(str(self.sender().property("frame")))
        if frame is not self.agenda.frame:
            self._store(replace(self.agenda, frame=frame))
        else:
            self.refresh()

    @Slot(int, str)
    def _on_begins(self, number: int, begins: str) -> None:
        starts = [*self.agenda.starts, *([""] * MOST_DAYS)][:MOST_DAYS]
        starts[number] = begins
        while starts and not starts[-1]:
            starts.pop()
        if all(starts):
            self._store(replace(self.agenda, starts=tuple(starts)))

    @Slot(str, int)
    def _on_minutes(self, criterion: str, minutes: int) -> None:
        changed = {**self.agenda.minutes, criterion: minutes}
        self._store(replace(self.agenda, minutes=MappingProxyType(changed)))

    @Slot(str, bool)
    def _on_done(self, criterion: str, done: bool) -> None:
        others = tuple(one for one in self.agenda.done if one != criterion)
        self._store(replace(self.agenda, done=(*others, criterion) if done else others))

    @Slot()
    def _on_reset(self) -> None:
        if self._store(replace(self.agenda, minutes=MappingProxyType({}))):
            self.go_to("")

    @Slot()
    def _say_pace(self) -> None:
        set_text(self.pace_label, _pace_sentence(self.plan, self.agenda, self.working))


def _now() -> datetime:
    return datetime.now().astimezone().replace(tzinfo=None)


def _starts(visits: tuple[object, ...]) -> tuple[str, ...]:
    """Begin on the days of the visits that are entered."""
    days = sorted(str(getattr(visit, "day", "")) for visit in visits)
    return tuple(f"{day}T{DAY_BEGINS}" for day in days[:MOST_DAYS] if QDate.fromString(day, "yyyy-MM-dd").isValid())


def _pace_sentence(planned: Plan, agenda: Agenda, working: Working) -> str:
    language, edition = current(), working.edition
    going = pace(planned, agenda.done, _now())
    count = len(planned.minutes)
    done = sum(1 for criterion in agenda.done if criterion in planned.minutes)
    parts: list[str] = []
    if going.now is not None:
        title = slot_title(going.now, edition, language)
        parts.append(
            trn("Now: {title}, {count} minute left.", "Now: {title}, {count} minutes left.", going.left, title=title)
        )
        if going.behind > 0:
            parts.append(trn("{count} minute behind.", "{count} minutes behind.", going.behind))
        elif going.behind < 0:
            parts.append(trn("{count} minute ahead.", "{count} minutes ahead.", -going.behind))
        else:
            parts.append(tr("On time."))
    if count:
        parts.append(tr("{done} of {count} criteria talked about.", done=done, count=count))
    if going.next and going.now is not None:
        parts.append(tr("Next: {criterion}.", criterion=going.next))
    return " ".join(parts)
