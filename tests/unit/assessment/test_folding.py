"""Texts as a search compares them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.assessment.folding import fold, fold_each, variants


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Jyväskylän", "jyvaskylan"),
        ("ŁÓDŹ", "lodz"),
        ("Ørsted", "orsted"),
        ("Straße", "strasse"),
        ("Æneas", "aeneas"),
        ("ﬁnd", "find"),
        ("e\N{COMBINING ACUTE ACCENT}", "e"),
        ("2.2.1", "2.2.1"),
        ("", ""),
    ],
)
def test_capitals_and_accents_do_not_count(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_each_folded_sign_knows_where_it_came_from(text: str) -> None:
    folded, places = fold_each(text)
    assert len(folded) == len(places)
    assert list(places) == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_variants_fold_to_their_letter() -> None:
    assert set("äå") <= set(variants()["a"])
    assert all(fold(sign) == plain for plain, signs in variants().items() for sign in signs)
