"""Signs that people read aloud and type without mistaking one for another: Crockford's base 32."""

from __future__ import annotations

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O and U."""
GROUP: Final = 4
READ_AS: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
"""What is typed in the place of others."""


def signs_of(number: int, count: int) -> str:
    """Return the lowest bits of a number as so many signs, five bits each."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def grouped(signs: str, size: int = GROUP) -> str:
    """Return signs in groups, with dashes between."""
    return "-".join(signs[start : start + size] for start in range(0, len(signs), size))
