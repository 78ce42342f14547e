"""The key wrapped with a passphrase: Argon2id makes a secret of the passphrase, AES-256-GCM locks the key with it.

The header, costs and salt among it, is authenticated with the key, and a check sum tells a damaged file from a wrong
passphrase. Costs are believed within bounds only, so that no file can demand all the memory there is.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import math
import secrets
import time
import unicodedata
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NoReturn, cast

from eucles_desk.errors import StorageError, UsageError, WrongPassphraseError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = "EUCLES Desk key"
VERSION: Final = 1
MOST_BYTES: Final = 4096
"""Of a key file; a true one has some 500."""
MOST_DEPTH: Final = 5
"""Lists and objects in each other: what is nested more deeply might be read, and could not be written to compare it."""
MOST_LETTERS: Final = 1024
"""Of a passphrase."""
AT_LEAST: Final = 0.5
"""Seconds that trying one passphrase is to take on the computer where it was set."""
_KEY_BYTES: Final = 32
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16
_ENTRIES: Final = {"format", "version", "id", "kdf", "memory", "passes", "lanes", "salt", "nonce", "wrapped", "check"}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs: memory in KiB, passes over it, and lanes that may run side by side."""

    memory: int = 256 * 1024
    passes: int = 3
    lanes: int = 4


LEAST: Final = Cost(64 * 1024, 1, 1)
MOST: Final = Cost(1024 * 1024, 16, 16)
MOST_WORK: Final = 8 * 1024 * 1024
"""Memory times passes, some eight seconds."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A key file with a passphrase, read and found whole; whether it is genuine shows when it is opened.

    Attributes:
        id: Tells which key is inside without telling the key.
        header: What is authenticated together with the key.
    """

    id: str
    cost: Cost
    salt: bytes
    nonce: bytes
    wrapped: bytes
    header: bytes


def key_id(key: str) -> str:
    """Return what a key is known by; nothing of the key can be found out from it."""
    return hashlib.sha256(b"key id\x00" + bytes.fromhex(key)).hexdigest()[:32]


def normal(passphrase: str) -> str:
    """Return the passphrase as it counts, however the keyboard put it together: NFC, plain spaces, none around it.

    Raises ``UsageError`` for none at all and for one that is far too long.
    """
    composed = unicodedata.normalize("NFC", passphrase[: 8 * MOST_LETTERS])
    text = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in composed).strip()
    if not text:
        raise UsageError("The passphrase is empty.")
    if len(text) > MOST_LETTERS:
        raise UsageError("A passphrase may have {most} letters at most.", most=MOST_LETTERS)
    return text


def seal(key: str, passphrase: str, cost: Cost | None = None) -> bytes:
    """Return the key file for a key and a passphrase; takes about a second.

    Without a cost it is chosen so that a try takes half a second here at least.
    """
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    typed = normal(passphrase)
    if cost is None:
        cost, secret = _measured(typed, salt)
    else:
        secret = _secret(typed, salt, cost)
    header = _header(key_id(key), cost, salt, nonce)
    wrapped = AESGCM(secret).encrypt(nonce, bytes.fromhex(key), _canonical(header))
    return _with_check({**header, "wrapped": _text(wrapped)})


def read(content: bytes, path: Path) -> Envelope:
    """Read a key file with a passphrase, without opening it.

    Raises:
        StorageError: It is damaged, of a newer version, or asks for too much.
    """
    try:
        entries: Any = json.loads(content.decode("ascii")) if len(content) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        entries = None
    if not isinstance(entries, dict) or _is_deep(cast("object", entries)):
        _damaged(path)
    found = cast("dict[str, Any]", entries)
    if _with_check({name: value for name, value in found.items() if name != "check"}) != content:
        _damaged(path)
    if found.get("format") == FORMAT and isinstance(found.get("version"), int) and found["version"] > VERSION:
        raise StorageError("The key file was written by a newer version of EUCLES Desk: {path}", path=path)
    if set(found) != _ENTRIES or (found["format"], found["version"], found["kdf"]) != (FORMAT, VERSION, "argon2id"):
        _damaged(path)
    if not isinstance(found["id"], str):
        _damaged(path)
    return Envelope(
        id=found["id"],
        cost=_cost(found, path),
        salt=_bytes(found["salt"], _SALT_BYTES, path),
        nonce=_bytes(found["nonce"], _NONCE_BYTES, path),
        wrapped=_bytes(found["wrapped"], _KEY_BYTES + _TAG_BYTES, path),
        header=_canonical({name: value for name, value in found.items() if name not in {"wrapped", "check"}}),
    )


def unseal(envelope: Envelope, passphrase: str) -> str:
    """Return the key; takes about a second.

    Raises:
        WrongPassphraseError: The passphrase is not the one it was locked with.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        secret = _secret(normal(passphrase), envelope.salt, envelope.cost)
        key = AESGCM(secret).decrypt(envelope.nonce, envelope.wrapped, envelope.header).hex()
    except (InvalidTag, UsageError) as error:
        raise WrongPassphraseError("This is not the passphrase of these data.") from error
    return key


def _measured(typed: str, salt: bytes) -> tuple[Cost, bytes]:
    cost = Cost()
    begun = time.perf_counter()
    secret = _secret(typed, salt, cost)
    took = time.perf_counter() - begun
    if took >= AT_LEAST:
        return cost, secret
    cost = replace(cost, passes=min(MOST.passes, math.ceil(cost.passes * AT_LEAST / took)))
    return cost, _secret(typed, salt, cost)


def _secret(typed: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    try:
        derivation = Argon2id(
            salt=salt, length=_KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
        )
        return derivation.derive(typed.encode("utf-8", "surrogatepass"))
    except MemoryError as error:
        raise StorageError(
            "There is not enough memory to check the passphrase: {needed} MB are needed. Close other programs, then "
            "try again.",
            needed=cost.memory // 1024,
        ) from error


def _header(identity: str, cost: Cost, salt: bytes, nonce: bytes) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "id": identity,
        "kdf": "argon2id",
        **asdict(cost),
        "salt": _text(salt),
        "nonce": _text(nonce),
    }


def _is_deep(value: object, left: int = MOST_DEPTH) -> bool:
    if not isinstance(value, dict | list):
        return False
    inner = cast("dict[str, object]", value).values() if isinstance(value, dict) else cast("list[object]", value)
    return left == 0 or any(_is_deep(one, left - 1) for one in inner)


def _with_check(entries: dict[str, Any]) -> bytes:
    """Return the one way to write an envelope; any other bytes are not one."""
    check = hashlib.sha256(_canonical(entries)).hexdigest()[:32]
    return json.dumps({**entries, "check": check}, indent=1, sort_keys=True).encode() + b"\n"


def _canonical(entries: dict[str, Any]) -> bytes:
    return json.dumps(entries, sort_keys=True, separators=(",", ":")).encode()


def _cost(found: dict[str, Any], path: Path) -> Cost:
    values = [found[name] for name in ("memory", "passes", "lanes")]
    if not all(type(value) is int for value in values):
        _damaged(path)
    cost = Cost(*values)
    if cost.memory < LEAST.memory or cost.passes < LEAST.passes or cost.lanes < LEAST.lanes:
        _damaged(path)
    if (
        cost.memory > MOST.memory
        or cost.passes > MOST.passes
        or cost.lanes > MOST.lanes
        or cost.memory * cost.passes > MOST_WORK
    ):
        raise StorageError(
            "The key file asks for more memory or time than a passphrase may cost, so it was not opened: {path}",
            path=path,
        )
    return cost


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: object, size: int, path: Path) -> bytes:
    try:
        content = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        content = b""
    if len(content) != size:
        _damaged(path)
    return content


def _damaged(path: Path) -> NoReturn:
    raise StorageError("The key file is damaged, so the data cannot be read: {path}", path=path)
