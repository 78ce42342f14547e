"""What is next over all assessments, the most urgent first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.whole_desk import summary

import eucles_desk
from eucles_desk.assessment.places import ENDED, Area, Place
from eucles_desk.assessment.records import Mode, Recent, Summary
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.today import (
    AREAS_OF_STEPS,
    ENDING_MONTHS,
    TaskKind,
    later,
    months_between,
    place_of,
    renewals,
    span,
    task_of,
    tasks,
)

TODAY = date(2026, 11, 24)
MONTHS = st.builds("{:04}-{:02}".format, st.integers(1990, 2100), st.integers(1, 12))


def kind_of(**changed: object) -> TaskKind | None:
    task = task_of(replace(summary("A"), **changed), TODAY)  # type: ignore[arg-type]
    return task.kind if task else None


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({}, TaskKind.CONTINUE),
        ({"next_place": "", "open_points": 0}, TaskKind.GO_ON),
        ({"waits_for_expert": True, "next_place": ""}, TaskKind.WAITS_FOR_EXPERT),
        ({"last_visit": "2026-11-24"}, TaskKind.VISIT),
        ({"last_visit": "2026-12-01"}, TaskKind.VISIT),
        ({"last_visit": "2026-12-02"}, TaskKind.CONTINUE),
        ({"last_visit": "2026-11-23"}, TaskKind.CONTINUE),
        ({"step": Step.FACT_CHECK, "reply_due": "2026-11-23"}, TaskKind.REPLY_OVERDUE),
        ({"step": Step.FACT_CHECK, "reply_due": "2026-11-24"}, TaskKind.REPLY_DUE),
        ({"step": Step.FACT_CHECK, "reply_due": "2026-11-23", "unanswered": 2}, TaskKind.ANSWER_REMARKS),
        ({"step": Step.FACT_CHECK, "reply_due": "not a day"}, TaskKind.CONTINUE),
        ({"step": Step.SCORING, "reply_due": "2026-11-23"}, TaskKind.CONTINUE),
        *(({"step": step}, None) for step in ENDED),
    ],
)
def test_each_state_has_its_next_thing(changed: dict[str, object], kind: TaskKind | None) -> None:
    assert kind_of(**changed) is kind


def test_it_leads_to_the_place_of_the_first_open_point() -> None:
    task = task_of(summary("A", next_place="criteria:2.5"), TODAY)
    assert task is not None
    assert (task.place.area, task.place.id) == (Area.CRITERIA, "2.5")


def test_late_replies_come_first_and_whom_one_waits_for_last() -> None:
    every = [
        summary("waits", waits_for_expert=True, next_place=""),
        summary("go on", next_place=""),
        summary("continue"),
        summary("due later", Step.FACT_CHECK, reply_due="2026-12-20"),
        summary("due", Step.FACT_CHECK, reply_due="2026-11-26"),
        summary("visit", last_visit="2026-11-25"),
        summary("answer", Step.FACT_CHECK, unanswered=1),
        summary("late", Step.FACT_CHECK, reply_due="2026-11-01"),
    ]
    names = [task.summary.cluster_name for task in tasks(every, TODAY)]
    assert names == ["late", "answer", "visit", "due", "due later", "continue", "go on", "waits"]


def test_of_equals_the_one_changed_last_comes_first() -> None:
    start = datetime(2026, 11, 1, tzinfo=timezone(timedelta(hours=2)))
    older, newer = summary("older", changed_at=start), summary("newer", changed_at=start + timedelta(hours=1))
    assert [task.summary.cluster_name for task in tasks([older, newer], TODAY)] == ["newer", "older"]


def any_summary(step: Step, days: tuple[str, str], waits: bool, unanswered: int, place: str) -> Summary:
    return summary(
        "A",
        step,
        reply_due=days[0],
        last_visit=days[1],
        waits_for_expert=waits,
        unanswered=unanswered,
        next_place=place,
    )


SUMMARIES = st.lists(
    st.builds(
        any_summary,
        st.sampled_from(Step),
        st.tuples(
            st.sampled_from(["", "2026-11-20", "2026-11-24", "2027-01-01", "0001-01-01", "9999-12-31"]),
            st.sampled_from(["", "2026-11-20", "2026-11-24", "2026-11-30"]),
        ),
        st.booleans(),
        st.integers(0, 3),
        st.sampled_from(["", "criteria:2.5", "facts:participants", "details"]),
    ),
    max_size=8,
)


@given(SUMMARIES, st.dates())
def test_every_running_assessment_has_one_task_in_a_settled_order(found: list[Summary], today: date) -> None:
    listed = tasks(found, today)
    assert {task.summary.id for task in listed} == {one.id for one in found if one.step not in ENDED}
    assert len(listed) == sum(one.step not in ENDED for one in found)
    assert listed == tasks(reversed(found), today)
    kinds = [list(TaskKind).index(task.kind) for task in listed]
    assert kinds == sorted(kinds)


def ending(month: str) -> tuple[int, int] | None:
    found = renewals([summary("A", Step.AWARDED, award_last=month)], TODAY)
    return (found[0].months, found[0].left) if found else None


@pytest.mark.parametrize(
    ("month", "found"),
    [
        ("2026-11", (0, 12)),
        ("2027-05", (6, 18)),
        ("2027-06", None),
        ("2025-11", (-12, 0)),
        ("2025-10", None),
        ("", None),
    ],
)
def test_a_label_needs_attention_from_half_a_year_before_to_the_end_of_its_window(
    month: str, found: tuple[int, int] | None
) -> None:
    assert ending(month) == found


def test_the_earliest_end_comes_first() -> None:
    found = renewals([summary(name, Step.AWARDED, award_last=name) for name in ("2027-02", "2026-03")], TODAY)
    assert [one.summary.cluster_name for one in found] == ["2026-03", "2027-02"]


@given(MONTHS, st.integers(-400, 400))
def test_months_are_counted_there_and_back(month: str, by: int) -> None:
    assert months_between(month, later(month, by)) == by


def test_the_span_that_is_asked_for_holds_all_that_need_attention() -> None:
    first, last = span(TODAY)
    assert (first, last) == ("2025-11", "2027-05")
    assert months_between(f"{TODAY:%Y-%m}", last) == ENDING_MONTHS


@pytest.mark.parametrize("today", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_clock_that_is_wrong_breaks_nothing(today: date) -> None:
    first, last = span(today)
    assert first <= last
    assert tasks([summary("A", Step.FACT_CHECK, reply_due="2026-11-24")], today)


def recent(message: str, **values: str) -> Recent:
    return Recent(uuid4(), "A", "gold", datetime(2026, 11, 24, tzinfo=UTC), Mode.DO, message, values)


@pytest.mark.parametrize(
    ("step", "place"),
    [
        (recent("level of {criterion}", criterion="2.5", level="3"), Place(Area.CRITERIA, "2.5")),
        (recent("eligibility answer", criterion="members"), Place(Area.ELIGIBILITY, "members")),
        (recent("fact", fact="participants"), Place(Area.FACTS, "participants")),
        (recent("remark on {criterion}", criterion="2.5"), Place(Area.REMARKS)),
        (recent("note of {title}", title="B"), Place(Area.ON_SITE)),
        (recent("step", step="scoring"), None),
        (recent("what a later version does"), None),
    ],
)
def test_a_step_of_the_history_leads_to_where_it_was_done(step: Recent, place: Place | None) -> None:
    assert place_of(step) == place


def test_every_step_that_belongs_to_an_area_has_its_name_in_the_services() -> None:
    services = Path(eucles_desk.__file__).parent / "services"
    named = {
        name for file in services.glob("*.py") for name in re.findall(r'named\(\s*"([^"]+)"', file.read_text("utf-8"))
    }
    assert set(AREAS_OF_STEPS) <= named
    left = {name for name in named - set(AREAS_OF_STEPS) if "{criterion}" not in name}
    assert left == {"step", "acceptance of a finding", "reopening of a finding"}, left
