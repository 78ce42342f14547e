"""The plan of a visit fits the time there is, and gives more of it to what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import gold

from eucles_desk.assessment.agenda import COARSE, Plan, SlotKind, pace, plan, usual_frame
from eucles_desk.assessment.evidence import Citation
from eucles_desk.assessment.on_site import Agenda, Frame
from eucles_desk.assessment.terms import Kind, Step
from eucles_desk.assessment.values import Judgement

EDITION = gold.public_edition()
CODES = [criterion.id for criterion in EDITION.criteria_of("gold")]
WHOLE = {Frame.THREE_HOURS: 180, Frame.HALF_DAY: 300, Frame.TWO_DAYS: 960}
EMPTY = gold.assessment()


def planned(agenda: Agenda) -> Plan:
    return plan(EMPTY, EDITION, agenda)


def length(found: Plan) -> int:
    return sum(day.minutes for day in found.days)


def order(found: Plan) -> list[str]:
    return [slot.criterion for day in found.days for slot in day.slots if slot.criterion]


@pytest.mark.parametrize("frame", Frame)
def test_a_visit_fills_its_time_and_names_each_criterion_once_in_order(frame: Frame) -> None:
    found = planned(Agenda(frame))
    assert length(found) == WHOLE[frame]
    assert order(found) == CODES
    assert min(found.minutes.values()) >= 1
    assert found.over == 0


@pytest.mark.parametrize("frame", Frame)
def test_a_day_opens_pauses_and_ends_with_what_is_said_aloud(frame: Frame) -> None:
    found = planned(Agenda(frame))
    assert found.days[0].slots[0].kind is SlotKind.OPENING
    for day in found.days:
        assert day.slots[-1].kind is SlotKind.CLOSING
        sitting = 0
        for slot in day.slots:
            sitting = 0 if slot.kind in {SlotKind.BREAK, SlotKind.LUNCH, SlotKind.EXPERTS} else sitting + slot.minutes
            assert sitting <= 150


def test_slots_of_a_day_follow_each_other_without_a_gap() -> None:
    for day in planned(Agenda(Frame.TWO_DAYS)).days:
        at = 0
        for slot in day.slots:
            assert slot.start == at
            at = slot.end


@given(st.dictionaries(st.sampled_from(CODES), st.integers(0, 480)), st.sampled_from(Frame))
def test_minutes_set_by_hand_stay_and_the_rest_fits_or_is_said_not_to(
    set_by_hand: dict[str, int], frame: Frame
) -> None:
    found = planned(Agenda(frame, minutes=MappingProxyType(set_by_hand)))
    assert order(found) == CODES
    assert {code: found.minutes[code] for code in set_by_hand} == set_by_hand
    assert all(minutes >= 0 for minutes in found.minutes.values())
    if found.over == 0:
        assert length(found) <= WHOLE[frame]
        assert length(found) > WHOLE[frame] - COARSE or len(set_by_hand) == len(CODES)


def test_what_is_flagged_or_open_gets_more_time_than_what_is_done() -> None:
    full = gold.full()
    seat = full.seats[0].id
    flagged = replace(
        full,
        judgements=tuple(
            replace(judgement, on_site=judgement.seat == seat and judgement.criterion == "2.5")
            for judgement in full.judgements
        ),
    )
    before, after = (plan(one, EDITION, Agenda(Frame.TWO_DAYS)).minutes["2.5"] for one in (full, flagged))
    assert after > before


@pytest.mark.parametrize(
    ("label", "frame"), [("bronze", Frame.THREE_HOURS), ("silver", Frame.HALF_DAY), ("gold", Frame.TWO_DAYS)]
)
def test_the_usual_visit_of_a_label_is_that_of_the_edition(label: str, frame: Frame) -> None:
    assert usual_frame(EDITION, label, Kind.FIRST) is frame


def test_a_label_without_criteria_talks_about_the_facts() -> None:
    found = plan(replace(EMPTY, label="bronze"), EDITION, Agenda(Frame.THREE_HOURS))
    assert SlotKind.FACTS in {slot.kind for slot in found.days[0].slots}
    assert length(found) == 180


DAY = Agenda(Frame.HALF_DAY, starts=("2026-11-24T09:00",))


def at(minutes: int) -> datetime:
    return datetime(2026, 11, 24, 9 + minutes // 60, minutes % 60)  # noqa: DTZ001  # plans are in local time


def test_the_pace_tells_what_is_now_and_what_is_next() -> None:
    found = planned(DAY)
    _, first = found.slot_of(CODES[0]) or (0, found.days[0].slots[0])
    now = pace(found, (), at(first.start))
    assert now.now == first
    assert (now.left, now.behind, now.next) == (first.minutes, 0, CODES[0])


def test_what_was_not_talked_about_in_time_is_behind_and_what_was_done_early_ahead() -> None:
    found = planned(DAY)
    _, second = found.slot_of(CODES[1]) or (0, found.days[0].slots[0])
    late = pace(found, (), at(second.start))
    assert late.behind == found.minutes[CODES[0]]
    assert pace(found, CODES[:1], at(second.start)).behind == 0
    assert pace(found, CODES[:3], at(second.start)).behind == -sum(found.minutes[code] for code in CODES[1:3])
    assert pace(found, CODES, at(second.start)).next == ""


def test_outside_the_visit_and_without_a_day_there_is_no_now() -> None:
    assert pace(planned(DAY), (), datetime(2026, 11, 23, 9, 0)).now is None  # noqa: DTZ001
    assert pace(planned(Agenda(Frame.HALF_DAY)), (), at(30)).now is None


def test_what_is_flagged_gets_no_less_than_anything_that_is_not() -> None:
    for flagged in CODES:
        cited = (Citation(UUID(int=1)),)
        done = Judgement(gold.LEAD.id, flagged, 4, "Seen.", on_site=True, citations=cited)
        value = replace(EMPTY, step=Step.SCORING, judgements=(done,))
        minutes = plan(value, EDITION, Agenda(Frame.TWO_DAYS)).minutes
        assert minutes[flagged] == max(minutes.values())
