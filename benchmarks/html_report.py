"""The same document as HTML set by WeasyPrint, the way many programs make their reports."""

# WeasyPrint is installed by hand for this comparison only.
# pyright: reportMissingImports=false, reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from html import escape
from pathlib import Path

from eucles_desk.reports import content

STYLE = """
@font-face { font-family: Plain; src: url(FONT) }
@page { size: A4; margin: 20mm }
body { font: 9.5pt/13pt Plain } h1, h2, h3, h4 { font-size: 14pt } table { width: 100%; border-collapse: collapse }
td, th { vertical-align: top; text-align: left; border-bottom: 0.5pt solid #ccc; padding: 3pt }
"""


def write_html(document: content.Document, fonts: Path) -> bytes:
    """Return the PDF, tagged as PDF/UA."""
    from weasyprint import HTML

    style = STYLE.replace("FONT", (fonts / "NotoSans-Regular.ttf").as_uri())
    body = "".join(_html(block) for block in document.blocks)
    page = (
        f'<html lang="{document.language}"><head><title>{escape(document.title)}</title><style>{style}</style></head>'
    )
    return HTML(string=f"{page}<body>{body}</body></html>").write_pdf(pdf_variant="pdf/ua-1") or b""


def _html(block: content.Block) -> str:  # noqa: C901, PLR0911, PLR0912  # one line for each kind of block
    match block:
        case content.Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case content.Paragraph():
            return f"<p>{_plain(block.text)}</p>"
        case content.BulletList():
            return f"<ul>{''.join(f'<li>{_plain(item)}</li>' for item in block.items)}</ul>"
        case content.NumberedList():
            return f"<ol>{''.join(f'<li>{_plain(item)}</li>' for item in block.items)}</ol>"
        case content.Table():
            head = "".join(f"<th>{escape(column.header)}</th>" for column in block.columns)
            rows = "".join(f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row)}</tr>" for row in block.rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        case content.Figure():
            return f"<p>{escape(block.caption)}</p>" if block.caption else ""
        case content.Callout():
            return (
                f"<div><p>{escape(block.heading)}</p>{''.join(f'<p>{_plain(t)}</p>' for t in block.paragraphs)}</div>"
            )
        case content.KeyValues():
            rows = "".join(f"<tr><th>{escape(p.key)}</th><td>{_plain(p.value)}</td></tr>" for p in block.pairs)
            return f"<table>{rows}</table>"
        case content.FormQuestion():
            return ""
        case content.SignatureField():
            return "".join(f"<p>{_plain(text)}</p>" for text in block.paragraphs)
        case content.PageBreak():
            return '<div style="break-after: page"></div>'
        case content.Group():
            return "".join(_html(inner) for inner in block.blocks)
        case content.Image() | content.Space():
            return ""


def _cell(cell: content.Cell) -> str:
    return "".join(f"<div>{_plain(text)}</div>" for text in cell.text)


def _plain(text: content.Text) -> str:
    return escape("".join(span.text for span in text))
