"""The assessments as a whole: listing, starting, opening, taking in and giving out.

A start lists; what works on assessments is imported when one is first opened, started or taken in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID, uuid4
from weakref import WeakValueDictionary

from eucles_desk.assessment.terms import Step
from eucles_desk.errors import N_, ExchangeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from eucles_desk.assessment.records import IssuedReport, Recent, RegisteredCluster, Summary
    from eucles_desk.assessment.terms import Kind, Role
    from eucles_desk.assessment.values import Assessment, Cluster, EarlierResult, Fact, Period, Seat
    from eucles_desk.scheme.values import Edition, EditionRef
    from eucles_desk.services.file_ports import EvidenceFiles
    from eucles_desk.services.finding import Finder
    from eucles_desk.services.open_assessment import OpenAssessment
    from eucles_desk.services.ports import InterchangeFormat, OpenStore
    from eucles_desk.services.shelf import EditionShelf

_REGISTERED = N_("Cluster registered: {name}")
_STARTED = N_("Assessment started: {name}")
_TAKEN_IN = N_("Assessment taken in from a file: {name}")
MOST_EARLIER = 10
"""How many earlier results a new assessment begins with."""


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """What is needed to start an assessment; ``second`` only where the label asks for two experts.

    ``cluster`` is a registered cluster or a new one.
    """

    cluster: Cluster
    label: str
    kind: Kind
    period: Period
    lead: Seat
    second: Seat | None = None
    edition: EditionRef | None = None
    earlier_benchmarking: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The outcome of taking in a file; ``is_new`` is false when the very same assessment was here already."""

    id: UUID
    is_new: bool


class Desk:
    """Everything that can be done with assessments from outside them."""

    def __init__(
        self,
        open_store: OpenStore,
        shelf: EditionShelf,
        files: EvidenceFiles,
        interchange: Callable[[], InterchangeFormat],
        now: Callable[[], datetime],
    ) -> None:
        self.shelf = shelf
        self._open_store = open_store
        self._files = files
        self._interchange = interchange
        self._now = now
        self._opened: WeakValueDictionary[UUID, OpenAssessment] = WeakValueDictionary()

    # Lists

    def page(self, search: str = "", offset: int = 0, limit: int = 100) -> Sequence[Summary]:
        """Return a page of assessments, those changed last first; ``search`` looks at the cluster's name."""
        with self._open_store() as store:
            return store.assessments.page(search, offset, limit)

    def count(self, search: str = "") -> int:
        """Return how many assessments the search finds."""
        with self._open_store() as store:
            return store.assessments.count(search)

    def running(self, limit: int = 200) -> Sequence[Summary]:
        """Return assessments that have not ended: replies due first, then those changed last first."""
        with self._open_store() as store:
            return store.assessments.running(limit)

    def count_running(self) -> int:
        """Return how many assessments have not ended."""
        with self._open_store() as store:
            return store.assessments.count_running()

    def ending(self, first: str, last: str, limit: int = 50) -> Sequence[Summary]:
        """Return awards that end in these months and whose cluster has no later assessment, the earliest end first."""
        with self._open_store() as store:
            return store.assessments.ending(first, last, limit)

    def recent(self, limit: int = 6) -> Sequence[Recent]:
        """Return the last step of each of the assessments worked on last, the latest first."""
        with self._open_store() as store:
            return store.assessments.recent(limit)

    def clusters(self, search: str = "", offset: int = 0, limit: int = 100) -> Sequence[RegisteredCluster]:
        """Return a page of registered clusters by name."""
        with self._open_store() as store:
            return store.clusters.page(search, offset, limit)

    def cluster(self, cluster: UUID) -> RegisteredCluster | None:
        """Return a registered cluster."""
        with self._open_store() as store:
            return store.clusters.get(cluster)

    def cluster_count(self, search: str = "") -> int:
        """Return how many clusters the search finds."""
        with self._open_store() as store:
            return store.clusters.count(search)

    def finder(self) -> Finder:
        """Return what searches over everything."""
        from eucles_desk.services.finding import Finder

        return Finder(self._open_store)

    # Clusters and assessments

    def add_cluster(self, name: str, country: str, region: str) -> UUID:
        """Register a cluster."""
        if not name.strip():
            raise UsageError("Give the cluster a name.")
        from eucles_desk.assessment.values import Cluster

        cluster = Cluster(uuid4(), name.strip(), country, region)
        with self._open_store() as store:
            store.clusters.add(cluster)
            store.history.note(_REGISTERED, {"name": cluster.name})
        return cluster.id

    def latest_facts(self, cluster: UUID) -> Mapping[str, Fact]:
        """Return the facts of the cluster's latest assessment, to begin a new one with."""
        with self._open_store() as store:
            return store.clusters.latest_facts(cluster)

    def start(self, wanted: NewAssessment) -> UUID:
        """Start an assessment in the step *draft*, with the cluster's latest facts and its earlier results."""
        edition = self.shelf.get(wanted.edition) if wanted.edition else self.shelf.newest()
        name = wanted.cluster.name.strip()
        if not name:
            raise UsageError("Give the cluster a name.")
        from eucles_desk.assessment.validation import check_assessment
        from eucles_desk.assessment.values import Assessment

        known = {key: fact for key, fact in self.latest_facts(wanted.cluster.id).items() if key in edition.facts}
        assessment = Assessment(
            id=uuid4(),
            edition=edition.ref,
            label=wanted.label,
            kind=wanted.kind,
            step=Step.DRAFT,
            period=wanted.period,
            cluster=replace(wanted.cluster, name=name, facts=MappingProxyType({**known, **wanted.cluster.facts})),
            earlier_benchmarking=wanted.earlier_benchmarking,
            seats=tuple(seat for seat in (wanted.lead, wanted.second) if seat),
            earlier=self._earlier(wanted.cluster.id),
        )
        check_assessment(assessment, edition)
        self._add(assessment, edition, _STARTED)
        return assessment.id

    def load(self, assessment: UUID) -> Assessment:
        """Return an assessment; raise ``UsageError`` when there is none with this id."""
        opened = self._opened.get(assessment)
        if opened is not None:
            return opened.value
        with self._open_store() as store:
            found = store.assessments.load(assessment)
        if found is None:
            raise UsageError("There is no assessment with the id {id}.", id=assessment)
        return found

    def open(self, assessment: UUID) -> OpenAssessment:
        """Open an assessment for work; opening it again gives the same object, so that two windows stay in step."""
        opened = self._opened.get(assessment)
        if opened is None:
            found = self.load(assessment)
            from eucles_desk.services.open_assessment import OpenAssessment

            opened = OpenAssessment(found, self.shelf.get(found.edition), self._open_store, self._files, self._now)
            self._opened[assessment] = opened
        return opened

    def read_again(self, assessments: Collection[UUID]) -> None:
        """Have those that are open show what was changed in the database behind them."""
        for assessment in assessments:
            opened = self._opened.get(assessment)
            if opened is not None:
                opened.read_again()

    def let_go(self, assessments: Collection[UUID]) -> None:
        """Forget those that were erased; no window may show one of them."""
        for assessment in assessments:
            self._opened.pop(assessment, None)

    # Reports given out

    def issue(self, assessment: UUID, report: IssuedReport, content: bytes) -> IssuedReport:
        """Keep a report of an assessment that has ended, for good; the same file again changes nothing.

        Returns the report as it is kept, which may be one of an earlier day.
        """
        from eucles_desk.services.issuing import issue

        return issue(self._open_store, self.load(assessment), report, content)

    def issued(self, assessment: UUID) -> Sequence[IssuedReport]:
        """Return the reports of an assessment that are kept, oldest first."""
        with self._open_store() as store:
            return store.reports.of(assessment)

    def issued_content(self, report: UUID) -> bytes:
        """Return the file of a kept report, byte for byte; raise ``StorageError`` when it has been changed."""
        from eucles_desk.services.issuing import issued_content

        return issued_content(self._open_store, report)

    # Interchange

    def take_in(self, content: bytes, file: str) -> TakenIn:
        """Store what an interchange file holds; the same file a second time changes nothing.

        An assessment that is here with other content is not touched: the file is refused.
        """
        imported = self._interchange().read(content, self.shelf.find, file=file)
        assessment = imported.assessment
        with self._open_store() as store:
            here = store.assessments.load(assessment.id)
        if here is not None:
            from eucles_desk.assessment.codec import assessment_to_data

            if assessment_to_data(here) != assessment_to_data(assessment):  # whatever order their parts came in
                raise ExchangeError(
                    "{file}: the assessment {id} is already here with other content; nothing was changed.",
                    file=file,
                    id=assessment.id,
                )
            return TakenIn(assessment.id, is_new=False)
        if imported.edition_content is not None:
            self.shelf.add(imported.edition_content)
        self._add(assessment, self.shelf.get(assessment.edition), _TAKEN_IN)
        return TakenIn(assessment.id, is_new=True)

    def give_out(self, assessment: UUID) -> bytes:
        """Return the interchange file of an assessment, with its edition where that does not come with the program."""
        found = self.load(assessment)
        return self._interchange().write(found, edition_content=self.shelf.content_to_carry(found.edition))

    def _earlier(self, cluster: UUID) -> tuple[EarlierResult, ...]:
        """Return what the cluster's finished assessments came to, oldest first."""
        with self._open_store() as store:
            finished = store.assessments.finished(cluster, MOST_EARLIER)
        if not finished:
            return ()
        from eucles_desk.services.summaries import earlier_result

        return tuple(earlier_result(one, self.shelf.get(one.edition)) for one in finished)

    def _add(self, assessment: Assessment, edition: Edition, message: str) -> None:
        with self._open_store() as store:
            if store.clusters.get(assessment.cluster.id) is None:
                store.clusters.add(assessment.cluster)
            from eucles_desk.services.summaries import summarise

            store.assessments.add(assessment, summarise(assessment, edition, self._now()))
            store.history.note(message, {"name": assessment.cluster.name}, assessment.id)


def new_seat(role: Role, name: str = "", organisation: str = "", country: str = "") -> Seat:
    """Return a seat with an id of its own."""
    from eucles_desk.assessment.values import Seat

    return Seat(uuid4(), role, name, organisation, country)
