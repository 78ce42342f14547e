"""Which talk is running, and the codes of criteria in notes."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.gold import assessment

from eucles_desk.assessment.evidence import Evidence, EvidenceKind, Interview
from eucles_desk.assessment.talks import code_in, running, talks, without_codes

CODES = ("1.1", "1.1.0", "2.5", "2.5.1", "5.3")


def talk(number: int, day: str, start: str = "") -> Evidence:
    return Evidence(UUID(int=number), f"Talk {number}", EvidenceKind.INTERVIEW, interview=Interview("", day, start))


def test_talks_come_in_the_order_of_time() -> None:
    late, early, other = talk(1, "2026-03-02", "14:00"), talk(2, "2026-03-02", "09:30"), talk(3, "2026-03-01", "16:00")
    document = Evidence(UUID(int=4), "Register", EvidenceKind.DOCUMENT)
    value = replace(assessment(), evidence=(late, document, early, other))
    assert talks(value) == (other, early, late)


def test_the_latest_talk_of_today_is_running() -> None:
    value = replace(assessment(), evidence=(talk(1, "2026-03-02", "14:00"), talk(2, "2026-03-02", "09:30")))
    assert running(value, "2026-03-02") == talk(1, "2026-03-02", "14:00")
    assert running(value, "2026-03-03") is None


@pytest.mark.parametrize(
    ("typed", "text", "codes"),
    [
        ("They meet weekly #2.5", "They meet weekly", ("2.5",)),
        ("#2.5 They meet weekly", "They meet weekly", ("2.5",)),
        ("#2.5: they meet weekly", "they meet weekly", ("2.5",)),
        ("They meet @2.5 weekly", "They meet weekly", ("2.5",)),
        ("They meet (#2.5) weekly", "They meet () weekly", ("2.5",)),
        ("Minutes are kept #2.5.", "Minutes are kept.", ("2.5",)),
        ("#2.5 #1.1.0 both", "both", ("2.5", "1.1.0")),
        ("#2.5 and again #2.5", "and again", ("2.5",)),
        ("#2.5.1 is another than #2.5", "is another than", ("2.5.1", "2.5")),
        ("no such code #9.9", "no such code #9.9", ()),
        ("#2.50 is none", "#2.50 is none", ()),
        ("write to a@2.5 now", "write to a@2.5 now", ()),
        ("#", "#", ()),
    ],
)
def test_whole_codes_are_taken_out_of_a_finished_note(typed: str, text: str, codes: tuple[str, ...]) -> None:
    tied = without_codes(typed, CODES)
    assert (tied.text, tied.codes) == (text, codes)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("#1.1", None), ("#1.1.", None), ("#1.1.0", None), ("#1.1 ", "1.1"), ("#1.1.0,", "1.1.0"), ("#1.1. ", "1.1")],
)
def test_a_code_that_may_go_on_is_waited_for(typed: str, code: str | None) -> None:
    found = code_in(typed, CODES, is_finished=False)
    assert (found.code if found else None) == code


@given(st.text(alphabet="#@12.5 aé\N{WOMAN}\n", max_size=40))
def test_taking_codes_out_ends_and_leaves_none(typed: str) -> None:
    tied = without_codes(typed, CODES)
    assert code_in(tied.text, CODES, is_finished=True) is None
    assert len(tied.text) <= len(typed)
