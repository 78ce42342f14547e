"""A box: the judgements of a seat, encrypted to their owner only, so that others carry what they cannot read."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.age.heads import NotWholeError, WrongKeyError, read_head
from eucles_desk.age.passphrases import reread
from eucles_desk.age.streams import encrypt_to
from eucles_desk.errors import InvalidBoxError
from eucles_desk.exchange.faults import Fault
from eucles_desk.packages.limits import BOX_BYTES, BOX_HEAD
from eucles_desk.packages.plain import NewerFormatError, OtherFormatError, canonical, coded, decoded, read_object

if TYPE_CHECKING:
    from eucles_desk.packages.keys import OwnKeys

FORMAT: Final = "eucles-box"
VERSION: Final = 1
_SIGNED: Final = b"eucles-box 1\0"


def sealed_box(content: bytes, own: OwnKeys, *, assessment: str, seat: str) -> bytes:
    """Return one's own judgements as a box; it says what they belong to, and that the owner has put them in.

    Raises:
        InvalidBoxError: They are too many for any program.
    """
    if len(content) > BOX_BYTES:
        raise _too_large()
    head = {"format": FORMAT, "version": VERSION, "assessment": assessment, "seat": seat}
    signature = own.sign(_SIGNED + canonical(head) + b"\n" + content)
    line = json.dumps({**head, "signature": coded(signature)})
    out = bytearray()
    encrypt_to([own.public.sealing], io.BytesIO(line.encode() + b"\n" + content).read, out.extend)
    return bytes(out)


def opened_box(box: bytes, own: OwnKeys, *, assessment: str, seat: str) -> bytes:
    """Return the judgements that one has put into a box.

    Raises:
        InvalidBoxError: It is another one's, belongs elsewhere, or was changed; nothing of it is returned.
    """
    plain = _decrypted(box, own)
    line, _, content = plain.partition(b"\n")
    try:
        head: dict[str, Any] = read_object(line[: BOX_HEAD + 1], FORMAT, VERSION)
    except NewerFormatError:
        raise InvalidBoxError("The judgements were put by with a newer version of the program.") from None
    except (Fault, OtherFormatError):
        raise _changed() from None
    signature = decoded(head.pop("signature", None))
    if not own.public.has_signed(signature, _SIGNED + canonical(head) + b"\n" + content):
        raise InvalidBoxError("These judgements were not put by with your own key, so they are not taken for yours.")
    if (head.get("assessment"), head.get("seat")) != (assessment, seat):
        raise InvalidBoxError("These judgements belong to another assessment or seat.")
    return content


def _decrypted(box: bytes, own: OwnKeys) -> bytes:
    if len(box) > 2 * BOX_BYTES:
        raise _too_large()
    file, out = io.BytesIO(box), bytearray()
    try:
        own.age.decrypt(reread(read_head(file.read), file.read), out.extend)
    except WrongKeyError as error:
        raise InvalidBoxError("These judgements are encrypted for somebody else.") from error
    except NotWholeError as error:
        raise _changed() from error
    if len(out) > BOX_BYTES + BOX_HEAD + 1:
        raise _too_large()
    return bytes(out)


def _changed() -> InvalidBoxError:
    return InvalidBoxError("The judgements that were put by were cut, changed or damaged, so they cannot be used.")


def _too_large() -> InvalidBoxError:
    return InvalidBoxError("The judgements are larger than {most} MB.", most=BOX_BYTES // 1_000_000)
