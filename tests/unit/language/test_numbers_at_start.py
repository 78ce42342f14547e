"""Whole numbers look the same whether Babel writes them or not."""

from __future__ import annotations

import gettext

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.language.languages import GROUPING, Language


@pytest.mark.parametrize("code", GROUPING)
@given(number=st.integers(0, 2_000_000_000))
def test_whole_numbers_are_grouped_as_babel_does(code: str, number: int) -> None:
    assert Language(code, gettext.NullTranslations()).number(number) == format_decimal(number, locale=code)
