"""Writes a document as a PDF."""

# ReportLab's stubs leave out the types of some options.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import functools
import io
import math
from concurrent.futures import CancelledError
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from eucles_desk.drawing.shapes import Role
from eucles_desk.reports import layout
from eucles_desk.reports.blocks import Placed, Setter, story
from eucles_desk.reports.canvas import ReportCanvas
from eucles_desk.reports.content import SignatureField, flat
from eucles_desk.reports.finish import PROGRAM, finish
from eucles_desk.reports.fonts import REGULAR, Printable, face, measure, register
from eucles_desk.reports.paint import INKS, RULE, WATERMARK, Palette
from eucles_desk.reports.prose import CAP_MIDDLE
from eucles_desk.reports.tags import ARTIFACT, FOOTER, Structure
from eucles_desk.reports.tags import WATERMARK as WATERMARK_TAG

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportlab.pdfgen.canvas import Canvas

    from eucles_desk.reports.content import Document

MAX_METADATA: Final = 300
PAGES_OF_FURNITURE: Final = 3
"""On fewer pages the foot is not something that one has heard before."""
ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing; ``missing`` are the characters that the fonts do not have, shown as ``�``."""

    pages: int
    missing: tuple[str, ...]


def write_pdf(
    document: Document,
    file: BinaryIO,
    fonts: Path,
    progress: Callable[[int, int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Written:
    """Write the document to the file; the same document gives the same bytes.

    Args:
        document: What to write.
        file: Where to; nothing is written before the whole document is laid out.
        fonts: The folder with the fonts that are embedded.
        progress: Called now and then with the steps done and their number.
        is_cancelled: Asked now and then whether to give up.

    Raises:
        ReportError: A font is missing or damaged.
        CancelledError: ``is_cancelled`` said so; the file has not been written to.
    """
    register(fonts)
    printable = Printable()
    pace = _Pace(len(document.blocks), progress, is_cancelled)
    structure, sheet = Structure(), layout.LANDSCAPE if document.landscape else layout.PORTRAIT
    setter = Setter(document, printable, structure.root)
    placed: list[Placed] = []
    for block in document.blocks:
        placed += setter.parts(block)
        pace.step()
    flowables = story(placed, sheet)
    placed.clear()  # so that each part can go as soon as it is drawn
    pace.lay_out(len(flowables))
    draft = io.BytesIO()
    template = _Template(document, draft, printable, pace, sheet)
    canvas_maker = functools.partial(
        ReportCanvas,
        structure=structure,
        palette=Palette(document.accent),
        sheet=sheet,
        signature_field=printable(document.signature_label) if document.signature else "",
        form=document.form,
        finish=lambda pdf: finish(pdf, document, printable),
    )
    template.build(flowables, canvasmaker=canvas_maker)
    file.write(draft.getvalue())
    pace.finish()
    return Written(template.canv.getPageNumber() - 1, printable.missing)


class _Pace:
    """Tells how far the work is and whether to give up: half of it is setting the blocks, half laying them out."""

    STEPS: Final = 200

    def __init__(
        self, blocks: int, progress: Callable[[int, int], None] | None, is_cancelled: Callable[[], bool] | None
    ) -> None:
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._count, self._done = max(blocks, 1), 0
        self._base = 0
        self._told = -1

    def lay_out(self, flowables: int) -> None:
        """Begin the second half."""
        self._count, self._done, self._base = max(flowables, 1), 0, self.STEPS // 2

    def step(self) -> None:
        """One block is set, or one part of it laid out."""
        if self._is_cancelled and self._is_cancelled():
            raise CancelledError
        self._done = min(self._done + 1, self._count)
        self._tell(self._base + self._done * (self.STEPS // 2) // self._count)

    def finish(self) -> None:
        """All is written."""
        self._tell(self.STEPS)

    def _tell(self, done: int) -> None:
        if self._progress and done > self._told:
            self._told = done
            self._progress(done, self.STEPS)


class _Template(BaseDocTemplate):
    """A4 pages with one column and a foot line."""

    def __init__(
        self, document: Document, file: BinaryIO, printable: Printable, pace: _Pace, sheet: layout.Sheet
    ) -> None:
        self._document = document
        self._pace = pace
        self._printable = printable
        self._sheet = sheet
        self._shows_signature = any(isinstance(block, SignatureField) for block in flat(document.blocks))
        super().__init__(
            file,
            pagesize=(sheet.width, sheet.height),
            title=_short(printable(document.title)),
            author=_short(printable(document.author)),
            subject=_short(printable(document.subject)),
            creator=PROGRAM,
            producer=PROGRAM,
            lang=document.language,
            displayDocTitle=True,
            invariant=1,
            pageCompression=0,
            initialFontName=REGULAR,
        )
        frame = Frame(
            layout.MARGIN,
            layout.BOTTOM,
            sheet.text_width,
            sheet.text_height,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._draw_page))

    def beforeDocument(self) -> None:
        """Date the file by the day of the report, so that the same report has the same bytes."""
        day = self._document.made_on
        stamp = f"D:{day:%Y%m%d}000000+00'00'"

        def made_on(*now: int) -> str:
            del now
            return stamp

        self.canv.setDateFormatter(made_on)
        self.canv.showOutline()

    def afterFlowable(self, flowable: Flowable) -> None:
        """Count what is laid out."""
        del flowable
        self._pace.step()

    def _draw_page(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """Draw what is on every page, under its content."""
        report_canvas = cast("ReportCanvas", canvas)
        canvas.saveState()
        if self._document.watermark:
            with report_canvas.artifact(WATERMARK_TAG):
                self._draw_watermark(canvas)
        if self._document.framed:
            with report_canvas.artifact(ARTIFACT):
                self._draw_frame(report_canvas)
        page = canvas.getPageNumber()
        report_canvas.later(lambda late: self._draw_foot(late, page))
        canvas.restoreState()
        if report_canvas.signature_field and not self._shows_signature and canvas.getPageNumber() == 1:
            report_canvas.place_signature(report_canvas.structure.root.child("Form"), None)

    def _draw_frame(self, canvas: ReportCanvas) -> None:
        canvas.saveState()
        canvas.setStrokeColor(canvas.palette[Role.ACCENT])
        for inset, width in layout.FRAMES:
            canvas.setLineWidth(width)
            canvas.rect(inset, inset, self._sheet.width - 2 * inset, self._sheet.height - 2 * inset)
        canvas.restoreState()

    def _draw_watermark(self, canvas: Canvas) -> None:
        word = self._printable(_short(self._document.watermark))
        diagonal = math.hypot(self._sheet.width, self._sheet.height)
        widest = measure(word, 1.0, bold=True)
        size = min(layout.WATERMARK_SIZE, diagonal * 0.7 / widest if widest else layout.WATERMARK_SIZE)
        canvas.saveState()
        canvas.translate(self._sheet.width / 2, self._sheet.height / 2)
        canvas.rotate(math.degrees(math.atan2(self._sheet.height, self._sheet.width)))
        canvas.setFillColor(WATERMARK)
        canvas.setFont(face(bold=True), size)
        canvas.drawCentredString(0, -CAP_MIDDLE * size, word)
        canvas.restoreState()

    def _draw_foot(self, canvas: ReportCanvas, page: int) -> None:
        """Draw the foot, kept from those who listen where many pages have it, and read out in a short document."""
        right = self._sheet.width - layout.MARGIN
        with canvas.artifact(FOOTER):
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.75)
            canvas.line(layout.MARGIN, layout.FOOTER_RULE, right, layout.FOOTER_RULE)
        is_short = canvas.pages < PAGES_OF_FURNITURE
        with canvas.marked(canvas.structure.root.child("P"), page) if is_short else canvas.artifact(FOOTER):
            canvas.setFillColor(INKS[layout.Ink.MUTED])
            canvas.setFont(REGULAR, layout.FOOTER_SIZE)
            room = self._sheet.text_width - 60
            rest = _fitting(self._printable(self._document.footer), room)
            name = self._printable(self._document.footer_name)
            text = _fitting(name, room - measure(rest, layout.FOOTER_SIZE, bold=False)) + rest
            canvas.drawString(layout.MARGIN, layout.FOOTER_BASE, f"{text} ")
            label = self._document.page_label.format(page=page, pages=canvas.pages)
            canvas.drawRightString(right, layout.FOOTER_BASE, self._printable(label))


def _short(text: str) -> str:
    return text if len(text) <= MAX_METADATA else text[:MAX_METADATA] + ELLIPSIS


def _fitting(text: str, width: float) -> str:
    """Shorten a text to a width."""
    text = _short(text)
    if measure(text, layout.FOOTER_SIZE, bold=False) <= width:
        return text
    while text and measure(text + ELLIPSIS, layout.FOOTER_SIZE, bold=False) > width:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
