"""What a level stands on too little of."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from support import gold

from eucles_desk.assessment.carrying import Weakness, weaknesses
from eucles_desk.assessment.checks import FindingKind, findings
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.terms import NOT_APPLICABLE, RestsOn, Step
from eucles_desk.assessment.values import Judgement, Level

DOCUMENT, TALK = UUID(int=1), UUID(int=2)
D, I = RestsOn.DOCUMENT, RestsOn.INTERVIEW  # noqa: E741  # the letters that a table of cases can hold


@pytest.mark.parametrize(
    ("level", "sources", "cited", "expected"),
    [
        (5, (), (), {Weakness.ON_NOTHING, Weakness.NOTHING_CITED}),
        (4, (I,), (TALK,), {Weakness.ON_ONE_SOURCE}),
        (4, (D,), (DOCUMENT,), {Weakness.ON_ONE_SOURCE}),
        (4, (D, I), (TALK,), {Weakness.DOCUMENT_NOT_CITED}),
        (4, (D, I), (), {Weakness.DOCUMENT_NOT_CITED}),
        (4, (D, I), (DOCUMENT, TALK), set[Weakness]()),
        (3, (), (), set[Weakness]()),
        (3, (D,), (), {Weakness.DOCUMENT_NOT_CITED}),
        (2, (I,), (), set[Weakness]()),
        (None, (D,), (), set[Weakness]()),
        (NOT_APPLICABLE, (D,), (), set[Weakness]()),
    ],
)
def test_a_level_stands_on_too_little(
    level: Level, sources: tuple[RestsOn, ...], cited: tuple[UUID, ...], expected: set[Weakness]
) -> None:
    judgement = Judgement(gold.LEAD.id, "2.5", level, rests_on=sources, citations=tuple(map(Citation, cited)))

    assert set(weaknesses(level, judgement, {DOCUMENT})) == expected


@pytest.mark.parametrize("level", [0, 2, 3, 4, 5])
@pytest.mark.parametrize("sources", [(), (D,), (I,), (D, I)])
@pytest.mark.parametrize("cited", [(), (DOCUMENT,), (TALK,)])
def test_the_findings_of_the_assessment_say_the_same(
    level: int, sources: tuple[RestsOn, ...], cited: tuple[UUID, ...]
) -> None:
    judgement = Judgement(gold.LEAD.id, "2.5", level, "x" * 30, rests_on=sources, citations=tuple(map(Citation, cited)))
    value = replace(
        gold.assessment(step=Step.SCORING),
        judgements=(judgement,),
        evidence=(
            Evidence(DOCUMENT, "Register", EvidenceKind.DOCUMENT),
            Evidence(TALK, "Talk", EvidenceKind.INTERVIEW),
        ),
    )
    kinds = {found.kind for found in findings(value, gold.public_edition()) if found.place.id == "2.5"}
    weak = set(weaknesses(level, judgement, {DOCUMENT}))

    assert (FindingKind.HIGH_ON_ONE_SOURCE in kinds) == (Weakness.ON_ONE_SOURCE in weak)
    assert (FindingKind.DOCUMENT_NOT_CITED in kinds) == (Weakness.DOCUMENT_NOT_CITED in weak)
    if FindingKind.HIGH_WITHOUT_EVIDENCE in kinds:
        assert weak & {Weakness.NOTHING_CITED, Weakness.DOCUMENT_NOT_CITED}
