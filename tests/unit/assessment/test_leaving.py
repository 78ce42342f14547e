"""What is to be closed before leaving the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

import pytest
from support.gold import LEAD, SECOND, all_facts, assessment, public_edition

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.leaving import Closing, ToClose, by_kind, to_close
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import RestsOn, Step, Verdict
from eucles_desk.assessment.values import Agreement, Assessment, Improvement, ImprovementArea, Judgement

TODAY = "2026-03-02"
EDITION = public_edition()
DOCUMENT = Evidence(UUID(int=1), "Register", EvidenceKind.DOCUMENT, "ab" * 32)
GOOD = Judgement(
    LEAD.id,
    "2.5",
    4,
    "The register shows it.",
    rests_on=(RestsOn.DOCUMENT, RestsOn.INTERVIEW),
    citations=(Citation(DOCUMENT.id),),
)


def judged(*said: Judgement, step: Step = Step.SCORING) -> Assessment:
    return replace(assessment(step=step, facts=all_facts()), judgements=said, evidence=(DOCUMENT,))


def found(value: Assessment, criterion: str = "2.5") -> list[ToClose]:
    """Return what is to be closed about a criterion."""
    place = Place(Area.CRITERIA, criterion)
    return [closing.kind for closing in to_close(value, EDITION, LEAD.id, TODAY) if closing.place == place]


def kinds(closings: Iterable[Closing]) -> list[ToClose]:
    return [closing.kind for closing in closings]


def test_a_criterion_with_all_that_belongs_to_it_is_closed() -> None:
    assert found(judged(GOOD)) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"on_site": True}, ToClose.RAISE_ON_SITE),
        ({"level": None}, ToClose.NOT_LOOKED_AT),
        ({"level": 1}, ToClose.BELOW_WITHOUT_RECOMMENDATION),
        ({"citations": ()}, ToClose.HIGH_WITHOUT_EVIDENCE),
        ({"rests_on": (RestsOn.DOCUMENT,)}, ToClose.HIGH_ON_ONE_SOURCE),
        ({"reason": "  "}, ToClose.NO_REASON),
    ],
)
def test_what_a_criterion_lacks_is_to_be_closed(changed: dict[str, object], expected: ToClose) -> None:
    assert found(judged(replace(GOOD, **changed))) == [expected]  # type: ignore[arg-type]


def test_a_recommendation_closes_a_level_below_the_minimum() -> None:
    below = replace(GOOD, level=1, improvements=(Improvement("Meet each participant once a year."),))
    assert found(judged(below)) == []
    assert found(judged(replace(below, improvements=(Improvement(" "),)))) == [ToClose.BELOW_WITHOUT_RECOMMENDATION]


def test_a_middle_level_may_rest_on_one_source_and_needs_no_evidence() -> None:
    assert found(judged(replace(GOOD, level=3, citations=(), rests_on=(RestsOn.DOCUMENT,)))) == []


def test_groups_come_in_the_order_of_work_and_criteria_in_that_of_the_edition() -> None:
    said = (replace(GOOD, on_site=True), replace(GOOD, criterion="1.2", on_site=True, reason=""))
    grouped = by_kind(to_close(judged(*said), EDITION, LEAD.id, TODAY))
    assert list(grouped) == [ToClose.RAISE_ON_SITE, ToClose.NOT_LOOKED_AT, ToClose.NO_REASON]
    assert [closing.place.id for closing in grouped[ToClose.RAISE_ON_SITE]] == ["1.2", "2.5"]
    assert len(grouped[ToClose.NOT_LOOKED_AT]) == 29


def test_what_the_other_expert_has_said_is_not_looked_at_before_the_consensus() -> None:
    other = replace(GOOD, seat=SECOND.id, on_site=True)
    assert found(judged(GOOD, other)) == []
    value = replace(judged(GOOD, other, step=Step.CONSENSUS), consensus=(Agreement("2.5", 4, "As both found."),))
    assert found(value) == [ToClose.RAISE_ON_SITE]


def test_the_agreed_level_counts_from_the_consensus_on() -> None:
    value = judged(GOOD, step=Step.CONSENSUS)
    assert found(value) == [ToClose.NOT_LOOKED_AT]
    assert found(replace(value, consensus=(Agreement("2.5", 4),))) == [ToClose.NO_REASON]
    assert found(replace(value, consensus=(Agreement("2.5", 4, adopted=True),))) == []


def test_facts_that_the_label_needs_are_asked_for() -> None:
    value = replace(judged(GOOD), cluster=replace(judged().cluster, facts={}))
    missing = by_kind(to_close(value, EDITION, LEAD.id, TODAY))[ToClose.FACT_MISSING]
    assert {closing.place.area for closing in missing} == {Area.FACTS}
    needed = [fact.id for fact in EDITION.facts.values() if "gold" in fact.required_for]
    assert [closing.place.id for closing in missing] == needed


def test_a_talk_without_notes_is_to_be_closed_but_not_an_interview_that_was_only_named() -> None:
    empty = Evidence(UUID(int=2), "Talk", EvidenceKind.INTERVIEW, interview=Interview("cluster manager", TODAY))
    noted = replace(empty, id=UUID(int=3), interview=Interview("funder", TODAY, notes=(Note(1, "Said."),)))
    named = Evidence(UUID(int=4), "Talk with the board", EvidenceKind.INTERVIEW)
    value = replace(judged(GOOD), evidence=(DOCUMENT, noted, named, empty))
    closings = by_kind(to_close(value, EDITION, LEAD.id, TODAY))[ToClose.TALK_WITHOUT_NOTES]
    assert closings == (Closing(ToClose.TALK_WITHOUT_NOTES, Place(Area.ON_SITE, f"interviews/{empty.id}"), "Talk"),)


@pytest.mark.parametrize(("expires", "counts"), [("2026-03-01", True), ("2026-03-02", False), ("", False)])
def test_evidence_counts_to_the_end_of_its_last_day(expires: str, counts: bool) -> None:
    value = replace(judged(GOOD), evidence=(replace(DOCUMENT, expires=expires),))
    expected = [ToClose.EVIDENCE_EXPIRED] if counts else []
    assert found(value) == expected


def test_expired_evidence_on_which_nothing_rests_is_let_be() -> None:
    value = replace(judged(replace(GOOD, citations=())), evidence=(replace(DOCUMENT, expires="2020-01-01"),))
    assert ToClose.EVIDENCE_EXPIRED not in kinds(to_close(value, EDITION, LEAD.id, TODAY))


def test_a_file_that_is_not_whole_is_asked_for_where_something_rests_on_it() -> None:
    document = replace(DOCUMENT, sha256="ab")
    value = replace(judged(GOOD), evidence=(document,))
    closings = by_kind(to_close(value, EDITION, LEAD.id, TODAY, {"ab"}))[ToClose.FILE_NOT_WHOLE]
    assert closings == (Closing(ToClose.FILE_NOT_WHOLE, Place(Area.CRITERIA, "2.5"), document.title),)
    assert ToClose.FILE_NOT_WHOLE not in kinds(to_close(value, EDITION, LEAD.id, TODAY, {"cd"}))
    uncited = replace(judged(replace(GOOD, citations=())), evidence=(document,))
    assert ToClose.FILE_NOT_WHOLE not in kinds(to_close(uncited, EDITION, LEAD.id, TODAY, {"ab"}))


def test_a_verdict_on_an_improvement_area_is_given_on_site() -> None:
    area = ImprovementArea(UUID(int=5), "2.5")
    value = replace(assessment(label="silver", step=Step.SCORING), improvement_areas=(area,))
    closings = by_kind(to_close(value, EDITION, LEAD.id, TODAY))[ToClose.AREA_WITHOUT_VERDICT]
    assert closings == (Closing(ToClose.AREA_WITHOUT_VERDICT, Place(Area.IMPROVEMENT_AREAS, str(area.id)), "2.5"),)
    given = replace(value, improvement_areas=(replace(area, verdict=Verdict.CONFIRMED),))
    assert ToClose.AREA_WITHOUT_VERDICT not in kinds(to_close(given, EDITION, LEAD.id, TODAY))


@pytest.mark.parametrize("step", [Step.FACT_CHECK, Step.DECISION, Step.AWARDED, Step.WITHDRAWN])
def test_nothing_is_to_be_closed_once_the_visit_is_over(step: Step) -> None:
    assert to_close(judged(replace(GOOD, on_site=True), step=step), EDITION, LEAD.id, TODAY) == ()
