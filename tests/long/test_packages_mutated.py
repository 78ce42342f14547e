"""Packages, cards, keys and boxes damaged at random, from outside and by an author with good keys; started by hand.

``python -m pytest tests/long/test_packages_mutated.py -s`` prints the figures; ``EUCLES_COUNT`` says how many of each kind,
by default 1,000, and ``EUCLES_SEED`` repeats them. Each is read, or refused in one sentence, soon and without a trace.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, cast

import pytest
from support.packing import (
    ASSESSMENT,
    CARDS,
    EASY,
    EDITION,
    LEAD,
    SEAT,
    SECOND,
    Held,
    encrypted,
    entry,
    header_of,
    read,
    signed,
    tar,
    written,
)

from eucles_desk.age.passphrases import encrypt_with
from eucles_desk.errors import EuclesError
from eucles_desk.packages.box import opened_box, sealed_box
from eucles_desk.packages.card import Card
from eucles_desk.packages.content import Passphrase
from eucles_desk.packages.keys import public_key

COUNT = int(os.environ.get("EUCLES_COUNT", "1000"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
MOST_SECONDS = 2.0
MOST_MEMORY = 500_000_000
SECRET = Passphrase("two words and more")
PIECE = b"Minutes of the steering group"
MEMBERS = {
    "assessment.json": b'{"format": "eucles-assessment"}',
    "edition.json": EDITION,
    f"seats/{SEAT}.json": b"[]",
    "later": b"x",
    f"evidence/{hashlib.sha256(PIECE).hexdigest()}": PIECE,
}
NAMES = (
    "../x",
    "/etc/passwd",
    "a/../b",
    "package.json",
    "signature",
    "evidence/x",
    "x" * 300,
    "con",
    "",
    "seats/x.json",
    "é",
)
NUMBERS = (b"-1", b"0", b"1e999", b"9" * 5000, b"0.1" + b"0" * 400, b"NaN", b"18446744073709551616", b"0x1F")
ODD = (
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\",
        b":",
        b",",
        b"\n",
        b"\0",
        b"\xff",
        b"\r",
        b"null",
        b"true",
        b'"\\ud800"',
        b"../",
    ),
    *(
        b'"\\u0000"',
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
        b"-> ",
        b"-> scrypt ",
        b"\n--- ",
        b"ustar\x0000",
        bytes(512),
        bytes(2000),
    ),
)
KINDS = b"01234567xgLKSVDMNAX\0\xff"

Make = Callable[[random.Random], Callable[[], object]]


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Flip, cut, double and move pieces, put odd ones in, and make numbers huge."""
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        near = min(len(content), at + chance.choice((1, 4, 30, 512)))
        match chance.randrange(8):
            case 0 | 1:
                out = bytearray(content or b"x")
                for _ in range(chance.choice((1, 1, 8))):
                    out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
                content = bytes(out)
            case 2:
                content = chance.choice((content[:at], content[at:], content[:at] + content[to:]))
            case 3:
                content = content[:near] + content[at:near] * chance.choice((1, 1, 3, 2000)) + content[near:]
            case 4:
                content = content[:at] + chance.choice(ODD) + content[near:]
            case 5:
                content = content[:at] + content[to:near] + content[at:to] + content[near:]
            case 6:
                found = list(re.finditer(rb"[0-9]+", content))
                if found:
                    one = chance.choice(found)
                    content = content[: one.start()] + chance.choice(NUMBERS) + content[one.end() :]
            case _:
                deep = chance.choice((3, 40, 5000))
                content = content[:at] + b"[" * deep + content[at:to] + b"]" * deep + content[to:]
    return content


@cache
def whole() -> bytes:
    return written()[0]


@cache
def whole_with_passphrase() -> bytes:
    return written(lock=SECRET)[0]


@cache
def inside() -> bytes:
    return tar([*signed(header_of(MEMBERS)), *(entry(*one) for one in MEMBERS.items())])


def read_package(content: bytes, lock: Any = SECOND) -> object:
    """Read, and see that nothing is left of what was refused."""
    sink = Held()
    try:
        return read(content, lock, sink)
    except EuclesError:
        assert not sink.staged
        assert sink.dropped <= 1
        raise


def nothing_but(good: bytes, content: bytes, lock: Any) -> Callable[[], object]:
    """Return what reads a package, of which only the whole one may pass."""

    def attempt() -> None:
        read_package(content, lock)
        assert content == good

    return attempt


def outer_bytes(chance: random.Random) -> Callable[[], object]:
    return nothing_but(whole(), mutated(whole(), chance), SECOND)


def outer_bytes_with_passphrase(chance: random.Random) -> Callable[[], object]:
    return nothing_but(whole_with_passphrase(), mutated(whole_with_passphrase(), chance), SECRET)


def outer_head(chance: random.Random) -> Callable[[], object]:
    """Damage in the head alone, where a library parses what is not proven yet."""
    name, lock = chance.choice(((whole, SECOND), (whole_with_passphrase, SECRET)))
    end = name().index(b"\n--- ") + 49
    content = mutated(name()[:end], chance) + name()[end:]
    return nothing_but(name(), content, lock)


def inner_bytes(chance: random.Random) -> Callable[[], object]:
    """A tar that was damaged before it was encrypted."""
    plain = mutated(inside(), chance)
    content = encrypted(plain)
    return lambda: read_package(content)


def inner_header(chance: random.Random) -> Callable[[], object]:
    """A header that was damaged before it was signed."""
    header = mutated(json.dumps(header_of(MEMBERS)).encode(), chance)
    content = encrypted(tar([*signed(header), *(entry(*one) for one in MEMBERS.items())]))
    return lambda: read_package(content)


def inner_values(chance: random.Random) -> Callable[[], object]:
    """A header with single values of every kind in the place of others, and members added, lost and swapped."""
    header: dict[str, Any] = header_of(MEMBERS)
    odd: list[Any] = [None, True, -1, 0, 1.5, 2**53, 10**12, "", "x", [], {}, [[]], "\0", "é" * 300, *NAMES]
    for _ in range(chance.choice((1, 1, 2, 4))):
        place: Any = chance.choice((header, header, header["author"], header["scheme"], *header["members"]))
        if isinstance(place, dict) and place:
            key = chance.choice(list(cast("dict[str, Any]", place)))
            if chance.random() < 0.2:
                del place[key]
            else:
                place[key] = chance.choice(odd)
        header = {**header_of(MEMBERS), **header}
        if not all(
            isinstance(header[key], kind) for key, kind in (("author", dict), ("scheme", dict), ("members", list))
        ):
            break
    content = encrypted(tar([*signed(header), *(entry(*one) for one in MEMBERS.items())]))
    return lambda: read_package(content)


def inner_tar(chance: random.Random) -> Callable[[], object]:  # noqa: C901  # one branch for each kind of damage
    """Good header and signature, and entries of every kind, name and size in any order behind them."""
    entries = [entry(*one) for one in MEMBERS.items()]
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = chance.randrange(len(entries))
        block, content = bytearray(entries[at][0]), entries[at][1]
        match chance.randrange(8):
            case 0:
                entries.insert(at, entries[chance.randrange(len(entries))])
            case 1:
                entries.append(entries.pop(at))
            case 2:
                del entries[at]
            case 3:
                block[156] = chance.choice(KINDS)
            case 4:
                name = chance.choice(NAMES).encode()[:100]
                block[:100] = name + bytes(100 - len(name))
            case 5:
                block[124:136] = chance.choice(
                    (b"77777777777\0", b"00000000000\0", b"\x80" + bytes(11), b"-1" + bytes(10), chance.randbytes(12))
                )
            case 6:
                place = chance.randrange(512)
                block[place] = chance.randrange(256)
            case _:
                content = chance.choice((b"", content + b"x", content[:-1], chance.randbytes(600)))
        if entries and at < len(entries):
            if chance.random() < 0.9:
                block[148:156] = b" " * 8
                block[148:156] = b"%06o\0 " % sum(block)
            entries[at] = (bytes(block), content)
        if not entries:
            break
    content = encrypted(tar([*signed(header_of(MEMBERS)), *entries]))
    return lambda: read_package(content)


def inner_with_passphrase(chance: random.Random) -> Callable[[], object]:
    out = bytearray()
    header = header_of(MEMBERS, recipients=[])
    plain = mutated(tar([*signed(header), *(entry(*one) for one in MEMBERS.items())]), chance)
    encrypt_with(SECRET.text, io.BytesIO(plain).read, out.extend, work=EASY)
    return lambda: read_package(bytes(out), SECRET)


def cards(chance: random.Random) -> Callable[[], object]:
    content = mutated(CARDS.sign(Card(LEAD.public, "Expert One", "Office", "FI"), LEAD).content, chance)
    return lambda: CARDS.read(content)


def keys(chance: random.Random) -> Callable[[], object]:
    text = mutated(str(LEAD.public).encode(), chance).decode("utf-8", "replace")
    return lambda: public_key(text)


@cache
def box() -> bytes:
    return sealed_box(b"[]", LEAD, assessment=ASSESSMENT, seat=SEAT)


def boxes(chance: random.Random) -> Callable[[], object]:
    if chance.random() < 0.5:
        content = mutated(box(), chance)
    else:
        out = bytearray()
        LEAD.age.decrypt(io.BytesIO(box()).read, out.extend)
        content = encrypted(mutated(bytes(out), chance), LEAD)
    return lambda: opened_box(content, LEAD, assessment=ASSESSMENT, seat=SEAT)


@pytest.mark.parametrize(
    "make",
    [
        *(outer_bytes, outer_bytes_with_passphrase, outer_head, inner_bytes, inner_header, inner_values, inner_tar),
        *(inner_with_passphrase, cards, keys, boxes),
    ],
)
def test_whatever_is_damaged_is_read_or_refused(make: Make) -> None:
    read(whole())  # libraries are loaded
    outcomes = Counter[str]()
    sentences: list[str] = []
    slowest = 0.0
    for number in range(COUNT):
        chance = random.Random(f"{make.__name__} {SEED} {number}")
        attempt = make(chance)
        before = time.perf_counter()
        try:
            attempt()
            outcomes["read"] += 1
        except EuclesError as error:
            sentences.append(str(error))
            outcomes[type(error).__name__] += 1
        except Exception as error:
            raise AssertionError(f"{make.__name__} {SEED} {number}") from error
        slowest = max(slowest, time.perf_counter() - before)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    sys.stdout.write(
        f"\n{make.__name__}: {COUNT} in all, {dict(outcomes.most_common())}; "
        f"slowest {1000 * slowest:.0f} ms; memory {memory / 1e6:.0f} MB\n"
    )
    assert all("\n" not in one and len(one) < 500 for one in sentences)
    assert slowest < MOST_SECONDS
    assert memory < MOST_MEMORY
