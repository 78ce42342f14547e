"""The figures are those of published worked examples, and are refused where they would mean nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.editions import small_edition
from support.gold import LEAD, SECOND, assessment

from eucles_desk.assessment import agreement_figures as figures
from eucles_desk.assessment.agreement_figures import Refusal, agreement_figures, alpha, weighted_kappa
from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.assessment.values import Assessment, Judgement, Level

EDITION = small_edition()
CODES = tuple(EDITION.criteria)
_ = None
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, part C: four observers, twelve units, missing data.
KRIPPENDORFF = [
    (1, 1, _, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4), (4, 4, 4, 4), (1, 1, 2, 1),
    (2, 2, 2, 2), (_, 5, 5, 5), (_, _, 1, 1), (_, _, 3, _),
]  # fmt: skip
# Cohen (1968), Weighted kappa: two psychiatrists, 100 patients, three diagnoses.
COHEN = ((44, 7, 9), (5, 20, 5), (1, 3, 6))
WEIGHTS = ((0, 1, 3), (1, 0, 6), (3, 6, 0))


def test_alpha_is_that_of_the_published_example() -> None:
    assert alpha(KRIPPENDORFF) == pytest.approx(0.815, abs=0.0005)


def test_kappa_is_that_of_the_published_example() -> None:
    pairs = [(row, column) for row in range(3) for column in range(3) for _ in range(COHEN[row][column])]
    assert weighted_kappa(pairs, lambda a, b: WEIGHTS[a][b]) == pytest.approx(0.348, abs=0.0005)
    assert weighted_kappa(pairs, lambda a, b: int(a != b)) == pytest.approx(0.492, abs=0.0005)


@given(st.lists(st.integers(0, 5), min_size=2, max_size=30))
def test_full_agreement_is_one_unless_nothing_varies(levels: list[int]) -> None:
    expected = None if len(set(levels)) == 1 else 1
    assert alpha([(level, level) for level in levels]) == expected
    assert weighted_kappa([(level, level) for level in levels]) == expected


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=30))
def test_who_is_named_first_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    turned = [(second, first) for first, second in pairs]
    assert alpha(pairs) == alpha(turned)
    assert weighted_kappa(pairs) == weighted_kappa(turned)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=30))
def test_alpha_follows_the_order_and_not_the_numbers(pairs: list[tuple[int, int]]) -> None:
    assert alpha(pairs) == alpha([(first * 7 + 3, second * 7 + 3) for first, second in pairs])


def judged(lead: list[Level], second: list[Level]) -> Assessment:
    said = [
        Judgement(seat.id, code, level)
        for seat, levels in ((LEAD, lead), (SECOND, second))
        for code, level in zip(CODES, levels, strict=False)
    ]
    return replace(assessment(EDITION), judgements=tuple(said))


def test_one_expert_alone_has_no_figures() -> None:
    found = agreement_figures(judged([3, 4, 5], []), EDITION)
    assert (found.alpha.value, found.alpha.refusal) == (None, Refusal.ONE_EXPERT)


def test_too_few_criteria_have_counts_and_no_figures() -> None:
    found = agreement_figures(judged([3, 4], [3, 5]), EDITION)
    assert (found.compared, found.exact, dict(found.apart)) == (2, 1, {0: 1, 1: 1})
    assert found.alpha.refusal is Refusal.TOO_FEW
    assert found.kappa.value is None


def test_what_one_calls_not_applicable_is_counted_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "LEAST", 2)
    found = agreement_figures(judged([3, NOT_APPLICABLE, 1], [4, 2, 1]), EDITION)
    assert (found.compared, found.not_comparable) == (2, len(CODES) - 2)
    assert found.alpha.value is not None


def test_levels_that_are_all_the_same_have_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "LEAST", 2)
    found = agreement_figures(judged([3, 3], [3, 3]), EDITION)
    assert (found.exact, found.alpha.refusal, found.kappa.refusal) == (2, Refusal.NO_VARIATION, Refusal.NO_VARIATION)
