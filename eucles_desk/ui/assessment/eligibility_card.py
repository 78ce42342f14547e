"""One eligibility criterion: what is asked, what the facts say, the answer and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QWidget

from eucles_desk.assessment.award import State
from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import Notice
from eucles_desk.ui.assessment.facts_say import facts_say
from eucles_desk.ui.assessment.form import Field
from eucles_desk.ui.assessment.rows import STATE_SIGNS
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Badge, Card, FlowLayout, button, label, spaced
from eucles_desk.wording.names import PROVENANCES

if TYPE_CHECKING:
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition, EligibilityCriterion, Origin
    from eucles_desk.ui.working import Working

CLEARING = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0})


class EligibilityCard(Card):
    """A card for one criterion.

    With the answer focused, Y says yes and N says no (and the first letters of these words in the language of the
    screen), Delete takes the answer back.

    Signals:
        wanted: The user wants to go to this ``Place``, such as a fact.
    """

    wanted = Signal(object)

    def __init__(self, working: Working, criterion: EligibilityCriterion) -> None:
        super().__init__()
        self.criterion = criterion
        self._working = working
        code = current().code
        self._sign = QLabel()
        self.state_badge = Badge()
        self.title_label = label(criterion.title.in_language(code), "heading", wrap=True)
        question = label(criterion.question.in_language(code), wrap=True)
        help_label = label(criterion.help.in_language(code), "muted", wrap=True)
        self.facts_box = Notice()
        self.fact_button = button(tr("Enter the fact"), look="link")
        self.facts_box.row.addWidget(self.fact_button)
        self.answer_buttons = self._make_answers()
        self.note_edit = TextField(1)
        self.note_field = Field(tr("Note"), self.note_edit)
        self.note_edit.setAccessibleName(tr("Note on {title}", title=criterion.title.in_language(code)))
        origin = label(origin_line(criterion, current()), "small", wrap=True)
        origin.setToolTip(origin_tip(criterion, working.edition, current()))
        head = QHBoxLayout()
        spaced(head, 0, 0.6)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.state_badge, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        for part in (question, help_label, self.facts_box, self._answers, self.note_field):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(origin)
        self.fact_button.clicked.connect(self._on_fact)
        self.note_edit.edited.connect(self._on_note)
        working.about_to_act.connect(self.note_edit.hand_on)
        theme.notifier().changed.connect(self._draw)
        self._state = State.OPEN

    def refresh(self, *, read_only: bool) -> None:
        """Show answer and facts as they are now."""
        value = self._working.value
        answer = value.answer(self.criterion.id)
        self._state = State.OPEN if answer.met is None else State.MET if answer.met else State.MISSED
        self.answer_buttons[answer.met].setChecked(True)
        for choice in self.answer_buttons.values():
            choice.setEnabled(not read_only)
        self.note_edit.show_text(answer.note)
        self.note_edit.setReadOnly(read_only)
        needs_note = answer.met is False and not answer.note.strip()
        self.note_field.help_label.setText(tr("Not met: note why.") if needs_note else "")
        self.note_field.help_label.setVisible(needs_note)
        self._show_facts()
        self._draw()

    @property
    def answer_button(self) -> QRadioButton:
        """The button of the present answer, which is the one that Tab reaches."""
        return next(choice for choice in self.answer_buttons.values() if choice.isChecked())

    @property
    def is_open(self) -> bool:
        """Whether the answer, or the note that it needs, is missing."""
        answer = self._working.value.answer(self.criterion.id)
        return answer.met is None or (not answer.met and not answer.note.strip())

    @property
    def place_to_fill(self) -> QWidget:
        """The field to go on with."""
        met = self._working.value.answer(self.criterion.id).met
        return self.note_edit if met is False and self.is_open else self.answer_button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer by a letter while one of the answers has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QRadioButton):
            return self._on_key(event)
        return super().eventFilter(watched, event)

    def _make_answers(self) -> dict[bool | None, QRadioButton]:
        self._answers = QWidget()
        row = FlowLayout(self._answers, 1.2)
        group = QButtonGroup(self)
        made: dict[bool | None, QRadioButton] = {}
        title = self.criterion.title.in_language(current().code)
        for met, text in ((True, tr("Yes")), (False, tr("No")), (None, tr("Not looked at"))):
            choice = QRadioButton(text)
            choice.setAccessibleName(tr("{title}: {answer}", title=title, answer=text))
            choice.installEventFilter(self)
            group.addButton(choice)
            row.addWidget(choice)
            made[met] = choice
        made[True].setToolTip(tr("Key Y"))
        made[False].setToolTip(tr("Key N"))
        made[None].setToolTip(tr("Key Delete"))
        group.buttonToggled.connect(self._on_toggled)
        return made

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        letter = event.text().casefold()
        if event.key() in CLEARING:
            chosen = None
        elif letter and letter in {"y", tr("Yes")[:1].casefold()}:
            chosen = True
        elif letter and letter in {"n", tr("No")[:1].casefold()}:
            chosen = False
        else:
            return False
        choice = self.answer_buttons[chosen]
        if choice.isEnabled():
            choice.setFocus(Qt.FocusReason.ShortcutFocusReason)
            choice.setChecked(True)
        return True

    def _show_facts(self) -> None:
        value = self._working.value
        said = facts_say(self.criterion, self._working.edition, value.cluster.facts, current())
        if said is None:
            self.facts_box.say("")
            return
        met = value.answer(self.criterion.id).met
        against = met is not None and said.met is not None and met is not said.met
        sentence = tr("{facts} The answer is another.", facts=said.sentence) if against else said.sentence
        self.facts_box.say(sentence, "warning" if against else "info", "warning" if against else "facts")
        self.fact_button.setVisible(bool(said.missing))
        self.fact_button.setProperty("fact", said.missing[0] if said.missing else "")

    @Slot()
    def _draw(self) -> None:
        icon, role = STATE_SIGNS[self._state]
        self._sign.setPixmap(pixmap(icon, theme.colour(role).name(), theme.em(1.6), self.devicePixelRatioF()))
        texts = {State.MET: tr("met"), State.MISSED: tr("not met"), State.OPEN: tr("open")}
        kinds = {State.MET: "good", State.MISSED: "danger", State.OPEN: "plain"}
        self.state_badge.say(texts[self._state], kinds[self._state])

    @Slot(object, bool)
    def _on_toggled(self, choice: object, is_checked: bool) -> None:
        met = next(met for met, button in self.answer_buttons.items() if button is choice)
        if is_checked and met is not self._working.value.answer(self.criterion.id).met:
            self._working.do(
                lambda: self._working.opened.answer(self.criterion.id, met), field=f"answer:{self.criterion.id}"
            )

    @Slot(str)
    def _on_note(self, note: str) -> None:
        identifier = self.criterion.id
        self._working.do(lambda: self._working.opened.note_eligibility(identifier, note), field=f"note:{identifier}")

    @Slot()
    def _on_fact(self) -> None:
        self.wanted.emit(Place(Area.FACTS, str(self.fact_button.property("fact"))))


def origin_line(criterion: EligibilityCriterion, language: Language) -> str:
    """Say where condition, threshold and wording come from."""
    parts = [language.text("Condition: {provenance}", provenance=_words(criterion.origin, language))]
    if criterion.threshold.value is not None:
        text = language.text(
            "threshold {threshold}: {provenance}",
            threshold=language.number(criterion.threshold.value),
            provenance=_words(criterion.threshold.origin, language),
        )
        parts.append(text)
    parts.append(language.text("wording: {provenance}", provenance=_words(criterion.texts, language)))
    return " · ".join(parts)


def origin_tip(criterion: EligibilityCriterion, edition: Edition, language: Language) -> str:
    """Name the sources of condition and threshold."""
    keys = dict.fromkeys(
        origin.source for origin in (criterion.origin, criterion.threshold.origin) if origin.source in edition.sources
    )
    lines = [f"{edition.sources[key].title}\n{edition.sources[key].address}" for key in keys if key]
    return "\n".join([origin_line(criterion, language), *lines])


def _words(origin: Origin, language: Language) -> str:
    return language.text(PROVENANCES[origin.provenance])
