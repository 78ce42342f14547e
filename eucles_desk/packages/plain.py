"""Plain data of small files of ours: read within limits and checked against their published schema."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

from eucles_desk.errors import N_, EuclesError, ExchangeError
from eucles_desk.exchange.parsing import check_values, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from eucles_desk.exchange.faults import Fault


class OtherFormatError(Exception):
    """What was read is whole, and something else."""


class NewerFormatError(Exception):
    """What was read was written by a newer program."""


def read_object(content: bytes, form: str, version: int) -> dict[str, Any]:
    """Return an object of this format and version; raise ``Fault`` where it cannot be kept as it is."""
    parsed = parse(content)
    if isinstance(parsed, dict) and parsed.get("format") == form:
        found = parsed.get("version")
        if isinstance(found, int) and not isinstance(found, bool) and found > version:
            raise NewerFormatError
    check_values(parsed)
    if not isinstance(parsed, dict) or parsed.get("format") != form or parsed.get("version") != version:
        raise OtherFormatError
    return parsed


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return the bytes that are signed of a document: its keys sorted, no blanks, UTF-8."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def pretty(document: Mapping[str, Any]) -> bytes:
    """Return a document as a file that people can look at."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def problem_of(fault: Fault) -> EuclesError:
    """Return what is wrong and where, to be read after a colon."""
    if fault.place is None:
        return fault.problem
    return ExchangeError(N_("at {place}: {problem}"), place=fault.place, problem=fault.problem)


def coded(content: bytes) -> str:
    """Return bytes as base64."""
    return base64.b64encode(content).decode("ascii")


def decoded(text: object) -> bytes:
    """Return the bytes behind base64, none where it is not such a text."""
    if not isinstance(text, str):
        return b""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return b""
