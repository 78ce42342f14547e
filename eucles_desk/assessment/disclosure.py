"""What each kind of report may tell: an assessment reduced to what is printed of it, before anything is printed.

A report is made of nothing but what comes out here, and the same goes into it as its machine-readable result. So a
certificate cannot give away a level, nor a draft what the second expert has not opened yet.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.evidence import Interview
from eucles_desk.assessment.places import ENDED
from eucles_desk.assessment.terms import Role, Step
from eucles_desk.assessment.values import NOTHING, Assessment, Benchmark, EarlierResult, Judgement, Seat
from eucles_desk.assessment.views import AGREED_STEPS, judging_seats, stands_agreed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.assessment.values import Fact, Improvement


PERSONAL: Final = "contact_"
"""How the ids of facts about a person begin. Whom the experts wrote to says nothing about the cluster, and a report is
passed on: names, addresses and telephone numbers of persons stay in the program."""
WITHHELD: Final = "\N{HORIZONTAL ELLIPSIS}"
"""Stands in the place of a fact about a person."""


class ReportKind(StrEnum):
    """The kinds of report."""

    FULL = "full"
    SUMMARY = "summary"
    CERTIFICATE = "certificate"
    IMPROVEMENT_PLAN = "improvement-plan"
    DRAFT = "draft"
    CLOSING_SHEET = "closing-sheet"


def offered(assessment: Assessment) -> tuple[ReportKind, ...]:
    """Return the kinds of report that can be made of an assessment as it stands, the most usual first.

    There is a certificate once the label is awarded, and a draft as long as nothing is decided.
    """
    ended = assessment.step in ENDED
    first = (ReportKind.FULL,) if ended or assessment.step in AGREED_STEPS else (ReportKind.DRAFT, ReportKind.FULL)
    kinds = [*first, ReportKind.SUMMARY]
    if assessment.step is Step.AWARDED:
        kinds.append(ReportKind.CERTIFICATE)
    kinds.append(ReportKind.IMPROVEMENT_PLAN)
    if not ended:
        kinds += [ReportKind.CLOSING_SHEET, *([] if ReportKind.DRAFT in kinds else [ReportKind.DRAFT])]
    return tuple(kinds)


def disclosed(assessment: Assessment, kind: ReportKind) -> Assessment:
    """Return what a report of this kind may tell of an assessment.

    What later versions have added to the file is left out of all of them: nobody here knows what it says.
    """
    return _REDUCED[kind](_openly(assessment))


def _openly(assessment: Assessment) -> Assessment:
    """Leave out what no reader may see: judgements not opened yet, and what this version does not know."""
    shown = judging_seats(assessment)
    if not stands_agreed(assessment):
        lead = assessment.seat(Role.LEAD)
        shown = (lead.id,) if lead else ()
    return replace(
        assessment,
        period=replace(assessment.period, extra=NOTHING),
        cluster=replace(assessment.cluster, facts=_impersonal(assessment.cluster.facts), extra=NOTHING),
        seats=tuple(replace(seat, key="", extra=NOTHING) for seat in assessment.seats),
        eligibility=tuple(replace(answer, extra=NOTHING) for answer in assessment.eligibility),
        judgements=tuple(_judgement(found) for found in assessment.judgements if found.seat in shown),
        consensus=tuple(replace(agreed, extra=NOTHING) for agreed in assessment.consensus)
        if stands_agreed(assessment)
        else (),
        evidence=tuple(_piece(piece) for piece in assessment.evidence),
        improvement_areas=tuple(replace(area, extra=NOTHING) for area in assessment.improvement_areas),
        visits=tuple(replace(visit, extra=NOTHING) for visit in assessment.visits),
        remarks=tuple(replace(remark, extra=NOTHING) for remark in assessment.remarks),
        award=replace(assessment.award, extra=NOTHING) if assessment.award else None,
        earlier=tuple(_earlier(result) for result in assessment.earlier),
        benchmark=_peers(assessment.benchmark) if assessment.benchmark else None,
        self_assessment=tuple(replace(said, comment="", extra=NOTHING) for said in assessment.self_assessment),
        agenda=None,
        accepted=(),
        seals=tuple(replace(seal, salt="", extra=NOTHING) for seal in assessment.seals),
        approvals=tuple(replace(approval, extra=NOTHING) for approval in assessment.approvals),
        decision=replace(assessment.decision, extra=NOTHING) if assessment.decision else None,
        appeals=tuple(replace(appeal, extra=NOTHING) for appeal in assessment.appeals),
        corrections=tuple(replace(correction, extra=NOTHING) for correction in assessment.corrections),
        private_notes=(),
        extra=NOTHING,
    )


def _peers(benchmark: Benchmark) -> Benchmark:
    criteria = {criterion: replace(spread, extra=NOTHING) for criterion, spread in benchmark.criteria.items()}
    return replace(benchmark, criteria=MappingProxyType(criteria), extra=NOTHING)


def _piece(piece: Evidence) -> Evidence:
    """With whom the experts spoke, by role, and when; what was said to them stays with them, as do earlier files."""
    talk = Interview(piece.interview.role, piece.interview.day) if piece.interview else None
    return replace(piece, interview=talk, versions=(), extra=NOTHING)


def _earlier(result: EarlierResult) -> EarlierResult:
    recommended = {
        criterion: tuple(replace(improvement, extra=NOTHING) for improvement in improvements)
        for criterion, improvements in result.recommendations.items()
    }
    return replace(result, recommendations=MappingProxyType(recommended), extra=NOTHING)


def _judgement(found: Judgement) -> Judgement:
    return replace(
        found,
        improvements=tuple(replace(improvement, extra=NOTHING) for improvement in found.improvements),
        citations=tuple(replace(citation, extra=NOTHING) for citation in found.citations),
        extra=NOTHING,
    )


def _whole(assessment: Assessment) -> Assessment:
    """All that may be told; the day of reply is over when the report is final."""
    return replace(assessment, reply_due="")


def _draft(assessment: Assessment) -> Assessment:
    return assessment


def _summary(assessment: Assessment) -> Assessment:
    """The result with strengths and recommendations, without reasons, sources and remarks.

    Once the experts agree, only the level that they agreed on is told. The facts stay where no criterion was judged:
    there they are all that the result rests on.
    """
    is_judged = bool(assessment.judgements or assessment.consensus)
    is_agreed = stands_agreed(assessment)
    return replace(
        assessment,
        cluster=replace(assessment.cluster, facts=_no_facts()) if is_judged else assessment.cluster,
        seats=_named(assessment.seats),
        eligibility=tuple(replace(answer, note="") for answer in assessment.eligibility),
        judgements=tuple(
            replace(found, level=None if is_agreed else found.level, reason="", rests_on=(), citations=())
            for found in assessment.judgements
        ),
        consensus=tuple(replace(agreed, reason="") for agreed in assessment.consensus),
        evidence=(),
        visits=(),
        remarks=(),
        earlier=tuple(replace(result, recommendations=_no_recommendations()) for result in assessment.earlier),
        reply_due="",
        self_assessment=(),
        seals=(),
        approvals=(),
        appeals=(),
    )


def _certificate(assessment: Assessment) -> Assessment:
    """The award, and nothing of how it came about."""
    return replace(
        assessment,
        cluster=replace(assessment.cluster, facts=_no_facts()),
        seats=(),
        eligibility=(),
        judgements=(),
        consensus=(),
        evidence=(),
        improvement_areas=(),
        visits=(),
        remarks=(),
        earlier=(),
        benchmark=None,
        reply_due="",
        self_assessment=(),
        seals=(),
        approvals=(),
        decision=None,
        appeals=(),
        corrections=(),
    )


def _improvement_plan(assessment: Assessment) -> Assessment:
    """Levels and recommendations, to work with."""
    told = _summary(assessment)
    return replace(
        told,
        cluster=replace(assessment.cluster, facts=_no_facts()),
        seats=_without_names(assessment.seats),
        judgements=tuple(replace(found, strengths=()) for found in told.judgements),
        earlier=(),
        benchmark=None,
        decision=None,
    )


def _closing_sheet(assessment: Assessment) -> Assessment:
    """What is said aloud at the end of a visit: strengths, recommendations and what is still awaited, no levels."""
    return replace(
        _summary(assessment),
        cluster=replace(assessment.cluster, facts=_no_facts()),
        eligibility=(),
        judgements=tuple(
            replace(found, level=None, reason="", rests_on=(), citations=()) for found in assessment.judgements
        ),
        consensus=tuple(replace(agreed, level=None, reason="", adopted=False) for agreed in assessment.consensus),
        visits=assessment.visits,
        improvement_areas=(),
        earlier=(),
        benchmark=None,
        decision=None,
        corrections=(),
    )


def _named(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple(replace(seat, interests=None) for seat in seats if seat.role in {Role.LEAD, Role.SECOND})


def _without_names(seats: Iterable[Seat]) -> tuple[Seat, ...]:
    return tuple(replace(seat, name="", organisation="", country="") for seat in _named(seats))


def _impersonal(facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
    """Leave out what is known of a person, but not that it is known: a label may ask for it."""
    return MappingProxyType(
        {key: WITHHELD if key.startswith(PERSONAL) and str(fact).strip() else fact for key, fact in facts.items()}
    )


def _no_recommendations() -> Mapping[str, tuple[Improvement, ...]]:
    return MappingProxyType({})


def _no_facts() -> Mapping[str, str]:
    return MappingProxyType({})


_REDUCED: Final[Mapping[ReportKind, Callable[[Assessment], Assessment]]] = {
    ReportKind.FULL: _whole,
    ReportKind.DRAFT: _draft,
    ReportKind.SUMMARY: _summary,
    ReportKind.CERTIFICATE: _certificate,
    ReportKind.IMPROVEMENT_PLAN: _improvement_plan,
    ReportKind.CLOSING_SHEET: _closing_sheet,
}
