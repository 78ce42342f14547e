from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from enum import Enum
from string import Formatter
from uuid import UUID

import pytest
from hypothesis import given, settings
from support.editions import small_edition
from support.gold import all_facts, assessment, full, levels_for, public_edition
from support.strategies import assessments

from eucles_desk.assessment.award import Condition, ConditionKind, State, outcome
from eucles_desk.assessment.checks import Finding, FindingKind, Severity, findings
from eucles_desk.assessment.evidence import Evidence, EvidenceKind
from eucles_desk.assessment.facts import Suggested, suggest
from eucles_desk.assessment.places import Area, OpenPoint, Place, PointKind
from eucles_desk.assessment.scoring import score
from eucles_desk.assessment.steps import open_points
from eucles_desk.assessment.terms import NOT_APPLICABLE, Kind, RestsOn, Role, Step, Verdict
from eucles_desk.assessment.values import Assessment, ImprovementArea, Level, Period
from eucles_desk.language import ENGLISH, Language
from eucles_desk.scheme.values import Edition, Provenance
from eucles_desk.wording import names, places, sentences

NBSP = "\N{NO-BREAK SPACE}"
FINNISH = Language("fi", gettext.NullTranslations())
LANGUAGES = (ENGLISH, FINNISH)
GOLD, SMALL = public_edition(), small_edition()
TABLES: tuple[tuple[type[Enum], Mapping[Enum, str]], ...] = (
    (Step, places.STEPS),
    (Kind, places.KINDS),
    (Role, places.ROLES),
    (RestsOn, names.SOURCES),
    (EvidenceKind, names.EVIDENCE_KINDS),
    (Provenance, names.PROVENANCES),
    (Severity, names.SEVERITIES),
    (Verdict, names.VERDICTS),
    (State, names.STATES),
    (Area, places.AREAS),
    (ConditionKind, names.CONDITIONS),
    (PointKind, places.OPEN_POINTS),
    (FindingKind, sentences.FINDINGS),
)  # type: ignore[assignment]  # mappings of their own enum


@pytest.mark.parametrize(("kind", "table"), TABLES)
def test_every_member_has_its_wording_and_nothing_else_has(kind: type[Enum], table: Mapping[Enum, str]) -> None:
    assert set(table) == set(kind)
    assert all(wording.strip() for wording in table.values())


def test_names_within_a_table_differ() -> None:
    for kind, table in TABLES:
        assert len(set(table.values())) == len(table), kind


def fields(template: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_templates_name_only_values_that_are_there() -> None:
    assert all(fields(template) <= {"title"} for template in places.OPEN_POINTS.values())
    assert all(fields(template) <= {"title", "detail"} for template in sentences.FINDINGS.values())


def all_places(edition: Edition) -> list[Place]:
    return [
        *(Place(Area.CRITERIA, criterion) for criterion in edition.criteria),
        *(Place(Area.FACTS, fact) for fact in edition.facts),
        *(Place(Area.ELIGIBILITY, criterion) for criterion in edition.eligibility),
        *(Place(Area.RESULT, condition.value) for condition in ConditionKind),
        *(
            Place(Area.DETAILS, part)
            for part in ("cluster", "seats", "seat-lead", "seat-second", "earlier_benchmarking")
        ),
        *(Place(area) for area in Area),
        Place(Area.IMPROVEMENT_AREAS, str(UUID(int=1))),
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("edition", [GOLD, SMALL], ids=lambda edition: edition.ref.edition)
def test_every_place_has_a_title_in_each_language(edition: Edition, language: Language) -> None:
    for place in all_places(edition):
        title = places.place_title(place, edition, language)
        assert title
        assert title != place.id


def test_titles_are_those_of_the_language() -> None:
    place = Place(Area.CRITERIA, "2.5")
    in_english, in_finnish = (places.place_title(place, GOLD, language) for language in LANGUAGES)
    assert in_english == f"2.5 {GOLD.criteria['2.5'].title.values['en']}"
    assert in_finnish == f"2.5 {GOLD.criteria['2.5'].title.values['fi']}"
    assert in_english != in_finnish
    assert places.place_title(Place(Area.DETAILS, "seat-second"), GOLD, ENGLISH) == "Second expert"
    assert places.place_title(Place(Area.IMPROVEMENT_AREAS, "x"), GOLD, ENGLISH) == "Improvement areas"


@given(assessments(SMALL))
@settings(max_examples=50)
def test_whatever_is_open_found_or_decided_can_be_said(value: Assessment) -> None:
    for language in LANGUAGES:
        said = [places.open_point(point, SMALL, language) for point in open_points(value, SMALL)]
        said += [sentences.finding(found, value, SMALL, language) for found in findings(value, SMALL)]
        result = outcome(SMALL, value)
        said += [sentences.condition(condition, SMALL, language) for condition in result.conditions]
        total = score(SMALL, value.label, {}).total
        said += [
            sentences.bounds(total, language),
            sentences.result_heading(result, total, SMALL, value.label, language),
        ]
        assert all(sentence.strip() for sentence in said)


@pytest.mark.parametrize("kind", PointKind)
def test_each_open_point_names_its_place(kind: PointKind) -> None:
    said = places.open_point(OpenPoint(kind, Place(Area.CRITERIA, "2.5")), GOLD, ENGLISH)
    assert ("2.5 " in said) is ("{title}" in places.OPEN_POINTS[kind])
    assert said.endswith(".")


def finding(kind: FindingKind, detail: str = "") -> str:
    piece = Evidence(UUID(int=1), "Talk with the manager", EvidenceKind.INTERVIEW)
    value = replace(assessment(), evidence=(piece,))
    return sentences.finding(Finding(kind, Place(Area.CRITERIA, "2.5"), detail), value, GOLD, ENGLISH)


def test_findings_say_their_detail() -> None:
    title = places.criterion_title(GOLD.criteria["2.5"], ENGLISH)
    assert finding(FindingKind.BELOW_MINIMUM, "3") == f"{title}: the level is below the minimum of 3."
    assert finding(FindingKind.HIGH_ON_ONE_SOURCE, "survey").endswith("on one kind of source only (survey).")
    assert finding(FindingKind.EVIDENCE_NOT_CITED, str(UUID(int=1))) == (
        "The evidence “Talk with the manager” is not cited anywhere."
    )
    assert finding(FindingKind.FACTS_DISAGREE, GOLD.consistency[0].id) == GOLD.consistency[0].text.values["en"]
    assert finding(FindingKind.ONE_EXPERT_ONLY, "1") == "Fewer experts have judged than the label asks for: 1."
    assert finding(FindingKind.REMARK_NOT_ANSWERED, "2.9") == "A remark on criterion 2.9 has not been answered."


# Conditions


def said(levels: Mapping[str, Level], kind: ConditionKind, eligible: bool | None = True) -> str:
    value = assessment(agreed=levels, eligible=eligible)
    condition = outcome(GOLD, value).condition(kind)
    assert condition is not None
    return sentences.condition(condition, GOLD, ENGLISH)


def test_points() -> None:
    assert said(levels_for(128), ConditionKind.POINTS) == "128 points; at least 120 are needed."
    assert said(levels_for(119), ConditionKind.POINTS) == "119 points; at least 120 are needed (1 short)."
    some = {"2.5": 5}
    assert said(some, ConditionKind.POINTS) == "5 points so far; at least 120 are needed, 115 more."
    assert said({"2.5": 1}, ConditionKind.POINTS) == "1 point so far; at least 120 are needed, 119 more."
    nothing = dict.fromkeys(GOLD.criteria, NOT_APPLICABLE)
    assert said(nothing, ConditionKind.POINTS) == "No criterion counts, since none is applicable."


def test_minimums() -> None:
    assert said(levels_for(120), ConditionKind.MINIMUMS) == "All minimums are met."
    one, two = (places.criterion_title(GOLD.criteria[code], ENGLISH) for code in ("2.5", "2.6"))
    assert said(levels_for(125, c2_5=1), ConditionKind.MINIMUMS) == f"1 criterion is below its minimum: {one}."
    assert said(levels_for(125, c2_5=1, c2_6=1), ConditionKind.MINIMUMS) == (
        f"2 criteria are below their minimum: {one} and {two}."
    )
    assert said({**levels_for(125), "2.5": None}, ConditionKind.MINIMUMS) == (
        "No minimum is missed so far; 1 is still open."
    )


def test_entry_and_completeness() -> None:
    title = places.criterion_title(GOLD.criteria["1.1.0"], ENGLISH)
    levels = levels_for(150)
    assert said(levels, ConditionKind.ENTRY) == "The entry condition is met."
    assert said({**levels, "1.1.0": 0}, ConditionKind.ENTRY) == f"The entry condition {title} is not met."
    assert said({**levels, "1.1.0": None}, ConditionKind.ENTRY) == f"The entry condition {title} is still open."
    assert said(levels, ConditionKind.COMPLETE) == "All 31 criteria have been judged."
    assert said({**levels, "1.1.0": None}, ConditionKind.COMPLETE) == "30 of 31 criteria have been judged."


def test_eligibility() -> None:
    assert said({}, ConditionKind.ELIGIBILITY) == "All eligibility criteria are met."
    assert said({}, ConditionKind.ELIGIBILITY, None) == "9 eligibility criteria are still open."
    not_met = said({}, ConditionKind.ELIGIBILITY, eligible=False)
    assert not_met.startswith("9 eligibility criteria are not met: Profile on the European platform, ")


def test_what_silver_and_bronze_ask_for() -> None:
    areas = tuple(ImprovementArea(UUID(int=n), "2.5", verdict=Verdict.CONFIRMED) for n in range(2))
    silver = replace(assessment(label="silver"), improvement_areas=areas, period=Period("2024-01", "2025-12"))

    def of(value: Assessment, kind: ConditionKind) -> str:
        condition = outcome(GOLD, value).condition(kind)
        assert condition is not None
        return sentences.condition(condition, GOLD, ENGLISH)

    assert of(silver, ConditionKind.IMPROVEMENT_AREAS) == "2 of 3 improvement areas are confirmed on site."
    assert of(silver, ConditionKind.INTERVAL) == "The month of the earlier benchmarking is not known."
    early, late = (replace(silver, earlier_benchmarking=month) for month in ("2024-07", "2025-11"))
    assert of(early, ConditionKind.INTERVAL) == "17 months since the earlier benchmarking; 18 to 24 are asked for."
    assert of(late, ConditionKind.INTERVAL) == "1 month since the earlier benchmarking; 18 to 24 are asked for."
    bronze = assessment(label="bronze", facts=all_facts())
    assert of(bronze, ConditionKind.FACTS) == "All facts for the benchmarking are there."
    facts = {fact: value for fact, value in all_facts().items() if fact != "participants"}
    one_less = assessment(label="bronze", facts=facts)
    assert of(one_less, ConditionKind.FACTS) == "1 fact for the benchmarking is missing."


@pytest.mark.parametrize("kind", ConditionKind)
@pytest.mark.parametrize("state", State)
def test_every_condition_can_be_said_in_every_state(kind: ConditionKind, state: State) -> None:
    codes = {ConditionKind.ELIGIBILITY: tuple(GOLD.eligibility)}.get(kind, ("2.5", "2.6"))
    condition = Condition(
        kind,
        state,
        Decimal(1),
        Decimal(2),
        missed=codes if state is State.MISSED else (),
        open=codes if state is State.OPEN else (),
        at_most=Decimal(3),
    )
    for language in LANGUAGES:
        assert sentences.condition(condition, GOLD, language).endswith(".")


# Results


def heading(value: Assessment) -> str:
    result, total = (
        outcome(GOLD, value),
        score(GOLD, value.label, {a.criterion: a.level for a in value.consensus}).total,
    )
    return sentences.result_heading(result, total, GOLD, value.label, ENGLISH)


def test_a_result_is_said_with_the_points_behind_it() -> None:
    assert heading(assessment(agreed=levels_for(128))) == (
        f"The conditions for Gold are met: 128 of 150 points (85.3{NBSP}%)"
    )
    assert heading(assessment(agreed=levels_for(119))) == (
        f"The conditions for Gold are not met: 119 of 150 points (79.3{NBSP}%)"
    )
    assert heading(assessment(agreed={})) == f"The conditions for Gold are still open: 0 of 150 points (0.0{NBSP}%)"


def test_a_label_without_score_has_no_points_in_its_result() -> None:
    assert heading(assessment(label="bronze", facts=all_facts())) == "The conditions for Bronze are met"
    assert heading(assessment(label="silver", agreed={})) == "The conditions for Silver are still open"


def test_points_so_far_say_what_can_still_be_reached() -> None:
    def bounds(levels: Mapping[str, Level]) -> str:
        return sentences.bounds(score(GOLD, "gold", levels).total, ENGLISH)

    assert bounds(levels_for(128)) == "128 of 150 points"
    assert bounds({"2.5": 4}) == "4 points so far, can still reach 149 of 150"
    assert bounds({"2.5": 1}) == "1 point so far, can still reach 146 of 150"


def test_levels_are_written_apart() -> None:
    written = [names.level_name(level, ENGLISH) for level in (0, 5, NOT_APPLICABLE, None)]
    assert written == ["0", "5", "not applicable", "not looked at"]


# Suggestions


@pytest.mark.parametrize(
    ("suggested", "expected"),
    [
        (Suggested(4, Decimal(42) * 100 / 57, "percent", Decimal(42), Decimal(57)), f"42 / 57 = 73.7{NBSP}%"),
        (Suggested(4, Decimal("8.5"), "per_fte", Decimal(17), Decimal(2)), "17 / 2 = 8.5 per full-time equivalent"),
        (Suggested(4, Decimal(1), "years", Decimal(2024), None), "1 year"),
        (Suggested(4, Decimal(12), "years", Decimal(2013), None), "12 years"),
        (Suggested(4, Decimal("1.5"), "months", Decimal("1.5"), None), "1.5 months"),
        (Suggested(4, Decimal(57), "number", Decimal(57), None), "57"),
    ],
)
def test_the_formula_behind_a_suggestion_is_shown(suggested: Suggested, expected: str) -> None:
    assert sentences.suggestion(suggested, ENGLISH) == expected


def test_every_suggestion_of_the_edition_can_be_shown_in_each_language() -> None:
    for criterion in GOLD.criteria.values():
        for language in LANGUAGES:
            assert bool(sentences.formula(criterion, GOLD, language)) is (criterion.suggestion is not None)
        suggested = suggest(criterion, all_facts(), Period("2024-01", "2025-12"))
        if suggested is not None:
            assert sentences.suggestion(suggested, FINNISH)


def test_the_formula_in_words() -> None:
    share = sentences.formula(SMALL.criteria["1.2"], SMALL, ENGLISH)
    assert share == "Fact committed_participants / Fact participants"
    years = next(c for c in GOLD.criteria.values() if c.suggestion and c.suggestion.kind.value == "years_since")
    assert sentences.formula(years, GOLD, ENGLISH).startswith("Years since: ")


def test_codes_are_listed() -> None:
    assert sentences.codes(["1.1", "2.5"], ENGLISH) == "1.1 and 2.5"


def test_a_full_gold_can_be_said() -> None:
    value = full()
    assert {sentences.finding(found, value, GOLD, ENGLISH) for found in findings(value, GOLD)}


def test_sums_in_a_share_stand_in_brackets() -> None:
    shares = [
        sentences.formula(criterion, GOLD, ENGLISH)
        for criterion in GOLD.criteria.values()
        if criterion.suggestion and len(criterion.suggestion.denominator) > 1
    ]
    assert shares
    for said in shares:
        over, _, under = said.partition(" / ")
        assert under.startswith("(")
        assert under.endswith(")")
        assert (" + " in over) is over.startswith("(")
