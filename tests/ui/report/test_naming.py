"""Names of report files."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.ui.report.naming import suggested_name

DAY = date(2026, 3, 2)


def test_name_has_cluster_label_kind_and_day() -> None:
    assert (
        suggested_name("Example Cluster", "Gold", "Full report", DAY)
        == "Example Cluster - Gold - Full report - 2026-03-02.pdf"
    )


@pytest.mark.parametrize("cluster", ["A/B: \\C?", "A<B>C|", '"A*B"'])
def test_signs_that_no_file_name_may_have_are_left_out(cluster: str) -> None:
    name = suggested_name(cluster, "Gold", "Summary", DAY)
    assert not set('<>:"/\\|?*') & set(name)
    assert name.startswith("A")


def test_cluster_without_a_name_leaves_no_gap() -> None:
    assert suggested_name("  ", "Gold", "Draft", DAY, "xlsx") == "Gold - Draft - 2026-03-02.xlsx"


@given(st.text(max_size=300))
def test_any_name_fits_a_file_system(cluster: str) -> None:
    name = suggested_name(cluster, "Gold", "Summary", DAY)
    assert len(name) <= 120
    assert name == name.strip()
