"""Each thing that an assessor can do has a name, is taken back and made again exactly, also after a restart."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from support.editions import small_edition
from support.gold import LEAD, SECOND, assessment
from support.memory_store import FolderFiles, MemoryStore

from eucles_desk.assessment.changes import Details
from eucles_desk.assessment.checks import Finding, FindingKind
from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview, Note, Region
from eucles_desk.assessment.on_site import AcceptedFinding, Agenda, Frame, PrivateNote, SelfJudgement
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.records import StoredFile
from eucles_desk.assessment.terms import AppealOutcome, Kind, Opinion, RestsOn, Role, Ruling, Step, Verdict
from eucles_desk.assessment.values import (
    Assessment,
    Award,
    Benchmark,
    EarlierResult,
    Improvement,
    ImprovementArea,
    Judgement,
    Period,
    Remark,
    Seat,
    Visit,
)
from eucles_desk.assessment.verdict import Appeal, Approval, Decision, Seal
from eucles_desk.language import load
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.ports import OpenStore
from eucles_desk.services.summaries import summarise
from eucles_desk.storage.opening import open_data

EDITION = small_edition()
FILE, TALK, LINK, AREA, VISIT, REMARK, APPEAL = (UUID(int=number) for number in range(1, 8))
ACCEPTED = AcceptedFinding("short_reason", "criteria:1.1", "", "It says all there is.")
START = replace(
    assessment(EDITION, step=Step.SCORING),
    judgements=(
        Judgement(LEAD.id, "1.1", 3, "Seen.", citations=(Citation(FILE, 2), Citation(TALK, 1))),
        Judgement(SECOND.id, "1.1", 3, "Read.", citations=(Citation(FILE, 2),)),
    ),
    evidence=(
        Evidence(FILE, "Annual report", EvidenceKind.DOCUMENT, "a" * 64, "report.pdf", 5, added_at="2026-05-04"),
        Evidence(
            TALK, "Manager", EvidenceKind.INTERVIEW, interview=Interview("manager", notes=(Note(1, "Yes.", ("1.1",)),))
        ),
        Evidence(LINK, "Site", EvidenceKind.LINK, address="https://example.org"),
    ),
    improvement_areas=(ImprovementArea(AREA, "1.2"),),
    visits=(Visit(VISIT, "2026-02-10"),),
    accepted=(ACCEPTED,),
    private_notes=(PrivateNote("1.1", "Ask again."),),
)
FACT_CHECK = replace(START, step=Step.FACT_CHECK, remarks=(Remark(REMARK, "1.1", Opinion.FACT_WRONG, "58, not 57."),))
JUDGED = replace(
    START,
    judgements=tuple(Judgement(seat.id, code, 3, "As found.") for seat in START.seats for code in EDITION.criteria),
)
AREAS_DONE = (ImprovementArea(AREA, "1.2", "then", "now", "more", Verdict.CONFIRMED),)
Doing = Callable[[OpenAssessment], object]

DONE: dict[str, Doing] = {
    "set_level": lambda opened: opened.set_level("1.2", 4),
    "set_reason": lambda opened: opened.set_reason("1.1", "Seen twice."),
    "set_strengths": lambda opened: opened.set_strengths("1.1", ["Visited"]),
    "set_improvements": lambda opened: opened.set_improvements("1.1", [Improvement("Write", "Less", "all", "2026-06")]),
    "set_rests_on": lambda opened: opened.set_rests_on("1.1", [RestsOn.SURVEY]),
    "set_on_site": lambda opened: opened.set_on_site("1.1", True),
    "set_citations": lambda opened: opened.set_citations("1.1", []),
    "cite": lambda opened: opened.cite("1.1", Citation(FILE, 3, "end", Region(1, 2, 3, 4), "so", "a" * 64)),
    "answer": lambda opened: opened.answer(next(iter(EDITION.eligibility)), False),
    "note_eligibility": lambda opened: opened.note_eligibility(next(iter(EDITION.eligibility)), "Not yet."),
    "set_fact": lambda opened: opened.set_fact("participants", Decimal(57)),
    "set_cluster": lambda opened: opened.set_cluster("Another Cluster", "SE", "SE11"),
    "set_details": lambda opened: opened.set_details(Details(Kind.RENEWAL, Period("2023-01", "2024-12"), "2022-05")),
    "set_seat": lambda opened: opened.set_seat(Seat(UUID(int=9), Role.OBSERVER, "Cia Example")),
    "set_area": lambda opened: opened.set_area(ImprovementArea(AREA, "1.2", "before")),
    "remove_area": lambda opened: opened.remove_area(AREA),
    "enter_step": lambda opened: opened.enter_step(Step.SELF_ASSESSMENT),
    "set_visit": lambda opened: opened.set_visit(Visit(VISIT, "2026-02-11", "Joensuu")),
    "remove_visit": lambda opened: opened.remove_visit(VISIT),
    "set_remark": lambda opened: opened.set_remark(Remark(REMARK, "1.1", Opinion.AGREED, reply="Thank you.")),
    "remove_remark": lambda opened: opened.remove_remark(REMARK),
    "declare_interests": lambda opened: opened.declare_interests(LEAD.id, ""),
    "set_award": lambda opened: opened.set_award(Award("FI-1", "2026-05", "2028-04")),
    "set_earlier": lambda opened: opened.set_earlier([EarlierResult("2021-12", "bronze")]),
    "set_benchmark": lambda opened: opened.set_benchmark(Benchmark("Peers", 12)),
    "attach_taken": lambda opened: opened.attach_taken(StoredFile("b" * 64, 7), "plan.pdf", "1.2"),
    "attach_all": lambda opened: opened.attach_all([(StoredFile(f"{n}" * 64, n), f"{n}.pdf") for n in (3, 4)], "1.2"),
    "attach_note": lambda opened: opened.attach_note("Page", EvidenceKind.LINK, "https://example.org/a", "1.2"),
    "rename_evidence": lambda opened: opened.rename_evidence(FILE, "Report 2025"),
    "remove_evidence": lambda opened: opened.remove_evidence(FILE),
    "replace_file": lambda opened: opened.replace_file(FILE, StoredFile("c" * 64, 9), "report-2.pdf"),
    "date_evidence": lambda opened: opened.date_evidence(FILE, "2025-12", "2027-12-31"),
    "add_interview": lambda opened: opened.add_interview(
        "Participant", Interview("participant", "2026-02-10", "09:30")
    ),
    "set_interview": lambda opened: opened.set_interview(TALK, "Director", "director", "2026-02-11", "10:00"),
    "add_note": lambda opened: opened.add_note(TALK, "Every year.", ["1.2"]),
    "set_note": lambda opened: opened.set_note(TALK, Note(1, "Yes, always.", ("1.2",))),
    "remove_note": lambda opened: opened.remove_note(TALK, 1),
    "set_agenda": lambda opened: opened.set_agenda(
        Agenda(Frame.HALF_DAY, ("2026-02-10T09:00",), {"1.1": 20}, ("1.2",))
    ),
    "set_private_note": lambda opened: opened.set_private_note("1.1", ""),
    "set_self_judgement": lambda opened: opened.set_self_judgement(SelfJudgement("1.1", 5, "We are.")),
    "accept_finding": lambda opened: opened.accept_finding(
        Finding(FindingKind.BELOW_MINIMUM, Place(Area.CRITERIA, "1.1"), "4"), "They know."
    ),
    "reopen_finding": lambda opened: opened.reopen_finding(ACCEPTED),
    "set_reply_due": lambda opened: opened.set_reply_due("2026-06-01"),
    "seal": lambda opened: opened.seal(LEAD.id),
    "reopen": lambda opened: opened.reopen(LEAD.id, "A slip."),
    "hear": lambda opened: opened.hear(SECOND.id, "0000-0000-0000-0000"),
    "approve": lambda opened: opened.approve(SECOND.id),
    "take_back_approval": lambda opened: opened.take_back_approval(LEAD.id),
    "set_decision": lambda opened: opened.set_decision(Decision(Ruling.AWARDED, "7/2026", "2026-05-04", ("Report.",))),
    "set_appeal": lambda opened: opened.set_appeal(Appeal(APPEAL, "2026-05-05", "Not so.", AppealOutcome.DISMISSED)),
    "remove_appeal": lambda opened: opened.remove_appeal(APPEAL),
    "correct": lambda opened: opened.correct("The wrong month."),
    "adopt_alike": lambda opened: opened.adopt_alike(),
}
DECISION = replace(FACT_CHECK, step=Step.DECISION, appeals=(Appeal(APPEAL, "2026-05-05", "No."),))
STARTS = {
    "set_remark": FACT_CHECK,
    "remove_remark": FACT_CHECK,
    "set_award": DECISION,
    "reopen": replace(START, seals=(Seal(LEAD.id, "0000-0000-0000-0000", salt="0f" * 32),)),
    "approve": FACT_CHECK,
    "take_back_approval": replace(FACT_CHECK, approvals=(Approval(LEAD.id, "0f" * 32),)),
    "set_decision": DECISION,
    "set_appeal": DECISION,
    "remove_appeal": DECISION,
    "correct": replace(DECISION, step=Step.AWARDED),
    "adopt_alike": replace(START, step=Step.CONSENSUS),
}
READING = {
    "can_change", "find_text", "holds", "judgement", "judges_here", "lend_copy", "listen", "read_again", "redo", "redo_to", "save_copy",
    "sealed", "stored", "take_content", "take_file", "undo", "undo_to",
}  # fmt: skip
ON_BEHALF = {"attach_file": "attach_taken"}
"""What only reads a file before it does the other."""
ELSEWHERE = {"after", "assign", "take_merge"} | {
    "self_assessment_in",
    "attach_self_assessment",
    "remarks_in",
    "attach_remarks",
}
"""What needs another computer or a form: ``integration/test_packages.py``, ``test_attaching_forms.py`` undo those."""


class Clock:
    def __init__(self) -> None:
        self.at = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@contextmanager
def on_disk(folder: Path) -> Generator[OpenStore]:
    data = open_data(folder)
    try:
        yield data.open_store
    finally:
        data.close()


def put(store: OpenStore, value: Assessment) -> None:
    with store() as transaction:
        transaction.editions.add(EDITION.ref, EDITION.title, b"{}")
        transaction.clusters.add(value.cluster)
        transaction.assessments.add(value, summarise(value, EDITION, Clock()()))


def reopened(store: OpenStore) -> OpenAssessment:
    with store() as transaction:
        found = transaction.assessments.load(START.id)
    assert found is not None
    return OpenAssessment(found, EDITION, store, FolderFiles(Path("unused")), Clock())


def check(action: str, restart: Callable[[], OpenAssessment]) -> None:
    opened = restart()
    start = opened.value
    DONE[action](opened)
    done = opened.value
    assert done != start, action
    entry = opened.undo_entry
    assert entry is not None
    assert entry.message
    entry.message.format(**entry.values)
    opened = restart()
    assert opened.value == done, f"{action} is another after a restart"
    assert opened.undo_entry == entry
    opened.undo()
    assert opened.value == start
    opened = restart()
    assert opened.value == start
    opened.redo()
    assert opened.value == done
    assert restart().value == done


def test_every_change_that_can_be_made_is_tried_here() -> None:
    public = {
        name for name in dir(OpenAssessment) if not name.startswith("_") and callable(getattr(OpenAssessment, name))
    }
    assert public - READING - set(ON_BEHALF) - ELSEWHERE == set(DONE)


@pytest.mark.parametrize("action", DONE)
def test_what_is_done_is_named_undone_and_redone(action: str) -> None:
    store = MemoryStore()
    put(store, STARTS.get(action, START))
    check(action, lambda: reopened(store))


@pytest.mark.parametrize("action", DONE)
def test_the_same_holds_after_restarts_on_disk(action: str, tmp_path: Path) -> None:
    data = [open_data(tmp_path / "data")]

    def restart() -> OpenAssessment:
        data.pop().close()
        data.append(open_data(tmp_path / "data"))
        return reopened(data[0].open_store)

    try:
        put(data[0].open_store, STARTS.get(action, START))
        check(action, restart)
    finally:
        data.pop().close()


def test_entering_the_consensus_is_undone_with_all_that_was_adopted() -> None:
    store = MemoryStore()
    put(store, replace(JUDGED, improvement_areas=AREAS_DONE))
    opened = reopened(store)
    opened.enter_step(Step.CONSENSUS)
    assert opened.value.consensus
    opened.undo()
    assert opened.value == replace(JUDGED, improvement_areas=AREAS_DONE)


@pytest.mark.parametrize("action", DONE)
def test_every_name_is_also_there_in_finnish(action: str) -> None:
    store = MemoryStore()
    put(store, STARTS.get(action, START))
    opened = reopened(store)
    DONE[action](opened)
    entry = opened.undo_entry
    assert entry is not None
    finnish = load("fi", Path(__file__).resolve().parents[3] / "resources" / "i18n")
    assert finnish.text(entry.message) != entry.message


def every_level(opened: OpenAssessment, levels: range) -> list[Assessment]:
    values = [opened.value]
    for level in levels:
        opened.set_level("1.2", level)
        values.append(opened.value)
    return values


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenStore]:
    if request.param == "memory":
        kept = MemoryStore()
        put(kept, START)
        yield kept
        return
    with on_disk(tmp_path / "data") as found:
        put(found, START)
        yield found


def test_several_steps_are_undone_and_redone_at_once(store: OpenStore) -> None:
    opened = reopened(store)
    values = every_level(opened, range(1, 6))
    names = [entry.values["level"] for entry in opened.undo_entries]
    assert names == ["5", "4", "3", "2", "1"]
    assert opened.undo_to(opened.undo_entries[2].group).count == 3
    assert opened.value == values[2]
    opened = reopened(store)
    assert opened.value == values[2]
    assert [entry.values["level"] for entry in opened.redo_entries] == ["3", "4", "5"]
    assert opened.redo_to(opened.redo_entries[1].group).count == 2
    assert opened.value == values[4]
    assert reopened(store).undo_entries == opened.undo_entries


def test_listeners_hear_of_several_steps_once(store: OpenStore) -> None:
    opened = reopened(store)
    every_level(opened, range(1, 4))
    heard: list[int] = []
    opened.listen(lambda changes: heard.append(len(changes)))
    opened.undo_to(opened.undo_entries[-1].group)
    assert heard == [3]


def test_a_step_that_is_not_there_is_not_gone_to(store: OpenStore) -> None:
    opened = reopened(store)
    every_level(opened, range(1, 3))
    before = opened.value
    assert opened.undo_to(UUID(int=77)).count == 0
    assert opened.value is before


def test_steps_stop_before_one_that_cannot_be_undone() -> None:
    store = MemoryStore()
    put(store, START)
    opened = reopened(store)
    values = every_level(opened, range(1, 5))
    entries = store.entries[START.id]
    odd = replace(entries[1], changes=tuple(replace(change, after=None) for change in entries[1].changes))
    store.entries[START.id] = (entries[0], odd, *entries[2:])  # as a damaged history would have it
    opened = reopened(store)
    stepped = opened.undo_to(opened.undo_entries[-1].group)
    assert stepped.count == 2
    assert stepped.stuck is not None
    assert stepped.stuck.values["level"] == "2"
    assert opened.value == values[2]
    assert reopened(store).value == values[2]


def test_nothing_is_undone_on_a_full_disk() -> None:
    store = MemoryStore()
    put(store, START)
    opened = reopened(store)
    values = every_level(opened, range(1, 4))
    store.broken = True
    with pytest.raises(Exception, match="full"):
        opened.undo_to(opened.undo_entries[-1].group)
    store.broken = False
    assert opened.value == values[-1]
    assert len(opened.undo_entries) == 3
