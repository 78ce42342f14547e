"""The full report as a draft: everything in it, and on every page that it is not final."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from eucles_desk.reports.content import Callout, CalloutKind, Document, Heading, Paragraph, Tone, text
from eucles_desk.reports.full import full_report
from eucles_desk.reports.sections.opening import DOT, is_draft

if TYPE_CHECKING:
    from eucles_desk.reports.case import Case
    from eucles_desk.reports.content import Block, Text


def draft_report(case: Case) -> Document:
    """Return the full report with a watermark, the notice that it is a draft, and a subject that says so."""
    language, document = case.language, full_report(case)
    word = language.text("Draft")
    blocks, foot = document.blocks, document.footer
    if not is_draft(case):
        said = language.text("This is a draft, to be looked at and remarked on. The result may change.")
        if case.assessment.reply_due:
            day = language.date(date.fromisoformat(case.assessment.reply_due))
            said = f"{said} {language.text('Please send your remarks by {day}.', day=day)}"
        blocks, foot = _with_notice(blocks, word, text(said)), f"{DOT}{word}{foot}"
    return replace(
        document,
        title=language.text("{title} (draft)", title=document.title),
        subject=language.text("Draft: {subject}", subject=document.subject),
        footer=foot,
        blocks=blocks,
        watermark=word,
    )


def _with_notice(blocks: tuple[Block, ...], word: str, said: Text) -> tuple[Block, ...]:
    """Say it in the notice that is there already, or in a new one under the title and the line that belongs to it."""
    for place, block in enumerate(blocks):
        if isinstance(block, Callout) and block.kind is CalloutKind.NOTICE:
            notice = replace(block, heading=word, paragraphs=(said, *block.paragraphs))
            return (*blocks[:place], notice, *blocks[place + 1 :])
    title = next(index for index, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1)
    after = blocks[title + 1]
    place = title + (2 if isinstance(after, Paragraph) and after.tone is Tone.LEAD else 1)
    return (*blocks[:place], Callout(CalloutKind.NOTICE, word, (said,)), *blocks[place:])
