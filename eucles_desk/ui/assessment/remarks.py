"""The fact check: what the cluster manager says of the draft, criterion by criterion, and what the experts answer."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import uuid4

from PySide6.QtCore import QEvent, QObject, QPoint, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.values import Remark
from eucles_desk.assessment.views import next_criterion
from eucles_desk.ui.assessment.area_page import AreaPage, Reflow
from eucles_desk.ui.assessment.form import ChoiceBox, Field
from eucles_desk.ui.assessment.reply_due import ReplyDue
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import Card, FlowLayout, button, label, spaced
from eucles_desk.wording.names import DISPOSITIONS, OPINIONS
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.scheme.values import Criterion
    from eucles_desk.ui.working import Working

Answer = TypeVar("Answer", bound=StrEnum)


class RemarksArea(AreaPage):
    """The remarks in the order of the criteria, one card each, and a button that adds one."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, Part.REMARK, parent)
        self.summary_label = label("", "strong", wrap=True)
        self.add_button = button(tr("Add a remark"), "plus")
        head = QHBoxLayout()
        spaced(head, 0, 0.8)
        head.addWidget(self.summary_label, 1)
        head.addWidget(self.add_button)
        self.column.addLayout(head)
        text = tr("The cluster manager reads the draft and says what is wrong or missing. Answer each remark here.")
        self.column.addWidget(label(text, "muted", wrap=True))
        self.reply_due = ReplyDue(working)
        self.column.addWidget(self.reply_due)
        self.cards: list[RemarkCard] = []
        self._rows = QVBoxLayout()
        spaced(self._rows, 0, 1.0)
        self.column.addLayout(self._rows)
        self.add_button.clicked.connect(self._on_add)
        self.catch_up()

    def refresh(self) -> None:
        """Show the remarks as they are now."""
        order = {criterion.id: place for place, criterion in enumerate(self._criteria)}
        remarks = sorted(self.working.value.remarks, key=lambda remark: order.get(remark.criterion, len(order)))
        here = {remark.id for remark in remarks}
        for card in [card for card in self.cards if card.remark.id not in here]:
            self.cards.remove(card)
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()
        by_id = {card.remark.id: card for card in self.cards}
        self.cards = [by_id.get(remark.id) or self._make(remark) for remark in remarks]
        for place, (card, remark) in enumerate(zip(self.cards, remarks, strict=True)):
            if self._rows.indexOf(card) != place:
                self._rows.removeWidget(card)
                self._rows.insertWidget(place, card)
                card.show()  # a layout shows what it is given only with the next event, too late for the focus
            card.show_remark(remark, place + 1, read_only=self.is_closed)
        self._say_count(remarks)
        self.reply_due.refresh()
        self.add_button.setVisible(not self.is_closed)

    def go_to(self, place_id: str) -> None:
        """Focus a remark; the first one without an answer, or the button that adds one, otherwise."""
        card = next((card for card in self.cards if str(card.remark.id) == place_id), None) or self._unanswered()
        if card is not None:
            self.reveal(card.criterion_box, card)
        elif self.add_button.isHidden() and self.cards:
            self.reveal(self.cards[0].criterion_box, self.cards[0])
        else:
            self.reveal(self.add_button)

    @Slot()
    def go_to_next(self) -> None:
        """Go to the first remark without an answer."""
        card = self._unanswered()
        if card is not None:
            self.reveal(card.disposition.first_button, card)

    @property
    def _criteria(self) -> Sequence[Criterion]:
        return self.working.edition.criteria_of(self.working.value.label)

    def _unanswered(self) -> RemarkCard | None:
        return next((card for card in self.cards if _needs_answer(card.remark)), None)

    def _say_count(self, remarks: list[Remark]) -> None:
        unanswered = sum(map(_needs_answer, remarks))
        count = len(remarks)
        said = trn("{count} remark", "{count} remarks", count) if count else tr("No remarks yet")
        if unanswered:
            said = tr("{remarks}, {count} without an answer", remarks=said, count=unanswered)
        self.summary_label.setText(said)

    def _make(self, remark: Remark) -> RemarkCard:
        card = RemarkCard(self.working, remark)
        card.wanted.connect(self.wanted)
        return card

    @Slot()
    def _on_add(self) -> None:
        working = self.working
        used = {remark.criterion for remark in working.value.remarks}
        remark = Remark(uuid4(), next_criterion(working.value, working.edition, used))
        working.flush()
        if working.do(lambda: working.opened.set_remark(remark)):
            card = next(card for card in self.cards if card.remark.id == remark.id)
            self.reveal(card.criterion_box, card)


class RemarkCard(Card):
    """One remark with its answer.

    Signals:
        wanted: The user wants to go to this ``Place``, the criterion.
    """

    wanted = Signal(object)

    def __init__(self, working: Working, remark: Remark) -> None:
        super().__init__()
        self.remark = remark
        self._working = working
        self._title = label("", "heading", wrap=True)
        self.remove_button = button(tr("Remove"), "trash")
        self.open_button = button(tr("Open the criterion"), look="link")
        criteria = working.edition.criteria_of(working.value.label)
        self.criterion_box = ChoiceBox([(one.id, criterion_title(one, current())) for one in criteria])
        self.opinion = Answers(OPINIONS, tr("says nothing of it"), self)
        self.text_edit = TextField(3)
        self.disposition = Answers(DISPOSITIONS, tr("no answer yet"), self)
        self.reply_edit = TextField(3)
        self._lay_out()
        for changed in (self.criterion_box.chosen, self.opinion.chosen, self.disposition.chosen):
            changed.connect(self._store)
        for edit in (self.text_edit, self.reply_edit):
            edit.edited.connect(self._store)
            working.about_to_act.connect(edit.hand_on)
        self.remove_button.clicked.connect(self._on_remove)
        self.open_button.clicked.connect(self._on_open)

    def show_remark(self, remark: Remark, number: int, *, read_only: bool) -> None:
        """Show the remark as it is now."""
        self.remark = remark
        title = tr("Remark {number}", number=number)
        self._title.setText(title)
        self.remove_button.setAccessibleName(tr("Remove remark {number}", number=number))
        self.open_button.setAccessibleName(tr("{remark}: open the criterion", remark=title))
        self.criterion_box.setAccessibleName(tr("{remark}: criterion", remark=title))
        self.criterion_box.show_value(remark.criterion)
        self.criterion_box.setEnabled(not read_only)
        self.opinion.show_answer(remark.opinion, read_only=read_only)
        self.disposition.show_answer(remark.disposition, read_only=read_only)
        for edit, text in ((self.text_edit, remark.text), (self.reply_edit, remark.reply)):
            edit.show_text(text)
            edit.set_read_only(read_only=read_only)
        self.remove_button.setVisible(not read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin remark and reply at one height where they stand side by side, however many lines the answers take."""
        if event.type() == QEvent.Type.Resize:
            answers = (self.opinion.widget, self.disposition.widget)
            highest = max(answer.heightForWidth(answer.width()) for answer in answers)
            tops = {answer.mapTo(self, QPoint(0, 0)).y() for answer in answers}
            for answer in answers:
                answer.setMinimumHeight(highest if len(tops) == 1 else 0)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        spaced(head, 0, 0.6)
        head.addWidget(self._title, 1)
        head.addWidget(self.remove_button)
        box = QWidget()
        box.setFocusProxy(self.criterion_box)
        criterion = QHBoxLayout(box)
        spaced(criterion, 0, 0.6)
        criterion.addWidget(self.criterion_box, 1)
        criterion.addWidget(self.open_button)
        said, answered = QWidget(), QWidget()
        parts = (
            (said, tr("The cluster manager"), self.opinion.widget, tr("Remark"), self.text_edit),
            (answered, tr("The experts"), self.disposition.widget, tr("Reply"), self.reply_edit),
        )
        for holder, who, choices, name, edit in parts:
            column = QVBoxLayout(holder)
            spaced(column, 0, 0.5)
            column.addWidget(Field(who, choices))
            column.addWidget(Field(name, edit))
            column.addStretch(1)
        for answers in (self.opinion, self.disposition):
            answers.widget.installEventFilter(self)
        columns = Reflow(26, 2, at_top=True)
        columns.show_widgets([said, answered])
        self.body.addLayout(head)
        self.body.addWidget(Field(tr("Criterion"), box))
        self.body.addWidget(columns)

    @Slot()
    def _store(self) -> None:
        remark = replace(
            self.remark,
            criterion=self.criterion_box.value,
            opinion=self.opinion.value,
            text=self.text_edit.toPlainText(),
            disposition=self.disposition.value,
            reply=self.reply_edit.toPlainText(),
        )
        if remark != self.remark:
            opened, text = self._working.opened, f"{remark.text}\n{remark.reply}"
            self._working.do(lambda: opened.set_remark(remark), field=f"remark:{remark.id}", text=text)

    @Slot()
    def _on_remove(self) -> None:
        identifier = self.remark.id
        self._working.flush()
        self._working.do(lambda: self._working.opened.remove_remark(identifier))

    @Slot()
    def _on_open(self) -> None:
        self.wanted.emit(Place(Area.CRITERIA, self.remark.criterion))


class Answers(QObject, Generic[Answer]):
    """Buttons for the answers to a question, and one for none of them.

    Signals:
        chosen: The user has chosen another answer.
    """

    chosen = Signal()

    def __init__(self, names: Mapping[Answer, str], none: str, parent: QObject) -> None:
        super().__init__(parent)
        self.widget = QWidget()
        self.buttons: dict[Answer | None, QRadioButton] = {
            answer: QRadioButton(_capital(current().text(name))) for answer, name in names.items()
        }
        self.buttons[None] = QRadioButton(_capital(none))
        self.first_button = next(iter(self.buttons.values()))
        self.widget.setFocusProxy(self.first_button)
        group, row = QButtonGroup(self), FlowLayout(self.widget, 0.9)
        for choice in self.buttons.values():
            group.addButton(choice)
            row.addWidget(choice)
        group.buttonClicked.connect(self.chosen)

    @property
    def value(self) -> Answer | None:
        """The answer that is chosen."""
        return next((answer for answer, choice in self.buttons.items() if choice.isChecked()), None)

    def show_answer(self, answer: Answer | None, *, read_only: bool) -> None:
        """Show the answer that is stored."""
        self.buttons[answer].setChecked(True)
        for choice in self.buttons.values():
            choice.setEnabled(not read_only)


def _needs_answer(remark: Remark) -> bool:
    return remark.disposition is None


def _capital(text: str) -> str:
    """Return a name that stands inside sentences elsewhere as the text of a control."""
    return text[:1].upper() + text[1:]
