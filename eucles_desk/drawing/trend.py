"""The share of the points over several assessments."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.drawing.bars import Setting
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
    from collections.abc import Iterable, Sequence

    from eucles_desk.language import Language

STEPS: Final = (10, 20)
"""Percent between two lines of the grid, the wider for shares that lie far apart."""
THRESHOLD_DASH: Final = (2.0, 2.0)
GAP: Final = 8.0


class Result(NamedTuple):
    """What an assessment came to: its month as ``YYYY-MM`` and the share of the points in percent."""

    month: str
    percent: Decimal


class Frame(NamedTuple):
    """Where the chart lies, and the shares at its bottom and its top."""

    left: float
    right: float
    top: float
    bottom: float
    lowest: int
    highest: int
    step: int

    def y(self, percent: Decimal | int) -> float:
        """Return where a share stands."""
        part = (float(percent) - self.lowest) / (self.highest - self.lowest)
        return self.bottom - (self.bottom - self.top) * min(max(part, 0.0), 1.0)


def trend(
    results: Sequence[Result],
    needed: Decimal | None,
    language: Language,
    width: float,
    *,
    height: float = 128.0,
    measure: Measure = estimate,
    text_size: float = 9.0,
) -> Drawing:
    """Draw the shares as points joined by a line, in the order of time, each with its value and month beside it.

    A value stands on the side of its point that is away from the threshold, unless the line runs there.

    The threshold is a dashed line with its name at its end. The scale shows the range of the shares, not all of it
    from nothing to everything: a step of a few percent is what such a chart is looked at for.
    """
    setting = Setting(language, measure, text_size)
    frame = _frame(results, needed, (width, height), setting)
    shapes = _grid(frame, language, text_size)
    if needed is not None:
        y, name = frame.y(needed), language.text("{share} needed", share=language.percent(needed, 0))
        shapes.append(Line(Point(frame.left, y), Point(frame.right, y), Role.THRESHOLD, 1.1, THRESHOLD_DASH))
        shapes.append(Label(Point(frame.right + GAP / 2, y + text_size * 0.36), name, Role.THRESHOLD, text_size))
    level = frame.y(needed) if needed is not None else 0.0
    threshold = [(Point(frame.left, level), Point(frame.right, level))] if needed is not None else []
    months = [language.month(result.month) for result in results]
    places = _places(results, frame, [measure(month, text_size, False) for month in months])
    corners = tuple(Point(x, frame.y(result.percent)) for x, result in zip(places, results, strict=True))
    if len(corners) > 1:
        shapes.append(Polygon(corners, stroke=Role.ACCENT, line_width=1.6, closed=False))
    for corner, result, month in zip(corners, results, months, strict=True):
        is_last = result is results[-1]
        text = language.percent(result.percent)
        usual = needed is None or result.percent >= needed
        lines = [corners, *threshold]
        above = usual if _is_free(corner, lines, text, setting, above=usual) else not usual
        above = above if _is_free(corner, lines, text, setting, above=above) else usual
        shapes += _value(corner, text, setting, above=above, bold=is_last)
        base = Point(corner.x, frame.bottom + text_size * 1.6)
        shapes.append(Label(base, month, Role.TEXT if is_last else Role.MUTED, text_size, anchor=Anchor.MIDDLE))
    return Drawing(width, height, tuple(shapes), trend_sentence(results, needed, language))


def trend_sentence(results: Sequence[Result], needed: Decimal | None, language: Language) -> str:
    """Say the shares in the order of time, how the last one differs, and whether it is enough."""
    if not results:
        return language.text("No results yet.")
    listed = [f"{language.month(result.month)} {language.percent(result.percent)}" for result in results]
    said = [language.text("Share of the points: {shares}.", shares=language.listed(listed))]
    if len(results) > 1:
        said.append(change_sentence(results[-2].percent, results[-1].percent, language))
    if needed is not None:
        share = language.percent(needed, 0)
        enough = results[-1].percent >= needed
        said.append(
            language.text("The {share} that are needed are reached.", share=share)
            if enough
            else language.text("The {share} that are needed are not reached.", share=share)
        )
    return " ".join(said)


def change_sentence(before: Decimal, now: Decimal, language: Language) -> str:
    """Say by how much the share of the points has changed."""
    change = now - before
    points = language.number(abs(change), 1)
    if change == 0:
        return language.text("The share is the same as last time.")
    if change > 0:
        return language.text("{points} percentage points more than last time.", points=points)
    return language.text("{points} percentage points less than last time.", points=points)


def _frame(results: Sequence[Result], needed: Decimal | None, size: tuple[float, float], setting: Setting) -> Frame:
    (width, height), (language, measure, text_size) = size, setting
    shown = [result.percent for result in results] + ([needed] if needed is not None else [])
    least, most = int(min(shown, default=Decimal(0))), int(max(shown, default=Decimal(100)))
    step = _step(most - least)
    # A value at the edge needs some room for itself and for what is written there.
    lowest = max((least - step // 4) // step * step, 0)
    highest = min(-(-(most + step // 4) // step) * step, 100)
    left = measure(language.percent(100, 0), text_size, False) + GAP
    name = language.text("{share} needed", share=language.percent(needed, 0)) if needed is not None else ""
    right = width - (measure(name, text_size, False) + GAP if name else 0.0)
    top, bottom = text_size * 1.5, height - text_size * 2.2
    return Frame(left, max(right, left + 1), top, bottom, min(lowest, highest - step), highest, step)


def _step(span: int) -> int:
    return STEPS[0] if span <= 2 * STEPS[0] else STEPS[1]


def _grid(frame: Frame, language: Language, size: float) -> list[Shape]:
    shapes: list[Shape] = []
    for share in range(frame.highest, frame.lowest - 1, -frame.step):
        y, text = frame.y(share), language.percent(share, 0)
        shapes.append(Line(Point(frame.left, y), Point(frame.right, y), Role.GRID, 0.6))
        label = Point(frame.left - GAP / 2, y + size * 0.36)
        shapes.append(Label(label, text, Role.MUTED, size - 0.5, anchor=Anchor.END))
    return shapes


def _places(results: Sequence[Result], frame: Frame, widths: Sequence[float]) -> list[float]:
    """Return where each result stands: by its month, or at equal distances where their names would overlap."""
    half = max(widths, default=0.0) / 2
    left, right = frame.left + half + GAP / 2, frame.right - half - GAP / 2
    if len(results) < 2:
        return [(left + right) / 2] * len(results)
    months = [int(result.month[:4]) * 12 + int(result.month[5:7]) for result in results]
    span = months[-1] - months[0]
    found = [left + (right - left) * (month - months[0]) / span for month in months] if span > 0 else []
    needs = max(widths) + GAP
    if found and all(after - before >= needs for before, after in itertools.pairwise(found)):
        return found
    return [left + (right - left) * index / (len(results) - 1) for index in range(len(results))]


def _base(corner: Point, size: float, *, above: bool) -> float:
    return corner.y - 6.0 if above else corner.y + 6.0 + size * 0.75


def _is_free(corner: Point, lines: Iterable[Sequence[Point]], text: str, setting: Setting, *, above: bool) -> bool:
    """Return whether all lines keep clear of a value that is written above or below its point."""
    half, base = setting.measure(text, setting.size, True) / 2, _base(corner, setting.size, above=above)
    for start, end in (side for line in lines for side in itertools.pairwise(line)):
        for share in (-1.0, -0.5, 0.5, 1.0):
            x = corner.x + share * half
            if start.x <= x <= end.x and start.x < end.x:
                y = start.y + (end.y - start.y) * (x - start.x) / (end.x - start.x)
                if base - setting.size <= y <= base + 1:
                    return False
    return True


def _value(corner: Point, text: str, setting: Setting, *, above: bool, bold: bool) -> list[Shape]:
    """Draw a point with its value above or below it, on paper so that no line runs through it."""
    size = setting.size
    wide = setting.measure(text, size, bold)
    base = _base(corner, size, above=above)
    return [
        Rectangle(corner.x - wide / 2 - 1, base - size * 0.8, wide + 2, size, Role.BACKGROUND),
        Circle(corner, 3.2, Role.ACCENT, Role.BACKGROUND, 0.8),
        Label(Point(corner.x, base), text, Role.TEXT, size, bold=bold, anchor=Anchor.MIDDLE),
    ]
