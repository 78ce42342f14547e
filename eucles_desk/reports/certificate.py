"""The certificate of an award: one page that says who holds which label, from when to when.

It never speaks for anybody: who issues it is the organisation of the template, and where there is none the page says
what it was made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.terms import Step
from eucles_desk.drawing.emblem import emblem
from eucles_desk.drawing.shapes import Anchor, Drawing, Label, Line, Point, Role
from eucles_desk.errors import ReportError
from eucles_desk.reports import layout
from eucles_desk.reports.content import (
    Align,
    Block,
    Document,
    Figure,
    Heading,
    Image,
    Paragraph,
    Space,
    Tone,
    text,
)
from eucles_desk.reports.fitting import PAGE, height_of, lines_of, one_line, paragraph, shortened
from eucles_desk.reports.full import footer
from eucles_desk.reports.qr import HASH_LENGTH, AwardCode, cut_to_bytes, qr_drawing
from eucles_desk.reports.sections import imprint
from eucles_desk.reports.sections.imprint import logo_description
from eucles_desk.reports.sections.opening import DOT, cluster_name, label_title
from eucles_desk.scheme.values import Provenance
from eucles_desk.templates.values import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.assessment.values import Award
    from eucles_desk.reports.case import Case

MOST_NUMBER: Final = 40
CODE_SIZE: Final = 104.0
LOGO_WIDTH: Final = 220.0
LOGO_HEIGHT: Final = 60.0
NAME_LINES: Final = 3
SMALL_NAME_LINES: Final = 4
MOST_ADDRESS: Final = 3
LINE_WIDTH: Final = 215.0
"""Of a line to write on by hand."""
MOST_SPACE: Final = 46.0
LEAST_SPACE: Final = 6.0
RADII: Final = (62.0, 50.0, 38.0)
"""Of the emblem, the largest that leaves room for all else."""
UNDER_EMBLEM: Final = 8.0
COLOURS: Final = {"gold": "#8a6508", "silver": "#5b6875", "bronze": "#8c4f22"}
"""Dark enough for text on white; a label of another name has the usual colour."""


def certificate(case: Case) -> Document:
    """Return the certificate; raise ``ReportError`` when the label is not awarded or its award is not complete."""
    award, language = _award(case), case.language
    name = cluster_name(case)
    label = label_title(case)
    return Document(
        title=language.text("{cluster}: certificate, {label}", cluster=name, label=label),
        language=language.code,
        subject=language.text("Certificate number {number}", number=award.number),
        author=one_line(case.template.organisation) or language.text("EUCLES Desk"),
        made_on=case.made_on,
        footer=footer(case),
        blocks=_spread(case, award),
        page_label=language.text("{page} / {pages}"),
        footer_name=name,
        framed=True,
        accent=imprint.accent(case) or COLOURS.get(case.label.id, ""),
    )


def award_code(case: Case) -> AwardCode:
    """Return what the code on the certificate says."""
    award, cluster = _award(case), case.assessment.cluster
    return AwardCode(
        award.number,
        case.label.id,
        cut_to_bytes(cluster_name(case)),
        cluster.country,
        award.first,
        award.last,
        case.content_hash[:HASH_LENGTH],
    )


def _award(case: Case) -> Award:
    award = case.assessment.award
    if case.assessment.step is not Step.AWARDED:
        raise ReportError("There is a certificate only after the label is awarded, in the step “Awarded”.")
    if award is None or not award.number.strip():
        raise ReportError("A certificate needs the number of the award; enter it under “Result”.")
    if len(award.number) > MOST_NUMBER:
        raise ReportError(
            "The number of the award is too long for a certificate: it may have {most} characters.", most=MOST_NUMBER
        )
    if not award.first:
        raise ReportError("A certificate needs the month in which the award begins; enter it under “Result”.")
    if not award.last:
        raise ReportError("A certificate needs the month in which the award ends; enter it under “Result”.")
    return award


def _spread(case: Case, award: Award) -> tuple[Block, ...]:
    """Spread the parts over the page, with as much room between them as there is."""
    rest = (_holder(case), _validity(case, award), _issuer(case), _code(case), tuple(_foot(case)))
    choices = [[_head(case, radius), *rest] for radius in (*RADII, 0.0)]
    heights = [sum(map(height_of, parts)) + LEAST_SPACE * len(parts) for parts in choices]
    parts = next((parts for parts, high in zip(choices, heights, strict=True) if high <= PAGE), choices[-1])
    room = PAGE - sum(map(height_of, parts))
    space = Space(min(MOST_SPACE, max(LEAST_SPACE, room / len(parts))))
    blocks = [*parts[0]]
    for part in filter(None, parts[1:]):
        blocks += [space, *part]
    return tuple(blocks)


def _head(case: Case, radius: float) -> tuple[Block, ...]:
    _ = case.language.text
    kicker = DOT.join((_("Certificate"), _("Cluster management excellence")))
    return (
        *_logo(case),
        _centred(kicker, 1, Tone.KICKER),
        *_emblem(case, radius),
        Heading(1, shortened(label_title(case), layout.HEADINGS[1], 2), "certificate", align=Align.CENTRE),
    )


def _emblem(case: Case, radius: float) -> Iterator[Block]:
    """Yield a rosette with as many stars as the label ranks among those of the edition."""
    if radius:
        stars = sum(1 for label in case.edition.labels.values() if label.rank <= case.label.rank)
        said = case.language.plural(
            "A rosette with {count} star: {label}.",
            "A rosette with {count} stars: {label}.",
            stars,
            label=label_title(case),
        )
        yield Figure(emblem(stars, radius, said), align=Align.CENTRE)
        yield Space(UNDER_EMBLEM)


def _logo(case: Case) -> Iterator[Block]:
    logo = case.template.logo
    if logo:
        yield Image(logo.content, LOGO_WIDTH, LOGO_HEIGHT, logo_description(case), Align.CENTRE)


def _holder(case: Case) -> tuple[Block, ...]:
    """The name of the cluster as large as it can be: very long ones are set smaller, and at last cut."""
    name, country = cluster_name(case), case.language.country(case.assessment.cluster.country)
    width = layout.PORTRAIT.text_width
    if lines_of(one_line(name), layout.DISPLAY, width) <= NAME_LINES:
        said = Paragraph(text(one_line(name)), Tone.DISPLAY, align=Align.CENTRE)
    else:
        said = paragraph(name, SMALL_NAME_LINES, Tone.BODY, Align.CENTRE, bold=True)
    held = _centred(case.language.text("The label is held by"), 1, Tone.LEAD)
    return (held, said, _centred(country, 1, Tone.LEAD)) if country else (held, said)


def _validity(case: Case, award: Award) -> tuple[Block, ...]:
    language = case.language
    valid = language.text(
        "Valid from {first} to {last}", first=language.month(award.first), last=language.month(award.last)
    )
    return (
        _centred(valid, 2, Tone.BODY, bold=True),
        _centred(language.text("Number {number}", number=award.number), 2, Tone.BODY),
    )


def _issuer(case: Case) -> tuple[Block, ...]:
    """Who issues it, by the template, and the place of a signature; nobody is named where the template names nobody."""
    language, organisation = case.language, one_line(case.template.organisation)
    if not organisation:
        return tuple(_signature(case))
    address = DOT.join(filter(None, map(one_line, case.template.address)))
    issued = language.text(
        "Issued by {organisation}, {date}", organisation=organisation, date=language.date(case.made_on)
    )
    said = (_centred(issued, 2, Tone.BODY), *([_centred(address, MOST_ADDRESS, Tone.NOTE)] if address else ()))
    return (*_signature(case), *said)


def _signature(case: Case) -> Iterator[Block]:
    """Yield the place of a signature: the field of one that is put into the file, or lines to sign on by hand."""
    _ = case.language.text
    if case.signed:
        yield imprint.signature(case)
        return
    width = layout.PORTRAIT.text_width
    shapes: list[Line | Label] = []
    for left, words in ((0.0, _("Place and date of the award")), (width - LINE_WIDTH, _("Name and signature"))):
        shapes.append(Line(Point(left, 30), Point(left + LINE_WIDTH, 30), Role.MUTED, 0.75))
        shapes.append(Label(Point(left + LINE_WIDTH / 2, 42), words, Role.MUTED, 8.5, anchor=Anchor.MIDDLE))
    said = _("Two empty lines by hand: place and date of the award, and name and signature of who issues it.")
    yield Figure(Drawing(width, 46, tuple(shapes), said), align=Align.CENTRE)


def _code(case: Case) -> tuple[Block, ...]:
    language, code = case.language, award_code(case)
    described = language.text(
        "QR code with the data of the award: number {number}; {label}; {cluster}; {country}; valid from {first} to "
        "{last}; content hash {hash}.",
        number=code.number,
        label=label_title(case),
        cluster=code.cluster,
        country=language.country(code.country) or language.text("no country"),
        first=language.month(code.first),
        last=language.month(code.last),
        hash=code.content_hash,
    )
    note = language.text("The code holds what is said here as plain text; a telephone reads it without a connection.")
    drawing = qr_drawing(code.to_text(), CODE_SIZE, described)
    return (Figure(drawing, align=Align.CENTRE), _centred(note, 2, Tone.NOTE))


def _foot(case: Case) -> Iterator[Block]:
    """Yield by which criteria the cluster was judged and whose they are, and what the page was made of."""
    language = case.language
    judged = language.text("Judged by: {edition}.", edition=case.say(case.edition.title))
    if any(level.provenance is Provenance.PROJECT for found in case.criteria for level in found.levels):
        judged += " " + language.text("Its level texts were written for this edition, not by the labels' operator.")
    yield _centred(judged, 3, Tone.NOTE)
    funding, code = in_language(case.template.acknowledgement, language.code)
    if funding.strip():
        yield _centred(funding, 2, Tone.NOTE, language="" if code == language.code else code)
    if not one_line(case.template.organisation):
        made = language.text(
            "Made with EUCLES Desk from the data of the assessment on {date}.", date=language.date(case.made_on)
        )
        yield _centred(made, 2, Tone.NOTE)


def _centred(words: str, lines: int, tone: Tone, *, bold: bool = False, language: str = "") -> Paragraph:
    return paragraph(words, lines, tone, Align.CENTRE, bold=bold, language=language)
