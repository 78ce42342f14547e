"""Assessments in the database: whole ones are read, single parts are written."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import Connection, Table, and_, select, update

from eucles_desk.assessment.changes import Change, ClusterName, Details, Part
from eucles_desk.assessment.records import FinishedAssessment, Recent, Summary
from eucles_desk.assessment.terms import Kind, Role, Step
from eucles_desk.assessment.values import Assessment, Cluster, Fact, Improvement, Judgement, Level, Period
from eucles_desk.scheme.values import EditionRef
from eucles_desk.storage import lists, rows
from eucles_desk.storage import on_site_rows as on_site
from eucles_desk.storage import statements as to
from eucles_desk.storage import surroundings_rows as around
from eucles_desk.storage import tables as t
from eucles_desk.storage import verdict_rows as verdict
from eucles_desk.storage.texts import NOTE_UNREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from uuid import UUID

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
            reply_due=found.reply_due,
            self_assessment=self._all(t.self_judgement, assessment, on_site.self_judgement_from_row),
            agenda=next(iter(self._all(t.agenda, assessment, on_site.agenda_from_row)), None),
            accepted=self._all(t.accepted_finding, assessment, on_site.accepted_from_row),
            seals=self._all(t.seal, assessment, verdict.seal_from_row),
            approvals=self._all(t.approval, assessment, verdict.approval_from_row),
            decision=next(iter(self._all(t.decision, assessment, verdict.decision_from_row)), None),
            appeals=self._all(t.appeal, assessment, verdict.appeal_from_row),
            corrections=self._all(t.correction, assessment, verdict.correction_from_row),
            private_notes=self._all(t.private_note, assessment, on_site.private_note_from_row),
            extra=rows.extra_from_row(extra),
        )

    def add(self, assessment: Assessment, summary: Summary) -> None:
        """Store a new assessment with all its parts."""
        self._connection.execute(to.INSERTS[t.assessment], rows.assessment_row(assessment, summary))
        for fact, value in assessment.cluster.facts.items():
            self._put(t.fact, rows.fact_row(assessment.id, fact, value))
        for part, items in to.lists_of(assessment):
            table, make = to.PARTS[part]
            for item in items:
                self._put(table, make(assessment.id, item))
        for judgement in assessment.judgements:
            self._put(t.judgement, rows.judgement_row(assessment.id, judgement))
            self._put_lists(assessment.id, None, judgement)
        for part, value in to.wholes_of(assessment):
            self._put_whole(assessment.id, part, value)

    def write(self, assessment: UUID, changes: Iterable[Change], summary: Summary) -> None:
        """Write the changed parts and what lists show."""
        for change in changes:
            self._write(assessment, change)
        self._connection.execute(to.UPDATE_SUMMARY, {"key_id": assessment, **rows.summary_row(summary)})

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
                MappingProxyType(self._recommended(row.id)),
            )
            for row in reversed(found)
        ]

    def running(self, limit: int) -> Sequence[Summary]:
        """Return assessments that have not ended: replies due first, then those changed last first."""
        return lists.running(self._connection.exec_driver_sql, limit)

    def count_running(self) -> int:
        """Return how many have not ended."""
        return lists.count_running(self._connection.exec_driver_sql)

    def ending(self, first: str, last: str, limit: int) -> Sequence[Summary]:
        """Return awards that end in these months and whose cluster has no later assessment, the earliest end first."""
        return lists.ending(self._connection.exec_driver_sql, first, last, limit)

    def recent(self, limit: int) -> Sequence[Recent]:
        """Return the last steps done, the latest first, each step of typing once."""
        return lists.recent(self._connection.exec_driver_sql, limit)

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

    def _recommended(self, assessment: UUID) -> dict[str, tuple[Improvement, ...]]:
        """Return what the lead expert recommended, by criterion."""
        lead = select(t.seat.c.id).where(t.seat.c.assessment_id == assessment, t.seat.c.role == Role.LEAD.value)
        of_lead = lead.order_by(t.seat.c.position).limit(1).scalar_subquery()
        query = select(t.improvement).where(t.improvement.c.assessment_id == assessment)
        query = query.where(t.improvement.c.seat_id == of_lead)
        found: dict[str, tuple[Improvement, ...]] = {}
        for row in self._connection.execute(query.order_by(t.improvement.c.criterion, t.improvement.c.position)):
            found[row.criterion] = (*found.get(row.criterion, ()), rows.improvement_from_row(row))
        return found

    def _judgements(self, assessment: UUID) -> tuple[Judgement, ...]:
        lists: list[dict[tuple[UUID, str], list[Any]]] = []
        for table in to.LISTS:
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
            case Part.REPLY_DUE:
                self._set(assessment, reply_due=after)
            case _ if change.part in to.WHOLE_PARTS:
                self._connection.execute(
                    to.WHOLE_DELETES[to.WHOLE_PARTS[change.part][0]], {"key_assessment_id": assessment}
                )
                self._put_whole(assessment, change.part, after)
            case _:
                table, make = to.PARTS[change.part]
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
                self._connection.execute(to.LIST_DELETES[table], {f"key_{name}": value for name, value in key.items()})
            if new:
                self._connection.execute(to.INSERTS[table], make(key, new))

    def _put_whole(self, assessment: UUID, part: Part, value: Any) -> None:
        table, make = to.WHOLE_PARTS[part]
        if made := make(assessment, value):
            self._connection.execute(to.WHOLE_INSERTS[table], made)

    def _replace(self, table: Table, row: rows.Row, change: Change) -> None:
        """Insert, update or delete a part, as the change says."""
        key = {f"key_{name}": row[name] for name in to.KEYS[table]}
        if change.before is None:
            self._put(table, row)
            if change.index is not None:
                self._move(table, row, change.index)
        elif change.after is None:
            self._connection.execute(to.DELETES[table], key)
        else:
            columns = {name: value for name, value in row.items() if name not in to.KEYS[table]}
            self._connection.execute(to.UPDATES[table], {**key, **columns})
            self._note_unread(table, row)

    def _move(self, table: Table, row: rows.Row, index: int) -> None:
        """Move a part that undoing brought back to where it stood; positions may have gaps, indexes have none."""
        of_it = table.c.assessment_id == row["assessment_id"]
        order = select(table.c.position).where(of_it).order_by(table.c.position)
        position = self._connection.execute(order.offset(index).limit(1)).scalar_one()
        later = update(table).where(of_it, table.c.position >= position).values(position=table.c.position + 1)
        self._connection.execute(later)
        here = and_(*(table.c[key] == row[key] for key in to.KEYS[table]))
        self._connection.execute(update(table).where(here).values(position=position))

    def _put(self, table: Table, row: rows.Row) -> None:
        self._connection.execute(to.INSERTS[table], row)
        self._note_unread(table, row)

    def _note_unread(self, table: Table, row: rows.Row) -> None:
        if table is t.evidence and row["sha256"]:
            self._connection.exec_driver_sql(NOTE_UNREAD, (row["sha256"], row["file_name"], row["sha256"]))

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
