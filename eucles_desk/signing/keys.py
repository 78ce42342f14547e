"""Keys to sign with: made here, or read from a PKCS #12 file that somebody else has made.

The key made here is RSA with 3072 bits, signed with SHA-256: every program that checks signatures in PDF files can
check it, which is not so for elliptic curves in older ones. Its certificate is made by the key itself, so it shows
that two reports come from the same key, and no more than that.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import SigningError
from eucles_desk.signing.certificates import (
    fingerprint_of,
    is_strong,
    issuer_of,
    kind_of,
    name_of,
    organisation_of,
    without_warnings,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.x509 import Certificate, KeyUsage

KEY_BITS: Final = 3072
YEARS: Final = 5
"""How long a key made here is good: a label is awarded for two or three years, and begins some time after."""
MOST_NAME: Final = 64
"""The bytes that a certificate has room for in a name."""
MOST_BYTES: Final = 1_000_000
MOST_CHAIN: Final = 20
CLOCK_TOLERANCE: Final = timedelta(minutes=5)
"""A certificate begins a little before it is made, since the clocks of two computers differ."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A key with its certificate, and what the certificate says.

    Attributes:
        certificate: The certificate as DER.
        key: The private key as DER, not encrypted.
        chain: The certificates of those who vouch for the first one, as DER.
        name: Whose key it is.
        organisation: The organisation of that person; may be empty.
        issuer: Who has issued the certificate; empty for one that the key has made for itself.
        valid_from: The first moment that the certificate is good for.
        valid_until: The last one.
        fingerprint: The SHA-256 of the certificate in hexadecimal digits.
        kind: The kind of key, such as ``RSA 3072``.
    """

    certificate: bytes
    key: bytes = field(repr=False)
    chain: tuple[bytes, ...]
    name: str
    organisation: str
    issuer: str
    valid_from: datetime
    valid_until: datetime
    fingerprint: str
    kind: str


def make_key_file(name: str, organisation: str, passphrase: bytes, now: datetime) -> bytes:
    """Return a PKCS #12 file with a new key and a certificate that it has made for itself.

    Args:
        name: whose key it is.
        organisation: where that person works; may be empty.
        passphrase: what the file is locked with.
        now: when the certificate begins.

    Raises:
        SigningError: a certificate cannot carry the name or the organisation.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
    from cryptography.x509.oid import NameOID

    name, organisation = certificate_name(name), certificate_name(organisation)
    if not name:
        raise SigningError("Say whose key it is: the name must not be empty.")
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, name)]
    if organisation:
        parts.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation))
    subject = x509.Name(parts)
    key = rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)
    begins = now.astimezone(UTC).replace(microsecond=0) - CLOCK_TOLERANCE
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, None, BestAvailableEncryption(passphrase)
    )


def certificate_name(words: str) -> str:
    """Return a name as a certificate carries it; raise ``SigningError`` for one that none can carry."""
    found = " ".join(words.split())
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in found):
        raise SigningError("A name in a certificate cannot hold control characters.")
    if len(found.encode()) > MOST_NAME:
        raise SigningError("This name is too long for a certificate. Shorten it: {name}", name=found)
    return found


def load_key_file(path: Path, passphrase: bytes, now: datetime | None) -> Identity:
    """Return what a PKCS #12 file holds, ready to sign with; without a time its age does not count.

    Raises:
        SigningError: the file cannot be used; the sentence says why.
    """
    name = str(path)[:200]
    try:
        if path.exists() and not path.is_file():
            raise SigningError("{file} is not a file.", file=name)
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise SigningError("There is no file {file}.", file=name) from error
    except PermissionError as error:
        raise SigningError("The file {file} may not be read by this user.", file=name) from error
    except (OSError, ValueError) as error:  # a NUL character in a name is a ValueError
        raise SigningError("The file {file} cannot be read.", file=name) from error
    return read_key_file(content, passphrase, now, file=path.name[:200])


def read_key_file(content: bytes, passphrase: bytes, now: datetime | None, *, file: str) -> Identity:
    """Return what the content of a PKCS #12 file holds, ready to sign with.

    Raises:
        SigningError: it cannot be used; the sentence says why.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import pkcs12

    if len(content) > MOST_BYTES:
        raise SigningError("{file} is too large for a file with a key.", file=file)
    try:
        with without_warnings():
            key, certificate, others = pkcs12.load_key_and_certificates(content, passphrase or None)
    except UnsupportedAlgorithm as error:
        raise SigningError(
            "{file} is locked in a way that is not safe any more. Export the certificate again with AES.", file=file
        ) from error
    except (ValueError, TypeError) as error:  # a file without a passphrase that is given one is a TypeError
        raise _unreadable(str(error), file) from error
    if key is None or certificate is None:
        raise SigningError("{file} holds no key with a certificate to sign with.", file=file)
    try:
        with without_warnings():
            identity = _identity(_usable(key, certificate, file), certificate, others[:MOST_CHAIN])
    except ValueError as error:
        raise SigningError("The certificate in {file} is damaged.", file=file) from error
    if now is not None:
        _check_time(identity, now, file)
    return identity


def _signing_only() -> KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,  # what used to be called nonRepudiation
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _unreadable(said: str, file: str) -> SigningError:
    if "password" in said.lower():
        return SigningError("The passphrase does not open {file}.", file=file)
    return SigningError("{file} is damaged, or not a file with a key (PKCS #12).", file=file)


def _usable(key: object, certificate: Certificate, file: str) -> RSAPrivateKey | EllipticCurvePrivateKey:
    """Return the key if it is one that PDF readers check and that may sign."""
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or not (
        is_strong(key) or isinstance(key, rsa.RSAPrivateKey)
    ):
        raise SigningError("The key in {file} is of a kind that PDF readers do not check.", file=file)
    if not is_strong(key):
        raise SigningError("The key in {file} is too short to be safe: {bits} bits.", file=file, bits=key.key_size)
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return key
    if not (usage.digital_signature or usage.content_commitment):
        raise SigningError("The certificate in {file} is not meant for signing.", file=file)
    return key


def _identity(
    key: RSAPrivateKey | EllipticCurvePrivateKey, certificate: Certificate, others: Iterable[Certificate]
) -> Identity:
    from cryptography.hazmat.primitives import serialization

    der = serialization.Encoding.DER
    return Identity(
        certificate=certificate.public_bytes(der),
        key=key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        chain=tuple(other.public_bytes(der) for other in others),
        name=name_of(certificate.subject),
        organisation=organisation_of(certificate.subject),
        issuer=issuer_of(certificate),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        fingerprint=fingerprint_of(certificate),
        kind=kind_of(key),
    )


def _check_time(identity: Identity, now: datetime, file: str) -> None:
    if now > identity.valid_until:
        raise SigningError(
            "The certificate in {file} has expired; it was good until {day}.",
            file=file,
            day=f"{identity.valid_until:%Y-%m-%d}",
        )
    if now < identity.valid_from:
        raise SigningError(
            "The certificate in {file} is not good before {day}.", file=file, day=f"{identity.valid_from:%Y-%m-%d}"
        )
