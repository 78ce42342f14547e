"""What fits into an assessment is what its file holds, and going beyond is told before anything cannot be written."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from support import gold
from support.documents import SCHEMA

from eucles_desk.assessment.changes import Change, Part, change_of, judgement_key
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.room import NOTES, OF_ASSESSMENT, OF_JUDGEMENT, VERSIONS, check_room
from eucles_desk.assessment.values import Assessment, Judgement
from eucles_desk.errors import RuleError

MOST = OF_JUDGEMENT["citations"].most


def piece(number: int) -> Evidence:
    return Evidence(UUID(int=number + 1), f"File {number}", EvidenceKind.LINK, address="https://www.example.org")


def citing(count: int) -> tuple[Assessment, Judgement]:
    """Return an assessment of which one criterion cites so much, with its judgement."""
    evidence = tuple(map(piece, range(count)))
    judgement = Judgement(gold.LEAD.id, "2.5", citations=tuple(Citation(one.id) for one in evidence))
    return replace(gold.assessment(), evidence=evidence, judgements=(judgement,)), judgement


def with_citations(value: Assessment, judgement: Judgement, count: int) -> Change:
    citations = tuple(Citation(UUID(int=number + 1)) for number in range(count))
    key = judgement_key(judgement.seat, judgement.criterion)
    return change_of(value, Part.JUDGEMENT, key, replace(judgement, citations=citations))


def test_as_much_fits_as_the_published_schema_says() -> None:
    definitions = SCHEMA["$defs"]
    for key, (_, room) in OF_ASSESSMENT.items():
        assert room.most == SCHEMA["properties"][key]["maxItems"], key
    for key, room in OF_JUDGEMENT.items():
        assert room.most == definitions["judgement"]["properties"][key]["maxItems"], key
    assert VERSIONS.most == definitions["evidence"]["properties"]["versions"]["maxItems"]
    assert NOTES.most == definitions["interview"]["properties"]["notes"]["maxItems"]


def test_one_citation_too_many_is_told_with_its_criterion() -> None:
    value, judgement = citing(MOST)

    with pytest.raises(RuleError, match=r"Criterion 2\.5 cites 2000 places in the evidence at most\."):
        check_room(value, [with_citations(value, judgement, MOST + 1)])


def test_what_has_too_much_already_can_be_made_less_and_changed_otherwise() -> None:
    value, judgement = citing(MOST + 10)

    check_room(value, [with_citations(value, judgement, MOST + 5), with_citations(value, judgement, MOST + 10)])


def test_one_piece_too_many_for_the_assessment_is_told() -> None:
    most = OF_ASSESSMENT["evidence"][1].most
    value = replace(gold.assessment(), evidence=tuple(map(piece, range(most))))
    new, gone = piece(most), piece(0)
    adding = change_of(value, Part.EVIDENCE, str(new.id), new)

    with pytest.raises(RuleError, match="An assessment has 10000 pieces of evidence at most"):
        check_room(value, [adding])
    check_room(value, [change_of(value, Part.EVIDENCE, str(gone.id), None), adding])
