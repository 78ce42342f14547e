"""The edition behind the result: its notice, the rules of the label, where they come from, and its sources."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eucles_desk.language.marking import N_
from eucles_desk.reports.content import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    KeyValues,
    Pair,
    Paragraph,
    Span,
    Table,
    cell,
    text,
)
from eucles_desk.reports.sections.opening import NONE
from eucles_desk.scheme.values import Origin, Provenance, Source
from eucles_desk.wording.names import PROVENANCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from eucles_desk.reports.case import Case

COUNTS_FROM = {
    "assessment_month": N_("from the month of the assessment"),
    "interview_month": N_("from the month of the interview"),
}


def edition(case: Case) -> Iterator[Block]:
    """Yield what the reader needs to know about the rules that the cluster was judged by."""
    _ = case.language.text
    ref = case.edition.ref
    particulars = KeyValues(
        (
            Pair(_("Edition"), text(case.span(case.edition.title))),
            Pair(_("Scheme and name"), text(f"{ref.scheme}, {ref.edition}")),
            Pair(_("Content hash"), text(ref.sha256)),
            Pair(_("Hash of this assessment"), text(case.content_hash)),
            Pair(_("Made with"), text(_("EUCLES Desk {version}", version=case.program_version))),
        )
    )
    heading = Heading(2, _("The rules behind this result"), "edition")
    yield Group((heading, Paragraph(text(case.span(case.edition.notice))), particulars))
    yield from _rules(case)
    yield from _provenance(case)
    yield from _sources(case)


def _rules(case: Case) -> Iterator[Block]:
    _ = case.language.text
    columns = (Column(_("Rule"), share=2.0), Column(_("Value"), share=2.0), Column(_("Where it comes from"), share=2.0))
    rows = [
        (cell(name, header=True), cell(value), _origin(case, origin))
        for name, value, origin in _rules_of_label(case)
        if value
    ]
    rule = case.edition.not_applicable
    where = cell(_(PROVENANCES[rule.provenance]))
    rows.append((cell(_("Not applicable"), header=True), cell(case.span(rule.text)), where))
    yield Heading(3, _("Rules of the label"), "rules")
    yield Table(columns, tuple(rows), _("The rules of the label with where each comes from."), dense=True)


def _rules_of_label(case: Case) -> Iterator[tuple[str, str, Origin]]:
    """Yield name, value and origin of each rule; a rule that the label does not have has no value."""
    language, award = case.language, case.label.award
    _ = language.text
    most, needed = award.max_points, award.pass_points
    yield _("Highest total"), _number(case, most.value), most.origin
    yield _("Points to pass"), _number(case, needed.value), needed.origin
    percent = award.pass_percent
    yield _("Share to pass"), language.percent(percent.value, 0) if percent.value is not None else "", percent.origin
    yield _("Minimums"), _("each minimum must be met") if award.minimums.value else "", award.minimums.origin
    entry = [case.title(case.edition.criteria[criterion]) for criterion in award.entry_criteria.value]
    yield _("Entry condition"), language.listed(entry) if entry else "", award.entry_criteria.origin
    all_met = _("each eligibility criterion must be met")
    yield _("Eligibility"), all_met if award.eligibility.value else "", award.eligibility.origin
    areas = award.improvement_areas
    yield _("Improvement areas"), _number(case, areas.value or None), areas.origin
    months = award.interval_months
    between = _("{first} to {last} months", first=months.value[0], last=months.value[1]) if months.value else ""
    yield _("Time since the earlier benchmarking"), between, months.origin
    yield from _validity(case)


def _validity(case: Case) -> Iterator[tuple[str, str, Origin]]:
    language, validity = case.language, case.label.validity
    _ = language.text
    first, renewal = validity.first_years, validity.renewal_years
    yield _("Validity of a first award"), language.plural("{count} year", "{count} years", first.value), first.origin
    yield _("Validity of a renewal"), language.plural("{count} year", "{count} years", renewal.value), renewal.origin
    counts = validity.counts_from
    yield _("Validity counts"), _(COUNTS_FROM.get(counts.value, counts.value)), counts.origin
    window = validity.renewal_window_months
    until = language.plural("{count} month after it ends", "{count} months after it ends", window.value)
    yield _("Renewal is possible until"), until, window.origin


def _number(case: Case, value: Decimal | int | None) -> str:
    return case.language.number(value) if value is not None else ""


def _origin(case: Case, origin: Origin) -> Cell:
    where = case.language.text(PROVENANCES[origin.provenance])
    return cell(where, f" ({origin.source})" if origin.source else "")


def _provenance(case: Case) -> Iterator[Block]:
    _ = case.language.text
    if not case.criteria:
        return
    counted: list[tuple[str, Counter[Provenance]]] = [
        (_("That the criterion exists"), Counter(c.origin.provenance for c in case.criteria)),
        (_("Title, question and advice"), Counter(c.texts.provenance for c in case.criteria)),
        (_("Texts of the levels"), Counter(level.provenance for c in case.criteria for level in c.levels)),
        (_("Minimums"), Counter(c.minimum.origin.provenance for c in case.criteria)),
        (_("Weights"), Counter(c.weight.origin.provenance for c in case.criteria)),
        (_("Levels suggested by facts"), Counter(c.suggestion.provenance for c in case.criteria if c.suggestion)),
    ]
    used = [provenance for provenance in Provenance if any(count[provenance] for _name, count in counted)]
    columns = (
        Column(_("What"), share=1.6),
        *(Column(_(PROVENANCES[provenance]), share=1.0) for provenance in used),
    )
    rows = tuple(
        (cell(name, header=True), *(cell(_count(case, count[provenance])) for provenance in used))
        for name, count in counted
    )
    summary = _("How many rules and texts of the criteria come from where.")
    yield Group(
        (Heading(3, _("Where the criteria come from"), "provenance"), Table(columns, rows, summary, dense=True))
    )


def _count(case: Case, count: int) -> str:
    return case.language.number(count) if count else NONE


def _sources(case: Case) -> Iterator[Block]:
    _ = case.language.text
    named = _sources_named(case)
    if not named:
        return
    columns = (Column(_("Source")), Column(_("Title"), share=1.0), Column(_("Address"), share=1.3))
    rows = tuple(
        (cell(source.key, header=True), cell(source.title), cell(Span(source.address, link=source.address)))
        for source in named
    )
    yield Heading(3, _("Sources"), "sources")
    yield Table(columns, rows, _("The public sources that the rules refer to."), dense=True)


def _sources_named(case: Case) -> list[Source]:
    """Return the sources that the rules of this label refer to, in the order of the edition."""
    origins = [origin for _name, value, origin in _rules_of_label(case) if value]
    origins += [c.origin for c in case.criteria] + [c.texts for c in case.criteria]
    origins += [c.minimum.origin for c in case.criteria] + [c.weight.origin for c in case.criteria]
    if case.label.award.eligibility.value:
        origins += [c.origin for c in case.edition.eligibility.values()]
        origins += [c.threshold.origin for c in case.edition.eligibility.values()]
    keys = {origin.source for origin in origins}
    return [source for key, source in case.edition.sources.items() if key in keys]
