"""Forms that the cluster sent back are attached: only values come in, as one step that can be undone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeAlias
from uuid import uuid5

from eucles_desk.assessment.changes import Change, Part
from eucles_desk.assessment.evidence import Evidence, EvidenceKind
from eucles_desk.assessment.fact_form import read_fact_form
from eucles_desk.assessment.form_counts import Attachment, Counted
from eucles_desk.assessment.self_form import SelfAnswers, read_self_form
from eucles_desk.assessment.terms import Opinion
from eucles_desk.assessment.values import Remark
from eucles_desk.services.changing import Changing, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eucles_desk.assessment.fact_form import Said
    from eucles_desk.assessment.forms import FormKind, Received
    from eucles_desk.assessment.self_form import Listed
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.services.file_ports import Source, Stamp

WEB: tuple[str, ...] = ("http://", "https://")
IsSigned: TypeAlias = Callable[[bytes, bytes], bool]
"""Says whether a signature, of some content, is by somebody who may make forms of an assessment."""


class FormReader(Protocol):
    """Reads what is filled into a form, in a process of its own; raises ``ReadingError`` with the cause."""

    def form(self, file: Source, name: str) -> Received:
        """Return what is filled in, nothing for a file that is no form."""
        ...


class FormDesk(Protocol):
    """Makes forms and takes them in, for windows; each may take a moment, and may be called from any thread."""

    def make(self, kind: FormKind, assessment: Assessment, language: str) -> bytes:
        """Return a form to send."""
        ...

    def read(self, content: bytes, name: str) -> Received:
        """Return what is filled into a file."""
        ...

    def signed_for(self, assessment: Assessment) -> IsSigned:
        """Return what says whose signatures hold in an assessment."""
        ...

    def backup(self) -> object:
        """Make a backup before something is changed."""
        ...


class ReceivedFile:
    """A file in memory, as the reader takes it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.sha256 = hashlib.sha256(content).hexdigest()

    def stamp(self) -> Stamp:
        """Return what tells it from others."""
        return len(self._content), 0

    def size(self) -> int:
        """Return how long it is."""
        return len(self._content)

    def copy(self, write: Callable[[bytes], object]) -> None:
        """Hand it on."""
        write(self._content)


class Forms(Changing):
    """The part of :class:`OpenAssessment` that takes in what the cluster filled in."""

    def self_assessment_in(self, received: Received) -> Attachment:
        """Return what a self-assessment would change; raise ``FormError`` when it is not one of this assessment."""
        return _self_assessment(self.value, read_self_form(received, self.value, self.edition))

    def attach_self_assessment(self, received: Received) -> Attachment:
        """Take in facts, answers, levels and the list of evidence as one step; a second time changes nothing."""
        found = self.self_assessment_in(received)
        self._do(named("self-assessment attached"), {}, found.changes)
        return found

    def remarks_in(self, received: Received, is_signed: IsSigned) -> Attachment:
        """Return what a fact check would change; raise ``FormError`` when it is not one of this assessment."""
        return _remarks(self.value, read_fact_form(received, self.value, self.edition, is_signed))

    def attach_remarks(self, received: Received, is_signed: IsSigned) -> Attachment:
        """Take in the remarks on the draft as one step; a second time changes nothing."""
        found = self.remarks_in(received, is_signed)
        self._do(named("remarks attached"), {}, found.changes)
        return found


def _remarks(value: Assessment, answers: Iterable[Said]) -> Attachment:
    """Return the remarks under ids that follow from their criteria; what the experts answered to them stays.

    An agreement without a word is counted, and needs no answer.
    """
    counts: Counter[Counted] = Counter()
    changes: list[Change] = []
    known = {remark.id: remark for remark in value.remarks}
    for said in answers:
        id_ = uuid5(value.id, f"fact check remark\n{said.criterion}")
        before = known.get(id_)
        counts[Counted.AGREED] += said.opinion is Opinion.AGREED
        if before is None and not said.text and said.opinion is Opinion.AGREED:
            continue
        now = before or Remark(id_, said.criterion)
        after = replace(now, opinion=said.opinion or now.opinion, text=said.text or now.text)
        _add(changes, counts, Counted.REMARKS, Change(Part.REMARK, str(id_), before, after))
    return Attachment(tuple(changes), counts)


def _self_assessment(value: Assessment, answers: SelfAnswers) -> Attachment:
    counts: Counter[Counted] = Counter()
    changes: list[Change] = []
    own = {said.criterion: said for said in value.self_assessment}
    for fact, answer in answers.facts.items():
        _add(changes, counts, Counted.FACTS, Change(Part.FACT, fact, value.cluster.facts.get(fact), answer))
    for change in _eligibility(value, answers, counts):
        _add(changes, counts, Counted.ELIGIBILITY, change)
    for said in answers.levels:
        before = own.get(said.criterion)
        level = said.level if said.level is not None or before is None else before.level
        comment = said.comment or (before.comment if before else "")
        after = replace(before or said, level=level, comment=comment)
        _add(changes, counts, Counted.LEVELS, Change(Part.SELF_JUDGEMENT, said.criterion, before, after))
    for piece in _evidence(value, answers):
        _add(changes, counts, Counted.EVIDENCE, Change(Part.EVIDENCE, str(piece.id), None, piece))
    return Attachment(tuple(changes), counts)


def _add(changes: list[Change], counts: Counter[Counted], what: Counted, change: Change) -> None:
    if change.before != change.after:
        changes.append(change)
        counts[what] += 1
        counts[Counted.REPLACED] += change.before is not None


def _eligibility(value: Assessment, answers: SelfAnswers, counts: Counter[Counted]) -> Iterator[Change]:
    """Yield answers where the experts have given none; where they have, theirs stays."""
    known = {answer.criterion: answer for answer in value.eligibility}
    for key, said in answers.eligibility.items():
        before, now = known.get(key), value.answer(key)
        met = said.met if now.met is None else now.met
        counts[Counted.KEPT] += said.met is not None and met is not said.met
        yield Change(Part.ELIGIBILITY, key, before, replace(now, met=met, note=now.note or said.comment))


def _evidence(value: Assessment, answers: SelfAnswers) -> Iterator[Evidence]:
    """Yield what the cluster lists and what is not here yet, under an id that follows from what it says."""
    known = {piece.id for piece in value.evidence}
    titles = {piece.title.strip().casefold() for piece in value.evidence}
    for listed in answers.evidence:
        piece = _piece(value, listed)
        if piece.id not in known and piece.title.casefold() not in titles:
            known.add(piece.id)
            titles.add(piece.title.casefold())
            yield piece


def _piece(value: Assessment, listed: Listed) -> Evidence:
    """Return a piece of evidence without its file, which the cluster hands over by itself."""
    is_link = listed.where.casefold().startswith(WEB)
    more = "; ".join(
        part for part in ("" if is_link else listed.where, listed.criteria) if part != listed.title and part
    )
    title = f"{listed.title} ({more})" if more else listed.title
    id_ = uuid5(value.id, f"self-assessment evidence\n{listed.title}\n{listed.where}")
    kind = EvidenceKind.LINK if is_link else EvidenceKind.DOCUMENT
    return Evidence(id_, title, kind, address=listed.where if is_link else "")
