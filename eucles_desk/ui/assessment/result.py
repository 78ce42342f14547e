"""The result as it stands: the outcome with its reasons, points by dimension, the way to the label, quality."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from eucles_desk.assessment.award import State
from eucles_desk.drawing.dimensions import bars_by_dimension
from eucles_desk.drawing.spider import spider_by_dimension
from eucles_desk.ui.assessment.area_page import AreaPage, Notice, Reflow
from eucles_desk.ui.assessment.award_card import AWARD, AwardCard
from eucles_desk.ui.assessment.result_cards import FindingsCard, SeparatesCard
from eucles_desk.ui.assessment.result_rows import condition_rows, points_sentence
from eucles_desk.ui.assessment.rows import PlaceRows
from eucles_desk.ui.drawing_view import DrawingView, measure, text_size
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Card, label, set_look
from eucles_desk.wording.sentences import result_heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from eucles_desk.drawing.shapes import Drawing
    from eucles_desk.ui.working import Working

KINDS = {State.MET: "good", State.MISSED: "danger", State.OPEN: "info"}
RADIUS = 9.0
"""Of the spider, in multiples of its text size."""
SIGNS = {State.MET: "check", State.MISSED: "close", State.OPEN: "clock"}


class ResultArea(AreaPage):
    """Only the award is entered here; every row leads to where the rest is."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, None, parent)
        self.heading = Notice()
        set_look(self.heading.text_label, "heading")
        self.column.addWidget(self.heading)
        self.conditions = PlaceRows(tr("Conditions of the label"))
        self.conditions_card = self._card(tr("Conditions"), [self.conditions])
        self.points_label = label("", "muted", wrap=True)
        self.bars, self.spider = DrawingView(), DrawingView()
        self.points_card = self._points_card()
        self.award_card = AwardCard(working)
        self.separates_card = SeparatesCard(working)
        self.findings_card = FindingsCard(working)
        has_criteria = bool(working.edition.criteria_of(working.value.label))
        self._has_score = working.edition.labels[working.value.label].has_score
        self.points_card.setVisible(self._has_score)
        top = Reflow(40, 2)
        top.show_widgets([self.conditions_card, self.separates_card] if has_criteria else [self.conditions_card])
        for card in (self.award_card, top, self.points_card, self.findings_card):
            self.column.addWidget(card)
        for wanting in (self.conditions, self.separates_card, self.findings_card):
            wanting.wanted.connect(self.wanted)
        self.catch_up()

    def refresh(self) -> None:
        """Show the result as it is now."""
        standing, language = self.working.standing, current()
        edition, name = self.working.edition, self.working.value.label
        score, outcome = standing.score, standing.outcome
        text = result_heading(outcome, score.total, edition, name, language)
        self.heading.say(text, KINDS[outcome.state], SIGNS[outcome.state])
        self.conditions.show_rows(condition_rows(standing, language))
        self.points_label.setText(points_sentence(score.total, language))
        self.award_card.refresh()
        self.separates_card.refresh()
        self.findings_card.refresh()
        if self._has_score:
            self.bars.show_drawing(self._draw_bars)
            self.spider.show_drawing(self._draw_spider)

    def go_to(self, place_id: str) -> None:
        """Focus the award or the row of a condition; else the first one, with the outcome at the top in view."""
        kinds = [condition.kind.value for condition in self.working.standing.outcome.conditions]
        rows = self.conditions.rows
        if place_id == AWARD and not self.award_card.isHidden():
            self.reveal(self.award_card.number_edit, self.award_card)
        elif place_id in kinds:
            self.reveal(rows[kinds.index(place_id)], self.conditions_card)
        elif rows:
            rows[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.scroller.verticalScrollBar().setValue(0)

    def _points_card(self) -> Card:
        charts = Reflow(34, 2, 1.6, at_top=True)
        charts.show_widgets([self.bars, self.spider])
        return self._card(tr("Points by dimension"), [self.points_label, charts])

    @staticmethod
    def _card(title: str, parts: Sequence[QWidget]) -> Card:
        card = Card(title)
        for part in parts:
            card.body.addWidget(part)
        card.body.addStretch(1)
        return card

    def _draw_bars(self, width: float) -> Drawing:
        standing, label_id = self.working.standing, self.working.value.label
        return bars_by_dimension(
            self.working.edition,
            label_id,
            standing.score,
            current(),
            width,
            measure=measure,
            text_size=text_size(),
        )

    def _draw_spider(self, width: float) -> Drawing:
        standing, label_id, size = self.working.standing, self.working.value.label, text_size()
        return spider_by_dimension(
            self.working.edition,
            label_id,
            standing.score,
            current(),
            width,
            measure=measure,
            radius=size * RADIUS,
            text_size=size,
        )
