"""The card of an expert: a small file with the public key and who has it, signed by that key."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from eucles_desk.errors import InvalidCardError, InvalidKeyError
from eucles_desk.exchange.faults import Fault, inner
from eucles_desk.exchange.shape import Shape
from eucles_desk.packages.keys import PublicKey, public_key
from eucles_desk.packages.limits import CARD_BYTES
from eucles_desk.packages.plain import (
    NewerFormatError,
    OtherFormatError,
    canonical,
    coded,
    decoded,
    pretty,
    problem_of,
    read_object,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.packages.keys import OwnKeys

FORMAT: Final = "eucles-card"
VERSION: Final = 1
_SIGNED: Final = b"eucles-card 1\0"
_TEXTS: Final = ("name", "organisation", "country", "grade", "made_at")
_KNOWN: Final = frozenset({"format", "version", "key", "languages", "signature", *_TEXTS})


@dataclass(frozen=True, slots=True)
class Card:
    """An expert as others know them.

    Attributes:
        key: The public key.
        name: Who has it.
        organisation: Where they work.
        country: ISO 3166 code.
        grade: What they are accredited for.
        languages: Codes of the languages they work in.
        made_at: When the card was made: of two cards with one key the later one holds.
        others: Keys that this version does not know; they stay as they are.
        content: The signed file, which is handed on as it is; none before it is signed.
    """

    key: PublicKey
    name: str
    organisation: str = ""
    country: str = ""
    grade: str = ""
    languages: tuple[str, ...] = ()
    made_at: str = ""
    others: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    content: bytes = b""


class Cards:
    """Reads and signs cards.

    Args:
        schema: The published JSON Schema of a card.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._shape = Shape(schema)

    def sign(self, card: Card, own: OwnKeys) -> Card:
        """Return one's own card, signed.

        Raises:
            InvalidCardError: It says something that no program would take.
        """
        document = {**_document(card), "key": str(own.public)}
        return self.read(pretty({**document, "signature": coded(own.sign(_SIGNED + canonical(document)))}))

    def read(self, content: bytes) -> Card:
        """Return the card of a file, of which nothing is believed that its key has not signed.

        Raises:
            InvalidCardError: It is none, or was changed; the sentence says which.
        """
        document = self._document(content)
        try:
            key = public_key(document["key"])
        except InvalidKeyError as error:
            raise _refusal(Fault(inner(error), ("key",))) from error
        signature = decoded(document.pop("signature"))
        if not key.has_signed(signature, _SIGNED + canonical(document)):
            raise InvalidCardError("The card was changed after its owner had signed it, so it cannot be used.")
        texts = {name: str(document.get(name, "")) for name in _TEXTS}
        others = {name: value for name, value in document.items() if name not in _KNOWN}
        languages = tuple(document.get("languages", ()))
        return Card(key, **texts, languages=languages, others=MappingProxyType(others), content=content)

    def _document(self, content: bytes) -> dict[str, Any]:
        if len(content) > CARD_BYTES:
            raise InvalidCardError("This is not a card: it is larger than {most} kB.", most=CARD_BYTES // 1024)
        try:
            document = read_object(content, FORMAT, VERSION)
            self._shape.check(document)
        except NewerFormatError:
            raise InvalidCardError("The card was made by a newer version of the program.") from None
        except OtherFormatError:
            raise InvalidCardError("This is not the card of an expert.") from None
        except Fault as fault:
            raise _refusal(fault) from fault
        return document


def _document(card: Card) -> dict[str, Any]:
    """Return a card as it is signed; what is empty is left out."""
    texts = {name: cast("str", getattr(card, name)) for name in _TEXTS}
    return {
        "format": FORMAT,
        "version": VERSION,
        "key": str(card.key),
        **{name: text for name, text in texts.items() if text},
        **({"languages": list(card.languages)} if card.languages else {}),
        **card.others,
    }


def _refusal(fault: Fault) -> InvalidCardError:
    return InvalidCardError("The card cannot be used: {problem}", problem=problem_of(fault))
