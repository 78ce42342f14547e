"""Assessments and their parts as plain data and back; the shape is that of the interchange file.

Reading expects data that already fits the interchange file's JSON Schema: a missing key means its default, a key
that is not known here goes to ``extra`` and is written out again.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from eucles_desk.assessment.evidence_data import (
    citation_from_data,
    citation_to_data,
    evidence_from_data,
    evidence_to_data,
)
from eucles_desk.assessment.improvement_data import improvement_from_data, improvement_to_data
from eucles_desk.assessment.on_site_data import (
    accepted_from_data,
    accepted_to_data,
    agenda_from_data,
    agenda_to_data,
    self_judgement_from_data,
    self_judgement_to_data,
)
from eucles_desk.assessment.plain_data import (
    Data,
    criterion_order,
    fact_from_data,
    fact_to_data,
    in_order,
    level_from_data,
    level_to_data,
    read_all,
    rest,
)
from eucles_desk.assessment.surroundings_data import (
    award_from_data,
    award_to_data,
    benchmark_from_data,
    benchmark_to_data,
    earlier_from_data,
    earlier_to_data,
    remark_from_data,
    remark_to_data,
    visit_from_data,
    visit_to_data,
)
from eucles_desk.assessment.terms import Kind, RestsOn, Role, Step, Verdict
from eucles_desk.assessment.values import (
    NOTHING,
    Agreement,
    Assessment,
    Cluster,
    EligibilityAnswer,
    Extra,
    ImprovementArea,
    Judgement,
    Period,
    Seat,
)
from eucles_desk.assessment.verdict_data import (
    appeal_from_data,
    appeal_to_data,
    approval_from_data,
    approval_to_data,
    correction_from_data,
    correction_to_data,
    decision_from_data,
    decision_to_data,
    seal_from_data,
    seal_to_data,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.scheme.values import EditionRef


def assessment_to_data(assessment: Assessment) -> Data:
    """Return the body of an interchange file: everything but its format and version, and no private note."""
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
            **in_order(assessment.period.extra),
        },
    }
    if assessment.earlier_benchmarking:
        head["earlier_benchmarking"] = assessment.earlier_benchmarking
    file_extra = _part(assessment.extra, "file")
    data: Data = {
        "assessment": {**head, **in_order(_part(assessment.extra, "assessment"))},
        "scheme": {
            "id": assessment.edition.scheme,
            "edition": assessment.edition.edition,
            "sha256": assessment.edition.sha256,
            **in_order(_part(assessment.extra, "scheme")),
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
    return {**data, **_surroundings_to_data(assessment), **in_order(file_extra)}


def _surroundings_to_data(assessment: Assessment) -> Data:
    """Return the parts of which many assessments have none; each is absent then."""
    earlier = sorted(assessment.earlier, key=lambda result: result.month)
    parts: Data = {
        "visits": [visit_to_data(visit) for visit in assessment.visits],
        "remarks": [remark_to_data(remark) for remark in assessment.remarks],
        "award": award_to_data(assessment.award) if assessment.award else None,
        "earlier": [earlier_to_data(result) for result in earlier],
        "benchmark": benchmark_to_data(assessment.benchmark) if assessment.benchmark else None,
        "reply_due": assessment.reply_due,
        "self_assessment": [
            self_judgement_to_data(said)
            for said in sorted(assessment.self_assessment, key=lambda said: criterion_order(said.criterion))
        ],
        "agenda": agenda_to_data(assessment.agenda) if assessment.agenda else None,
        "accepted_findings": [accepted_to_data(accepted) for accepted in assessment.accepted],
        "seals": [seal_to_data(seal) for seal in assessment.seals],
        "approvals": [approval_to_data(approval) for approval in assessment.approvals],
        "decision": decision_to_data(assessment.decision) if assessment.decision else None,
        "appeals": [appeal_to_data(appeal) for appeal in assessment.appeals],
        "corrections": [correction_to_data(correction) for correction in assessment.corrections],
    }
    return {key: part for key, part in parts.items() if part}


def assessment_from_data(data: Mapping[str, Any], edition: EditionRef) -> Assessment:
    """Read the body of an interchange file against the edition that it was found to name."""
    head, period = data["assessment"], data["assessment"]["period"]
    file_keys = {
        "format", "version", "assessment", "scheme", "cluster", "seats", "eligibility", "judgements", "consensus",
        "evidence", "improvement_areas", "visits", "remarks", "award", "earlier", "benchmark", "reply_due",
        "self_assessment", "agenda", "accepted_findings", "seals", "approvals", "decision", "appeals", "corrections",
    }  # fmt: skip
    extra = {
        "file": rest(data, file_keys),
        "assessment": rest(head, {"id", "label", "kind", "step", "period", "earlier_benchmarking"}),
        "scheme": rest(data["scheme"], {"id", "edition", "sha256", "content"}),
    }
    return Assessment(
        id=UUID(head["id"]),
        edition=edition,
        label=head["label"],
        kind=Kind(head["kind"]),
        step=Step(head["step"]),
        period=Period(period["from"], period["to"], rest(period, {"from", "to"})),
        cluster=cluster_from_data(data["cluster"]),
        earlier_benchmarking=head.get("earlier_benchmarking", ""),
        seats=read_all(data, "seats", seat_from_data),
        eligibility=read_all(data, "eligibility", answer_from_data),
        judgements=read_all(data, "judgements", judgement_from_data),
        consensus=read_all(data, "consensus", agreement_from_data),
        evidence=read_all(data, "evidence", evidence_from_data),
        improvement_areas=read_all(data, "improvement_areas", area_from_data),
        visits=read_all(data, "visits", visit_from_data),
        remarks=read_all(data, "remarks", remark_from_data),
        award=award_from_data(data["award"]) if "award" in data else None,
        earlier=read_all(data, "earlier", earlier_from_data),
        benchmark=benchmark_from_data(data["benchmark"]) if "benchmark" in data else None,
        reply_due=data.get("reply_due", ""),
        self_assessment=read_all(data, "self_assessment", self_judgement_from_data),
        agenda=agenda_from_data(data["agenda"]) if "agenda" in data else None,
        accepted=read_all(data, "accepted_findings", accepted_from_data),
        seals=read_all(data, "seals", seal_from_data),
        approvals=read_all(data, "approvals", approval_from_data),
        decision=decision_from_data(data["decision"]) if "decision" in data else None,
        appeals=read_all(data, "appeals", appeal_from_data),
        corrections=read_all(data, "corrections", correction_from_data),
        extra=MappingProxyType({key: value for key, value in extra.items() if value})
        if any(extra.values())
        else NOTHING,
    )


def cluster_to_data(cluster: Cluster) -> Data:
    """Return a cluster with its facts sorted by id."""
    return {
        "id": str(cluster.id),
        "name": cluster.name,
        "country": cluster.country,
        "region": cluster.region,
        "facts": {key: fact_to_data(cluster.facts[key]) for key in sorted(cluster.facts)},
        **in_order(cluster.extra),
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
        rest(data, known),
    )


def seat_to_data(seat: Seat) -> Data:
    """Return a seat; ``interests`` is absent until the person has declared them."""
    data: Data = {
        "id": str(seat.id),
        "role": seat.role.value,
        "name": seat.name,
        "organisation": seat.organisation,
        "country": seat.country,
    }
    if seat.interests is not None:
        data["interests"] = seat.interests
    if seat.key:
        data["key"] = seat.key
    return {**data, **in_order(seat.extra)}


def seat_from_data(data: Mapping[str, Any]) -> Seat:
    """Read a seat."""
    known = {"id", "role", "name", "organisation", "country", "interests", "key"}
    return Seat(
        UUID(data["id"]),
        Role(data["role"]),
        data.get("name", ""),
        data.get("organisation", ""),
        data.get("country", ""),
        data.get("interests"),
        data.get("key", ""),
        rest(data, known),
    )


def answer_to_data(answer: EligibilityAnswer) -> Data:
    """Return an eligibility answer; ``met`` is absent while nobody has looked."""
    met = {} if answer.met is None else {"met": answer.met}
    return {"criterion": answer.criterion, **met, "note": answer.note, **in_order(answer.extra)}


def answer_from_data(data: Mapping[str, Any]) -> EligibilityAnswer:
    """Read an eligibility answer."""
    extra = rest(data, {"criterion", "met", "note"})
    return EligibilityAnswer(data["criterion"], data.get("met"), data.get("note", ""), extra)


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
        **in_order(judgement.extra),
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
        improvements=read_all(data, "improvements", improvement_from_data),
        rests_on=tuple(RestsOn(source) for source in data.get("rests_on", ())),
        on_site=data.get("on_site", False),
        citations=read_all(data, "citations", citation_from_data),
        extra=rest(data, known),
    )


def agreement_to_data(agreed: Agreement) -> Data:
    """Return an agreement."""
    data: Data = {"criterion": agreed.criterion}
    if agreed.level is not None:
        data["level"] = level_to_data(agreed.level)
    data["reason"] = agreed.reason
    if agreed.adopted:
        data["adopted"] = True
    return {**data, **in_order(agreed.extra)}


def agreement_from_data(data: Mapping[str, Any]) -> Agreement:
    """Read an agreement."""
    extra = rest(data, {"criterion", "level", "reason", "adopted"})
    return Agreement(
        data["criterion"],
        level_from_data(data.get("level")),
        data.get("reason", ""),
        data.get("adopted", False),
        extra,
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
    return {**data, **in_order(area.extra)}


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
        extra=rest(data, known),
    )


def _part(extra: Extra, key: str) -> Extra:
    return cast("Extra", extra.get(key, NOTHING))
