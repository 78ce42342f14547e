"""The share of the points by dimension as a spider, alone or against peers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.drawing.bars import Setting
from eucles_desk.drawing.dimensions import bars_by_dimension, percent, shares_sentence
from eucles_desk.drawing.measuring import estimate
from eucles_desk.drawing.shapes import SOLID, Anchor, Circle, Drawing, Label, Line, Measure, Point, Polygon, Role, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from eucles_desk.assessment.scoring import Points, Score
    from eucles_desk.language import Language
    from eucles_desk.scheme.values import Edition

RINGS: Final = (25, 50, 75, 100)
THRESHOLD_DASH: Final = (2.0, 2.0)
SECOND_DASH: Final = (5.0, 2.5)
LABEL_GAP: Final = 9.0
SAMPLE: Final = 18.0
LEGEND_GAP: Final = 16.0
LINE_NAME_GAP: Final = 3.0


MOST_LABELLED: Final = 5
"""With more axes, the upper corners in which the names of the lines stand are taken by names of dimensions."""


class Axis(NamedTuple):
    """One dimension of the spider: its name with its share, and the shares in percent, ``None`` where there is none.

    ``beside`` is a second line of text, the share of the peers.
    """

    text: str
    beside: str
    share: Decimal | None
    peer: Decimal | None


class LineName(NamedTuple):
    """The name of a line, and how it is set."""

    text: str
    role: Role
    size: float


class LegendEntry(NamedTuple):
    """A line with what it stands for."""

    text: str
    role: Role
    width: float
    dash: tuple[float, ...]


def spider_by_dimension(
    edition: Edition,
    label: str,
    score: Score,
    language: Language,
    width: float,
    *,
    measure: Measure = estimate,
    peers: Mapping[str, Decimal] | None = None,
    radius: float = 84.0,
    text_size: float = 9.0,
) -> Drawing:
    """Draw the share of each dimension as a filled area with points at its corners.

    The second series, where there is one, is a dashed line without points, so that both tell in grey; ``peers`` are
    the median shares of other clusters by dimension id. Both lines then have their names beside them, in the upper
    corners, and each axis has both shares.

    With fewer than three dimensions there is no area to draw and the bars are returned instead.
    """
    if len(score.dimensions) < 3:
        return bars_by_dimension(edition, label, score, language, width, measure=measure, text_size=text_size)
    axes = [_axis(edition, key, points, language, (peers or {}).get(key)) for key, points in score.dimensions.items()]
    needed = edition.labels[label].award.pass_percent.value
    line = text_size * 1.35
    radius = _fitting(axes, width, measure, text_size, radius)
    centre = Point(width / 2, line * (2 if peers else 1) + LABEL_GAP + radius)
    own = _corners(centre, radius, [axis.share for axis in axes])
    shapes: list[Shape] = [Polygon(own, fill=Role.ACCENT_SOFT), *_web(centre, radius, len(axes), needed)]
    if peers:
        corners = _corners(centre, radius, [axis.peer for axis in axes])
        shapes.append(Polygon(corners, stroke=Role.SECOND, line_width=1.6, dash=SECOND_DASH))
    shapes.append(Polygon(own, stroke=Role.ACCENT, line_width=1.6))
    shapes += [Circle(corner, 2.4, Role.ACCENT) for corner in own]
    shapes += _names(centre, radius, axes, text_size)
    setting = Setting(language, measure, text_size)
    names = _line_names(centre, radius, axes, width, setting) if peers else []
    shapes += names
    # The lowest labels lie under the lowest corner; the legend follows them.
    lowest = max(_end(centre, radius, index, len(axes)).y for index in range(len(axes)))
    base = lowest + LABEL_GAP + 2 * line + 8
    base += text_size * 1.1 if peers else 0
    legend = _legend_rows(_entries(needed, language, lines=not names, peers=bool(peers)), width, setting)
    for number, row in enumerate(legend):
        shapes += _legend(width, base + number * line, row, setting)
    return Drawing(
        width,
        base + max(len(legend) - 1, 0) * line + 4,
        tuple(shapes),
        _sentence(edition, score, needed, peers, language),
    )


def _axis(edition: Edition, key: str, points: Points, language: Language, peer: Decimal | None) -> Axis:
    name = edition.dimensions[key].short.in_language(language.code)
    beside = language.text("peers {share}", share=language.percent(peer)) if peer is not None else ""
    return Axis(f"{name} {percent(points, language)}", beside, points.percent, peer)


def _end(centre: Point, radius: float, index: int, count: int) -> Point:
    angle = 2 * math.pi * index / count
    return Point(centre.x + radius * math.sin(angle), centre.y - radius * math.cos(angle))


def _fitting(axes: Sequence[Axis], width: float, measure: Measure, size: float, radius: float) -> float:
    """Return the radius at which the names beside the spider still lie within the width."""
    for index, axis in enumerate(axes):
        reach = abs(math.sin(2 * math.pi * index / len(axes)))
        text = max(measure(axis.text, size, False), measure(axis.beside, size, False))
        if reach > 0.1:
            radius = min(radius, (width / 2 - LABEL_GAP - text) / reach)
    return max(radius, 20.0)


def _ring(centre: Point, radius: float, count: int) -> tuple[Point, ...]:
    return tuple(_end(centre, radius, index, count) for index in range(count))


def _web(centre: Point, radius: float, count: int, needed: Decimal | None) -> list[Shape]:
    shapes: list[Shape] = [
        Polygon(_ring(centre, radius * ring / 100, count), stroke=Role.GRID, line_width=0.7) for ring in RINGS
    ]
    shapes += [Line(centre, end, Role.GRID, 0.7) for end in _ring(centre, radius, count)]
    if needed is not None:
        ring = _ring(centre, radius * float(needed) / 100, count)
        shapes.append(Polygon(ring, stroke=Role.THRESHOLD, line_width=0.9, dash=THRESHOLD_DASH))
    return shapes


def _corners(centre: Point, radius: float, shares: Sequence[Decimal | None]) -> tuple[Point, ...]:
    return tuple(
        _end(centre, radius * float(share or 0) / 100, index, len(shares)) for index, share in enumerate(shares)
    )


def _names(centre: Point, radius: float, axes: Sequence[Axis], size: float) -> list[Shape]:
    shapes: list[Shape] = []
    for index, axis in enumerate(axes):
        end = _end(centre, radius + LABEL_GAP, index, len(axes))
        side = (end.x - centre.x) / (radius + LABEL_GAP)
        anchor = Anchor.MIDDLE if abs(side) < 0.1 else Anchor.START if side > 0 else Anchor.END
        up = (centre.y - end.y) / (radius + LABEL_GAP)
        base = end.y + size * (0 if up > 0.9 else 0.9 if up < -0.5 else 0.36)
        step = size * 1.1
        if axis.beside:
            base -= step if up > 0.9 else 0 if up < -0.5 else step / 2
            shapes.append(Label(Point(end.x, base + step), axis.beside, Role.MUTED, size, anchor=anchor))
        shapes.append(Label(Point(end.x, base), axis.text, Role.TEXT, size, anchor=anchor))
    return shapes


def _line_names(centre: Point, radius: float, axes: Sequence[Axis], width: float, setting: Setting) -> list[Shape]:
    """Write the names of both lines in the upper corners, or nothing where there is no room for them."""
    language, measure, size = setting
    own_name, peer_name = language.text("this cluster"), language.text("median of peers")
    top = max(measure(text, size, False) for text in (axes[0].text, axes[0].beside)) / 2
    reach = max(radius * 0.8, top + 3 * LABEL_GAP)
    widest = max(measure(name, size, True) for name in (own_name, peer_name))
    if len(axes) > MOST_LABELLED or reach + LINE_NAME_GAP + widest > width / 2:
        return []
    own, peers = (
        _corners(centre, radius, [axis.share for axis in axes]),
        _corners(centre, radius, [axis.peer for axis in axes]),
    )
    return [
        *_line_name(own[0], own[1], Point(centre.x + reach, centre.y - radius), LineName(own_name, Role.ACCENT, size)),
        *_line_name(
            peers[0], peers[-1], Point(centre.x - reach, centre.y - radius), LineName(peer_name, Role.SECOND, size)
        ),
    ]


def _line_name(start: Point, end: Point, at: Point, name: LineName) -> list[Shape]:
    """Write the name of a line beside it, with a thin line that leads from the name to the middle of one side."""
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    is_right = at.x > middle.x
    position = Point(at.x + (LINE_NAME_GAP if is_right else -LINE_NAME_GAP), at.y + name.size * 0.36)
    anchor = Anchor.START if is_right else Anchor.END
    return [
        Line(at, middle, name.role, 0.7),
        Label(position, name.text, name.role, name.size, bold=True, anchor=anchor),
    ]


def _legend_rows(entries: Sequence[LegendEntry], width: float, setting: Setting) -> list[list[LegendEntry]]:
    """Return the entries in as many rows as the width asks for."""
    rows: list[list[LegendEntry]] = []
    for entry in entries:
        if rows and _legend_width([*rows[-1], entry], setting) <= width:
            rows[-1].append(entry)
        else:
            rows.append([entry])
    return rows


def _legend_width(entries: Sequence[LegendEntry], setting: Setting) -> float:
    texts = sum(SAMPLE + 5 + setting.measure(entry.text, setting.size, False) for entry in entries)
    return texts + LEGEND_GAP * (len(entries) - 1)


def _entries(needed: Decimal | None, language: Language, *, lines: bool, peers: bool) -> list[LegendEntry]:
    entries: list[LegendEntry] = []
    if lines:
        entries.append(LegendEntry(language.text("this cluster"), Role.ACCENT, 1.6, SOLID))
    if lines and peers:
        entries.append(LegendEntry(language.text("median of peers"), Role.SECOND, 1.6, SECOND_DASH))
    if needed is not None:
        share = language.text("{share} of the points", share=language.percent(needed, 0))
        entries.append(LegendEntry(share, Role.THRESHOLD, 0.9, THRESHOLD_DASH))
    return entries


def _legend(width: float, base: float, entries: Sequence[LegendEntry], setting: Setting) -> list[Shape]:
    _language, measure, size = setting
    widths = [SAMPLE + 5 + measure(entry.text, size, False) for entry in entries]
    x = (width - _legend_width(entries, setting)) / 2
    shapes: list[Shape] = []
    for (text, role, line_width, dash), entry_width in zip(entries, widths, strict=True):
        y = base - size * 0.32
        shapes.append(Line(Point(x, y), Point(x + SAMPLE, y), role, line_width, dash))
        shapes.append(Label(Point(x + SAMPLE + 5, base), text, Role.MUTED, size))
        x += entry_width + LEGEND_GAP
    return shapes


def _sentence(
    edition: Edition, score: Score, needed: Decimal | None, peers: Mapping[str, Decimal] | None, language: Language
) -> str:
    said = [shares_sentence(edition, score, language)]
    if needed is not None:
        below = [
            edition.dimensions[key].short.in_language(language.code)
            for key, points in score.dimensions.items()
            if points.percent is not None and points.percent < needed
        ]
        share = language.percent(needed, 0)
        said.append(
            language.text("Below {share}: {dimensions}.", share=share, dimensions=language.listed(below))
            if below
            else language.text("No dimension is below {share}.", share=share)
        )
    if peers:
        medians = [
            f"{edition.dimensions[key].short.in_language(language.code)} {language.percent(share)}"
            for key, share in peers.items()
            if key in edition.dimensions
        ]
        said.append(language.text("Median of peers: {shares}.", shares=language.listed(medians)))
    return " ".join(said)
