"""Assessments to make reports of: all of it invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import cycle
from types import MappingProxyType
from uuid import NAMESPACE_URL, UUID, uuid5

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.terms import Disposition, Kind, Opinion, RestsOn, Role, Step, Verdict
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    Award,
    Benchmark,
    Cluster,
    EarlierResult,
    EligibilityAnswer,
    Fact,
    Improvement,
    ImprovementArea,
    Judgement,
    Level,
    Period,
    Remark,
    Seat,
    Spread,
    Visit,
)
from eucles_desk.scheme.values import Edition, FactType

MADE_ON = date(2026, 3, 17)
REASONS = (
    (
        "The steering group of nine members votes on the yearly plan; the vote of March is recorded in annex B and was "
        "confirmed in the interview with the chair."
    ),
    (
        "Of ten names drawn from the register, nine had a signed agreement on file. The tenth had paid the fee of the last "
        "two years but the agreement could not be found during the visit."
    ),
    (
        "The plan names twelve actions with a person and a month for each. Eleven of them were begun in time and nine were "
        "finished; the two that were dropped are explained in the minutes of June.\n"
        "Participants from small firms described the same two services, unprompted, as the reason for staying."
    ),
    "The figures of the last three years are complete and agree with the accounts.",
    (
        "The team visited 38 of 57 participants in person. The register of contacts shows date, subject and what was agreed, "
        "and the four participants interviewed remembered the visit and what had followed from it. Contacts with large firms "
        "are less regular than those with small ones, and the two research organisations were last met more than a year ago."
    ),
)
STRENGTHS = (
    "Decisions and their reasons are published to all participants within a week.",
    "The register is kept up to date by one named person and checked every quarter.",
    "Each action has an owner and a date, and both are looked at in every meeting of the steering group.",
    "Participants name concrete orders and joint projects that came about through the cluster.",
    "Small firms pay a lower fee and use the services at least as often as large ones.",
)
IMPROVEMENTS = (
    Improvement(
        "Give the thematic groups a written mandate.",
        "Needed for level 5; groups may then decide on small budgets.",
        "Steering group",
        "2026-09",
    ),
    Improvement(
        "Meet the research organisations at least once a year.", "Closes the gap in contacts.", "Team", "2026-06"
    ),
    Improvement(
        "Ask participants once a year what they would miss if the cluster ended, and publish the answers with what the "
        "team makes of them.",
        "Shows the benefit in the participants' own words.",
        "Cluster manager",
        "",
    ),
    Improvement("Write down who stands in for the manager.", "", "", "2026-05"),
    Improvement(
        "Take lapsed agreements off the register every quarter.", "The number is right at any time.", "Team", "2026-04"
    ),
    Improvement("Set a target for private income with the board.", "Level 4 asks for 40 %.", "Board", "2027-01"),
    Improvement("Show on the website which services are open to whom.", "More small firms use them.", "Team", ""),
)
LEVELS = (5, 4, 4, 3, 5, 4, 4, 5, 4, 3, 5, 4)
FACTS: dict[str, Fact] = {
    "legal_form": "association",
    "core_area": "Joensuu and Kuopio with the towns between them",
    "website": "https://cluster.example.org",
    "contact_name": "Anna Esimerkki",
    "contact_role": "Cluster manager",
    "contact_email": "anna@cluster.example.org",
    "founding_year": Decimal(2014),
    "participants": Decimal(68),
    "committed_participants": Decimal(57),
    "participants_large_firms": Decimal(6),
    "participants_small_firms": Decimal(41),
    "participants_research": Decimal(5),
    "contacts_in_person": Decimal(38),
    "staff_fte": Decimal("4.5"),
    "budget_fees": Decimal(185000),
    "budget_public_regional": Decimal(240500),
    "budget_public_eu": Decimal(1250000),
    "financing_secured_months": Decimal(22),
}


def uuid(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


LEAD = Seat(
    uuid("lead"),
    Role.LEAD,
    "Maria Beispiel",
    "Example Agency",
    "DE",
    "Gave a talk at the cluster's yearly meeting in 2021, unpaid.",
)
SECOND = Seat(uuid("second"), Role.SECOND, "Jānis Paraugs", "Example Institute", "LV", "")
OBSERVER = Seat(uuid("observer"), Role.OBSERVER, "Eszter Példa", "Example Ministry", "HU")
EVIDENCE = (
    Evidence(
        uuid("minutes"), "Annex B, minutes of the steering group", EvidenceKind.DOCUMENT, "ab" * 32, "annex-b.pdf", 9
    ),
    Evidence(
        uuid("register"), "Register of participants, December 2025", EvidenceKind.DOCUMENT, "cd" * 32, "reg.xlsx", 9
    ),
    Evidence(uuid("site"), "Website of the cluster", EvidenceKind.LINK, address="https://cluster.example.org/about"),
    Evidence(uuid("chair"), "Chair of the steering group", EvidenceKind.INTERVIEW),
    Evidence(uuid("firm"), "Managing director of a small firm", EvidenceKind.INTERVIEW),
)
VISITS = (
    Visit(uuid("visit 1"), "2026-02-10", "Joensuu"),
    Visit(uuid("visit 2"), "2026-02-11", "Kuopio"),
)
REMARKS = (
    Remark(
        uuid("remark 1"),
        "2.4",
        Opinion.FACT_WRONG,
        "The register had 57 signed agreements in December; the tenth of the sample was signed in October.",
        Disposition.PARTLY,
        "The agreement has been seen and the finding corrected; the level stays, since the register was not up to date.",
    ),
    Remark(
        uuid("remark 2"),
        "3.1",
        Opinion.EVIDENCE_MISSING,
        "The minutes of the working group for exports were not looked at.",
        Disposition.NOT_ACCEPTED,
        "The minutes end before the assessed period begins.",
    ),
)
AWARD = Award("SAMPLE-0001", "2026-02", "2028-01")


def empty(edition: Edition, label: str = "gold") -> Assessment:
    """Return an assessment with nothing entered."""
    return Assessment(
        uuid(f"empty {label}"),
        edition.ref,
        label,
        Kind.FIRST,
        Step.DRAFT,
        Period("2024-01", "2025-12"),
        Cluster(uuid("cluster"), ""),
    )


def gold(edition: Edition, step: Step = Step.DECISION) -> Assessment:
    """Return a Gold assessment with every field filled."""
    judgements = (*_judgements(edition, LEAD.id, 0), *_judgements(edition, SECOND.id, 1))
    return replace(
        empty(edition),
        id=uuid("gold"),
        step=step,
        cluster=Cluster(uuid("cluster"), "Northern Forest Bioeconomy Cluster", "FI", "FI1D7", facts_of(edition)),
        seats=(LEAD, SECOND, OBSERVER),
        eligibility=tuple(
            EligibilityAnswer(c, True, "Seen on site." if c == "fte" else "") for c in edition.eligibility
        ),
        judgements=judgements,
        consensus=_consensus(edition),
        evidence=EVIDENCE,
        visits=VISITS,
        remarks=REMARKS,
        award=AWARD,
        earlier=_earlier(edition),
        benchmark=_benchmark(edition),
    )


def silver(edition: Edition) -> Assessment:
    """Return a Silver assessment with its improvement areas."""
    whole = gold(edition, Step.SCORING)
    areas = tuple(
        ImprovementArea(
            uuid(f"area {number}"), criterion, "Two meetings a year.", "One a month, with minutes.", "Faster.", found
        )
        for number, (criterion, found) in enumerate(
            zip(
                [c.id for c in edition.criteria_of("silver")][:3],
                (Verdict.CONFIRMED, Verdict.NOT_CONFIRMED, None),
                strict=False,
            )
        )
    )
    return replace(
        whole,
        id=uuid("silver"),
        label="silver",
        kind=Kind.RENEWAL,
        earlier_benchmarking="2024-03",
        consensus=(),
        improvement_areas=areas,
        remarks=(),
        award=None,
    )


def bronze(edition: Edition) -> Assessment:
    """Return a Bronze assessment."""
    whole = gold(edition, Step.AWARDED)
    return replace(whole, id=uuid("bronze"), label="bronze", judgements=(), consensus=())


def facts_of(edition: Edition) -> MappingProxyType[str, Fact]:
    """Return answers to those facts that the edition has."""
    found = {key: value for key, value in FACTS.items() if key in edition.facts}
    for fact in edition.facts.values():
        if fact.type is FactType.CHOICE:
            found[fact.id] = fact.choices[0][0]
    return MappingProxyType(found)


def _judgements(edition: Edition, seat: UUID, shift: int) -> list[Judgement]:
    levels = cycle(LEVELS[shift:] + LEVELS[:shift])
    found: list[Judgement] = []
    for index, (criterion, level) in enumerate(zip(edition.criteria_of("gold"), levels, strict=False)):
        cited = [EVIDENCE[(index + offset) % len(EVIDENCE)] for offset in range(index % 3)]
        found.append(
            Judgement(
                seat,
                criterion.id,
                level,
                REASONS[(index + shift) % len(REASONS)],
                STRENGTHS[index % 5 : index % 5 + 1 + index % 2],
                IMPROVEMENTS[index % 7 : index % 7 + (1 if level < 5 else 0) + (index % 5 == 0)],
                tuple(RestsOn)[: 1 + index % 3],
                citations=tuple(Citation(piece.id, index + 1 if piece.sha256 else None, "note 2") for piece in cited),
            )
        )
    return found


def _consensus(edition: Edition) -> tuple[Agreement, ...]:
    levels: cycle[Level] = cycle(LEVELS)
    return tuple(
        Agreement(criterion.id, level, REASONS[index % len(REASONS)] if index % 2 else "", adopted=not index % 2)
        for index, (criterion, level) in enumerate(zip(edition.criteria_of("gold"), levels, strict=False))
    )


def _earlier(edition: Edition) -> tuple[EarlierResult, ...]:
    """Return two results that rise: two levels below today's, then one level below on every other criterion."""
    levels: cycle[Level] = cycle(LEVELS)
    today = [(criterion.id, level) for criterion, level in zip(edition.criteria_of("gold"), levels, strict=False)]
    first = {criterion: max(0, _number(level) - 2) for criterion, level in today[:-3]}
    second = {criterion: max(0, _number(level) - index % 2) for index, (criterion, level) in enumerate(today)}
    return (
        EarlierResult("2019-12", "gold", MappingProxyType(dict(first)), Decimal("58.4")),
        EarlierResult("2021-12", "gold", MappingProxyType(dict(second)), Decimal("72.5"), uuid("earlier gold")),
    )


def _benchmark(edition: Edition) -> Benchmark:
    medians = cycle((Decimal(3), Decimal("3.5"), Decimal(4), Decimal("2.5")))
    half = Decimal("0.5")
    spreads = {
        criterion.id: Spread(median, median - half, median + half)
        for criterion, median in zip(edition.criteria_of("gold"), medians, strict=False)
    }
    shares = cycle((Decimal("71.5"), Decimal(64), Decimal("68.2")))
    dimensions = dict(zip(edition.dimensions, shares, strict=False))
    title = "Invented peers for the sample, 2023\u20132025"
    return Benchmark(title, 38, MappingProxyType(spreads), MappingProxyType(dimensions))


def _number(level: Level) -> int:
    return level if isinstance(level, int) else 0
