"""Hypothesis strategies for assessments that keep to an edition.

What they make is in the order of the interchange file: judgements by seat and criterion, agreements by criterion,
earlier results by month.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from hypothesis import strategies as st

from eucles_desk.assessment.checks import FindingKind
from eucles_desk.assessment.codec import criterion_order
from eucles_desk.assessment.evidence import (
    WHOLE,
    Citation,
    Evidence,
    EvidenceKind,
    FileVersion,
    Interview,
    Note,
    Region,
)
from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, Frame, PrivateNote, SelfJudgement
from eucles_desk.assessment.terms import (
    NOT_APPLICABLE,
    Disposition,
    Kind,
    Opinion,
    RestsOn,
    Role,
    Step,
    Verdict,
)
from eucles_desk.assessment.values import (
    NOTHING,
    Agreement,
    Assessment,
    Award,
    Benchmark,
    Cluster,
    EarlierResult,
    EligibilityAnswer,
    Extra,
    Fact,
    Improvement,
    ImprovementArea,
    Judgement,
    Level,
    Period,
    Remark,
    Seat,
    Spread,
    Visit,
)
from eucles_desk.scheme.values import Criterion, Edition, FactDefinition, FactType
from support.plain_strategies import CHARACTERS, FILE_NAMES, TEXTS, days, extras, hashes, months
from support.verdict_strategies import appeals, approvals, corrections, decisions, seals


@st.composite
def periods(draw: st.DrawFn) -> Period:
    """Make a period that does not end before it begins."""
    first, last = sorted((draw(months()), draw(months())))
    return Period(first, last, draw(extras()))


def levels(criterion: Criterion) -> st.SearchStrategy[Level]:
    """Return the levels that the criterion can have, *not looked at* among them."""
    possible: list[Level] = [None, *(level.value for level in criterion.levels)]
    if criterion.may_be_not_applicable.value:
        possible.append(NOT_APPLICABLE)
    return st.sampled_from(possible)


def fact_values(fact: FactDefinition) -> st.SearchStrategy[Fact]:
    """Return answers that the fact can have."""
    if fact.type is FactType.CHOICE:
        return st.sampled_from([choice for choice, _ in fact.choices])
    if not fact.type.is_number:
        return TEXTS
    lowest = 0 if fact.lowest is None else int(fact.lowest)
    highest = 10**9 if fact.highest is None else int(fact.highest)
    if fact.type in {FactType.INTEGER, FactType.YEAR, FactType.MONTHS}:
        return st.integers(lowest, highest).map(Decimal)
    return st.integers(lowest * 100, highest * 100).map(lambda cents: (Decimal(cents) / 100).normalize() + 0)


def facts(edition: Edition) -> st.SearchStrategy[Mapping[str, Fact]]:
    """Return some of the edition's facts with answers."""
    possible = {fact.id: fact_values(fact) for fact in edition.facts.values()}
    return st.fixed_dictionaries({}, optional=possible).map(MappingProxyType)


def clusters(edition: Edition) -> st.SearchStrategy[Cluster]:
    """Return clusters with some facts."""
    countries = st.sampled_from(["", "FI", "GR"])
    return st.builds(Cluster, st.uuids(), TEXTS, countries, st.sampled_from(["", "FI1D7"]), facts(edition), extras())


def seats() -> st.SearchStrategy[tuple[Seat, ...]]:
    """Return up to three seats."""
    countries, interests = st.sampled_from(["", "FI"]), st.none() | TEXTS
    seat = st.builds(Seat, st.uuids(), st.sampled_from(Role), TEXTS, TEXTS, countries, interests, TEXTS, extras())
    return st.lists(seat, max_size=3, unique_by=lambda seat: seat.id).map(tuple)


@st.composite
def pieces(draw: st.DrawFn, codes: Sequence[str]) -> Evidence:
    """Make a piece of evidence of any kind."""
    kind = draw(st.sampled_from(EvidenceKind))
    added_at = draw(st.sampled_from(["", "2025-03-01T09:30:00+02:00"]))
    piece = Evidence(draw(st.uuids()), draw(TEXTS), kind, added_at=added_at, extra=draw(extras()))
    piece = replace(piece, dated=draw(st.just("") | months() | days()), expires=draw(st.just("") | days()))
    if kind is EvidenceKind.LINK:
        return replace(piece, address=draw(TEXTS))
    if kind is EvidenceKind.INTERVIEW:
        return replace(piece, interview=draw(st.none() | interviews(codes)))
    version = st.builds(FileVersion, hashes(), FILE_NAMES, st.integers(0, 2**40), st.just(added_at), extras())
    return replace(
        piece,
        sha256=draw(hashes()),
        file_name=draw(FILE_NAMES),
        size=draw(st.integers(0, 2**40)),
        versions=tuple(draw(st.lists(version, max_size=2))),
    )


def interviews(codes: Sequence[str]) -> st.SearchStrategy[Interview]:
    """Return talks with some notes, which need not be numbered without gaps."""
    tied = st.lists(st.sampled_from(codes), unique=True, max_size=3).map(tuple)
    note = st.builds(Note, st.integers(1, 9_999), TEXTS, tied, extras())
    notes = st.lists(note, max_size=3, unique_by=lambda note: note.number).map(tuple)
    starts = st.just("") | st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
    return st.builds(Interview, TEXTS, st.just("") | days(), starts, notes, extras())


@st.composite
def regions(draw: st.DrawFn) -> Region:
    """Make a part of a page that lies on it."""
    left, top = draw(st.integers(0, WHOLE - 1)), draw(st.integers(0, WHOLE - 1))
    return Region(left, top, draw(st.integers(1, WHOLE - left)), draw(st.integers(1, WHOLE - top)))


def improvements() -> st.SearchStrategy[Improvement]:
    """Return recommendations."""
    return st.builds(Improvement, TEXTS, TEXTS, TEXTS, st.just("") | months(), extras())


def judgements(seat: UUID, criterion: Criterion, evidence: Sequence[UUID]) -> st.SearchStrategy[Judgement]:
    """Return judgements of one criterion by one seat, empty ones among them."""
    pages = st.none() | st.integers(1, 1000)
    citations = st.just(())
    if evidence:
        regions_or_none = st.none() | regions()
        content = st.just("") | hashes()
        cited = st.builds(Citation, st.sampled_from(evidence), pages, TEXTS, regions_or_none, TEXTS, content, extras())
        citations = st.lists(cited, max_size=2).map(tuple)
    return st.builds(
        Judgement,
        seat=st.just(seat),
        criterion=st.just(criterion.id),
        level=levels(criterion),
        reason=TEXTS,
        strengths=st.lists(TEXTS, max_size=2).map(tuple),
        improvements=st.lists(improvements(), max_size=2).map(tuple),
        rests_on=st.lists(st.sampled_from(RestsOn), unique=True).map(tuple),
        on_site=st.booleans(),
        citations=citations,
        extra=extras(),
    )


def agreements(criterion: Criterion) -> st.SearchStrategy[Agreement]:
    """Return agreements on one criterion."""
    return st.builds(Agreement, st.just(criterion.id), levels(criterion), TEXTS, st.booleans(), extras())


def visits() -> st.SearchStrategy[Visit]:
    """Return visits on real days."""
    return st.builds(Visit, st.uuids(), days(), TEXTS, extras())


def remarks(edition: Edition) -> st.SearchStrategy[Remark]:
    """Return remarks on criteria of the edition, answered or not."""
    return st.builds(
        Remark,
        st.uuids(),
        st.sampled_from(sorted(edition.criteria)),
        st.none() | st.sampled_from(Opinion),
        TEXTS,
        st.none() | st.sampled_from(Disposition),
        TEXTS,
        extras(),
    )


@st.composite
def awards(draw: st.DrawFn) -> Award:
    """Make an award that does not end before it begins, with or without its months."""
    first, last = sorted((draw(months()), draw(months())))
    return Award(draw(TEXTS), draw(st.sampled_from(["", first])), draw(st.sampled_from(["", last])), draw(extras()))


def percents() -> st.SearchStrategy[Decimal]:
    """Return shares in percent with up to four decimals."""
    return st.integers(0, 1_000_000).map(lambda parts: (Decimal(parts) / 10_000).normalize() + 0)


def earlier_results() -> st.SearchStrategy[EarlierResult]:
    """Return results of earlier assessments, also by criteria and levels that no edition has now."""
    codes = st.sampled_from(["1.1.0", "2.5", "2.10", "9.9"])
    levels_then = st.dictionaries(codes, st.just(NOT_APPLICABLE) | st.integers(0, 9), max_size=4).map(MappingProxyType)
    labels, ids = st.sampled_from(["gold", "silver", "tin"]), st.none() | st.uuids()
    recommended = st.dictionaries(codes, st.lists(improvements(), min_size=1, max_size=2).map(tuple), max_size=2)
    return st.builds(
        EarlierResult,
        months(),
        labels,
        levels_then,
        st.none() | percents(),
        ids,
        recommended.map(MappingProxyType),
        extras(),
    )


def self_judgements(criterion: Criterion) -> st.SearchStrategy[SelfJudgement]:
    """Return how a cluster may see itself in one criterion."""
    return st.builds(SelfJudgement, st.just(criterion.id), levels(criterion), TEXTS, extras())


def agendas(codes: Sequence[str]) -> st.SearchStrategy[Agenda]:
    """Return plans of a visit."""
    start = st.datetimes(datetime(1990, 1, 1), datetime(2060, 12, 31)).map(lambda at: at.isoformat("T", "minutes"))  # noqa: DTZ001  # local times
    return st.builds(
        Agenda,
        st.sampled_from(Frame),
        st.lists(start, max_size=2).map(tuple),
        st.dictionaries(st.sampled_from(codes), st.integers(0, 480), max_size=3).map(MappingProxyType),
        st.lists(st.sampled_from(codes), unique=True, max_size=3).map(tuple),
        extras(),
    )


def accepted_findings(codes: Sequence[str]) -> st.SearchStrategy[AcceptedFinding]:
    """Return findings that were accepted, some of kinds that no check has now."""
    kinds = st.sampled_from([*(kind.value for kind in FindingKind), "of_a_later_version"])
    places = st.sampled_from(codes).map("criteria:{}".format)
    return st.builds(AcceptedFinding, kinds, places, TEXTS, TEXTS, extras())


def private_notes(codes: Sequence[str]) -> st.SearchStrategy[tuple[PrivateNote, ...]]:
    """Return notes on some criteria that no file holds."""
    note = st.builds(PrivateNote, st.sampled_from(codes), st.text(CHARACTERS, min_size=1, max_size=20))
    return st.lists(note, max_size=2, unique_by=lambda note: note.criterion).map(tuple)


@st.composite
def spreads(draw: st.DrawFn, criterion: Criterion) -> Spread:
    """Make a spread within the scale of the criterion, with or without its quartiles."""
    lowest, highest = min(level.value for level in criterion.levels), criterion.highest
    hundredths = st.integers(lowest * 100, highest * 100).map(lambda cents: (Decimal(cents) / 100).normalize() + 0)
    first, median, third = sorted(draw(hundredths) for _ in range(3))
    known = draw(st.booleans()), draw(st.booleans())
    return Spread(median, first if known[0] else None, third if known[1] else None, draw(extras()))


@st.composite
def benchmarks(draw: st.DrawFn, edition: Edition) -> Benchmark:
    """Make peers of some of the edition's criteria and dimensions."""
    criteria = draw(st.lists(st.sampled_from(sorted(edition.criteria)), unique=True, max_size=4))
    return Benchmark(
        title=draw(TEXTS),
        peers=draw(st.integers(1, 1_000_000)),
        criteria=MappingProxyType({code: draw(spreads(edition.criteria[code])) for code in criteria}),
        dimensions=draw(
            st.dictionaries(st.sampled_from(sorted(edition.dimensions)), percents(), max_size=3).map(MappingProxyType)
        ),
        extra=draw(extras()),
    )


def assessments(edition: Edition, *, step: Step | None = None) -> st.SearchStrategy[Assessment]:
    """Return assessments that keep to the edition, in any step unless one is given."""

    @st.composite
    def assessment_of_edition(draw: st.DrawFn) -> Assessment:  # without arguments, so that a failure prints no edition
        return _draw(draw, edition, step)

    return assessment_of_edition()


def _draw(draw: st.DrawFn, edition: Edition, step: Step | None) -> Assessment:
    codes = sorted(edition.criteria, key=criterion_order)
    chosen = st.lists(st.sampled_from(codes), unique=True).map(lambda found: sorted(found, key=criterion_order))
    people = draw(seats())
    evidence = tuple(draw(st.lists(pieces(codes), max_size=3, unique_by=lambda piece: piece.id)))
    ids = [piece.id for piece in evidence]
    areas = st.builds(
        ImprovementArea,
        st.uuids(),
        st.sampled_from(codes),
        TEXTS,
        TEXTS,
        TEXTS,
        st.none() | st.sampled_from(Verdict),
        extras(),
    )
    made = Assessment(
        id=draw(st.uuids()),
        edition=edition.ref,
        label=draw(st.sampled_from(sorted(edition.labels))),
        kind=draw(st.sampled_from(Kind)),
        step=step or draw(st.sampled_from(Step)),
        period=draw(periods()),
        cluster=draw(clusters(edition)),
        earlier_benchmarking=draw(st.just("") | months()),
        seats=people,
        eligibility=tuple(draw(_answers(edition))),
        judgements=tuple(
            draw(judgements(seat.id, edition.criteria[code], ids)) for seat in people for code in draw(chosen)
        ),
        consensus=tuple(draw(agreements(edition.criteria[code])) for code in draw(chosen)),
        evidence=evidence,
        improvement_areas=tuple(draw(st.lists(areas, max_size=2, unique_by=lambda area: area.id))),
        visits=tuple(draw(st.lists(visits(), max_size=2, unique_by=lambda visit: visit.id))),
        remarks=tuple(draw(st.lists(remarks(edition), max_size=2, unique_by=lambda remark: remark.id))),
        award=draw(st.none() | awards()),
        earlier=tuple(sorted(draw(st.lists(earlier_results(), max_size=2)), key=lambda result: result.month)),
        benchmark=draw(st.none() | benchmarks(edition)),
        reply_due=draw(st.just("") | days()),
        self_assessment=tuple(draw(self_judgements(edition.criteria[code])) for code in draw(chosen)),
        agenda=draw(st.none() | agendas(codes)),
        accepted=tuple(draw(st.lists(accepted_findings(codes), max_size=2, unique_by=lambda found: found.key))),
        private_notes=draw(private_notes(codes)),
        decision=draw(st.none() | decisions()),
        appeals=tuple(draw(st.lists(appeals(), max_size=2, unique_by=lambda appeal: appeal.id))),
        corrections=tuple(draw(st.lists(corrections(), max_size=2, unique_by=lambda one: one.id))),
        extra=draw(_outer_extras()),
    )
    chosen_seats = st.lists(st.sampled_from([seat.id for seat in people]), unique=True) if people else st.just([])
    return replace(
        made,
        seals=tuple(draw(seals(made, seat)) for seat in draw(chosen_seats)),
        approvals=tuple(draw(approvals(seat)) for seat in draw(chosen_seats)),
    )


def _answers(edition: Edition) -> st.SearchStrategy[list[EligibilityAnswer]]:
    answer = st.builds(
        EligibilityAnswer, st.sampled_from(sorted(edition.eligibility)), st.none() | st.booleans(), TEXTS, extras()
    )
    return st.lists(answer, max_size=3, unique_by=lambda answer: answer.criterion)


def _outer_extras() -> st.SearchStrategy[Extra]:
    """Return the extra of an assessment, which is kept by the part of the file that it came from."""
    parts = st.fixed_dictionaries({"file": extras(), "assessment": extras(), "scheme": extras()})
    return parts.map(_without_empty)


def _without_empty(parts: Mapping[str, Extra]) -> Extra:
    filled = {name: extra for name, extra in parts.items() if extra}
    return MappingProxyType(filled) if filled else NOTHING
