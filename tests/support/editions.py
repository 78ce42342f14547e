"""A small edition with one of everything: enough to try each rule on, small enough to work out by hand.

Gold judges all four criteria: at most 20 points, 16 to pass, criterion 1.1 as entry condition, minimums of 3 on 1.2
and 2 on 2.10; criterion 2.9 may be not applicable.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TypeVar

from eucles_desk.scheme.values import (
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

T = TypeVar("T")

OURS = Origin(Provenance.PROJECT)
PUBLISHED = Origin(Provenance.PUBLISHED, "S1")

SMALL_CONTENT = json.dumps({"edition": "small-1", "id": "eucles"}, sort_keys=True, separators=(",", ":")).encode()
"""Stands for the content of the small edition: canonical JSON whose SHA-256 the edition's reference names."""


@cache
def small_edition() -> Edition:
    """Return the small edition, the same object each time."""
    return Edition(
        ref=EditionRef("eucles", "small-1", hashlib.sha256(SMALL_CONTENT).hexdigest()),
        title=text("Small edition", "Pieni laitos"),
        notice=text("For tests only.", "Vain testeihin."),
        languages=(("en", "English"), ("fi", "suomi")),
        lowest_level=0,
        highest_level=5,
        not_applicable=NotApplicable(
            NotApplicableRule.EXCLUDED,
            minimum_waived=True,
            provenance=Provenance.PROJECT,
            text=text("It leaves the total.", "Se jää pois summasta."),
        ),
        sources=MappingProxyType({"S1": Source("S1", "A source", "https://example.org/source")}),
        labels=by_id(_bronze(), _silver(), _gold()),
        eligibility=by_id(*_eligibility()),
        dimensions=by_id(
            Dimension(
                "1",
                text("Structure", "Rakenne"),
                text("Structure", "Rakenne"),
                text("What it is.", "Mikä se on."),
                PUBLISHED,
            ),
            Dimension(
                "2", text("Work", "Työ"), text("Work", "Työ"), text("What it does.", "Mitä se tekee."), PUBLISHED
            ),
        ),
        criteria=by_id(*_criteria()),
        facts=by_id(*_facts()),
        fact_parts=MappingProxyType({"structure": text("Structure", "Rakenne"), "work": text("Work", "Työ")}),
        consistency=(
            Consistency(
                "committed",
                left=("committed_participants",),
                right=("participants",),
                text=text("More are committed than take part.", "Sitoutuneita on enemmän kuin osallistujia."),
            ),
        ),
    )


def text(english: str, finnish: str) -> Text:
    """Return a text in the two languages of the small edition."""
    return Text(MappingProxyType({"en": english, "fi": finnish}))


def criterion(
    code: str,
    *,
    weight: str = "1",
    minimum: int | None = None,
    may_be_not_applicable: bool = False,
    silver_audit: bool = False,
    facts: tuple[str, ...] = (),
    suggestion: Suggestion | None = None,
) -> Criterion:
    """Return a criterion with levels 0 to 5; its dimension is the first part of its code."""
    return Criterion(
        id=code,
        dimension=code.split(".", maxsplit=1)[0],
        origin=PUBLISHED,
        texts=OURS,
        title=text(f"Criterion {code}", f"Kriteeri {code}"),
        question=text(f"Question {code}?", f"Kysymys {code}?"),
        look_for=text("What tells good from poor.", "Mikä erottaa hyvän heikosta."),
        evidence=(text("A list", "Luettelo"), text("Minutes", "Pöytäkirja")),
        interview=(text("Manager: how?", "Johtaja: miten?"),),
        levels=tuple(
            Level(value, text(f"Level {value} of {code}", f"Taso {value}, {code}"), Provenance.PROJECT)
            for value in range(6)
        ),
        weight=ours(Decimal(weight)),
        minimum=ours(minimum),
        silver_audit=silver_audit,
        may_be_not_applicable=ours(may_be_not_applicable),
        facts=facts,
        suggestion=suggestion,
    )


def ours(value: T) -> Sourced[T]:
    """Return a value that this project chose."""
    return Sourced(value, OURS)


def by_id(*items: T) -> Mapping[str, T]:
    """Return the items by their ids, in their order."""
    return MappingProxyType({str(getattr(item, "id")): item for item in items})  # noqa: B009  # any value of the scheme


def _criteria() -> tuple[Criterion, ...]:
    share = Suggestion(
        SuggestionKind.RATIO,
        numerator=("committed_participants",),
        denominator=("participants",),
        unit="percent",
        direction=Direction.AT_LEAST,
        thresholds=tuple(
            (level, Decimal(threshold)) for level, threshold in ((5, 90), (4, 70), (3, 50), (2, 25), (1, 5))
        ),
        provenance=Provenance.PROJECT,
    )
    return (
        criterion("1.1", weight="0", minimum=1),
        criterion(
            "1.2", minimum=3, silver_audit=True, facts=("participants", "committed_participants"), suggestion=share
        ),
        criterion("2.9", may_be_not_applicable=True),
        criterion("2.10", weight="2", minimum=2, silver_audit=True, facts=("founding_year", "budget_public")),
    )


def _bronze() -> Label:
    return _label("bronze", 1, LabelKind.BENCHMARKING, ("1.1", "1.2"), _award(), experts=1, hours=3)


def _silver() -> Label:
    award = _award(minimums=True, eligibility=True, areas=2, interval=(18, 24))
    return _label("silver", 2, LabelKind.IMPROVEMENT, ("1.1", "1.2", "2.9", "2.10"), award, experts=1, hours=4)


def _gold() -> Label:
    award = _award(most=20, to_pass=16, percent=80, minimums=True, entry=("1.1",), eligibility=True)
    return _label("gold", 3, LabelKind.POINTS, ("1.1", "1.2", "2.9", "2.10"), award, experts=2, hours=16)


def _label(
    name: str, rank: int, kind: LabelKind, criteria: tuple[str, ...], award: AwardRule, *, experts: int, hours: int
) -> Label:
    return Label(
        id=name,
        rank=rank,
        kind=kind,
        title=text(name.capitalize(), name.capitalize()),
        byname=text("A label", "Merkki"),
        basis=text("What it rests on.", "Mihin se perustuu."),
        criteria=criteria,
        experts=ours(experts),
        visit_hours=ours(hours),
        visit_hours_renewal=ours(hours),
        award=award,
        validity=Validity(ours(2), ours(3), ours(12), ours("assessment_month")),
    )


def _award(
    *,
    most: int | None = None,
    to_pass: int | None = None,
    percent: int | None = None,
    minimums: bool = False,
    entry: tuple[str, ...] = (),
    eligibility: bool = False,
    areas: int = 0,
    interval: tuple[int, int] | None = None,
) -> AwardRule:
    return AwardRule(
        max_points=ours(None if most is None else Decimal(most)),
        pass_points=ours(None if to_pass is None else Decimal(to_pass)),
        pass_percent=ours(None if percent is None else Decimal(percent)),
        minimums=ours(minimums),
        entry_criteria=ours(entry),
        eligibility=ours(eligibility),
        improvement_areas=ours(areas),
        interval_months=ours(interval),
    )


def _eligibility() -> tuple[EligibilityCriterion, ...]:
    return (
        _condition("members", Decimal(10), FactRule(Decimal(10), facts=("participants",))),
        _condition(
            "committed",
            Decimal(50),
            FactRule(Decimal(50), numerator=("committed_participants",), denominator=("participants",)),
        ),
        _condition("operating", None, None),
    )


def _condition(name: str, threshold: Decimal | None, rule: FactRule | None) -> EligibilityCriterion:
    return EligibilityCriterion(
        id=name,
        title=text(f"Condition {name}", f"Ehto {name}"),
        question=text("Is it met?", "Täyttyykö se?"),
        help=text("How to tell.", "Mistä sen näkee."),
        origin=PUBLISHED,
        texts=OURS,
        threshold=ours(threshold),
        rule=rule,
    )


def _facts() -> tuple[FactDefinition, ...]:
    return (
        _fact("participants", FactType.INTEGER, lowest=0, highest=100_000, required_for=("bronze", "silver", "gold")),
        _fact("committed_participants", FactType.INTEGER, lowest=0, highest=100_000, required_for=("gold",)),
        _fact("founding_year", FactType.YEAR, lowest=1900, highest=2100),
        _fact("staff_fte", FactType.DECIMAL, lowest=0, highest=10_000, part="work"),
        _fact("budget_public", FactType.MONEY, lowest=0, highest=1_000_000_000, part="work"),
        _fact("financing_secured_months", FactType.MONTHS, lowest=0, highest=600, part="work"),
        _fact("legal_form", FactType.CHOICE, choices=("association", "company")),
        _fact("field", FactType.TEXT),
        _fact("website", FactType.URL),
    )


def _fact(
    name: str,
    kind: FactType,
    *,
    part: str = "structure",
    lowest: int | None = None,
    highest: int | None = None,
    required_for: tuple[str, ...] = (),
    choices: tuple[str, ...] = (),
) -> FactDefinition:
    return FactDefinition(
        id=name,
        part=part,
        type=kind,
        title=text(f"Fact {name}", f"Tieto {name}"),
        help=text("Where to find it.", "Mistä sen löytää."),
        unit=text("", ""),
        lowest=None if lowest is None else Decimal(lowest),
        highest=None if highest is None else Decimal(highest),
        required_for=required_for,
        choices=tuple((choice, text(choice, choice)) for choice in choices),
    )
