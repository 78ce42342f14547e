"""Signs a PDF: a PAdES signature (level B-B) put into the field that the report already has.

The file itself stays as it was; what is new is added behind it. Neither the page nor its tags, neither the fonts nor
the metadata change, so the file stays as accessible and as fit for an archive as it was. No server is asked for
anything, so the time of signing is what this computer's clock says.
"""

# pyHanko leaves many of its types open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import asyncio
import hashlib
import io
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.errors import SigningError

if TYPE_CHECKING:
    from datetime import datetime

    from eucles_desk.signing.keys import Identity

FIELD: Final = "Signature"
"""The name of the field that a report keeps free."""
DIGEST: Final = "sha256"
ROOM: Final = 4096
"""Bytes kept free beside those of the certificates, for the signature and what it says of itself."""


def sign(pdf: bytes, identity: Identity, now: datetime, *, field: str = FIELD) -> bytes:
    """Return the PDF with a signature in its empty field.

    Args:
        pdf: a file with an empty signature field of this name.
        identity: the key and certificate.
        now: the time of signing.
        field: the name of the field.

    Raises:
        SigningError: there is no such field, it is filled already, or the file cannot be read.
    """
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.general import SigningError as CannotSign

    try:
        update = _update(pdf, now)
        fields: Any = enumerate_sig_fields(update)
        found = {name: value for name, value, _ in fields}
        if field not in found:
            raise SigningError("The file has no field for a signature.")
        if found[field] is not None:
            raise SigningError("The file is signed already.")
        return asyncio.run(_filled(update, identity, now, field))
    except (PdfError, CannotSign, KeyError, ValueError, TypeError) as error:
        raise SigningError("The file cannot be signed: it is damaged or not a PDF.") from error


def _update(pdf: bytes, now: datetime) -> Any:  # noqa: ANN401  # the library's writer
    """Return a writer that adds to the file and leaves its metadata alone.

    pyHanko would write the present time into the metadata, in which PDF/A and PDF/UA are declared, and a random
    number into the file's id.
    """
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    second = hashlib.sha256(pdf + now.isoformat().encode()).digest()[:16]

    class Update(IncrementalPdfFileWriter):
        @classmethod
        def _handle_id(cls, prev: Any) -> Any:  # noqa: ANN401  # the library's objects
            found: Any = super()._handle_id(prev)
            found[1] = generic.ByteStringObject(second)
            return found

        def _update_meta(self) -> None:
            pass

    return Update(io.BytesIO(pdf))


async def _filled(update: Any, identity: Identity, now: datetime, field: str) -> bytes:  # noqa: ANN401  # the library's writer
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
    from pyhanko.sign.signers.pdf_byterange import SignatureObject

    embedder: Any = PdfCMSEmbedder()
    steps = embedder.write_cms(field, update, existing_fields_only=True)
    _give_appearance(update, next(steps).get_object())
    size = 2 * (ROOM + len(identity.certificate) + sum(map(len, identity.chain)))
    placeholder = SignatureObject(timestamp=now, subfilter=SigSeedSubFilter.PADES, bytes_reserved=size)
    steps.send(SigObjSetup(sig_placeholder=placeholder))
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
    message = await _signer(identity).async_sign(prepared.document_digest, DIGEST, use_pades=True)
    steps.send(message)
    return output.getvalue()


def _signer(identity: Identity) -> Any:  # noqa: ANN401  # the library's signer
    from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
    from pyhanko.sign.signers.pdf_cms import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    certificates: Any = load_certs_from_pemder_data
    others = SimpleCertificateStore()
    others.register_multiple(next(certificates(der)) for der in identity.chain)
    return SimpleSigner(
        signing_cert=next(certificates(identity.certificate)),
        signing_key=load_private_key_from_pemder_data(identity.key, passphrase=None),
        cert_registry=others,
    )


def _give_appearance(update: Any, widget: Any) -> None:  # noqa: ANN401  # the library's objects
    """Give a field that has none an empty appearance: what there is to see stands on the page already."""
    from pyhanko.pdf_utils import generic

    if "/AP" in widget or "/Rect" not in widget:
        return
    left, bottom, right, top = (float(value) for value in widget["/Rect"])
    name = generic.NameObject
    if left == right or bottom == top:  # out of sight, and so without an appearance
        return
    size = ("0", "0", str(abs(right - left)), str(abs(top - bottom)))
    box = generic.ArrayObject(generic.FloatObject(value) for value in size)
    form = generic.StreamObject({name("/Type"): name("/XObject"), name("/Subtype"): name("/Form")}, stream_data=b"")
    form[name("/BBox")] = box
    form[name("/Resources")] = generic.DictionaryObject()
    widget[name("/AP")] = generic.DictionaryObject({name("/N"): update.add_object(form)})
