"""Values to rows and back; nothing of SQLAlchemy leaves this package."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Region
from eucles_desk.assessment.evidence_data import (
    interview_from_data,
    interview_to_data,
    version_from_data,
    version_to_data,
)
from eucles_desk.assessment.terms import NOT_APPLICABLE, RestsOn, Role, Verdict
from eucles_desk.assessment.values import (
    NOTHING,
    Agreement,
    Assessment,
    EligibilityAnswer,
    Extra,
    Fact,
    Improvement,
    ImprovementArea,
    Judgement,
    Level,
    Seat,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from eucles_desk.assessment.records import Summary

Row: TypeAlias = dict[str, Any]


def extra_to_row(extra: Extra) -> Row | None:
    """Return what a later version said, ``None`` for the usual nothing."""
    return dict(extra) if extra else None


def extra_from_row(value: Mapping[str, Any] | None) -> Extra:
    """Read what :func:`extra_to_row` wrote."""
    return MappingProxyType(dict(value)) if value else NOTHING


def assessment_row(assessment: Assessment, summary: Summary) -> Row:
    """Return the row of an assessment itself; parts have tables of their own."""
    cluster = assessment.cluster
    extra = {key: dict(cast("Extra", value)) for key, value in assessment.extra.items()}
    return {
        "id": assessment.id,
        "cluster_id": cluster.id,
        "edition_sha256": assessment.edition.sha256,
        "label": assessment.label,
        "kind": assessment.kind.value,
        "step": assessment.step.value,
        "period_first": assessment.period.first,
        "period_last": assessment.period.last,
        "period_extra": extra_to_row(assessment.period.extra),
        "earlier_benchmarking": assessment.earlier_benchmarking,
        "reply_due": assessment.reply_due,
        "cluster_name": cluster.name,
        "cluster_name_folded": cluster.name.casefold(),
        "cluster_country": cluster.country,
        "cluster_region": cluster.region,
        "cluster_extra": extra_to_row(cluster.extra),
        "extra": extra or None,
        "created_at": summary.changed_at,
        **summary_row(summary),
    }


def summary_row(summary: Summary) -> Row:
    """Return the columns that lists show."""
    return {
        "judged": summary.judged,
        "criteria": summary.criteria,
        "points": summary.points,
        "available": summary.available,
        "open_points": summary.open_points,
        "next_place": summary.next_place,
        "next_point": summary.next_point,
        "unmet_minimums": summary.unmet_minimums,
        "flagged": summary.flagged,
        "waits_for_expert": summary.waits_for_expert,
        "unanswered": summary.unanswered,
        "last_visit": summary.last_visit,
        "award_last": summary.award_last,
        "changed_at": summary.changed_at,
    }


def fact_row(assessment: UUID, fact: str, value: Fact) -> Row:
    """Return the row of a fact."""
    number, text = (value, None) if isinstance(value, Decimal) else (None, value)
    return {"assessment_id": assessment, "fact": fact, "number": number, "text": text}


def fact_from_row(row: Any) -> Fact:
    """Read a fact."""
    return row.text if row.number is None else row.number


def seat_row(assessment: UUID, seat: Seat) -> Row:
    """Return the row of a seat."""
    return {
        "assessment_id": assessment,
        "id": seat.id,
        "role": seat.role.value,
        "name": seat.name,
        "organisation": seat.organisation,
        "country": seat.country,
        "interests": seat.interests,
        "key": seat.key,
        "extra": extra_to_row(seat.extra),
    }


def seat_from_row(row: Any) -> Seat:
    """Read a seat."""
    extra = extra_from_row(row.extra)
    return Seat(row.id, Role(row.role), row.name, row.organisation, row.country, row.interests, row.key, extra)


def answer_row(assessment: UUID, answer: EligibilityAnswer) -> Row:
    """Return the row of an eligibility answer."""
    return {
        "assessment_id": assessment,
        "criterion": answer.criterion,
        "met": answer.met,
        "note": answer.note,
        "extra": extra_to_row(answer.extra),
    }


def answer_from_row(row: Any) -> EligibilityAnswer:
    """Read an eligibility answer."""
    return EligibilityAnswer(row.criterion, row.met, row.note, extra_from_row(row.extra))


def judgement_row(assessment: UUID, judgement: Judgement) -> Row:
    """Return the row of a judgement without its lists."""
    return {
        "assessment_id": assessment,
        "seat_id": judgement.seat,
        "criterion": judgement.criterion,
        **level_columns(judgement.level),
        "reason": judgement.reason,
        "rests_on": [source.value for source in judgement.rests_on],
        "on_site": judgement.on_site,
        "extra": extra_to_row(judgement.extra),
    }


def judgement_from_row(
    row: Any, strengths: Sequence[Any], improvements: Sequence[Any], citations: Sequence[Any]
) -> Judgement:
    """Read a judgement with the rows of its lists."""
    return Judgement(
        seat=row.seat_id,
        criterion=row.criterion,
        level=level_of(row),
        reason=row.reason,
        strengths=tuple(found.text for found in strengths),
        improvements=tuple(improvement_from_row(found) for found in improvements),
        rests_on=tuple(RestsOn(source) for source in row.rests_on),
        on_site=row.on_site,
        citations=tuple(_citation(found) for found in citations),
        extra=extra_from_row(row.extra),
    )


def strength_rows(key: Row, strengths: Iterable[str]) -> list[Row]:
    """Return the rows of the strengths of one judgement."""
    return [{**key, "position": position, "text": text} for position, text in enumerate(strengths)]


def improvement_rows(key: Row, improvements: Iterable[Improvement]) -> list[Row]:
    """Return the rows of the recommendations of one judgement."""
    return [
        {
            **key,
            "position": position,
            "text": improvement.text,
            "effect": improvement.effect,
            "addressee": improvement.addressee,
            "due": improvement.due,
            "extra": extra_to_row(improvement.extra),
        }
        for position, improvement in enumerate(improvements)
    ]


def improvement_from_row(row: Any) -> Improvement:
    """Read a recommendation."""
    return Improvement(row.text, row.effect, row.addressee, row.due, extra_from_row(row.extra))


def citation_rows(key: Row, citations: Iterable[Citation]) -> list[Row]:
    """Return the rows of the citations of one judgement."""
    return [
        {
            **key,
            "position": position,
            "evidence_id": citation.evidence,
            "page": citation.page,
            "note": citation.note,
            "region": _region_to_row(citation.region),
            "quote": citation.quote,
            "sha256": citation.sha256,
            "extra": extra_to_row(citation.extra),
        }
        for position, citation in enumerate(citations)
    ]


def agreement_row(assessment: UUID, agreed: Agreement) -> Row:
    """Return the row of an agreement."""
    return {
        "assessment_id": assessment,
        "criterion": agreed.criterion,
        **level_columns(agreed.level),
        "reason": agreed.reason,
        "adopted": agreed.adopted,
        "extra": extra_to_row(agreed.extra),
    }


def agreement_from_row(row: Any) -> Agreement:
    """Read an agreement."""
    return Agreement(row.criterion, level_of(row), row.reason, row.adopted, extra_from_row(row.extra))


def evidence_row(assessment: UUID, piece: Evidence) -> Row:
    """Return the row of a piece of evidence."""
    return {
        "assessment_id": assessment,
        "id": piece.id,
        "title": piece.title,
        "kind": piece.kind.value,
        "sha256": piece.sha256,
        "file_name": piece.file_name,
        "size": piece.size,
        "address": piece.address,
        "added_at": piece.added_at,
        "dated": piece.dated,
        "expires": piece.expires,
        "interview": interview_to_data(piece.interview) if piece.interview else None,
        "versions": [version_to_data(version) for version in piece.versions] or None,
        "extra": extra_to_row(piece.extra),
    }


def evidence_from_row(row: Any) -> Evidence:
    """Read a piece of evidence."""
    return Evidence(
        id=row.id,
        title=row.title,
        kind=EvidenceKind(row.kind),
        sha256=row.sha256,
        file_name=row.file_name,
        size=row.size,
        address=row.address,
        added_at=row.added_at,
        dated=row.dated,
        expires=row.expires,
        interview=interview_from_data(row.interview) if row.interview else None,
        versions=tuple(version_from_data(version) for version in row.versions or ()),
        extra=extra_from_row(row.extra),
    )


def area_row(assessment: UUID, area: ImprovementArea) -> Row:
    """Return the row of an improvement area."""
    return {
        "assessment_id": assessment,
        "id": area.id,
        "criterion": area.criterion,
        "before": area.before,
        "after": area.after,
        "effect": area.effect,
        "verdict": area.verdict.value if area.verdict else None,
        "extra": extra_to_row(area.extra),
    }


def area_from_row(row: Any) -> ImprovementArea:
    """Read an improvement area."""
    return ImprovementArea(
        id=row.id,
        criterion=row.criterion,
        before=row.before,
        after=row.after,
        effect=row.effect,
        verdict=Verdict(row.verdict) if row.verdict else None,
        extra=extra_from_row(row.extra),
    )


def _citation(row: Any) -> Citation:
    return Citation(
        evidence=row.evidence_id,
        page=row.page,
        note=row.note,
        region=Region(*row.region) if row.region else None,
        quote=row.quote,
        sha256=row.sha256,
        extra=extra_from_row(row.extra),
    )


def _region_to_row(region: Region | None) -> list[int] | None:
    return None if region is None else [region.left, region.top, region.width, region.height]


def level_columns(level: Level) -> Row:
    """Return the two columns of a level."""
    return {"level": level if isinstance(level, int) else None, "not_applicable": level is NOT_APPLICABLE}


def level_of(row: Any) -> Level:
    """Read a level."""
    return NOT_APPLICABLE if row.not_applicable else row.level
