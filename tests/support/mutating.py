"""Small files damaged at random: bits flipped, pieces cut and doubled, tokens swapped, numbers made huge, values nested."""

from __future__ import annotations

import random
import re
from functools import lru_cache
from itertools import islice

NUMBERS = (
    b"-1",
    b"0",
    b"1e999",
    b"1e-999",
    b"9" * 5000,
    b"-" + b"9" * 40,
    b"0.1" + b"0" * 400,
    b"NaN",
    b"0x1F",
    b"1_0",
)
TOKENS = (
    *(b"{", b"}", b"[", b"]", b'"', b"'", b"\\", b":", b",", b"- ", b"\n", b"\t", b"\0", b"\xff", b"\r", b"&a ", b"*a"),
    *(
        b"!!int ",
        b"---\n",
        b"null",
        b"true",
        b"[]",
        b"{}",
        b'"\\ud800"',
        b'"\\u0000"',
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
    ),
)
TOKEN = re.compile(rb'"[^"\n]{0,60}"|-?[0-9.]+|\w+|[^\s\w]')

MOST_TOKENS = 20_000
"""More than that are not looked for: the rest of a long file is flipped, cut and doubled all the same."""


@lru_cache(maxsize=8)
def tokens(content: bytes) -> tuple[tuple[int, int], ...]:
    """Return where the tokens of a file lie; most damage is done to the same whole file."""
    return tuple(match.span() for match in islice(TOKEN.finditer(content), MOST_TOKENS))


@lru_cache(maxsize=8)
def numbers(content: bytes) -> tuple[tuple[int, int], ...]:
    """Return where the tokens lie that end in a digit."""
    return tuple((start, end) for start, end in tokens(content) if content[end - 1 : end].isdigit())


def flipped(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(content: bytes, chance: random.Random) -> bytes:
    at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return chance.choice((content[:at], content[at:], content[:at] + content[to:]))


def doubled(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    to = min(len(content), at + chance.choice((1, 5, 50, 500, 5000)))
    return content[:to] + content[at:to] * chance.choice((1, 1, 3, 200)) + content[to:]


def swapped(content: bytes, chance: random.Random) -> bytes:
    """Put one token in the place of another one, or of one that no file should hold."""
    found = tokens(content)
    if not found:
        return content + chance.choice(TOKENS)
    (start, end), other = chance.choice(found), chance.choice(found)
    put = content[slice(*other)] if chance.random() < 0.4 else chance.choice(TOKENS)
    return content[:start] + put + content[end:]


def enlarged(content: bytes, chance: random.Random) -> bytes:
    found = numbers(content)
    if not found:
        return chance.choice(NUMBERS) + content
    start, end = chance.choice(found)
    return content[:start] + chance.choice(NUMBERS) + content[end:]


def nested(content: bytes, chance: random.Random) -> bytes:
    found = tokens(content)
    start, end = chance.choice(found) if found else (0, 0)
    before, after = chance.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"- ", b""), (b"{a: ", b"}")))
    deep = chance.choice((3, 25, 200, 950, 20_000))
    return content[:start] + before * deep + content[start:end] + after * deep + content[end:]


WAYS = (flipped, cut, doubled, swapped, enlarged, nested)


def mutated(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if content:
            content = chance.choice(WAYS)(content, chance)
    return content
