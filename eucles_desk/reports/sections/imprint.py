"""What an organisation adds to its reports by a template: its logo and name in front, the rest at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.reports import layout
from eucles_desk.reports.content import (
    Group,
    Heading,
    Image,
    KeyValues,
    Pair,
    Paragraph,
    SignatureField,
    Span,
    Tone,
    text,
)
from eucles_desk.reports.fitting import one_line, paragraph, shortened
from eucles_desk.templates.values import in_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.reports.case import Case
    from eucles_desk.reports.content import Block, Text
    from eucles_desk.templates.values import Texts

LOGO_WIDTH: Final = 150.0
LOGO_HEIGHT: Final = 46.0
NAME_LINES: Final = 2
FUNDING_LINES: Final = 3
BOX_WIDTH: Final = layout.PORTRAIT.text_width - layout.CALLOUT_BAR - 2 * layout.CALLOUT_PADDING


def head(case: Case) -> Iterator[Block]:
    """Yield what stands on top of the first page: the logo and the name of the organisation."""
    template = case.template
    if template.logo:
        yield Image(template.logo.content, LOGO_WIDTH, LOGO_HEIGHT, logo_description(case))
    if template.organisation:
        yield Paragraph(text(Span(template.organisation, bold=True)), Tone.NOTE)


def end(case: Case) -> Iterator[Block]:
    """Yield what stands at the end of the report: whose it is, who pays for it, and what the reader must know."""
    _, template = case.language.text, case.template
    address = Span("\n".join(template.address))
    pairs = (
        (_("Organisation"), text(template.organisation)),
        (_("Address"), text(address)),
        (_("Funding"), _said(case, template.acknowledgement)),
        (_("Legal note"), _said(case, template.legal_note)),
    )
    found = tuple(Pair(key, value) for key, value in pairs if value)
    if found:
        yield Group((Heading(2, _("Publisher"), "publisher"), KeyValues(found)))


def short(case: Case) -> Iterator[Block]:
    """Yield the same for a report of a page or two, in a few lines: whose it is and who pays for it."""
    template = case.template
    said, code = in_language(template.acknowledgement, case.language.code)
    if template.organisation:
        yield paragraph(template.organisation, NAME_LINES, Tone.NOTE, bold=True)
    if said:
        yield paragraph(said, FUNDING_LINES, Tone.NOTE, language="" if code == case.language.code else code)


def signature(case: Case) -> SignatureField:
    """Return the place of a visible signature: who signs on which day, by the certificate where it is known."""
    language, signer = case.language, case.signer
    _ = language.text
    name = one_line(signer.name) if signer else ""
    organisation = one_line(signer.organisation if signer else case.template.organisation)
    by = _("Signed electronically by {name}", name=name) if name else _("Signed electronically")
    lines = [Span(shortened(by, layout.CALLOUT_TEXT, NAME_LINES, BOX_WIDTH, bold=True), bold=True)]
    if organisation:
        lines.append(Span(shortened(organisation, layout.CALLOUT_TEXT, NAME_LINES, BOX_WIDTH)))
    lines.append(Span(language.date(case.made_on)))
    if signer:
        said = _("The fingerprint of the certificate begins with {digits}.", digits=signer.shown)
        lines.append(Span(shortened(said, layout.CALLOUT_TEXT, NAME_LINES, BOX_WIDTH)))
    lines.append(Span(_("A PDF reader shows by whom and when, and whether the file was changed since.")))
    return SignatureField(tuple(text(line) for line in lines))


def signed_by(case: Case) -> str:
    """Say in one line who signs the report."""
    _, signer = case.language.text, case.signer
    if signer is None or not one_line(signer.name):
        return _("Signed electronically.")
    who = ", ".join(filter(None, (one_line(signer.name), one_line(signer.organisation))))
    return _("Signed electronically by {name}.", name=who)


def accent(case: Case) -> str:
    """Return the accent colour for the document, empty for the usual one."""
    return case.template.accent


def logo_description(case: Case) -> str:
    """Return the text in place of the logo; the name of the organisation has to do where none is given."""
    language, template = case.language, case.template
    said, _code = in_language(template.logo.description, language.code) if template.logo else ("", "")
    if said:
        return said
    if template.organisation:
        return language.text("Logo of {organisation}", organisation=template.organisation)
    return language.text("Logo of the publisher")


def _said(case: Case, texts: Texts) -> Text:
    """Return a text of the template, marked with its language where that is not the report's."""
    said, code = in_language(texts, case.language.code)
    return text(Span(said, language="" if code == case.language.code else code))
