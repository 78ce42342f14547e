"""Assessments and their parts as plain data and back; the shape is that of the interchange file.

Reading expects data that already fits the interchange file's JSON Schema: a missing key means its default, a key
that is not known here goes to ``extra`` and is written out again.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, cast
from uuid import UUID

from eucles_desk.assessment.values import (
    NOT_APPLICABLE,
    NOTHING,
    Agreement,
    Assessment,
    Citation,
    Cluster,
    EligibilityAnswer,
    Evidence,
    EvidenceKind,
    Extra,
    Fact,
    Improvement,
    ImprovementArea,
    Judgement,
    Kind,
    Level,
    Period,
    RestsOn,
    Role,
    Seat,
    Step,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.scheme.values import EditionRef

Data: TypeAlias = dict[str, Any]


def criterion_order(criterion: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts codes as people read them: 2.10 after 2.9."""
    return tuple((int(part), "") if part.isdecimal() else (10**9, part) for part in criterion.split("."))


def assessment_to_data(assessment: Assessment) -> Data:
    """Return the body of an interchange file: everything but its format and version."""
    seat_order = {seat.id: index for index, seat in enumerate(assessment.seats)}
    judgements = sorted(
        assessment.judgements, key=lambda j: (seat_order.get(j.seat, len(seat_order)), criterion_order(j.criterion))
    )
    head: Data = {
        "id": str(assessment.id),
        "label": assessment.label,
        "kind": assessment.kind.value,
        "step": assessment.step.value,
        "period": {
            "from": assessment.period.first,
            "to": assessment.period.last,
            **_sorted(assessment.period.extra),
        },
    }
    if assessment.earlier_benchmarking:
        head["earlier_benchmarking"] = assessment.earlier_benchmarking
    file_extra = _part(assessment.extra, "file")
    data: Data = {
        "assessment": {**head, **_sorted(_part(assessment.extra, "assessment"))},
        "scheme": {
            "id": assessment.edition.scheme,
            "edition": assessment.edition.edition,
            "sha256": assessment.edition.sha256,
            **_sorted(_part(assessment.extra, "scheme")),
        },
        "cluster": cluster_to_data(assessment.cluster),
        "seats": [seat_to_data(seat) for seat in assessment.seats],
        "eligibility": [answer_to_data(answer) for answer in assessment.eligibility],
        "judgements": [judgement_to_data(judgement) for judgement in judgements],
        "consensus": [
            agreement_to_data(agreed)
            for agreed in sorted(assessment.consensus, key=lambda a: criterion_order(a.criterion))
        ],
        "evidence": [evidence_to_data(piece) for piece in assessment.evidence],
    }
    if assessment.improvement_areas:
        data["improvement_areas"] = [area_to_data(area) for area in assessment.improvement_areas]
    return {**data, **_sorted(file_extra)}


def assessment_from_data(data: Mapping[str, Any], edition: EditionRef) -> Assessment:
    """Read the body of an interchange file against the edition that it was found to name."""
    head, period = data["assessment"], data["assessment"]["period"]
    file_keys = {
        "format", "version", "assessment", "scheme", "cluster", "seats", "eligibility", "judgements", "consensus",
        "evidence", "improvement_areas",
    }  # fmt: skip
    extra = {
        "file": _rest(data, file_keys),
        "assessment": _rest(head, {"id", "label", "kind", "step", "period", "earlier_benchmarking"}),
        "scheme": _rest(data["scheme"], {"id", "edition", "sha256", "content"}),
    }
    return Assessment(
        id=UUID(head["id"]),
        edition=edition,
        label=head["label"],
        kind=Kind(head["kind"]),
        step=Step(head["step"]),
        period=Period(period["from"], period["to"], _rest(period, {"from", "to"})),
        cluster=cluster_from_data(data["cluster"]),
        earlier_benchmarking=head.get("earlier_benchmarking", ""),
        seats=_all(data, "seats", seat_from_data),
        eligibility=_all(data, "eligibility", answer_from_data),
        judgements=_all(data, "judgements", judgement_from_data),
        consensus=_all(data, "consensus", agreement_from_data),
        evidence=_all(data, "evidence", evidence_from_data),
        improvement_areas=_all(data, "improvement_areas", area_from_data),
        extra=MappingProxyType({key: value for key, value in extra.items() if value})
        if any(extra.values())
        else NOTHING,
    )


def level_to_data(level: Level) -> int | str | None:
    """Return a number, ``"not_applicable"``, or ``None`` for not looked at."""
    return NOT_APPLICABLE.value if level is NOT_APPLICABLE else level


def level_from_data(data: object) -> Level:
    """Read what :func:`level_to_data` wrote."""
    if data == NOT_APPLICABLE.value:
        return NOT_APPLICABLE
    return None if data is None else int(cast("int", data))


def fact_to_data(fact: Fact) -> int | float | str:
    """Return a number as JSON writes it, or text."""
    if isinstance(fact, str):
        return fact
    return int(fact) if fact == fact.to_integral_value() else float(fact)


def fact_from_data(data: object) -> Fact:
    """Read a fact; numbers become decimals."""
    return data if isinstance(data, str) else Decimal(str(data)).normalize() + 0


def cluster_to_data(cluster: Cluster) -> Data:
    """Return a cluster with its facts sorted by id."""
    return {
        "id": str(cluster.id),
        "name": cluster.name,
        "country": cluster.country,
        "region": cluster.region,
        "facts": {key: fact_to_data(cluster.facts[key]) for key in sorted(cluster.facts)},
        **_sorted(cluster.extra),
    }


def cluster_from_data(data: Mapping[str, Any]) -> Cluster:
    """Read a cluster."""
    facts = {key: fact_from_data(value) for key, value in data.get("facts", {}).items()}
    known = {"id", "name", "country", "region", "facts"}
    return Cluster(
        UUID(data["id"]),
        data["name"],
        data.get("country", ""),
        data.get("region", ""),
        MappingProxyType(facts),
        _rest(data, known),
    )


def seat_to_data(seat: Seat) -> Data:
    """Return a seat."""
    return {
        "id": str(seat.id),
        "role": seat.role.value,
        "name": seat.name,
        "organisation": seat.organisation,
        "country": seat.country,
        **_sorted(seat.extra),
    }


def seat_from_data(data: Mapping[str, Any]) -> Seat:
    """Read a seat."""
    known = {"id", "role", "name", "organisation", "country"}
    return Seat(
        UUID(data["id"]),
        Role(data["role"]),
        data.get("name", ""),
        data.get("organisation", ""),
        data.get("country", ""),
        _rest(data, known),
    )


def answer_to_data(answer: EligibilityAnswer) -> Data:
    """Return an eligibility answer; ``met`` is absent while nobody has looked."""
    met = {} if answer.met is None else {"met": answer.met}
    return {"criterion": answer.criterion, **met, "note": answer.note, **_sorted(answer.extra)}


def answer_from_data(data: Mapping[str, Any]) -> EligibilityAnswer:
    """Read an eligibility answer."""
    extra = _rest(data, {"criterion", "met", "note"})
    return EligibilityAnswer(data["criterion"], data.get("met"), data.get("note", ""), extra)


def improvement_to_data(improvement: Improvement) -> Data:
    """Return a recommendation; addressee and date only where they are known."""
    data: Data = {"text": improvement.text, "effect": improvement.effect}
    if improvement.addressee:
        data["addressee"] = improvement.addressee
    if improvement.due:
        data["due"] = improvement.due
    return {**data, **_sorted(improvement.extra)}


def improvement_from_data(data: Mapping[str, Any]) -> Improvement:
    """Read a recommendation."""
    extra = _rest(data, {"text", "effect", "addressee", "due"})
    return Improvement(data["text"], data.get("effect", ""), data.get("addressee", ""), data.get("due", ""), extra)


def citation_to_data(citation: Citation) -> Data:
    """Return a citation; page and note only where they are given."""
    data: Data = {"evidence": str(citation.evidence)}
    if citation.page is not None:
        data["page"] = citation.page
    if citation.note:
        data["note"] = citation.note
    return {**data, **_sorted(citation.extra)}


def citation_from_data(data: Mapping[str, Any]) -> Citation:
    """Read a citation."""
    extra = _rest(data, {"evidence", "page", "note"})
    page = data.get("page")
    return Citation(UUID(data["evidence"]), None if page is None else int(page), data.get("note", ""), extra)


def judgement_to_data(judgement: Judgement) -> Data:
    """Return a judgement; ``level`` is absent while nobody has looked."""
    data: Data = {"seat": str(judgement.seat), "criterion": judgement.criterion}
    if judgement.level is not None:
        data["level"] = level_to_data(judgement.level)
    return {
        **data,
        "reason": judgement.reason,
        "strengths": list(judgement.strengths),
        "improvements": [improvement_to_data(improvement) for improvement in judgement.improvements],
        "rests_on": [source.value for source in judgement.rests_on],
        "on_site": judgement.on_site,
        "citations": [citation_to_data(citation) for citation in judgement.citations],
        **_sorted(judgement.extra),
    }


def judgement_from_data(data: Mapping[str, Any]) -> Judgement:
    """Read a judgement."""
    known = {"seat", "criterion", "level", "reason", "strengths", "improvements", "rests_on", "on_site", "citations"}
    return Judgement(
        seat=UUID(data["seat"]),
        criterion=data["criterion"],
        level=level_from_data(data.get("level")),
        reason=data.get("reason", ""),
        strengths=tuple(data.get("strengths", ())),
        improvements=_all(data, "improvements", improvement_from_data),
        rests_on=tuple(RestsOn(source) for source in data.get("rests_on", ())),
        on_site=data.get("on_site", False),
        citations=_all(data, "citations", citation_from_data),
        extra=_rest(data, known),
    )


def agreement_to_data(agreed: Agreement) -> Data:
    """Return an agreement."""
    data: Data = {"criterion": agreed.criterion}
    if agreed.level is not None:
        data["level"] = level_to_data(agreed.level)
    data["reason"] = agreed.reason
    if agreed.adopted:
        data["adopted"] = True
    return {**data, **_sorted(agreed.extra)}


def agreement_from_data(data: Mapping[str, Any]) -> Agreement:
    """Read an agreement."""
    extra = _rest(data, {"criterion", "level", "reason", "adopted"})
    return Agreement(
        data["criterion"],
        level_from_data(data.get("level")),
        data.get("reason", ""),
        data.get("adopted", False),
        extra,
    )


def evidence_to_data(piece: Evidence) -> Data:
    """Return a piece of evidence; what a kind does not have is absent."""
    data: Data = {"id": str(piece.id), "title": piece.title, "kind": piece.kind.value}
    optional = {
        "sha256": piece.sha256,
        "file_name": piece.file_name,
        "size": piece.size,
        "address": piece.address,
        "added_at": piece.added_at,
    }
    data.update({key: value for key, value in optional.items() if value})
    return {**data, **_sorted(piece.extra)}


def evidence_from_data(data: Mapping[str, Any]) -> Evidence:
    """Read a piece of evidence."""
    known = {"id", "title", "kind", "sha256", "file_name", "size", "address", "added_at"}
    return Evidence(
        id=UUID(data["id"]),
        title=data["title"],
        kind=EvidenceKind(data["kind"]),
        sha256=data.get("sha256", ""),
        file_name=data.get("file_name", ""),
        size=int(data.get("size", 0)),
        address=data.get("address", ""),
        added_at=data.get("added_at", ""),
        extra=_rest(data, known),
    )


def area_to_data(area: ImprovementArea) -> Data:
    """Return an improvement area; ``verdict`` is absent until there is one."""
    data: Data = {
        "id": str(area.id),
        "criterion": area.criterion,
        "before": area.before,
        "after": area.after,
        "effect": area.effect,
    }
    if area.verdict is not None:
        data["verdict"] = area.verdict.value
    return {**data, **_sorted(area.extra)}


def area_from_data(data: Mapping[str, Any]) -> ImprovementArea:
    """Read an improvement area."""
    known = {"id", "criterion", "before", "after", "effect", "verdict"}
    return ImprovementArea(
        id=UUID(data["id"]),
        criterion=data["criterion"],
        before=data.get("before", ""),
        after=data.get("after", ""),
        effect=data.get("effect", ""),
        verdict=Verdict(data["verdict"]) if "verdict" in data else None,
        extra=_rest(data, known),
    )


def _all(data: Mapping[str, Any], key: str, read: Any) -> tuple[Any, ...]:
    return tuple(read(item) for item in cast("Sequence[Any]", data.get(key, ())))


def _rest(data: Mapping[str, Any], known: set[str]) -> Extra:
    """Return what the data hold beyond the known keys."""
    if data.keys() <= known:
        return NOTHING
    return MappingProxyType({key: value for key, value in data.items() if key not in known})


def _part(extra: Extra, key: str) -> Extra:
    return cast("Extra", extra.get(key, NOTHING))


def _sorted(extra: Extra) -> Data:
    return {key: extra[key] for key in sorted(extra)}
