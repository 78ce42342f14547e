"""What is said aloud at the end of a visit."""

from __future__ import annotations

from dataclasses import replace

from support import gold

from eucles_desk.assessment.feedback import feedback
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Improvement, Judgement

EDITION = gold.public_edition()
FULL = gold.full()
LEAD, SECOND = (seat.id for seat in FULL.seats)


def test_the_same_words_are_said_once_with_all_their_criteria() -> None:
    found = feedback(FULL, EDITION)
    assert [one.dimension for one in found] == [dimension for dimension in EDITION.dimensions]  # noqa: C416
    for one in found:
        codes = tuple(c.id for c in EDITION.criteria_of("gold") if c.dimension == one.dimension)
        assert [said.criteria for said in one.strengths] == [codes]
        assert [said.criteria for said in one.recommendations] == [codes]
        assert one.recommendations[0].effect == "Gaps are seen earlier."


def test_before_the_consensus_only_the_lead_is_heard() -> None:
    judgements = (
        Judgement(LEAD, "2.5", 3, strengths=("Ours.",)),
        Judgement(SECOND, "2.5", 3, strengths=("Theirs.",), improvements=(Improvement("Also theirs."),)),
    )
    scoring = replace(FULL, step=Step.SCORING, judgements=judgements)
    (one,) = feedback(scoring, EDITION)
    assert [said.text for said in one.strengths] == ["Ours."]
    assert one.recommendations == ()
    (agreed,) = feedback(replace(scoring, step=Step.CONSENSUS), EDITION)
    assert [said.text for said in agreed.strengths] == ["Ours.", "Theirs."]


def test_a_criterion_only_the_other_expert_has_judged_is_not_told_before_the_consensus() -> None:
    judgements = (Judgement(SECOND, "2.5", 3, strengths=("Theirs.",)),)
    assert feedback(replace(FULL, step=Step.SCORING, judgements=judgements), EDITION) == ()


def test_no_level_is_told() -> None:
    assert "4" not in {said.text for one in feedback(FULL, EDITION) for said in (*one.strengths, *one.recommendations)}


def test_empty_words_are_not_said() -> None:
    judgements = (Judgement(LEAD, "2.5", 3, strengths=("  ", ""), improvements=(Improvement(" "),)),)
    assert feedback(replace(FULL, judgements=judgements), EDITION) == ()
