"""Texts are kept letter for letter, but for what no file could carry."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.assessment.terms import RestsOn
from eucles_desk.assessment.texts import MOST_CHARACTERS, file_name, tidied
from eucles_desk.assessment.values import Improvement, Judgement
from eucles_desk.errors import RuleError


def judgement(reason: str, *strengths: str) -> Judgement:
    return Judgement(uuid4(), "2.5", 3, reason, strengths, (Improvement("a\x00b"),), (RestsOn.DOCUMENT,))


def test_signs_that_cannot_be_stored_are_taken_out_wherever_they_stand() -> None:
    tidy = tidied(judgement("one\ud800two", "\x00"))
    assert (tidy.reason, tidy.strengths, tidy.improvements) == ("onetwo", ("",), (Improvement("ab"),))
    assert tidy.rests_on == (RestsOn.DOCUMENT,)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_all_other_text_is_kept_letter_for_letter(text: str) -> None:
    assert tidied(text) == text


def test_a_part_without_faults_is_the_same_object() -> None:
    part = Judgement(uuid4(), "2.5", 3, "reason", ("strength",))
    assert tidied(part) is part


def test_a_text_beyond_the_limit_is_refused() -> None:
    assert tidied("x" * MOST_CHARACTERS)
    with pytest.raises(RuleError, match="longer than 200000"):
        tidied(judgement("x" * (MOST_CHARACTERS + 1)))


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Pöytäkirja 4.pdf", "Pöytäkirja 4.pdf"), ("a/b\\c:d", "a_b_c_d"), ("tab\tnew\nline\udcff", "tab_new_line_")],
)
def test_file_names_hold_nothing_that_another_system_would_read_as_a_path(name: str, kept: str) -> None:
    assert file_name(name) == kept
