"""Gathering evidence: files with their versions, links, interviews with notes, and what cites them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from eucles_desk.assessment import texts
from eucles_desk.assessment.changes import Change, Part, judgement_key
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, FileVersion, Interview, Note
from eucles_desk.assessment.validation import check_evidence_days, check_interview, criterion_of
from eucles_desk.errors import RuleError
from eucles_desk.services.changing import Changing, named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from eucles_desk.assessment.records import StoredFile, TextHit
    from eucles_desk.assessment.values import Judgement
    from eucles_desk.services.file_ports import Source

EARLIER_NAMES: Final = (named("note of {title}"), named("removal of a note"))
"""What steps were called that are in histories still."""
FIRST_WORDS: Final = 30
"""So many signs of a note tell its step from others."""


class Gathering(Changing):
    """The part of :class:`OpenAssessment` that gathers evidence."""

    def judgement(self, criterion: str) -> Judgement:
        """Return this seat's judgement of a criterion."""
        if self.seat is None:
            raise RuleError("The assessment has no lead expert yet. Add one first.")
        return self.value.judgement(self.seat, criterion)

    def attach_file(self, source: Path, criterion: str | None = None) -> Evidence:
        """Copy a file in and cite it from a criterion, if named; the file is flushed before its row is written."""
        return self.attach_taken(self.take_file(source), source.name, criterion)

    def take_file(self, source: Path, watch: Callable[[int], object] | None = None) -> StoredFile:
        """Copy a file in without attaching it to anything yet; any thread may do this, since nothing else changes.

        ``watch`` is told how many bytes have been copied; what it raises stops the copy, and nothing of it stays.
        """
        return self._files.add(source, watch)

    def take_content(self, content: bytes) -> StoredFile:
        """Store content that did not come from a file, as :meth:`take_file` does."""
        return self._files.add_content(content)

    def attach_taken(
        self, stored: StoredFile, file_name: str, criterion: str | None = None, title: str = ""
    ) -> Evidence:
        """Attach a file that has been copied in; the same content attached again is the same piece of evidence."""
        known = next((piece for piece in self.value.evidence if piece.sha256 == stored.sha256), None)
        piece = known or self._document(stored, file_name, title)
        self._attach(piece, criterion, new=known is None)
        return piece

    def attach_all(
        self, taken: Sequence[tuple[StoredFile, str]], criterion: str | None = None, batch: str = "", count: int = 0
    ) -> tuple[Evidence, ...]:
        """Attach many files that have been copied in, each with its name, as one step.

        Files that are attached in several goes are still one step when they bear the name of the same ``batch``, which
        has ``count`` files in all.
        """
        if len(taken) == 1 and not batch:
            return (self.attach_taken(*taken[0], criterion),)
        known = {piece.sha256: piece for piece in self.value.evidence if piece.sha256}
        pieces: dict[UUID, Evidence] = {}
        changes: list[Change] = []
        for stored, file_name in taken:
            piece = known.get(stored.sha256)
            if piece is None:
                piece = known[stored.sha256] = self._document(stored, file_name)
                changes.append(self._change(Part.EVIDENCE, str(piece.id), piece))
            pieces[piece.id] = piece
        if criterion is not None and self.can_change(Part.JUDGEMENT):
            criterion_of(self.edition, criterion)
            judgement = self.judgement(criterion)
            cited = {citation.evidence for citation in judgement.citations}
            new = tuple(Citation(piece) for piece in pieces if piece not in cited)
            key = judgement_key(judgement.seat, criterion)
            changes.append(
                self._change(Part.JUDGEMENT, key, replace(judgement, citations=(*judgement.citations, *new)))
            )
        key = f"attach:{batch}" if batch else ""
        self._do(named("{count} files"), {"count": str(count or len(pieces))}, changes, key)
        return tuple(pieces.values())

    def attach_note(self, title: str, kind: EvidenceKind, address: str = "", criterion: str | None = None) -> Evidence:
        """Add a link or an interview, and cite it from a criterion if one is named."""
        added_at = self._now().isoformat(timespec="seconds")
        piece = Evidence(uuid4(), title, kind, address=address, added_at=added_at)
        self._attach(piece, criterion, new=True)
        return piece

    def rename_evidence(self, evidence: UUID, title: str) -> None:
        """Give a piece of evidence another title."""
        piece = self._piece(evidence)
        self._do(
            named("title of evidence"),
            {},
            [self._change(Part.EVIDENCE, str(evidence), replace(piece, title=title))],
            f"evidence:{evidence}",
        )

    def remove_evidence(self, *evidence: UUID) -> None:
        """Take evidence out with all that cites it, as one step; files stay stored, so that undo brings them back."""
        pieces = [self._piece(one) for one in dict.fromkeys(evidence)]
        gone = frozenset(evidence)
        changes: list[Change] = []
        for judgement in self.value.judgements:
            kept = tuple(citation for citation in judgement.citations if citation.evidence not in gone)
            if kept != judgement.citations:
                key = judgement_key(judgement.seat, judgement.criterion)
                changes.append(self._change(Part.JUDGEMENT, key, replace(judgement, citations=kept)))
        # Last, so that undoing brings the evidence back before what cites it.
        changes += [self._change(Part.EVIDENCE, str(piece.id), None) for piece in pieces]
        if len(pieces) == 1:
            self._do(named("removal of {title}"), {"title": pieces[0].title}, changes)
        else:
            self._do(named("removal of {count} pieces of evidence"), {"count": str(len(pieces))}, changes)

    def holds(self, sha256: str) -> bool:
        """Return whether a file is here by its content, an earlier version too."""
        return self._files.holds(sha256)

    def stored(self, sha256: str) -> Source | None:
        """Return a file to read by its content, an earlier version too; ``None`` when it is not here."""
        return self._files.stored(sha256)

    def save_copy(self, sha256: str, target: Path) -> None:
        """Write what is in a file to where the user wants it; any thread may do this."""
        self._files.save(sha256, target)

    def lend_copy(self, sha256: str, name: str) -> Path:
        """Return a copy of a file for another program, which is gone when the data are closed; any thread may ask."""
        return self._files.lend(sha256, name)

    def find_text(self, words: str, limit: int) -> Sequence[TextHit]:
        """Return pages of this assessment's files that hold the words; any thread may ask."""
        with self._open_store() as store:
            return store.evidence_texts.find(words, limit, self.value.id)

    def replace_file(self, evidence: UUID, stored: StoredFile, file_name: str) -> None:
        """Let another file take the place of a stored one, which is kept as an earlier version.

        The dates go: they were those of the earlier file, and would say of the new one what nobody has said.
        """
        piece = self._piece(evidence)
        if not piece.sha256:
            raise RuleError("Only a stored file has versions.")
        if stored.sha256 == piece.sha256:
            return
        earlier = FileVersion(piece.sha256, piece.file_name, piece.size, piece.added_at)
        name = texts.file_name(file_name)
        changed = replace(
            piece,
            sha256=stored.sha256,
            file_name=name,
            size=stored.size,
            added_at=self._now().isoformat(timespec="seconds"),
            versions=(*piece.versions, earlier),
            dated="",
            expires="",
        )
        self._change_piece(named("new version of {title}"), changed)

    def date_evidence(self, evidence: UUID, dated: str, expires: str) -> None:
        """Say of which day or month a piece of evidence is, and after which day it no longer counts."""
        changed = replace(self._piece(evidence), dated=dated, expires=expires)
        check_evidence_days(changed)
        self._change_piece(named("dates of {title}"), changed, f"evidence-dates:{evidence}")

    def cite(self, criterion: str, citation: Citation) -> None:
        """Cite a page, note or region from a criterion, once; a citation that says less of the same gives way to it."""
        judgement = self.judgement(criterion)
        if citation in judgement.citations:
            return
        less = [Citation(citation.evidence), Citation(citation.evidence, sha256=citation.sha256)]
        if citation.region is None and not citation.quote:
            less.append(Citation(citation.evidence, citation.page))
        before = judgement.citations
        # It stands where what it says more than stood: evidence is listed by its first citation and is to stay there.
        at = next((place for place, old in enumerate(before) if old in less), len(before))
        first, rest = ([old for old in part if old not in less] for part in (before[:at], before[at:]))
        piece = self._piece(citation.evidence)
        cited = replace(judgement, citations=(*first, citation, *rest))
        criterion_of(self.edition, criterion)
        values = {"criterion": criterion, "title": piece.title}
        self._do(
            named("citation of {title} in {criterion}"),
            values,
            [self._change(Part.JUDGEMENT, judgement_key(judgement.seat, criterion), cited)],
        )

    # Interviews

    def add_interview(self, title: str, interview: Interview) -> Evidence:
        """Log a talk."""
        check_interview(interview)
        added_at = self._now().isoformat(timespec="seconds")
        piece = Evidence(uuid4(), title, EvidenceKind.INTERVIEW, added_at=added_at, interview=interview)
        self._attach(piece, None, new=True)
        return piece

    def set_interview(self, evidence: UUID, title: str, role: str, day: str, start: str) -> None:
        """Change with whom a talk was, by role, and when."""
        piece = self._piece(evidence)
        interview = replace(piece.interview or Interview(), role=role, day=day, start=start)
        check_interview(interview)
        changed = replace(piece, title=title, interview=interview)
        self._change_piece(named("interview {title}"), changed, f"interview:{evidence}")

    def add_note(self, evidence: UUID, text: str = "", criteria: Iterable[str] = ()) -> Note:
        """Add a note to a talk; each criterion that it is about cites it."""
        interview = self._piece(evidence).interview or Interview()
        note = Note(interview.next_number)
        self.set_note(evidence, replace(note, text=text, criteria=tuple(criteria)))
        return note

    def set_note(self, evidence: UUID, note: Note) -> None:
        """Add a note or change it; criteria that it is about cite it, those that it is no longer about do not."""
        piece = self._piece(evidence)
        interview = piece.interview or Interview()
        before = interview.note(note.number)
        for criterion in note.criteria:
            criterion_of(self.edition, criterion)
        notes = (
            tuple(note if old.number == note.number else old for old in interview.notes)
            if before
            else (*interview.notes, note)
        )
        was = before.criteria if before else ()
        changes = [
            self._change(Part.EVIDENCE, str(evidence), replace(piece, interview=replace(interview, notes=notes))),
            *self._citing_note(evidence, note.number, set(note.criteria) - set(was), set(was) - set(note.criteria)),
        ]
        key = f"note:{evidence}:{note.number}" if note.criteria == was else ""
        message = named("note {number}: “{words}”") if note.text.strip() else named("note {number} of {title}")
        self._do(message, _naming(piece, note), changes, key)

    def remove_note(self, evidence: UUID, number: int) -> None:
        """Take a note out, with what cites it."""
        piece = self._piece(evidence)
        interview = piece.interview or Interview()
        notes = tuple(note for note in interview.notes if note.number != number)
        gone = interview.note(number)
        changes = [
            *self._citing_note(evidence, number, set(), set(gone.criteria) if gone else set()),
            self._change(Part.EVIDENCE, str(evidence), replace(piece, interview=replace(interview, notes=notes))),
        ]
        if gone is None:
            return
        has_words = bool(gone.text.strip())
        message = (
            named("removal of note {number}: “{words}”") if has_words else named("removal of note {number} of {title}")
        )
        self._do(message, _naming(piece, gone), changes)

    def _citing_note(self, evidence: UUID, number: int, added: set[str], removed: set[str]) -> list[Change]:
        """Return the changes by which this seat's judgements cite a note, or no longer do."""
        if self.seat is None or not self.can_change(Part.JUDGEMENT):
            return []
        changes: list[Change] = []
        for criterion in sorted(added | removed):
            judgement = self.value.judgement(self.seat, criterion)
            kept = tuple(c for c in judgement.citations if (c.evidence, c.page) != (evidence, number))
            cited = (*kept, Citation(evidence, number)) if criterion in added else kept
            changed = replace(judgement, citations=cited)
            after = None if changed.is_empty else changed
            changes.append(self._change(Part.JUDGEMENT, judgement_key(self.seat, criterion), after))
        return changes

    def _change_piece(self, message: str, piece: Evidence, merge_key: str = "") -> None:
        change = self._change(Part.EVIDENCE, str(piece.id), piece)
        self._do(message, {"title": piece.title}, [change], merge_key)

    def _document(self, stored: StoredFile, file_name: str, title: str = "") -> Evidence:
        name = texts.file_name(file_name)
        added_at = self._now().isoformat(timespec="seconds")
        return Evidence(
            uuid4(),
            title or Path(name).stem,
            EvidenceKind.DOCUMENT,
            stored.sha256,
            name,
            stored.size,
            added_at=added_at,
        )

    def _attach(self, piece: Evidence, criterion: str | None, *, new: bool) -> None:
        changes = [self._change(Part.EVIDENCE, str(piece.id), piece)] if new else []
        if criterion is not None and self.can_change(Part.JUDGEMENT):
            criterion_of(self.edition, criterion)
            judgement = self.judgement(criterion)
            if all(citation.evidence != piece.id for citation in judgement.citations):
                cited = replace(judgement, citations=(*judgement.citations, Citation(piece.id)))
                changes.append(self._change(Part.JUDGEMENT, judgement_key(judgement.seat, criterion), cited))
        self._do(named("evidence {title}"), {"title": piece.title}, changes)

    def _piece(self, evidence: UUID) -> Evidence:
        piece = self.value.piece(evidence)
        if piece is None:
            raise RuleError("The assessment has no such evidence any more.")
        return piece


def _naming(piece: Evidence, note: Note) -> dict[str, str]:
    """Return what tells a note from others: its number and first words."""
    words = " ".join(note.text.split())
    if len(words) > FIRST_WORDS:
        words = f"{words[:FIRST_WORDS].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return {"number": str(note.number), "words": words, "title": piece.title}
