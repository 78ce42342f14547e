"""Names are listed as each language lists them."""

from __future__ import annotations

import gettext
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.language import ENGLISH, Language
from eucles_desk.language.collation import sort_key
from eucles_desk.ui.assessment.countries import country_choices

ORDERS = {
    "fi": "a b d đ e o t v w x y ü z å ä æ ö ø",
    "sv": "a o v w y ü z å ä ö",
    "et": "r s š z ž t u v õ ä ö ü x y",
    "da": "y z æ ø å",
    "en": "a ä b o ö p u ü v w z",
    "de": "a ä b o ö p s ß t u ü v",
}


@pytest.mark.parametrize("language", ORDERS)
def test_letters_stand_where_the_language_has_them(language: str) -> None:
    letters = ORDERS[language].split()
    mixed = random.Random(3).sample(letters, len(letters))
    assert sorted(mixed, key=lambda letter: sort_key(language, letter)) == letters


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("fi", ["Vaasa", "Viro", "Wien", "Yhdysvallat", "Zagreb", "Åland", "Äänekoski", "Örebro"]),
        ("fi", ["Aho", "Ahola", "Ähtäri"]),
        ("en", ["cafe", "Cafe", "café", "cafes", "zoo"]),
        ("en", ["criterion 2.2", "criterion 2.9", "criterion 2.10", "criterion 10.1"]),
        ("en", ["a b", "a-b", "a1", "ab", "abc"]),
        ("en", ["resume", "Resume", "résumé", "resumes"]),
        ("en", ["Zürich", "Αθήνα", "Βόλος", "Київ", "Софія"]),
        ("fi", ["Chania", "Škoda", "Sofia"]),
    ],
)
def test_names_are_sorted(language: str, names: list[str]) -> None:
    mixed = random.Random(5).sample(names, len(names))
    assert sorted(mixed, key=lambda name: sort_key(language, name)) == names


def test_a_language_sorts_by_its_own_order() -> None:
    names = ["Österreich", "Norge", "Zypern"]
    assert sorted(names, key=ENGLISH.sort_key) == ["Norge", "Österreich", "Zypern"]
    assert sorted(names, key=Language("fi", gettext.NullTranslations()).sort_key) == ["Norge", "Zypern", "Österreich"]


def test_countries_are_listed_as_the_language_lists_them() -> None:
    names = [name for _, name in country_choices(Language("sv", gettext.NullTranslations()))][1:]
    assert names[-1] == "Österrike"
    names = [name for _, name in country_choices(ENGLISH)][1:]
    assert names[0] == "Albania"


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["en", "fi", "sv", "et", "da"]))
def test_any_two_texts_have_an_order(one: str, other: str, language: str) -> None:
    first, second = sort_key(language, one), sort_key(language, other)
    assert (first < second) + (second < first) + (first == second) == 1
    assert (first == second) == (one == other)


def test_a_very_long_number_is_no_obstacle() -> None:
    started = time.perf_counter()
    assert sort_key("en", "1" * 100_000) < sort_key("en", "2" * 100_000)
    assert time.perf_counter() - started < 1
