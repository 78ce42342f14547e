"""A store in memory that fits the services' ports, for tests of the window that need no file."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from eucles_desk.assessment.changes import Change, apply
from eucles_desk.assessment.records import (
    Entry,
    FinishedAssessment,
    IssuedReport,
    RegisteredCluster,
    ShelvedEdition,
    StoredFile,
    Summary,
)
from eucles_desk.assessment.values import Assessment, Cluster, Fact, Step
from eucles_desk.assessment.views import standing_levels
from eucles_desk.errors import StorageError
from eucles_desk.scheme.values import EditionRef, Text


@dataclass
class MemoryStore:
    """Everything that is kept; a transaction that raises leaves it as it was.

    Set ``broken`` to have every transaction refused, as a full disk would.
    """

    kept: dict[UUID, Assessment] = field(default_factory=dict[UUID, Assessment])
    summaries: dict[UUID, Summary] = field(default_factory=dict[UUID, Summary])
    register: dict[UUID, Cluster] = field(default_factory=dict[UUID, Cluster])
    shelf: dict[str, tuple[EditionRef, Text, bytes]] = field(default_factory=dict[str, tuple[EditionRef, Text, bytes]])
    entries: dict[UUID, tuple[Entry, ...]] = field(default_factory=dict[UUID, tuple[Entry, ...]])
    issued: dict[UUID, tuple[UUID, IssuedReport, bytes]] = field(
        default_factory=dict[UUID, tuple[UUID, IssuedReport, bytes]]
    )
    broken: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def __call__(self) -> Generator[MemoryTransaction]:
        with self.lock:
            if self.broken:
                raise StorageError("The disk is full; nothing was changed.")
            before = [dict(part) for part in self._parts()]
            try:
                yield MemoryTransaction(self)
            except BaseException:
                for part, old in zip(self._parts(), before, strict=True):
                    part.clear()
                    part.update(old)
                raise

    def _parts(self) -> tuple[dict[object, object], ...]:
        return (self.kept, self.summaries, self.register, self.shelf, self.entries, self.issued)  # type: ignore[return-value]


class MemoryTransaction:
    def __init__(self, store: MemoryStore) -> None:
        self.assessments = MemoryAssessments(store)
        self.clusters = MemoryClusters(store)
        self.editions = MemoryEditions(store)
        self.history = MemoryHistory(store)
        self.reports = MemoryReports(store)


class MemoryAssessments:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def load(self, assessment: UUID) -> Assessment | None:
        return self._store.kept.get(assessment)

    def add(self, assessment: Assessment, summary: Summary) -> None:
        self._store.kept[assessment.id] = assessment
        self._store.summaries[assessment.id] = summary

    def write(self, assessment: UUID, changes: Iterable[Change], summary: Summary) -> None:
        value = self._store.kept[assessment]
        for change in changes:
            value = apply(value, change)
        self.add(value, summary)

    def page(self, search: str, offset: int, limit: int) -> Sequence[Summary]:
        return self._found(search)[offset : offset + limit]

    def count(self, search: str) -> int:
        return len(self._found(search))

    def finished(self, cluster: UUID, limit: int) -> Sequence[FinishedAssessment]:
        steps = {Step.AWARDED, Step.REFUSED}
        of_it = [one for one in self._store.kept.values() if one.cluster.id == cluster and one.step in steps]
        of_it.sort(key=lambda one: one.period.last)
        return [
            FinishedAssessment(one.id, one.edition, one.label, one.period.last, standing_levels(one))
            for one in of_it[-limit:]
        ]

    def _found(self, search: str) -> list[Summary]:
        wanted = search.strip().casefold()
        found = [one for one in self._store.summaries.values() if wanted in one.cluster_name.casefold()]
        return sorted(found, key=lambda one: (one.changed_at, one.id), reverse=True)


class MemoryClusters:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def get(self, cluster: UUID) -> RegisteredCluster | None:
        found = self._store.register.get(cluster)
        return self._read(found) if found else None

    def add(self, cluster: Cluster) -> None:
        self._store.register[cluster.id] = replace(cluster, facts=MappingProxyType({}))

    def page(self, search: str, offset: int, limit: int) -> Sequence[RegisteredCluster]:
        return [self._read(found) for found in self._found(search)[offset : offset + limit]]

    def count(self, search: str) -> int:
        return len(self._found(search))

    def latest_facts(self, cluster: UUID) -> Mapping[str, Fact]:
        of_it = [found for found in self._store.kept.values() if found.cluster.id == cluster]
        latest = max(of_it, key=lambda found: found.period.last, default=None)
        return latest.cluster.facts if latest else MappingProxyType({})

    def _found(self, search: str) -> list[Cluster]:
        wanted = search.strip().casefold()
        found = [one for one in self._store.register.values() if wanted in one.name.casefold()]
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))

    def _read(self, cluster: Cluster) -> RegisteredCluster:
        used = sum(found.cluster.id == cluster.id for found in self._store.kept.values())
        return RegisteredCluster(cluster.id, cluster.name, cluster.country, cluster.region, used)


class MemoryEditions:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def add(self, ref: EditionRef, title: Text, content: bytes) -> None:
        self._store.shelf[ref.sha256] = (ref, title, content)

    def content(self, sha256: str) -> bytes | None:
        found = self._store.shelf.get(sha256)
        return found[2] if found else None

    def find(self, scheme: str, edition: str) -> EditionRef | None:
        named = [ref for ref, _, _ in self._store.shelf.values() if (ref.scheme, ref.edition) == (scheme, edition)]
        return named[-1] if named else None

    def all(self) -> Sequence[ShelvedEdition]:
        used = [found.edition.sha256 for found in self._store.kept.values()]
        return [ShelvedEdition(ref, title, used.count(ref.sha256)) for ref, title, _ in self._store.shelf.values()]


class MemoryHistory:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def append(self, assessment: UUID, entry: Entry) -> None:
        self._store.entries[assessment] = (*self._store.entries.get(assessment, ()), entry)

    def tail(self, assessment: UUID, limit: int) -> Sequence[Entry]:
        return self._store.entries.get(assessment, ())[-limit:]


class MemoryReports:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def add(self, assessment: UUID, report: IssuedReport, content: bytes) -> None:
        self._store.issued[report.id] = (assessment, report, content)

    def of(self, assessment: UUID) -> Sequence[IssuedReport]:
        of_it = [report for owner, report, _ in self._store.issued.values() if owner == assessment]
        return sorted(of_it, key=lambda report: (report.made_at, report.id))

    def get(self, report: UUID) -> IssuedReport | None:
        found = self._store.issued.get(report)
        return found[1] if found else None

    def content(self, report: UUID) -> bytes | None:
        found = self._store.issued.get(report)
        return found[2] if found else None


class FolderFiles:
    """Evidence files in a folder of the test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, source: Path) -> StoredFile:
        return self.add_content(source.read_bytes())

    def add_content(self, content: bytes) -> StoredFile:
        sha256 = hashlib.sha256(content).hexdigest()
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / sha256).write_bytes(content)
        return StoredFile(sha256, len(content))

    def path(self, sha256: str) -> Path | None:
        found = self._folder / sha256
        return found if found.is_file() else None
