"""The command ``audit``: prints who changed what from which value to which and when, and verifies the history."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.app.output import in_one_line, say, say_json, say_table
from eucles_desk.app.ways_out import ways_out
from eucles_desk.assessment.auditing import EntryState
from eucles_desk.assessment.change_data import change_to_data
from eucles_desk.assessment.changes import Part
from eucles_desk.errors import DamagedDataError, EuclesError
from eucles_desk.storage.files import write_atomically
from eucles_desk.storage.problems import DAMAGED
from eucles_desk.wording.history import (
    NOTHING,
    Around,
    author,
    event,
    flaw,
    moment,
    shortened,
    titled,
    values_told,
    verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.app.wiring import Program
    from eucles_desk.assessment.auditing import Audited, Flaw, Verified
    from eucles_desk.assessment.changes import Change
    from eucles_desk.language import Language

SOUND, NOT_SOUND = 0, 1
FORMAT: Final = "eucles-audit"
VERSION: Final = 1
PRIVATE: Final = "private"


class Audit:
    """Tells the history of an assessment, or only verifies that of all.

    Args:
        program: the program on its data.
        assessment: whose history is told, ``None`` to verify only.
        language: of the words.
    """

    def __init__(self, program: Program, assessment: UUID | None, language: Language) -> None:
        self._program = program
        self._assessment = assessment
        self._language = language
        self._around = self._look_around()

    def say(self, *, full: bool) -> int:
        """Print it for people; return the exit status, 1 where the history is not sound."""
        verified = self._program.auditing.verify()
        if self._assessment is not None:
            rows = list(self._rows(self._assessment, full=full))
            _ = self._language.text
            if full:
                for row in rows:
                    self._say_whole(row)
            else:
                headings = (_("No."), _("When"), _("Who"), _("What"), _("From"), _("To"))
                say_table(headings, rows, numbers=frozenset({0}))
        is_damaged = self._is_damaged()
        if is_damaged:
            for sentence in (DAMAGED, *ways_out(DamagedDataError(DAMAGED))):
                say(self._language.text(sentence))
        if not is_damaged or not verified.is_sound:
            for sentence in self._sentences(verified):
                say(sentence)
        return SOUND if verified.is_sound and not is_damaged else NOT_SOUND

    def say_data(self, out: Path | None) -> int:
        """Print it for programs, or write it to a file; return the exit status."""
        verified = self._program.auditing.verify()
        is_damaged = self._is_damaged()
        told = _verified_data(verified, is_damaged=is_damaged)
        data: dict[str, Any] = {"format": FORMAT, "version": VERSION, "verified": told}
        if self._assessment is not None:
            data["assessment"] = str(self._assessment)
            entries = self._program.auditing.entries(self._assessment)
            data["entries"] = [self._entry_data(entry) for entry in entries]
        if out is None:
            say_json(data)
        else:
            write_atomically(out, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode())
            say(self._language.text("Written: {file}", file=out))
        return SOUND if verified.is_sound and not is_damaged else NOT_SOUND

    def _is_damaged(self) -> bool:
        """Return whether the database is damaged somewhere, though its history may be read."""
        try:
            self._program.data.refuse_damaged(sys.maxsize)
        except DamagedDataError:
            return True
        return False

    def _look_around(self) -> Around:
        """Take names from the assessment; one that was erased, or cannot be read, is told without them."""
        assessment = edition = None
        if self._assessment is not None:
            try:
                assessment = self._program.desk.load(self._assessment)
                edition = self._program.desk.shelf.get(assessment.edition)
            except EuclesError:
                if next(self._program.auditing.entries(self._assessment), None) is None:
                    raise
        return Around.of(assessment, edition, self._language)

    def _rows(self, assessment: UUID, *, full: bool) -> Iterator[tuple[str, ...]]:
        """Yield a row for each value that was changed, and one for what changed none."""
        language = self._language
        for entry in self._program.auditing.entries(assessment):
            head = (str(entry.seq), moment(entry.entry.at, language), author(entry, self._around, language))
            told = [told for change in entry.entry.changes for told in values_told(change, self._around, language)]
            if not told:
                yield (*head, event(entry, language), "", "")
            for one in told:
                before, after = one.before or NOTHING, one.after or NOTHING
                if not full:
                    before, after = shortened(before), shortened(after)
                yield (*head, titled(entry, one.what, language), before, after)

    def _say_whole(self, row: tuple[str, ...]) -> None:
        seq, at, who, what, before, after = row
        say(in_one_line("  ".join(part for part in (seq, at, who, what) if part)))
        if before or after:
            for name, text in ((self._language.text("from"), before), (self._language.text("to"), after)):
                say(f"    {name}: {in_one_line(text)}")

    def _sentences(self, verified: Verified) -> Iterator[str]:
        language = self._language
        yield verdict(verified, language)
        for found in verified.flaws:
            yield flaw(found, language)
        if verified.erased:
            yield language.plural(
                "{count} change was erased knowingly.", "{count} changes were erased knowingly.", verified.erased
            )

    def _entry_data(self, entry: Audited) -> dict[str, Any]:
        said = entry.entry
        data: dict[str, Any] = {
            "number": entry.seq,
            "at": said.at.isoformat(),
            "mode": said.mode.value,
            "seat": str(said.seat) if said.seat else None,
            "who": author(entry, self._around, self._language),
            "group": str(said.group),
        }
        if entry.state is not EntryState.KEPT:
            return {**data, entry.state.value: True}
        message = said.message.format(**said.values) if said.values else said.message
        return {**data, "message": message, "changes": [_change_data(change) for change in said.changes]}


def _change_data(change: Change) -> dict[str, Any]:
    data = change_to_data(change)
    if change.part is Part.PRIVATE_NOTE:  # it is for nobody else, and no file that is passed on holds it
        data |= {name: None if data[name] is None else PRIVATE for name in ("before", "after")}
    return data


def _verified_data(verified: Verified, *, is_damaged: bool) -> dict[str, Any]:
    return {
        "sound": verified.is_sound and not is_damaged,
        "database_damaged": is_damaged,
        "entries": verified.entries,
        "erased": verified.erased,
        "head": verified.head,
        "flaws": [_flaw_data(found) for found in verified.flaws],
    }


def _flaw_data(found: Flaw) -> dict[str, Any]:
    times = {"since": found.since, "at": found.at}
    return {
        "kind": found.kind.value,
        "number": found.seq,
        "last": found.last,
        **{name: at.isoformat() if at else None for name, at in times.items()},
    }
