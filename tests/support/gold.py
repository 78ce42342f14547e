"""The public edition and assessments against it, for tests of rules at their real size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from uuid import UUID, uuid5

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.terms import Kind, RestsOn, Role, Step
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Cluster,
    EligibilityAnswer,
    Fact,
    Improvement,
    Judgement,
    Level,
    Period,
    Seat,
)
from eucles_desk.scheme.loading import load_edition
from eucles_desk.scheme.values import Edition, FactDefinition, FactType

ROOT = Path(__file__).resolve().parents[2]
SPACE = UUID(int=7)
LEAD = Seat(uuid5(SPACE, "lead"), Role.LEAD, "Aino Example")
SECOND = Seat(uuid5(SPACE, "second"), Role.SECOND, "Bo Example")
PERIOD = Period("2024-01", "2025-12")
ENTRY = "1.1.0"


@cache
def public_edition() -> Edition:
    """Return the edition that comes with the program, the same object each time."""
    return load_edition(ROOT / "resources" / "schemes" / "eucles-public-1").edition


def levels_for(points: int, /, **fixed: int) -> dict[str, Level]:
    """Return Gold levels that add up to so many points and keep every minimum, but for those fixed by code.

    Codes are written as keywords: ``c2_5=1`` fixes criterion 2.5 at level 1.
    """
    edition = public_edition()
    given = {code.removeprefix("c").replace("_", "."): level for code, level in fixed.items()}
    levels: dict[str, Level] = {}
    spare = sum(c.most_points for c in edition.criteria_of("gold")) - points
    for criterion in edition.criteria_of("gold"):
        level = given.get(criterion.id, criterion.highest)
        spare -= (criterion.highest - level) * criterion.weight.value
        levels[criterion.id] = level
    for criterion in edition.criteria_of("gold"):
        while spare and criterion.weight.value and criterion.id not in given:
            level = levels[criterion.id]
            if not isinstance(level, int) or level <= (criterion.minimum.value or 0):
                break
            levels[criterion.id], spare = level - 1, spare - criterion.weight.value
    assert spare == 0, "no such total with these levels fixed"
    return levels


def assessment(
    edition: Edition | None = None,
    *,
    label: str = "gold",
    step: Step = Step.DECISION,
    agreed: Mapping[str, Level] | None = None,
    eligible: bool | None = True,
    facts: Mapping[str, Fact] | None = None,
) -> Assessment:
    """Return an assessment with these agreed levels, eligible unless said otherwise, with an expert in each seat."""
    edition = edition or public_edition()
    return Assessment(
        id=uuid5(SPACE, "assessment"),
        edition=edition.ref,
        label=label,
        kind=Kind.FIRST,
        step=step,
        period=PERIOD,
        cluster=Cluster(uuid5(SPACE, "cluster"), "Example Cluster", "FI", facts=MappingProxyType(dict(facts or {}))),
        seats=(LEAD, SECOND) if edition.labels[label].experts.value > 1 else (LEAD,),
        eligibility=tuple(EligibilityAnswer(criterion, eligible) for criterion in edition.eligibility),
        consensus=tuple(Agreement(criterion, level, "As found.") for criterion, level in (agreed or {}).items()),
    )


def all_facts(edition: Edition | None = None) -> dict[str, Fact]:
    """Return an answer to every fact."""
    edition = edition or public_edition()
    return {fact.id: _answer(fact) for fact in edition.facts.values()}


def full(edition: Edition | None = None, *, label: str = "gold", step: Step = Step.CONSENSUS) -> Assessment:
    """Return an assessment in which both experts have judged everything, with all that a judgement can hold."""
    edition = edition or public_edition()
    start = assessment(edition, label=label, step=step, facts=all_facts(edition))
    pieces = tuple(
        Evidence(uuid5(SPACE, f"piece {n}"), f"Piece {n}", EvidenceKind.DOCUMENT, f"{n:064}", f"piece-{n}.pdf", 1000)
        for n in range(20)
    )
    criteria = edition.criteria_of(label)
    judgements = tuple(
        Judgement(
            seat.id,
            criterion.id,
            4,
            "The register of the period shows it, and two participants said the same." * 4,
            ("A register that is kept up to date.",),
            (Improvement("Write down who was met.", "Gaps are seen earlier.", "manager", "2026-06"),),
            (RestsOn.DOCUMENT, RestsOn.INTERVIEW),
            citations=(Citation(pieces[number % 20].id, 4),),
        )
        for seat in start.seats
        for number, criterion in enumerate(criteria)
    )
    agreements = tuple(Agreement(criterion.id, 4, adopted=True) for criterion in criteria)
    return replace(start, judgements=judgements, consensus=agreements, evidence=pieces)


def _answer(fact: FactDefinition) -> Fact:
    if fact.type is FactType.CHOICE:
        return fact.choices[0][0]
    if fact.type is FactType.YEAR:
        return Decimal(2015)
    return Decimal(20) if fact.type.is_number else "said"
