"""What surrounds the judgements as plain data and back: visits, remarks, the award, earlier results and the peers."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from eucles_desk.assessment.improvement_data import improvement_from_data, improvement_to_data
from eucles_desk.assessment.plain_data import (
    Data,
    criterion_order,
    in_order,
    level_from_data,
    level_to_data,
    number_from_data,
    number_to_data,
    rest,
)
from eucles_desk.assessment.terms import Disposition, Opinion
from eucles_desk.assessment.values import Award, Benchmark, EarlierResult, Remark, Spread, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping


def visit_to_data(visit: Visit) -> Data:
    """Return a visit."""
    return {"id": str(visit.id), "day": visit.day, "place": visit.place, **in_order(visit.extra)}


def visit_from_data(data: Mapping[str, Any]) -> Visit:
    """Read a visit."""
    return Visit(UUID(data["id"]), data["day"], data.get("place", ""), rest(data, {"id", "day", "place"}))


def remark_to_data(remark: Remark) -> Data:
    """Return a remark; opinion and disposition are absent until there is one."""
    data: Data = {"id": str(remark.id), "criterion": remark.criterion}
    if remark.opinion is not None:
        data["opinion"] = remark.opinion.value
    data["text"] = remark.text
    if remark.disposition is not None:
        data["disposition"] = remark.disposition.value
    return {**data, "reply": remark.reply, **in_order(remark.extra)}


def remark_from_data(data: Mapping[str, Any]) -> Remark:
    """Read a remark."""
    return Remark(
        id=UUID(data["id"]),
        criterion=data["criterion"],
        opinion=Opinion(data["opinion"]) if "opinion" in data else None,
        text=data.get("text", ""),
        disposition=Disposition(data["disposition"]) if "disposition" in data else None,
        reply=data.get("reply", ""),
        extra=rest(data, {"id", "criterion", "opinion", "text", "disposition", "reply"}),
    )


def award_to_data(award: Award) -> Data:
    """Return the award."""
    return {"number": award.number, "from": award.first, "to": award.last, **in_order(award.extra)}


def award_from_data(data: Mapping[str, Any]) -> Award:
    """Read the award."""
    extra = rest(data, {"number", "from", "to"})
    return Award(data.get("number", ""), data.get("from", ""), data.get("to", ""), extra)


def earlier_to_data(result: EarlierResult) -> Data:
    """Return an earlier result; a criterion that was not looked at is absent."""
    data: Data = {"assessment": str(result.assessment)} if result.assessment else {}
    data |= {"month": result.month, "label": result.label}
    if result.percent is not None:
        data["percent"] = number_to_data(result.percent)
    data["levels"] = {
        criterion: level_to_data(result.levels[criterion])
        for criterion in sorted(result.levels, key=criterion_order)
        if result.levels[criterion] is not None
    }
    recommended = {
        criterion: [improvement_to_data(improvement) for improvement in result.recommendations[criterion]]
        for criterion in sorted(result.recommendations, key=criterion_order)
    }
    if recommended:
        data["recommendations"] = recommended
    return {**data, **in_order(result.extra)}


def earlier_from_data(data: Mapping[str, Any]) -> EarlierResult:
    """Read an earlier result."""
    levels = {criterion: level_from_data(level) for criterion, level in data.get("levels", {}).items()}
    return EarlierResult(
        month=data["month"],
        label=data["label"],
        levels=MappingProxyType(levels),
        percent=number_from_data(data["percent"]) if "percent" in data else None,
        assessment=UUID(data["assessment"]) if "assessment" in data else None,
        recommendations=MappingProxyType(
            {
                criterion: tuple(improvement_from_data(improvement) for improvement in improvements)
                for criterion, improvements in data.get("recommendations", {}).items()
            }
        ),
        extra=rest(data, {"assessment", "month", "label", "percent", "levels", "recommendations"}),
    )


def benchmark_to_data(benchmark: Benchmark) -> Data:
    """Return the peers, their criteria and dimensions in order."""
    return {
        "title": benchmark.title,
        "peers": benchmark.peers,
        "criteria": {
            criterion: spread_to_data(benchmark.criteria[criterion])
            for criterion in sorted(benchmark.criteria, key=criterion_order)
        },
        "dimensions": {
            dimension: number_to_data(benchmark.dimensions[dimension])
            for dimension in sorted(benchmark.dimensions, key=criterion_order)
        },
        **in_order(benchmark.extra),
    }


def benchmark_from_data(data: Mapping[str, Any]) -> Benchmark:
    """Read the peers."""
    criteria = {criterion: spread_from_data(spread) for criterion, spread in data.get("criteria", {}).items()}
    dimensions = {dimension: number_from_data(share) for dimension, share in data.get("dimensions", {}).items()}
    return Benchmark(
        title=data["title"],
        peers=int(data["peers"]),
        criteria=MappingProxyType(criteria),
        dimensions=MappingProxyType(dimensions),
        extra=rest(data, {"title", "peers", "criteria", "dimensions"}),
    )


def spread_to_data(spread: Spread) -> Data:
    """Return how the peers spread over a criterion; quartiles only where they are known."""
    data: Data = {"median": number_to_data(spread.median)}
    if spread.first_quartile is not None:
        data["first_quartile"] = number_to_data(spread.first_quartile)
    if spread.third_quartile is not None:
        data["third_quartile"] = number_to_data(spread.third_quartile)
    return {**data, **in_order(spread.extra)}


def spread_from_data(data: Mapping[str, Any]) -> Spread:
    """Read how the peers spread over a criterion."""
    first, third = data.get("first_quartile"), data.get("third_quartile")
    return Spread(
        number_from_data(data["median"]),
        None if first is None else number_from_data(first),
        None if third is None else number_from_data(third),
        rest(data, {"median", "first_quartile", "third_quartile"}),
    )
