"""Sealing a seat: a short code that commits to its judgements before anybody else has read them.

The code is made of the judgements and of random bytes. Whoever knows the code alone learns nothing of the levels; once
the other computer hands over judgements and random bytes, anyone can make the code again and see that nothing was
changed in between.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.codec import judgement_to_data
from eucles_desk.assessment.plain_data import criterion_order
from eucles_desk.assessment.signs import ALPHABET, READ_AS, grouped
from eucles_desk.assessment.views import judging_seats
from eucles_desk.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from eucles_desk.assessment.values import Assessment, Judgement
    from eucles_desk.assessment.verdict import Seal

SALT_BYTES: Final = 32
LETTERS: Final = 15
"""Of a code, besides the one that checks them: 75 bits, which nobody can make two sets of judgements fit."""
_PURPOSE: Final = b"eucles-seal-1\n"


def code_of(assessment: Assessment, seat: UUID, salt: str) -> str:
    """Return the code of a seat's judgements as they are, such as ``7K2M-90QX-3TVW-B1ZC``."""
    said = (judgement for judgement in assessment.judgements if judgement.seat == seat)
    digest = hashlib.sha256(_PURPOSE + _canonical(assessment, seat, said, salt)).digest()
    number = int.from_bytes(digest, "big") >> (256 - 5 * LETTERS)
    signs = [number >> 5 * place & 31 for place in reversed(range(LETTERS))]
    return grouped("".join(ALPHABET[sign] for sign in (*signs, _check(signs))))


def fits(assessment: Assessment, seal: Seal) -> bool:
    """Return whether the judgements of the sealed seat are those that its code was made of."""
    return bool(seal.salt) and code_of(assessment, seal.seat, seal.salt) == seal.code


def parse_code(typed: str) -> str:
    """Return a code as it is written, typed in any case, with O for 0, I or L for 1, and with any dashes and spaces.

    Raises:
        RuleError: It is not a code, or a sign of it is wrong.
    """
    plain = unicodedata.normalize("NFKC", typed).upper().translate(READ_AS)
    signs = [sign for sign in plain if not sign.isspace() and unicodedata.category(sign) != "Pd"]
    if len(signs) != LETTERS + 1 or any(sign not in ALPHABET for sign in signs):
        raise RuleError("A code has {count} letters and digits, such as 7K2M-90QX-3TVW-B1ZC.", count=LETTERS + 1)
    numbers = [ALPHABET.index(sign) for sign in signs]
    if _check(numbers[:-1]) != numbers[-1]:
        raise RuleError("A sign of this code is wrong. Compare it once more.")
    return grouped("".join(signs))


def agreed_digest(assessment: Assessment) -> str:
    """Return the SHA-256 of the agreed text: levels and reasons, and what the experts tell the cluster of each."""
    told = {
        judgement.criterion: [list(judgement.strengths), judgement_to_data(judgement)["improvements"]]
        for judgement in assessment.judgements
        if judgement.seat in judging_seats(assessment)[:1]
    }
    agreed = sorted(assessment.consensus, key=lambda one: criterion_order(one.criterion))
    text = [
        [one.criterion, str(one.level), one.reason, told.get(one.criterion)] for one in agreed if one.level is not None
    ]
    return hashlib.sha256(_json([str(assessment.id), text])).hexdigest()


def _canonical(assessment: Assessment, seat: UUID, said: Iterable[Judgement], salt: str) -> bytes:
    judgements = sorted(said, key=lambda judgement: criterion_order(judgement.criterion))
    whole = [str(assessment.id), str(seat), assessment.edition.sha256, [judgement_to_data(one) for one in judgements]]
    return _json([*whole, salt])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _check(signs: Iterable[int]) -> int:
    """Return a sign that any one wrong sign, and most that have changed places, do not fit (Luhn's rule, base 32)."""
    total = 0
    for place, sign in enumerate(signs):
        doubled = sign * 2 if place % 2 == 0 else sign
        total += doubled // 32 + doubled % 32
    return -total % 32
