"""Where everything is: the sections of a report with their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.reports.content import Align, Block, Cell, Column, Group, Heading, Span, Table, flat, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eucles_desk.reports.case import Case


def contents(case: Case, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield a table of the sections among the blocks, each a link with the page on which it begins."""
    _ = case.language.text
    sections = [block for block in flat(blocks) if isinstance(block, Heading) and block.level == 2 and block.id]
    columns = (Column(_("Section"), share=1.0), Column(_("Page"), align=Align.END))
    rows = tuple(
        (Cell((text(Span(found.text, link=f"#{found.id}", language=found.language)),)), Cell(page_of=found.id))
        for found in sections
    )
    table = Table(columns, rows, _("The sections of the report with their pages."), dense=True)
    yield Group((Heading(2, _("In this report"), "contents"), table))
