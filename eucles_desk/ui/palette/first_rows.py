"""What the palette offers before anything is typed: where the user was last, and what is usually done next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.places import Area, Place
from eucles_desk.errors import EuclesError
from eucles_desk.services.hits import Hit, HitKind, Rank, Target
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.palette.commands import usual
from eucles_desk.ui.palette.rows import Row, row_of
from eucles_desk.wording.places import AREAS, place_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eucles_desk.assessment.records import Summary
    from eucles_desk.services.desk import Desk
    from eucles_desk.ui.actions import Command
    from eucles_desk.ui.main_window import MainWindow

MOST_PLACES: Final = 5
MOST_ASSESSMENTS: Final = 5


def first_rows(window: MainWindow, desk: Desk, commands: Mapping[str, Command]) -> list[Row]:
    """Return places and assessments of late, and usual actions."""
    recent = _recent(desk)
    names = usual(commands, in_assessment=window.is_in_assessment)
    return [
        *(row_of(hit, commands, tr("Recent places")) for hit in _places(window)),
        *(row_of(_of_command(name, commands), commands) for name in names),
        *(row_of(_of_assessment(one), commands, tr("Worked on last")) for one in recent),
    ]


def all_actions(commands: Mapping[str, Command]) -> list[Row]:
    """Return everything that can be done."""
    return [row_of(_of_command(name, commands), commands) for name in commands]


def _recent(desk: Desk) -> Sequence[Summary]:
    try:
        return desk.page(limit=MOST_ASSESSMENTS)
    except EuclesError:
        return ()  # the list itself says what is wrong


def _of_command(name: str, commands: Mapping[str, Command]) -> Hit:
    return Hit(HitKind.ACTION, commands[name].text, Target(action=name), Rank.TITLE_BEGINS)


def _of_assessment(one: Summary) -> Hit:
    return Hit(HitKind.ASSESSMENT, one.cluster_name, Target(one.id), Rank.TITLE_BEGINS, summary=one)


def _places(window: MainWindow) -> Iterator[Hit]:
    """Yield where the user was in the open assessment, the last first, without where the user is."""
    if window.working is None:
        return
    value, edition = window.working.value, window.working.edition
    now = window.navigation.spot
    seen = {(now.area, now.name)}
    count = 0
    for spot in window.navigation.trail.latest():
        known = (spot.area, spot.name)
        if spot.assessment != value.id or known in seen or spot.area not in {area.value for area in Area}:
            continue
        seen.add(known)
        place = Place(Area(spot.area), spot.name)
        is_criterion = place.area is Area.CRITERIA and spot.name in edition.criteria
        title = place_title(place, edition, current()) if is_criterion else tr(AREAS[place.area])
        yield Hit(HitKind.CRITERION, title, Target(value.id, place), Rank.TITLE_BEGINS)
        count += 1
        if count == MOST_PLACES:
            return
