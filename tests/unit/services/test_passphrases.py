"""A passphrase is estimated with caution: sentences, repeats and known words count for little, four odd words suffice."""

from __future__ import annotations

import math
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.app import paths
from eucles_desk.errors import UsageError
from eucles_desk.services.passphrases import GOOD, NEEDED, Strength, Verdict, check_strength, strength, suggested


@pytest.mark.parametrize(
    "passphrase",
    [
        *("", "   ", "hunter2", "Tr0ub4dour&3", "x7$kQ9pL!2", "1234567890123456", "qwertyuiop asdfgh"),
        *("salasana salasana", "aaaa aaaa aaaa aaaa", "kissa kissa kissa kissa kissa", "a b c d e f g h i j k l m n"),
        *("the cat sat on the mat", "i love you very much my dear", "kissa istuu puussa", "I" * 5000, "ab " * 3000),
    ],
)
def test_what_is_easy_to_guess_is_not_taken(passphrase: str) -> None:
    assert strength(passphrase).verdict is Verdict.WEAK
    with pytest.raises(UsageError, match=r"four words|one more word"):
        check_strength(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "otter purple ladder seventeen",
        "river table seven cloud",
        "vispilä kattila lokki mänty",
        "correct horse battery staple",
        "vGh4K9sWqz27Lp0xBn",
        "Mökki-ovi-harmaa-säkki7",
    ],
)
def test_four_words_or_as_much_are_taken(passphrase: str) -> None:
    check_strength(passphrase)
    assert strength(passphrase).guesses >= NEEDED


def test_whoever_is_one_word_short_is_told_so() -> None:
    with pytest.raises(UsageError, match="Add one more word"):
        check_strength("otter purple ladder")
    assert strength("otter purple ladder").missing == 1
    assert strength("otter purple ladder spoon").missing == 0
    with pytest.raises(UsageError, match="Take four words"):
        check_strength("monkey")


def test_more_words_are_better() -> None:
    words = ["vispilä", "kattila", "lokki", "mänty", "soutu"]
    found = [strength(" ".join(words[: count + 1])).guesses for count in range(len(words))]
    assert found == sorted(found)
    assert Strength(GOOD).verdict is Verdict.GOOD
    assert Strength(GOOD / 2).share == 0.5
    assert Strength(2 * GOOD).share == 1


@given(st.text(max_size=200))
def test_any_text_has_a_strength(passphrase: str) -> None:
    assert 0 <= strength(passphrase).guesses < 600


def words_of(language: str) -> list[str]:
    return (paths.resources() / "words" / f"{language}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("language", ["en", "fi"])
def test_what_is_suggested_is_long_enough_and_taken(language: str) -> None:
    words = words_of(language)
    assert len(set(words)) == len(words) >= 800
    assert all(word.isalpha() and word.islower() and 4 <= len(word) <= 10 for word in words)
    for _ in range(20):
        found = suggested(words, secrets.choice)
        assert math.log2(len(words)) * len(found.split()) >= 56
        check_strength(found)
