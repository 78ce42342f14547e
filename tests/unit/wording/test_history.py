"""Whatever was changed can be told in words."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from support.editions import small_edition
from support.gold import LEAD, assessment, public_edition
from support.strategies import assessments

from eucles_desk.assessment.changes import Change, Part, PartValue, change_of, judgement_key
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.on_site import PrivateNote
from eucles_desk.assessment.terms import NOT_APPLICABLE, RestsOn, Step
from eucles_desk.assessment.values import Assessment, Improvement, Judgement, Remark, Seat
from eucles_desk.language import ENGLISH
from eucles_desk.wording.history import _FIELDS, Around, shortened, values_told  # pyright: ignore[reportPrivateUsage]

SMALL = small_edition()
PIECE = Evidence(UUID(int=5), "Talk", EvidenceKind.INTERVIEW, interview=Interview("Manager", notes=(Note(4, "So."),)))
AROUND = Around.of(replace(assessment(), evidence=(PIECE,)), public_edition(), ENGLISH)


def told(part: Part, key: str, before: PartValue, after: PartValue) -> list[tuple[str, str, str]]:
    change = Change(part, key, before, after)
    return [(one.what, one.before, one.after) for one in values_told(change, AROUND, ENGLISH)]


def parts_of(value: Assessment) -> list[tuple[Part, str, PartValue]]:
    """Return every part of an assessment with its key."""
    lists = {
        Part.SEAT: value.seats,
        Part.EVIDENCE: value.evidence,
        Part.AREA: value.improvement_areas,
        Part.VISIT: value.visits,
        Part.REMARK: value.remarks,
    }
    found: list[tuple[Part, str, PartValue]] = [
        (part, str(item.id), item) for part, items in lists.items() for item in items
    ]
    found += [(Part.FACT, key, fact) for key, fact in value.cluster.facts.items()]
    found += [(Part.ELIGIBILITY, answer.criterion, answer) for answer in value.eligibility]
    found += [(Part.JUDGEMENT, judgement_key(one.seat, one.criterion), one) for one in value.judgements]
    found += [(Part.AGREEMENT, one.criterion, one) for one in value.consensus]
    found += [(Part.SELF_JUDGEMENT, one.criterion, one) for one in value.self_assessment]
    found += [(Part.ACCEPTED, one.key, one) for one in value.accepted]
    found += [(Part.STEP, "", value.step), (Part.REPLY_DUE, "", value.reply_due)]
    found += [(Part.AWARD, "", value.award), (Part.EARLIER, "", value.earlier)]
    return [*found, (Part.BENCHMARK, "", value.benchmark), (Part.AGENDA, "", value.agenda)]


@settings(max_examples=25, deadline=None)
@given(assessments(SMALL))
def test_every_part_of_any_assessment_can_be_told(value: Assessment) -> None:
    around = Around.of(value, SMALL, ENGLISH)
    bare = Around.of(None, None, ENGLISH)
    for part, key, item in parts_of(value):
        for change in (Change(part, key, None, item), Change(part, key, item, None)):
            for one in (*values_told(change, around, ENGLISH), *values_told(change, bare, ENGLISH)):
                assert one.what and isinstance(one.before, str) and isinstance(one.after, str)
    for part in (Part.CLUSTER, Part.DETAILS):
        change = change_of(value, part, "", None)
        assert all(one.what for one in values_told(change, around, ENGLISH))


def test_only_what_differs_is_told() -> None:
    before = Judgement(LEAD.id, "2.5", 3, "So.", improvements=(Improvement("Write it down", due="2027-01"),))
    after = replace(before, level=NOT_APPLICABLE, rests_on=(RestsOn.DOCUMENT, RestsOn.INTERVIEW))
    key = judgement_key(LEAD.id, "2.5")
    assert told(Part.JUDGEMENT, key, before, after) == [
        ("2.5: level", "3", "not applicable"),
        ("2.5: rests on", "", "document; interview"),
    ]
    assert told(Part.JUDGEMENT, key, before, None) == [
        ("2.5: level", "3", ""),
        ("2.5: reason", "So.", ""),
        ("2.5: recommendations", "Write it down, 2027-01", ""),
    ]


def test_values_are_told_in_words() -> None:
    facts = public_edition().facts
    title = facts["participants"].title.in_language("en")
    assert told(Part.FACT, "participants", Decimal(1500), None) == [(title, "1,500", "")]
    assert told(Part.FACT, "gone", "x", "y") == [("gone", "x", "y")]
    assert told(Part.STEP, "", Step.DRAFT, Step.ELIGIBILITY) == [("Step", "Draft", "Eligibility")]
    assert told(Part.SEAT, str(LEAD.id), LEAD, replace(LEAD, name="Bo")) == [("Lead expert: name", LEAD.name, "Bo")]
    cited = replace(Judgement(LEAD.id, "2.5"), citations=(Citation(PIECE.id, 4),))
    assert told(Part.JUDGEMENT, "", Judgement(LEAD.id, "2.5"), cited) == [("2.5: citations", "", "Talk, note 4")]
    renamed = replace(PIECE, interview=None, title="Other")
    assert ("Evidence “Other”: interview", "Manager; 4. So.", "") in told(Part.EVIDENCE, "", PIECE, renamed)


def test_a_private_note_is_not_told() -> None:
    said = told(Part.PRIVATE_NOTE, "2.5", None, PrivateNote("2.5", "secret"))
    assert said == [("2.5, private note", "", "(not shown: it is private)")]


@pytest.mark.parametrize("kind", [Seat, Judgement, Evidence, Remark, Interview])
def test_every_field_has_a_name(kind: type) -> None:
    known = {*_FIELDS, "id", "seat", "size", "added_at", "start", "notes"}
    assert {field.name for field in fields(kind)} <= known


def test_a_long_text_is_one_line_that_ends_with_dots() -> None:
    assert shortened("a\nb  c") == "a b c"
    assert shortened("word " * 30, 12) == "word word w…"
