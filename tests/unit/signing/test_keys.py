"""Keys: what is made, and what each file that cannot be used is told."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st
from support.signing import NOW, PASSPHRASE, identity, key_file

from eucles_desk.errors import SigningError
from eucles_desk.signing.keys import MOST_BYTES, certificate_name, load_key_file, make_key_file, read_key_file

DAY = timedelta(days=1)


@cache
def rsa_key(bits: int = 2048) -> Any:
    return rsa.generate_private_key(65537, bits)


def other_file(
    key: Any,
    *,
    issuer: str = "",
    usage: x509.KeyUsage | None = None,
    subject: Any = None,
    passphrase: bytes = PASSPHRASE,
) -> bytes:
    """Return a key file as somebody else might have made it."""
    name = subject or x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Eszter Példa")])
    by = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]) if issuer else name
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(NOW - DAY)
        .not_valid_after(NOW + DAY)
    )
    if usage:
        builder = builder.add_extension(usage, critical=True)
    certificate = builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    lock = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"key", key, certificate, None, lock)


def usage(*, signing: bool) -> x509.KeyUsage:
    return x509.KeyUsage(signing, False, True, False, False, False, False, False, False)


def refused(content: bytes, *, passphrase: bytes = PASSPHRASE, now: datetime = NOW) -> str:
    with pytest.raises(SigningError) as caught:
        read_key_file(content, passphrase, now, file="key.p12")
    return str(caught.value)


def test_a_key_made_here_says_whose_it_is_and_is_read_back() -> None:
    made = identity()
    assert (made.name, made.organisation, made.issuer) == ("Maria Beispiel", "Example Agency", "")
    assert made.kind == "RSA 3072"
    assert made.valid_from < NOW < made.valid_until
    assert len(made.fingerprint) == 64


def test_the_certificate_is_for_signing_and_for_nothing_else() -> None:
    certificate = x509.load_der_x509_certificate(identity().certificate)
    found = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    assert found.digital_signature and found.content_commitment
    assert not (found.key_encipherment or found.data_encipherment or found.key_cert_sign or found.crl_sign)
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    certificate.verify_directly_issued_by(certificate)


def test_a_key_without_an_organisation_names_none() -> None:
    made = read_key_file(make_key_file(" Ωμέγα  Б ", "", PASSPHRASE, NOW), PASSPHRASE, NOW, file="key.p12")
    assert (made.name, made.organisation) == ("Ωμέγα Б", "")


def test_the_key_does_not_stand_in_what_is_printed_of_an_identity() -> None:
    assert identity().key.hex()[:20] not in repr(identity())
    assert "key=" not in repr(identity())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("  ", "Say whose key it is: the name must not be empty."),
        ("a" * 65, f"This name is too long for a certificate. Shorten it: {'a' * 65}"),
        ("ä" * 33, f"This name is too long for a certificate. Shorten it: {'ä' * 33}"),
        ("a\x00b", "A name in a certificate cannot hold control characters."),
        ("a\ud800", "A name in a certificate cannot hold control characters."),
    ],
)
def test_a_name_that_no_certificate_can_carry_is_refused(name: str, sentence: str) -> None:
    with pytest.raises(SigningError) as caught:
        make_key_file(name, "", PASSPHRASE, NOW)
    assert str(caught.value) == sentence


@given(st.text(max_size=70))
def test_any_name_fits_a_certificate_or_is_refused_in_one_plain_sentence(words: str) -> None:
    with suppress(SigningError):
        name = certificate_name(words)
        assert not name or x509.NameAttribute(NameOID.COMMON_NAME, name)


def test_a_wrong_passphrase_is_told_from_a_damaged_file() -> None:
    assert refused(key_file("Maria Beispiel"), passphrase=b"wrong") == "The passphrase does not open key.p12."
    assert refused(key_file("Maria Beispiel"), passphrase=b"") == "The passphrase does not open key.p12."
    assert refused(key_file("Maria Beispiel")[:500]) == "key.p12 is damaged, or not a file with a key (PKCS #12)."
    assert refused(b"") == "key.p12 is damaged, or not a file with a key (PKCS #12)."
    assert refused(b"x" * (MOST_BYTES + 1)) == "key.p12 is too large for a file with a key."


def test_a_file_without_a_passphrase_needs_none() -> None:
    assert read_key_file(other_file(rsa_key(), passphrase=b""), b"", NOW, file="key.p12").name == "Eszter Példa"


def test_a_certificate_is_good_from_its_first_to_its_last_moment() -> None:
    content = other_file(rsa_key())
    for moment in (NOW - DAY, NOW + DAY):
        assert read_key_file(content, PASSPHRASE, moment, file="key.p12")
    later = refused(content, now=NOW + DAY + timedelta(seconds=1))
    assert later == "The certificate in key.p12 has expired; it was good until 2026-03-18."
    before = refused(content, now=NOW - DAY - timedelta(seconds=1))
    assert before == "The certificate in key.p12 is not good before 2026-03-16."


def test_a_file_without_a_key_or_without_a_certificate_is_refused() -> None:
    certificate = x509.load_der_x509_certificate(identity().certificate)
    lock = BestAvailableEncryption(PASSPHRASE)
    only_certificate = pkcs12.serialize_key_and_certificates(b"", None, certificate, None, lock)
    only_key = pkcs12.serialize_key_and_certificates(b"", rsa_key(), None, None, lock)
    for content in (only_certificate, only_key):
        assert refused(content) == "key.p12 holds no key with a certificate to sign with."


def test_keys_that_readers_do_not_check_and_weak_ones_are_refused() -> None:
    unchecked = "The key in key.p12 is of a kind that PDF readers do not check."
    for key in (ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256K1()), dsa_key()):
        assert refused(other_file(key)) == unchecked
    assert refused(other_file(rsa_key(1024))) == "The key in key.p12 is too short to be safe: 1024 bits."


@cache
def dsa_key() -> Any:
    return dsa.generate_private_key(1024)


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()])
def test_a_key_on_a_usual_curve_is_taken(curve: ec.EllipticCurve) -> None:
    found = read_key_file(other_file(ec.generate_private_key(curve)), PASSPHRASE, NOW, file="key.p12")
    assert found.kind == curve.name


def test_a_certificate_for_other_uses_is_refused() -> None:
    said = refused(other_file(rsa_key(), usage=usage(signing=False)))
    assert said == "The certificate in key.p12 is not meant for signing."
    assert read_key_file(other_file(rsa_key(), usage=usage(signing=True)), PASSPHRASE, NOW, file="key.p12")


def test_the_issuer_of_somebody_elses_certificate_is_named() -> None:
    found = read_key_file(other_file(rsa_key(), issuer="Example Authority"), PASSPHRASE, NOW, file="key.p12")
    assert found.issuer == "Example Authority"


def test_each_way_of_not_being_a_readable_file_is_one_sentence(tmp_path: Path) -> None:
    locked = tmp_path / "locked.p12"
    locked.write_bytes(key_file("Maria Beispiel"))
    assert load_key_file(locked, PASSPHRASE, NOW) == identity()
    for path, words in (
        (tmp_path, "is not a file."),
        (tmp_path / "none.p12", "There is no file"),
        (tmp_path / "a\x00b", "cannot be read."),
        (locked / "in it", "cannot be read."),
    ):
        with pytest.raises(SigningError) as caught:
            load_key_file(path, PASSPHRASE, NOW)
        assert words in str(caught.value)


def test_what_is_only_unusual_in_a_file_is_read_without_a_word() -> None:
    """A byte behind the end is passed over by the library with a warning, which here would be an error."""
    assert read_key_file(key_file("Maria Beispiel") + b"\0", PASSPHRASE, NOW, file="key.p12") == identity()


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_one_sentence(content: bytes) -> None:
    assert refused(content).endswith(".")


@given(st.data())
def test_a_file_with_one_byte_changed_is_taken_or_refused_in_one_sentence(data: st.DataObject) -> None:
    content = bytearray(key_file("Maria Beispiel"))
    place = data.draw(st.integers(0, len(content) - 1))
    # The count of rounds that slow guessing down stands in the file; a changed one may ask for hours.
    content[place] ^= data.draw(st.sampled_from([1, 2, 4]))
    with suppress(SigningError):
        assert read_key_file(bytes(content), PASSPHRASE, NOW, file="key.p12").name
