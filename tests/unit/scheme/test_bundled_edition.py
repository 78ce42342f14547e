"""The public edition that comes with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pytest

from eucles_desk.scheme.loading import LoadedEdition
from eucles_desk.scheme.values import Criterion, Edition, FactType, LabelKind, Provenance, Text


@pytest.fixture
def edition(bundled: LoadedEdition) -> Edition:
    return bundled.edition


def texts_of(edition: Edition) -> Iterator[tuple[str, Text]]:
    yield "title", edition.title
    yield "notice", edition.notice
    yield "not applicable", edition.not_applicable.text
    for label in edition.labels.values():
        yield from ((f"label {label.id}", text) for text in (label.title, label.byname, label.basis))
    for dimension in edition.dimensions.values():
        yield from (
            (f"dimension {dimension.id}", text) for text in (dimension.title, dimension.short, dimension.meaning)
        )
    for entry in edition.eligibility.values():
        yield from ((f"eligibility {entry.id}", text) for text in (entry.title, entry.question, entry.help))
    for fact in edition.facts.values():
        yield from ((f"fact {fact.id}", text) for text in (fact.title, fact.help))
        yield from ((f"choice of {fact.id}", text) for _, text in fact.choices)
    yield from ((f"part {part}", text) for part, text in edition.fact_parts.items())
    yield from ((f"check {check.id}", check.text) for check in edition.consistency)
    for criterion in edition.criteria.values():
        name = f"criterion {criterion.id}"
        yield from ((name, text) for text in (criterion.title, criterion.question, criterion.look_for))
        yield from ((name, text) for text in (*criterion.evidence, *criterion.interview))
        yield from ((f"{name} level {level.value}", level.text) for level in criterion.levels)


def test_it_has_three_labels_five_dimensions_and_31_criteria_with_six_levels(edition: Edition) -> None:
    assert list(edition.labels) == ["bronze", "silver", "gold"]
    assert list(edition.dimensions) == ["1", "2", "3", "4", "5"]
    assert len(edition.criteria) == 31
    for criterion in edition.criteria.values():
        assert [level.value for level in criterion.levels] == [0, 1, 2, 3, 4, 5]
        assert 3 <= len(criterion.evidence) <= 5
        assert 3 <= len(criterion.interview) <= 5
    assert dict(edition.languages) == {"en": "English", "fi": "suomi"}


def test_codes_run_in_order_and_lie_in_their_dimension(edition: Edition) -> None:
    codes = list(edition.criteria)
    assert codes == sorted(codes, key=lambda code: [int(part) for part in code.split(".")])
    assert all(criterion.dimension == criterion.id[0] for criterion in edition.criteria.values())


def test_gold_counts_150_points_and_passes_at_120(edition: Edition) -> None:
    award = edition.labels["gold"].award
    assert edition.labels["gold"].kind is LabelKind.POINTS
    assert sum(criterion.most_points for criterion in edition.criteria_of("gold")) == Decimal(150)
    assert (award.max_points.value, award.pass_points.value, award.pass_percent.value) == (150, 120, 80)
    assert award.entry_criteria.value == ("1.1.0",)
    assert edition.criteria["1.1.0"].weight.value == 0


def test_silver_asks_for_three_areas_18_to_24_months_after_the_first_benchmarking(edition: Edition) -> None:
    award = edition.labels["silver"].award
    assert (award.improvement_areas.value, award.interval_months.value) == (3, (18, 24))
    assert sum(criterion.silver_audit for criterion in edition.criteria.values()) == 19
    assert not edition.criteria["5.1"].silver_audit
    assert "5.1" in edition.labels["silver"].criteria  # it has a minimum, and Silver asks for all of them
    assert edition.criteria_of("bronze") == ()


def test_every_text_is_there_in_both_languages(edition: Edition) -> None:
    for place, text in texts_of(edition):
        assert set(text.values) == {"en", "fi"}, place
        for code, words in text.values.items():
            assert re.search(r"\w{2}", words), (place, code)
            assert words == " ".join(words.split()), (place, code)
            assert "!" not in words, (place, code)


def test_finnish_is_not_the_english_text_left_untranslated(edition: Edition) -> None:
    names = {label.byname.values["en"] for label in edition.labels.values()}  # the bynames stay in English
    same = {text.values["en"] for _, text in texts_of(edition) if text.values["en"] == text.values["fi"]} - names
    assert same == set()


def test_levels_of_a_criterion_differ_and_fit_the_screen(edition: Edition) -> None:
    for criterion in edition.criteria.values():
        for code in ("en", "fi"):
            words = [level.text.values[code] for level in criterion.levels]
            assert len(set(words)) == 6, criterion.id
            assert all(25 <= len(text) <= 240 for text in words), (criterion.id, code)
            assert len(criterion.title.values[code]) <= 60


def test_level_texts_and_minimums_are_marked_as_the_projects_own(edition: Edition) -> None:
    for criterion in edition.criteria.values():
        assert criterion.texts.provenance is Provenance.PROJECT
        assert criterion.minimum.origin.provenance is Provenance.PROJECT
        assert all(level.provenance is Provenance.PROJECT for level in criterion.levels)
        assert criterion.suggestion is None or criterion.suggestion.provenance is Provenance.PROJECT
        assert criterion.weight.origin.provenance is Provenance.INFERRED


def test_every_minimum_is_a_level_above_the_lowest(edition: Edition) -> None:
    assert all(criterion.minimum.value in {2, 3} for criterion in edition.criteria.values())
    assert not any(criterion.may_be_not_applicable.value for criterion in edition.criteria.values())


def numbers_in(text: str) -> set[Decimal]:
    return {Decimal(number.replace(",", ".")) for number in re.findall(r"\d+(?:[.,]\d+)?", text)}


def with_suggestion(edition: Edition) -> list[Criterion]:
    return [criterion for criterion in edition.criteria.values() if criterion.suggestion is not None]


@pytest.mark.parametrize("code", ["en", "fi"])
def test_thresholds_stand_in_the_level_texts(edition: Edition, code: str) -> None:
    assert len(with_suggestion(edition)) >= 15
    for criterion in with_suggestion(edition):
        assert criterion.suggestion is not None
        thresholds = dict(criterion.suggestion.thresholds)
        assert set(thresholds) == {1, 2, 3, 4, 5}
        for level, value in thresholds.items():
            assert value in numbers_in(criterion.level(level).text.values[code]), (criterion.id, level)
        if criterion.id != "5.2":  # less than one story is no story
            assert thresholds[1] in numbers_in(criterion.level(0).text.values[code]), criterion.id


@pytest.mark.parametrize(("code", "least", "most"), [("en", "at least", "at most"), ("fi", "vähintään", "enintään")])
def test_texts_say_least_or_most_as_the_suggestion_counts(edition: Edition, code: str, least: str, most: str) -> None:
    at_most = {criterion.id for criterion in with_suggestion(edition) if _counts_down(criterion)}
    assert at_most == {"2.2.1", "2.2.4", "2.3"}
    for criterion in with_suggestion(edition):
        word = most if criterion.id in at_most else least
        for level in criterion.levels[1:]:
            assert word in level.text.values[code].lower(), (criterion.id, level.value)


def _counts_down(criterion: Criterion) -> bool:
    assert criterion.suggestion is not None
    values = [value for _, value in criterion.suggestion.thresholds]  # from the highest level down
    return all(upper < lower for upper, lower in pairwise(values))


@pytest.mark.parametrize("kind", ["levels", "lists"])
def test_both_languages_name_the_same_numbers(edition: Edition, kind: str) -> None:
    words = {"kerran": 1, "kahdesti": 2, "kolmesti": 3, "neljästi": 4}
    for criterion in edition.criteria.values():
        texts = [level.text for level in criterion.levels] if kind == "levels" else [*criterion.evidence]
        for text in texts:
            missing = numbers_in(text.values["en"]) - numbers_in(text.values["fi"])
            allowed = {Decimal(number) for word, number in words.items() if word in text.values["fi"]}
            assert missing <= allowed, (criterion.id, text.values)


def test_rules_only_count_with_facts_that_are_numbers(edition: Edition) -> None:
    for criterion in with_suggestion(edition):
        assert criterion.suggestion is not None
        for fact in (*criterion.suggestion.numerator, *criterion.suggestion.denominator):
            assert edition.facts[fact].type.is_number
            assert fact in criterion.facts, criterion.id


def test_facts_lie_in_the_six_parts_of_the_benchmarking_and_a_profile(edition: Edition) -> None:
    assert len(edition.fact_parts) == 7
    assert {fact.part for fact in edition.facts.values()} == set(edition.fact_parts)
    assert edition.facts["legal_form"].choices[0][0] == "association"
    assert edition.facts["budget_fees"].type is FactType.MONEY


def test_more_than_half_of_the_participants_is_told_from_half(edition: Edition) -> None:
    rule = edition.eligibility["majority_firms"].rule
    assert rule is not None
    for total in (2, 31, 1_000, 99_999, 100_000):
        assert (total // 2 + 1) * 100 >= rule.at_least * total
    assert rule.at_least * 100_000 > 50_000 * 100
