"""One fact about the cluster: its field, what it counts, and which criteria draw on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from eucles_desk.errors import RuleError
from eucles_desk.scheme.values import Criterion, FactDefinition, FactType
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.fact_users import UsersButton
from eucles_desk.ui.assessment.fact_values import read_fact, show_fact
from eucles_desk.ui.assessment.form import ChoiceBox, mark_wrong, set_read_only
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Badge, label, spaced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from eucles_desk.assessment.values import Fact
    from eucles_desk.ui.working import Working

NUMBER_WIDTH = 11


class FactField(QWidget):
    """The field of one fact.

    What cannot be the answer is not stored: it stays in the field, with a sentence that says what to write, and the
    bar below says that it is not saved.

    Signals:
        wanted: The user wants to go to this ``Place``, a criterion that draws on the fact.
        entered: The user pressed Enter and wants the next field.
    """

    wanted = Signal(object)
    entered = Signal()

    def __init__(self, working: Working, fact: FactDefinition, users: Sequence[Criterion]) -> None:
        super().__init__()
        self.fact = fact
        self._working = working
        self._shown: Fact | None = None
        self._is_held = False
        """Whether the field holds what is not stored because it cannot be the answer."""
        self._label = working.value.label
        code = current().code
        self.name_label = QLabel(fact.title.in_language(code))
        self.name_label.setTextFormat(Qt.TextFormat.PlainText)
        self.name_label.setProperty("look", "strong")
        self.name_label.setWordWrap(True)
        self.state_badge = Badge(tr("missing"), "warning")
        self.field = self._make_field()
        self.name_label.setBuddy(self.field)
        self.problem_label = label("", "danger", wrap=True)
        self.problem_label.hide()
        self.users_button = UsersButton(users) if users else None
        self._lay_out()
        self._describe("")
        if self.users_button is not None:
            self.users_button.wanted.connect(self.wanted)
        working.about_to_act.connect(self._hand_on)
        working.taken_back.connect(self._on_taken_back)

    @property
    def is_required(self) -> bool:
        """Whether the label needs the fact."""
        return self._label in self.fact.required_for

    @property
    def is_missing(self) -> bool:
        """Whether the label needs the fact and nobody has entered it."""
        return self.is_required and self._working.value.cluster.facts.get(self.fact.id) in {None, ""}

    @property
    def problem(self) -> str:
        """What is wrong with the content, empty when nothing is."""
        return self.problem_label.text()

    def refresh(self, *, read_only: bool) -> None:
        """Show the fact as it is now; content that cannot be used stays until the stored answer becomes another."""
        stored = self._working.value.cluster.facts.get(self.fact.id)
        if stored != self._shown or read_only or not (self.problem or self._is_held):
            self._shown = stored
            self._say_problem("")
            was_held = self._is_held
            self._let_go()
            if isinstance(self.field, ChoiceBox):
                self.field.show_value(stored if isinstance(stored, str) else "")
            elif was_held or not self.field.hasFocus() or self._read() != stored:
                self.field.show_text(show_fact(stored, self.fact, current()))
        set_read_only(self.field, read_only)
        self.state_badge.setVisible(self.is_missing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next field with Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _make_field(self) -> LineField | ChoiceBox:
        code = current().code
        if self.fact.type is FactType.CHOICE:
            choices = [(key, text.in_language(code)) for key, text in self.fact.choices]
            box = ChoiceBox([("", tr("not known")), *choices])
            box.chosen.connect(self._on_chosen)
            return box
        field = LineField()
        if self.fact.type.is_number:
            field.setMaximumWidth(theme.em(NUMBER_WIDTH))
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.edited.connect(self._on_edited)
        field.editingFinished.connect(self._on_finished)
        return field

    def _lay_out(self) -> None:
        code = current().code
        head = QHBoxLayout()
        spaced(head, 0, 0.5)
        head.addWidget(self.name_label, 1)
        if self.is_required:
            needed = label(tr("needed"), "small")
            needed.setToolTip(tr("The label needs this fact."))
            head.addWidget(needed)
        head.addWidget(self.state_badge, 0, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        spaced(row, 0, 0.5)
        row.addWidget(self.field, 2)
        unit = self.fact.unit.in_language(code)
        if unit:
            row.addWidget(label(unit, "muted"))
        if self.users_button is not None:
            row.addWidget(label(tr("used in"), "small"))
            row.addWidget(self.users_button)
        if self.fact.type.is_number:
            row.addStretch(1)
        column = QVBoxLayout(self)
        spaced(column, 0, 0.25)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self.problem_label)
        column.addWidget(label(self.fact.help.in_language(code), "small", wrap=True))
        column.addStretch(1)

    def _describe(self, problem: str) -> None:
        code = current().code
        name, unit = self.fact.title.in_language(code), self.fact.unit.in_language(code)
        parts = [name, unit, tr("needed") if self.is_required else ""]
        self.field.setAccessibleName(", ".join(part for part in parts if part))
        self.field.setAccessibleDescription(problem or self.fact.help.in_language(code))

    def _say_problem(self, sentence: str) -> None:
        if sentence == self.problem:
            return
        self.problem_label.setText(sentence)
        self.problem_label.setVisible(bool(sentence))
        mark_wrong(self.field, wrong=bool(sentence))
        self._describe(sentence)

    def _read(self) -> Fact | None:
        """Return what the field says; raise ``RuleError`` when it cannot be the answer."""
        if isinstance(self.field, ChoiceBox):
            return self.field.value or None
        try:
            return read_fact(self.field.text(), self.fact, current())
        except RuleError:
            return None

    def _store(self, value: Fact | None) -> None:
        self._let_go()
        if value != self._working.value.cluster.facts.get(self.fact.id):
            identifier = self.fact.id
            self._working.do(lambda: self._working.opened.set_fact(identifier, value), field=self._key)

    @property
    def _key(self) -> str:
        return f"fact:{self.fact.id}"

    def _hold(self, text: str, sentence: str) -> None:
        name = self.fact.title.in_language(current().code)
        self._is_held = True
        self._working.hold(self._key, text, tr("{name}: {sentence}", name=name, sentence=sentence))

    def _let_go(self) -> None:
        if self._is_held:
            self._is_held = False
            self._working.let_go(self._key)

    @Slot(str)
    def _on_edited(self, text: str) -> None:
        """Store what can be the answer; while the user still types, what cannot be yet is not complained about."""
        try:
            value = read_fact(text, self.fact, current())
        except RuleError as error:
            self._hold(text, current().sentence(error))
            if not self.field.hasFocus() or self.problem:
                self._say_problem(current().sentence(error))
            return
        self._say_problem("")
        self._store(value)

    @Slot()
    def _on_finished(self) -> None:
        """Say what is wrong when the field is left, or write the answer as the language does."""
        assert isinstance(self.field, LineField)
        try:
            value = read_fact(self.field.text(), self.fact, current())
        except RuleError as error:
            self._hold(self.field.text(), current().sentence(error))
            self._say_problem(current().sentence(error))
            return
        self._say_problem("")
        self.field.show_text(show_fact(value, self.fact, current()))

    @Slot(str)
    def _on_chosen(self, value: str) -> None:
        self._store(value or None)

    @Slot(str)
    def _on_taken_back(self, field: str) -> None:
        """Show again what is stored."""
        if field == self._key:
            self._is_held = False
            self._say_problem("")
            if isinstance(self.field, LineField):
                self.field.show_text(
                    show_fact(self._working.value.cluster.facts.get(self.fact.id), self.fact, current())
                )

    @Slot()
    def _hand_on(self) -> None:
        if isinstance(self.field, LineField):
            self.field.hand_on()
