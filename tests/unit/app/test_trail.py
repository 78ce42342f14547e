"""Back and forward as in a browser."""

from __future__ import annotations

import itertools
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eucles_desk.ui.trail import MOST_SPOTS, Spot, Trail

ONE = UUID(int=1)
SPOTS = st.builds(
    Spot,
    st.sampled_from(["today", "assessments", "settings"]),
    st.none() | st.sampled_from([ONE, UUID(int=2)]),
    st.sampled_from(["", "criteria", "facts"]),
    st.sampled_from(["", "2.5", "2.6"]),
)


def shown(trail: Trail) -> list[Spot]:
    """Go back as far as it goes and return what was shown."""
    seen: list[Spot] = []

    def show(spot: Spot) -> bool:
        seen.append(spot)
        return True

    while trail.back(show):
        pass
    return seen


def test_back_and_forward_show_what_was_visited() -> None:
    trail, seen = Trail(), list[Spot]()

    def show(spot: Spot) -> bool:
        seen.append(spot)
        return True

    spots = [Spot("today"), Spot("assessments"), Spot("settings")]
    for spot in spots:
        trail.visit(spot)
    assert trail.back(show)
    assert trail.back(show)
    assert not trail.back(show)
    assert trail.forward(show)
    assert seen == [spots[1], spots[0], spots[1]]


def test_a_new_visit_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for page in ("today", "assessments", "settings"):
        trail.visit(Spot(page))
    trail.back(lambda _spot: True)
    trail.visit(Spot("schemes"))
    assert not trail.can_go_forward
    assert [spot.page for spot in shown(trail)] == ["assessments", "today"]


def test_the_first_criterion_of_an_area_is_no_visit_of_its_own() -> None:
    trail = Trail()
    trail.visit(Spot("today"))
    trail.visit(Spot("assessments", ONE, "criteria"))
    trail.visit(Spot("assessments", ONE, "criteria", "2.5"))
    trail.visit(Spot("assessments", ONE, "criteria", "2.6"))
    assert [spot.name or spot.page for spot in shown(trail)] == ["2.5", "today"]


def test_what_is_gone_is_left_out() -> None:
    trail = Trail()
    for page in ("today", "gone", "settings"):
        trail.visit(Spot(page))
    assert trail.back(lambda spot: spot.page != "gone")
    assert trail.current == Spot("today")
    assert trail.forward(lambda _spot: True)
    assert trail.current == Spot("settings")


@given(st.lists(SPOTS, max_size=300))
def test_it_keeps_so_many_and_no_two_alike_in_a_row(spots: list[Spot]) -> None:
    trail = Trail()
    for spot in spots:
        trail.visit(spot)
    seen = ([trail.current] if trail.current else []) + list(shown(trail))
    assert len(seen) <= MOST_SPOTS
    assert all(one != other for one, other in itertools.pairwise(seen))
    assert not spots or seen[0] == spots[-1]


@given(SPOTS)
def test_a_spot_is_read_back_as_it_was_written(spot: Spot) -> None:
    assert Spot.parse(str(spot)) == spot


@pytest.mark.parametrize("text", ["", "|||", "today", "a|not an id|b|c", "a|b", "a|b|c|d|e"])
def test_what_is_no_spot_is_none(text: str) -> None:
    assert Spot.parse(text) is None
