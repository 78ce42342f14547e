"""Bars of all dimensions, one under the other."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from eucles_desk.assessment.scoring import ZERO, Points, Score
from eucles_desk.drawing.bars import BAR_HEIGHT, GAP, NO_SHARE, Box, bar, mark, position
from eucles_desk.drawing.measuring import estimate
from eucles_desk.drawing.shapes import Anchor, Drawing, Label, Measure, Point, Role, Shape

if TYPE_CHECKING:
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition


def bars_by_dimension(
    edition: Edition,
    label: str,
    score: Score,
    language: Language,
    width: float,
    *,
    measure: Measure = estimate,
    text_size: float = 9.0,
) -> Drawing:
    """Draw a bar for each dimension with its points and percentage; a mark shows the share that the label needs."""
    needed = edition.labels[label].award.pass_percent.value
    rows = [
        (edition.dimensions[key].short.in_language(language.code), points) for key, points in score.dimensions.items()
    ]
    numbers = [(f"{language.number(p.points)}/{language.number(p.available)}", percent(p, language)) for _, p in rows]
    left = max((measure(name, text_size, False) for name, _ in rows), default=0.0) + GAP
    shares = max((measure(share, text_size, True) for _, share in numbers), default=0.0)
    right = max((measure(points, text_size, False) for points, _ in numbers), default=0.0) + shares + 2 * GAP
    pitch, top = text_size * 2.2, text_size * 1.5 if needed is not None else 0.0
    bars_width = max(width - left - right, 1.0)
    shapes: list[Shape] = []
    for index, ((name, points), (have, share)) in enumerate(zip(rows, numbers, strict=True)):
        y = top + index * pitch
        box = Box(left, y + (pitch - BAR_HEIGHT) / 2, bars_width, BAR_HEIGHT)
        base = y + pitch / 2 + text_size * 0.36
        shapes += bar(points, box)
        if needed is not None and points.available:
            shapes += mark(box, position(box, needed, Decimal(100)))
        shapes += [
            Label(Point(0, base), name, size=text_size),
            Label(Point(width - shares - GAP, base), have, Role.MUTED, text_size, anchor=Anchor.END),
            Label(Point(width, base), share, size=text_size, bold=True, anchor=Anchor.END),
        ]
    if needed is not None and rows:
        x = left + bars_width * float(needed) / 100
        text = language.percent(needed, 0)
        shapes.append(Label(Point(x, text_size), text, Role.THRESHOLD, text_size, anchor=Anchor.MIDDLE))
    return Drawing(width, top + len(rows) * pitch, tuple(shapes), shares_sentence(edition, score, language))


def shares_sentence(edition: Edition, score: Score, language: Language) -> str:
    """Say the share of each dimension and which is the strongest and the weakest."""
    shares = {
        edition.dimensions[key].short.in_language(language.code): points
        for key, points in score.dimensions.items()
        if points.percent is not None
    }
    if not shares:
        return language.text("No dimension has points yet.")
    listed = language.listed([f"{name} {percent(points, language)}" for name, points in shares.items()])
    said = language.text("Share of the points by dimension: {shares}.", shares=listed)
    if not score.total.is_complete:
        return said + " " + language.text("Not all criteria have been judged.")
    best, worst = max(shares.items(), key=_share), min(shares.items(), key=_share)
    if best[1].percent == worst[1].percent:
        return said
    return f"{said} " + language.text("Highest: {best}; lowest: {worst}.", best=best[0], worst=worst[0])


def percent(points: Points, language: Language) -> str:
    """Write the share of the points, a dash where none are available.

    Always with one decimal: rounded to a whole number, a share just below the threshold would look like one that
    reaches it, and the same share would be written in two ways on one page.
    """
    return NO_SHARE if points.percent is None else language.percent(points.percent)


def _share(item: tuple[str, Points]) -> Decimal:
    return item[1].percent or ZERO
