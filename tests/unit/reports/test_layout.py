"""The width of a table goes where it is needed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.reports.layout import LEAST_SHARED, PORTRAIT, Wish, column_widths

TEXT_WIDTH = PORTRAIT.text_width


def test_room_that_a_column_does_not_use_goes_to_one_that_breaks_its_lines() -> None:
    source, reference, kind = column_widths(
        (Wish(290.0, 60.0, 3.4), Wish(30.0, 30.0, 1.6), Wish(60.0, 60.0, 1.0)), TEXT_WIDTH
    )
    assert source == pytest.approx(290.0)
    assert reference >= LEAST_SHARED
    assert kind >= LEAST_SHARED


def test_columns_that_need_no_more_keep_their_shares() -> None:
    assert column_widths((Wish(90.0, 40.0, 2.0), Wish(20.0, 20.0, 1.0)), 300.0) == pytest.approx((200.0, 100.0))


@given(st.lists(st.builds(Wish, st.floats(1, 900), st.floats(1, 80), st.floats(0.5, 4)), min_size=1, max_size=6))
def test_the_columns_fill_the_width_of_the_table(wishes: list[Wish]) -> None:
    widths = column_widths(wishes, TEXT_WIDTH)
    assert sum(widths) == pytest.approx(TEXT_WIDTH)
    assert min(widths) > 0
