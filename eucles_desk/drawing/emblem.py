"""A rosette for a page that a label is shown by: as many stars as the label ranks high, in one quiet colour."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from eucles_desk.drawing.shapes import Circle, Drawing, Point, Polygon, Role

if TYPE_CHECKING:
    from eucles_desk.drawing.shapes import Shape

PETALS: Final = 36
STAR_POINTS: Final = 5
STAR_WAIST: Final = 0.42
"""How far in the corners between the points of a star stand."""
MOST_STARS: Final = 5
TAIL: Final = 0.62
"""How far the ends of the ribbon hang below the centre, in radii beyond the edge."""


def emblem(stars: int, radius: float, description: str) -> Drawing:
    """Draw the rosette; its colour is the accent, so it is told by its stars where there are no colours."""
    width, height = 2 * radius, radius * (2 + TAIL)
    centre = Point(radius, radius)
    shapes: list[Shape] = [_tail(centre, radius, side) for side in (-1, 1)]
    shapes += [
        Polygon(_petals(centre, radius), fill=Role.ACCENT),
        Circle(centre, radius * 0.83, fill=Role.BACKGROUND),
        Circle(centre, radius * 0.76, fill=Role.ACCENT_SOFT, stroke=Role.ACCENT, line_width=1.2),
    ]
    count = min(max(stars, 1), MOST_STARS)
    size = radius * min(0.44, 0.66 / count)
    for number in range(count):
        across = (number - (count - 1) / 2) * size * 2.1
        raised = size * 0.55 if count >= STAR_POINTS - 2 and number not in {0, count - 1} else 0.0
        place = Point(centre.x + across, centre.y - raised + size * 0.05)
        shapes.append(Polygon(_star(place, size), fill=Role.ACCENT))
    return Drawing(width, height, tuple(shapes), description)


def _petals(centre: Point, radius: float) -> tuple[Point, ...]:
    """Return the edge of the rosette, in and out by turns."""
    steps = 2 * PETALS
    return tuple(_on_circle(centre, radius * (1.0 if step % 2 else 0.93), 360 * step / steps) for step in range(steps))


def _star(centre: Point, size: float) -> tuple[Point, ...]:
    steps = 2 * STAR_POINTS
    return tuple(
        _on_circle(centre, size * (STAR_WAIST if step % 2 else 1.0), 360 * step / steps) for step in range(steps)
    )


def _tail(centre: Point, radius: float, side: int) -> Polygon:
    """Return one end of the ribbon, cut like a swallow's tail."""
    inner, outer = 0.06 * radius * side, 0.62 * radius * side
    top, bottom = centre.y + 0.5 * radius, radius * (2 + TAIL)
    lean = 0.16 * radius * side
    points = (
        Point(centre.x + inner, top),
        Point(centre.x + outer, top),
        Point(centre.x + outer + lean, bottom),
        Point(centre.x + (inner + outer) / 2 + lean, bottom - 0.2 * radius),
        Point(centre.x + inner + lean, bottom),
    )
    return Polygon(points, fill=Role.ACCENT_SOFT, stroke=Role.ACCENT, line_width=1.0)


def _on_circle(centre: Point, radius: float, degrees: float) -> Point:
    """Return a point on a circle; 0 degrees is straight up."""
    angle = math.radians(degrees)
    return Point(centre.x + radius * math.sin(angle), centre.y - radius * math.cos(angle))
