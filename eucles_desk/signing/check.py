"""Says of each signature in a PDF who made it and whether what was signed is still what is there.

All of it is found out without a network. So nothing can be said of whether the issuer of a certificate is to be
trusted, whether it was taken back, or whether the time of signing is true. The file may have been made to do harm:
whatever is wrong with it is a finding, never an error.
"""

# pyHanko leaves many of its types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import io
import logging
import re
import struct
import time
import zlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

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
    from collections.abc import Iterator

    from cryptography.x509 import Certificate

MOST_BYTES: Final = 200_000_000
MOST_SIGNATURES: Final = 20
MOST_UPDATES: Final = 200
SECONDS: Final = 20.0
STRONG_DIGESTS: Final = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
RANGE: Final = re.compile(rb"/ByteRange\s{0,9}\[\s{0,9}0\s{1,9}(\d{1,12})\s{1,9}(\d{1,12})\s{1,9}(\d{1,12})\s{0,99}\]")
TRACE: Final = re.compile(rb"/ByteRange\s{0,9}\[")
"""What is left of a signature whose place in the file is damaged."""
HEX: Final = re.compile(rb"<[0-9A-Fa-f\s]*>")


class Finding(StrEnum):
    """What there is to say of a signature, or of all of them together."""

    CHANGED = "changed"
    """What was signed has been changed since."""
    FORGED = "forged"
    """It was not made with the key of the certificate that it names."""
    PARTIAL = "partial"
    """It leaves out a part of what was in the file when it was made."""
    REWRITTEN = "rewritten"
    """Later something was added to the file that may change what it shows."""
    UNSIGNED = "unsigned"
    """After the last signature something was added to the file that no signature covers."""
    REMOVED = "removed"
    """A signature is left in the file that its form does not show any more."""
    EXPIRED = "expired"
    """The certificate was not good any more at the time of signing."""
    EARLY = "early"
    """The certificate was not good yet at the time of signing."""
    WEAK = "weak"
    """The key or the digest can be broken today."""
    UNREADABLE = "unreadable"
    """It, or the file, is damaged or not what it should be."""
    UNCHECKED = "unchecked"
    """It is of a kind that is not checked here."""
    TOO_MUCH = "too much"
    """The file is too large, or has too many signatures or updates, or takes too long."""
    NO_TIME = "no time"
    """It does not say when it was made."""
    SIGNED_AGAIN = "signed again"
    """Later another signature was added, and nothing that changes what the file shows."""

    @property
    def is_wrong(self) -> bool:
        """Whether it tells against the file."""
        return self not in {Finding.NO_TIME, Finding.SIGNED_AGAIN}


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature.

    Attributes:
        field: The name of its field.
        signer: Whose certificate it is, as the certificate says.
        organisation: The organisation of that person; may be empty.
        issuer: Who says to have issued the certificate; empty for one that its own key has made.
        fingerprint: The SHA-256 of the certificate, to compare with one that is known.
        algorithm: Key and digest, such as ``RSA 3072, SHA256``.
        signed_at: When it was made by the clock of whoever made it.
        valid_from: The first moment that the certificate is good for.
        valid_until: The last one.
        covers_file: Whether it covers the whole file as it is now.
        findings: What there is to say of it; empty when all is well.
    """

    field: str
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    fingerprint: str = ""
    algorithm: str = ""
    signed_at: datetime | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    covers_file: bool = False
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Signatures:
    """All signatures of a file in the order in which they were made, and what holds for them together."""

    found: tuple[Signature, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Whether anything tells against the file."""
        every = (*self.findings, *(finding for signature in self.found for finding in signature.findings))
        return any(finding.is_wrong for finding in every)


def check_signatures(content: bytes) -> Signatures:
    """Return what can be said of the signatures in a PDF; none found is not an error and not a finding."""
    if len(content) > MOST_BYTES or content.count(b"startxref") > MOST_UPDATES:
        return Signatures((), (Finding.TOO_MUCH,))
    logging.getLogger("pyhanko").addHandler(logging.NullHandler())  # what it would say is said by the findings
    logging.getLogger("pyhanko").propagate = False
    try:
        with without_warnings():
            return _checked(content)
    except TimeoutError:
        return Signatures((), (Finding.TOO_MUCH,))
    except _hostile():
        return Signatures((), (Finding.UNREADABLE,))


def _hostile() -> tuple[type[Exception], ...]:
    """Return what reading a file that was made to do harm may raise, in the libraries below as well."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.validation.errors import SignatureValidationError

    return (
        *(PdfError, SignatureValidationError, InvalidSignature, UnsupportedAlgorithm, zlib.error, struct.error),
        *(ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, OSError),
        *(NotImplementedError, RecursionError, TypeError, ValueError),
    )


class _Timed(io.BytesIO):
    """A file that can be read for so long and no longer, so that nobody is kept waiting by a file."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._end = time.monotonic() + SECONDS

    def read(self, size: int | None = -1, /) -> bytes:
        if time.monotonic() > self._end:
            raise TimeoutError
        return super().read(size)


def _checked(content: bytes) -> Signatures:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import enumerate_sig_fields

    ranges = set(_ranges(content))
    reader = PdfFileReader(_Timed(content), strict=False)
    fields = list(_first(enumerate_sig_fields(reader, filled_status=True), MOST_SIGNATURES + 1))
    if len(fields) > MOST_SIGNATURES:
        return Signatures((), (Finding.TOO_MUCH,))
    read = [_read(reader, content, str(name), field.get_object()) for name, _, field in fields]
    read.sort(key=lambda found: found[0])
    last = max((end for end, _ in read), default=0)
    found = tuple(_told(signature, is_last=end == last) for end, signature in read)
    findings: list[Finding] = []
    if ranges - {end for end, _ in read} or (not read and TRACE.search(content)):
        findings.append(Finding.REMOVED)
    if found and not any(signature.covers_file for signature in found) and not _broken(found):
        findings.append(Finding.UNSIGNED)
    return Signatures(found, tuple(findings))


def _told(signature: Signature, *, is_last: bool) -> Signature:
    """Leave out that another signature was added later where none was: what was added then nobody signed."""
    findings = signature.findings
    if is_last:
        findings = tuple(finding for finding in findings if finding is not Finding.SIGNED_AGAIN)
    return replace(signature, findings=findings)


def _broken(found: tuple[Signature, ...]) -> bool:
    return all(Finding.UNREADABLE in signature.findings for signature in found)


def _ranges(content: bytes) -> Iterator[int]:
    """Go through the ends of what the signatures that stand in the file cover, whether its form knows them or not."""
    for match in RANGE.finditer(content):
        first, second, length = map(int, match.groups())
        if _is_sound(content, (0, first, second, length)):
            yield second + length


def _is_sound(content: bytes, byte_range: tuple[int, ...]) -> bool:
    """Return whether a range leaves out the signature itself and nothing else of the file up to its end."""
    if len(byte_range) != 4 or byte_range[0] != 0:
        return False
    _, first, second, length = byte_range
    return (
        0 < first < second
        and length >= 0
        and second + length <= len(content)
        and bool(HEX.fullmatch(content, first, second))
    )


def _read(reader: Any, content: bytes, name: str, field: Any) -> tuple[int, Signature]:  # noqa: ANN401  # pyHanko's own
    """Return where what a signature covers ends, and what can be said of it."""
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        numbers: Any = embedded.byte_range
        byte_range = tuple(int(number) for number in numbers)
        signature = _described(embedded, name)
    except TimeoutError:
        raise
    except _hostile():
        return 0, Signature(name, findings=(Finding.UNREADABLE,))
    end = byte_range[2] + byte_range[3] if len(byte_range) == 4 else 0
    signature = replace(signature, covers_file=_is_sound(content, byte_range) and end == len(content))
    try:
        findings = (*signature.findings, *_findings(embedded, content, byte_range, signature))
    except TimeoutError:
        raise
    except _hostile():
        findings = (*signature.findings, Finding.UNREADABLE)
    return end, replace(signature, findings=tuple(dict.fromkeys(findings)))


def _described(embedded: Any, name: str) -> Signature:  # noqa: ANN401  # pyHanko's own
    """Return what a signature says of itself."""
    from cryptography import x509

    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    key = certificate.public_key()
    signed_at = embedded.self_reported_timestamp
    if signed_at is not None and signed_at.tzinfo is None:
        signed_at = signed_at.replace(tzinfo=UTC)
    is_weak = not is_strong(key) or embedded.md_algorithm not in STRONG_DIGESTS
    return Signature(
        field=name,
        signer=name_of(certificate.subject),
        organisation=organisation_of(certificate.subject),
        issuer=issuer_of(certificate),
        fingerprint=fingerprint_of(certificate),
        algorithm=", ".join(filter(None, (kind_of(key), str(embedded.md_algorithm).upper()))),
        signed_at=signed_at,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        findings=(*_time(certificate, signed_at), *((Finding.WEAK,) if is_weak else ())),
    )


def _time(certificate: Certificate, signed_at: datetime | None) -> tuple[Finding, ...]:
    if signed_at is None:
        return (Finding.NO_TIME,)
    if signed_at > certificate.not_valid_after_utc:
        return (Finding.EXPIRED,)
    return (Finding.EARLY,) if signed_at < certificate.not_valid_before_utc else ()


def _findings(embedded: Any, content: bytes, byte_range: tuple[int, ...], said: Signature) -> Iterator[Finding]:  # noqa: ANN401  # pyHanko's own
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    kind = embedded.sig_object.get("/SubFilter")
    if embedded.sig_object_type != "/Sig" or kind not in {"/ETSI.CAdES.detached", "/adbe.pkcs7.detached"}:
        yield Finding.UNCHECKED
        return
    if not _is_sound(content, byte_range):
        yield Finding.PARTIAL
    digest = embedded.compute_digest()
    is_intact, is_valid = validate_sig_integrity(embedded.signer_info, embedded.signer_cert, "data", digest)
    if not is_intact:
        yield Finding.CHANGED
    if not is_valid:
        yield Finding.FORGED
    if is_intact and not said.covers_file:
        yield _later(embedded)


def _later(embedded: Any) -> Finding:  # noqa: ANN401  # pyHanko's own
    """Return what was added to the file after a signature."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    embedded.compute_integrity_info()
    found = embedded.diff_result
    if isinstance(found, DiffResult) and found.modification_level.value <= ModificationLevel.FORM_FILLING.value:
        return Finding.SIGNED_AGAIN
    return Finding.REWRITTEN


def _first(items: Any, count: int) -> Iterator[Any]:  # noqa: ANN401  # pyHanko's own
    """Go through so many of the items and no more."""
    for number, item in enumerate(items):
        if number == count:
            return
        yield item
