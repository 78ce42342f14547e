"""What the commands on signatures do: make and show the program's own key, say how to sign, verify a report."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING, Final

from eucles_desk.app.output import in_one_line, say, say_json
from eucles_desk.errors import UsageError
from eucles_desk.services.report_ports import Signing

if TYPE_CHECKING:
    from pathlib import Path

    from eucles_desk.app.own_key import OwnKey
    from eucles_desk.app.verifying import Verifier
    from eucles_desk.language import Language

VARIABLES: Final = ("EUCLES_DESK_CERTIFICATE_PASSPHRASE", "EUCLES_DESK_PASSPHRASE")
"""The second one is that of the data too, and was the only one up to 0.1."""
MOST_PASSPHRASE: Final = 4096
WELL: Final = 0
WRONG: Final = 1


def signing_of(
    certificate: Path | None, passphrase_file: Path | None, language: Language, *, sign: bool, visible: bool
) -> Signing | None:
    """Return how a report is to be signed, ``None`` for not at all; asks for the passphrase of a certificate file."""
    if certificate is not None:
        passphrase = passphrase_for(certificate, passphrase_file, language)
        return Signing(certificate, passphrase, visible)
    if passphrase_file is not None:
        raise UsageError("A passphrase is only for a certificate file. Name that with --certificate.")
    if sign:
        return Signing(visible=visible)
    if not visible:
        raise UsageError("Only a signature can be invisible. Add --sign or --certificate.")
    return None


def passphrase_for(certificate: Path, file: Path | None, language: Language) -> str:
    """Return the passphrase from a file, from the environment, or as the user types it without its being shown.

    It is never an argument: other users of the computer can see those.
    """
    if file is not None:
        return _first_line(file)
    for variable in VARIABLES:
        if variable in os.environ:
            return os.environ[variable]
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError(
            "Say the passphrase of the certificate with --passphrase-file, or in the variable {variable}.",
            variable=VARIABLES[0],
        )
    try:
        return getpass.getpass(language.text("Passphrase of {file}:", file=certificate.name) + " ")
    except (EOFError, KeyboardInterrupt) as error:
        raise UsageError("No passphrase was given.") from error


def make_key(key: OwnKey, name: str, organisation: str, language: Language, *, replace: bool) -> None:
    """Make the program's own key and show it; one that is still good is only replaced when that is asked for."""
    if not replace and key.own_key() is not None:
        raise UsageError(
            "There is a key already. Add --replace to make another one in its place: {file}", file=key.path
        )
    key.make_own_key(name, organisation)
    show_key(key, language, as_json=False)


def show_key(key: OwnKey, language: Language, *, as_json: bool) -> None:
    """Say whose key there is, and the fingerprint by which others know it."""
    _ = language.text
    found = key.identity()
    if as_json:
        say_json(
            {
                "name": found.name,
                "organisation": found.organisation,
                "kind": found.kind,
                "valid_from": found.valid_from.isoformat(),
                "valid_until": found.valid_until.isoformat(),
                "fingerprint": found.fingerprint,
                "file": str(key.path),
            }
        )
        return
    whose = f"{found.name} ({found.organisation})" if found.organisation else found.name
    say(_("The key of {whose}, good until {day}.", whose=whose, day=language.date(found.valid_until.date())))
    say(_("Its fingerprint, to tell those who verify your reports: {fingerprint}", fingerprint=found.fingerprint))


def verify_file(verifier: Verifier, file: Path, language: Language, *, as_json: bool) -> int:
    """Say what there is to say of a report; return 0 when all is well with it and 1 when something is wrong."""
    from eucles_desk.app.verdicts import verdict, verdict_data
    from eucles_desk.app.verifying import load_pdf

    verified = verifier(load_pdf(file))
    if as_json:
        say_json({"file": str(file), **verdict_data(verified, language)})
    else:
        for sentence in verdict(verified, language):
            say(in_one_line(sentence))  # with words of a file that nobody vouches for
    return WELL if verified.is_well else WRONG


def _first_line(file: Path) -> str:
    name = str(file)[:200]
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_PASSPHRASE + 1)
        if len(content) > MOST_PASSPHRASE:
            raise UsageError("{file} is too large for a file with a passphrase.", file=name)
        return (content.decode("utf-8-sig").splitlines() or [""])[0]
    except FileNotFoundError as error:
        raise UsageError("There is no file {file}.", file=name) from error
    except UnicodeDecodeError as error:
        raise UsageError("{file} is not a text in UTF-8.", file=name) from error
    except (OSError, ValueError) as error:  # a NUL character in a name is a ValueError
        raise UsageError("The file {file} cannot be read.", file=name) from error
