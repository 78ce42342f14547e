"""The note in a report that tells how it was ordered."""

from __future__ import annotations

import json
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.editions import small_edition
from support.report_cases import empty

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.errors import ReportError
from eucles_desk.language import ENGLISH
from eucles_desk.reports.kinds import case_of
from eucles_desk.reports.order import ReportNote, libraries
from eucles_desk.templates.values import Logo, Template

TEXTS = st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=3).map(MappingProxyType)
TEMPLATES = st.builds(
    Template,
    organisation=st.text(max_size=20),
    address=st.lists(st.text(max_size=20), max_size=3).map(tuple),
    acknowledgement=TEXTS,
    legal_note=TEXTS,
    accent=st.sampled_from(["", "#2477b3"]),
)
NOTES = st.builds(
    ReportNote,
    st.sampled_from(ReportKind),
    st.text(max_size=5),
    st.dates(),
    st.text(max_size=9),
    TEMPLATES,
    st.booleans(),
)
PLAIN_NOTE = ReportNote(ReportKind.SUMMARY, "fi", date(2026, 3, 9), "0.3")


@given(NOTES)
def test_a_note_comes_back_as_it_was_written(note: ReportNote) -> None:
    assert ReportNote.from_bytes(note.to_bytes()) == note


def test_a_logo_does_not_go_into_the_note() -> None:
    template = Template(organisation="Example", logo=Logo(b"picture", 1, 1))
    edition = small_edition()
    case = case_of(
        empty(edition),
        edition,
        ENGLISH,
        made_on=date(2026, 3, 9),
        program_version="0.3",
        template=template,
        signed=True,
    )
    note = ReportNote.of(case)
    assert note == ReportNote(
        ReportKind.FULL,
        "en",
        date(2026, 3, 9),
        "0.3",
        Template(organisation="Example"),
        signed=True,
        libraries=libraries(),
    )
    assert b"picture" not in note.to_bytes()


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert ReportNote.from_data({**PLAIN_NOTE.to_data(), "more": [1]}) == PLAIN_NOTE


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"format": "other"}, "The note in the report is not one of this program."),
        ({"version": 2}, "The report was made by a newer version of this program."),
        ({"version": True}, "The report was made by a newer version of this program."),
        ({"kind": "other"}, "The note in the report is damaged."),
        ({"made_on": "9 March"}, "The note in the report is damaged."),
        ({"language": 1}, "The note in the report is damaged."),
        ({"template": []}, "The note in the report is damaged."),
        ({"template": {**PLAIN_NOTE.to_data()["template"], "accent": "red"}}, "The note in the report is damaged."),
        ({"template": {**PLAIN_NOTE.to_data()["template"], "address": "a"}}, "The note in the report is damaged."),
    ],
)
def test_a_note_that_is_not_right_is_one_plain_sentence(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ReportError) as caught:
        ReportNote.from_data({**PLAIN_NOTE.to_data(), **change})
    assert str(caught.value) == sentence


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*PLAIN_NOTE.to_data()]), JSON))
def test_no_data_make_anything_but_a_note_or_a_sentence(change: dict[str, Any]) -> None:
    try:
        note = ReportNote.from_data({**PLAIN_NOTE.to_data(), **change})
    except ReportError:
        return
    assert json.loads(note.to_bytes())["format"] == "eucles-report"


@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 100_000, b"[]", b"1"])
def test_a_file_that_holds_no_note_is_one_plain_sentence(content: bytes) -> None:
    with pytest.raises(ReportError, match="damaged"):
        ReportNote.from_bytes(content)
