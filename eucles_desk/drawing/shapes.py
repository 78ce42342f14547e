"""The shapes that charts are made of.

The origin is the top left corner, x runs right and y runs down; units are points on paper and device-independent
pixels on screen. Colours are named by role, so that each surface (light theme, dark theme, paper) maps roles to its
own colours. Shapes are painted in their order, later ones over earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeAlias


class Role(StrEnum):
    """What a colour means; a surface has one colour for each."""

    BACKGROUND = "background"
    """The paper itself."""
    TEXT = "text"
    MUTED = "muted"
    """Text of second rank."""
    ACCENT = "accent"
    """What was reached by this cluster."""
    ACCENT_SOFT = "accent_soft"
    """A light fill under accent lines; text and grid stay readable on it."""
    ACCENT_TEXT = "accent_text"
    """Text on accent."""
    SECOND = "second"
    """A second series, such as the median of peers; always dashed as well."""
    TRACK = "track"
    """What could have been reached."""
    GRID = "grid"
    THRESHOLD = "threshold"
    """What is needed: a threshold or a minimum."""


class Anchor(StrEnum):
    """Which end of a text stands at its position."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Point(NamedTuple):
    """A position."""

    x: float
    y: float


SOLID: tuple[float, ...] = ()
"""The dash of an unbroken line; other dashes are lengths of stroke and gap in turn."""


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line with flat ends."""

    start: Point
    end: Point
    stroke: Role
    width: float = 1.0
    dash: tuple[float, ...] = SOLID


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, filled, outlined or both; the outline is centred on the edge."""

    x: float
    y: float
    width: float
    height: float
    fill: Role | None = None
    stroke: Role | None = None
    line_width: float = 1.0


@dataclass(frozen=True, slots=True)
class Polygon:
    """Points joined by straight lines; ``closed`` joins the last to the first."""

    points: tuple[Point, ...]
    fill: Role | None = None
    stroke: Role | None = None
    line_width: float = 1.0
    dash: tuple[float, ...] = SOLID
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle, filled, outlined or both."""

    centre: Point
    radius: float
    fill: Role | None = None
    stroke: Role | None = None
    line_width: float = 1.0


@dataclass(frozen=True, slots=True)
class Label:
    """One line of text; ``position`` is on its baseline, at the end that ``anchor`` says."""

    position: Point
    text: str
    role: Role = Role.TEXT
    size: float = 9.0
    bold: bool = False
    anchor: Anchor = Anchor.START


Shape: TypeAlias = Line | Rectangle | Polygon | Circle | Label


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart.

    ``description`` states what the chart shows in a sentence or two; it is the alternative text of a figure and the
    accessible description of a widget.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    description: str


class Measure(Protocol):
    """Returns the width of a text as a surface will set it."""

    def __call__(self, text: str, size: float, bold: bool, /) -> float:
        """Return the width in the drawing's units."""
        ...
