"""Assessments in the database: whole ones are read, single parts are written."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Delete, Insert, Table, Update, and_, bindparam, delete, func, insert, select, update

from eucles_desk.assessment.changes import Change, ClusterName, Details, Part
from eucles_desk.assessment.records import FinishedAssessment, Summary
from eucles_desk.assessment.values import (
    Assessment,
    Cluster,
    Fact,
    Judgement,
    Kind,
    Level,
    Period,
    Step,
)
from eucles_desk.scheme.values import EditionRef
from eucles_desk.storage import lists, rows
from eucles_desk.storage import surroundings_rows as around
from eucles_desk.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

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


# Made once: SQLAlchemy then finds the compiled text of each by identity, which keeps an autosave short.
UPDATES = {table: _update(table, keys) for table, keys in KEYS.items()}
DELETES = {table: _delete(table, keys) for table, keys in KEYS.items()}
INSERTS = {table: _insert(table) for table in (*KEYS, *LISTS, t.assessment)}
LIST_DELETES = {table: _delete(table, KEYS[t.judgement]) for table in LISTS}
WHOLE = (t.award, t.earlier_result, t.benchmark)
WHOLE_INSERTS = {table: insert(table) for table in WHOLE}
WHOLE_DELETES = {table: _delete(table, ("assessment_id",)) for table in WHOLE}
_SUMMARY_COLUMNS = (
    "judged", "criteria", "points", "available", "open_points", "next_place", "next_point", "unmet_minimums",
    "changed_at",
)  # fmt: skip
UPDATE_SUMMARY = (
    update(t.assessment)
    .where(t.assessment.c.id == bindparam("key_id"))
    .values({name: bindparam(name) for name in _SUMMARY_COLUMNS})
)

_PARTS: dict[Part, tuple[Table, Callable[[UUID, Any], rows.Row]]] = {
    Part.SEAT: (t.seat, rows.seat_row),
    Part.ELIGIBILITY: (t.eligibility_answer, rows.answer_row),
    Part.AGREEMENT: (t.agreement, rows.agreement_row),
    Part.EVIDENCE: (t.evidence, rows.evidence_row),
    Part.AREA: (t.improvement_area, rows.area_row),
    Part.VISIT: (t.visit, around.visit_row),
    Part.REMARK: (t.remark, around.remark_row),
}
_WHOLE: dict[Part, tuple[Table, Callable[[UUID, Any], list[rows.Row]]]] = {
    Part.AWARD: (t.award, around.award_rows),
    Part.EARLIER: (t.earlier_result, around.earlier_rows),
    Part.BENCHMARK: (t.benchmark, around.benchmark_rows),
}
"""Parts that are written anew as a whole: they are small and seldom change."""
_FINISHED = (Step.AWARDED.value, Step.REFUSED.value)


class SqlAssessments:
    """The assessments, seen in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self, assessment: UUID) -> Assessment | None:
        """Return a whole assessment, ``None`` when there is none with this id."""
        columns = (t.assessment, t.edition.c.scheme, t.edition.c.name.label("edition_name"))
        found = self._connection.execute(
            select(*columns).join(t.edition).where(t.assessment.c.id == assessment)
        ).one_or_none()
        if found is None:
            return None
        stored: dict[str, dict[str, object]] = found.extra or {}
        extra = {key: MappingProxyType(value) for key, value in stored.items()}
        return Assessment(
            id=found.id,
            edition=EditionRef(found.scheme, found.edition_name, found.edition_sha256),
            label=found.label,
            kind=Kind(found.kind),
            step=Step(found.step),
            period=Period(found.period_first, found.period_last, rows.extra_from_row(found.period_extra)),
            cluster=Cluster(
                found.cluster_id,
                found.cluster_name,
                found.cluster_country,
                found.cluster_region,
                MappingProxyType({row.fact: rows.fact_from_row(row) for row in self._rows(t.fact, assessment)}),
                rows.extra_from_row(found.cluster_extra),
            ),
            earlier_benchmarking=found.earlier_benchmarking,
            seats=self._all(t.seat, assessment, rows.seat_from_row),
            eligibility=self._all(t.eligibility_answer, assessment, rows.answer_from_row),
            judgements=self._judgements(assessment),
            consensus=self._all(t.agreement, assessment, rows.agreement_from_row),
            evidence=self._all(t.evidence, assessment, rows.evidence_from_row),
            improvement_areas=self._all(t.improvement_area, assessment, rows.area_from_row),
            visits=self._all(t.visit, assessment, around.visit_from_row),
            remarks=self._all(t.remark, assessment, around.remark_from_row),
            award=next(iter(self._all(t.award, assessment, around.award_from_row)), None),
            earlier=self._all(t.earlier_result, assessment, around.earlier_from_row),
            benchmark=next(iter(self._all(t.benchmark, assessment, around.benchmark_from_row)), None),
            extra=rows.extra_from_row(extra),
        )

    def add(self, assessment: Assessment, summary: Summary) -> None:
        """Store a new assessment with all its parts."""
        self._connection.execute(INSERTS[t.assessment], rows.assessment_row(assessment, summary))
        for fact, value in assessment.cluster.facts.items():
            self._put(t.fact, rows.fact_row(assessment.id, fact, value))
        for seat in assessment.seats:
            self._put(t.seat, rows.seat_row(assessment.id, seat))
        for piece in assessment.evidence:
            self._put(t.evidence, rows.evidence_row(assessment.id, piece))
        for answer in assessment.eligibility:
            self._put(t.eligibility_answer, rows.answer_row(assessment.id, answer))
        for judgement in assessment.judgements:
            self._put(t.judgement, rows.judgement_row(assessment.id, judgement))
            self._put_lists(assessment.id, None, judgement)
        for agreed in assessment.consensus:
            self._put(t.agreement, rows.agreement_row(assessment.id, agreed))
        for area in assessment.improvement_areas:
            self._put(t.improvement_area, rows.area_row(assessment.id, area))
        self._add_surroundings(assessment)

    def write(self, assessment: UUID, changes: Iterable[Change], summary: Summary) -> None:
        """Write the changed parts and what lists show."""
        for change in changes:
            self._write(assessment, change)
        self._connection.execute(UPDATE_SUMMARY, {"key_id": assessment, **rows.summary_row(summary)})

    def finished(self, cluster: UUID, limit: int) -> Sequence[FinishedAssessment]:
        """Return the awarded and refused assessments of a cluster whose periods end last, oldest first."""
        columns = (t.assessment, t.edition.c.scheme, t.edition.c.name.label("edition_name"))
        found = self._connection.execute(
            select(*columns)
            .join(t.edition)
            .where(t.assessment.c.cluster_id == cluster, t.assessment.c.step.in_(_FINISHED))
            .order_by(t.assessment.c.period_last.desc(), t.assessment.c.created_at.desc(), t.assessment.c.id)
            .limit(limit)
        ).all()
        return [
            FinishedAssessment(
                row.id,
                EditionRef(row.scheme, row.edition_name, row.edition_sha256),
                row.label,
                row.period_last,
                MappingProxyType(self._agreed(row.id)),
            )
            for row in reversed(found)
        ]

    def page(self, search: str, offset: int, limit: int) -> Sequence[Summary]:
        """Return a page of the list, changed last first."""
        return lists.page(self._connection.exec_driver_sql, search, offset, limit)

    def count(self, search: str) -> int:
        """Return how many the search finds."""
        return lists.count(self._connection.exec_driver_sql, search)

    def _rows(self, table: Table, assessment: UUID) -> Sequence[Any]:
        query = select(table).where(table.c.assessment_id == assessment)
        return self._connection.execute(query.order_by(table.c.position) if "position" in table.c else query).all()

    def _all(self, table: Table, assessment: UUID, read: Callable[[Any], Any]) -> tuple[Any, ...]:
        return tuple(read(row) for row in self._rows(table, assessment))

    def _agreed(self, assessment: UUID) -> dict[str, Level]:
        agreed = self._all(t.agreement, assessment, rows.agreement_from_row)
        return {agreement.criterion: agreement.level for agreement in agreed if agreement.level is not None}

    def _judgements(self, assessment: UUID) -> tuple[Judgement, ...]:
        lists: list[dict[tuple[UUID, str], list[Any]]] = []
        for table in LISTS:
            by_judgement: dict[tuple[UUID, str], list[Any]] = defaultdict(list)
            for row in self._rows(table, assessment):
                by_judgement[row.seat_id, row.criterion].append(row)
            lists.append(by_judgement)
        strengths, improvements, citations = lists
        found: list[Judgement] = []
        for row in self._rows(t.judgement, assessment):
            key = (row.seat_id, row.criterion)
            found.append(
                rows.judgement_from_row(row, strengths.get(key, ()), improvements.get(key, ()), citations.get(key, ()))
            )
        return tuple(found)

    def _write(self, assessment: UUID, change: Change) -> None:
        after = cast("Any", change.after)
        match change.part:
            case Part.CLUSTER:
                self._rename(assessment, after)
            case Part.DETAILS:
                self._set_details(assessment, after)
            case Part.STEP:
                self._set(assessment, step=after.value)
            case Part.FACT:
                fact = cast("Fact", change.before if after is None else after)
                self._replace(t.fact, rows.fact_row(assessment, change.key, fact), change)
            case Part.JUDGEMENT:
                self._replace_judgement(assessment, cast("Judgement | None", change.before), after, change)
            case Part.AWARD | Part.EARLIER | Part.BENCHMARK:
                self._connection.execute(WHOLE_DELETES[_WHOLE[change.part][0]], {"key_assessment_id": assessment})
                self._put_whole(assessment, change.part, after)
            case _:
                table, make = _PARTS[change.part]
                self._replace(table, make(assessment, after or change.before), change)

    def _replace_judgement(
        self, assessment: UUID, before: Judgement | None, after: Judgement | None, change: Change
    ) -> None:
        """Write a judgement and those of its lists that changed."""
        if after is None:
            self._put_lists(assessment, before, None)
        row = rows.judgement_row(assessment, cast("Judgement", after or before))
        self._replace(t.judgement, row, change)
        if after is not None:
            self._put_lists(assessment, before, after)

    def _put_lists(self, assessment: UUID, before: Judgement | None, after: Judgement | None) -> None:
        said = cast("Judgement", after or before)
        key = {"assessment_id": assessment, "seat_id": said.seat, "criterion": said.criterion}
        for table, name, make in (
            (t.strength, "strengths", rows.strength_rows),
            (t.improvement, "improvements", rows.improvement_rows),
            (t.citation, "citations", rows.citation_rows),
        ):
            old = getattr(before, name) if before else ()
            new = getattr(after, name) if after else ()
            if old == new:
                continue
            if old:
                self._connection.execute(LIST_DELETES[table], {f"key_{name}": value for name, value in key.items()})
            if new:
                self._connection.execute(INSERTS[table], make(key, new))

    def _add_surroundings(self, assessment: Assessment) -> None:
        for visit in assessment.visits:
            self._put(t.visit, around.visit_row(assessment.id, visit))
        for remark in assessment.remarks:
            self._put(t.remark, around.remark_row(assessment.id, remark))
        for part, value in (
            (Part.AWARD, assessment.award),
            (Part.EARLIER, assessment.earlier),
            (Part.BENCHMARK, assessment.benchmark),
        ):
            self._put_whole(assessment.id, part, value)

    def _put_whole(self, assessment: UUID, part: Part, value: Any) -> None:
        table, make = _WHOLE[part]
        if made := make(assessment, value):
            self._connection.execute(WHOLE_INSERTS[table], made)

    def _replace(self, table: Table, row: rows.Row, change: Change) -> None:
        """Insert, update or delete a part, as the change says."""
        key = {f"key_{name}": row[name] for name in KEYS[table]}
        if change.before is None:
            self._put(table, row)
            if change.index is not None:
                self._move(table, row, change.index)
        elif change.after is None:
            self._connection.execute(DELETES[table], key)
        else:
            columns = {name: value for name, value in row.items() if name not in KEYS[table]}
            self._connection.execute(UPDATES[table], {**key, **columns})

    def _move(self, table: Table, row: rows.Row, index: int) -> None:
        """Move a part that undoing brought back to where it stood; positions may have gaps, indexes have none."""
        of_it = table.c.assessment_id == row["assessment_id"]
        order = select(table.c.position).where(of_it).order_by(table.c.position)
        position = self._connection.execute(order.offset(index).limit(1)).scalar_one()
        later = update(table).where(of_it, table.c.position >= position).values(position=table.c.position + 1)
        self._connection.execute(later)
        here = and_(*(table.c[key] == row[key] for key in KEYS[table]))
        self._connection.execute(update(table).where(here).values(position=position))

    def _put(self, table: Table, row: rows.Row) -> None:
        self._connection.execute(INSERTS[table], row)

    def _rename(self, assessment: UUID, named: ClusterName) -> None:
        """Rename the cluster in this assessment and in the register; other assessments keep the name of their time."""
        folded = named.name.casefold()
        cluster_id = select(t.assessment.c.cluster_id).where(t.assessment.c.id == assessment).scalar_subquery()
        self._connection.execute(
            update(t.cluster)
            .where(t.cluster.c.id == cluster_id)
            .values(name=named.name, name_folded=folded, country=named.country, region=named.region)
        )
        self._set(
            assessment,
            cluster_name=named.name,
            cluster_name_folded=folded,
            cluster_country=named.country,
            cluster_region=named.region,
        )

    def _set_details(self, assessment: UUID, details: Details) -> None:
        self._set(
            assessment,
            kind=details.kind.value,
            period_first=details.period.first,
            period_last=details.period.last,
            period_extra=rows.extra_to_row(details.period.extra),
            earlier_benchmarking=details.earlier_benchmarking,
        )

    def _set(self, assessment: UUID, **columns: Any) -> None:
        self._connection.execute(update(t.assessment).where(t.assessment.c.id == assessment).values(**columns))
