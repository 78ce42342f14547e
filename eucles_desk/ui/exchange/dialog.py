"""The window *Exchange* of an assessment: who judges which seat where, what can be given, and what is in conflict."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Change
from eucles_desk.assessment.fields import values_of
from eucles_desk.assessment.views import judging_seats
from eucles_desk.errors import EuclesError
from eucles_desk.ui.assessment.step_follower import place_of
from eucles_desk.ui.emptying import empty
from eucles_desk.ui.exchange.giving_dialogs import AssignDialog, CopyDialog, HandOverDialog, seat_of
from eucles_desk.ui.exchange.writers import Writers
from eucles_desk.ui.fitting import resize_within
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.problems import Problems
from eucles_desk.ui.widgets import Card, MessageBar, button, label, primary_button, scrolling, separator, spaced
from eucles_desk.wording.conflicts import conflict_told
from eucles_desk.wording.places import ROLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from eucles_desk.assessment.merging import Conflict
    from eucles_desk.assessment.values import Seat
    from eucles_desk.services.package_ports import PackageDesk
    from eucles_desk.ui.exchange.package_form import PackageForm
    from eucles_desk.ui.working import Working


class ExchangeDialog(QDialog):
    """Leads to the forms that make packages, and settles conflicts.

    Signals:
        place_wanted: The user wants to see where a conflict is; carries the place.
        file_wanted: The user wants to choose a package.
        experts_wanted: The user wants to see the register of experts.
    """

    place_wanted = Signal(object)
    file_wanted = Signal()
    experts_wanted = Signal()

    def __init__(self, packages: PackageDesk, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packages, self._working = packages, working
        self.setWindowTitle(tr("Exchange with other computers"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.bar = MessageBar()
        self._problems = Problems(self.bar)
        self.seat_buttons: dict[UUID, QPushButton] = {}
        self.keep_buttons: list[QPushButton] = []
        self.hand_button = primary_button("", "upload")
        self.copy_button = button(tr("Copy everything to my other computer…"), "copy")
        self.open_button = button(tr("Open a package…"), "open")
        self.experts_button = button(tr("Experts and my card…"), "person")
        self.close_button = button(tr("Close"))
        self.hand_hint = label("", "muted", wrap=True)
        self._seats, self._conflicts = QVBoxLayout(), QVBoxLayout()
        spaced(self._seats, 0, 0.6)
        spaced(self._conflicts, 0, 0.6)
        self.conflicts_card = Card(tr("Changed on both sides"))
        self.conflicts_card.hide()
        self._lay_out()
        self.hand_button.clicked.connect(self._hand_over)
        self.copy_button.clicked.connect(self._copy)
        self.open_button.clicked.connect(self._open)
        self.experts_button.clicked.connect(self.experts_wanted)
        self.close_button.clicked.connect(self.reject)
        working.changed.connect(self.refresh)
        self.refresh()

    def open_fitting(self) -> None:
        """Open no larger than the window that it belongs to."""
        resize_within(self, 48, 52)
        self.open()

    @Slot()
    def refresh(self) -> None:
        """Show how it is now."""
        value, packages = self._working.value, self._packages
        empty(self._seats)
        self.seat_buttons.clear()
        judging = set(judging_seats(value))
        here = [seat for seat in judging if self._working.opened.judges_here(seat)]
        for seat in (one for one in value.seats if one.id in judging):
            self._seats.addWidget(self._seat_row(seat, may_go=len(here) > 1))
        others = [seat for seat in value.seats if seat.key in set(packages.keys_of_others(value.id))]
        names = ", ".join(self._name(seat) for seat in others)
        self.hand_button.setText(tr("Make a package for {names}…", names=names or tr("the other experts")))
        self.hand_button.setEnabled(bool(others))
        none = tr("No seat is judged on another computer. Give one away first.")
        said = tr("Judgements stay closed in it until both seats are sealed and the codes were exchanged.")
        self.hand_hint.setText(said if others else none)
        assessment = value.id
        job = Job(lambda _job: packages.conflicts(assessment))
        job.succeeded.connect(self._show_conflicts)
        job.failed.connect(self._problems.show)
        job.start()

    # Making

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        spaced(column, 1.4, 0.9)
        column.addWidget(label(tr("Exchange with other computers"), "title", wrap=True))
        column.addWidget(self.bar)
        seats = Card(tr("Who judges which seat"))
        seats.body.addLayout(self._seats)
        column.addWidget(seats)
        self.conflicts_card.body.addLayout(self._conflicts)
        column.addWidget(self.conflicts_card)
        giving = Card(tr("Give"))
        for made in (self.hand_button, self.hand_hint, self.copy_button):
            giving.body.addWidget(made)
        giving.body.setAlignment(self.hand_button, Qt.AlignmentFlag.AlignLeft)
        giving.body.setAlignment(self.copy_button, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(giving)
        taking = Card(tr("Take in"))
        taking.body.addWidget(
            label(
                tr("What a package does is shown before anything changes. It can be dropped on the list too."),
                "muted",
                wrap=True,
            )
        )
        taking.body.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(taking)
        column.addStretch()
        outer = QVBoxLayout(self)
        spaced(outer, 0, 0)
        outer.addWidget(scrolling(content), 1)
        outer.addWidget(separator())
        foot = QHBoxLayout()
        spaced(foot, 0.9, 0.7)
        foot.addWidget(self.experts_button)
        foot.addStretch()
        foot.addWidget(self.close_button)
        outer.addLayout(foot)

    def _seat_row(self, seat: Seat, *, may_go: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        spaced(line, 0, 0.8)
        texts = QVBoxLayout()
        spaced(texts, 0, 0.1)
        name, role = self._name(seat), tr(ROLES[seat.role])
        texts.addWidget(label(f"{role}: {name}" if name != role else role, "strong", wrap=True))
        is_here = self._working.opened.judges_here(seat.id)
        texts.addWidget(label(self._where(seat, is_here=is_here), "muted", wrap=True, selectable=True))
        line.addLayout(texts, 1)
        if is_here and not may_go:
            return row
        text = tr("Give to another computer…") if is_here else tr("Its package once more…")
        made = button(text)
        made.setAccessibleName(f"{text} {name}")
        made.setVisible(is_here or bool(seat.key))
        made.clicked.connect(partial(self._assign, seat.id))
        self.seat_buttons[seat.id] = made
        line.addWidget(made)
        return row

    def _where(self, seat: Seat, *, is_here: bool) -> str:
        if is_here:
            return tr("Judged on this computer")
        if not seat.key:
            return tr("Judged on another computer")
        try:
            code = self._packages.fingerprint(seat.key)
        except EuclesError:
            return tr("Judged on another computer")
        return tr("Judged on the computer {fingerprint}", fingerprint=code)

    @staticmethod
    def _name(seat: Seat) -> str:
        return seat.name.strip() or tr(ROLES[seat.role])

    # Giving

    def _ask(self, dialog: PackageForm, width: float, height: float) -> None:
        dialog.given.connect(self._on_given)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open_fitting(width, height)

    def _assign(self, seat: UUID) -> None:
        self._working.flush()
        found = seat_of(self._working.value, seat)
        if found is not None:
            dialog = AssignDialog(self._packages, self._working.value, found, self._name(found), self)
            self._ask(dialog, 44, 28)

    @Slot()
    def _hand_over(self) -> None:
        self._working.flush()
        value = self._working.value
        keys = set(self._packages.keys_of_others(value.id))
        names = ", ".join(self._name(seat) for seat in value.seats if seat.key in keys)
        self._ask(HandOverDialog(self._packages, value, names, self), 42, 22)

    @Slot()
    def _copy(self) -> None:
        self._working.flush()
        self._ask(CopyDialog(self._packages, self._working.value, self), 44, 34)

    @Slot()
    def _open(self) -> None:
        self.accept()
        self.file_wanted.emit()

    @Slot(str)
    def _on_given(self, sentence: str) -> None:
        self.bar.say(sentence, "good")
        self.refresh()

    # Conflicts

    @Slot(object)
    def _show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        empty(self._conflicts)
        self.keep_buttons.clear()
        self.conflicts_card.setVisible(bool(conflicts))
        value = self._working.value
        by = Writers(self._packages, value) if conflicts else None
        for conflict in conflicts:
            told = conflict_told(conflict, value, self._working.edition, current())
            head = button(told.what, look="link")
            head.setAccessibleDescription(tr("Leads to the field"))
            head.clicked.connect(partial(self._go_to, conflict))
            self._conflicts.addWidget(head, 0, Qt.AlignmentFlag.AlignLeft)
            for version, said in zip(conflict.versions, told.values, strict=True):
                assert by is not None
                row = QWidget()
                line = QHBoxLayout(row)
                spaced(line, 0, 0.8)
                text = by.said(version, said, is_shown=version == conflict.versions[0])
                line.addWidget(label(text, wrap=True), 1)
                keep = button(tr("Keep this one"))
                keep.setAccessibleName(tr("Keep this one: {value}", value=said))
                keep.clicked.connect(partial(self._settle, conflict, version.text))
                self.keep_buttons.append(keep)
                line.addWidget(keep)
                self._conflicts.addWidget(row)

    def _settle(self, conflict: Conflict, text: str) -> None:
        self._working.flush()
        try:
            self._packages.settle(self._working.value.id, conflict, text)
        except EuclesError as error:
            self._problems.show(error)
            return
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to(self, conflict: Conflict) -> None:
        value = self._working.value
        part = values_of(value).get((conflict.part, conflict.key))
        place = place_of(Change(conflict.part, conflict.key, part, part), value)
        if place is not None:
            self.accept()
            self.place_wanted.emit(place)
