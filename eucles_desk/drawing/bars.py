"""Bars of points: in total, of one dimension, and of all dimensions one under the other."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.assessment.award import threshold as points_needed
from eucles_desk.drawing.measuring import estimate
from eucles_desk.drawing.shapes import Anchor, Drawing, Label, Line, Measure, Point, Rectangle, Role, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.assessment.scoring import Points
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition

HATCH_SPACING: Final = 4.0
HATCH_WIDTH: Final = 0.9
MARK_WIDTH: Final = 1.4
MARK_OVERHANG: Final = 3.0
BAR_HEIGHT: Final = 12.0
GAP: Final = 8.0


NO_SHARE: Final = "\N{EN DASH}"


class Setting(NamedTuple):
    """How the texts of a drawing are set."""

    language: Language
    measure: Measure
    size: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where a bar lies."""

    x: float
    y: float
    width: float
    height: float


def points_bar(
    points: Points,
    needed: Decimal | None,
    language: Language,
    width: float,
    *,
    measure: Measure = estimate,
    text_size: float = 9.0,
) -> Drawing:
    """Draw the points so far, those still possible hatched, and the threshold, each with its number."""
    line, setting = text_size * 1.5, Setting(language, measure, text_size)
    has_mark = needed is not None and 0 < needed <= points.available
    box = Box(0, line if has_mark else 0, width, BAR_HEIGHT)
    shapes: list[Shape] = [*bar(points, box)]
    if needed is not None and has_mark:
        x = position(box, needed, points.available)
        shapes += [*mark(box, x), _threshold_label(needed, x, box, setting)]
    labels, rows = _labels_below(points, box, setting)
    return Drawing(
        width, box.y + box.height + rows * line, (*shapes, *labels), _points_sentence(points, needed, language)
    )


def share_bar(
    points: Points, percent_needed: Decimal | None, language: Language, width: float, height: float
) -> Drawing:
    """Draw the share of the points in a bar without text, for a row that has the numbers beside it."""
    box = Box(0, MARK_OVERHANG, width, height - 2 * MARK_OVERHANG)
    shapes = [*bar(points, box)]
    if percent_needed is not None and points.available:
        shapes += mark(box, position(box, percent_needed, Decimal(100)))
    return Drawing(width, height, tuple(shapes), _share_sentence(points, percent_needed, language))


def needed_of(edition: Edition, label: str, points: Points) -> Decimal | None:
    """Return the points that the label needs of those available; ``None`` for a label without a score."""
    return points_needed(edition.labels[label], points.available)


def hatch(box: Box, role: Role) -> Iterator[Line]:
    """Yield slanted lines that fill the box, so that it is told from a solid one without colour."""
    offset = -box.height + HATCH_SPACING / 2
    while offset < box.width:
        first, last = max(0.0, -offset), min(box.height, box.width - offset)
        if last > first:
            start = Point(box.x + offset + first, box.y + box.height - first)
            yield Line(start, Point(box.x + offset + last, box.y + box.height - last), role, HATCH_WIDTH)
        offset += HATCH_SPACING


def bar(points: Points, box: Box) -> list[Shape]:
    """Draw what is there solid and what can still be reached hatched, on a track."""
    shapes: list[Shape] = [Rectangle(box.x, box.y, box.width, box.height, Role.TRACK)]
    have = position(box, points.points, points.available)
    reach = position(box, points.highest, points.available)
    if have > box.x:
        shapes.append(Rectangle(box.x, box.y, have - box.x, box.height, Role.ACCENT))
    if reach - have > 0.5:
        shapes.extend(hatch(Box(have, box.y, reach - have, box.height), Role.ACCENT))
    return shapes


def mark(box: Box, x: float) -> list[Shape]:
    """Draw the threshold: a line longer than the bar is high, told from it by a rim of paper."""
    top, bottom = box.y - MARK_OVERHANG, box.y + box.height + MARK_OVERHANG
    return [
        Line(Point(x, top), Point(x, bottom), Role.BACKGROUND, MARK_WIDTH + 1.2),
        Line(Point(x, top), Point(x, bottom), Role.THRESHOLD, MARK_WIDTH),
    ]


def position(box: Box, value: Decimal, most: Decimal) -> float:
    """Return where a value lies in the box."""
    share = float(value / most) if most else 0.0
    return box.x + box.width * min(max(share, 0.0), 1.0)


def _threshold_label(needed: Decimal, x: float, box: Box, setting: Setting) -> Label:
    language, measure, size = setting
    text = language.text("{points} needed", points=language.number(needed))
    half, right = measure(text, size, False) / 2, box.x + box.width
    base = box.y - MARK_OVERHANG - size * 0.3
    if x + half > right:
        return Label(Point(right, base), text, Role.THRESHOLD, size, anchor=Anchor.END)
    if x - half < box.x:
        return Label(Point(box.x, base), text, Role.THRESHOLD, size)
    return Label(Point(x, base), text, Role.THRESHOLD, size, anchor=Anchor.MIDDLE)


def _labels_below(points: Points, box: Box, setting: Setting) -> tuple[list[Label], int]:
    """Place what is there and what can still be reached under their ends, in one row or, when tight, in two."""
    language, measure, size = setting
    have, most = language.number(points.points), language.number(points.available)
    base = box.y + box.height + size * 1.3
    end = position(box, points.points, points.available)
    if points.is_complete:
        text = language.text("{have} of {most} points", have=have, most=most)
        return [_ending_at(end, base, text, box, setting, bold=True)], 1
    text = language.text("{have} so far", have=have)
    reach = language.text("can reach {highest} of {most}", highest=language.number(points.highest), most=most)
    reach_end = position(box, points.highest, points.available)
    if reach_end - measure(reach, size, False) < max(end, box.x + measure(text, size, True)) + GAP:
        end, reach_end = box.x, box.x + box.width
    rows = 1 if box.x + measure(text, size, True) + GAP <= reach_end - measure(reach, size, False) else 2
    second = base + (rows - 1) * size * 1.5
    return [
        _ending_at(end, base, text, box, setting, bold=True),
        _ending_at(reach_end, second, reach, box, setting, bold=False),
    ], rows


def _ending_at(x: float, base: float, text: str, box: Box, setting: Setting, *, bold: bool) -> Label:
    """Return a label that ends at x, or begins at the left where there is no room for that."""
    role = Role.TEXT if bold else Role.MUTED
    if x - setting.measure(text, setting.size, bold) < box.x:
        return Label(Point(box.x, base), text, role, setting.size, bold)
    return Label(Point(x, base), text, role, setting.size, bold, Anchor.END)


def _points_sentence(points: Points, needed: Decimal | None, language: Language) -> str:
    have, most = language.number(points.points), language.number(points.available)
    if points.is_complete:
        said = language.text("{have} of {most} points.", have=have, most=most)
    else:
        said = language.text(
            "{have} of {most} points so far; {highest} can still be reached.",
            have=have,
            most=most,
            highest=language.number(points.highest),
        )
    if needed is None:
        return said
    return f"{said} " + language.text("{needed} are needed.", needed=language.number(needed))


def _share_sentence(points: Points, needed: Decimal | None, language: Language) -> str:
    if points.percent is None:
        return language.text("No points are available.")
    said = language.text(
        "{percent} of {most} points.",
        percent=language.percent(points.percent),
        most=language.number(points.available),
    )
    if needed is None:
        return said
    return f"{said} " + language.text("The mark stands at {percent}.", percent=language.percent(needed, 0))
