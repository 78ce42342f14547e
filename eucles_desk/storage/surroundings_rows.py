"""What surrounds the judgements to rows and back; numbers that are decimals are kept letter for letter."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from eucles_desk.assessment.codec import level_from_data, level_to_data
from eucles_desk.assessment.improvement_data import improvement_from_data, improvement_to_data
from eucles_desk.assessment.terms import Disposition, Opinion
from eucles_desk.assessment.values import Award, Benchmark, EarlierResult, Remark, Spread, Visit
from eucles_desk.storage.rows import Row, extra_from_row, extra_to_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID


def visit_row(assessment: UUID, visit: Visit) -> Row:
    """Return the row of a visit."""
    return {
        "assessment_id": assessment,
        "id": visit.id,
        "day": visit.day,
        "place": visit.place,
        "extra": extra_to_row(visit.extra),
    }


def visit_from_row(row: Any) -> Visit:
    """Read a visit."""
    return Visit(row.id, row.day, row.place, extra_from_row(row.extra))


def remark_row(assessment: UUID, remark: Remark) -> Row:
    """Return the row of a remark."""
    return {
        "assessment_id": assessment,
        "id": remark.id,
        "criterion": remark.criterion,
        "opinion": remark.opinion.value if remark.opinion else None,
        "text": remark.text,
        "disposition": remark.disposition.value if remark.disposition else None,
        "reply": remark.reply,
        "extra": extra_to_row(remark.extra),
    }


def remark_from_row(row: Any) -> Remark:
    """Read a remark."""
    return Remark(
        id=row.id,
        criterion=row.criterion,
        opinion=Opinion(row.opinion) if row.opinion else None,
        text=row.text,
        disposition=Disposition(row.disposition) if row.disposition else None,
        reply=row.reply,
        extra=extra_from_row(row.extra),
    )


def award_rows(assessment: UUID, award: Award | None) -> list[Row]:
    """Return the row of the award, none where there is no award."""
    if award is None:
        return []
    return [
        {
            "assessment_id": assessment,
            "number": award.number,
            "first": award.first,
            "last": award.last,
            "extra": extra_to_row(award.extra),
        }
    ]


def award_from_row(row: Any) -> Award:
    """Read the award."""
    return Award(row.number, row.first, row.last, extra_from_row(row.extra))


def earlier_rows(assessment: UUID, results: Iterable[EarlierResult]) -> list[Row]:
    """Return the rows of the earlier results."""
    return [
        {
            "assessment_id": assessment,
            "position": position,
            "earlier_id": result.assessment,
            "month": result.month,
            "label": result.label,
            "percent": result.percent,
            "levels": {criterion: level_to_data(level) for criterion, level in result.levels.items()},
            "recommendations": {
                criterion: [improvement_to_data(improvement) for improvement in improvements]
                for criterion, improvements in result.recommendations.items()
            }
            or None,
            "extra": extra_to_row(result.extra),
        }
        for position, result in enumerate(results)
    ]


def earlier_from_row(row: Any) -> EarlierResult:
    """Read an earlier result."""
    levels = {criterion: level_from_data(level) for criterion, level in row.levels.items()}
    stored: dict[str, list[Row]] = row.recommendations or {}
    recommended = {
        criterion: tuple(improvement_from_data(improvement) for improvement in improvements)
        for criterion, improvements in stored.items()
    }
    return EarlierResult(
        month=row.month,
        label=row.label,
        levels=MappingProxyType(levels),
        percent=row.percent,
        assessment=row.earlier_id,
        recommendations=MappingProxyType(recommended),
        extra=extra_from_row(row.extra),
    )


def benchmark_rows(assessment: UUID, benchmark: Benchmark | None) -> list[Row]:
    """Return the row of the peers, none where there are no peers."""
    if benchmark is None:
        return []
    return [
        {
            "assessment_id": assessment,
            "title": benchmark.title,
            "peers": benchmark.peers,
            "criteria": {criterion: _spread_to_row(spread) for criterion, spread in benchmark.criteria.items()},
            "dimensions": {dimension: str(share) for dimension, share in benchmark.dimensions.items()},
            "extra": extra_to_row(benchmark.extra),
        }
    ]


def benchmark_from_row(row: Any) -> Benchmark:
    """Read the peers."""
    return Benchmark(
        row.title,
        row.peers,
        MappingProxyType({criterion: _spread_from_row(spread) for criterion, spread in row.criteria.items()}),
        MappingProxyType({dimension: Decimal(share) for dimension, share in row.dimensions.items()}),
        extra_from_row(row.extra),
    )


def _spread_to_row(spread: Spread) -> Row:
    return {
        "median": str(spread.median),
        "first_quartile": _digits(spread.first_quartile),
        "third_quartile": _digits(spread.third_quartile),
        "extra": extra_to_row(spread.extra),
    }


def _spread_from_row(data: Mapping[str, Any]) -> Spread:
    first, third = data["first_quartile"], data["third_quartile"]
    return Spread(
        Decimal(data["median"]),
        None if first is None else Decimal(first),
        None if third is None else Decimal(third),
        extra_from_row(data["extra"]),
    )


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
