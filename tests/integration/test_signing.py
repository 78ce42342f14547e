"""Signing and verifying on the command line, as a user and a reader of a report do."""

from __future__ import annotations

import getpass
import io
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.calling import Call, Said
from support.signing import PASSPHRASE

from eucles_desk.signing.keys import make_key_file

AWARDED = "gold awarded"


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate file as somebody might have it."""
    path = tmp_path / "certificate.p12"
    path.write_bytes(make_key_file("Jānis Paraugs", "", PASSPHRASE, datetime.now(UTC)))
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "report.pdf"


@pytest.fixture
def order(call: Call, sampled: Path, ids: dict[str, str], out: Path) -> Call:
    """Write the certificate of the awarded sample with more arguments."""

    def order_(*arguments: object) -> Said:
        wish = ("report", ids[AWARDED], "--out", out, "--kind", "certificate")
        return call(*wish, *arguments, "--data-dir", sampled)

    return order_


def test_a_key_is_made_once_shown_and_replaced_only_when_asked_for(call: Call, data: Path) -> None:
    none = call("key", "show", "--data-dir", data)
    command = f'eucles-desk key make --name "..." --data-dir {data}'
    assert (none.status, none.err) == (2, f"eucles-desk: There is no key yet. Make one: {command}\n")
    made = call("key", "make", "--name", "Maria Beispiel", "--organisation", "Example Agency", "--data-dir", data)
    assert made.status == 0
    assert made.out.startswith("The key of Maria Beispiel (Example Agency), good until ")
    shown = call("key", "show", "--json", "--data-dir", data).data
    assert (shown["name"], shown["kind"]) == ("Maria Beispiel", "RSA 3072")
    assert shown["fingerprint"] in made.out
    again = call("key", "make", "--name", "Other", "--data-dir", data)
    assert again.status == 2 and "There is a key already" in again.err
    replaced = call("key", "make", "--name", "Other", "--replace", "--data-dir", data)
    assert replaced.out.startswith("The key of Other, good until ")


@pytest.mark.parametrize("arguments", [("key", "make", "--name", " "), ("key", "make", "--name", "x" * 65), ("key",)])
def test_a_key_that_cannot_be_made_is_one_line(call: Call, data: Path, arguments: tuple[str, ...]) -> None:
    said = call(*arguments, "--data-dir", data) if len(arguments) > 1 else call(*arguments)
    assert said.status == 2
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("flags", [(), ("--invisible",)])
def test_a_report_signed_with_the_own_key_verifies(
    call: Call, order: Call, sampled: Path, out: Path, flags: tuple[str, ...]
) -> None:
    call("key", "make", "--name", "Maria Beispiel", "--data-dir", sampled)
    made = order("--sign", *flags)
    assert made.status == 0, made.err
    said = call("verify", out)
    assert said.status == 0
    assert said.out.startswith("All is well with this file.\nSigned by Maria Beispiel on ")
    data = call("verify", out, "--json").data
    assert data["well"] is True
    assert data["signatures"][0]["covers_file"] is True
    assert data["report"]["kind"] == "certificate"


def test_a_report_is_signed_with_a_certificate_file_however_its_passphrase_is_given(
    call: Call, order: Call, out: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = certificate.with_name("passphrase")
    file.write_text(f"{PASSPHRASE.decode()}\nanything else\n", encoding="utf-8")

    def signer() -> str:
        found = call("verify", out, "--json").data["signatures"][0]["signer"]
        out.unlink()
        return found

    assert order("--certificate", certificate, "--passphrase-file", file).status == 0
    assert signer() == "Jānis Paraugs"
    monkeypatch.setenv("EUCLES_DESK_PASSPHRASE", PASSPHRASE.decode())
    assert order("--certificate", certificate).status == 0
    assert signer() == "Jānis Paraugs"
    monkeypatch.delenv("EUCLES_DESK_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", Terminal())
    asked: list[str] = []

    def typed(prompt: str) -> str:
        asked.append(prompt)
        return PASSPHRASE.decode()

    monkeypatch.setattr(getpass, "getpass", typed)
    assert order("--certificate", certificate).status == 0
    assert asked == ["Passphrase of certificate.p12: "]
    assert signer() == "Jānis Paraugs"


class Terminal(io.StringIO):
    """Standard input where somebody types."""

    def isatty(self) -> bool:
        return True


def test_each_mistake_in_signing_is_one_line_and_writes_nothing(
    order: Call, out: Path, certificate: Path, tmp_path: Path
) -> None:
    wrong, huge, odd = (tmp_path / name for name in ("wrong", "huge", "odd"))
    wrong.write_text("wrong\n", encoding="utf-8")
    huge.write_bytes(b"x" * 5000)
    odd.write_bytes(b"\xff\xfe")
    signed = ("--certificate", certificate)
    for arguments, words in (
        (("--sign",), "There is no key yet."),
        ((*signed, "--passphrase-file", wrong), "The passphrase does not open certificate.p12."),
        ((*signed, "--passphrase-file", huge), "too large for a file with a passphrase"),
        ((*signed, "--passphrase-file", odd), "is not a text in UTF-8"),
        ((*signed, "--passphrase-file", tmp_path / "none"), "There is no file"),
        ((*signed, "--passphrase-file", tmp_path), "cannot be read"),
        (signed, "Say the passphrase of the certificate with --passphrase-file"),
        (("--certificate", wrong, "--passphrase-file", wrong), "is damaged, or not a file with a key"),
        (("--passphrase-file", wrong), "A passphrase is only for a certificate file."),
        (("--invisible",), "Only a signature can be invisible."),
    ):
        said = order(*arguments)
        assert (said.status, len(said.err.splitlines())) == (2, 1), said.err
        assert words in said.err
        assert not out.exists()


def test_only_a_pdf_can_be_signed(call: Call, sampled: Path, ids: dict[str, str], out: Path) -> None:
    said = call("report", ids[AWARDED], "--out", out.with_suffix(".xlsx"), "--sign", "--data-dir", sampled)
    assert said.status == 2 and "Only a PDF file can be signed." in said.err


def test_a_changed_byte_is_found_by_verify_and_by_another_program(
    call: Call, order: Call, sampled: Path, out: Path
) -> None:
    call("key", "make", "--name", "Maria Beispiel", "--data-dir", sampled)
    order("--sign")
    whole = out.read_bytes()
    assert pdfsig(out) in {"", "Signature is Valid."}
    changed = bytearray(whole)
    changed[len(whole) // 3] ^= 1
    out.write_bytes(changed)
    said = call("verify", out)
    assert said.status == 1
    assert said.out.startswith("Something is wrong with this file.\n")
    assert pdfsig(out) != "Signature is Valid."


def pdfsig(path: Path) -> str:
    """Return what poppler says of the signature; nothing where it is not on this computer."""
    if not shutil.which("pdfsig"):
        return ""
    done = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False, timeout=60)
    lines = [line.partition("Validation:")[2].strip() for line in done.stdout.splitlines() if "Validation:" in line]
    return lines[0] if lines else "no signature"


def test_a_report_verifies_without_any_data_folder(call: Call, sampled: Path, ids: dict[str, str], out: Path) -> None:
    call("report", ids[AWARDED], "--out", out, "--kind", "summary", "--data-dir", sampled)
    shutil.rmtree(sampled)
    said = call("verify", out)
    assert said.status == 0
    assert said.out.startswith("Not signed: nothing in this file shows who made it.")
    assert not sampled.exists()


def test_what_cannot_be_verified_is_a_mistake_of_the_user(call: Call, tmp_path: Path) -> None:
    text = tmp_path / "text.pdf"
    text.write_bytes(b"no pdf")
    for file, words in (
        (tmp_path / "none.pdf", "There is no file"),
        (tmp_path, "is not a file."),
        (text, "is not a PDF."),
        ("", "empty name"),
    ):
        said = call("verify", file)
        assert (said.status, len(said.err.splitlines())) == (2, 1)
        assert words in said.err
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7\nno more")
    assert call("verify", damaged).status == 1


def test_no_passphrase_can_be_given_on_the_command_line(call: Call) -> None:
    help_text = call("report", "--help").out
    assert "--passphrase " not in help_text
    assert "never given on the command line" in " ".join(help_text.split())
