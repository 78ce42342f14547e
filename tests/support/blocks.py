"""One block of each kind, to try what holds for all of them."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image as Pixels

from eucles_desk.drawing.shapes import Drawing, Label, Line, Point, Role
from eucles_desk.reports.content import (
    Align,
    Block,
    BulletList,
    Callout,
    CalloutKind,
    Cell,
    Column,
    Figure,
    Group,
    Heading,
    Image,
    KeyValues,
    NumberedList,
    PageBreak,
    Pair,
    Paragraph,
    SignatureField,
    Space,
    Span,
    Table,
    Tone,
    cell,
    text,
)

DRAWING = Drawing(100, 40, (Line(Point(0, 0), Point(50, 20), Role.ACCENT), Label(Point(5, 10), "drawn")), "A line.")
WORDS = (
    "Alpha bravo charlie delta echo foxtrot golf hotel india Name Page juliett drawn lima mike november oscar Kilo papa"
)
"""The words of :func:`one_of_each` in the order of reading."""


def one_of_each() -> tuple[Block, ...]:
    """Return every kind of block, with links within and out of the document and a passage in another language."""
    column = (Column("Name", share=1.0), Column("Page", align=Align.END))
    return (
        Heading(1, "Alpha", "alpha"),
        Paragraph(text("bravo ", Span("charlie", bold=True), Span(" delta", italic=True, language="fi"))),
        Callout(CalloutKind.RESULT, "echo", (text("foxtrot"),)),
        BulletList((text("golf"), text("hotel"))),
        NumberedList((text(Span("india", link="https://example.org/a?b=(c)")),)),
        Table(column, ((cell(Span("juliett", link="#kilo"), header=True), Cell(page_of="kilo")),), "A table."),
        Figure(DRAWING, "lima", align=Align.CENTRE),
        Image(picture(), 60, 30, "A blue box."),
        Space(20),
        KeyValues((Pair("mike", text("november")),)),
        Paragraph(text("oscar"), Tone.DISPLAY, align=Align.CENTRE),
        PageBreak(),
        Group((Heading(2, "Kilo", "kilo"), Paragraph(text("papa")))),
        SignatureField((text("quebec"), text("romeo"))),
    )


@cache
def picture() -> bytes:
    """Return a small PNG file."""
    file = io.BytesIO()
    Pixels.new("RGB", (40, 20), "#2477b3").save(file, "PNG")
    return file.getvalue()
