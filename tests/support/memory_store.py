"""A store in memory that fits the services' ports, for tests of the window that need no file."""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from eucles_desk.assessment.changes import Change, apply
from eucles_desk.assessment.folding import fold
from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.records import (
    MARK_END,
    MARK_START,
    Entry,
    FinishedAssessment,
    IssuedReport,
    Recent,
    RegisteredCluster,
    ShelvedEdition,
    StoredFile,
    Summary,
    TextHit,
)
from eucles_desk.assessment.terms import Role, Step
from eucles_desk.assessment.values import Assessment, Cluster, Fact, Improvement
from eucles_desk.assessment.views import standing_levels
from eucles_desk.errors import StorageError
from eucles_desk.scheme.values import EditionRef, Text
from eucles_desk.services.file_ports import Source
from support.memory_exchange import MemoryExchange, MemoryExperts
from support.sources import PathSource, content_of


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
    notes: list[tuple[str, dict[str, str], UUID | None]] = field(
        default_factory=list[tuple[str, dict[str, str], UUID | None]]
    )
    issued: dict[UUID, tuple[UUID, IssuedReport, bytes]] = field(
        default_factory=dict[UUID, tuple[UUID, IssuedReport, bytes]]
    )
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    coming: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    exchange: MemoryExchange = field(default_factory=MemoryExchange)
    experts: MemoryExperts = field(default_factory=MemoryExperts)
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
        return (self.kept, self.summaries, self.register, self.shelf, self.entries, self.issued, self.texts)  # type: ignore[return-value]


class MemoryTransaction:
    def __init__(self, store: MemoryStore) -> None:
        self.assessments = MemoryAssessments(store)
        self.clusters = MemoryClusters(store)
        self.editions = MemoryEditions(store)
        self.history = MemoryHistory(store)
        self.reports = MemoryReports(store)
        self.evidence_texts = MemoryTexts(store)
        self.exchange = store.exchange
        self.experts = store.experts


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
            FinishedAssessment(
                one.id, one.edition, one.label, one.period.last, standing_levels(one), self._recommended(one)
            )
            for one in of_it[-limit:]
        ]

    @staticmethod
    def _recommended(value: Assessment) -> Mapping[str, tuple[Improvement, ...]]:
        lead = value.seat(Role.LEAD)
        return {
            said.criterion: said.improvements
            for said in value.judgements
            if lead and said.seat == lead.id and said.improvements
        }

    def running(self, limit: int) -> Sequence[Summary]:
        found = sorted(
            (one for one in self._store.summaries.values() if one.step not in ENDED),
            key=lambda one: (one.changed_at, one.id),
            reverse=True,
        )
        return sorted(found, key=lambda one: one.reply_due or "9")[:limit]

    def count_running(self) -> int:
        return sum(1 for one in self._store.summaries.values() if one.step not in ENDED)

    def ending(self, first: str, last: str, limit: int) -> Sequence[Summary]:
        every = list(self._store.summaries.values())
        found = [
            one
            for one in every
            if one.step is Step.AWARDED
            and first <= one.award_last <= last
            and not any(
                later.cluster == one.cluster and later.id != one.id and self._last(later) > self._last(one)
                for later in every
            )
        ]
        return sorted(found, key=lambda one: (one.award_last, one.cluster_name.casefold()))[:limit]

    def recent(self, limit: int) -> Sequence[Recent]:
        entries = [(one, entry) for one, kept in self._store.entries.items() for entry in kept]
        entries.sort(key=lambda pair: pair[1].at, reverse=True)
        found: dict[UUID, Recent] = {}
        for one, entry in entries:
            row = self._store.summaries[one]
            found.setdefault(
                one,
                Recent(one, row.cluster_name, row.label, entry.at, entry.mode, entry.message, entry.values),
            )
        return list(found.values())[:limit]

    def _last(self, summary: Summary) -> str:
        return self._store.kept[summary.id].period.last

    def _found(self, search: str) -> list[Summary]:
        found = [one for one in self._store.summaries.values() if _is_named(one.cluster_name, search)]
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
        found = [one for one in self._store.register.values() if _is_named(one.name, search)]
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

    def note(
        self, message: str, values: Mapping[str, str] = MappingProxyType({}), assessment: UUID | None = None
    ) -> None:
        self._store.notes.append((message, dict(values), assessment))

    def tail(self, assessment: UUID, limit: int) -> Sequence[Entry]:
        return self._store.entries.get(assessment, ())[-limit:]

    def numbered(self, assessment: UUID, after: int) -> Sequence[tuple[int, Entry]]:
        entries = enumerate(self._store.entries.get(assessment, ()), 1)
        return [(number, entry) for number, entry in entries if number > after]

    def restorations(self, after: int) -> Sequence[int]:
        return ()

    def last(self) -> int:
        return max((len(entries) for entries in self._store.entries.values()), default=0)


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


class MemoryTexts:
    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def add(self, sha256: str, pages: Sequence[str], first: int = 1, *, more: bool = False) -> None:
        kept = self._store.coming.pop(sha256, ())[: first - 1] + tuple(
            re.sub("[\x00-\x08]", " ", page) for page in pages
        )
        if more:
            self._store.coming[sha256] = kept
        else:
            self._store.texts[sha256] = kept

    def has(self, sha256: str) -> bool:
        return sha256 in self._store.texts

    def missing(self, limit: int) -> Sequence[tuple[str, str]]:
        found = {
            piece.sha256: piece.file_name
            for one in self._store.kept.values()
            for piece in one.evidence
            if piece.sha256 and piece.sha256 not in self._store.texts
        }
        return sorted(found.items())[:limit]

    def find(self, words: str, limit: int, assessment: UUID | None = None) -> Sequence[TextHit]:
        asked = _words(words)
        return [
            TextHit(piece.sha256, number, _marked(page, asked), one.id, piece.id, piece.title, one.cluster.name)
            for one in self._store.kept.values()
            if assessment in {None, one.id}
            for piece in one.evidence
            for number, page in enumerate(self._store.texts.get(piece.sha256, ()), start=1)
            if asked and all(any(word.startswith(wanted) for word in _words(page)) for wanted in asked)
        ][:limit]


def _words(text: str) -> list[str]:
    plain = (sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return re.findall(r"[^\W_]+", "".join(plain).lower())


def _marked(page: str, asked: Sequence[str]) -> str:
    """Return the words of a page from the first found on, each found one between its marks."""
    words = [(word, any(plain.startswith(a) for plain in _words(word) for a in asked)) for word in page.split()]
    first = next(index for index, (_, is_found) in enumerate(words) if is_found)
    return " ".join(f"{MARK_START}{word}{MARK_END}" if found else word for word, found in words[first : first + 12])


class FolderFiles:
    """Evidence files in a folder of the test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, source: Path, watch: Callable[[int], object] | None = None) -> StoredFile:
        content = source.read_bytes()
        if watch is not None:
            watch(len(content))
        return self.add_content(content)

    def add_content(self, content: bytes) -> StoredFile:
        sha256 = hashlib.sha256(content).hexdigest()
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / sha256).write_bytes(content)
        return StoredFile(sha256, len(content))

    def path(self, sha256: str) -> Path:
        """Return where the tests find a file."""
        return self._folder / sha256

    def holds(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def stored(self, sha256: str) -> Source | None:
        return PathSource(self.path(sha256), sha256) if self.holds(sha256) else None

    def save(self, sha256: str, target: Path) -> None:
        target.write_bytes(content_of(self.stored(sha256)))

    def lend(self, sha256: str, name: str) -> Path:
        content, copy = content_of(self.stored(sha256)), self._folder / "lent" / name
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(content)
        return copy


def _is_named(name: str, search: str) -> bool:
    folded = fold(name)
    return all(word in folded for word in fold(search).split())
