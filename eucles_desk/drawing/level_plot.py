"""The level of one criterion on a scale with its minimum, the level of last time, and how its peers spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.drawing.measuring import estimate
from eucles_desk.drawing.shapes import (
    Anchor,
    Circle,
    Drawing,
    Label,
    Line,
    Measure,
    Point,
    Polygon,
    Rectangle,
    Role,
    Shape,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from eucles_desk.assessment.values import Level, Spread
    from eucles_desk.language import Language

PITCH: Final = 14.0
"""From one level to the next."""
SIDE: Final = 6.0
"""Left and right of the scale, so that a mark at its end lies in the drawing."""
TOP: Final = 3.6
"""The height of last time, above the scale: each mark has a height of its own, so that none hides another."""
MIDDLE: Final = 10.4
"""The height of the scale itself, on which the level stands."""
LOWER: Final = 13.9
"""Where the minimum begins, under the scale."""
PEERS: Final = 21.9
"""The height of the peers, under the minimum."""
WITHOUT_PEERS: Final = 18.4
HEIGHT: Final = 25.6
DOT: Final = 3.0
RING: Final = 2.8
BAND: Final = 2.3
TICK: Final = 1.6
KEY_GAP: Final = 16.0
KEY_LINE: Final = 19.0
KEY_MIDDLE: Final = 8.5
TRIANGLE: Final = 4.0
"""The height of the triangle."""
KEY_TEXT: Final = 17.0
"""How far the words of the key stand from where their mark begins."""


class Reading(NamedTuple):
    """What is shown of one criterion.

    Attributes:
        level: The level now.
        minimum: The minimum, where the label asks for it.
        last: The level of last time; ``None`` where it is not known.
        peers: How the levels of the peers spread, where that is known.
    """

    level: Level
    minimum: int | None = None
    last: Level = None
    peers: Spread | None = None


class Scale(NamedTuple):
    """The lowest and the highest level."""

    lowest: int
    highest: int

    @property
    def width(self) -> float:
        """How wide the scale is drawn."""
        return (self.highest - self.lowest) * PITCH + 2 * SIDE

    def at(self, level: float) -> float:
        """Return where a level stands."""
        return SIDE + (min(max(level, self.lowest), self.highest) - self.lowest) * PITCH


class KeyEntry(NamedTuple):
    """A mark of the key, the height of its middle on a scale, and what it means."""

    mark: Callable[[float], list[Shape]]
    height: float
    words: str


def level_plot(reading: Reading, scale: Scale, language: Language) -> Drawing:
    """Draw the marks of one criterion: each has a shape and a height of its own, so that all show at the same level.

    From top to bottom: last time a ring, the level a filled dot on the scale, the minimum a triangle under it, and
    below that the middle half of the peers as a bar with their median as an upright line. *Not applicable* is a cross
    in place of the dot; where nobody has looked, there is no dot.
    """
    height = HEIGHT if reading.peers else WITHOUT_PEERS
    shapes = [*_levels(scale, height), *_axis(scale), *_peers(reading.peers, scale)]
    if isinstance(reading.last, int):
        shapes += _ring(scale.at(reading.last))
    if reading.level is NOT_APPLICABLE:
        shapes += _cross(scale.width / 2)
    elif reading.level is not None:
        shapes += _dot(scale.at(reading.level))
    if reading.minimum is not None:
        shapes += _triangle(scale.at(reading.minimum))
    return Drawing(scale.width, height, tuple(shapes), _sentence(reading, scale, language))


def scale_header(scale: Scale, language: Language, *, text_size: float = 8.0) -> Drawing:
    """Draw the numbers of the levels, to stand above the scales."""
    labels = tuple(
        Label(Point(scale.at(level), text_size), str(level), Role.MUTED, text_size, anchor=Anchor.MIDDLE)
        for level in range(scale.lowest, scale.highest + 1)
    )
    said = language.text("Scale from {lowest} to {highest}", lowest=scale.lowest, highest=scale.highest)
    return Drawing(scale.width, text_size + 3, labels, said)


def level_key(
    language: Language,
    width: float,
    *,
    minimum: bool,
    last: bool,
    peers: bool,
    measure: Measure = estimate,
    text_size: float = 8.5,
) -> Drawing:
    """Draw the marks that the scales use, each with its name beside it, in as many rows as they need."""
    _ = language.text
    entries = [KeyEntry(_ring, TOP, _("last time"))] if last else []
    entries += [KeyEntry(_dot, MIDDLE, _("level now"))]
    entries += [KeyEntry(_triangle, (LOWER + LOWER + TRIANGLE) / 2, _("minimum"))] if minimum else []
    entries += [KeyEntry(_median, PEERS, _("median of peers"))] if peers else []
    entries += [KeyEntry(_band, PEERS, _("middle half of peers"))] if peers else []
    shapes: list[Shape] = []
    x = y = 0.0
    for entry in entries:
        wide = KEY_TEXT + measure(entry.words, text_size, False)
        if x and x + wide > width:
            x, y = 0.0, y + KEY_LINE
        shapes += [_moved(shape, y + KEY_MIDDLE - entry.height) for shape in entry.mark(x + SIDE)]
        base = Point(x + KEY_TEXT, y + KEY_MIDDLE + text_size * 0.36)
        shapes.append(Label(base, entry.words, Role.MUTED, text_size))
        x += wide + KEY_GAP
    said = _("Key to the marks on the scales: {marks}.", marks=language.listed([entry.words for entry in entries]))
    return Drawing(width, y + KEY_LINE, tuple(shapes), said)


def _levels(scale: Scale, height: float) -> list[Shape]:
    """Draw a faint line for each level, which leads the eye from mark to mark."""
    return [
        Line(Point(scale.at(level), 0.4), Point(scale.at(level), height - 0.4), Role.TRACK, 0.6)
        for level in range(scale.lowest, scale.highest + 1)
    ]


def _axis(scale: Scale) -> list[Shape]:
    left, right = scale.at(scale.lowest), scale.at(scale.highest)
    ticks: list[Shape] = [
        Line(Point(scale.at(level), MIDDLE - TICK), Point(scale.at(level), MIDDLE + TICK), Role.MUTED, 0.7)
        for level in range(scale.lowest, scale.highest + 1)
    ]
    return [Line(Point(left, MIDDLE), Point(right, MIDDLE), Role.MUTED, 0.7), *ticks]


def _peers(peers: Spread | None, scale: Scale) -> list[Shape]:
    if peers is None:
        return []
    shapes: list[Shape] = []
    if peers.first_quartile is not None and peers.third_quartile is not None:
        left, right = scale.at(float(peers.first_quartile)), scale.at(float(peers.third_quartile))
        # A bar of no width would not show that the middle half of the peers stands at one level.
        left, right = (left - 1.5, right + 1.5) if right - left < 3 else (left, right)
        shapes.append(Rectangle(left, PEERS - BAND, right - left, 2 * BAND, Role.GRID))
    return [*shapes, *_median(scale.at(float(peers.median)))]


def _median(x: float) -> list[Shape]:
    return [Line(Point(x, PEERS - BAND - 0.9), Point(x, PEERS + BAND + 0.9), Role.SECOND, 1.8)]


def _band(x: float) -> list[Shape]:
    return [Rectangle(x - SIDE, PEERS - BAND, 2 * SIDE, 2 * BAND, Role.GRID)]


def _dot(x: float) -> list[Shape]:
    return [Circle(Point(x, MIDDLE), DOT, Role.ACCENT, Role.BACKGROUND, 0.6)]


def _ring(x: float) -> list[Shape]:
    return [Circle(Point(x, TOP), RING, Role.BACKGROUND, Role.TEXT, 1.0)]


def _cross(x: float) -> list[Shape]:
    arm = DOT + 0.6
    return [
        Line(Point(x - arm, MIDDLE - arm), Point(x + arm, MIDDLE + arm), Role.TEXT, 1.3),
        Line(Point(x - arm, MIDDLE + arm), Point(x + arm, MIDDLE - arm), Role.TEXT, 1.3),
    ]


def _triangle(x: float) -> list[Shape]:
    base = LOWER + TRIANGLE
    return [Polygon((Point(x, LOWER), Point(x + 3.6, base), Point(x - 3.6, base)), fill=Role.THRESHOLD)]


def _moved(shape: Shape, down: float) -> Shape:
    match shape:
        case Circle(centre, radius, fill, stroke, line_width):
            return Circle(Point(centre.x, centre.y + down), radius, fill, stroke, line_width)
        case Line(start, end, stroke, width, dash):
            return Line(Point(start.x, start.y + down), Point(end.x, end.y + down), stroke, width, dash)
        case Polygon(points, fill, stroke):
            return Polygon(tuple(Point(point.x, point.y + down) for point in points), fill, stroke)
        case Rectangle(x, y, width, height, fill):
            return Rectangle(x, y + down, width, height, fill)
        case Label():
            return shape


def _sentence(reading: Reading, scale: Scale, language: Language) -> str:
    _ = language.text
    if reading.level is None:
        said = [_("Not looked at.")]
    elif reading.level is NOT_APPLICABLE:
        said = [_("Not applicable.")]
    else:
        said = [_("Level {level} of {highest}.", level=reading.level, highest=scale.highest)]
    if reading.minimum is not None:
        said.append(_("The minimum is {minimum}.", minimum=reading.minimum))
    if reading.last is NOT_APPLICABLE:
        said.append(_("Last time not applicable."))
    elif reading.last is not None:
        said.append(_("Last time {level}.", level=reading.last))
    if reading.peers is not None:
        said.append(_("Peers: {spread}.", spread=spread_words(reading.peers, language)))
    return " ".join(said)


def spread_words(peers: Spread, language: Language) -> str:
    """Write the median of the peers, with the quartiles around it where they are known."""
    median = language.number(peers.median)
    if peers.first_quartile is None or peers.third_quartile is None:
        return median
    first, third = language.number(peers.first_quartile), language.number(peers.third_quartile)
    return language.text("{median} ({first} to {third})", median=median, first=first, third=third)
