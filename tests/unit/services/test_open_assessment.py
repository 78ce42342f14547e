from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest
from support.editions import small_edition
from support.gold import LEAD, SECOND, assessment
from support.memory_store import FolderFiles, MemoryStore
from support.sources import content_of

from eucles_desk.assessment.changes import Change, Details, Part
from eucles_desk.assessment.checks import FindingKind
from eucles_desk.assessment.evidence import Citation, EvidenceKind
from eucles_desk.assessment.records import Mode
from eucles_desk.assessment.terms import NOT_APPLICABLE, Kind, RestsOn, Role, Step
from eucles_desk.assessment.values import (
    Agreement,
    Assessment,
    EligibilityAnswer,
    ImprovementArea,
    Judgement,
    Period,
    Seat,
)
from eucles_desk.errors import RuleError, StorageError
from eucles_desk.language import ENGLISH
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.summaries import summarise

EDITION = small_edition()
NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)
START = assessment(EDITION, step=Step.SCORING)
JUDGED = replace(
    START,
    judgements=tuple(Judgement(seat.id, code, 3, "As found.") for seat in START.seats for code in EDITION.criteria),
)


@dataclass
class Desk:
    store: MemoryStore
    folder: Path

    def open(self, value: Assessment = START) -> OpenAssessment:
        with self.store() as transaction:
            transaction.assessments.add(value, summarise(value, EDITION, NOW))
        return OpenAssessment(value, EDITION, self.store, FolderFiles(self.folder), lambda: NOW)

    def kept(self) -> Assessment:
        return self.store.kept[START.id]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(MemoryStore(), tmp_path / "evidence")


@pytest.fixture
def opened(desk: Desk) -> OpenAssessment:
    return desk.open()


def refused(function: Callable[..., object], *arguments: object) -> str:
    with pytest.raises(RuleError) as caught:
        function(*arguments)
    return str(caught.value)


# Judging


def test_levels_set_while_scoring_are_the_seats_own(opened: OpenAssessment) -> None:
    opened.set_level("1.2", 4)
    opened.set_level("2.9", NOT_APPLICABLE)
    assert opened.judgement("1.2").level == 4
    assert opened.value.judgements[0].seat == LEAD.id
    assert opened.value.consensus == ()
    assert opened.standing.levels == {"1.2": 4, "2.9": NOT_APPLICABLE}


def test_levels_and_reasons_set_in_the_consensus_are_agreed(desk: Desk) -> None:
    opened = desk.open(replace(JUDGED, step=Step.CONSENSUS))
    opened.set_level("1.2", 4)
    opened.set_reason("1.2", "After talk.")
    assert opened.value.agreement("1.2") == Agreement("1.2", 4, "After talk.")
    assert opened.value.judgements == JUDGED.judgements
    opened.set_reason("1.2", "")
    opened.set_level("1.2", None)
    assert opened.value.consensus == ()


def test_what_is_taken_back_leaves_nothing_behind(opened: OpenAssessment) -> None:
    opened.set_level("1.2", 4)
    opened.set_level("1.2", None)
    opened.answer("members", None)
    assert opened.value.judgements == ()


def test_sources_are_kept_in_one_order_and_once(opened: OpenAssessment) -> None:
    opened.set_rests_on("1.2", [RestsOn.SURVEY, RestsOn.DOCUMENT, RestsOn.SURVEY])
    assert opened.judgement("1.2").rests_on == (RestsOn.DOCUMENT, RestsOn.SURVEY)


def test_the_same_again_is_no_change(opened: OpenAssessment, desk: Desk) -> None:
    opened.set_level("1.2", 4)
    entries = desk.store.entries[START.id]
    opened.set_level("1.2", 4)
    assert desk.store.entries[START.id] == entries


@pytest.mark.parametrize(
    ("function", "arguments", "sentence"),
    [
        (OpenAssessment.set_level, ("1.2", 6), "Level 6 is outside the scale of criterion 1.2, which runs from 0 to 5."),
        (OpenAssessment.set_level, ("1.2", NOT_APPLICABLE), "Criterion 1.2 cannot be judged not applicable."),
        (OpenAssessment.set_level, ("9.9", 1), "The edition small-1 has no criterion “9.9”."),
        (OpenAssessment.set_reason, ("9.9", "x"), "The edition small-1 has no criterion “9.9”."),
        (OpenAssessment.set_on_site, ("9.9", True), "The edition small-1 has no criterion “9.9”."),
        (
            OpenAssessment.attach_note,
            ("x", EvidenceKind.LINK, "", "9.9"),
            "The edition small-1 has no criterion “9.9”.",
        ),
        (
            OpenAssessment.set_citations,
            ("1.2", [Citation(UUID(int=8))]),
            f"Criterion 1.2 cites the evidence {UUID(int=8)}, which the assessment does not have.",
        ),
        (OpenAssessment.answer, ("luck", True), "The edition small-1 has no eligibility criterion “luck”."),
        (OpenAssessment.set_fact, ("participants", Decimal(-1)), "The fact “participants” must be 0 or more."),
        (OpenAssessment.set_area, (ImprovementArea(UUID(int=8), "9.9"),), "The edition small-1 has no criterion “9.9”."),
        (OpenAssessment.remove_evidence, (UUID(int=8),), "The assessment has no such evidence any more."),
        (
            OpenAssessment.set_details,
            (Details(Kind.FIRST, Period("2025-02", "2025-01"), ""),),
            "The assessed period ends before it begins: 2025-02 to 2025-01.",
        ),
        (OpenAssessment.enter_step, (Step.DECISION,), "The assessment cannot go to this step from the one it is in."),
        (OpenAssessment.enter_step, (Step.CONSENSUS,), "Close the open points of this step first."),
    ],
)  # fmt: skip
def test_what_is_against_the_rules_is_refused_and_changes_nothing(
    opened: OpenAssessment, desk: Desk, function: Callable[..., object], arguments: tuple[object, ...], sentence: str
) -> None:
    assert refused(function, opened, *arguments) == sentence
    assert opened.value == START == desk.kept()
    assert START.id not in desk.store.entries


def test_agreeing_on_an_unknown_criterion_is_refused(desk: Desk) -> None:
    opened = desk.open(replace(JUDGED, step=Step.CONSENSUS))
    assert refused(opened.set_reason, "9.9", "x") == "The edition small-1 has no criterion “9.9”."


@pytest.mark.parametrize("step", [Step.CONSENSUS, Step.DECISION, Step.AWARDED, Step.WITHDRAWN])
def test_a_closed_step_is_not_changed(desk: Desk, step: Step) -> None:
    opened = desk.open(replace(JUDGED, step=step))
    sentence = "This step is closed. Go back a step to change this."
    assert refused(opened.set_strengths, "1.2", ["x"]) == sentence
    if step is not Step.CONSENSUS:
        assert refused(opened.set_cluster, "Other", "", "") == sentence
    assert opened.value == replace(JUDGED, step=step)


def test_without_a_lead_expert_nobody_judges_until_there_is_one(desk: Desk) -> None:
    opened = desk.open(replace(START, seats=()))
    assert opened.seat is None
    assert refused(opened.set_level, "1.2", 3) == "The assessment has no lead expert yet. Add one first."
    opened.set_seat(LEAD)
    opened.set_level("1.2", 3)
    assert opened.value.judgement(LEAD.id, "1.2").level == 3
    opened.undo()
    opened.undo()
    assert opened.seat is None


# Evidence


def test_a_file_attached_is_stored_and_cited(opened: OpenAssessment, tmp_path: Path) -> None:
    source = tmp_path / "register.pdf"
    source.write_bytes(b"content")
    piece = opened.attach_file(source, "1.2")
    assert (piece.title, piece.file_name, piece.size, piece.kind) == (
        "register",
        "register.pdf",
        7,
        EvidenceKind.DOCUMENT,
    )
    assert piece.added_at == "2026-05-04T12:04:11+00:00"
    assert opened.judgement("1.2").citations == (Citation(piece.id),)
    assert content_of(opened.stored(piece.sha256)) == b"content"
    opened.undo()
    assert (opened.value.evidence, opened.value.judgements) == ((), ())


def test_the_same_content_is_one_piece_cited_twice(opened: OpenAssessment, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"content")
    first = opened.attach_file(tmp_path / "a.pdf", "1.2")
    assert opened.attach_file(tmp_path / "b.pdf", "2.9") == first
    assert opened.value.evidence == (first,)
    assert opened.judgement("2.9").citations == (Citation(first.id),)
    opened.attach_file(tmp_path / "b.pdf", "2.9")
    assert opened.judgement("2.9").citations == (Citation(first.id),)


def test_a_note_has_no_file(opened: OpenAssessment) -> None:
    talk = opened.attach_note("Talk", EvidenceKind.INTERVIEW)
    assert talk.sha256 == ""
    assert not opened.holds(talk.sha256)
    opened.rename_evidence(talk.id, "Talk with the manager")
    assert opened.value.evidence[0].title == "Talk with the manager"


def test_evidence_removed_takes_its_citations_of_every_seat_along(desk: Desk) -> None:
    opened = desk.open()
    talk, link = opened.attach_note("Talk", EvidenceKind.INTERVIEW), opened.attach_note("Link", EvidenceKind.LINK)
    citing = tuple(
        Judgement(seat.id, "1.2", citations=(Citation(link.id), Citation(talk.id, 3))) for seat in START.seats
    )
    opened = desk.open(replace(opened.value, judgements=citing))
    opened.remove_evidence(talk.id)
    assert opened.value.evidence == (link,)
    assert all(said.citations == (Citation(link.id),) for said in opened.value.judgements)
    opened.undo()
    assert opened.value.evidence == (talk, link)
    assert opened.value.judgements == citing


def test_evidence_comes_before_what_cites_it_and_goes_after(desk: Desk) -> None:
    opened = desk.open()
    seen: list[list[Part]] = []
    opened.listen(lambda changes: seen.append([change.part for change in changes]))
    piece = opened.attach_note("Talk", EvidenceKind.INTERVIEW, criterion="1.2")
    opened.remove_evidence(piece.id)
    opened.undo()
    assert seen == [
        [Part.EVIDENCE, Part.JUDGEMENT],
        [Part.JUDGEMENT, Part.EVIDENCE],
        [Part.EVIDENCE, Part.JUDGEMENT],
    ]


# Steps


def test_entering_the_consensus_adopts_what_was_judged_alike(desk: Desk) -> None:
    apart = tuple(
        replace(said, level=5) if said.seat == SECOND.id and said.criterion == "1.2" else said
        for said in JUDGED.judgements
    )
    opened = desk.open(replace(JUDGED, judgements=apart))
    opened.enter_step(Step.CONSENSUS)
    assert {agreed.criterion: agreed.level for agreed in opened.value.consensus} == {"1.1": 3, "2.9": 3, "2.10": 3}
    assert all(agreed.adopted for agreed in opened.value.consensus)
    opened.undo()
    assert opened.value == replace(JUDGED, judgements=apart)


def test_going_back_and_judging_anew_changes_what_was_adopted_but_not_what_was_agreed(desk: Desk) -> None:
    opened = desk.open(replace(JUDGED, seats=(LEAD,), judgements=JUDGED.judgements[:4]))
    opened.enter_step(Step.CONSENSUS)
    opened.set_level("2.9", 1)
    opened.enter_step(Step.SCORING)
    for code in ("1.2", "2.9"):
        opened.set_level(code, 5)
    opened.enter_step(Step.CONSENSUS)
    assert opened.value.agreement("1.2") == Agreement("1.2", 5, adopted=True)
    assert opened.value.agreement("2.9") == Agreement("2.9", 1)


def test_what_is_no_longer_alike_comes_back_in_its_order_when_undone(desk: Desk) -> None:
    opened = desk.open(JUDGED)
    opened.enter_step(Step.CONSENSUS)
    adopted = opened.value.consensus
    opened.enter_step(Step.SCORING)
    for code in ("1.1", "1.2", "2.10"):
        opened.set_level(code, 5)
    before = opened.value
    opened.enter_step(Step.CONSENSUS)
    assert [agreed.criterion for agreed in opened.value.consensus] == ["2.9"]
    opened.undo()
    assert opened.value == before
    assert opened.value.consensus == adopted


def test_a_level_agreed_by_hand_is_not_adopted_any_more(desk: Desk) -> None:
    opened = desk.open(JUDGED)
    opened.enter_step(Step.CONSENSUS)
    opened.set_reason("1.2", "All of us.")
    assert opened.value.agreement("1.2") == Agreement("1.2", 3, "All of us.", adopted=True)
    opened.set_level("1.2", 4)
    assert opened.value.agreement("1.2") == Agreement("1.2", 4, "All of us.")


# The rest


def test_details_keep_what_a_later_version_said_of_the_period(desk: Desk) -> None:
    opened = desk.open(replace(START, period=Period("2024-01", "2025-12", {"later": 1})))
    opened.set_details(Details(Kind.RENEWAL, Period("2024-02", "2025-12"), "2023-01"))
    assert (opened.value.kind, opened.value.earlier_benchmarking) == (Kind.RENEWAL, "2023-01")
    assert opened.value.period == Period("2024-02", "2025-12", {"later": 1})


def test_answers_facts_cluster_seats_and_areas_are_set_and_taken_back(desk: Desk) -> None:
    opened = desk.open(replace(START, eligibility=()))
    area = ImprovementArea(UUID(int=4), "1.2", before="none")
    opened.answer("members", met=False)
    opened.note_eligibility("members", "Nine of ten.")
    opened.set_fact("participants", Decimal(9))
    opened.set_cluster("Other", "SE", "SE11")
    opened.set_seat(Seat(UUID(int=3), Role.OBSERVER, "Cem Example"))
    opened.set_area(area)
    assert opened.value.eligibility == (EligibilityAnswer("members", met=False, note="Nine of ten."),)
    assert opened.value.cluster.facts["participants"] == 9
    assert (opened.value.cluster.name, opened.value.cluster.country) == ("Other", "SE")
    assert opened.value.seats[-1].name == "Cem Example"
    assert opened.value.improvement_areas == (area,)
    opened.set_fact("participants", None)
    opened.remove_area(area.id)
    assert "participants" not in opened.value.cluster.facts
    assert opened.value.improvement_areas == ()


def test_every_change_is_stored_at_once_with_what_lists_show(opened: OpenAssessment, desk: Desk) -> None:
    assert opened.saved_at is None
    opened.set_level("2.10", 4)
    assert opened.saved_at == NOW
    assert desk.kept() == opened.value
    assert desk.store.summaries[START.id] == summarise(opened.value, EDITION, NOW)
    assert desk.store.summaries[START.id].points == 8


def test_history_names_who_did_what_when(opened: OpenAssessment, desk: Desk) -> None:
    opened.set_level("1.2", 4)
    opened.undo()
    opened.redo()
    entries = desk.store.entries[START.id]
    assert [entry.mode for entry in entries] == [Mode.DO, Mode.UNDO, Mode.REDO]
    assert {(entry.seat, entry.at, entry.group) for entry in entries} == {(LEAD.id, NOW, entries[0].group)}
    assert entries[1].changes == (entries[0].changes[0].turned(),)
    assert entries[2].changes == entries[0].changes


def test_when_storing_fails_nothing_has_changed(opened: OpenAssessment, desk: Desk) -> None:
    opened.set_level("1.2", 4)
    before, told = opened.value, list[tuple[Change, ...]]()
    opened.listen(told.append)
    desk.store.broken = True
    for function in (lambda: opened.set_level("1.2", 5), opened.undo):
        with pytest.raises(StorageError):
            function()
    desk.store.broken = False
    assert opened.value is before
    assert (opened.undo_entry is not None, opened.redo_entry, told) == (True, None, [])
    assert desk.kept() == before
    opened.undo()
    assert opened.value == START


def test_listeners_hear_of_each_change_until_they_stop(opened: OpenAssessment) -> None:
    told: list[Part] = []
    stop = opened.listen(lambda changes: told.extend(change.part for change in changes))
    opened.set_level("1.2", 4)
    opened.undo()
    stop()
    opened.set_level("1.2", 3)
    assert told == [Part.JUDGEMENT, Part.JUDGEMENT]


def test_what_follows_is_worked_out_anew_after_each_change(opened: OpenAssessment) -> None:
    assert opened.standing.score.total.points == 0
    opened.set_level("2.10", 5)
    assert opened.standing.score.total.points == 10
    assert FindingKind.LEVEL_WITHOUT_REASON in {finding.kind for finding in opened.standing.findings}
    assert len(opened.standing.open_points) == 4


def test_every_action_has_a_name_with_all_its_values(desk: Desk) -> None:
    opened = desk.open()
    opened.set_level("1.2", 4)
    opened.set_reason("1.2", "x")
    opened.set_strengths("1.2", ["x"])
    opened.set_improvements("1.2", [])
    opened.set_rests_on("1.2", [RestsOn.SURVEY])
    opened.set_on_site("1.2", on_site=True)
    piece = opened.attach_note("Talk", EvidenceKind.INTERVIEW, criterion="1.2")
    opened.set_citations("1.2", [])
    opened.rename_evidence(piece.id, "Talk 2")
    opened.remove_evidence(piece.id)
    opened.answer("members", met=False)
    opened.set_fact("participants", Decimal(9))
    opened.set_cluster("Other", "", "")
    opened.set_details(Details(Kind.RENEWAL, START.period, ""))
    opened.set_seat(replace(SECOND, name="Dana Example"))
    opened.set_area(ImprovementArea(UUID(int=4), "1.2"))
    opened.remove_area(UUID(int=4))
    opened.enter_step(Step.SELF_ASSESSMENT)
    names = [ENGLISH.text(entry.message, **entry.values) for entry in desk.store.entries[START.id]]
    assert len(names) == 17
    assert all(name and "{" not in name for name in names)
    assert names[0] == "level of 1.2"
