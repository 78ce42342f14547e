from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.editions import ours, small_edition
from support.gold import LEAD, PERIOD, SECOND, all_facts, assessment, full, levels_for, public_edition
from support.strategies import assessments

from eucles_desk.assessment.award import State as AwardState
from eucles_desk.assessment.award import outcome
from eucles_desk.assessment.places import ENDED, ORDER, Area, OpenPoint, Place, PointKind, following
from eucles_desk.assessment.steps import may_enter, open_points
from eucles_desk.assessment.terms import NOT_APPLICABLE, Role, Step, Verdict
from eucles_desk.assessment.values import Agreement, Assessment, ImprovementArea, Judgement, Seat

EDITION = public_edition()


def kinds(found: tuple[OpenPoint, ...]) -> set[PointKind]:
    return {point.kind for point in found}


def opened(value: Assessment) -> tuple[OpenPoint, ...]:
    return open_points(value, EDITION)


class TestDraft:
    START = assessment(step=Step.DRAFT)

    def test_with_a_name_and_two_named_experts_nothing_is_open(self) -> None:
        assert opened(self.START) == ()

    def test_a_cluster_needs_a_name(self) -> None:
        nameless = replace(self.START, cluster=replace(self.START.cluster, name=" "))
        assert opened(nameless) == (OpenPoint(PointKind.NO_CLUSTER_NAME, Place(Area.DETAILS, "cluster")),)

    def test_gold_needs_two_experts_and_observers_are_none(self) -> None:
        observer = Seat(UUID(int=3), Role.OBSERVER, "Cem Example")
        assert kinds(opened(replace(self.START, seats=(LEAD, observer)))) == {PointKind.TOO_FEW_EXPERTS}

    def test_silver_needs_one_expert(self) -> None:
        assert opened(assessment(label="silver", step=Step.DRAFT)) == ()

    def test_each_expert_needs_a_name(self) -> None:
        found = opened(replace(self.START, seats=(LEAD, replace(SECOND, name="  "))))
        assert found == (OpenPoint(PointKind.NO_EXPERT_NAME, Place(Area.DETAILS, "seat-second")),)


class TestEligibility:
    def test_each_criterion_wants_an_answer(self) -> None:
        for unanswered in (assessment(step=Step.ELIGIBILITY, eligible=None), full(step=Step.ELIGIBILITY)):
            found = opened(
                replace(unanswered, eligibility=unanswered.eligibility if unanswered.eligibility[0].met is None else ())
            )
            assert [point.place.id for point in found] == list(EDITION.eligibility)
            assert kinds(found) == {PointKind.ELIGIBILITY_OPEN}

    def test_not_met_wants_a_note(self) -> None:
        not_met = assessment(step=Step.ELIGIBILITY, eligible=False)
        assert kinds(opened(not_met)) == {PointKind.ELIGIBILITY_NOT_MET_WITHOUT_NOTE}
        noted = tuple(replace(answer, note="They know.") for answer in not_met.eligibility)
        assert opened(replace(not_met, eligibility=noted)) == ()

    def test_a_label_that_asks_for_none_has_nothing_open(self) -> None:
        bronze = small_edition().labels["bronze"]
        assert bronze.award.eligibility.value is False
        asked_nothing = assessment(small_edition(), label="bronze", step=Step.ELIGIBILITY, eligible=None)
        assert open_points(asked_nothing, small_edition()) == ()


class TestSelfAssessment:
    def test_facts_that_the_label_needs_are_open_until_entered(self) -> None:
        empty = assessment(step=Step.SELF_ASSESSMENT)
        needed = [fact.id for fact in EDITION.facts.values() if "gold" in fact.required_for]
        assert [point.place.id for point in opened(empty)] == needed
        assert opened(assessment(step=Step.SELF_ASSESSMENT, facts=all_facts())) == ()

    def test_blank_text_is_no_answer(self) -> None:
        blank = assessment(step=Step.SELF_ASSESSMENT, facts={**all_facts(), "contact_name": "  "})
        assert opened(blank) == (OpenPoint(PointKind.FACT_MISSING, Place(Area.FACTS, "contact_name")),)

    def test_silver_wants_the_month_of_the_earlier_benchmarking(self) -> None:
        silver = assessment(label="silver", step=Step.SELF_ASSESSMENT, facts=all_facts())
        assert kinds(opened(silver)) == {PointKind.NO_EARLIER_BENCHMARKING}
        assert opened(replace(silver, earlier_benchmarking="2024-03")) == ()


class TestScoring:
    FULL = full(step=Step.SCORING)

    def without(self, criterion: str, seat: Seat = LEAD, /, **parts: object) -> Assessment:
        def changed(said: Judgement) -> Judgement:
            return replace(said, **parts) if (said.criterion, said.seat) == (criterion, seat.id) else said

        return replace(self.FULL, judgements=tuple(changed(said) for said in self.FULL.judgements))

    def test_everything_judged_with_reasons_leaves_nothing_open(self) -> None:
        assert opened(self.FULL) == ()

    @pytest.mark.parametrize(
        ("parts", "kind"),
        [
            ({"level": None}, PointKind.NOT_LOOKED_AT),
            ({"reason": " "}, PointKind.NO_REASON),
            ({"on_site": True}, PointKind.RAISE_ON_SITE),
        ],
    )
    def test_what_is_missing_is_named(self, parts: dict[str, object], kind: PointKind) -> None:
        assert opened(self.without("2.5", **parts)) == (OpenPoint(kind, Place(Area.CRITERIA, "2.5")),)

    def test_what_waits_for_the_visit_comes_after_what_can_be_done_at_the_desk(self) -> None:
        value = self.without("1.2", on_site=True)
        judgements = tuple(replace(said, reason="") if said.criterion == "2.5" else said for said in value.judgements)
        found = opened(replace(value, judgements=judgements))
        assert [point.place.id for point in found] == ["2.5", "1.2"]
        assert found[-1].kind is PointKind.RAISE_ON_SITE

    def test_level_0_and_not_applicable_are_looked_at(self) -> None:
        assert opened(self.without("2.5", level=0)) == ()
        assert opened(self.without("2.5", level=NOT_APPLICABLE)) == ()

    def test_the_other_seat_is_not_looked_at(self) -> None:
        assert opened(self.without("2.5", SECOND, level=None)) == ()
        assert kinds(open_points(self.without("2.5", SECOND, level=None), EDITION, SECOND.id)) == {
            PointKind.NOT_LOOKED_AT
        }

    def test_without_a_seat_nothing_is_looked_at(self) -> None:
        found = opened(replace(self.FULL, seats=()))
        assert [point.place.id for point in found] == [c.id for c in EDITION.criteria_of("gold")]

    def test_silver_wants_described_areas_with_verdicts(self) -> None:
        silver = full(label="silver", step=Step.SCORING)
        assert kinds(opened(silver)) == {PointKind.AREAS_MISSING}
        areas = tuple(ImprovementArea(UUID(int=n), "2.5", "a", "b", "c", Verdict.CONFIRMED) for n in range(3))
        assert opened(replace(silver, improvement_areas=areas)) == ()
        half = (*areas[:2], replace(areas[2], effect=" ", verdict=None))
        found = opened(replace(silver, improvement_areas=half))
        assert kinds(found) == {PointKind.AREA_NOT_DESCRIBED, PointKind.AREA_WITHOUT_VERDICT}
        assert {point.place for point in found} == {Place(Area.IMPROVEMENT_AREAS, str(areas[2].id))}

    def test_gold_asks_for_no_areas(self) -> None:
        area = ImprovementArea(UUID(int=1), "2.5")
        assert opened(replace(self.FULL, improvement_areas=(area,))) == ()


class TestConsensus:
    def test_each_criterion_wants_a_level_and_one_agreed_by_hand_a_reason(self) -> None:
        agreed = full()
        assert opened(agreed) == ()
        one, two, *rest = agreed.consensus
        changed = (replace(one, level=None), replace(two, adopted=False, reason=" "), *rest)
        found = opened(replace(agreed, consensus=changed))
        assert [(point.kind, point.place.id) for point in found] == [
            (PointKind.NOT_AGREED, one.criterion),
            (PointKind.NO_AGREED_REASON, two.criterion),
        ]
        assert len(opened(replace(agreed, consensus=()))) == 31

    def test_fact_check_leaves_nothing_open(self) -> None:
        assert opened(replace(assessment(), step=Step.FACT_CHECK)) == ()


class TestDecision:
    def test_each_condition_not_met_or_open_is_named(self) -> None:
        undecided = assessment(agreed={**levels_for(119), "2.5": None}, eligible=False)
        found = opened(undecided)
        states = {
            c.kind.value: c.state for c in outcome(EDITION, undecided).conditions if c.state is not AwardState.MET
        }
        assert {point.place.id: point.kind for point in found} == {
            kind: PointKind.CONDITION_NOT_MET if state is AwardState.MISSED else PointKind.CONDITION_OPEN
            for kind, state in states.items()
        }
        assert kinds(found) == {PointKind.CONDITION_NOT_MET, PointKind.CONDITION_OPEN}

    def test_120_points_may_be_awarded_and_119_only_refused(self) -> None:
        met, missed = assessment(agreed=levels_for(120)), assessment(agreed=levels_for(119))
        assert (may_enter(met, EDITION, Step.AWARDED), may_enter(met, EDITION, Step.REFUSED)) == (True, True)
        assert (may_enter(missed, EDITION, Step.AWARDED), may_enter(missed, EDITION, Step.REFUSED)) == (False, True)


@given(assessments(small_edition()))
@settings(max_examples=40)
def test_the_next_step_may_be_entered_exactly_when_nothing_is_open(value: Assessment) -> None:
    following_steps = following(value.step)
    if following_steps:
        assert may_enter(value, small_edition(), following_steps[0]) is (not open_points(value, small_edition()))
    else:
        assert open_points(value, small_edition()) == ()


@pytest.mark.parametrize("now", Step)
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("start", [full(), full(label="silver")], ids=["complete", "incomplete"])
def test_steps_lead_where_they_should(start: Assessment, now: Step, step: Step) -> None:
    value = replace(start, step=now)
    allowed = may_enter(value, EDITION, step)
    if step is now:
        assert not allowed
    elif now in ENDED:
        assert allowed is (step is Step.DECISION and now is not Step.WITHDRAWN)
    elif step is Step.WITHDRAWN:
        assert allowed
    elif step in ORDER and ORDER.index(step) < ORDER.index(now):
        assert allowed is (ORDER.index(step) == ORDER.index(now) - 1)
    elif step in following(now):
        assert allowed is (step is Step.REFUSED or not opened(value))
    else:
        assert not allowed


def test_the_usual_way_goes_through_every_step() -> None:
    way = [Step.DRAFT]
    while following(way[-1]):
        way.append(following(way[-1])[0])
    assert way == [*ORDER, Step.AWARDED]


@given(st.sampled_from(Area), st.text(max_size=20))
def test_a_place_reads_back_from_its_text(area: Area, place_id: str) -> None:
    assert Place.parse(str(Place(area, place_id))) == Place(area, place_id)


@given(assessments(small_edition()))
@settings(max_examples=40)
def test_every_open_point_has_a_place_that_exists(value: Assessment) -> None:
    edition = small_edition()
    ids = {
        Area.CRITERIA: set(edition.criteria),
        Area.FACTS: set(edition.facts),
        Area.ELIGIBILITY: set(edition.eligibility),
        Area.IMPROVEMENT_AREAS: {str(area.id) for area in value.improvement_areas} | {""},
        Area.RESULT: {c.kind.value for c in outcome(edition, value).conditions},
        Area.DETAILS: {"cluster", "seats", "earlier_benchmarking", "seat-lead", "seat-second"},
    }
    for point in open_points(value, edition):
        assert point.place.id in ids[point.place.area]


def test_agreement_on_not_applicable_is_an_agreement() -> None:
    edition = small_edition()
    agreed = tuple(Agreement(code, NOT_APPLICABLE if code == "2.9" else 3, "so") for code in edition.criteria)
    assert open_points(replace(assessment(edition, step=Step.CONSENSUS), consensus=agreed), edition) == ()


def test_one_expert_is_enough_where_the_label_says_so() -> None:
    label = replace(EDITION.labels["gold"], experts=ours(1))
    edition = replace(EDITION, labels={**EDITION.labels, "gold": label})
    alone = replace(assessment(step=Step.DRAFT), seats=(LEAD,), period=PERIOD)
    assert open_points(alone, edition) == ()
