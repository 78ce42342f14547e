from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from support.editions import small_edition
from support.examples import examples
from support.gold import assessment, full, levels_for, public_edition
from support.strategies import assessments

from eucles_desk.assessment.award import ConditionKind, outcome
from eucles_desk.assessment.places import Place, PointKind
from eucles_desk.assessment.scoring import score
from eucles_desk.assessment.steps import open_points
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.assessment.views import standing_levels
from eucles_desk.services.standing import Standing
from eucles_desk.services.summaries import summarise

NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)
EDITION = small_edition()


def has_score(value: Assessment) -> bool:
    return EDITION.labels[value.label].award.pass_percent.value is not None


@given(assessments(EDITION))
@settings(max_examples=examples(25, 60))
def test_a_summary_says_what_is_worked_out_directly(value: Assessment) -> None:
    found = summarise(value, EDITION, NOW)
    total = score(EDITION, value.label, standing_levels(value)).total
    points = open_points(value, EDITION)
    minimums = outcome(EDITION, value).condition(ConditionKind.MINIMUMS)
    assert (found.id, found.cluster, found.cluster_name) == (value.id, value.cluster.id, value.cluster.name)
    assert (found.label, found.kind, found.step, found.changed_at) == (value.label, value.kind, value.step, NOW)
    shown = (total.points, total.available) if has_score(value) else (0, 0)
    assert (found.points, found.available) == shown
    assert (found.judged, found.criteria) == (total.judged, total.criteria)
    assert found.unmet_minimums == (len(minimums.missed) if minimums else 0)
    assert found.open_points == len(points)
    if points:
        assert Place.parse(found.next_place) == points[0].place
        assert PointKind(found.next_point) is points[0].kind
    else:
        assert (found.next_place, found.next_point) == ("", "")


@given(assessments(EDITION))
@settings(max_examples=examples(20, 40))
def test_what_the_window_shows_is_what_the_list_shows(value: Assessment) -> None:
    lead = next((seat.id for seat in value.seats if seat.role.value == "lead"), None)
    standing, summary = Standing(value, EDITION, lead), summarise(value, EDITION, NOW)
    assert summary.points == (standing.score.total.points if has_score(value) else 0)
    assert len(standing.open_points) == summary.open_points
    assert standing.levels == standing_levels(value)
    assert standing.outcome == outcome(EDITION, value)
    assert len(standing.distance.below_minimum) == summary.unmet_minimums


def test_a_full_gold_in_consensus() -> None:
    found = summarise(full(), public_edition(), NOW)
    assert (found.points, found.available, found.judged, found.criteria) == (120, 150, 31, 31)
    assert (found.open_points, found.unmet_minimums, found.next_place) == (0, 0, "")


def test_the_next_thing_to_do_is_the_first_open_point() -> None:
    undecided = assessment(agreed=levels_for(125, c2_5=1))
    found = summarise(undecided, public_edition(), NOW)
    assert (found.next_place, found.next_point) == ("result:minimums", "condition_not_met")
    assert (found.open_points, found.unmet_minimums) == (1, 1)
    assert summarise(replace(undecided, step=Step.REFUSED), public_edition(), NOW).open_points == 0
