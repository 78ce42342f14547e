"""Checks that go across an edition: what is named exists, numbers agree, and each rule can be worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from itertools import pairwise

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.plain import Group, Steps, shown, walk
from eucles_desk.scheme.values import (
    Criterion,
    Direction,
    Edition,
    FactType,
    Label,
    LabelKind,
    Provenance,
    Suggestion,
    SuggestionKind,
)

Where = Callable[..., dict[str, object]]
"""Gives the file and the line of a path, as values of an error."""


def check_edition(edition: Edition, content: Group, at: Where) -> None:
    """Raise ``SchemeError`` for the first thing that does not fit the rest of the edition."""
    _check_scale(edition, at)
    _check_sources(edition, content, at)
    _check_facts(edition, at)
    for criterion in edition.criteria.values():
        _check_criterion(edition, criterion, at)
        if criterion.suggestion is not None:
            _check_suggestion(edition, criterion, criterion.suggestion, at)
    for label in edition.labels.values():
        _check_label(edition, label, at)
    ranks = [label.rank for label in edition.labels.values()]
    if len(set(ranks)) < len(ranks):
        raise SchemeError("{file}, line {line}: two labels have the same rank.", **at("labels"))


def _check_scale(edition: Edition, at: Where) -> None:
    if edition.lowest_level >= edition.highest_level:
        raise SchemeError("{file}, line {line}: the highest level is not above the lowest.", **at("scale", "highest"))
    scale = tuple(range(edition.lowest_level, edition.highest_level + 1))
    for criterion in edition.criteria.values():
        if tuple(level.value for level in criterion.levels) != scale:
            raise SchemeError(
                "{file}, line {line}: the levels of criterion {criterion} are not those of the scale.",
                **at("criteria", criterion.id),
                criterion=criterion.id,
            )


def _check_sources(edition: Edition, content: Group, at: Where) -> None:
    for steps, value in walk(content):
        if not isinstance(value, dict) or "provenance" not in value:
            continue
        source = value.get("source")
        if value["provenance"] == Provenance.PUBLISHED and source is None:
            raise SchemeError(
                "{file}, line {line}: “{place}” is marked as published, but names no source.",
                **at(*steps),
                place=_place(steps),
            )
        if source is not None and (not isinstance(source, str) or source not in edition.sources):
            raise SchemeError(
                "{file}, line {line}: “{place}” names the source “{source}”, which is not in the list of sources.",
                **at(*steps, "source"),
                place=_place(steps),
                source=shown(source),
            )


def _check_facts(edition: Edition, at: Where) -> None:
    for fact in edition.facts.values():
        place = ("facts", fact.id)
        for label in fact.required_for:
            if label not in edition.labels:
                raise SchemeError(
                    "{file}, line {line}: there is no label “{label}”.", **at(*place, "required_for"), label=label
                )
        if (fact.type is FactType.CHOICE) != bool(fact.choices):
            raise SchemeError(
                "{file}, line {line}: choices are for facts of type choice, which need them; see “{fact}”.",
                **at(*place),
                fact=fact.id,
            )
        if fact.lowest is not None and fact.highest is not None and fact.lowest > fact.highest:
            raise SchemeError(
                "{file}, line {line}: the lowest value of “{fact}” is above its highest.",
                **at(*place, "lowest"),
                fact=fact.id,
            )
    for check in edition.consistency:
        _check_numbers(edition, check.left, at, ("consistency", check.id, "left"))
        _check_numbers(edition, check.right, at, ("consistency", check.id, "right"))
    for entry in edition.eligibility.values():
        rule, place = entry.rule, ("eligibility", entry.id, "rule")
        if rule is None:
            continue
        _check_numbers(edition, (*rule.facts, *rule.count_nonzero, *rule.numerator, *rule.denominator), at, place)
        if sum(1 for form in (rule.facts, rule.count_nonzero, rule.numerator) if form) != 1:
            raise SchemeError(
                "{file}, line {line}: the rule of “{id}” needs just one of “fact”, “count_nonzero” and “share”.",
                **at(*place),
                id=entry.id,
            )


def _check_criterion(edition: Edition, criterion: Criterion, at: Where) -> None:
    place = ("criteria", criterion.id)
    if criterion.dimension not in edition.dimensions:
        raise SchemeError(
            "{file}, line {line}: criterion {criterion} names the dimension “{dimension}”, which does not exist.",
            **at(*place, "dimension"),
            criterion=criterion.id,
            dimension=criterion.dimension,
        )
    for fact in criterion.facts:
        if fact not in edition.facts:
            raise SchemeError("{file}, line {line}: there is no fact “{fact}”.", **at(*place, "facts"), fact=fact)
    minimum = criterion.minimum.value
    if minimum is not None and not edition.lowest_level <= minimum <= edition.highest_level:
        raise SchemeError(
            "{file}, line {line}: the minimum {minimum} of criterion {criterion} is not on the scale from {lowest} to"
            " {highest}.",
            **at(*place, "minimum"),
            minimum=minimum,
            criterion=criterion.id,
            lowest=edition.lowest_level,
            highest=edition.highest_level,
        )


def _check_suggestion(edition: Edition, criterion: Criterion, rule: Suggestion, at: Where) -> None:
    place = ("criteria", criterion.id, "suggestion")
    _check_numbers(edition, rule.numerator, at, (*place, "numerator"))
    _check_numbers(edition, rule.denominator, at, (*place, "denominator"))
    if (rule.kind is SuggestionKind.RATIO) != bool(rule.denominator):
        raise SchemeError(
            "{file}, line {line}: only a ratio has a denominator, and needs one; see criterion {criterion}.",
            **at(*place),
            criterion=criterion.id,
        )
    if rule.kind is SuggestionKind.YEARS_SINCE and (
        len(rule.numerator) != 1 or edition.facts[rule.numerator[0]].type is not FactType.YEAR
    ):
        raise SchemeError(
            "{file}, line {line}: the suggestion of criterion {criterion} counts years from one fact that is a year.",
            **at(*place, "numerator"),
            criterion=criterion.id,
        )
    _check_thresholds(edition, criterion, rule, at)


def _check_thresholds(edition: Edition, criterion: Criterion, rule: Suggestion, at: Where) -> None:
    place = ("criteria", criterion.id, "suggestion", "thresholds")
    for level, value in rule.thresholds:
        if not edition.lowest_level < level <= edition.highest_level:
            raise SchemeError(
                "{file}, line {line}: criterion {criterion} has a threshold for level {level}; thresholds are for"
                " levels {first} to {last}.",
                **at(*place, str(level)),
                criterion=criterion.id,
                level=level,
                first=edition.lowest_level + 1,
                last=edition.highest_level,
            )
        if rule.unit == "percent" and value > 100 and rule.direction is Direction.AT_LEAST:
            raise SchemeError(
                "{file}, line {line}: a threshold of criterion {criterion} is {value} %; it can be 100 at most.",
                **at(*place, str(level)),
                criterion=criterion.id,
                value=value,
            )
    sign = 1 if rule.direction is Direction.AT_LEAST else -1
    for (upper, more), (lower, less) in pairwise(rule.thresholds):
        if sign * more <= sign * less:
            raise SchemeError(
                "{file}, line {line}: the thresholds of criterion {criterion} for levels {lower} and {upper} are {less}"
                " and {more}; they must go one way from level to level.",
                **at(*place, str(upper)),
                criterion=criterion.id,
                lower=lower,
                upper=upper,
                less=less,
                more=more,
            )


def _check_label(edition: Edition, label: Label, at: Where) -> None:
    place = ("labels", label.id)
    for code in label.award.entry_criteria.value:
        if code not in label.criteria:
            raise SchemeError(
                "{file}, line {line}: criterion {criterion} is an entry condition of “{label}”, but not judged for it.",
                **at(*place, "award", "entry_criteria"),
                criterion=code,
                label=label.id,
            )
    interval = label.award.interval_months.value
    if interval is not None and interval[0] > interval[1]:
        raise SchemeError(
            "{file}, line {line}: the interval of “{label}” ends before it begins.",
            **at(*place, "award", "interval_months"),
            label=label.id,
        )
    if label.kind is LabelKind.POINTS:
        _check_points(edition, label, at)


def _check_points(edition: Edition, label: Label, at: Where) -> None:
    award, place = label.award, ("labels", label.id, "award")
    most, need, percent = award.max_points.value, award.pass_points.value, award.pass_percent.value
    if most is None or need is None or percent is None:
        raise SchemeError(
            "{file}, line {line}: “{label}” is earned by points and needs max_points, pass_points and pass_percent.",
            **at(*place),
            label=label.id,
        )
    total = sum((criterion.most_points for criterion in edition.criteria_of(label.id)), Decimal(0))
    if total != most:
        raise SchemeError(
            "{file}, line {line}: the weights of “{label}” add up to {total} points at the highest level; max_points is"
            " {most}.",
            **at(*place, "max_points"),
            label=label.id,
            total=total,
            most=most,
        )
    if need * 100 != percent * most:
        raise SchemeError(
            "{file}, line {line}: pass_points of “{label}” is {need}, but {percent} % of {most} is {expected}.",
            **at(*place, "pass_points"),
            label=label.id,
            need=need,
            percent=percent,
            most=most,
            expected=f"{(percent * most / 100).normalize():f}",
        )


def _check_numbers(edition: Edition, facts: Iterable[str], at: Where, place: Steps) -> None:
    for fact in facts:
        if fact not in edition.facts:
            raise SchemeError("{file}, line {line}: there is no fact “{fact}”.", **at(*place), fact=fact)
        if not edition.facts[fact].type.is_number:
            raise SchemeError(
                "{file}, line {line}: a rule cannot count with “{fact}”, which is not a number.",
                **at(*place),
                fact=fact,
            )


def _place(steps: Steps) -> str:
    return " / ".join(str(step) for step in steps)
