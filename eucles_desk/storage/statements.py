"""The statements that write assessments, made once: SQLAlchemy then finds the compiled text of each by identity.

That keeps an autosave short.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Delete, Insert, Table, Update, and_, bindparam, delete, func, insert, select, update

from eucles_desk.assessment.changes import Part
from eucles_desk.storage import on_site_rows as on_site
from eucles_desk.storage import rows
from eucles_desk.storage import surroundings_rows as around
from eucles_desk.storage import tables as t
from eucles_desk.storage import verdict_rows as verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment

KEYS = {
    t.fact: ("assessment_id", "fact"),
    t.seat: ("assessment_id", "id"),
    t.eligibility_answer: ("assessment_id", "criterion"),
    t.judgement: ("assessment_id", "seat_id", "criterion"),
    t.agreement: ("assessment_id", "criterion"),
    t.evidence: ("assessment_id", "id"),
    t.improvement_area: ("assessment_id", "id"),
    t.visit: ("assessment_id", "id"),
    t.remark: ("assessment_id", "id"),
    t.self_judgement: ("assessment_id", "criterion"),
    t.accepted_finding: ("assessment_id", "kind", "place", "detail"),
    t.private_note: ("assessment_id", "criterion"),
    t.seal: ("assessment_id", "seat_id"),
    t.approval: ("assessment_id", "seat_id"),
    t.appeal: ("assessment_id", "id"),
    t.correction: ("assessment_id", "id"),
}
LISTS = (t.strength, t.improvement, t.citation)


def _update(table: Table, keys: Sequence[str]) -> Update:
    columns: dict[str, Any] = {
        c.name: bindparam(c.name) for c in table.columns if c.name not in keys and c.name != "position"
    }
    return update(table).where(and_(*(table.c[key] == bindparam(f"key_{key}") for key in keys))).values(columns)


def _delete(table: Table, keys: Sequence[str]) -> Delete:
    return delete(table).where(and_(*(table.c[key] == bindparam(f"key_{key}") for key in keys)))


def _insert(table: Table) -> Insert:
    """Number a new row after those that the assessment has, so that parts keep the order in which they came."""
    if "position" not in table.c or table in LISTS:
        return insert(table)
    after = select(func.coalesce(func.max(table.c.position), -1) + 1).where(
        table.c.assessment_id == bindparam("assessment_id")
    )
    values: dict[str, Any] = {c.name: bindparam(c.name) for c in table.columns if c.name != "position"}
    return insert(table).values(**values, position=after.scalar_subquery())


UPDATES = {table: _update(table, keys) for table, keys in KEYS.items()}
DELETES = {table: _delete(table, keys) for table, keys in KEYS.items()}
INSERTS = {table: _insert(table) for table in (*KEYS, *LISTS, t.assessment)}
LIST_DELETES = {table: _delete(table, KEYS[t.judgement]) for table in LISTS}
WHOLE = (t.award, t.earlier_result, t.benchmark, t.agenda, t.decision)
WHOLE_INSERTS = {table: insert(table) for table in WHOLE}
WHOLE_DELETES = {table: _delete(table, ("assessment_id",)) for table in WHOLE}
_SUMMARY_COLUMNS = (
    "judged", "criteria", "points", "available", "open_points", "next_place", "next_point", "unmet_minimums",
    "flagged", "waits_for_expert", "unanswered", "last_visit", "award_last", "changed_at",
)  # fmt: skip
UPDATE_SUMMARY = (
    update(t.assessment)
    .where(t.assessment.c.id == bindparam("key_id"))
    .values({name: bindparam(name) for name in _SUMMARY_COLUMNS})
)

PARTS: dict[Part, tuple[Table, Callable[[UUID, Any], rows.Row]]] = {
    Part.SEAT: (t.seat, rows.seat_row),
    Part.ELIGIBILITY: (t.eligibility_answer, rows.answer_row),
    Part.AGREEMENT: (t.agreement, rows.agreement_row),
    Part.EVIDENCE: (t.evidence, rows.evidence_row),
    Part.AREA: (t.improvement_area, rows.area_row),
    Part.VISIT: (t.visit, around.visit_row),
    Part.REMARK: (t.remark, around.remark_row),
    Part.SELF_JUDGEMENT: (t.self_judgement, on_site.self_judgement_row),
    Part.ACCEPTED: (t.accepted_finding, on_site.accepted_row),
    Part.PRIVATE_NOTE: (t.private_note, on_site.private_note_row),
    Part.SEAL: (t.seal, verdict.seal_row),
    Part.APPROVAL: (t.approval, verdict.approval_row),
    Part.APPEAL: (t.appeal, verdict.appeal_row),
    Part.CORRECTION: (t.correction, verdict.correction_row),
}
WHOLE_PARTS: dict[Part, tuple[Table, Callable[[UUID, Any], list[rows.Row]]]] = {
    Part.AWARD: (t.award, around.award_rows),
    Part.EARLIER: (t.earlier_result, around.earlier_rows),
    Part.BENCHMARK: (t.benchmark, around.benchmark_rows),
    Part.AGENDA: (t.agenda, on_site.agenda_rows),
    Part.DECISION: (t.decision, verdict.decision_rows),
}
"""Parts that are written anew as a whole: they are small and seldom change."""


def lists_of(assessment: Assessment) -> tuple[tuple[Part, tuple[Any, ...]], ...]:
    """Return the lists of an assessment whose items have one row each, judgements apart."""
    return (
        (Part.SEAT, assessment.seats),
        (Part.EVIDENCE, assessment.evidence),
        (Part.ELIGIBILITY, assessment.eligibility),
        (Part.AGREEMENT, assessment.consensus),
        (Part.AREA, assessment.improvement_areas),
        (Part.VISIT, assessment.visits),
        (Part.REMARK, assessment.remarks),
        (Part.SELF_JUDGEMENT, assessment.self_assessment),
        (Part.ACCEPTED, assessment.accepted),
        (Part.PRIVATE_NOTE, assessment.private_notes),
        (Part.SEAL, assessment.seals),
        (Part.APPROVAL, assessment.approvals),
        (Part.APPEAL, assessment.appeals),
        (Part.CORRECTION, assessment.corrections),
    )


def wholes_of(assessment: Assessment) -> tuple[tuple[Part, Any], ...]:
    """Return the parts of an assessment that are written as a whole."""
    return (
        (Part.AWARD, assessment.award),
        (Part.EARLIER, assessment.earlier),
        (Part.BENCHMARK, assessment.benchmark),
        (Part.AGENDA, assessment.agenda),
        (Part.DECISION, assessment.decision),
    )
