"""How words are looked for and texts are cleaned."""

from __future__ import annotations

import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.reading.child.words import Flat, cleaned, excerpt
from eucles_desk.reading.turns import Turns


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Cluster", "cluster", ["Cluster"]),
        ("Straße", "STRASSE", ["Straße"]),
        ("two\r\nlines", "two lines", ["two\r\nlines"]),
        ("manage\ufffe\r\nment", "management", ["manage\ufffe\r\nment"]),
        ("co\xadoperation", "cooperation", ["co\xadoperation"]),
        ("well-known", "well-known", ["well-known"]),
        ("e\ufb03cient", "efficient", ["e\ufb03cient"]),
        ("Ka\u0308yta\u0308nto\u0308", "käytäntö", ["Ka\u0308yta\u0308nto\u0308"]),
        ("käytäntö", "kaytanto", []),
        ("käyt", "ka", []),
        ("a  b", "a b", ["a  b"]),
        ("one one", "one", ["one", "one"]),
        ("", "x", []),
        ("x", " ", []),
    ],
)
def test_words_are_found_as_they_are_typed(text: str, words: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in Flat(text).find(words)] == found


@given(st.text(max_size=60), st.text(max_size=20), st.text(max_size=60))
def test_a_text_that_holds_words_is_found_to(before: str, words: str, after: str) -> None:
    """Unless a mark behind them makes another letter of the last one."""
    wanted = Flat(words).text.strip()
    text = f"{before} {words} {after}"
    places = list(Flat(text).find(words))
    assert bool(places) or not wanted or wanted not in Flat(text).text
    assert all(0 <= start < end <= len(text) for start, end in places)


def test_a_cleaned_text_has_no_signs_that_no_text_has() -> None:
    assert cleaned("a\0b\x1b\r\nc\rd\tmanage\ufffe\r\nment\ud800\x85") == "ab\nc\nd\tmanagement"
    assert cleaned(" a\n\tb ", line=True) == "a b"


def test_what_stands_around_is_told_on_one_line() -> None:
    text = "x" * 300 + " here \n it is " + "y" * 300
    said = excerpt(text, 301, 305)
    assert said.startswith("…xxx")
    assert said.endswith("yyy…")
    assert " here it is " in said


def test_turns_come_in_the_order_in_which_they_were_asked_for() -> None:
    """A series of requests lets one that waits come in between."""
    turns, order = Turns(), list[int]()
    threads: list[threading.Thread] = []

    def take(number: int) -> None:
        with turns:
            order.append(number)

    with turns:
        for number in range(5):
            threads.append(threading.Thread(target=take, args=(number,)))
            threads[-1].start()
            time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]


def test_a_turn_ends_with_an_error() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="x"), turns:
        raise ValueError("x")
    with turns:
        pass
