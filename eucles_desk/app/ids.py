"""Finds what an id on the command line means: the whole id, or a beginning that only one has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from uuid import UUID

from eucles_desk.errors import Message, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

BEGINNING: Final = re.compile(r"[0-9a-f][0-9a-f-]{0,35}")
MOST_NAMED: Final = 5
WHERE_ASSESSMENTS: Final = Message("“eucles-desk list” shows the id of each assessment.")
WHERE_REPORTS: Final = Message("“eucles-desk issued” shows the id of each report.")


def check_id(text: str, where: Message) -> None:
    """Raise ``UsageError`` at once for what can be no beginning of an id; ``where`` says where ids are shown."""
    if _whole(text) is None and not BEGINNING.fullmatch(text.lower()):
        raise _no_id(text, where)


def find_id(text: str, known: Iterable[UUID], where: Message) -> UUID:
    """Return the id that is meant; a whole one need not be known here. Raise ``UsageError`` where none or many are."""
    whole = _whole(text)
    if whole is not None:
        return whole
    check_id(text, where)
    found = sorted(one for one in known if str(one).startswith(text.lower()))
    if not found:
        raise _no_id(text, where)
    if len(found) > 1:
        more = ", ..." if len(found) > MOST_NAMED else ""
        ids = ", ".join(map(str, found[:MOST_NAMED])) + more
        raise UsageError("“{text}” is the beginning of several ids: {ids}. Write more of it.", text=text[:60], ids=ids)
    return found[0]


def _whole(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _no_id(text: str, where: Message) -> UsageError:
    return UsageError("“{text}” is not an id. {where}", text=text[:60], where=where)
