"""The same text as a report's, set by ReportLab alone: what a report's time is compared with."""

from __future__ import annotations

import io
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, ListFlowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from eucles_desk.reports import content


def write_plain(document: content.Document, fonts: Path) -> bytes:
    """Set the texts of a document as paragraphs, lists and tables, without drawings, tags or care for pages."""
    if "Plain" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(  # pyright: ignore[reportUnknownMemberType]
            TTFont("Plain", str(fonts / "NotoSans-Regular.ttf"))
        )
    styles = {
        "body": ParagraphStyle("body", fontName="Plain", fontSize=9.5, leading=13),
        "heading": ParagraphStyle("heading", fontName="Plain", fontSize=14, leading=18),
    }
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4).build(
        [flowable for block in document.blocks for flowable in _set(block, styles)]
    )
    return file.getvalue()


def _set(block: content.Block, styles: dict[str, ParagraphStyle]) -> list[Flowable]:  # noqa: C901, PLR0911
    body = styles["body"]
    match block:
        case content.Heading():
            return [Paragraph(escape(block.text), styles["heading"])]
        case content.Paragraph():
            return [Paragraph(_plain(block.text), body)]
        case content.BulletList() | content.NumberedList():
            return [ListFlowable([Paragraph(_plain(item), body) for item in block.items])]
        case content.Table():
            rows = [[Paragraph(escape(column.header), body) for column in block.columns]]
            rows += [
                [[Paragraph(_plain(text), body) for text in cell.text] or "" for cell in row] for row in block.rows
            ]
            return [Table(rows, repeatRows=1)]
        case content.Figure():
            return [Paragraph(escape(block.caption), body)] if block.caption else []
        case content.Image() | content.Space() | content.FormQuestion():
            return []
        case content.SignatureField():
            return [Paragraph(_plain(text), body) for text in block.paragraphs]
        case content.Callout():
            return [
                Paragraph(escape(block.heading), body),
                *(Paragraph(_plain(text), body) for text in block.paragraphs),
            ]
        case content.KeyValues():
            return [Table([[Paragraph(escape(p.key), body), Paragraph(_plain(p.value), body)] for p in block.pairs])]
        case content.PageBreak():
            return [PageBreak()]
        case content.Group():
            return [flowable for inner in block.blocks for flowable in _set(inner, styles)]


def _plain(text: content.Text) -> str:
    return escape("".join(span.text for span in text))
