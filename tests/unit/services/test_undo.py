"""Undo and redo of anything, on a store in memory and on the real one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.editions import small_edition
from support.gold import LEAD, SECOND, assessment
from support.memory_store import FolderFiles, MemoryStore

from eucles_desk.assessment.changes import Change, Details, Part
from eucles_desk.assessment.checks import Finding, FindingKind
from eucles_desk.assessment.evidence import Citation, EvidenceKind, Interview, Note, Region
from eucles_desk.assessment.on_site import Agenda, Frame, SelfJudgement
from eucles_desk.assessment.places import Area, Place, following
from eucles_desk.assessment.records import Entry, Mode, StoredFile
from eucles_desk.assessment.terms import NOT_APPLICABLE, Kind, Opinion, RestsOn, Role, Step, Verdict
from eucles_desk.assessment.values import (
    Assessment,
    Award,
    Benchmark,
    EarlierResult,
    Fact,
    Improvement,
    ImprovementArea,
    Judgement,
    Level,
    Period,
    Remark,
    Seat,
    Spread,
    Visit,
)
from eucles_desk.errors import RuleError
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.ports import OpenStore
from eucles_desk.services.summaries import summarise
from eucles_desk.services.undo import STEPS_KEPT, UndoStacks, whole_steps
from eucles_desk.storage.opening import open_data

EDITION = small_edition()
START = replace(assessment(EDITION, step=Step.SCORING, eligible=None), eligibility=())
JUDGED = replace(
    START,
    judgements=tuple(
        Judgement(seat.id, code, 3 + (code == "1.2" and seat is SECOND), "As found.")
        for seat in START.seats
        for code in EDITION.criteria
    ),
)
STARTS = [START, JUDGED, replace(JUDGED, step=Step.FACT_CHECK), replace(JUDGED, step=Step.AWARDED)]
CODES = st.sampled_from([*EDITION.criteria, "9.9"])
WORDS = st.sampled_from(["", "one", "one more"])
SPARE = tuple(UUID(int=number) for number in range(1, 4))
Action = tuple[Callable[..., object], tuple[object, ...]]


@dataclass
class Clock:
    at: datetime = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


def open_new(store: OpenStore, clock: Clock, value: Assessment = START) -> OpenAssessment:
    with store() as transaction:
        if transaction.editions.content(EDITION.ref.sha256) is None:
            transaction.editions.add(EDITION.ref, EDITION.title, b"{}")
        transaction.clusters.add(value.cluster)
        transaction.assessments.add(value, summarise(value, EDITION, clock()))
    return reopened(store, clock, value.id)


def reopened(store: OpenStore, clock: Clock, value: UUID = START.id) -> OpenAssessment:
    with store() as transaction:
        found = transaction.assessments.load(value)
    assert found is not None
    return OpenAssessment(found, EDITION, store, FolderFiles(Path("unused")), clock)


# What a user can do, with anything that could be given.


def evidence(opened: OpenAssessment, number: int) -> UUID:
    pieces = opened.value.evidence
    return pieces[number % len(pieces)].id if pieces else SPARE[0]


def cite(opened: OpenAssessment, code: str, numbers: list[int]) -> None:
    opened.set_citations(code, [Citation(evidence(opened, number), number) for number in numbers])


def attach(opened: OpenAssessment, number: int, code: str | None) -> None:
    opened.attach_taken(StoredFile(f"{number:064}", 5), f"{number}.pdf", code)


def link(opened: OpenAssessment, title: str, code: str | None) -> None:
    opened.attach_note(title, EvidenceKind.LINK, "https://example.org", code)


def rename(opened: OpenAssessment, number: int, title: str) -> None:
    opened.rename_evidence(evidence(opened, number), title)


def remove(opened: OpenAssessment, number: int) -> None:
    opened.remove_evidence(evidence(opened, number))


def rename_cluster(opened: OpenAssessment, name: str) -> None:
    opened.set_cluster(name, "FI", "")


def set_details(opened: OpenAssessment, kind: Kind, first: str, earlier: str) -> None:
    opened.set_details(Details(kind, Period(first, "2025-12"), earlier))


def seat(opened: OpenAssessment, number: int, role: Role, name: str) -> None:
    opened.set_seat(Seat((LEAD.id, SECOND.id, *SPARE)[number], role, name))


def area(opened: OpenAssessment, number: int, verdict: Verdict | None, before: str) -> None:
    known = {area.id: area for area in opened.value.improvement_areas}
    wanted = known.get(SPARE[number], ImprovementArea(SPARE[number], "1.2"))
    opened.set_area(replace(wanted, verdict=verdict, before=before))


def remove_area(opened: OpenAssessment, number: int) -> None:
    opened.remove_area(SPARE[number])


def visit(opened: OpenAssessment, number: int, place: str) -> None:
    opened.set_visit(Visit(SPARE[number], "2026-02-10", place))


def remove_visit(opened: OpenAssessment, number: int) -> None:
    opened.remove_visit(SPARE[number])


def remark(opened: OpenAssessment, number: int, opinion: Opinion | None, reply: str) -> None:
    opened.set_remark(Remark(SPARE[number], "1.2", opinion, "58, not 57.", reply=reply))


def remove_remark(opened: OpenAssessment, number: int) -> None:
    opened.remove_remark(SPARE[number])


def award(opened: OpenAssessment, number: str, first: str) -> None:
    opened.set_award(Award(number, first))


def declare(opened: OpenAssessment, number: int, interests: str | None) -> None:
    opened.declare_interests((LEAD.id, SECOND.id, *SPARE)[number], interests)


def date(opened: OpenAssessment, number: int, dated: str, expires: str) -> None:
    opened.date_evidence(evidence(opened, number), dated, expires)


def renew(opened: OpenAssessment, number: int, content: int) -> None:
    opened.replace_file(evidence(opened, number), StoredFile(f"{content:064}", 6), f"{content}.pdf")


def cite_page(opened: OpenAssessment, code: str, number: int, page: int) -> None:
    opened.cite(code, Citation(evidence(opened, number), page, region=Region(0, 0, 500, page), quote="58"))


def talk(opened: OpenAssessment, role: str, day: str) -> None:
    opened.add_interview("Talk", Interview(role, day))


def talk_again(opened: OpenAssessment, number: int, role: str, start: str) -> None:
    opened.set_interview(evidence(opened, number), "Talk", role, "2026-02-10", start)


def note(opened: OpenAssessment, number: int, text: str, codes: list[str]) -> None:
    opened.add_note(evidence(opened, number), text, codes)


def note_again(opened: OpenAssessment, number: int, which: int, text: str, codes: list[str]) -> None:
    opened.set_note(evidence(opened, number), Note(which, text, tuple(codes)))


def remove_note(opened: OpenAssessment, number: int, which: int) -> None:
    opened.remove_note(evidence(opened, number), which)


def accept(opened: OpenAssessment, number: int, reason: str) -> None:
    opened.accept_finding(Finding(list(FindingKind)[number], Place(Area.CRITERIA, "1.2")), reason)


def reopen(opened: OpenAssessment, number: int) -> None:
    if opened.value.accepted:
        opened.reopen_finding(opened.value.accepted[number % len(opened.value.accepted)])


def say_themselves(opened: OpenAssessment, code: str, level: Level, comment: str) -> None:
    opened.set_self_judgement(SelfJudgement(code, level, comment))


def go_on(opened: OpenAssessment) -> None:
    opened.enter_step(following(opened.value.step)[0] if following(opened.value.step) else Step.DECISION)


def action(function: Callable[..., object], *arguments: st.SearchStrategy[object]) -> st.SearchStrategy[Action]:
    return st.tuples(st.just(function), st.tuples(*arguments))


NUMBERS = st.integers(0, 2)
LEVELS: st.SearchStrategy[Level] = st.sampled_from([None, 0, 3, 5, 6, NOT_APPLICABLE])
FACTS: st.SearchStrategy[Fact | None] = st.sampled_from([None, "", "text", Decimal(7), Decimal("2.5"), Decimal(-1)])
MONTHS = st.sampled_from(["", "2024-01", "2025-06", "2025-13"])
DAYS = st.sampled_from(["", "2026-02-10", "2026-02-30"])
MINUTES = st.dictionaries(CODES, st.sampled_from([0, 20, 500]), max_size=2)
JUDGING = st.one_of(
    action(OpenAssessment.set_level, CODES, LEVELS),
    action(OpenAssessment.set_reason, CODES, WORDS),
    action(OpenAssessment.set_strengths, CODES, st.lists(WORDS, max_size=2)),
    action(OpenAssessment.set_improvements, CODES, st.lists(st.builds(Improvement, WORDS, WORDS), max_size=2)),
    action(OpenAssessment.set_rests_on, CODES, st.lists(st.sampled_from(RestsOn), max_size=2)),
    action(OpenAssessment.set_on_site, CODES, st.booleans()),
    action(cite, CODES, st.lists(NUMBERS, max_size=2)),
)
EVIDENCE = st.one_of(
    action(link, WORDS, st.none() | CODES),
    action(attach, NUMBERS, st.none() | CODES),
    action(rename, NUMBERS, WORDS),
    action(remove, NUMBERS),
    action(date, NUMBERS, MONTHS, DAYS),
    action(renew, NUMBERS, NUMBERS),
    action(cite_page, CODES, NUMBERS, st.integers(1, 2)),
)
TALKS = st.one_of(
    action(talk, WORDS, DAYS),
    action(talk_again, NUMBERS, WORDS, st.sampled_from(["", "09:30", "25:00"])),
    action(note, NUMBERS, WORDS, st.lists(CODES, max_size=2)),
    action(note_again, NUMBERS, st.integers(1, 3), WORDS, st.lists(CODES, max_size=2)),
    action(remove_note, NUMBERS, st.integers(1, 3)),
)
DESK = st.one_of(
    action(OpenAssessment.set_agenda, st.none() | st.builds(Agenda, st.sampled_from(Frame), st.just(()), MINUTES)),
    action(OpenAssessment.set_private_note, CODES, WORDS),
    action(say_themselves, CODES, LEVELS, WORDS),
    action(accept, NUMBERS, WORDS),
    action(reopen, NUMBERS),
    action(OpenAssessment.set_reply_due, DAYS),
)
REST = st.one_of(
    action(OpenAssessment.answer, st.sampled_from([*EDITION.eligibility, "luck"]), st.none() | st.booleans()),
    action(OpenAssessment.note_eligibility, st.sampled_from([*EDITION.eligibility]), WORDS),
    action(OpenAssessment.set_fact, st.sampled_from(["participants", "staff_fte", "field", "moons"]), FACTS),
    action(rename_cluster, WORDS),
    action(set_details, st.sampled_from(Kind), MONTHS, MONTHS),
    action(seat, st.integers(0, 4), st.sampled_from(Role), WORDS),
    action(area, NUMBERS, st.none() | st.sampled_from(Verdict), WORDS),
    action(remove_area, NUMBERS),
)
PEERS = st.builds(Benchmark, WORDS, st.integers(0, 2), st.just({"1.2": Spread(Decimal("3.5"))}))
AROUND = st.one_of(
    action(visit, NUMBERS, WORDS),
    action(remove_visit, NUMBERS),
    action(remark, NUMBERS, st.none() | st.sampled_from(Opinion), WORDS),
    action(remove_remark, NUMBERS),
    action(award, WORDS, MONTHS),
    action(declare, st.integers(0, 4), st.none() | WORDS),
    action(OpenAssessment.set_benchmark, st.none() | PEERS),
    action(OpenAssessment.set_earlier, st.lists(st.builds(EarlierResult, MONTHS, WORDS), max_size=2)),
)
STEPS = action(OpenAssessment.enter_step, st.sampled_from(Step)) | action(go_on)
DOING = JUDGING | EVIDENCE | TALKS | DESK | REST | AROUND | STEPS
EVENTS: st.SearchStrategy[list[Action | str]] = st.lists(
    DOING | st.sampled_from(["undo", "undo", "redo", "wait", "wait long"]), min_size=10, max_size=60
)


@dataclass
class Model:
    """What undo and redo should give: whole assessments, as they were before each step."""

    opened: OpenAssessment
    store: OpenStore
    clock: Clock
    past: list[Assessment] = field(default_factory=list[Assessment])
    future: list[Assessment] = field(default_factory=list[Assessment])

    def run(self, event: Action | str) -> None:
        if event == "undo":
            self.move(self.opened.undo, self.past, self.future)
        elif event == "redo":
            self.move(self.opened.redo, self.future, self.past)
        elif isinstance(event, str):
            self.clock.wait(10 if event == "wait" else 40)
        else:
            self.act(*event)
        self.check()

    def act(self, function: Callable[..., object], arguments: tuple[object, ...]) -> None:
        before, entry = self.opened.value, self.opened.undo_entry
        try:
            function(self.opened, *arguments)
        except RuleError:
            assert self.opened.value is before
        if self.opened.value is before:
            assert self.opened.undo_entry is entry
            return
        self.future.clear()
        after = self.opened.undo_entry
        assert after is not None
        if entry is None or after.group != entry.group:
            self.past.append(before)

    def move(self, function: Callable[[], None], source: list[Assessment], target: list[Assessment]) -> None:
        before = self.opened.value
        function()
        if source:
            target.append(before)
            assert self.opened.value == source.pop()
        else:
            assert self.opened.value is before

    def check(self) -> None:
        """Compare what is kept, and what a restart would make of it, with what is here."""
        again = reopened(self.store, self.clock)
        assert again.value == self.opened.value
        assert again.undo_entry == self.opened.undo_entry
        assert again.redo_entry == self.opened.redo_entry
        with self.store() as transaction:
            (summary,) = transaction.assessments.page("", 0, 10)
        assert summary == summarise(self.opened.value, EDITION, summary.changed_at)


def run(events: list[Action | str], store: OpenStore, start: Assessment) -> None:
    clock = Clock()
    model = Model(open_new(store, clock, start), store, clock)
    for event in events:
        model.run(event)
    model.opened = reopened(store, clock)  # what follows works after a restart as well
    while model.past:
        model.run("undo")
    assert model.opened.value == start
    assert model.opened.undo_entry is None
    while model.future:
        model.run("redo")
    assert model.opened.redo_entry is None


@given(EVENTS, st.sampled_from(STARTS))
def test_anything_done_is_undone_and_redone_exactly(events: list[Action | str], start: Assessment) -> None:
    run(events, MemoryStore(), start)


@given(EVENTS, st.sampled_from(STARTS))
@settings(max_examples=15)
def test_the_same_holds_on_disk(events: list[Action | str], start: Assessment) -> None:
    with TemporaryDirectory() as folder:
        data = open_data(Path(folder) / "data")
        try:
            run(events, data.open_store, start)
        finally:
            data.close()


# Typing


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def opened(clock: Clock) -> OpenAssessment:
    return open_new(MemoryStore(), clock)


def reason(opened: OpenAssessment, code: str = "1.2") -> str:
    return opened.judgement(code).reason


def test_typing_on_is_one_step(opened: OpenAssessment, clock: Clock) -> None:
    for typed in ("S", "Se", "Seen"):
        opened.set_reason("1.2", typed)
        clock.wait(29)
    opened.undo()
    assert reason(opened) == ""
    assert opened.undo_entry is None
    opened.redo()
    assert reason(opened) == "Seen"


def test_a_pause_begins_a_new_step(opened: OpenAssessment, clock: Clock) -> None:
    opened.set_reason("1.2", "Seen")
    clock.wait(30.5)
    opened.set_reason("1.2", "Seen twice")
    opened.undo()
    assert reason(opened) == "Seen"


def test_another_field_begins_a_new_step(opened: OpenAssessment) -> None:
    opened.set_reason("1.2", "Seen")
    opened.set_reason("1.1", "Seen")
    opened.set_reason("1.2", "Seen twice")
    opened.undo()
    assert (reason(opened), reason(opened, "1.1")) == ("Seen", "Seen")


def test_a_level_between_begins_a_new_step(opened: OpenAssessment) -> None:
    opened.set_reason("1.2", "Seen")
    opened.set_level("1.2", 4)
    opened.set_reason("1.2", "Seen twice")
    opened.undo()
    assert (reason(opened), opened.judgement("1.2").level) == ("Seen", 4)


def test_each_level_is_a_step(opened: OpenAssessment) -> None:
    for level in (3, 4, 5):
        opened.set_level("1.2", level)
    opened.undo()
    assert opened.judgement("1.2").level == 4


def test_typing_after_undo_joins_nothing(opened: OpenAssessment) -> None:
    opened.set_reason("1.2", "Seen")
    opened.set_level("1.2", 4)
    opened.undo()
    opened.set_reason("1.2", "Seen twice")
    assert opened.redo_entry is None
    opened.undo()
    assert reason(opened) == "Seen"


def test_typing_after_redo_goes_on(opened: OpenAssessment) -> None:
    opened.set_reason("1.2", "Seen")
    opened.undo()
    opened.redo()
    opened.set_reason("1.2", "Seen twice")
    opened.undo()
    assert reason(opened) == ""
    opened.redo()
    assert reason(opened) == "Seen twice"


def test_a_hundred_steps_are_kept(opened: OpenAssessment) -> None:
    levels = [0, 5] * 60
    for level in levels:
        opened.set_level("1.2", level)
    undone = 0
    while opened.undo_entry is not None:
        opened.undo()
        undone += 1
    assert undone == STEPS_KEPT
    assert opened.judgement("1.2").level == levels[len(levels) - STEPS_KEPT - 1]


# Stacks


def entry(group: int, mode: Mode = Mode.DO) -> Entry:
    return Entry(Clock().at, UUID(int=group), mode, "level", {}, "", None, ())


def test_a_step_that_may_have_begun_before_what_was_read_is_left_out() -> None:
    entries = [entry(1), entry(1), entry(2), entry(2, Mode.UNDO), entry(3)]
    assert whole_steps(entries, limit=6) == entries
    assert [found.group.int for found in whole_steps(entries, limit=5)] == [2, 2, 3]
    assert whole_steps([], limit=5) == []


def test_undoing_what_was_not_read_moves_nothing() -> None:
    stacks = UndoStacks([entry(1, Mode.UNDO), entry(2), entry(1, Mode.REDO)])
    assert stacks.next_undo is not None
    assert stacks.next_undo.group.int == 2
    assert stacks.next_redo is None
    stacks.record(entry(1, Mode.UNDO))
    assert stacks.next_undo.group.int == 2
    assert stacks.next_redo is None


def test_a_step_is_taken_back_from_its_end_and_made_again_from_its_beginning() -> None:
    one, two, three = (Change(Part.FACT, "field", str(number), str(number + 1)) for number in range(3))
    stacks = UndoStacks([replace(entry(1), changes=(one, two)), replace(entry(1), changes=(three,))])
    step = stacks.next_undo
    assert step is not None
    assert step.undoing() == (three.turned(), two.turned(), one.turned())
    assert step.redoing() == (one, two, three)


def test_doing_something_forgets_what_was_undone() -> None:
    stacks = UndoStacks([entry(1), entry(1, Mode.UNDO), entry(2)])
    assert stacks.next_redo is None
    assert stacks.next_undo is not None
    assert stacks.next_undo.group.int == 2
