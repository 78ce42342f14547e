"""A name is found however it is written, and only where it is a name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.plain_strategies import JSON

from eucles_desk.assessment.persons import Names, others_redacted, strings_in, with_strings
from eucles_desk.errors import UsageError

NAMES = Names("Aino Maija Säilä")


@pytest.mark.parametrize(
    "text",
    [
        "Aino Maija Säilä",
        "Asked Aino Säilä, who agreed.",
        "SÄILÄ, AINO",
        "Säilä Aino Maija",
        "aino\n   säilä",
        "mailto:aino.saila@cluster.example",
        "aino.säilä@cluster.example",
        "saila-aino",
        unicodedata.normalize("NFD", "Aino Säilä"),
        "(Aino Säilä)",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert NAMES.stand_in(text)
    assert NAMES.may_stand_in(text)
    assert not NAMES.stand_in(NAMES.replaced(text, "[x]"))


@pytest.mark.parametrize(
    "text", ["Aino", "Säilä", "Kaino Säilä", "Aino Säilänen", "Aino, and then Säilä", "", "ainosäilä"]
)
def test_what_is_another_word_is_not_the_name(text: str) -> None:
    assert not NAMES.stand_in(text)
    assert NAMES.replaced(text, "[x]") == text


def test_an_address_goes_whole() -> None:
    assert NAMES.replaced("Write to aino.saila@cluster.example.", "[x]") == "Write to [x]."


def test_further_forms_are_looked_for_as_they_are() -> None:
    names = Names("Aino Säilä", ("Aino Säilälle", "  ", "Säilän Aino"))
    assert names.replaced("Annettu Aino Säilälle, säilän aino kertoi.", "[x]") == "Annettu [x], [x] kertoi."
    assert names.forms == ("Aino Säilä", "Säilä, Aino", "Säilä Aino", "Aino Säilälle", "Säilän Aino")


@pytest.mark.parametrize("name", ["", "Al", "  ", "1234", "x" * 201])
def test_a_name_that_would_stand_anywhere_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        Names(name)


def test_a_name_of_one_word_is_only_that() -> None:
    names = Names("Madonna")
    assert names.forms == ("Madonna",)
    assert names.are(" madonna ")
    assert not names.are("Madonna and others")


def test_other_people_are_left_out_the_longest_name_first() -> None:
    said = others_redacted("Bo Ek-Lind, Bo Ek and Bob Ek", ["Bo Ek", "Bo Ek-Lind", "", "x"], "[other]")
    assert said == "[other], [other] and Bob Ek"


@given(JSON)
def test_plain_data_keep_their_shape(data: object) -> None:
    assert with_strings(data, lambda text: text) == data
    assert set(strings_in(with_strings(data, lambda text: text + "x"))) <= {
        text + tail for text in strings_in(data) for tail in ("x", *(f"x {n}" for n in range(2, 5)))
    }


def test_keys_that_become_alike_keep_both_values() -> None:
    assert with_strings({"a": 1, "b": [2]}, lambda _: "x") == {"x": 1, "x 2": [2]}


@given(st.text(max_size=40), st.text(max_size=10))
def test_a_name_that_was_replaced_is_gone(around: str, between: str) -> None:
    text = f"{around} Aino Säilä {between} SÄILÄ, aino{around}"
    assert not NAMES.stand_in(NAMES.replaced(text, "[x]"))
