"""Says what verifying a report has found out: in plain sentences, and as data for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from eucles_desk.app.verifying import Found, Problem, Verified
from eucles_desk.errors import EuclesError
from eucles_desk.language.marking import N_
from eucles_desk.reports.comparing import Difference, DifferenceKind
from eucles_desk.signing.check import Finding, Signature, Signatures
from eucles_desk.wording.names import REPORT_KINDS
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.language import Language

FINDINGS: Final = {
    Finding.CHANGED: N_("What was signed has been changed since."),
    Finding.FORGED: N_("This signature was not made with the key of that certificate."),
    Finding.PARTIAL: N_("This signature leaves out a part of what was in the file when it was made."),
    Finding.REWRITTEN: N_("Later something was added to the file that may change what it shows."),
    Finding.UNSIGNED: N_("After the last signature something was added to the file that nobody signed."),
    Finding.REMOVED: N_("A signature is left in the file that its readers do not show any more."),
    Finding.EXPIRED: N_("The certificate had expired at the time of signing."),
    Finding.EARLY: N_("The certificate was not good yet at the time of signing."),
    Finding.WEAK: N_("The key of this signature is too weak to be trusted today."),
    Finding.UNREADABLE: N_("This signature, or the file around it, is damaged."),
    Finding.UNCHECKED: N_("This signature is of a kind that is not checked here."),
    Finding.TOO_MUCH: N_("The signatures were not checked: the file is too large, or was changed too often."),
    Finding.NO_TIME: N_("This signature does not say when it was made."),
    Finding.SIGNED_AGAIN: N_("Later another signature was added, and nothing that changes what the file shows."),
}
SIGNED: Final = {
    (False, False): N_("Signed by {name}."),
    (True, False): N_("Signed by {name} ({organisation})."),
    (False, True): N_("Signed by {name} on {day} at {time}, by the signer's own clock."),
    (True, True): N_("Signed by {name} ({organisation}) on {day} at {time}, by the signer's own clock."),
}
"""How a signature is said, by whether it names an organisation and a time."""
DIFFERENCES: Final = {
    DifferenceKind.TEXT: N_("Page {page} says “{printed}”; by the result in the file it should say “{expected}”."),
    DifferenceKind.PAGES: N_("The file has {printed} pages; by the result in it there should be {expected}."),
    DifferenceKind.WORDS: N_("Page {page} shows “{printed}”; by the result in the file it should show “{expected}”."),
    DifferenceKind.DRAWING: N_("On page {page} the words are right, but something else is drawn, too, or otherwise."),
}
PROBLEMS: Final = {
    Problem.BYTES: N_(
        "It says and shows what this program makes of the result in the file, but it is not that file byte for "
        "byte: something in it that does not show was changed."
    ),
    Problem.SIGNER: N_("A page says that this file is signed, but the signature that it tells of is not in it."),
    Problem.SPREADSHEET: N_("The spreadsheet in the file is not the one that this program makes of the result."),
    Problem.NO_RESULT: N_(
        "There is no result in the file to compare with: "
        "this program did not write it, or somebody took the result out."
    ),
}
EXTRA: Final = N_("Page {page} says “{printed}”, which the result in the file does not say.")
MISSING: Final = N_("Page {page} lacks “{expected}”, which the result in the file says.")


def verdict(verified: Verified, language: Language) -> Iterator[str]:
    """Say what was found out, the verdict first."""
    _ = language.text
    unsigned = not verified.signatures.found and not verified.signatures.findings
    if not verified.is_well:
        yield _("Something is wrong with this file.")
        if unsigned:
            yield _("It is not signed.")
    elif unsigned:
        yield _("Not signed: nothing in this file shows who made it. Anybody can make a file that matches itself.")
    else:
        yield _("All is well with this file.")
    yield from _signatures(verified.signatures, language)
    yield from _result(verified, language)


def verdict_data(verified: Verified, language: Language) -> dict[str, Any]:
    """Return what was found out as data; the sentences are in the user's language."""
    note = verified.note
    return {
        "well": verified.is_well,
        "signatures": [_signature_data(one) for one in verified.signatures.found],
        "signature_findings": [finding.value for finding in verified.signatures.findings],
        "report": None
        if note is None
        else {
            "kind": note.kind.value,
            "language": note.language,
            "made_on": note.made_on.isoformat(),
            "program_version": note.program_version,
            "hash": verified.hash,
            "step": verified.step.value if verified.step else None,
            "decided": None if verified.step is None else not verified.is_undecided,
        },
        "compared": _compared(verified),
        "problems": [_found_data(found, language) for found in verified.found],
        "sentences": list(verdict(verified, language)),
    }


def _signatures(signatures: Signatures, language: Language) -> Iterator[str]:
    _ = language.text
    for one in signatures.found:
        yield from _signature(one, language)
    for finding in signatures.findings:
        yield _(FINDINGS[finding])


def _signature(one: Signature, language: Language) -> Iterator[str]:
    _ = language.text
    if one.signer:
        day = time = ""
        if one.signed_at is not None:
            moment = one.signed_at.astimezone()
            day, time = language.date(moment.date()), language.time(moment)
        sentence = SIGNED[bool(one.organisation), one.signed_at is not None]
        yield _(sentence, name=one.signer, organisation=one.organisation, day=day, time=time)
        yield _whose(one, language)
    if not any(finding.is_wrong for finding in one.findings) and one.covers_file:
        yield _("The signature covers the whole file, and nothing in it was changed since.")
    for finding in one.findings:
        yield _(FINDINGS[finding])


def _whose(one: Signature, language: Language) -> str:
    """Say what can be known offline of whose key it is."""
    if one.issuer:
        return language.text(
            "The certificate says that {issuer} issued it. Whether that is so cannot be known offline. "
            "Its fingerprint: {fingerprint}",
            issuer=one.issuer,
            fingerprint=one.fingerprint,
        )
    return language.text(
        "The signer made the certificate, and anybody can write any name into one. "
        "Ask the signer whether this is its fingerprint: {fingerprint}",
        fingerprint=one.fingerprint,
    )


def _result(verified: Verified, language: Language) -> Iterator[str]:
    _ = language.text
    note = verified.note
    if note is not None:
        yield _(
            "It is a report of the kind “{kind}”, made on {day} by EUCLES Desk {version}.",
            kind=_(REPORT_KINDS[note.kind]),
            day=language.date(note.made_on),
            version=note.program_version,
        )
    if verified.step is not None and verified.is_undecided:
        step = _(STEPS[verified.step])
        yield _("It is no final report: the step was “{step}”, and nothing was decided.", step=step)
    for found in verified.found:
        yield _problem(found, language)
    if not verified.found and note is not None:
        yield from _match(verified, language)


def _match(verified: Verified, language: Language) -> Iterator[str]:
    _ = language.text
    if not verified.compared_all:
        yield _(
            "Another version of the program made it, with other words. "
            "Only the result and the level of each criterion were compared with the result in the file: they match."
        )
        return
    if verified.compared_bytes:
        yield _("What it says is, byte for byte, what this program makes of the result in the file.")
        return
    yield _("It says what this program makes of the result in the file, and every page carries the hash of it.")
    if verified.compared_drawing:
        yield _("What does not show was not compared: other versions of libraries than those here packed the file.")
    else:
        yield _("Only the words were compared, not what else is drawn: a logo, or another version, may change that.")


def _problem(found: Found, language: Language) -> str:
    _ = language.text
    match found.problem:
        case Problem.UNREADABLE if found.error is not None:
            return language.sentence(found.error)
        case Problem.NOT_COMPARED if found.error is not None:
            return language.sentence(
                EuclesError("The result in the file cannot be compared: {reason}", reason=found.error)
            )
        case Problem.DIFFERENT if found.difference is not None:
            return _difference(found.difference, language)
        case Problem.HASH:
            return _(
                "Page {page} does not carry the hash of the result in the file: one of them is from another report.",
                page=found.page,
            )
        case _:
            return _(PROBLEMS.get(found.problem, PROBLEMS[Problem.NO_RESULT]))


def _difference(difference: Difference, language: Language) -> str:
    sentence = DIFFERENCES[difference.kind]
    if difference.kind is DifferenceKind.TEXT and not difference.expected:
        sentence = EXTRA
    if difference.kind is DifferenceKind.TEXT and not difference.printed:
        sentence = MISSING
    return language.text(sentence, page=difference.page, printed=difference.printed, expected=difference.expected)


def _compared(verified: Verified) -> str:
    """Return how much was compared, in one word for other programs."""
    if verified.note is None or any(found.problem is not Problem.DIFFERENT for found in verified.found):
        return "nothing"
    if not verified.compared_all:
        return "levels"
    if verified.compared_bytes:
        return "bytes"
    return "drawing" if verified.compared_drawing else "text"


def _signature_data(one: Signature) -> dict[str, Any]:
    moments = {"signed_at": one.signed_at, "valid_from": one.valid_from, "valid_until": one.valid_until}
    return {
        "signer": one.signer,
        "organisation": one.organisation,
        "issuer": one.issuer or None,
        "fingerprint": one.fingerprint,
        "algorithm": one.algorithm,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "covers_file": one.covers_file,
        "findings": [finding.value for finding in one.findings],
    }


def _found_data(found: Found, language: Language) -> dict[str, Any]:
    difference = found.difference
    return {
        "problem": found.problem.value,
        "page": found.page or None,
        "kind": difference.kind.value if difference else None,
        "printed": difference.printed if difference else None,
        "expected": difference.expected if difference else None,
        "sentence": _problem(found, language),
    }
