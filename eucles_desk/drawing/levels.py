"""The level of one criterion on its scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.values import NOT_APPLICABLE, Level
from eucles_desk.drawing.shapes import Circle, Drawing, Line, Point, Role, Shape

if TYPE_CHECKING:
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Criterion

OUTLINE: Final = 1.0


def level_strip(criterion: Criterion, level: Level, language: Language, *, size: float = 8.0) -> Drawing:
    """Draw a dot for each level above the lowest, filled up to the one given, with a bar under the minimum.

    The states differ in shape, not by colour alone: level 0 is a row of rings, *not looked at* a row of small points,
    *not applicable* a line struck through the scale.
    """
    steps = sorted(step.value for step in criterion.levels)[1:]
    pitch, radius = size * 1.55, size / 2
    width, middle = pitch * (len(steps) - 1) + size + 2, radius + 1.0
    height = middle + radius + 5.0
    shapes: list[Shape] = []
    for index, step in enumerate(steps):
        centre = Point(1 + radius + index * pitch, middle)
        shapes.append(_dot(centre, radius, level, step))
        if step == criterion.minimum.value:
            shapes.append(
                Line(
                    Point(centre.x - radius, height - 1.2), Point(centre.x + radius, height - 1.2), Role.THRESHOLD, 1.8
                )
            )
    if level is NOT_APPLICABLE:
        shapes.append(Line(Point(0, middle), Point(width, middle), Role.MUTED, OUTLINE))
    return Drawing(width, height, tuple(shapes), _sentence(criterion, level, language))


def _dot(centre: Point, radius: float, level: Level, step: int) -> Circle:
    if level is None:
        return Circle(centre, radius * 0.3, Role.MUTED)
    if level is NOT_APPLICABLE:
        return Circle(centre, radius - OUTLINE / 2, Role.BACKGROUND, Role.GRID, OUTLINE)
    if step <= level:
        return Circle(centre, radius, Role.ACCENT)
    return Circle(centre, radius - OUTLINE / 2, Role.BACKGROUND, Role.MUTED, OUTLINE)


def _sentence(criterion: Criterion, level: Level, language: Language) -> str:
    if level is None:
        said = language.text("Not looked at.")
    elif level is NOT_APPLICABLE:
        said = language.text("Not applicable.")
    else:
        said = language.text("Level {level} of {highest}.", level=level, highest=criterion.highest)
    minimum = criterion.minimum.value
    return said if minimum is None else f"{said} " + language.text("The minimum is {minimum}.", minimum=minimum)
