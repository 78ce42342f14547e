"""Small editions with every combination of rules, small enough to try each completion of an assessment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product
from types import MappingProxyType

from hypothesis import strategies as st

from eucles_desk.assessment.award import ConditionKind, Raise, State, outcome
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import Level
from eucles_desk.scheme.values import Criterion, Edition, NotApplicableRule
from support.editions import by_id, criterion, ours, small_edition
from support.gold import assessment

LEVEL_CONDITIONS = (ConditionKind.POINTS, ConditionKind.MINIMUMS, ConditionKind.ENTRY)
CODES = ("1.1", "1.2", "2.9", "2.10")


def possible(edition: Edition, judged: Criterion) -> tuple[Level, ...]:
    """Return what a criterion can be judged."""
    scale: tuple[Level, ...] = tuple(level.value for level in judged.levels)
    return (*scale, NOT_APPLICABLE) if judged.may_be_not_applicable.value else scale


def completions(edition: Edition, levels: Mapping[str, Level]) -> Iterator[dict[str, Level]]:
    """Yield every way to judge what is not looked at."""
    open_ones = [c for c in edition.criteria_of("gold") if levels.get(c.id) is None]
    for chosen in product(*(possible(edition, c) for c in open_ones)):
        yield {**levels, **{c.id: level for c, level in zip(open_ones, chosen, strict=True)}}


def reaches(edition: Edition, levels: Mapping[str, Level]) -> bool:
    """Whether threshold, minimums and entry conditions can be reached with open criteria at their best."""
    best = {c.id: c.highest if levels.get(c.id) is None else levels[c.id] for c in edition.criteria_of("gold")}
    found = outcome(edition, assessment(edition, agreed=best))
    conditions = [condition for condition in found.conditions if condition.kind in LEVEL_CONDITIONS]
    return all(condition.state is State.MET for condition in conditions)


def raised(levels: Mapping[str, Level], raises: tuple[Raise, ...]) -> dict[str, Level]:
    """Return the levels after these raises."""
    return {**levels, **{found.criterion: found.to for found in raises}}


def higher(edition: Edition, levels: Mapping[str, Level], chosen: tuple[str, ...]) -> Iterator[dict[str, Level]]:
    """Yield every way to raise exactly these criteria."""
    options: list[list[int]] = []
    for code in chosen:
        level = levels[code]
        least = level + 1 if isinstance(level, int) else edition.lowest_level
        options.append(list(range(least, edition.highest_level + 1)))
    for to in product(*options):
        yield {**levels, **dict(zip(chosen, to, strict=True))}


def may_rise(edition: Edition, levels: Mapping[str, Level]) -> list[str]:
    """Name those judged at a level, and those for which *not applicable* is not good enough."""
    found = outcome(edition, assessment(edition, agreed=levels))
    missed = {code for condition in found.conditions if condition.kind in LEVEL_CONDITIONS for code in condition.missed}
    return [code for code, level in levels.items() if isinstance(level, int) or code in missed]


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Make an edition whose label Gold judges up to four criteria on a scale of three levels."""
    lowest = draw(st.sampled_from([0, 0, 0, 1]))
    scale = (lowest, lowest + 1, lowest + 2)
    codes = CODES[: draw(st.integers(1, 4))]
    base = small_edition()
    made = by_id(*(draw(_criteria(code, scale)) for code in codes))
    rule = replace(
        base.not_applicable,
        rule=draw(st.sampled_from(NotApplicableRule)),
        minimum_waived=draw(st.booleans()),
    )
    gold = replace(
        base.labels["gold"],
        criteria=codes,
        award=replace(
            base.labels["gold"].award,
            pass_percent=ours(draw(st.sampled_from([1, 40, 50, 66, 80, 80, 100]).map(Decimal))),
            minimums=ours(draw(st.booleans())),
            entry_criteria=ours(codes[:1] if draw(st.booleans()) else ()),
        ),
    )
    return replace(
        base,
        lowest_level=lowest,
        highest_level=scale[-1],
        not_applicable=rule,
        criteria=made,
        labels=MappingProxyType({**base.labels, "gold": gold}),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[Edition, dict[str, Level]]:
    """Make an edition with levels for some of its criteria."""
    edition = draw(editions())
    levels = {
        code: draw(st.none() | st.sampled_from(possible(edition, judged))) for code, judged in edition.criteria.items()
    }
    return edition, {code: level for code, level in levels.items() if level is not None or draw(st.booleans())}


@st.composite
def _criteria(draw: st.DrawFn, code: str, scale: tuple[int, ...]) -> Criterion:
    plain = criterion(
        code,
        weight=draw(st.sampled_from(["0", "0.5", "1", "1", "2"])),
        minimum=draw(st.none() | st.sampled_from(scale)),
        may_be_not_applicable=draw(st.booleans()),
    )
    levels = tuple(replace(plain.levels[0], value=value) for value in scale)
    return replace(plain, levels=levels)
