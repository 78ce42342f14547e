"""The fact check: what the draft says of each criterion, and what the cluster manager answers in a form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.fact_form import field_name
from eucles_desk.assessment.terms import NOT_APPLICABLE, Opinion
from eucles_desk.language.marking import N_
from eucles_desk.reports.case import criterion_id
from eucles_desk.reports.content import (
    BulletList,
    Callout,
    CalloutKind,
    Document,
    FormQuestion,
    Heading,
    NumberedList,
    Paragraph,
    Span,
    Tone,
    text,
)
from eucles_desk.reports.sections import imprint, opening
from eucles_desk.reports.sections.opening import DOT
from eucles_desk.wording.citations import reference
from eucles_desk.wording.names import EVIDENCE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.assessment.evidence import Citation
    from eucles_desk.reports.case import Case
    from eucles_desk.reports.content import Block
    from eucles_desk.scheme.values import Criterion

ANSWERS: Final = {
    Opinion.AGREED: N_("I agree"),
    Opinion.FACT_WRONG: N_("A fact is wrong"),
    Opinion.EVIDENCE_MISSING: N_("Evidence is missing"),
}


def fact_check(case: Case, form: str) -> Document:
    """Return the document with its form, whose fields are known by a name; levels are shown as the edition says."""
    language, name = case.language, opening.cluster_name(case)
    word = language.text("Draft")
    document = Document(
        title=language.text("{cluster}: fact check", cluster=name),
        language=language.code,
        subject=language.text(
            "{label}, {edition}", label=opening.label_title(case), edition=case.say(case.edition.title)
        ),
        author=language.text("EUCLES Desk"),
        made_on=case.made_on,
        footer=f"{DOT}{word}{DOT}{language.text('Fact check')}{DOT}"
        + language.text("EUCLES Desk {version}", version=case.program_version),
        footer_name=name,
        blocks=tuple(_blocks(case)),
        page_label=language.text("{page} / {pages}"),
        watermark=word,
        form=form,
    )
    return replace(document, accent=imprint.accent(case))


def _blocks(case: Case) -> Iterator[Block]:
    _ = case.language.text
    yield Paragraph(text(f"{opening.label_title(case)}{DOT}{case.language.date(case.made_on)}"), Tone.KICKER)
    yield Heading(1, _("{cluster}: fact check", cluster=opening.cluster_name(case)), "fact-check")
    yield Paragraph(text(_("Please read what the experts have found, and say what is wrong or missing.")), Tone.LEAD)
    said = [text(_("This is a draft, to be looked at and remarked on. The result may change."))]
    if case.assessment.reply_due:
        day = case.language.date(date.fromisoformat(case.assessment.reply_due))
        said.append(text(_("Please send your remarks by {day}.", day=day)))
    if not case.edition.fact_check_scores.value:
        said.append(text(_("It does not show levels: the fact check is about facts and evidence.")))
    yield Callout(CalloutKind.NOTICE, _("Draft"), tuple(said))
    yield Heading(2, _("How to answer"))
    steps = (
        _("For each criterion, choose one of the three answers, and write what you have to say in the field below it."),
        _("Save the file, and send it back to the experts. Do not print it to a new file: its fields would be lost."),
        _("Only the fields are read. Each remark gets an answer, which stands in the report."),
    )
    yield NumberedList(tuple(text(step) for step in steps))
    for dimension, criteria in case.edition.by_dimension(case.label.id):
        yield Heading(2, f"{dimension.id} {case.say(dimension.title)}", f"dimension-{dimension.id}", apart=True)
        for criterion in criteria:
            yield from _criterion(case, criterion)


def _criterion(case: Case, criterion: Criterion) -> Iterator[Block]:
    _ = case.language.text
    title = case.title(criterion)
    yield Heading(3, title, criterion_id(criterion.id))
    if case.edition.fact_check_scores.value:
        yield _level(case, criterion)
    reason = case.reason(criterion.id).strip()
    yield Paragraph(text(reason) if reason else text(Span(_("No finding has been written yet."), italic=True)))
    strengths = case.strengths(criterion.id)
    if strengths:
        yield Heading(4, _("Strengths"))
        yield BulletList(tuple(text(one) for one in strengths))
    cited = case.citations(criterion.id)
    if cited:
        yield Heading(4, _("What the finding rests on"))
        yield BulletList(tuple(text(_citation(case, one)) for one in cited))
    choices = tuple((opinion.value, _(words), f"{title}: {_(words)}") for opinion, words in ANSWERS.items())
    yield Heading(4, _("Your answer on {code}", code=criterion.id))
    yield FormQuestion(
        field_name(criterion.id),
        choices,
        _("{criterion}: your answer", criterion=title),
        _("Your remark"),
        _("{criterion}: your remark", criterion=title),
    )


def _level(case: Case, criterion: Criterion) -> Paragraph:
    level = case.level(criterion.id)
    words = Span(case.level_words(criterion), bold=True)
    if level is None or level is NOT_APPLICABLE:
        return Paragraph(text(case.language.text("Level:"), " ", words))
    meaning = case.span(criterion.level(level).text)
    return Paragraph(text(case.language.text("Level:"), " ", words, ". ", meaning))


def _citation(case: Case, citation: Citation) -> str:
    piece = case.assessment.piece(citation.evidence)
    if piece is None:
        return case.language.text("Evidence that is not in the list")
    title = piece.title or case.language.text(EVIDENCE_KINDS[piece.kind])
    return ", ".join(part for part in (title, reference(citation, piece, case.language)) if part)
