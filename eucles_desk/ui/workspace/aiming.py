"""Puts the keyboard on the very field of a criterion that a finding is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from eucles_desk.assessment.acceptance import Field, field_of
from eucles_desk.assessment.checks import FindingKind
from eucles_desk.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from eucles_desk.assessment.checks import Finding
    from eucles_desk.ui.workspace.records import RecordList
    from eucles_desk.ui.workspace.workspace import Workspace


def aim(workspace: Workspace, found: Finding) -> None:
    """Put the keyboard where the finding is mended; the levels keep it where that field cannot be reached now."""
    target = _target(workspace, found)
    if target is None or target.isHidden() or not target.isEnabled() or not target.isVisibleTo(workspace):
        return
    workspace.judgement.area.ensureWidgetVisible(target, 0, theme.em(3))
    target.setFocus(Qt.FocusReason.OtherFocusReason)


def _target(workspace: Workspace, found: Finding) -> QWidget | None:
    judgement, evidence = workspace.judgement, workspace.evidence
    target: QWidget | None = None
    match field_of(found):
        case Field.REASON:
            target = judgement.reason_edit
        case Field.STRENGTHS:
            target = _last(judgement.strengths)
        case Field.IMPROVEMENTS if found.kind is FindingKind.RECOMMENDATION_WITHOUT_EFFECT:
            target = _without_effect(judgement.improvements)
        case Field.IMPROVEMENTS:
            target = _last(judgement.improvements)
        case Field.SOURCES:
            target = next((chip for chip in judgement.sources.values() if not chip.isChecked()), None)
        case Field.EVIDENCE:
            target = evidence.cite_button if workspace.working.value.evidence else evidence.attach_button
        case _:
            pass
    return target


def _last(records: RecordList) -> QWidget | None:
    """Return the row to write in: the blank one at the end, otherwise the button that makes one."""
    rows = records.rows
    if rows and not rows[-1].field.toPlainText().strip():
        return rows[-1].field
    return records.add_button


def _without_effect(records: RecordList) -> QWidget | None:
    """Return the first field for an effect that is empty, unfolding what holds it."""
    for row in records.rows:
        if row.record.text.strip() and not row.record.effect.strip():
            if not row.is_unfolded and row.unfold_button is not None:
                row.unfold_button.click()
            return row.details.effect_edit if row.details is not None else row.field
    return None
