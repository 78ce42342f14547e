"""Checking signatures: what is found in files that were left alone, changed, added to, or made to do harm."""

from __future__ import annotations

import asyncio
import hashlib
import io
import re
import time
from datetime import timedelta
from functools import cache
from typing import Any

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from support.signing import NOW, form, identity

from eucles_desk.signing import check
from eucles_desk.signing.check import Finding, check_signatures
from eucles_desk.signing.keys import Identity
from eucles_desk.signing.sign import _signer as signing_with  # pyright: ignore[reportPrivateUsage]
from eucles_desk.signing.sign import sign

DAY = timedelta(days=1)


@cache
def signed(*fields: str) -> bytes:
    return sign(form(*fields), identity(), NOW)


def findings(content: bytes) -> list[Finding]:
    checked = check_signatures(content)
    return [*checked.findings, *(finding for one in checked.found for finding in one.findings)]


def added_to(content: bytes, change: Any) -> bytes:
    """Return the file with a change behind it, as an editor would save it."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    update: Any = IncrementalPdfFileWriter(io.BytesIO(content))
    change(update)
    file = io.BytesIO()
    update.write(file)
    return file.getvalue()


def made_by(key: Any, *, issuer: str = "", digest: Any = None) -> Identity:
    """Return an identity of a kind that is not made here."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Eszter Példa")])
    by = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]) if issuer else subject
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
        .sign(key, digest or hashes.SHA256())
    )
    der = serialization.Encoding.DER
    private = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Identity(certificate.public_bytes(der), private, (), "", "", "", NOW, NOW, "", "")


def test_a_file_without_a_signature_has_none_and_nothing_is_wrong() -> None:
    checked = check_signatures(form())
    assert (checked.found, checked.findings, checked.is_wrong) == ((), (), False)


def test_a_signed_file_says_who_signed_it_and_when() -> None:
    checked = check_signatures(signed())
    (one,) = checked.found
    assert (one.signer, one.organisation, one.issuer) == ("Maria Beispiel", "Example Agency", "")
    assert one.signed_at == NOW
    assert one.fingerprint == identity().fingerprint
    assert one.algorithm == "RSA 3072, SHA256"
    assert one.covers_file
    assert findings(signed()) == []
    assert not checked.is_wrong


def test_a_certificate_of_somebody_else_names_its_issuer() -> None:
    made = made_by(ec.generate_private_key(ec.SECP256R1()), issuer="Example Authority")
    (one,) = check_signatures(sign(form(), made, NOW)).found
    assert (one.signer, one.issuer, one.findings) == ("Eszter Példa", "Example Authority", ())


@given(st.data())
def test_any_changed_byte_is_found(data: st.DataObject) -> None:
    content = bytearray(signed())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    signature = re.search(rb"<[0-9A-F]{4000,}>", signed())
    assert signature
    if not signature.start() < place < signature.end() - 1:  # behind the signature there is room that says nothing
        assert check_signatures(bytes(content)).is_wrong


def test_a_changed_page_is_told_as_a_change() -> None:
    changed = signed().replace(b"10 10 100 100", b"10 10 100 900")
    assert changed != signed()
    assert findings(changed) == [Finding.CHANGED]


def test_a_signature_moved_to_another_key_is_forged() -> None:
    """The certificate says who signed, and the signature must be by its key."""
    mine, other = identity().certificate, identity("Maria Beispizl").certificate
    assert len(mine) == len(other)
    swapped = signed().replace(mine.hex().upper().encode(), other.hex().upper().encode())
    assert swapped != signed()
    assert set(findings(swapped)) & {Finding.FORGED, Finding.UNREADABLE}


def test_a_signature_that_leaves_out_a_part_of_the_file_is_told() -> None:
    """Whoever signs may leave out more than the signature itself, and change that part at will afterwards."""
    whole = signed()
    found = re.search(rb"/ByteRange \[(\d+) (\d+) (\d+) (\d+)\]", whole)
    assert found
    _, first, second, length = map(int, found.groups())
    shorter = b"/ByteRange [0 %d %d %d]" % (first, second + 50, length - 50)
    left_out = whole.replace(found[0], shorter.ljust(len(found[0])))
    covered = left_out[:first] + left_out[second + 50 :]
    signer = signing_with(identity())
    message = asyncio.run(signer.async_sign(hashlib.sha256(covered).digest(), "sha256", use_pades=True)).dump()
    digits = message.hex().upper().encode().ljust(second - first - 2, b"0")
    partial = left_out[: first + 1] + digits + left_out[second - 1 :]
    assert Finding.PARTIAL in findings(partial)
    assert Finding.CHANGED not in findings(partial)
    assert not check_signatures(partial).found[0].covers_file


def test_a_second_signature_leaves_the_first_one_good() -> None:
    twice = sign(signed("Signature", "Second"), identity("Jānis Paraugs"), NOW + DAY, field="Second")
    checked = check_signatures(twice)
    assert [one.signer for one in checked.found] == ["Maria Beispiel", "Jānis Paraugs"]
    assert [one.findings for one in checked.found] == [(Finding.SIGNED_AGAIN,), ()]
    assert not checked.is_wrong


def test_a_page_changed_by_an_update_is_told_though_the_signed_bytes_are_all_there() -> None:
    def draw(update: Any) -> None:
        page = update.root["/Pages"]["/Kids"][0]
        contents = page.get_object().raw_get("/Contents").get_object()
        contents._data = b"1 0 0 RG 0 0 200 200 re S"
        contents._encoded_data = None
        update.update_container(contents)

    changed = added_to(signed(), draw)
    assert changed.startswith(signed())
    assert set(findings(changed)) == {Finding.REWRITTEN, Finding.UNSIGNED}


def test_a_changed_page_that_somebody_signs_again_is_told() -> None:
    def draw(update: Any) -> None:
        page = update.root["/Pages"]["/Kids"][0]
        contents = page.get_object().raw_get("/Contents").get_object()
        contents._data = b"1 0 0 RG 0 0 200 200 re S"
        contents._encoded_data = None
        update.update_container(contents)

    again = sign(added_to(signed("Signature", "Second"), draw), identity("Jānis Paraugs"), NOW, field="Second")
    checked = check_signatures(again)
    assert [one.findings for one in checked.found] == [(Finding.REWRITTEN,), ()]
    assert checked.is_wrong


def test_an_update_that_nobody_signed_is_told_even_when_it_shows_nothing() -> None:
    def title(update: Any) -> None:
        update.document_meta.title = "Other"
        update.update_root()

    assert Finding.UNSIGNED in findings(added_to(signed(), title))
    assert findings(signed() + b"\n") == [Finding.UNSIGNED]


def test_a_signature_taken_off_the_form_is_found() -> None:
    def remove(update: Any) -> None:
        del update.root["/AcroForm"]
        update.update_root()

    checked = check_signatures(added_to(signed(), remove))
    assert checked.found == ()
    assert checked.findings == (Finding.REMOVED,)
    assert checked.is_wrong


def test_a_file_that_an_editor_has_written_anew_is_told() -> None:
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        file = io.BytesIO()
        pdf.save(file)
    assert check_signatures(file.getvalue()).is_wrong


@pytest.mark.parametrize(("moved", "finding"), [(-2 * DAY, Finding.EARLY), (2 * DAY, Finding.EXPIRED)])
def test_a_certificate_is_to_be_good_at_the_time_of_signing(moved: timedelta, finding: Finding) -> None:
    made = made_by(ec.generate_private_key(ec.SECP256R1()))
    assert findings(sign(form(), made, NOW + moved)) == [finding]


def test_a_weak_key_is_told() -> None:
    assert findings(sign(form(), made_by(rsa.generate_private_key(65537, 1024)), NOW)) == [Finding.WEAK]


def test_too_large_a_file_and_too_many_updates_or_signatures_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert findings(signed() + b"startxref" * 300) == [Finding.TOO_MUCH]
    monkeypatch.setattr(check, "MOST_SIGNATURES", 0)
    assert findings(signed()) == [Finding.TOO_MUCH]
    monkeypatch.setattr(check, "MOST_BYTES", 100)
    assert findings(signed()) == [Finding.TOO_MUCH]


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "SECONDS", -1.0)
    assert findings(signed()) == [Finding.TOO_MUCH]


HOSTILE = {
    "nothing": b"",
    "no pdf": b"hello",
    "cut off": signed()[:-300],
    "cut in half": signed()[: len(signed()) // 2],
    "a form that is its own parent": signed().replace(b"/Fields [", b"/Fiexds ["),
    "a catalogue that points to itself": b"%PDF-1.7\n1 0 obj<</AcroForm 1 0 R/Fields 1 0 R/Kids[1 0 R]>>endobj\n"
    b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n71\n%%EOF",
    "tables in a circle": b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 2/Prev 9>>\nstartxref\n9\n%%EOF",
    "deep arrays": b"%PDF-1.7\n1 0 obj\n"
    + b"[" * 100_000
    + b"\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    b"trailer<</Root 1 0 R/Size 2>>\nstartxref\n100024\n%%EOF",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_do_harm_is_a_finding(name: str) -> None:
    begin = time.monotonic()
    checked = check_signatures(HOSTILE[name])
    assert checked.is_wrong or not checked.found
    assert time.monotonic() - begin < 10


@given(st.binary(max_size=400))
def test_any_bytes_are_a_finding_or_no_signature(content: bytes) -> None:
    assert not check_signatures(b"%PDF-1.7\n" + content).found


@given(st.data())
def test_a_file_cut_and_put_together_wrongly_never_passes(data: st.DataObject) -> None:
    content = signed()
    places = sorted(data.draw(st.lists(st.integers(0, len(content)), min_size=3, max_size=3)))
    first, second, third = places
    mixed = content[:first] + content[second:third] + content[first:second] + content[third:]
    if mixed != content:
        assert check_signatures(mixed).is_wrong
