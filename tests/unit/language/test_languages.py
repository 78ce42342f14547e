from __future__ import annotations

import gettext
import io
import struct
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.errors import ExchangeError, Message, RuleError
from eucles_desk.language import ENGLISH, Language, available, load
from eucles_desk.language.marking import N_

NBSP = "\N{NO-BREAK SPACE}"
FINNISH = Language("fi", gettext.NullTranslations())


def catalogue(messages: Mapping[str, str]) -> bytes:
    """Return a compiled catalogue; plural messages are joined by a zero byte, as gettext has them."""
    head = "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    pairs = sorted((key.encode(), value.encode()) for key, value in {"": head, **messages}.items())
    ids, texts = [b"".join(item + b"\0" for item in side) for side in zip(*pairs, strict=True)]
    start = 28 + 16 * len(pairs)
    tables: list[bytes] = []
    for side, offset in ((0, start), (1, start + len(ids))):
        at = offset
        for pair in pairs:
            tables.append(struct.pack("<II", len(pair[side]), at))
            at += len(pair[side]) + 1
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + b"".join(tables) + ids + texts


TRANSLATED = Language(
    "fi",
    gettext.GNUTranslations(
        io.BytesIO(
            catalogue(
                {
                    "{have} of {most} points": "{have}/{most} pistettä",
                    "{count} month\0{count} months": "{count} kuukausi\0{count} kuukautta",
                    "The file {file} is not UTF-8 text.": "Tiedosto {file} ei ole UTF-8-tekstiä.",
                }
            )
        )
    ),
)


@pytest.mark.parametrize(
    ("value", "english", "finnish"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (Decimal(128), "128", "128"),
        (Decimal("120.00"), "120", "120"),
        (Decimal("0.5"), "0.5", "0,5"),
        (Decimal("82.667"), "82.67", "82,67"),
        (1000, "1,000", f"1{NBSP}000"),
        (Decimal("5.7E+4"), "57,000", f"57{NBSP}000"),
        (Decimal("1234567.891"), "1,234,567.89", f"1{NBSP}234{NBSP}567,89"),
        (2.5, "2.5", "2,5"),
    ],
)
def test_numbers(value: Decimal | float, english: str, finnish: str) -> None:
    assert (ENGLISH.number(value), FINNISH.number(value)) == (english, finnish)


@pytest.mark.parametrize(
    ("value", "decimals", "english"),
    [
        (Decimal(80), 1, "80.0"),
        (Decimal(80), 0, "80"),
        (Decimal("0.96"), 1, "1.0"),
        (1234, 2, "1,234.00"),
        (3, 2, "3.00"),
    ],
)
def test_numbers_with_fixed_decimals(value: Decimal | int, decimals: int, english: str) -> None:
    assert ENGLISH.number(value, decimals) == english


def test_a_negative_number_has_its_languages_minus() -> None:
    assert ENGLISH.number(-5) == "-5"
    assert FINNISH.number(-5) == FINNISH.number(Decimal(-5000)).replace(f"{NBSP}000", "")


@given(st.integers(0, 10**6))
def test_whole_numbers_read_back(value: int) -> None:
    assert int(ENGLISH.number(value).replace(",", "")) == value
    assert ENGLISH.number(value) == ENGLISH.number(Decimal(value))


def test_percentages_keep_their_sign_on_the_line() -> None:
    share = Decimal(128) * 100 / 150
    assert ENGLISH.percent(share) == f"85.3{NBSP}%"
    assert FINNISH.percent(share) == f"85,3{NBSP}%"
    assert ENGLISH.percent(80, 0) == f"80{NBSP}%"
    assert ENGLISH.percent(82.66) == f"82.7{NBSP}%"


def test_months_and_dates() -> None:
    day = date(2024, 5, 4)
    assert (ENGLISH.month("2024-05"), FINNISH.month("2024-05")) == ("May 2024", "toukokuu 2024")
    assert ENGLISH.month("") == ""
    assert (ENGLISH.date(day), FINNISH.date(day)) == ("4 May 2024", "4. toukokuuta 2024")
    assert (ENGLISH.short_date(day), FINNISH.short_date(day)) == ("4 May 2024", "4.5.2024")


def test_a_month_stands_in_the_case_that_a_text_asks_for() -> None:
    text = "{first:elative} {last:illative}, {last:inessive}"
    finnish = {"first": FINNISH.month("2026-02"), "last": FINNISH.month("2028-01")}
    english = {"first": ENGLISH.month("2026-02"), "last": ENGLISH.month("2028-01")}
    assert text.format(**finnish) == "helmikuusta 2026 tammikuuhun 2028, tammikuussa 2028"
    assert text.format(**english) == "February 2026 January 2028, January 2028"
    assert f"{finnish['first']}, {finnish['last']:>14}" == "helmikuu 2026,  tammikuu 2028"
    assert f"{FINNISH.month('')}" == ""


def test_times_to_the_second() -> None:
    at = datetime(2026, 5, 4, 9, 5, 7, tzinfo=UTC)
    assert (ENGLISH.time(at), FINNISH.time(at)) == ("09:05:07", "09.05.07")


def test_lists() -> None:
    assert (ENGLISH.listed(["1.1", "1.2", "2.5"]), FINNISH.listed(["1.1", "1.2", "2.5"])) == (
        "1.1, 1.2 and 2.5",
        "1.1, 1.2 ja 2.5",
    )
    assert (ENGLISH.listed(["a", "b"]), ENGLISH.listed(["a"]), ENGLISH.listed([])) == ("a and b", "a", "")


def test_countries() -> None:
    assert (ENGLISH.country("FI"), FINNISH.country("FI")) == ("Finland", "Suomi")
    assert (ENGLISH.country("gr"), FINNISH.country("GR")) == ("Greece", "Kreikka")
    assert (ENGLISH.country("QX"), ENGLISH.country("")) == ("QX", "")


def test_texts_are_translated_and_filled_in() -> None:
    assert TRANSLATED.text("{have} of {most} points", have=3, most=5) == "3/5 pistettä"
    assert ENGLISH.text("{have} of {most} points", have=3, most=5) == "3 of 5 points"


def test_an_unknown_text_stays_english_and_an_empty_one_empty() -> None:
    assert TRANSLATED.text("Nothing like it.") == "Nothing like it."
    assert TRANSLATED.text("") == ""  # gettext would answer with the head of the catalogue


def test_braces_in_values_and_in_texts_without_values_are_left_alone() -> None:
    assert ENGLISH.text("Cluster {name}", name="{x} {0}") == "Cluster {x} {0}"
    assert ENGLISH.text("a {b} c") == "a {b} c"


@pytest.mark.parametrize(
    ("count", "english", "finnish"),
    [
        (0, "0 months", "0 kuukautta"),
        (1, "1 month", "1 kuukausi"),
        (2, "2 months", "2 kuukautta"),
        (Decimal(1), "1 month", "1 kuukausi"),
        (Decimal("1.00"), "1 month", "1 kuukausi"),
        (Decimal("1.5"), "1.5 months", "1,5 kuukautta"),
        (1200, "1,200 months", f"1{NBSP}200 kuukautta"),
        (-1, "-1 month", None),
    ],
)
def test_plurals(count: Decimal | int, english: str, finnish: str | None) -> None:
    assert ENGLISH.plural("{count} month", "{count} months", count) == english
    if finnish is not None:
        assert TRANSLATED.plural("{count} month", "{count} months", count) == finnish


def test_plurals_take_other_values_too() -> None:
    said = ENGLISH.plural("{count} criterion: {which}", "{count} criteria: {which}", 2, which="1.1 and 1.2")
    assert said == "2 criteria: 1.1 and 1.2"


def test_an_error_speaks_the_readers_language() -> None:
    error = ExchangeError("The file {file} is not UTF-8 text.", file="a.json")
    assert TRANSLATED.sentence(error) == "Tiedosto a.json ei ole UTF-8-tekstiä."
    assert ENGLISH.sentence(error) == str(error) == "The file a.json is not UTF-8 text."
    said = Message(error.message, error.values)
    assert TRANSLATED.sentence(said) == TRANSLATED.sentence(error)
    assert str(said) == str(error)
    assert str(Message("No {values}.")) == "No {values}."


def test_languages_are_those_with_a_catalogue(tmp_path: Path) -> None:
    assert available(tmp_path) == ("en",)
    for code in ("sv", "fi", "en"):
        path = tmp_path / code / "LC_MESSAGES" / "eucles_desk.mo"
        path.parent.mkdir(parents=True)
        path.write_bytes(catalogue({"Save": f"Save in {code}"}))
    (tmp_path / "de" / "LC_MESSAGES").mkdir(parents=True)
    assert available(tmp_path) == ("en", "fi", "sv")
    assert load("sv", tmp_path).text("Save") == "Save in sv"
    assert load("sv", tmp_path).code == "sv"
    assert load("en", tmp_path) is ENGLISH
    assert load("de", tmp_path) is ENGLISH


def test_marking_a_text_leaves_it_as_it_is() -> None:
    assert N_("{title}: open") == "{title}: open"


def test_a_large_number_in_a_sentence_has_its_thousands_set_apart() -> None:
    error = RuleError("The text is longer than {most} characters. Shorten it.", most=200_000)
    assert ENGLISH.sentence(error) == "The text is longer than 200,000 characters. Shorten it."
    assert TRANSLATED.sentence(RuleError("{year}", year=2019)) == "2019"
