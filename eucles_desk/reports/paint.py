"""Paints drawings on paper: the colours of their roles, and each kind of shape as vectors."""

# ReportLab's stubs leave out the types of paths.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.lib.colors import Color, HexColor

from eucles_desk.drawing.shapes import Anchor, Circle, Drawing, Label, Line, Polygon, Rectangle, Role, Shape
from eucles_desk.reports.fonts import Printable, face, measure
from eucles_desk.reports.layout import Ink

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.reports.canvas import ReportCanvas

PAPER: Final[Mapping[Role, Color]] = {
    Role.BACKGROUND: HexColor("#ffffff"),
    Role.TEXT: HexColor(Ink.TEXT.value),
    Role.MUTED: HexColor(Ink.MUTED.value),
    Role.ACCENT: HexColor("#2477b3"),
    Role.ACCENT_SOFT: HexColor("#d3e4f2"),
    Role.ACCENT_TEXT: HexColor("#ffffff"),
    Role.SECOND: HexColor("#b8690f"),
    Role.TRACK: HexColor("#e3e8ec"),
    Role.GRID: HexColor("#c3ccd4"),
    Role.THRESHOLD: HexColor("#b1281e"),
}
"""The accent and the threshold differ in lightness too, and every text on white has a contrast of 4.5 or more."""
INKS: Final[Mapping[Ink, Color]] = {ink: HexColor(ink.value) for ink in Ink}
RULE: Final = HexColor("#d5dbe1")
WATERMARK: Final = HexColor("#eceff2")
SOFT: Final = 0.8
"""How much white is in the soft tone of an accent colour."""


class Palette:
    """The colours of one document: those of :data:`PAPER`, with an accent of its own where it has one.

    Args:
        accent: The accent colour as ``#rrggbb``; empty for the usual one.
    """

    def __init__(self, accent: str = "") -> None:
        self._colours = dict(PAPER)
        if accent:
            colour = HexColor(accent)
            self._colours[Role.ACCENT] = colour
            red, green, blue = (part + (1 - part) * SOFT for part in colour.rgb())
            self._colours[Role.ACCENT_SOFT] = Color(red, green, blue)

    def __getitem__(self, role: Role) -> Color:
        return self._colours[role]


def paint(canvas: ReportCanvas, drawing: Drawing, scale: float, printable: Printable) -> None:
    """Paint the drawing with its lower left corner at the origin."""
    canvas.saveState()
    canvas.translate(0, drawing.height * scale)
    # The model's y runs down, the paper's up: each y is turned round, so that texts stay upright.
    canvas.scale(scale, scale)
    for shape in drawing.shapes:
        _paint(canvas, shape, printable)
    canvas.restoreState()


def _paint(canvas: ReportCanvas, shape: Shape, printable: Printable) -> None:
    match shape:
        case Line():
            _stroke(canvas, shape.stroke, shape.width, shape.dash)
            canvas.line(shape.start.x, -shape.start.y, shape.end.x, -shape.end.y)
        case Rectangle():
            fill, stroke = _fill(canvas, shape.fill), _stroke(canvas, shape.stroke, shape.line_width)
            canvas.rect(shape.x, -shape.y - shape.height, shape.width, shape.height, stroke=stroke, fill=fill)
        case Polygon():
            _polygon(canvas, shape)
        case Circle():
            fill, stroke = _fill(canvas, shape.fill), _stroke(canvas, shape.stroke, shape.line_width)
            canvas.circle(shape.centre.x, -shape.centre.y, shape.radius, stroke=stroke, fill=fill)
        case Label():
            _label(canvas, shape, printable)


def _polygon(canvas: ReportCanvas, shape: Polygon) -> None:
    fill, stroke = _fill(canvas, shape.fill), _stroke(canvas, shape.stroke, shape.line_width, shape.dash)
    path = canvas.beginPath()
    path.moveTo(shape.points[0].x, -shape.points[0].y)
    for point in shape.points[1:]:
        path.lineTo(point.x, -point.y)
    if shape.closed:
        path.close()
    canvas.drawPath(path, stroke=stroke, fill=fill)


def _label(canvas: ReportCanvas, shape: Label, printable: Printable) -> None:
    text = printable(shape.text)
    width = measure(text, shape.size, shape.bold)
    left = {Anchor.START: 0.0, Anchor.MIDDLE: width / 2, Anchor.END: width}[shape.anchor]
    canvas.setFillColor(canvas.palette[shape.role])
    canvas.setFont(face(bold=shape.bold), shape.size)
    canvas.drawString(shape.position.x - left, -shape.position.y, text)


def _fill(canvas: ReportCanvas, role: Role | None) -> int:
    if role is None:
        return 0
    canvas.setFillColor(canvas.palette[role])
    return 1


def _stroke(canvas: ReportCanvas, role: Role | None, width: float, dash: tuple[float, ...] = ()) -> int:
    if role is None:
        return 0
    canvas.setStrokeColor(canvas.palette[role])
    canvas.setLineWidth(width)
    canvas.setDash(list(dash))
    return 1
