"""The agreed level of a criterion, with the reason that goes into the report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from eucles_desk.assessment.talking import lacks_own_reason
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.ui.assessment.form import Field
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Card, FlowLayout, button, label, primary_button
from eucles_desk.ui.workspace.sections import set_shown
from eucles_desk.wording.consensus import rule
from eucles_desk.wording.names import level_name

if TYPE_CHECKING:
    from eucles_desk.assessment.talking import Difference
    from eucles_desk.assessment.values import Level
    from eucles_desk.scheme.values import Criterion
    from eucles_desk.ui.working import Working


class AgreedCard(Card):
    """Levels to choose from, the reason, and the way to the next difference.

    Signals:
        settled: The present difference is decided on, with its reason.
    """

    settled = Signal()

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Agreed"), look="decide")
        self._working = working
        self._criterion: Criterion | None = None
        self._difference: Difference | None = None
        self.buttons: dict[Level, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._levels = QWidget()
        self._row = FlowLayout(self._levels, 0.4)
        self.level_label = label("", "small", wrap=True)
        self.rule_label = label("", "warning", wrap=True)
        self.reason_edit = TextField(3)
        self.reason_field = Field(tr("Reason"), self.reason_edit, tr("It goes into the report."))
        self.next_button = primary_button(tr("Agree and next"))
        self.next_button.setToolTip(tr("Agree and next (Ctrl+Enter)"))
        self.take_back_button = button(tr("Take the level back"), look="link")
        foot = QWidget()
        last = FlowLayout(foot, 0.6)
        last.addWidget(self.next_button)
        last.addWidget(self.take_back_button)
        for part in (self._levels, self.level_label, self.rule_label, self.reason_field, foot):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.reason_edit.edited.connect(self._on_reason)
        self.next_button.clicked.connect(self.settle)
        self.take_back_button.clicked.connect(partial(self.choose, None))
        working.about_to_act.connect(self.reason_edit.hand_on)

    @property
    def criterion(self) -> str:
        """The criterion that is decided on, empty for none."""
        return self._criterion.id if self._criterion else ""

    def show_difference(self, criterion: Criterion, one: Difference) -> None:
        """Show what is agreed on a criterion."""
        anew = self._criterion is None or self._criterion.id != criterion.id
        self._criterion, self._difference = criterion, one
        if anew:
            self._offer(criterion)
            self.reason_field.say_problem("")
        agreed = self._working.value.agreement(criterion.id)
        for level, choice in self.buttons.items():
            choice.setChecked(level == agreed.level)
        texts = {level.value: level.text.in_language(current().code) for level in criterion.levels}
        self.level_label.setText(texts.get(agreed.level, "") if isinstance(agreed.level, int) else "")
        set_shown(self.level_label, shown=bool(self.level_label.text()))
        self.rule_label.setText(rule(one, current()))
        set_shown(self.rule_label, shown=bool(self.rule_label.text()))
        self.reason_edit.show_text(agreed.reason)
        if not lacks_own_reason(self._working.value, agreed):
            self.reason_field.say_problem("")
        is_editable = self._working.opened.edits_agreement
        for choice in self.buttons.values():
            choice.setEnabled(is_editable)
        self.reason_edit.set_read_only(read_only=not is_editable)
        set_shown(self.next_button, shown=is_editable)
        set_shown(self.take_back_button, shown=is_editable and agreed.level is not None)

    def choose(self, level: Level, *_: object) -> None:
        """Agree on a level; the criterion may not have it, which is then left."""
        if self._criterion is None or (level is not None and level not in self.buttons):
            return
        if not self._working.opened.edits_agreement:
            return
        self._working.flush()
        code, opened = self._criterion.id, self._working.opened
        if level != self._working.value.agreement(code).level:
            self._working.do(lambda: opened.set_level(code, level), field=f"agreed:{code}")
        for known, choice in self.buttons.items():
            choice.setChecked(known == self._working.value.agreement(code).level)

    @Slot()
    def settle(self) -> None:
        """Go on where level and reason are given; otherwise say what is missing and go there."""
        if self._criterion is None:
            return
        self._working.flush()
        agreed = self._working.value.agreement(self._criterion.id)
        if self._working.opened.edits_agreement and agreed.level is None:
            self.reason_field.say_problem(tr("Choose the level that you agree on first: press its digit."))
            self.focus_level()
        elif (
            self._working.opened.edits_agreement
            and not agreed.adopted
            and lacks_own_reason(self._working.value, agreed)
        ):
            far = self._difference is not None and self._difference.is_beyond and bool(agreed.reason.strip())
            self.reason_field.say_problem(
                tr("Give a reason of its own: these are the words of one of the experts.")
                if far
                else tr("Give the reason for the agreed level.")
            )
            self.reason_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.reason_field.say_problem("")
            self.settled.emit()

    def focus_level(self) -> None:
        """Put the keyboard on the level that is agreed, or on the first."""
        chosen = next((choice for choice in self.buttons.values() if choice.isChecked()), None)
        first = chosen or next(iter(self.buttons.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, criterion: Criterion) -> None:
        levels: list[Level] = [*sorted(level.value for level in criterion.levels)]
        if criterion.may_be_not_applicable.value:
            levels.append(NOT_APPLICABLE)
        if levels == list(self.buttons):
            self._name(criterion)
            return
        for old in self.buttons.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        for level in levels:
            choice = button(level_name(level, current()), look="chip")
            choice.setCheckable(True)
            choice.clicked.connect(partial(self.choose, level))
            self.buttons[level] = choice
            self._group.addButton(choice)
            self._row.addWidget(choice)
            choice.show()
        self._name(criterion)

    def _name(self, criterion: Criterion) -> None:
        """Have each level say what it stands for."""
        texts = {level.value: level.text.in_language(current().code) for level in criterion.levels}
        for level, choice in self.buttons.items():
            said = texts.get(level, "") if isinstance(level, int) else ""
            name = tr("Agreed level {level}", level=level_name(level, current()))
            choice.setAccessibleName(f"{name}: {said}" if said else name)
            choice.setToolTip(said)

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        if self._criterion is not None:
            code, opened = self._criterion.id, self._working.opened
            self._working.do(lambda: opened.set_reason(code, reason), field=f"agreed-reason:{code}", text=reason)
