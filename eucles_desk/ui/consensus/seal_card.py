"""Seals: freezing a seat's judgements, telling its code, and keeping the code that the other expert tells."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.sealing import parse_code
from eucles_desk.assessment.signs import GROUP
from eucles_desk.assessment.steps import open_points
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.views import judging_seats, seat_levels
from eucles_desk.errors import EuclesError
from eucles_desk.ui.assessment.form import Field
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import Card, FlowLayout, button, label, primary_button, separator, spaced
from eucles_desk.ui.workspace.sections import set_shown
from eucles_desk.wording.consensus import day_of, seat_name
from eucles_desk.wording.places import ROLES, open_point

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.values import Seat
    from eucles_desk.assessment.verdict import Seal
    from eucles_desk.ui.working import Working

SEAL = "seal"
"""The id of the seals' place among the details."""
LISTED = 5
"""So many of the points that are still open are named before a seat is sealed."""


class SealCard(Card):
    """One part for each seat that judges."""

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Seal"))
        self._working = working
        self.seats: dict[UUID, SeatSeal] = {}
        said = tr(
            "A seal freezes an expert's judgements and gives a short code. Tell each other the codes, by voice or on "
            "paper, before either of you opens the other's judgements: then both can see that nothing was changed."
        )
        self.body.addWidget(label(said, "muted", wrap=True))
        self._rows = QVBoxLayout()
        spaced(self._rows, 0, 0.9)
        self.body.addLayout(self._rows)

    def refresh(self) -> None:
        """Show the seals as they are now; before the scoring there is nothing to seal."""
        value, opened = self._working.value, self._working.opened
        seats = {seat.id: seat for key in judging_seats(value) for seat in value.seats if seat.id == key}
        for key in [key for key in self.seats if key not in seats]:
            gone = self.seats.pop(key)
            gone.hide()
            gone.deleteLater()
        for key, seat in seats.items():
            if key not in self.seats:
                self.seats[key] = SeatSeal(self._working)
                self._rows.addWidget(self.seats[key])
            self.seats[key].show_seat(seat)
        is_about = opened.can_change(Part.SEAL) or bool(value.seals)
        set_shown(self, shown=bool(seats) and is_about)

    def first_field(self) -> QWidget:
        """Return what to begin with: what can be done with the first seat."""
        return next((found for one in self.seats.values() if (found := one.first_field()) is not None), self)


class SeatSeal(QWidget):
    """The seal of one seat, what can be done with it, and the question before that."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self._seat: Seat | None = None
        self._asks = ""
        self.name_label = label("", "strong", wrap=True)
        self.state_label = label("", wrap=True, selectable=True)
        self.code_label = label("", "figure", wrap=True, selectable=True)
        self.spelled_label = label("", "small", wrap=True, selectable=True)
        self.seal_button = button(tr("Seal"), "lock")
        self.reopen_button = button(tr("Open the seal…"), look="link")
        self.question_label = label("", wrap=True)
        self.reason_edit, self.heard_edit = LineField(), LineField()
        self.reason_field = Field(tr("Why the seal is opened"), self.reason_edit, tr("The history keeps the reason."))
        self.heard_field = Field(
            "", self.heard_edit, tr("Sixteen letters and digits; dashes and capitals are not needed.")
        )
        self.confirm_button, self.cancel_button = primary_button(""), button(tr("Cancel"))
        self.keep_button = button(tr("Keep the code"), "check")
        column = QVBoxLayout(self)
        spaced(column, 0, 0.4)
        column.addWidget(separator())
        for part in (self.name_label, self.state_label, self.code_label, self.spelled_label, self.question_label):
            column.addWidget(part)
        for part in (self.reason_field, self.heard_field):
            column.addWidget(part)
        row = QWidget()
        buttons = FlowLayout(row, 0.6)
        for made in (
            self.seal_button,
            self.keep_button,
            self.confirm_button,
            self.cancel_button,
            self.reopen_button,
        ):
            buttons.addWidget(made)
        column.addWidget(row)
        self.seal_button.clicked.connect(partial(self._ask, "seal"))
        self.reopen_button.clicked.connect(partial(self._ask, "reopen"))
        self.cancel_button.clicked.connect(partial(self._ask, ""))
        self.confirm_button.clicked.connect(self._on_confirmed)
        self.keep_button.clicked.connect(self._on_heard)
        self.heard_edit.returnPressed.connect(self._on_heard)
        self.reason_edit.returnPressed.connect(self._on_confirmed)

    def show_seat(self, seat: Seat) -> None:
        """Show how it stands with a seat."""
        self._seat = seat
        opened, name = self._working.opened, seat_name(seat, current())
        seal, is_own = opened.value.seal(seat.id), opened.judges_here(seat.id)
        can = opened.can_change(Part.SEAL)
        role = current().text(ROLES[seat.role])
        self.name_label.setText(f"{role}: {name}" if seat.name.strip() else role)
        self.state_label.setText(self._state(seal, name, is_own=is_own))
        self._show_code(seal)
        if (self._asks == "seal") == (seal is not None) and self._asks:
            self._asks = ""
        is_scoring = opened.value.step is Step.SCORING
        set_shown(self.seal_button, shown=can and is_own and is_scoring and seal is None and not self._asks)
        set_shown(self.reopen_button, shown=can and is_own and is_scoring and seal is not None and not self._asks)
        hears = can and not is_own and (seal is None or bool(seal.salt))
        set_shown(self.heard_field, shown=hears)
        set_shown(self.keep_button, shown=hears)
        for part in (self.confirm_button, self.cancel_button):
            set_shown(part, shown=bool(self._asks))
        set_shown(self.question_label, shown=self._asks == "seal")
        set_shown(self.reason_field, shown=self._asks == "reopen")
        self.seal_button.setText(tr("Seal the seat of {name}", name=name))
        self.reopen_button.setAccessibleName(tr("Open the seal of {name}", name=name))
        first = tr("Code that {name} told you", name=name)
        asked = first if seal is None else tr("New code, if {name} has sealed once more", name=name)
        self.heard_field.name_label.setText(asked)
        self.heard_edit.setAccessibleName(asked)
        if self._asks == "seal":
            self.question_label.setText(self._question(seat.id))

    def first_field(self) -> QWidget | None:
        """Return what can be done first, ``None`` where nothing can be."""
        parts = (self.seal_button, self.heard_edit, self.reopen_button)
        return next((part for part in parts if not part.isHidden() and not self._in_hidden(part)), None)

    def _in_hidden(self, part: QWidget) -> bool:
        return part is self.heard_edit and self.heard_field.isHidden()

    def _show_code(self, seal: Seal | None) -> None:
        code = seal.code if seal else ""
        self.code_label.setText(code)
        spelled = f"  {chr(0x2013)}  ".join(" ".join(group) for group in code.split("-")) if code else ""
        self.spelled_label.setText(spelled)
        self.code_label.setAccessibleName(tr("Code: {spelled}", spelled=spelled))
        for part in (self.code_label, self.spelled_label):
            set_shown(part, shown=bool(code))

    def _state(self, seal: Seal | None, name: str, *, is_own: bool) -> str:
        if seal is None:
            return tr("Not sealed yet.") if is_own else tr("Judged on another computer; no code heard yet.")
        if seal.sealed_at:
            day = day_of(seal.sealed_at, current())
            return tr("Sealed on {day}. Tell this code, {count} signs at a time:", day=day, count=GROUP)
        return tr("This code was told by {name}:", name=name)

    def _question(self, seat: UUID) -> str:
        """Say what is frozen and what is still open."""
        value, edition, language = self._working.value, self._working.edition, current()
        count = len(seat_levels(value, seat))
        said = trn(
            "{count} level with its reason and evidence is frozen.",
            "{count} levels with their reasons and evidence are frozen.",
            count,
        )
        points = [open_point(point, edition, language) for point in open_points(value, edition, seat)]
        if points:
            more = [tr("and {count} more", count=len(points) - LISTED)] if len(points) > LISTED else []
            still = trn("{count} point is still open:", "{count} points are still open:", len(points))
            said = "\n".join((said, still, *points[:LISTED], *more))
        return said

    def _ask(self, what: str, *_: object) -> None:
        self._working.flush()
        self._asks = what
        if self._seat is None:
            return
        self.confirm_button.setText(tr("Seal now") if what == "seal" else tr("Open the seal"))
        self.reason_field.say_problem("")
        self.show_seat(self._seat)
        focus = self.reason_edit if what == "reopen" else self.confirm_button if what else self.first_field()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_confirmed(self) -> None:
        if self._seat is None or not self._asks:
            return
        seat, opened, reason = self._seat, self._working.opened, self.reason_edit.text()
        if self._asks == "reopen" and not reason.strip():
            self.reason_field.say_problem(tr("Say why the seat is opened again."))
            self.reason_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        seals, self._asks = self._asks == "seal", ""
        self._working.do(lambda: opened.seal(seat.id) if seals else opened.reopen(seat.id, reason))
        self.reason_edit.show_text("")
        self.show_seat(self._working.value.seats[[one.id for one in self._working.value.seats].index(seat.id)])
        focus = self.first_field()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_heard(self) -> None:
        if self._seat is None:
            return
        seat, opened, typed = self._seat.id, self._working.opened, self.heard_edit.text()
        try:
            parse_code(typed)
        except EuclesError as error:
            self.heard_field.say_problem(current().sentence(error))
            self.heard_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.heard_field.say_problem("")
        self._working.do(lambda: opened.hear(seat, typed, anew=True))
