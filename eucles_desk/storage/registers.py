"""Clusters, editions and issued reports in the database."""

from __future__ import annotations

import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, func, insert, select, text

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.records import IssuedReport, RegisteredCluster, ShelvedEdition
from eucles_desk.scheme.values import EditionRef, Text
from eucles_desk.storage import rows
from eucles_desk.storage import tables as t
from eucles_desk.storage.searching import NAMED, patterns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from eucles_desk.assessment.values import Cluster, Fact


class SqlClusters:
    """The register of clusters, seen in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, cluster: UUID) -> RegisteredCluster | None:
        """Return a cluster, ``None`` when it is not registered."""
        found = self._connection.execute(self._query().where(t.cluster.c.id == cluster)).one_or_none()
        return self._read(found) if found else None

    def add(self, cluster: Cluster) -> None:
        """Register a cluster."""
        self._connection.execute(
            insert(t.cluster).values(
                id=cluster.id,
                name=cluster.name,
                name_folded=cluster.name.casefold(),
                country=cluster.country,
                region=cluster.region,
            )
        )

    def page(self, search: str, offset: int, limit: int) -> Sequence[RegisteredCluster]:
        """Return a page of the register by name."""
        query = self._found(self._query(), search).order_by(t.cluster.c.name_folded, t.cluster.c.id)
        return [self._read(row) for row in self._connection.execute(query.offset(offset).limit(limit))]

    def count(self, search: str) -> int:
        """Return how many the search finds."""
        return self._connection.execute(self._found(select(func.count()).select_from(t.cluster), search)).scalar_one()

    def latest_facts(self, cluster: UUID) -> Mapping[str, Fact]:
        """Return the facts of the cluster's assessment whose period ends last."""
        latest = (
            select(t.assessment.c.id)
            .where(t.assessment.c.cluster_id == cluster)
            .order_by(t.assessment.c.period_last.desc(), t.assessment.c.changed_at.desc())
            .limit(1)
        )
        found = self._connection.execute(select(t.fact).where(t.fact.c.assessment_id.in_(latest)))
        return MappingProxyType({row.fact: rows.fact_from_row(row) for row in found})

    @staticmethod
    def _query() -> Any:
        used = (
            select(func.count())
            .select_from(t.assessment)
            .where(t.assessment.c.cluster_id == t.cluster.c.id)
            .correlate(t.cluster)
            .scalar_subquery()
        )
        return select(t.cluster, used.label("assessments"))

    @staticmethod
    def _found(query: Any, search: str) -> Any:
        return query.where(*(_named(word, pattern) for word, pattern in patterns(search)))

    @staticmethod
    def _read(row: Any) -> RegisteredCluster:
        return RegisteredCluster(row.id, row.name, row.country, row.region, row.assessments)


def _named(word: str, pattern: str) -> Any:
    """Return :data:`NAMED` for the names of clusters."""
    condition = NAMED.format(name="cluster.name_folded").replace("?", "{}").format(":word", ":pattern")
    return text(condition).bindparams(bindparam("word", word, unique=True), bindparam("pattern", pattern, unique=True))


class SqlEditions:
    """The editions, seen in one transaction; there is no way to change or remove one."""

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now

    def add(self, ref: EditionRef, title: Text, content: bytes) -> None:
        """Keep an edition."""
        self._connection.execute(
            insert(t.edition).values(
                sha256=ref.sha256,
                scheme=ref.scheme,
                name=ref.edition,
                title=dict(title.values),
                content=zlib.compress(content),
                added_at=self._now(),
            )
        )

    def content(self, sha256: str) -> bytes | None:
        """Return the canonical content of an edition, ``None`` when it is not here."""
        found = self._connection.execute(select(t.edition.c.content).where(t.edition.c.sha256 == sha256)).scalar()
        return None if found is None else zlib.decompress(found)

    def find(self, scheme: str, edition: str) -> EditionRef | None:
        """Return the edition of this name that was added last."""
        found = self._connection.execute(
            select(t.edition.c.sha256)
            .where(t.edition.c.scheme == scheme, t.edition.c.name == edition)
            .order_by(t.edition.c.added_at.desc())
            .limit(1)
        ).scalar()
        return EditionRef(scheme, edition, found) if found else None

    def all(self) -> Sequence[ShelvedEdition]:
        """Return every edition with how many assessments use it."""
        used = (
            select(func.count())
            .select_from(t.assessment)
            .where(t.assessment.c.edition_sha256 == t.edition.c.sha256)
            .correlate(t.edition)
            .scalar_subquery()
        )
        columns = (t.edition.c.sha256, t.edition.c.scheme, t.edition.c.name, t.edition.c.title, used.label("used"))
        found = self._connection.execute(select(*columns).order_by(t.edition.c.added_at, t.edition.c.sha256))
        return [
            ShelvedEdition(EditionRef(row.scheme, row.name, row.sha256), Text(MappingProxyType(row.title)), row.used)
            for row in found
        ]


_REPORT_COLUMNS = tuple(t.report.c[name] for name in (
    "id", "kind", "format", "language", "made_on", "made_at", "program_version", "content_hash", "sha256", "pages",
    "size",
))  # fmt: skip


class SqlReports:
    """The reports that were issued, seen in one transaction; there is no way to change or remove one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, assessment: UUID, report: IssuedReport, content: bytes) -> None:
        """Keep a report with its file."""
        self._connection.execute(
            insert(t.report),
            {
                "assessment_id": assessment,
                **{column.name: getattr(report, column.name) for column in _REPORT_COLUMNS},
                "kind": report.kind.value,
                "content": content,
            },
        )

    def of(self, assessment: UUID) -> Sequence[IssuedReport]:
        """Return the reports of an assessment, oldest first."""
        query = select(*_REPORT_COLUMNS).where(t.report.c.assessment_id == assessment)
        found = self._connection.execute(query.order_by(t.report.c.made_at, t.report.c.id))
        return [self._read(row) for row in found]

    def get(self, report: UUID) -> IssuedReport | None:
        """Return a report without its file, ``None`` when it is not here."""
        found = self._connection.execute(select(*_REPORT_COLUMNS).where(t.report.c.id == report)).one_or_none()
        return self._read(found) if found else None

    def content(self, report: UUID) -> bytes | None:
        """Return the file of a report, ``None`` when it is not here."""
        return self._connection.execute(select(t.report.c.content).where(t.report.c.id == report)).scalar()

    @staticmethod
    def _read(row: Any) -> IssuedReport:
        values: dict[str, Any] = {**row._mapping, "kind": ReportKind(row.kind)}  # noqa: SLF001  # so SQLAlchemy names it
        return IssuedReport(**values)
