"""The recovery code: the key itself in a form that can be written down and typed.

Thirteen groups of five signs of Crockford's alphabet, which has no I, L, O and U. The last sign of a group checks the
others and which group it is, so any one wrong sign, any two signs of a group that changed places, and groups out of
order are found and told by their number.
"""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Final

from eucles_desk.assessment.signs import ALPHABET, READ_AS
from eucles_desk.errors import WrongPassphraseError

GROUPS: Final = 13
LETTERS: Final = 4
"""Of a group, besides the one that checks them."""
LENGTH: Final = GROUPS * (LETTERS + 1)
_KEY_BITS: Final = 256
_SPARE: Final = 4
"""Bits left over, which check the whole."""
_DASHES: Final = "_.\N{MINUS SIGN}"


def recovery_code(key: str) -> str:
    """Return the code of a key of 64 hexadecimal digits."""
    number = int(key, 16) << _SPARE | _check_of_all(key)
    signs = [number >> 5 * place & 31 for place in reversed(range(GROUPS * LETTERS))]
    groups = [signs[start : start + LETTERS] for start in range(0, len(signs), LETTERS)]
    return "-".join("".join(ALPHABET[sign] for sign in (*group, _check(at, group))) for at, group in enumerate(groups))


def key_from_recovery_code(typed: str) -> str:
    """Return the key of a code, typed in any case, with O for 0, I or L for 1, and with any dashes and spaces.

    Raises:
        WrongPassphraseError: It is not a code; the sentence names the groups that are mistyped.
    """
    text = "".join(letter for letter in typed[: 16 * LENGTH].upper() if not _is_between(letter))
    if len(text) != LENGTH:
        raise WrongPassphraseError(
            "A recovery code has {length} letters and digits, and {found} were typed.", length=LENGTH, found=len(text)
        )
    signs = [ALPHABET.find(letter) for letter in text.translate(READ_AS)]
    groups = [signs[start : start + LETTERS + 1] for start in range(0, LENGTH, LETTERS + 1)]
    wrong = [at + 1 for at, group in enumerate(groups) if -1 in group or _check(at, group[:-1]) != group[-1]]
    if wrong:
        raise WrongPassphraseError(
            "The recovery code is mistyped in these groups of five: {groups}.", groups=", ".join(map(str, wrong))
        )
    number = 0
    for sign in (sign for group in groups for sign in group[:-1]):
        number = number << 5 | sign
    key = f"{number >> _SPARE:064x}"
    if number & (1 << _SPARE) - 1 != _check_of_all(key):
        raise WrongPassphraseError("The recovery code is mistyped.")
    return key


def _is_between(letter: str) -> bool:
    return letter.isspace() or letter in _DASHES or unicodedata.category(letter) in {"Pd", "Cf"}


def _check(at: int, group: list[int]) -> int:
    """Return the sign that checks a group: weighted sum in the field of 32 elements, with the place of the group."""
    check = at + 1
    for sign in group:
        check = _times_two(check) ^ sign
    return _times_two(check)


def _times_two(element: int) -> int:
    doubled = element << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled


def _check_of_all(key: str) -> int:
    return hashlib.sha256(b"recovery code\x00" + bytes.fromhex(key)).digest()[0] & (1 << _SPARE) - 1
