"""Facts as people type them."""

from __future__ import annotations

import contextlib
import gettext
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.errors import RuleError
from eucles_desk.language import ENGLISH, Language
from eucles_desk.scheme.values import FactDefinition, FactType, Text
from eucles_desk.ui.assessment.fact_values import read_fact, show_fact

FINNISH = Language("fi", gettext.NullTranslations())
GERMAN = Language("de", gettext.NullTranslations())
TEXT = Text(MappingProxyType({"en": "x"}))


def fact(
    kind: FactType, lowest: str | None = "0", highest: str | None = "1000000000", unit: str = ""
) -> FactDefinition:
    low, high = (None if bound is None else Decimal(bound) for bound in (lowest, highest))
    return FactDefinition("x", "part", kind, TEXT, TEXT, Text(MappingProxyType({"en": unit})), low, high, (), ())


@pytest.mark.parametrize(
    ("language", "kind", "text", "value"),
    [
        (ENGLISH, FactType.INTEGER, "57", "57"),
        (ENGLISH, FactType.INTEGER, "1,250", "1250"),
        (ENGLISH, FactType.INTEGER, "1 250 000", "1250000"),
        (ENGLISH, FactType.DECIMAL, "2.5", "2.5"),
        (ENGLISH, FactType.DECIMAL, "2,5", "2.5"),
        (ENGLISH, FactType.DECIMAL, "1,234.56", "1234.56"),
        (ENGLISH, FactType.YEAR, " 2015 ", "2015"),
        (ENGLISH, FactType.INTEGER, "12.0", "12"),
        (FINNISH, FactType.DECIMAL, "2,5", "2.5"),
        (FINNISH, FactType.DECIMAL, "2.5", "2.5"),
        (FINNISH, FactType.DECIMAL, "1,250", "1.25"),
        (FINNISH, FactType.INTEGER, "1\N{NO-BREAK SPACE}250", "1250"),
        (FINNISH, FactType.INTEGER, "1.250.000", "1250000"),
        (FINNISH, FactType.MONEY, "1.234,56", "1234.56"),
        (FINNISH, FactType.MONEY, "12 000,50 €", "12000.5"),
        (FINNISH, FactType.DECIMAL, "1.250.000", "1250000"),
        (GERMAN, FactType.INTEGER, "1.250", "1250"),
        (GERMAN, FactType.MONEY, "1.250", "1250"),
    ],
)
def test_number_is_read_as_meant(language: Language, kind: FactType, text: str, value: str) -> None:
    assert read_fact(text, fact(kind), language) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["a", "1e5", "1,2,3", "1..2", "--1", "NaN", "Infinity", "٣", "1 2 a", ",5", "5,", "9" * 30, "12.5.1"]
)
@pytest.mark.parametrize("language", [ENGLISH, FINNISH])
def test_what_is_no_number_is_refused(language: Language, text: str) -> None:
    with pytest.raises(RuleError, match=r"^Write a number, for example 12"):
        read_fact(text, fact(FactType.DECIMAL), language)


def test_number_that_could_mean_two_things_is_refused() -> None:
    with pytest.raises(RuleError, match=r"^Write the number without a point between thousands"):
        read_fact("1.250", fact(FactType.DECIMAL), FINNISH)


@pytest.mark.parametrize(
    ("kind", "lowest", "highest", "text", "sentence"),
    [
        (FactType.INTEGER, "0", "100", "2,5", "Write a whole number, for example 12."),
        (FactType.INTEGER, "0", "100", "-1", "Write a number of 0 or more."),
        (FactType.INTEGER, "0", "1000", "1001", "Write a number from 0 to 1,000."),
        (FactType.INTEGER, None, "100", "101", "Write a number of 100 at most."),
        (FactType.YEAR, "1900", "2100", "1492", "Write a year from 1900 to 2100."),
        (FactType.YEAR, "1900", "2100", "last", "Write the year in four digits, for example 2019."),
    ],
)
def test_sentence_says_what_to_write(
    kind: FactType, lowest: str | None, highest: str | None, text: str, sentence: str
) -> None:
    with pytest.raises(RuleError) as raised:
        read_fact(text, fact(kind, lowest, highest), ENGLISH)
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FactType.EMAIL, "name@example.org"),
        (FactType.URL, "www.example.org"),
        (FactType.URL, "https://example.org/cluster?x=1"),
        (FactType.PHONE, "+358 40 123 4567"),
        (FactType.TEXT, "Whatever is to be said."),
    ],
)
def test_text_is_kept_as_it_is(kind: FactType, text: str) -> None:
    assert read_fact(f" {text} ", fact(kind), ENGLISH) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FactType.EMAIL, "name at example.org"),
        (FactType.URL, "our site"),
        (FactType.PHONE, "call us"),
        (FactType.TEXT, "x" * 501),
    ],
)
def test_text_that_is_none_of_its_kind_is_refused(kind: FactType, text: str) -> None:
    with pytest.raises(RuleError):
        read_fact(text, fact(kind), ENGLISH)


@pytest.mark.parametrize("kind", list(FactType))
def test_empty_field_means_not_known(kind: FactType) -> None:
    assert read_fact("  ", fact(kind), ENGLISH) is None
    assert show_fact(None, fact(kind), ENGLISH) == ""


@given(
    st.decimals(0, 10**9, places=4),
    st.sampled_from([ENGLISH, FINNISH, GERMAN]),
    st.sampled_from([FactType.DECIMAL, FactType.MONEY]),
)
def test_number_shown_is_read_back_as_the_same(value: Decimal, language: Language, kind: FactType) -> None:
    assert read_fact(show_fact(value, fact(kind), language), fact(kind), language) == value


@given(st.integers(0, 10**9), st.sampled_from([ENGLISH, FINNISH, GERMAN]))
def test_whole_number_shown_is_read_back_as_the_same(value: int, language: Language) -> None:
    assert (
        read_fact(show_fact(Decimal(value), fact(FactType.INTEGER), language), fact(FactType.INTEGER), language)
        == value
    )


@given(st.text(max_size=40), st.sampled_from(list(FactType)), st.sampled_from([ENGLISH, FINNISH]))
def test_anything_typed_is_an_answer_or_refused(text: str, kind: FactType, language: Language) -> None:
    value: object = None
    with contextlib.suppress(RuleError):
        value = read_fact(text, fact(kind), language)
    assert value is None or isinstance(value, Decimal if kind.is_number else str)
