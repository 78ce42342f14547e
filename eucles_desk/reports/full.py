"""The full report of an assessment: the result and what follows from it, then each criterion and what is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.reports.content import Block, Document, Group, Heading, Paragraph, Span, Tone, text
from eucles_desk.reports.sections import (
    advice,
    background,
    comparison,
    contents,
    criteria,
    glossary,
    imprint,
    method,
    opening,
    rules,
    ways,
)
from eucles_desk.wording.names import REPORT_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.reports.case import Case


SIGNATURE: Final = "signature"


def full_report(case: Case) -> Document:
    """Return the full report of an assessment."""
    language = case.language
    name = opening.cluster_name(case)
    return Document(
        title=language.text("{cluster}: assessment report", cluster=name),
        language=language.code,
        subject=language.text(
            "{label}, {edition}", label=opening.label_title(case), edition=case.say(case.edition.title)
        ),
        author=language.text("EUCLES Desk"),
        made_on=case.made_on,
        footer=footer(case),
        blocks=tuple(_blocks(case)),
        page_label=language.text("{page} / {pages}"),
        footer_name=name,
    )


def _blocks(case: Case) -> Iterator[Block]:
    """Yield the result first, then where everything else is, then all of that."""
    yield from imprint.head(case)
    yield from opening.opening(case)
    yield from _signed(case)
    yield from opening.meaning(case)
    yield from background.improvement_areas(case)
    yield from opening.by_dimension(case)
    rest = tuple(_rest(case))
    yield from contents.contents(case, rest)
    yield from rest


def _rest(case: Case) -> Iterator[Block]:
    yield from comparison.with_peers(case)
    yield from comparison.since_last_time(case)
    yield from ways.what_would_raise(case)
    yield from advice.strengths(case)
    yield from advice.recommendations(case)
    if case.criteria:
        yield from criteria.at_a_glance(case)
        yield from criteria.each_criterion(case)
    yield from background.eligibility(case)
    yield from background.facts(case)
    yield from method.method(case)
    yield from method.people(case)
    yield from rules.edition(case)
    yield from glossary.glossary(case)
    yield from imprint.end(case)
    if case.signed:
        heading = Heading(2, case.language.text("Signature"), SIGNATURE)
        yield Group((heading, imprint.signature(case)))


def _signed(case: Case) -> Iterator[Block]:
    """Yield on the first page who signs, with the way to the place of the signature."""
    if case.signed:
        place = Span(case.language.text("To the signature"), link=f"#{SIGNATURE}")
        yield Paragraph(text(imprint.signed_by(case), " ", place), Tone.NOTE)


def footer(case: Case) -> str:
    """Return what stands at the foot of each page after the name of the cluster."""
    _ = case.language.text
    parts = [
        opening.label_title(case),
        _(REPORT_KINDS[case.kind]),
        _("EUCLES Desk {version}", version=case.program_version),
        case.short_hash,
    ]
    if case.kind is ReportKind.DRAFT:
        parts.pop(1)  # said by the first part already
    if opening.is_draft(case):
        parts.insert(0, _("Draft of the lead expert") if opening.says_lead(case) else _("Draft"))
    elif opening.is_undecided(case):
        parts.insert(0, _("Not decided yet"))
    return "".join(opening.DOT + part for part in parts)
