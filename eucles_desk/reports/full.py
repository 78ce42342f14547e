"""The full report of an assessment: the result and what follows from it, then each criterion and what is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.reports.content import Block, Document
from eucles_desk.reports.sections import advice, background, criteria, opening, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.reports.case import Case


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
    yield from opening.opening(case)
    yield from background.improvement_areas(case)
    yield from opening.by_dimension(case)
    yield from advice.what_would_raise(case)
    yield from advice.strengths(case)
    yield from advice.recommendations(case)
    if case.criteria:
        yield from criteria.at_a_glance(case)
        yield from criteria.each_criterion(case)
    yield from background.eligibility(case)
    yield from background.facts(case)
    yield from background.method(case)
    yield from rules.edition(case)


def footer(case: Case) -> str:
    """Return what stands at the foot of each page after the name of the cluster."""
    _ = case.language.text
    parts = [
        opening.label_title(case),
        _("EUCLES Desk {version}", version=case.program_version),
        case.short_hash,
    ]
    if opening.is_draft(case):
        parts.insert(0, _("Draft of the lead expert") if opening.says_lead(case) else _("Draft"))
    elif opening.is_undecided(case):
        parts.insert(0, _("Not decided yet"))
    return "".join(opening.DOT + part for part in parts)
