"""The notes of interviews as the screen shows them: what is stored, and over it what waits to be stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from eucles_desk.assessment.evidence import Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.talks import running
from eucles_desk.ui.language import tr
from eucles_desk.ui.on_site.leaving import hour_now, today
from eucles_desk.ui.on_site.saying import date_words
from eucles_desk.ui.workspace.drafts import Drafts

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.ui.working import Working


class NoteBook(QObject):
    """Writes notes and interviews; each note has a number of its own from the first sign on.

    There is one for each open assessment, so that all who write notes know of those not stored yet.
    """

    def __init__(self, working: Working) -> None:
        super().__init__(working)
        self._working = working
        self._drafts = Drafts(working)
        self._given: dict[UUID, int] = {}

    def notes(self, talk: UUID) -> tuple[Note, ...]:
        """Return the notes of an interview by number."""
        stored = {note.number: note for note in self._stored(talk)}
        numbers = range(1, max(self._given.get(talk, 0), *stored, 0) + 1)
        latest = (self._drafts.latest(_field(talk, number), stored.get(number)) for number in numbers)
        return tuple(note for note in latest if note is not None)

    def note(self, talk: UUID, number: int) -> Note | None:
        """Return a note, ``None`` when it is not there any more."""
        return next((note for note in self.notes(talk) if note.number == number), None)

    def new_number(self, talk: UUID) -> int:
        """Return a number that no note of the interview has had here."""
        highest = max((note.number for note in self._stored(talk)), default=0)
        self._given[talk] = max(highest, self._given.get(talk, 0)) + 1
        return self._given[talk]

    def write(self, talk: UUID, note: Note) -> bool:
        """Store a note; one that cannot be stored yet is shown and retried."""
        if note == self.note(talk, note.number):
            return True
        opened, field = self._working.opened, _field(talk, note.number)
        return self._drafts.store(field, note, lambda: opened.set_note(talk, note))

    def remove(self, talk: UUID, number: int) -> bool:
        """Take a note out."""
        opened = self._working.opened
        return self._drafts.store(_field(talk, number), None, lambda: opened.remove_note(talk, number))

    # Interviews

    def begin(self) -> Evidence | None:
        """Log an interview that begins now and return it; one of today in which nothing was entered is taken up."""
        day, opened = today(), self._working.opened
        before = running(self._working.value, day)
        if before is not None and _is_blank(before, self.notes(before.id)):
            return before
        interview = Interview(day=day, start=hour_now())
        known = {piece.id for piece in self._working.value.evidence}
        if not self._working.do(lambda: opened.add_interview(title_of(interview), interview), field="new-interview"):
            return None
        return next(piece for piece in self._working.value.evidence if piece.id not in known)

    def running(self) -> Evidence | None:
        """Return the interview that notes belong to now, ``None`` when none has begun today."""
        return running(self._working.value, today())

    def change(self, talk: UUID, role: str, day: str, start: str) -> bool:
        """Say with whom an interview is and when; its title follows unless it was given by hand."""
        piece = self._working.value.piece(talk)
        if piece is None:
            return False
        before = piece.interview
        after = replace(before or Interview(), role=role, day=day, start=start)
        title = title_of(after) if before is not None and _follows(piece.title, before) else piece.title
        if after == before and title == piece.title:
            return True
        opened = self._working.opened
        return self._working.do(
            lambda: opened.set_interview(talk, title, role, day, start), field=f"interview:{talk}", text=role
        )

    def _stored(self, talk: UUID) -> tuple[Note, ...]:
        piece = self._working.value.piece(talk)
        return piece.interview.notes if piece is not None and piece.interview is not None else ()


def note_book(working: Working) -> NoteBook:
    """Return the note book of an open assessment."""
    return working.findChild(NoteBook) or NoteBook(working)


def title_of(interview: Interview) -> str:
    """Return what an interview is called where it is cited: with whom it was, and on which day."""
    who = interview.role.strip() or tr("Interview")
    return f"{who}, {date_words(interview.day)}" if interview.day else who


def name_of(piece: Evidence) -> str:
    """Return with whom an interview was, or its title where only that is known."""
    if piece.interview is None:
        return piece.title
    return piece.interview.role.strip() or tr("Interview without a role")


def is_talk(piece: Evidence | None) -> bool:
    """Return whether a piece of evidence is an interview."""
    return piece is not None and piece.kind is EvidenceKind.INTERVIEW


def _follows(title: str, interview: Interview) -> bool:
    """Return whether a title is one that was made here, in whatever language."""
    role = interview.role.strip()
    return not role or title == role or title.startswith(f"{role}, ")


def _is_blank(piece: Evidence, notes: tuple[Note, ...]) -> bool:
    interview = piece.interview or Interview()
    return not interview.role.strip() and not notes


def _field(talk: UUID, number: int) -> str:
    return f"note:{talk}:{number}"
