"""The fact check as a PDF form: how its fields are named, what is signed of it, and how it is read when it comes back.

The name under which all fields stand says which form it is, and carries a signature over that and over what stood on
the pages. So a file that comes back is proven without anything being kept, on any computer that knows the key.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from eucles_desk.assessment.forms import FORM_VERSION, FieldKind, Received
from eucles_desk.assessment.terms import Opinion
from eucles_desk.errors import FormError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition

DOMAIN: Final = b"eucles fact check form 1\0"
START: Final = "eucles-fact-check"
DRAFT_NAME: Final = START
"""What the fields are known by while it is not known yet what stands on the pages."""
PAGE_DIGITS: Final = 6
SIGNATURE_DIGITS: Final = 128
NAME: Final = re.compile(
    START + r"_(\d{1,4})_([0-9a-f]{32})_([0-9a-f]{64})_((?:[0-9a-f]{6}-?)+)_([0-9a-f]{64})_([0-9a-f]{128})"
)
OFF: Final = "Off"


@dataclass(frozen=True, slots=True)
class Said:
    """What the cluster manager says of one criterion."""

    criterion: str
    opinion: Opinion | None
    text: str


def field_name(criterion: str) -> str:
    """Return what the fields of a criterion are known by; the points of a code would part names in PDF."""
    return criterion.replace(".", "-")


def form_name(assessment: Assessment, edition: Edition, pages: tuple[str, ...], sign: Callable[[bytes], bytes]) -> str:
    """Return the name for the fields of a form whose pages have these hashes."""
    signature = sign(_definition(assessment, edition, pages)).hex()
    head = (START, str(FORM_VERSION), assessment.id.hex, assessment.edition.sha256)
    return "_".join((*head, "-".join(_short(pages)), _whole(pages), signature))


def read_fact_form(
    received: Received, assessment: Assessment, edition: Edition, is_signed: Callable[[bytes, bytes], bool]
) -> tuple[Said, ...]:
    """Return what was filled in, of the criteria where anything was.

    Args:
        received: what the file held.
        assessment: whose form it has to be.
        edition: its edition.
        is_signed: says whether a signature of some content is by somebody of this assessment.

    Raises:
        FormError: It is not this assessment's form, or more was changed than its fields; the sentence says what.
    """
    match, fields = _named(received)
    version, of, edition_hash, shorts, whole, signature = match.groups()
    if int(version) != FORM_VERSION:
        raise FormError("The form was made by another version of EUCLES Desk, which this one does not know.")
    if UUID(of) != assessment.id:
        raise FormError("The form belongs to another assessment.")
    if edition_hash != assessment.edition.sha256:
        raise FormError("The form belongs to another edition of the scheme or another label. Make the form anew.")
    _check_pages(received.pages, tuple(shorts.split("-")), whole)
    if not is_signed(bytes.fromhex(signature), _definition(assessment, edition, received.pages)):
        raise FormError("The form was not made for this assessment, or what it says of itself was changed.")
    if received.notes:
        raise FormError(
            "Page {page} has a note or drawing beside the fields. Only the fields are read: write it into one of them.",
            page=received.notes[0],
        )
    criteria = [criterion.id for criterion in edition.criteria_of(assessment.label)]
    expected = {f"{field_name(one)}_{part}" for one in criteria for part in ("opinion", "remark")}
    if set(fields) != expected:
        raise FormError("Fields of the form were added or taken out. Use the form as sent.")
    found = (_said(criterion, fields) for criterion in criteria)
    return tuple(said for said in found if said.opinion or said.text)


def _named(received: Received) -> tuple[re.Match[str], dict[str, tuple[FieldKind, str]]]:
    """Return what the name of all fields says, and the fields by what each is known by under it."""
    if not received.is_pdf:
        raise FormError("The file is not a fact check form of EUCLES Desk, which is a PDF file.")
    roots = {field.name.partition(".")[0] for field in received.fields}
    matches = [match for match in map(NAME.fullmatch, roots) if match]
    if not matches:
        raise FormError(
            "The file has no fields of a fact check form. Fill in the PDF that was sent and save it; do not print it."
        )
    if len(roots) > 1:
        raise FormError("Fields of the form were added or taken out. Use the form as sent.")
    fields = {field.name.partition(".")[2]: (field.kind, field.value) for field in received.fields}
    return matches[0], fields


def _check_pages(pages: tuple[str, ...], shorts: tuple[str, ...], whole: str) -> None:
    if len(pages) != len(shorts):
        raise FormError(
            "Pages of the form were added or taken out: it has {found} where {sent} were sent.",
            found=len(pages),
            sent=len(shorts),
        )
    changed = [number for number, (is_, was) in enumerate(zip(_short(pages), shorts, strict=True), 1) if is_ != was]
    if changed:
        raise FormError("Page {page} was changed elsewhere than in its fields; nothing is taken in.", page=changed[0])
    if _whole(pages) != whole:
        raise FormError("The pages were changed elsewhere than in their fields; nothing is taken in.")


def _said(criterion: str, fields: Mapping[str, tuple[FieldKind, str]]) -> Said:
    name = field_name(criterion)
    kind, opinion = fields[f"{name}_opinion"]
    other, text = fields[f"{name}_remark"]
    if kind is not FieldKind.CHOICE or other is not FieldKind.TEXT or opinion not in {"", OFF, *Opinion}:
        raise FormError("A field of criterion {criterion} is not as it was sent.", criterion=criterion)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return Said(criterion, None if opinion in {"", OFF} else Opinion(opinion), lines)


def _definition(assessment: Assessment, edition: Edition, pages: tuple[str, ...]) -> bytes:
    """Return what is signed: all that makes a form this one."""
    said = {
        "version": FORM_VERSION,
        "assessment": str(assessment.id),
        "edition": assessment.edition.sha256,
        "label": assessment.label,
        "criteria": [criterion.id for criterion in edition.criteria_of(assessment.label)],
        "pages": list(pages),
    }
    return DOMAIN + json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def _short(pages: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(page[:PAGE_DIGITS] for page in pages)


def _whole(pages: tuple[str, ...]) -> str:
    return hashlib.sha256("\n".join(pages).encode()).hexdigest()
