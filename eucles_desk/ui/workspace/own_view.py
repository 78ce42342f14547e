"""How the cluster sees itself in a criterion: the level it gives itself, and what it says to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eucles_desk.assessment.on_site import SelfJudgement
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.fields import TextField
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.heard_panel import LevelSign
from eucles_desk.ui.workspace.sections import Section, set_shown, set_text
from eucles_desk.wording.names import level_name

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Level
    from eucles_desk.ui.workspace.sheet import Sheet

NOT_SAID = "-"


class OwnLevelBox(ChoiceBox):
    """Takes digits as levels of its own, which elsewhere are the assessor's."""

    def event(self, event: QEvent) -> bool:
        """Claim digits before the workspace takes them for the assessor's level."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _digit(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose the level of a digit."""
        digit = _digit(event)
        if not digit:
            super().keyPressEvent(event)
        elif self.findData(digit) >= 0:
            self.show_value(digit)
            self.chosen.emit(digit)


class OwnView(Section):
    """Level and comment of the self-assessment, to be entered while the step allows it, otherwise to be read.

    Signals:
        edited: The cluster says this now; carries a :class:`SelfJudgement`.
    """

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Self-assessment"), parent)
        self._said = SelfJudgement("")
        self._offered: tuple[str, ...] = ()
        self.level_sign = LevelSign()
        self.level_label = label("", wrap=True)
        self.level_box = OwnLevelBox()
        self.level_box.setAccessibleName(tr("Level that the cluster gives itself"))
        self.level_box.setToolTip(tr("Level that the cluster gives itself"))
        self.comment_label = label("", wrap=True, selectable=True)
        self.comment_edit = TextField(1)
        self.comment_edit.setAccessibleName(tr("Comment of the cluster"))
        self.comment_edit.setPlaceholderText(tr("What the cluster says to it"))
        line = QHBoxLayout()
        spaced(line, 0, 0.6)
        line.addWidget(self.level_sign, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.level_label, 1)
        line.addWidget(self.level_box, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.comment_label)
        self.body.addWidget(self.comment_edit)
        self.level_box.chosen.connect(self._on_chosen)
        self.comment_edit.edited.connect(self._on_commented)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what the cluster says of a criterion."""
        self._said = said = sheet.own
        self.level_sign.show_level(said.level, sheet.minimum)
        for part, shown in (
            (self.level_box, sheet.edits_own),
            (self.comment_edit, sheet.edits_own),
            (self.level_label, not sheet.edits_own),
            (self.comment_label, not sheet.edits_own and bool(said.comment)),
        ):
            set_shown(part, shown=shown)
        if sheet.edits_own:
            self._offer(sheet)
            self.level_box.show_value(_data(said.level))
            self.comment_edit.show_text(said.comment)
        else:
            set_text(self.level_label, _words(said.level))
            set_text(self.comment_label, said.comment)

    def hand_on(self) -> None:
        """Hand on what was typed."""
        self.comment_edit.hand_on()

    def _offer(self, sheet: Sheet) -> None:
        levels: list[Level] = [level.value for level in sheet.criterion.levels]
        levels.sort(key=lambda level: -level if isinstance(level, int) else 0)
        if sheet.criterion.may_be_not_applicable.value:
            levels.append(NOT_APPLICABLE)
        offered = (NOT_SAID, *(_data(level) for level in levels))
        if offered != self._offered:
            self._offered = offered
            self.level_box.clear()
            for level in (None, *levels):
                self.level_box.addItem(_words(level), _data(level))

    @Slot(str)
    def _on_chosen(self, data: str) -> None:
        level: Level = None if data == NOT_SAID else NOT_APPLICABLE if data == NOT_APPLICABLE.value else int(data)
        if level != self._said.level:
            self._said = replace(self._said, level=level)
            self.edited.emit(self._said)

    @Slot(str)
    def _on_commented(self, comment: str) -> None:
        self._said = replace(self._said, comment=comment)
        self.edited.emit(self._said)


def _digit(event: QKeyEvent) -> str:
    is_plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.text() if is_plain and event.text().isdigit() else ""


def _data(level: Level) -> str:
    return NOT_SAID if level is None else str(level) if isinstance(level, int) else level.value


def _words(level: Level) -> str:
    if level is None:
        return tr("no level said")
    return tr("level {level}", level=level) if isinstance(level, int) else level_name(level, current())
