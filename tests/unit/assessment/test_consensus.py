from __future__ import annotations

from dataclasses import replace

from support.editions import small_edition
from support.gold import LEAD, SECOND, assessment

from eucles_desk.assessment.consensus import adoptions
from eucles_desk.assessment.terms import NOT_APPLICABLE, Step
from eucles_desk.assessment.values import Agreement, Assessment, Judgement, Level

EDITION = small_edition()


def judged(lead: dict[str, Level], second: dict[str, Level] | None = None, *agreed: Agreement) -> Assessment:
    said = [Judgement(LEAD.id, code, level) for code, level in lead.items()]
    said += [Judgement(SECOND.id, code, level) for code, level in (second or {}).items()]
    return replace(assessment(EDITION, step=Step.SCORING), judgements=tuple(said), consensus=agreed)


def adopted(value: Assessment) -> dict[str, Level]:
    assert all(agreed.adopted is (agreed.level is not None) for agreed in adoptions(value, EDITION))
    return {agreed.criterion: agreed.level for agreed in adoptions(value, EDITION)}


def test_what_all_judged_alike_is_adopted() -> None:
    both = judged({"1.1": 3, "1.2": 4, "2.9": NOT_APPLICABLE}, {"1.1": 3, "1.2": 5, "2.9": NOT_APPLICABLE})
    assert adopted(both) == {"1.1": 3, "2.9": NOT_APPLICABLE}


def test_one_expert_alone_is_adopted_whole() -> None:
    assert adopted(judged({"1.1": 0, "1.2": 4})) == {"1.1": 0, "1.2": 4}


def test_what_one_of_two_has_not_looked_at_is_left_to_agree_on() -> None:
    assert adopted(judged({"1.1": 3, "1.2": 4}, {"1.1": 3})) == {"1.1": 3}


def test_level_0_and_not_applicable_are_not_alike() -> None:
    assert adopted(judged({"2.9": 0}, {"2.9": NOT_APPLICABLE})) == {}


def test_what_was_adopted_before_follows_the_levels_given_now() -> None:
    before = Agreement("1.1", 3, "Both saw it.", adopted=True)
    after = list(adoptions(judged({"1.1": 4}, {"1.1": 4}, before), EDITION))
    assert after == [Agreement("1.1", 4, "Both saw it.", adopted=True)]
    assert list(adoptions(judged({"1.1": 4}, {"1.1": 2}, before), EDITION)) == [Agreement("1.1", None, "Both saw it.")]


def test_what_was_agreed_by_hand_stays() -> None:
    assert adopted(judged({"1.1": 4}, {"1.1": 4}, Agreement("1.1", 3, "After talk."))) == {}


def test_what_stays_the_same_is_no_change() -> None:
    assert adopted(judged({"1.1": 4}, {"1.1": 4}, Agreement("1.1", 4, adopted=True))) == {}


def test_without_judgements_nothing_is_adopted() -> None:
    assert adopted(judged({})) == {}
