"""Who approves the agreed text, when, and whether it has been changed since."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.terms import Role
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Badge, Card, button, label, spaced
from eucles_desk.ui.workspace.sections import set_shown
from eucles_desk.wording.consensus import approval, seat_name

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.values import Seat
    from eucles_desk.ui.working import Working


class ApprovalCard(Card):
    """One line for each second expert: the lead writes the text, the others approve it."""

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Approval of the agreed text"))
        self._working = working
        self.lines: dict[UUID, ApprovalLine] = {}
        self.body.addWidget(
            label(
                tr("The second expert reads levels and reasons once more and approves them. A later change ends that."),
                "muted",
                wrap=True,
            )
        )
        self._rows = QVBoxLayout()
        spaced(self._rows, 0, 0.5)
        self.body.addLayout(self._rows)

    def refresh(self) -> None:
        """Show the approvals as they are now."""
        seats = {seat.id: seat for seat in self._working.value.seats if seat.role is Role.SECOND}
        for key in [key for key in self.lines if key not in seats]:
            line = self.lines.pop(key)
            line.hide()
            line.deleteLater()
        for key, seat in seats.items():
            if key not in self.lines:
                self.lines[key] = ApprovalLine(self._working)
                self._rows.addWidget(self.lines[key])
            self.lines[key].show_seat(seat)
        set_shown(self, shown=bool(seats))


class ApprovalLine(QWidget):
    """What an expert has approved, with the button that does it."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self._seat: Seat | None = None
        self.badge = Badge()
        self.text_label: QLabel = label("", wrap=True, selectable=True)
        self.approve_button: QPushButton = button(tr("Approve"), "check")
        self.take_back_button: QPushButton = button(tr("Take the approval back"), look="link")
        row = QHBoxLayout(self)
        spaced(row, 0, 0.8)
        row.addWidget(self.badge)
        row.addWidget(self.text_label, 1)
        row.addWidget(self.approve_button)
        row.addWidget(self.take_back_button)
        self.approve_button.clicked.connect(partial(self._act, takes_back=False))
        self.take_back_button.clicked.connect(partial(self._act, takes_back=True))

    def show_seat(self, seat: Seat) -> None:
        """Show how it stands with an expert."""
        self._seat = seat
        opened, name = self._working.opened, seat_name(seat, current())
        given = next((one for one in opened.value.approvals if one.seat == seat.id), None)
        is_valid = seat.id in opened.approved_by
        word = tr("approved") if is_valid else tr("approved earlier") if given else tr("not approved")
        self.badge.say(word, "good" if is_valid else "warning" if given else "plain")
        self.text_label.setText(approval(opened.value, seat, current()))
        is_possible = opened.can_change(Part.APPROVAL) and opened.judges_here(seat.id)
        set_shown(self.approve_button, shown=is_possible and not is_valid)
        set_shown(self.take_back_button, shown=is_possible and given is not None)
        self.approve_button.setText(tr("Approve as {name}", name=name))
        self.approve_button.setAccessibleName(tr("Approve the agreed text as {name}", name=name))
        self.take_back_button.setAccessibleName(tr("Take back the approval of {name}", name=name))

    def _act(self, *_: object, takes_back: bool) -> None:
        if self._seat is None:
            return
        self._working.flush()
        seat, opened = self._seat.id, self._working.opened
        self._working.do(lambda: opened.take_back_approval(seat) if takes_back else opened.approve(seat))
