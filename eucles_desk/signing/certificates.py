"""What a certificate says of whose it is, and how strong its key is."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Generator

    from cryptography.x509 import Certificate, Name
    from cryptography.x509.oid import ObjectIdentifier

LEAST_BITS: Final = 2048
"""RSA keys with fewer bits are not signed with, and are called weak where they have signed."""
CURVES: Final = frozenset({"secp256r1", "secp384r1", "secp521r1"})
"""The elliptic curves that programs for PDF files check."""


@contextmanager
def without_warnings() -> Generator[None]:
    """Keep quiet about what is unusual in the files of others: it is read all the same, or refused in a sentence."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def name_of(name: Name) -> str:
    """Return whom a name of a certificate means: a person, else an organisation, else all that it says."""
    from cryptography.x509.oid import NameOID

    return _first(name, NameOID.COMMON_NAME) or organisation_of(name) or name.rfc4514_string()


def organisation_of(name: Name) -> str:
    """Return the organisation in a name of a certificate; empty when there is none."""
    from cryptography.x509.oid import NameOID

    return _first(name, NameOID.ORGANIZATION_NAME)


def issuer_of(certificate: Certificate) -> str:
    """Return who says to have issued a certificate; empty for one that its own key has made."""
    return "" if certificate.issuer == certificate.subject else name_of(certificate.issuer)


def fingerprint_of(certificate: Certificate) -> str:
    """Return the SHA-256 of a certificate in hexadecimal digits; two certificates never share it."""
    from cryptography.hazmat.primitives import hashes

    return certificate.fingerprint(hashes.SHA256()).hex()


def kind_of(key: object) -> str:
    """Return the kind of a public or private key, such as ``RSA 3072``; empty for one of another kind."""
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    match key:
        case rsa.RSAPublicKey() | rsa.RSAPrivateKey():
            return f"RSA {key.key_size}"
        case ec.EllipticCurvePublicKey() | ec.EllipticCurvePrivateKey():
            return key.curve.name
        case _:
            return ""


def is_strong(key: object) -> bool:
    """Return whether a public or private key is of a kind and size that nobody can break today."""
    from cryptography.hazmat.primitives.asymmetric import rsa

    if isinstance(key, rsa.RSAPublicKey | rsa.RSAPrivateKey):
        return key.key_size >= LEAST_BITS
    return kind_of(key) in CURVES


def _first(name: Name, part: ObjectIdentifier) -> str:
    return next((str(found.value) for found in name.get_attributes_for_oid(part)), "")
