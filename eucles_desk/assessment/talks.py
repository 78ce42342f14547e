"""The talks of an assessment: which there are, which one is running, and the codes of criteria in their notes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eucles_desk.assessment.evidence import EvidenceKind, Interview

if TYPE_CHECKING:
    from collections.abc import Collection

    from eucles_desk.assessment.evidence import Evidence
    from eucles_desk.assessment.values import Assessment

_CODE: Final = re.compile(r"(?<![\w#@])[#@](?P<code>\w+(?:\.\w+)*)(?P<dot>\.?)")
"""A sign with a code behind it, at the beginning of a word; ``dot`` may be a full stop or the next part of the code."""


def talks(assessment: Assessment) -> tuple[Evidence, ...]:
    """Return the interviews in the order of time, those without a day first."""
    found = [piece for piece in assessment.evidence if piece.kind is EvidenceKind.INTERVIEW]
    return tuple(sorted(found, key=_when))


def running(assessment: Assessment, today: str) -> Evidence | None:
    """Return the talk that notes belong to now: the latest one of today, ``None`` when there was none yet."""
    of_today = [piece for piece in talks(assessment) if piece.interview is not None and piece.interview.day == today]
    return of_today[-1] if of_today else None


def _when(piece: Evidence) -> tuple[str, str, str]:
    interview = piece.interview or Interview()
    return interview.day, interview.start, piece.added_at


@dataclass(frozen=True, slots=True)
class Tied:
    """A text without the codes in it, and the codes that were there."""

    text: str
    codes: tuple[str, ...] = ()


def unknown_codes(text: str, codes: Collection[str]) -> tuple[str, ...]:
    """Return what is written like the code of a criterion, such as ``#99.9``, and names none.

    What stands at the end may still become a code and is let be; ``#1`` alone is a number like any other.
    """
    known = [code.lower() for code in codes]
    found: dict[str, None] = {}
    for match in _CODE.finditer(text):
        code = match["code"]
        if not code[0].isdecimal() or "." not in code or code.lower() in known:
            continue
        is_last = match.end() == len(text)
        if not (is_last and any(one.startswith(code.lower()) for one in known)):
            found[code] = None
    return tuple(found)


@dataclass(frozen=True, slots=True)
class CodeFound:
    """A code in a text: where it stands, with the room that goes with it, and which criterion it names."""

    start: int
    end: int
    code: str


def code_in(text: str, codes: Collection[str], *, is_finished: bool) -> CodeFound | None:
    """Return the first whole code in a text, such as ``#2.5``.

    While the text is still being written, a code at its end may go on (``#1.1`` to ``#1.1.2``) and is let be.
    """
    by_lower = {code.lower(): code for code in codes}
    for found in _CODE.finditer(text):
        code = by_lower.get(found["code"].lower())
        end = found.end("code")
        may_go_on = end == len(text) or (bool(found["dot"]) and found.end() == len(text))
        if code is None or (may_go_on and not is_finished):
            continue
        start = found.start()
        if start == 0:
            end += len(text[end:]) - len(text[end:].lstrip(" ,;:."))
        elif text[end : end + 1] == " " and text[start - 1].isspace():
            end += 1
        elif text[start - 1] == " ":
            start -= 1
        return CodeFound(start, end, code)
    return None


def without_codes(text: str, codes: Collection[str]) -> Tied:
    """Take all codes out of a finished text."""
    named: list[str] = []
    while (found := code_in(text, codes, is_finished=True)) is not None:
        text = text[: found.start] + text[found.end :]
        if found.code not in named:
            named.append(found.code)
    return Tied(text.strip(), tuple(named))
