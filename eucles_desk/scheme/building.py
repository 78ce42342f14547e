"""An edition built out of its content.

This runs at every start of the program and for each assessment opened, so it trusts the content to be complete; it
still checks the type of every value that it takes, since content also comes in packages from other laptops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from eucles_desk.scheme.plain import (
    Group,
    ShapeError,
    Value,
    entries,
    flag,
    group,
    groups,
    number,
    optional_number,
    optional_string,
    string,
    strings,
    whole,
)
from eucles_desk.scheme.values import (
    FACT_CHECK_SCORES,
    AwardRule,
    Consistency,
    Criterion,
    Dimension,
    Direction,
    Edition,
    EditionRef,
    EligibilityCriterion,
    FactDefinition,
    FactRule,
    FactType,
    Label,
    LabelKind,
    Level,
    NotApplicable,
    NotApplicableRule,
    Origin,
    Provenance,
    Source,
    Sourced,
    Suggestion,
    SuggestionKind,
    Text,
    Validity,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CONTENT_FORMAT = "eucles-edition-content"
CONTENT_VERSION = 1

T = TypeVar("T")


def build_edition(content: Group, sha256: str) -> Edition:
    """Return the edition; raise ``ShapeError``, ``KeyError`` or ``ValueError`` when the content is not one."""
    scale, not_applicable = group(content["scale"]), group(content["not_applicable"])
    criteria = tuple(_criterion(entry) for entry in groups(content["criteria"]))
    labels = tuple(_label(entry, criteria) for entry in groups(content["labels"]))
    languages = [strings(pair) for pair in entries(content["languages"])]
    return Edition(
        ref=EditionRef(string(content["scheme"]), string(content["edition"]), sha256),
        title=_text(content["title"]),
        notice=_text(content["notice"]),
        languages=tuple((code, name) for code, name in languages),
        lowest_level=whole(scale["lowest"]),
        highest_level=whole(scale["highest"]),
        not_applicable=NotApplicable(
            rule=NotApplicableRule(not_applicable["rule"]),
            minimum_waived=string(not_applicable["minimum"]) == "waived",
            provenance=Provenance(not_applicable["provenance"]),
            text=_text(not_applicable["text"]),
        ),
        sources={source.key: source for source in map(_source, groups(content["sources"]))},
        labels={label.id: label for label in labels},
        eligibility={entry.id: entry for entry in map(_eligibility, groups(content["eligibility"]))},
        dimensions={dimension.id: dimension for dimension in map(_dimension, groups(content["dimensions"]))},
        criteria={criterion.id: criterion for criterion in criteria},
        facts={fact.id: fact for fact in map(_fact, groups(content["facts"]))},
        fact_parts={string(part["id"]): _text(part["title"]) for part in groups(content["fact_parts"])},
        consistency=tuple(map(_consistency, groups(content["consistency"]))),
        fact_check_scores=_fact_check_scores(content.get("fact_check")),
    )


def _fact_check_scores(value: Value) -> Sourced[bool]:
    """Return whether the fact check shows levels; an edition need not say it."""
    if value is None:
        return FACT_CHECK_SCORES
    data = group(value)
    if data["scores"] not in {"shown", "hidden"}:
        raise ShapeError
    return Sourced(data["scores"] == "shown", _origin(data))


def _text(value: Value) -> Text:
    languages = group(value)
    if not languages:
        raise ShapeError
    return Text({code: string(text) for code, text in languages.items()})


def _origin(data: Group) -> Origin:
    return Origin(Provenance(data["provenance"]), optional_string(data.get("source")))


def _sourced(value: Value, read: Callable[[Value], T]) -> Sourced[T]:
    data = group(value)
    return Sourced(read(data["value"]), _origin(data))


def _optional_whole(value: Value) -> int | None:
    return None if value is None else whole(value)


def _months(value: Value) -> tuple[int, int] | None:
    if value is None:
        return None
    first, last = entries(value)
    return whole(first), whole(last)


def _source(data: Group) -> Source:
    return Source(string(data["key"]), string(data["title"]), string(data["address"]))


def _dimension(data: Group) -> Dimension:
    return Dimension(
        id=string(data["id"]),
        title=_text(data["title"]),
        short=_text(data["short"]),
        meaning=_text(data["meaning"]),
        origin=_origin(data),
    )


def _criterion(data: Group) -> Criterion:
    return Criterion(
        id=string(data["id"]),
        dimension=string(data["dimension"]),
        origin=_origin(group(data["origin"])),
        texts=_origin(group(data["texts"])),
        title=_text(data["title"]),
        question=_text(data["question"]),
        look_for=_text(data["look_for"]),
        evidence=tuple(_text(entry) for entry in entries(data["evidence"])),
        interview=tuple(_text(entry) for entry in entries(data["interview"])),
        levels=tuple(_level(level) for level in groups(data["levels"])),
        weight=_sourced(data["weight"], number),
        minimum=_sourced(data["minimum"], _optional_whole),
        silver_audit=flag(data["silver_audit"]),
        may_be_not_applicable=_sourced(data["not_applicable"], flag),
        facts=strings(data["facts"]),
        suggestion=None if data["suggestion"] is None else _suggestion(group(data["suggestion"])),
        replaced=frozenset(strings(data.get("replaced", []))),
    )


def _level(data: Group) -> Level:
    return Level(whole(data["value"]), _text(data["text"]), Provenance(data["provenance"]))


def _suggestion(data: Group) -> Suggestion:
    thresholds = {int(level): number(value) for level, value in group(data["thresholds"]).items()}
    return Suggestion(
        kind=SuggestionKind(data["kind"]),
        numerator=strings(data["numerator"]),
        denominator=strings(data.get("denominator", [])),
        unit=string(data["unit"]),
        direction=Direction(data["direction"]),
        thresholds=tuple(sorted(thresholds.items(), reverse=True)),
        provenance=Provenance(data["provenance"]),
    )


def _label(data: Group, criteria: tuple[Criterion, ...]) -> Label:
    award, validity = group(data["award"]), group(data["validity"])
    return Label(
        id=string(data["id"]),
        rank=whole(data["rank"]),
        kind=LabelKind(data["kind"]),
        title=_text(data["title"]),
        byname=_text(data["byname"]),
        basis=_text(data["basis"]),
        criteria=tuple(criterion.id for criterion in criteria if _judged(string(data["criteria"]), criterion)),
        experts=_sourced(data["experts"], whole),
        visit_hours=_sourced(data["visit_hours"], whole),
        visit_hours_renewal=_sourced(data["visit_hours_renewal"], whole),
        award=AwardRule(
            max_points=_sourced(award["max_points"], optional_number),
            pass_points=_sourced(award["pass_points"], optional_number),
            pass_percent=_sourced(award["pass_percent"], optional_number),
            minimums=_sourced(award["minimums"], flag),
            entry_criteria=_sourced(award["entry_criteria"], strings),
            eligibility=_sourced(award["eligibility"], flag),
            improvement_areas=_sourced(award["improvement_areas"], whole),
            interval_months=_sourced(award["interval_months"], _months),
        ),
        validity=Validity(
            first_years=_sourced(validity["first_years"], whole),
            renewal_years=_sourced(validity["renewal_years"], whole),
            renewal_window_months=_sourced(validity["renewal_window_months"], whole),
            counts_from=_sourced(validity["counts_from"], string),
        ),
    )


def _judged(which: str, criterion: Criterion) -> bool:
    """Return whether a label judges the criterion: ``all``, ``none``, or those of the ``audit``."""
    match which:
        case "all":
            return True
        case "none":
            return False
        case "audit":
            return criterion.silver_audit or criterion.minimum.value is not None
        case _:
            raise ShapeError


def _eligibility(data: Group) -> EligibilityCriterion:
    return EligibilityCriterion(
        id=string(data["id"]),
        title=_text(data["title"]),
        question=_text(data["question"]),
        help=_text(data["help"]),
        origin=_origin(group(data["origin"])),
        texts=_origin(group(data["texts"])),
        threshold=_sourced(data["threshold"], optional_number),
        rule=None if data["rule"] is None else _rule(group(data["rule"])),
    )


def _rule(data: Group) -> FactRule:
    if "share" in data:
        share = group(data["share"])
        return FactRule(
            at_least=number(share["at_least"]),
            numerator=strings(share["numerator"]),
            denominator=strings(share["denominator"]),
        )
    return FactRule(
        at_least=number(data["at_least"]),
        facts=strings(data.get("fact", [])),
        count_nonzero=strings(data.get("count_nonzero", [])),
    )


def _fact(data: Group) -> FactDefinition:
    return FactDefinition(
        id=string(data["id"]),
        part=string(data["part"]),
        type=FactType(data["type"]),
        title=_text(data["title"]),
        help=_text(data["help"]),
        unit=_text(data["unit"]),
        lowest=optional_number(data["lowest"]),
        highest=optional_number(data["highest"]),
        required_for=strings(data["required_for"]),
        choices=tuple((string(choice["id"]), _text(choice["title"])) for choice in groups(data["choices"])),
    )


def _consistency(data: Group) -> Consistency:
    return Consistency(string(data["id"]), strings(data["left"]), strings(data["right"]), _text(data["text"]))
