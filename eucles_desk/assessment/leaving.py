"""What an assessor closes before leaving the site: afterwards nobody is there any more to be asked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from eucles_desk.assessment.award import is_below_minimum
from eucles_desk.assessment.checks import HIGH_LEVEL
from eucles_desk.assessment.facts import missing_facts
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.talks import talks
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.views import AGREED_STEPS, judgements_by_criterion, standing_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment, Judgement, Level
    from eucles_desk.scheme.values import Criterion, Edition

VISITING_STEPS = frozenset({Step.DRAFT, Step.ELIGIBILITY, Step.SELF_ASSESSMENT, Step.SCORING, Step.CONSENSUS})
"""The steps in which experts can be with the cluster; later there is nothing to leave."""
WORKING_STEPS = frozenset({Step.SCORING, Step.CONSENSUS})
"""Those in which what is open on site is a matter of the day."""


class ToClose(StrEnum):
    """What is to be closed, in the order of work: first what only people on site can answer."""

    RAISE_ON_SITE = "raise_on_site"
    NOT_LOOKED_AT = "not_looked_at"
    AREA_WITHOUT_VERDICT = "area_without_verdict"
    BELOW_WITHOUT_RECOMMENDATION = "below_without_recommendation"
    HIGH_WITHOUT_EVIDENCE = "high_without_evidence"
    HIGH_ON_ONE_SOURCE = "high_on_one_source"
    NO_REASON = "no_reason"
    FACT_MISSING = "fact_missing"
    TALK_WITHOUT_NOTES = "talk_without_notes"
    EVIDENCE_EXPIRED = "evidence_expired"
    FILE_NOT_WHOLE = "file_not_whole"


@dataclass(frozen=True, slots=True)
class Closing:
    """One thing to close and where; ``detail`` names the talk or piece of evidence that it is about."""

    kind: ToClose
    place: Place
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of one criterion."""

    criterion: Criterion
    level: Level
    reason: str
    is_adopted: bool
    said: tuple[Judgement, ...]
    has_minimum: bool
    waived: bool


def to_close(
    assessment: Assessment, edition: Edition, seat: UUID | None, today: str, not_whole: Collection[str] = ()
) -> tuple[Closing, ...]:
    """Return what is to be closed, grouped in the order of work and in each group in the order of the edition.

    Before the consensus only the seat's own judgements are looked at. ``today`` is written ``YYYY-MM-DD``;
    ``not_whole`` are the contents of files that are known to be missing or changed on this computer.
    """
    if assessment.step not in VISITING_STEPS:
        return ()
    found = tuple(_found(assessment, edition, seat))
    criteria = [
        Closing(kind, Place(Area.CRITERIA, one.criterion.id))
        for kind, is_so in _CRITERION.items()
        for one in found
        if is_so(one)
    ]
    others = [
        *_areas(assessment, edition),
        *(Closing(ToClose.FACT_MISSING, Place(Area.FACTS, fact)) for fact in missing_facts(assessment, edition)),
        *_talks(assessment),
        *_evidence(assessment, _cited_in(found), today, not_whole),
    ]
    order = list(ToClose)
    return tuple(sorted([*criteria, *others], key=lambda closing: order.index(closing.kind)))


def by_kind(closings: tuple[Closing, ...]) -> Mapping[ToClose, tuple[Closing, ...]]:
    """Return the kinds that there are, in the order of work, each with what is to be closed."""
    return {
        kind: found for kind in ToClose if (found := tuple(closing for closing in closings if closing.kind is kind))
    }


def _found(assessment: Assessment, edition: Edition, seat: UUID | None) -> Iterator[_Found]:
    agreed = assessment.step in AGREED_STEPS
    levels = standing_levels(assessment, seat)
    if agreed:
        said = judgements_by_criterion(assessment)
    else:
        said = {one.criterion: (one,) for one in assessment.judgements if one.seat == seat}
    agreements = {one.criterion: one for one in assessment.consensus} if agreed else {}
    rule = edition.labels[assessment.label].award
    for criterion in edition.criteria_of(assessment.label):
        judgements, agreement = said.get(criterion.id, ()), agreements.get(criterion.id)
        own = judgements[0].reason if judgements and not agreed else ""
        yield _Found(
            criterion,
            levels.get(criterion.id),
            agreement.reason if agreement else own,
            bool(agreement and agreement.adopted),
            judgements,
            rule.minimums.value,
            edition.not_applicable.minimum_waived,
        )


def _is_flagged(one: _Found) -> bool:
    return any(judgement.on_site for judgement in one.said)


def _is_not_looked_at(one: _Found) -> bool:
    return one.level is None


def _is_below_without_recommendation(one: _Found) -> bool:
    below = one.has_minimum and is_below_minimum(one.criterion, one.level, waived=one.waived)
    return below and not any(improvement.text.strip() for said in one.said for improvement in said.improvements)


def _is_high(one: _Found) -> bool:
    return isinstance(one.level, int) and one.level >= HIGH_LEVEL


def _is_high_without_evidence(one: _Found) -> bool:
    return _is_high(one) and not any(said.citations for said in one.said)


def _is_high_on_one_source(one: _Found) -> bool:
    return _is_high(one) and len({source for said in one.said for source in said.rests_on}) == 1


def _has_no_reason(one: _Found) -> bool:
    return one.level is not None and not one.is_adopted and not one.reason.strip()


_CRITERION: Mapping[ToClose, Callable[[_Found], bool]] = {
    ToClose.RAISE_ON_SITE: _is_flagged,
    ToClose.NOT_LOOKED_AT: _is_not_looked_at,
    ToClose.BELOW_WITHOUT_RECOMMENDATION: _is_below_without_recommendation,
    ToClose.HIGH_WITHOUT_EVIDENCE: _is_high_without_evidence,
    ToClose.HIGH_ON_ONE_SOURCE: _is_high_on_one_source,
    ToClose.NO_REASON: _has_no_reason,
}


def _areas(assessment: Assessment, edition: Edition) -> Iterator[Closing]:
    """A verdict on an improvement area is given on site."""
    if edition.labels[assessment.label].award.improvement_areas.value:
        for area in assessment.improvement_areas:
            if area.verdict is None:
                place = Place(Area.IMPROVEMENT_AREAS, str(area.id))
                yield Closing(ToClose.AREA_WITHOUT_VERDICT, place, area.criterion)


def _talks(assessment: Assessment) -> Iterator[Closing]:
    """A talk that was logged, but of which nothing was noted, is of no use to anybody."""
    for piece in talks(assessment):
        if piece.interview is not None and not piece.interview.notes:
            yield Closing(ToClose.TALK_WITHOUT_NOTES, talk_place(piece.id), piece.title)


def talk_place(talk: UUID) -> Place:
    """Return where a talk is written down."""
    return Place(Area.ON_SITE, f"interviews/{talk}")


def _cited_in(found: Iterable[_Found]) -> Mapping[UUID, str]:
    """Return the first criterion that cites each piece of evidence."""
    cited_in: dict[UUID, str] = {}
    for judgement in {judgement.criterion: judgement for one in found for judgement in one.said}.values():
        for citation in judgement.citations:
            cited_in.setdefault(citation.evidence, judgement.criterion)
    return cited_in


def _evidence(
    assessment: Assessment, cited_in: Mapping[UUID, str], today: str, not_whole: Collection[str]
) -> Iterator[Closing]:
    """What has expired, or cannot be seen any more as it was, matters where something rests on it."""
    for piece in assessment.evidence:
        if piece.id not in cited_in:
            continue
        place = Place(Area.CRITERIA, cited_in[piece.id])
        if piece.expires and piece.expires < today:
            yield Closing(ToClose.EVIDENCE_EXPIRED, place, piece.title)
        if piece.sha256 and piece.sha256 in not_whole:
            yield Closing(ToClose.FILE_NOT_WHOLE, place, piece.title)
