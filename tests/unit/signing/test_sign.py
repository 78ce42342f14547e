"""Signing: what is added to the file, what is left alone, and that nobody else is asked."""

from __future__ import annotations

import io
import re
import shutil
import socket
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.signing import NOW, form, identity

from eucles_desk.errors import SigningError
from eucles_desk.signing.sign import sign


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("signing went to the network")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refused)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refused)


def opened(content: bytes) -> Any:
    return pikepdf.open(io.BytesIO(content))


def test_the_signed_file_begins_with_the_file_that_was_signed() -> None:
    assert sign(form(), identity(), NOW).startswith(form())


def test_the_signature_is_a_pades_one_with_the_time_given() -> None:
    pdf = opened(sign(form(), identity(), NOW))
    signature = pdf.Root.AcroForm.Fields[0].V
    assert signature.SubFilter == "/ETSI.CAdES.detached"
    assert str(signature.M) == "D:20260317120411Z"


def test_signing_twice_the_same_gives_the_same_bytes() -> None:
    assert sign(form(), identity(), NOW) == sign(form(), identity(), NOW)


def test_metadata_pages_and_the_first_id_stay_as_they_were() -> None:
    before, after = opened(form()), opened(sign(form(), identity(), NOW))
    assert after.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
    assert after.pages[0].Contents.read_bytes() == before.pages[0].Contents.read_bytes()
    assert after.trailer.ID[0] == before.trailer.ID[0]
    assert after.trailer.ID[1] != before.trailer.ID[1]
    assert len(after.pages[0].Annots) == 1
    assert after.Root.AcroForm.SigFlags == 3


def test_a_visible_field_is_given_an_appearance_without_fonts() -> None:
    signed = opened(sign(form(size=50), identity(), NOW))
    appearance = signed.Root.AcroForm.Fields[0].AP.N
    assert appearance.read_bytes() == b""
    assert [float(value) for value in appearance.BBox] == [0, 0, 50, 50]
    assert "/Font" not in appearance.Resources


def test_an_appearance_that_is_there_is_kept() -> None:
    pdf = opened(form(size=50))
    own = pdf.make_stream(b"q Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 50, 50])
    pdf.Root.AcroForm.Fields[0].AP = pikepdf.Dictionary(N=own)
    file = io.BytesIO()
    pdf.save(file)
    signed = opened(sign(file.getvalue(), identity(), NOW))
    assert signed.Root.AcroForm.Fields[0].AP.N.read_bytes() == b"q Q"


def test_a_second_field_is_signed_over_the_first_signature() -> None:
    once = sign(form("Signature", "Second"), identity(), NOW)
    twice = sign(once, identity("Jānis Paraugs"), NOW + timedelta(days=1), field="Second")
    assert twice.startswith(once)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (form("Other"), "The file has no field for a signature."),
        (b"", "The file cannot be signed: it is damaged or not a PDF."),
        (b"%PDF-1.7 and no more", "The file cannot be signed: it is damaged or not a PDF."),
        (form()[:-200], "The file cannot be signed: it is damaged or not a PDF."),
    ],
)
def test_a_file_that_cannot_be_signed_is_one_plain_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(SigningError) as caught:
        sign(content, identity(), NOW)
    assert str(caught.value) == sentence


def test_a_file_is_not_signed_twice_in_the_same_field() -> None:
    with pytest.raises(SigningError, match="signed already"):
        sign(sign(form(), identity(), NOW), identity(), NOW)


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler's pdfsig is not on this computer")
def test_another_program_finds_the_signature_right_and_a_changed_byte(tmp_path: Path) -> None:
    signed = sign(form(), identity(), NOW)
    said = asked(tmp_path, signed)
    assert "Signature Validation: Signature is Valid." in said
    assert "Total document signed" in said
    assert "Maria Beispiel" in said
    changed = signed.replace(b"10 10 100 100", b"10 10 100 900")
    assert changed != signed
    assert "Signature is Valid" not in asked(tmp_path, changed)


def asked(folder: Path, content: bytes) -> str:
    path = folder / "signed.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False, timeout=30)
    return re.sub(r"[ \t]+", " ", done.stdout)
