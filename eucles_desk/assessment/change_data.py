"""Changes of an assessment as plain data for the history, and back."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from eucles_desk.assessment import codec, evidence_data, on_site_data, verdict_data
from eucles_desk.assessment.changes import Change, ClusterName, Details, Part, PartValue
from eucles_desk.assessment.terms import Kind, Step
from eucles_desk.assessment.values import EarlierResult, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def change_to_data(change: Change) -> dict[str, Any]:
    """Return a change as plain data for the history."""
    data = {
        "part": change.part.value,
        "key": change.key,
        "before": _value_to_data(change.part, change.before),
        "after": _value_to_data(change.part, change.after),
    }
    return data if change.index is None else {**data, "index": change.index}


def change_from_data(data: Mapping[str, Any]) -> Change:
    """Read what :func:`change_to_data` wrote."""
    part = Part(data["part"])
    before, after = (_value_from_data(part, data[name]) for name in ("before", "after"))
    return Change(part, data["key"], before, after, data.get("index"))


def _name_to_data(named: ClusterName) -> codec.Data:
    return {"name": named.name, "country": named.country, "region": named.region}


def _name_from_data(data: Mapping[str, Any]) -> ClusterName:
    return ClusterName(data["name"], data["country"], data["region"])


def _details_to_data(details: Details) -> codec.Data:
    return {
        "kind": details.kind.value,
        "from": details.period.first,
        "to": details.period.last,
        "earlier_benchmarking": details.earlier_benchmarking,
        "extra": dict(details.period.extra),
    }


def _details_from_data(data: Mapping[str, Any]) -> Details:
    period = Period(data["from"], data["to"], MappingProxyType(dict(data["extra"])))
    return Details(Kind(data["kind"]), period, data["earlier_benchmarking"])


def _earlier_to_data(results: Iterable[EarlierResult]) -> list[codec.Data]:
    return [codec.earlier_to_data(result) for result in results]


def _earlier_from_data(data: Iterable[Mapping[str, Any]]) -> tuple[EarlierResult, ...]:
    return tuple(codec.earlier_from_data(result) for result in data)


_WRITE: Mapping[Part, Callable[[Any], object]] = {
    Part.FACT: codec.fact_to_data,
    Part.STEP: str,
    Part.SEAT: codec.seat_to_data,
    Part.ELIGIBILITY: codec.answer_to_data,
    Part.JUDGEMENT: codec.judgement_to_data,
    Part.AGREEMENT: codec.agreement_to_data,
    Part.EVIDENCE: evidence_data.evidence_to_data,
    Part.AREA: codec.area_to_data,
    Part.VISIT: codec.visit_to_data,
    Part.REMARK: codec.remark_to_data,
    Part.AWARD: codec.award_to_data,
    Part.EARLIER: _earlier_to_data,
    Part.BENCHMARK: codec.benchmark_to_data,
    Part.CLUSTER: _name_to_data,
    Part.DETAILS: _details_to_data,
    Part.REPLY_DUE: str,
    Part.SELF_JUDGEMENT: on_site_data.self_judgement_to_data,
    Part.AGENDA: on_site_data.agenda_to_data,
    Part.ACCEPTED: on_site_data.accepted_to_data,
    Part.PRIVATE_NOTE: on_site_data.private_note_to_data,
    Part.SEAL: verdict_data.seal_to_data,
    Part.APPROVAL: verdict_data.approval_to_data,
    Part.DECISION: verdict_data.decision_to_data,
    Part.APPEAL: verdict_data.appeal_to_data,
    Part.CORRECTION: verdict_data.correction_to_data,
}

_READ: Mapping[Part, Callable[[Any], PartValue]] = {
    Part.FACT: codec.fact_from_data,
    Part.STEP: Step,
    Part.SEAT: codec.seat_from_data,
    Part.ELIGIBILITY: codec.answer_from_data,
    Part.JUDGEMENT: codec.judgement_from_data,
    Part.AGREEMENT: codec.agreement_from_data,
    Part.EVIDENCE: evidence_data.evidence_from_data,
    Part.AREA: codec.area_from_data,
    Part.VISIT: codec.visit_from_data,
    Part.REMARK: codec.remark_from_data,
    Part.AWARD: codec.award_from_data,
    Part.EARLIER: _earlier_from_data,
    Part.BENCHMARK: codec.benchmark_from_data,
    Part.CLUSTER: _name_from_data,
    Part.DETAILS: _details_from_data,
    Part.REPLY_DUE: str,
    Part.SELF_JUDGEMENT: on_site_data.self_judgement_from_data,
    Part.AGENDA: on_site_data.agenda_from_data,
    Part.ACCEPTED: on_site_data.accepted_from_data,
    Part.PRIVATE_NOTE: on_site_data.private_note_from_data,
    Part.SEAL: verdict_data.seal_from_data,
    Part.APPROVAL: verdict_data.approval_from_data,
    Part.DECISION: verdict_data.decision_from_data,
    Part.APPEAL: verdict_data.appeal_from_data,
    Part.CORRECTION: verdict_data.correction_from_data,
}


def _value_to_data(part: Part, value: PartValue) -> object:
    return None if value is None else _WRITE[part](value)


def _value_from_data(part: Part, data: Any) -> PartValue:
    return None if data is None else _READ[part](data)
