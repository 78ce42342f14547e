"""Visits, remarks, interests, the award, earlier results and the peers are entered, undone by name, and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from support.editions import small_edition
from support.gold import LEAD, SECOND, assessment
from support.memory_store import FolderFiles, MemoryStore

from eucles_desk.assessment.terms import Disposition, Opinion, Step
from eucles_desk.assessment.values import Assessment, Award, Benchmark, EarlierResult, Remark, Spread, Visit
from eucles_desk.errors import RuleError
from eucles_desk.language import ENGLISH
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.summaries import summarise

EDITION = small_edition()
NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)
VISIT = Visit(UUID(int=1), "2026-02-10", "Kuopio")
REMARK = Remark(UUID(int=2), "1.2", Opinion.FACT_WRONG, "58, not 57.")
AWARD = Award("TEST-1", "2026-02", "2028-01")
PEERS = Benchmark("Invented", 38, {"1.2": Spread(Decimal("3.5"), Decimal(3), Decimal(4))}, {"1": Decimal("71.5")})


def open_in(step: Step) -> OpenAssessment:
    store, value = MemoryStore(), assessment(EDITION, step=step)
    with store() as transaction:
        transaction.assessments.add(value, summarise(value, EDITION, NOW))
    opened = OpenAssessment(value, EDITION, store, FolderFiles(Path("unused")), lambda: NOW)
    opened.listen(lambda _: kept_as_shown(store, opened))
    return opened


def kept_as_shown(store: MemoryStore, opened: OpenAssessment) -> None:
    assert store.kept[opened.value.id] == opened.value


def name_of_undo(opened: OpenAssessment) -> str:
    entry = opened.undo_entry
    assert entry is not None
    return ENGLISH.text(entry.message, **entry.values)


def refused(function: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(RuleError) as caught:
        function(*arguments)
    return str(caught.value)


def test_a_visit_is_added_changed_and_taken_out() -> None:
    opened = open_in(Step.SCORING)
    opened.set_visit(VISIT)
    opened.set_visit(Visit(UUID(int=9), "2026-02-11"))
    opened.set_visit(replace(VISIT, place="Joensuu"))
    assert [(visit.day, visit.place) for visit in opened.value.visits] == [
        ("2026-02-10", "Joensuu"),
        ("2026-02-11", ""),
    ]
    opened.remove_visit(VISIT.id)
    assert name_of_undo(opened) == "removal of a visit"
    opened.undo()
    assert [visit.id for visit in opened.value.visits] == [VISIT.id, UUID(int=9)]


def test_typing_on_in_a_visit_is_one_step() -> None:
    opened = open_in(Step.SCORING)
    opened.set_visit(VISIT)
    for place in ("J", "Jo", "Joensuu"):
        opened.set_visit(replace(VISIT, place=place))
    opened.undo()
    assert opened.value.visits == ()
    assert opened.undo_entry is None


def test_a_remark_is_answered_in_the_fact_check_and_in_the_decision() -> None:
    opened = open_in(Step.FACT_CHECK)
    opened.set_remark(REMARK)
    assert name_of_undo(opened) == "remark on 1.2"
    opened.enter_step(Step.CONSENSUS)
    assert refused(opened.remove_remark, REMARK.id).startswith("Remarks on the draft are entered in the fact check")
    opened.undo()
    answered = replace(REMARK, disposition=Disposition.ACCEPTED, reply="Corrected.")
    opened.set_remark(answered)
    assert opened.value.remarks == (answered,)
    opened.remove_remark(REMARK.id)
    assert opened.value.remarks == ()


@pytest.mark.parametrize("step", set(Step) - {Step.FACT_CHECK, Step.DECISION})
def test_other_steps_say_where_remarks_are_entered(step: Step) -> None:
    sentence = "Remarks on the draft are entered in the fact check and in the decision."
    assert refused(open_in(step).set_remark, REMARK) == sentence


def test_an_award_gets_its_number_when_the_assessment_has_ended() -> None:
    opened = open_in(Step.AWARDED)
    opened.set_award(replace(AWARD, number=""))
    opened.set_award(AWARD)
    assert (opened.value.award, name_of_undo(opened)) == (AWARD, "award")
    opened.set_award(Award())
    assert opened.value.award is None


@pytest.mark.parametrize("step", set(Step) - {Step.AWARDED, Step.DECISION})
def test_other_steps_say_where_the_award_is_entered(step: Step) -> None:
    sentence = "The award is entered in the decision or once the label is awarded."
    assert refused(open_in(step).set_award, AWARD) == sentence


def test_no_interests_declared_and_none_to_declare_are_two_things() -> None:
    opened = open_in(Step.DECISION)
    opened.declare_interests(LEAD.id, "")
    opened.declare_interests(SECOND.id, "Taught the manager in 2019.")
    assert [seat.interests for seat in opened.value.seats] == ["", "Taught the manager in 2019."]
    assert name_of_undo(opened) == "declared interests"
    opened.declare_interests(LEAD.id, None)
    assert opened.value.seats[0].interests is None
    assert refused(opened.declare_interests, UUID(int=9), "") == "The assessment has no such person any more."


def test_peers_are_set_and_taken_out() -> None:
    opened = open_in(Step.SCORING)
    opened.set_benchmark(PEERS)
    assert (opened.value.benchmark, name_of_undo(opened)) == (PEERS, "benchmark")
    opened.set_benchmark(None)
    assert (opened.value.benchmark, name_of_undo(opened)) == (None, "removal of the benchmark")
    opened.undo()
    assert opened.value.benchmark == PEERS


def test_earlier_results_are_put_in_the_order_of_time() -> None:
    opened = open_in(Step.SCORING)
    results = EarlierResult("2023-12", "gold"), EarlierResult("2021-12", "gold")
    opened.set_earlier(results)
    assert opened.value.earlier == results[::-1]
    opened.undo()
    assert opened.value.earlier == ()


@pytest.mark.parametrize(
    ("function", "value", "sentence"),
    [
        (OpenAssessment.set_visit, replace(VISIT, day="2026-02-30"), "“2026-02-30” is not a day"),
        (OpenAssessment.set_remark, replace(REMARK, criterion="9.9"), "The edition small-1 has no criterion “9.9”."),
        (OpenAssessment.set_award, replace(AWARD, last="2026-01"), "The award ends before it begins"),
        (OpenAssessment.set_benchmark, replace(PEERS, peers=0), "A benchmark needs at least one peer."),
        (OpenAssessment.set_earlier, [EarlierResult("2021", "gold")], "“2021” is not a month"),
        (OpenAssessment.set_visit, replace(VISIT, place="x" * 200_001), "The text is longer than 200000 characters"),
    ],
)
def test_what_cannot_be_so_is_refused_and_changes_nothing(
    function: Callable[..., object], value: object, sentence: str
) -> None:
    opened = open_in(Step.DECISION)
    before: Assessment = opened.value
    assert refused(function, opened, value).startswith(sentence)
    assert opened.value is before
