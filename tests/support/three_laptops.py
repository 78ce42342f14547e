"""Three laptops that do what people do, and come to the same in the end: a state machine for Hypothesis."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from eucles_desk.assessment.changes import Part, PartValue, change_of, judgement_key
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.fields import ABSENT, Place, digest, fields_of, values_of
from eucles_desk.assessment.merging import Copy, conflicts_of
from eucles_desk.assessment.on_site import Agenda, Frame, PrivateNote
from eucles_desk.assessment.terms import Disposition, Step
from eucles_desk.assessment.values import Assessment, Judgement, Remark, Visit
from support.gold import LEAD, SECOND, SPACE, assessment
from support.laptops import Account, Laptop, Sent

CODES = ("1.2", "2.5")
PIECES = tuple(uuid5(SPACE, f"exchanged {number}") for number in range(3))
FACTS = ("participants", "committed_participants")
WORDS = ("", "one", "two", "three")


class ThreeLaptops(RuleBasedStateMachine):
    """Two experts and a secretariat: what they do, and that all copies come to the same."""

    def __init__(self) -> None:
        super().__init__()
        start = _start()
        self.account = Account()
        self.laptops = (
            Laptop("lead", start, LEAD.id, self.account),
            Laptop("second", start, SECOND.id, self.account),
            Laptop("office", start, None, self.account),
        )
        first = {
            (place, name): text for place, value in values_of(start).items() for name, text in _named(place, value)
        }
        for where, text in first.items():
            self.account.at_start.add(where)
            writing = self.account.write(where, text, frozenset())
            for laptop in self.laptops:
                laptop.known[where] = frozenset({writing})
        self.sent: list[tuple[Laptop, Sent]] = []
        self.opened = False

    who = st.integers(0, 2)
    few = st.integers(0, 2)
    word = st.sampled_from(WORDS)

    @initialize()
    def begin(self) -> None:
        self.laptops[0].set(Part.PRIVATE_NOTE, "1.2", PrivateNote("1.2", "Mine alone."))

    @rule(expert=st.integers(0, 1), code=st.sampled_from(CODES), what=st.integers(0, 4), word=word, number=few)
    def judge(self, expert: int, code: str, what: int, word: str, number: int) -> None:
        laptop = self.laptops[expert]
        seat = laptop.seat
        if seat is None or laptop.value.seat(LEAD.role if seat == LEAD.id else SECOND.role) is None:
            return
        now = laptop.value.judgement(seat, code)
        then = (
            replace(now, level=number),
            replace(now, level=None),
            replace(now, reason=word),
            replace(now, strengths=(word,) * number),
            replace(now, citations=_cite(laptop.value, number)),
        )[what]
        laptop.set(Part.JUDGEMENT, judgement_key(seat, code), then)

    @rule(who=who, number=few, what=st.integers(0, 5), word=word)
    def collect(self, who: int, number: int, what: int, word: str) -> None:
        laptop, key = self.laptops[who], str(PIECES[number])
        now = laptop.value.piece(PIECES[number])
        if what == 5 and now is not None:
            self._remove(laptop, now)
            return
        kind = EvidenceKind.INTERVIEW if number == 2 else EvidenceKind.LINK
        now = now or Evidence(PIECES[number], "Found", kind)
        notes = (Note(1, word or "said"),)
        talk = replace(now.interview or Interview(), role=word) if what == 3 else Interview("chair", notes=notes)
        then = {
            0: now,
            1: replace(now, title=word),
            2: replace(now, dated="2025-01" if word else ""),
        }.get(what, replace(now, interview=talk) if number == 2 else replace(now, address=word))
        laptop.set(Part.EVIDENCE, key, then)

    @rule(who=who, number=few, word=word)
    def visit(self, who: int, number: int, word: str) -> None:
        laptop, id_ = self.laptops[who], PIECES[number]
        now = next((one for one in laptop.value.visits if one.id == id_), None)
        then = replace(now, place=word) if now and word else (None if now else Visit(id_, f"2026-02-1{number}"))
        laptop.set(Part.VISIT, str(id_), then)

    @rule(who=who, code=st.sampled_from(CODES), number=st.integers(0, 4))
    def plan(self, who: int, code: str, number: int) -> None:
        laptop = self.laptops[who]
        now = laptop.value.agenda or Agenda(Frame.HALF_DAY)
        minutes = {**now.minutes, code: number * 10}
        laptop.set(Part.AGENDA, "", None if number == 4 else replace(now, minutes=MappingProxyType(minutes)))

    @rule(who=who, fact=st.sampled_from(FACTS), number=st.integers(0, 3))
    def answer(self, who: int, fact: str, number: int) -> None:
        self.laptops[who].set(Part.FACT, fact, Decimal(number) if number else None)

    @rule(who=who, number=few, what=st.integers(0, 3), word=word)
    def remark(self, who: int, number: int, what: int, word: str) -> None:
        laptop, id_ = self.laptops[who], PIECES[number]
        now = next((one for one in laptop.value.remarks if one.id == id_), Remark(id_, "2.5"))
        then = (
            replace(now, text=word),
            replace(now, reply=word),
            replace(now, disposition=Disposition.PARTLY if word else None),
            None,
        )[what]
        laptop.set(Part.REMARK, str(id_), then)

    @rule(who=who, step=st.sampled_from([Step.SCORING, Step.CONSENSUS, Step.FACT_CHECK]), day=word)
    def move(self, who: int, step: Step, day: str) -> None:
        laptop = self.laptops[who]
        if day:
            laptop.set(Part.STEP, "", step)
        else:
            laptop.set(Part.REPLY_DUE, "", "2026-03-01" if step is Step.SCORING else "")

    @rule(who=who, seat=st.sampled_from([LEAD, SECOND]), word=word)
    def rename(self, who: int, seat: Any, word: str) -> None:
        laptop = self.laptops[who]
        now = next((one for one in laptop.value.seats if one.id == seat.id), None)
        is_free = all(one.seat != seat.id for one in laptop.value.judgements)
        then = None if now and not word and is_free else replace(now or seat, name=word)
        laptop.set(Part.SEAT, str(seat.id), then)

    @rule(who=who, times=st.integers(1, 3))
    def undo(self, who: int, times: int) -> None:
        for _ in range(times):
            self.laptops[who].undo()

    @rule(who=who)
    def redo(self, who: int) -> None:
        self.laptops[who].redo()

    @rule(who=who, number=st.integers(0, 20))
    def settle(self, who: int, number: int) -> None:
        conflicts = [one for one in conflicts_of(self.laptops[who].copy) if not one.is_cited]
        if conflicts:
            chosen = conflicts[number % len(conflicts)]
            self.laptops[who].confirm((chosen.part, chosen.key))

    @rule(who=who)
    def send(self, who: int) -> None:
        self.sent.append((self.laptops[who], self.laptops[who].send(self.opened)))

    @precondition(lambda self: self.sent)
    @rule(who=who, which=st.integers(0, 30))
    def take(self, who: int, which: int) -> None:
        author, sent = self.sent[which % len(self.sent)]
        if author is not self.laptops[who]:
            before = digest(self.laptops[who].value)
            found = self.laptops[who].take(sent)
            assert bool(found.changes) == (digest(self.laptops[who].value) != before)
            assert self.laptops[who].take(sent).is_nothing
            self._check_refers(self.laptops[who].value)

    @rule(who=who, other=who, undone=st.booleans(), number=few)
    def exchange(self, who: int, other: int, undone: bool, number: int) -> None:
        """Work on the same piece of evidence at once, then hand over; now and then it is taken back at once."""
        one, two = self.laptops[who], self.laptops[other]
        if one is two:
            return
        self.collect(who, number, 1, WORDS[1 + who])
        self.collect(other, number, 1 if undone else 5, WORDS[1 + other])
        sent = one.send(self.opened)
        self.sent.append((one, sent))
        if not two.take(sent).is_nothing and undone:
            before = two.send(self.opened)
            self.sent.append((two, before))
            two.undo()

    @rule()
    def open(self) -> None:
        self.opened = True

    def teardown(self) -> None:
        for laptop in self.laptops:
            if not self.opened:
                others = {one.seat for one in laptop.value.judgements} - {laptop.seat}
                assert not others, "open judgements of another seat"
            if laptop is not self.laptops[0]:
                assert not laptop.value.private_notes
        everyone = [(one, other) for one in self.laptops for other in self.laptops if one is not other]
        for _ in range(4):
            changed = [not other.take(one.send(True)).is_nothing for one, other in everyone]
            if not any(changed):
                break
        else:
            raise AssertionError("they go on telling each other news")
        copies = [laptop.copy for laptop in self.laptops]
        assert len({digest(copy.assessment) for copy in copies}) == 1
        assert len({_told(copy) for copy in copies}) == 1
        for copy in copies:
            self._check_refers(copy.assessment)
            self._check_kept(copy)

    def _check_kept(self, copy: Copy) -> None:
        content = {place: fields_of(place[0], value) for place, value in values_of(copy.assessment).items()}
        for place, name in self.account.writings:
            register = copy.versions.register(place, name)
            held = register.texts if register else {content.get(place, {}).get(name, ABSENT)}
            if place in content or register:
                known = {one for laptop in self.laptops for one in laptop.known.get((place, name), frozenset())}
                assert self.account.standing((place, name), known) <= held, (place, name)

    @staticmethod
    def _check_refers(value: Assessment) -> None:
        evidence, seats = {piece.id for piece in value.evidence}, {seat.id for seat in value.seats}
        for judgement in value.judgements:
            assert judgement.seat in seats
            assert {citation.evidence for citation in judgement.citations} <= evidence

    @staticmethod
    def _remove(laptop: Laptop, piece: Evidence) -> None:
        cited = [one for one in laptop.value.judgements if any(c.evidence == piece.id for c in one.citations)]
        if any(one.seat != laptop.seat for one in cited):
            return
        freed = [
            change_of(laptop.value, Part.JUDGEMENT, judgement_key(one.seat, one.criterion), _without(one, piece.id))
            for one in cited
        ]
        laptop.do(*freed, change_of(laptop.value, Part.EVIDENCE, str(piece.id), None))


def _start() -> Assessment:
    start = assessment(step=Step.SCORING, facts={FACTS[0]: Decimal(57)})
    return replace(start, evidence=(Evidence(PIECES[0], "At the start", EvidenceKind.LINK, address="address"),))


def _named(place: Place, value: PartValue) -> Iterable[tuple[str, str]]:
    return fields_of(place[0], value).items()


def _told(copy: Copy) -> tuple[Any, ...]:
    return tuple(sorted((one.part, one.key, one.name, one.versions) for one in conflicts_of(copy)))


def _cite(value: Assessment, number: int) -> tuple[Citation, ...]:
    return tuple(Citation(piece.id) for piece in value.evidence[:number])


def _without(judgement: Judgement, piece: UUID) -> Judgement:
    return replace(judgement, citations=tuple(one for one in judgement.citations if one.evidence != piece))
