"""Improvement areas: what a Silver label recognises, each tied to a criterion, with its verdict on site."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QVBoxLayout, QWidget

from eucles_desk.assessment.award import State
from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Verdict
from eucles_desk.assessment.values import ImprovementArea
from eucles_desk.assessment.views import next_criterion
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import AreaPage, Reflow
from eucles_desk.ui.assessment.form import ChoiceBox, Field
from eucles_desk.ui.assessment.rows import STATE_SIGNS
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Card, FlowLayout, button, label, spaced
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from eucles_desk.ui.working import Working


class ImprovementAreasPage(AreaPage):
    """The records, one card each, and a button that adds one."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, Part.AREA, parent)
        self.summary_label = label("", "strong", wrap=True)
        self.add_button = button(tr("Add an improvement area"), "plus")
        head = QHBoxLayout()
        spaced(head, 0, 0.8)
        head.addWidget(self.summary_label, 1)
        head.addWidget(self.add_button)
        self.column.addLayout(head)
        self.hint_label = label(
            tr("Say for each area what it was like at the earlier benchmarking, what it is like now and what changed."),
            "muted",
            wrap=True,
        )
        self.column.addWidget(self.hint_label)
        self.cards: list[AreaCard] = []
        self._rows = QVBoxLayout()
        spaced(self._rows, 0, 1.0)
        self.column.addLayout(self._rows)
        self.add_button.clicked.connect(self._on_add)
        self.catch_up()

    def refresh(self) -> None:
        """Show the records as they are now."""
        areas = self.working.value.improvement_areas
        here = {area.id for area in areas}
        for card in [card for card in self.cards if card.area.id not in here]:
            self.cards.remove(card)
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        by_id = {card.area.id: card for card in self.cards}
        self.cards = [by_id.get(area.id) or self._make(area, index) for index, area in enumerate(areas)]
        for number, (card, area) in enumerate(zip(self.cards, areas, strict=True), 1):
            card.show_area(area, number, read_only=self.is_closed)
        need = self.working.edition.labels[self.working.value.label].award.improvement_areas.value
        confirmed = sum(area.verdict is Verdict.CONFIRMED for area in areas)
        self.summary_label.setText(
            tr(
                "{have} of {need} improvement areas entered, {confirmed} confirmed on site",
                have=len(areas),
                need=need,
                confirmed=confirmed,
            )
        )
        self.add_button.setVisible(not self.is_closed)

    def go_to(self, place_id: str) -> None:
        """Focus the verdict of a record; the first record without one, or the button that adds one, otherwise."""
        card = next((card for card in self.cards if str(card.area.id) == place_id), None)
        if card is not None:
            self.reveal(card.verdict_button, card)
        elif self.add_button.isHidden() and self.cards:
            self.reveal(self.cards[0].criterion_box, self.cards[0])
        else:
            self.reveal(self.add_button)

    @Slot()
    def go_to_next(self) -> None:
        """Go to the first record without a verdict."""
        card = next((card for card in self.cards if card.area.verdict is None), None)
        if card is not None:
            self.reveal(card.verdict_button, card)

    def _make(self, area: ImprovementArea, index: int) -> AreaCard:
        card = AreaCard(self.working, area)
        card.wanted.connect(self.wanted)
        self._rows.insertWidget(index, card)
        card.show()  # a layout shows what it is given only with the next event, too late for the focus
        return card

    @Slot()
    def _on_add(self) -> None:
        working = self.working
        used = {area.criterion for area in working.value.improvement_areas}
        area = ImprovementArea(uuid4(), next_criterion(working.value, working.edition, used))
        working.flush()
        if working.do(lambda: working.opened.set_area(area)):
            card = next(card for card in self.cards if card.area.id == area.id)
            self.reveal(card.criterion_box, card)


class AreaCard(Card):
    """One record.

    Signals:
        wanted: The user wants to go to this ``Place``, the criterion.
    """

    wanted = Signal(object)

    def __init__(self, working: Working, area: ImprovementArea) -> None:
        super().__init__()
        self.area = area
        self._working = working
        self._sign = QLabel()
        self._title = label("", "heading", wrap=True)
        self.remove_button = button(tr("Remove"), "trash")
        self.open_button = button(tr("Open the criterion"), look="link")
        criteria = working.edition.criteria_of(working.value.label)
        self.criterion_box = ChoiceBox([(one.id, criterion_title(one, current())) for one in criteria])
        self.edits = {"before": TextField(3), "after": TextField(3), "effect": TextField(3)}
        self.verdict_buttons = self._make_verdicts()
        self._lay_out()
        self.criterion_box.chosen.connect(self._store)
        for edit in self.edits.values():
            edit.edited.connect(self._store)
            working.about_to_act.connect(edit.hand_on)
        self.remove_button.clicked.connect(self._on_remove)
        self.open_button.clicked.connect(self._on_open)
        theme.notifier().changed.connect(self._draw)

    def show_area(self, area: ImprovementArea, number: int, *, read_only: bool) -> None:
        """Show the record as it is now."""
        self.area = area
        title = tr("Improvement area {number}", number=number)
        self._title.setText(title)
        self.remove_button.setAccessibleName(tr("Remove improvement area {number}", number=number))
        self.criterion_box.setAccessibleName(tr("{area}: criterion", area=title))
        self.criterion_box.show_value(area.criterion)
        self.criterion_box.setEnabled(not read_only)
        for name, edit in self.edits.items():
            edit.show_text(getattr(area, name))
            edit.setReadOnly(read_only)
        self.verdict_buttons[area.verdict].setChecked(True)
        for choice in self.verdict_buttons.values():
            choice.setEnabled(not read_only)
        self.remove_button.setVisible(not read_only)
        self._draw()

    @property
    def verdict_button(self) -> QRadioButton:
        """The button of the present verdict."""
        return self.verdict_buttons[self.area.verdict]

    def _make_verdicts(self) -> dict[Verdict | None, QRadioButton]:
        texts = {
            Verdict.CONFIRMED: tr("Confirmed on site"),
            Verdict.NOT_CONFIRMED: tr("Not confirmed on site"),
            None: tr("No verdict yet"),
        }
        group = QButtonGroup(self)
        made = {verdict: QRadioButton(text) for verdict, text in texts.items()}
        for choice in made.values():
            group.addButton(choice)
        group.buttonClicked.connect(self._store)
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        spaced(head, 0, 0.6)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        head.addWidget(self.remove_button)
        criterion = QHBoxLayout()
        spaced(criterion, 0, 0.6)
        criterion.addWidget(self.criterion_box, 1)
        criterion.addWidget(self.open_button)
        box = QWidget()
        box.setLayout(criterion)
        criterion.setContentsMargins(0, 0, 0, 0)
        box.setFocusProxy(self.criterion_box)
        texts = Reflow(22, 3)
        names = {"before": tr("Before"), "after": tr("After"), "effect": tr("Effect")}
        texts.show_widgets([Field(name, self.edits[key]) for key, name in names.items()])
        verdicts = QWidget()
        row = FlowLayout(verdicts, 1.2)
        for choice in self.verdict_buttons.values():
            row.addWidget(choice)
        self.body.addLayout(head)
        self.body.addWidget(Field(tr("Criterion"), box))
        self.body.addWidget(texts)
        self.body.addWidget(label(tr("Verdict"), "strong"))
        self.body.addWidget(verdicts)

    @Slot()
    def _store(self) -> None:
        verdict = next(verdict for verdict, choice in self.verdict_buttons.items() if choice.isChecked())
        texts = {name: edit.toPlainText() for name, edit in self.edits.items()}
        area = replace(
            self.area,
            criterion=self.criterion_box.value,
            before=texts["before"],
            after=texts["after"],
            effect=texts["effect"],
            verdict=verdict,
        )
        if area != self.area:
            self._working.do(lambda: self._working.opened.set_area(area), field=f"area:{area.id}")

    @Slot()
    def _on_remove(self) -> None:
        identifier: UUID = self.area.id
        self._working.flush()
        self._working.do(lambda: self._working.opened.remove_area(identifier))

    @Slot()
    def _on_open(self) -> None:
        self.wanted.emit(Place(Area.CRITERIA, self.area.criterion))

    @Slot()
    def _draw(self) -> None:
        states = {None: State.OPEN, Verdict.CONFIRMED: State.MET, Verdict.NOT_CONFIRMED: State.MISSED}
        icon, role = STATE_SIGNS[states[self.area.verdict]]
        self._sign.setPixmap(pixmap(icon, theme.colour(role).name(), theme.em(1.6), self.devicePixelRatioF()))
