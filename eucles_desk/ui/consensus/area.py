"""The consensus: what the experts judged differently, in the order in which it can change the label."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.consensus import adoptions
from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.talking import talk
from eucles_desk.assessment.terms import NOT_APPLICABLE, Role
from eucles_desk.assessment.views import judging_seats
from eucles_desk.ui.actions import keys_of
from eucles_desk.ui.assessment.area_page import AreaPage
from eucles_desk.ui.binding import bind
from eucles_desk.ui.columns import Columns
from eucles_desk.ui.consensus.agreed_card import AgreedCard
from eucles_desk.ui.consensus.approval_card import ApprovalCard
from eucles_desk.ui.consensus.experts import ComparedCard, ExpertCard
from eucles_desk.ui.consensus.rows import Column, Row
from eucles_desk.ui.consensus.table import DifferencesTable
from eucles_desk.ui.consensus.tiles import Tiles
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import button, label, spaced
from eucles_desk.ui.workspace.sections import set_shown
from eucles_desk.ui.workspace.sheet import Heard, LastTime
from eucles_desk.wording.consensus import seals, what_is_open, why_here
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QShowEvent

    from eucles_desk.assessment.evidence import Citation
    from eucles_desk.assessment.talking import Difference, Talk
    from eucles_desk.assessment.values import Level
    from eucles_desk.scheme.values import Criterion
    from eucles_desk.ui.working import Working

LEAST_READ = 17
"""The width, in multiples of the text size, that a reason needs to be read in."""


class ConsensusArea(AreaPage):
    """Head, figures, differences, what is said of the present one, and the approval of it all."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, Part.AGREEMENT, parent)
        self._order: list[str] = []
        self._talk: Talk | None = None
        self.seals_label = label("", "muted", wrap=True, selectable=True)
        self.open_label = label("", "strong", wrap=True, selectable=True)
        self.adopt_button = button(tr("Adopt all that are alike"), "check")
        self.tiles = Tiles(working)
        self.table = DifferencesTable()
        self.none_label = label(tr("The experts judged nothing differently."), "muted", wrap=True)
        self.title_label = label("", "heading", wrap=True)
        self.experts: list[ExpertCard] = []
        self.agreed = AgreedCard(working)
        self.own, self.last = ComparedCard(tr("Self-assessment")), ComparedCard(tr("Last time"))
        self.open_button = button(tr("Open the criterion"), look="link")
        self.approval = ApprovalCard(working)
        self._desk = self._make_desk()
        head = QHBoxLayout()
        spaced(head, 0, 0.8)
        head.addWidget(self.open_label, 1)
        head.addWidget(self.adopt_button, 0, Qt.AlignmentFlag.AlignTop)
        spaced(self.column, 0, 0.7)
        self.column.addWidget(self.seals_label)
        self.column.addLayout(head)
        for part in (self.tiles, self.table, self.none_label, *self._desk, self.approval):
            self.column.addWidget(part)
        self._connect()
        self.catch_up()
        self._sort()

    def refresh(self) -> None:
        """Show the assessment as it is now; differences stay where they are until the user goes on."""
        value, edition, language = self.working.value, self.working.edition, current()
        self._talk = found = talk(value, edition)
        by_code = {one.criterion: one for one in found.differences}
        if set(self._order) != set(by_code):
            self._order = list(by_code)
        adopted = sum(one.adopted for one in value.consensus)
        self.seals_label.setText(seals(value, language))
        self.open_label.setText(what_is_open(found, adopted, language))
        can_adopt = not self.is_closed and any(one.level is not None for one in adoptions(value, edition))
        set_shown(self.adopt_button, shown=can_adopt)
        self.tiles.show_talk(found)
        self.table.show_rows([self._row(by_code[code]) for code in self._order])
        for part in (self.table, *self._desk):
            set_shown(part, shown=bool(by_code))
        set_shown(self.none_label, shown=not by_code)
        self.approval.refresh()
        self._show_current()

    def go_to(self, place_id: str) -> None:
        """Show a criterion's difference, or the first that is open."""
        if not self.table.choose(place_id):
            self._sort()
            first = next(iter(self._talk.open), None) if self._talk else None
            self.table.choose(first.criterion if first else next(iter(self._order), ""))
        self.reveal(self.table if self._order else next(iter(self._buttons()), self.table))

    @Slot()
    def go_to_next(self) -> None:
        """Agree and go on, as the button does."""
        if self._order:
            self.agreed.settle()

    def showEvent(self, event: QShowEvent) -> None:
        """Put what is settled behind what is open."""
        super().showEvent(event)
        self._sort()

    def _make_desk(self) -> tuple[QWidget, ...]:
        self._experts_row = Columns(LEAST_READ)
        self._said = Columns(LEAST_READ, self.own, self.last)
        heading = QWidget()
        row = QHBoxLayout(heading)
        spaced(row, 0, 0.6)
        row.addWidget(self.title_label, 1)
        row.addWidget(self.open_button)
        self._experts_row.add(self.agreed)
        return heading, self._experts_row, self._said

    def _connect(self) -> None:
        self.adopt_button.clicked.connect(self._on_adopt)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self.agreed.focus_level)
        self.agreed.settled.connect(self._on_settled)
        self.open_button.clicked.connect(self._on_open)
        edition = self.working.edition
        for level in range(edition.lowest_level, min(edition.highest_level, 9) + 1):
            for key in (str(level), f"Alt+{level}"):
                bind("level", self, partial(self.agreed.choose, level), keys=(key,), value=str(level))
        for key in keys_of("not_applicable"):
            bind("not_applicable", self, partial(self.agreed.choose, NOT_APPLICABLE), keys=(key,))
        for key in keys_of("no_level"):
            bind("no_level", self.table, partial(self.agreed.choose, None), keys=(key,))

    def _buttons(self) -> list[QWidget]:
        lines = self.approval.lines.values()
        return [line.approve_button for line in lines if not line.approve_button.isHidden()]

    def _sort(self) -> None:
        if self._talk is not None:
            order = [one.criterion for one in self._talk.differences]
            if order != self._order:
                self._order = order
                self.refresh()

    def _row(self, one: Difference) -> Row:
        criterion, levels = self._criterion(one.criterion), one.levels
        label_title = self.working.edition.labels[self.working.value.label].title.in_language(current().code)
        why, kind = why_here(one, label_title, current())
        last = self._last(one.criterion)
        shown: dict[Column, Level] = {
            Column.LEAD: levels[0],
            Column.SECOND: levels[1],
            Column.SELF: self._own(one.criterion).level,
            Column.LAST: last.level if last else None,
            Column.AGREED: one.agreed,
        }
        return Row(one.criterion, criterion_title(criterion, current()), shown, self._minimum(criterion), why, kind)

    def _show_current(self) -> None:
        code = self.table.current_criterion
        one = next((found for found in self._talk.differences if found.criterion == code), None) if self._talk else None
        if one is None:
            return
        criterion, value = self._criterion(code), self.working.value
        minimum = self._minimum(criterion)
        self.title_label.setText(criterion_title(criterion, current()))
        heard = [Heard(seat, value.judgement(seat.id, code)) for seat in value.seats if seat.id in judging_seats(value)]
        heard.sort(key=lambda said: list(Role).index(said.seat.role))
        while len(self.experts) < len(heard):
            card = ExpertCard()
            card.cited.connect(self._on_cited)
            self.experts.append(card)
            self._experts_row.insert(len(self.experts) - 1, card)
        for at, card in enumerate(self.experts):
            set_shown(card, shown=at < len(heard))
            if at < len(heard):
                card.show_judged(heard[at], minimum, value)
        self.own.show_own(self._own(code), minimum)
        self.last.show_last(self._last(code), minimum)
        self.agreed.show_difference(criterion, one)

    def _criterion(self, code: str) -> Criterion:
        return self.working.edition.criteria[code]

    def _minimum(self, criterion: Criterion) -> int | None:
        award = self.working.edition.labels[self.working.value.label].award
        return criterion.minimum.value if award.minimums.value else None

    def _own(self, code: str) -> SelfJudgement:
        said = (one for one in self.working.value.self_assessment if one.criterion == code)
        return next(said, SelfJudgement(code))

    def _last(self, code: str) -> LastTime | None:
        earlier: Sequence[object] = self.working.value.earlier
        if not earlier:
            return None
        last = self.working.value.earlier[-1]
        return LastTime(last.month, last.label, last.levels.get(code), last.recommendations.get(code, ()))

    @Slot(str)
    def _on_chosen(self, _criterion: str) -> None:
        self.working.flush()
        self._show_current()

    @Slot()
    def _on_settled(self) -> None:
        """Go to the next difference that is open; to what comes after it all when none is."""
        here = self.table.current_criterion
        after = self._order[self._order.index(here) + 1 :] + self._order
        still = {one.criterion for one in self._talk.open} if self._talk else set[str]()
        following = next((code for code in after if code in still), None)
        self._sort()
        if following is not None:
            self.table.choose(following)
            self.reveal(self.table)
        else:
            self.table.choose(here)
            self.reveal(next(iter(self._buttons()), self.table), self.approval)

    @Slot()
    def _on_adopt(self) -> None:
        self.working.flush()
        self.working.do(self.working.opened.adopt_alike)

    @Slot(object)
    def _on_cited(self, citation: Citation) -> None:
        self.cited.emit(self.table.current_criterion, citation)

    @Slot()
    def _on_open(self) -> None:
        self.wanted.emit(Place(Area.CRITERIA, self.table.current_criterion))
