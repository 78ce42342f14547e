"""Whether an assessment keeps to its edition, with the place in the file where it does not."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import datetime
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from eucles_desk.assessment.validation import check_assessment, check_fact
from eucles_desk.errors import ExchangeError, RuleError
from eucles_desk.exchange.faults import Fault, inner, shown

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition

# Judgements come last of those that they refer to.
_LISTS = (
    "seats", "eligibility", "evidence", "judgements", "consensus", "improvement_areas", "visits", "remarks", "earlier",
    "self_assessment", "accepted", "seals", "approvals", "appeals", "corrections",
)  # fmt: skip
_SINGLE = ("award", "benchmark", "agenda", "decision")
_PLAIN = ("reply_due",)
_KEYS = {"accepted": "accepted_findings"}
"""What the file calls a part that has another name here."""


def check_keeping(assessment: Assessment, edition: Edition) -> None:
    """Raise ``Fault`` at the first thing that is against the edition."""
    broken = _broken_rule(assessment, edition)
    if broken is not None:
        raise _located(assessment, edition, broken)
    _check_times(assessment)


def _broken_rule(assessment: Assessment, edition: Edition) -> RuleError | None:
    try:
        check_assessment(assessment, edition)
    except RuleError as error:
        return error
    return None


def _located(assessment: Assessment, edition: Edition, broken: RuleError) -> Fault:
    """Build the assessment up part by part until it breaks a rule: there is the place, and no rule is written twice."""
    good = replace(
        assessment,
        cluster=replace(assessment.cluster, facts=MappingProxyType({})),
        **dict.fromkeys(_LISTS, ()),
        **dict.fromkeys(_SINGLE),
        **dict.fromkeys(_PLAIN, ""),
    )
    error = _broken_rule(good, edition)
    if error is not None:
        return Fault(inner(error), ("assessment",))
    for fact, value in assessment.cluster.facts.items():
        try:
            check_fact(edition, fact, value)
        except RuleError as error:
            return Fault(inner(error), ("cluster", "facts", fact))
    for name in _LISTS:
        items: tuple[object, ...] = getattr(assessment, name)
        first = bisect_left(range(len(items)), 1, key=partial(_breaks, good, edition, name, items))
        if first < len(items):
            error = _broken_rule(_with_first(good, name, items, first + 1), edition)
            return Fault(inner(error or broken), (_KEYS.get(name, name), first))
        good = replace(good, **{name: items})
    for name in (*_SINGLE, *_PLAIN):
        error = _broken_rule(replace(good, **{name: getattr(assessment, name)}), edition)
        if error is not None:
            return Fault(inner(error), (name,))
    return Fault(inner(broken))


def _with_first(good: Assessment, name: str, items: tuple[object, ...], count: int) -> Assessment:
    return replace(good, **{name: items[:count]})


def _breaks(good: Assessment, edition: Edition, name: str, items: tuple[object, ...], index: int) -> bool:
    """Return whether a rule is broken as soon as the item at the index is there."""
    return _broken_rule(_with_first(good, name, items, index + 1), edition) is not None


def _check_times(assessment: Assessment) -> None:
    """Refuse days that no month has, which a pattern lets pass."""
    for index, piece in enumerate(assessment.evidence):
        try:
            _ = piece.added_at and datetime.fromisoformat(piece.added_at)
        except ValueError as error:
            problem = ExchangeError("there is no such time as “{value}”.", value=shown(piece.added_at))
            raise Fault(problem, ("evidence", index, "added_at")) from error
