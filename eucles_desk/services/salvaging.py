"""Brings back what a backup does not hold yet: changes that can still be read in a damaged database, made once more.

A backup holds the data of some hours ago. The history in the damaged database tells what was changed since, each entry
provably as it was written, so the entries are applied to what the backup holds. Where one is missing, those that built
on it are left out, and all others still come back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from eucles_desk.assessment.changes import apply
from eucles_desk.assessment.records import Mode
from eucles_desk.assessment.validation import check_assessment
from eucles_desk.assessment.values import Cluster
from eucles_desk.errors import N_, EuclesError, RuleError
from eucles_desk.services.summaries import summarise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from eucles_desk.assessment.auditing import Audited
    from eucles_desk.assessment.changes import Change
    from eucles_desk.assessment.records import Entry, RegisteredCluster
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.services.ports import OpenStore
    from eucles_desk.services.shelf import EditionShelf

_SAVED: Final = N_("Saved from damaged data: {name}")


class Damaged(Protocol):
    """A damaged database, of which everything is read that still can be."""

    def entries(self, after: int) -> Sequence[Audited]:
        """Return the entries of the history after a number that are whole, in their order."""
        ...

    def assessments(self) -> Sequence[UUID]:
        """Return the ids of the assessments that can be found."""
        ...

    def assessment(self, assessment: UUID) -> Assessment | None:
        """Return an assessment all of whose rows can be read."""
        ...

    def clusters(self) -> Sequence[RegisteredCluster]:
        """Return the registered clusters that can be read."""
        ...

    def edition(self, sha256: str) -> bytes | None:
        """Return the content of an edition."""
        ...


@dataclass(slots=True)
class Salvaged:
    """What was brought back.

    Attributes:
        changes: How many changes were made once more.
        lost: How many could be read, but do not follow on what there is.
        added: The names of clusters whose assessments were not in the backup and were taken over whole.
        incomplete: The names of clusters whose assessments were not in the backup and cannot be read whole.
    """

    changes: int = 0
    lost: int = 0
    added: list[str] = field(default_factory=list[str])
    incomplete: list[str] = field(default_factory=list[str])


class Salvaging:
    """Brings back into the open data what a damaged database holds beyond a backup.

    Each assessment is one transaction: what of it can come back does, and the rest stays as it is in the backup.
    """

    def __init__(self, open_store: OpenStore, shelf: EditionShelf, now: Callable[[], datetime]) -> None:
        self._open_store = open_store
        self._shelf = shelf
        self._now = now

    def run(self, damaged: Damaged, generation: int) -> Salvaged:
        """Bring back what was saved after so many changes; return what it was."""
        found = Salvaged()
        self._clusters(damaged)
        entries: dict[UUID, list[Entry]] = {}
        for one in damaged.entries(generation):
            if one.assessment is not None and one.entry.mode is not Mode.NOTE:
                entries.setdefault(one.assessment, []).append(one.entry)
        for assessment in dict.fromkeys((*entries, *damaged.assessments())):
            with self._open_store() as store:
                here = store.assessments.load(assessment)
            if here is None:
                self._add(assessment, damaged, found)
            else:
                self._replay(here, entries.get(assessment, ()), found)
        return found

    def _replay(self, here: Assessment, entries: Iterable[Entry], found: Salvaged) -> None:
        """Make the changes of an assessment once more, each that finds what it was made from."""
        value = here
        made: list[Entry] = []
        for entry in entries:
            try:
                value = _changed(value, entry.changes)
            except (RuleError, ValueError, LookupError):
                found.lost += 1
            else:
                made.append(entry)
        if made:
            changes = [change for entry in made for change in entry.changes]
            summary = summarise(value, self._shelf.get(here.edition), made[-1].at)
            with self._open_store() as store:
                store.assessments.write(here.id, changes, summary)
                for entry in made:
                    store.history.append(here.id, entry)
        found.changes += len(made)

    def _add(self, assessment: UUID, damaged: Damaged, found: Salvaged) -> None:
        """Take over an assessment that the backup does not hold, if it can be read whole and is valid."""
        value = damaged.assessment(assessment)
        if value is None:
            found.incomplete.append(str(assessment))
            return
        try:
            if self._shelf.find(value.edition.scheme, value.edition.edition, value.edition.sha256) is None:
                content = damaged.edition(value.edition.sha256)
                if content is not None:
                    self._shelf.add(content)
            edition = self._shelf.get(value.edition)
            check_assessment(value, edition)
        except EuclesError:
            found.incomplete.append(value.cluster.name)
            return
        with self._open_store() as store:
            if store.clusters.get(value.cluster.id) is None:
                store.clusters.add(value.cluster)
            store.assessments.add(value, summarise(value, edition, self._now()))
            store.history.note(_SAVED, {"name": value.cluster.name}, value.id)
        found.added.append(value.cluster.name)

    def _clusters(self, damaged: Damaged) -> None:
        for cluster in damaged.clusters():
            with self._open_store() as store:
                if store.clusters.get(cluster.id) is None:
                    store.clusters.add(Cluster(cluster.id, cluster.name, cluster.country, cluster.region))
                    store.history.note(_SAVED, {"name": cluster.name})


def _changed(value: Assessment, changes: Iterable[Change]) -> Assessment:
    for change in changes:
        value = apply(value, change)
    return value
