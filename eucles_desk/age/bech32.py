"""Bytes as text that checks itself, as BIP 173 has it and age writes its keys."""

from __future__ import annotations

from typing import Final

SIGNS: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
CHECK: Final = 6
"""Signs at the end that check the others."""
_GENERATOR: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def bech32(prefix: str, content: bytes) -> str:
    """Return bytes as text with a checksum."""
    number = int.from_bytes(content, "big") << (-len(content) * 8 % 5)
    values = [number >> shift & 31 for shift in range((len(content) * 8 + 4) // 5 * 5 - 5, -1, -5)]
    check = _checksum([*_spread(prefix), *values, *[0] * CHECK]) ^ 1
    signs = [*values, *(check >> shift & 31 for shift in range(25, -1, -5))]
    return prefix + "1" + "".join(SIGNS[value] for value in signs)


def from_bech32(prefix: str, text: str) -> bytes | None:
    """Return the bytes behind a text in lower case, ``None`` when a sign of it is wrong or missing."""
    start = f"{prefix}1"
    values = [SIGNS.find(sign) for sign in text.removeprefix(start)]
    if not text.startswith(start) or len(values) < CHECK or -1 in values:
        return None
    if _checksum([*_spread(prefix), *values]) != 1:
        return None
    number, spare = 0, (len(values) - CHECK) * 5 % 8
    for value in values[:-CHECK]:
        number = number << 5 | value
    content = (number >> spare).to_bytes((len(values) - CHECK) * 5 // 8, "big")
    return content if bech32(prefix, content) == text else None


def _spread(prefix: str) -> list[int]:
    return [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]


def _checksum(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, factor in enumerate(_GENERATOR):
            check ^= factor if top >> bit & 1 else 0
    return check
