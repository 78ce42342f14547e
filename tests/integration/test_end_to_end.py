"""From an empty folder to an awarded label and its report, through the services, on real storage."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from eucles_desk.app import paths
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.award import State
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.terms import Kind, RestsOn, Role, Step
from eucles_desk.assessment.values import Cluster, Improvement, Period
from eucles_desk.errors import RuleError, UsageError
from eucles_desk.services.desk import NewAssessment, new_seat
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.report_ports import ReportOrder


def opened(data: Path) -> Program:
    return open_program(data, paths.resources())


def start_gold(program: Program) -> OpenAssessment:
    wanted = NewAssessment(
        cluster=Cluster(uuid4(), "Example Cluster <&> (sample)", "FI"),
        label="gold",
        kind=Kind.FIRST,
        period=Period("2024-01", "2025-12"),
        lead=new_seat(Role.LEAD, "Ada Sample"),
        second=new_seat(Role.SECOND, "Ivo Example"),
    )
    return program.desk.open(program.desk.start(wanted))


def fill_until_consensus(work: OpenAssessment, note: Path) -> None:
    work.enter_step(Step.ELIGIBILITY)
    for criterion in work.edition.eligibility:
        work.answer(criterion, met=True)
    work.enter_step(Step.SELF_ASSESSMENT)
    samples = {"choice": None, "email": "a@b.example", "url": "https://b.example/", "phone": "+358 1", "text": "text"}
    for fact in work.edition.facts.values():
        if "gold" in fact.required_for:
            number = Decimal(2013) if fact.type.value == "year" else Decimal(40)
            text = fact.choices[0][0] if fact.choices else samples.get(fact.type.value)
            work.set_fact(fact.id, number if fact.type.is_number else str(text))
    work.enter_step(Step.SCORING)
    for criterion in work.edition.criteria_of("gold"):
        work.set_level(criterion.id, 4)
        work.set_reason(criterion.id, f"What was seen on site for {criterion.id} & its <records>.")
        work.set_rests_on(criterion.id, [RestsOn.DOCUMENT, RestsOn.INTERVIEW])
        work.attach_file(note, criterion.id)
    work.set_improvements("2.5", [Improvement("Write down the next step.", "Talks lead to something.")])
    work.enter_step(Step.CONSENSUS)


def test_a_gold_assessment_from_the_first_step_to_the_award(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("A note from the visit.", encoding="utf-8")
    with opened(tmp_path / "data") as program:
        work = start_gold(program)
        with pytest.raises(RuleError):
            work.enter_step(Step.SCORING)
        fill_until_consensus(work, note)
        assert len(work.value.evidence) == 1
        assert all(agreed.adopted for agreed in work.value.consensus)
        work.set_level("2.5", 5)
        work.undo()
        work.redo()
        work.set_reason("2.5", "Agreed after looking at the register together.")
        for step in (Step.FACT_CHECK, Step.DECISION, Step.AWARDED):
            work.enter_step(step)
        assert work.standing.outcome.state is State.MET
        assessment = work.value

    with opened(tmp_path / "data") as program:
        kept = program.desk.load(assessment.id)
        assert kept == assessment
        summary = program.desk.page()[0]
        assert (summary.step, summary.points, summary.available) == (Step.AWARDED, 121, 150)
        edition = program.desk.shelf.get(kept.edition)
        made = program.make_report(ReportOrder(kept, edition, "fi"))
        text = PdfReader(io.BytesIO(made.content)).pages[0].extract_text()
        assert "121" in text
        assert "Example Cluster <&> (sample)" in text
        content = program.desk.give_out(assessment.id)

    with opened(tmp_path / "clean") as program:
        assert program.desk.take_in(content, "file.json").is_new
        assert program.desk.load(assessment.id) == assessment
        assert program.desk.give_out(assessment.id) == content


def test_work_goes_on_with_its_undo_where_it_was_left(tmp_path: Path) -> None:
    with opened(tmp_path) as program:
        work = start_gold(program)
        work.set_cluster("Another name (sample)", "SE", "")
        work.attach_note("Talk with the manager", EvidenceKind.INTERVIEW)
    with opened(tmp_path) as program:
        work = program.desk.open(program.desk.page()[0].id)
        work.undo()
        work.undo()
        assert (work.value.cluster.name, work.value.evidence) == ("Example Cluster <&> (sample)", ())
        work.redo()
    with opened(tmp_path) as program:
        assert program.desk.page()[0].cluster_name == "Another name (sample)"


def test_an_overlay_makes_an_edition_that_travels_with_its_assessments(tmp_path: Path) -> None:
    overlay = Path(__file__).resolve().parents[1] / "fixtures" / "overlays" / "example.yaml"
    with opened(tmp_path / "one") as program:
        edition = program.desk.shelf.add_overlay(overlay)
        wanted = NewAssessment(
            Cluster(uuid4(), "Example (sample)"),
            "gold",
            Kind.FIRST,
            Period("2025-01", "2025-12"),
            new_seat(Role.LEAD),
            edition=edition.ref,
        )
        content = program.desk.give_out(program.desk.start(wanted))
        assert [shelved.used_by for shelved in program.desk.shelf.all() if shelved.ref == edition.ref] == [1]
    with opened(tmp_path / "two") as program:
        taken = program.desk.take_in(content, "file.json")
        assert program.desk.shelf.get(program.desk.load(taken.id).edition) == edition
        assert program.desk.give_out(taken.id) == content


def test_samples_that_were_worked_on_are_left_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as program:
        ids = program.make_sample()
        scoring = next(one.id for one in program.desk.page() if one.step is Step.SCORING and one.label == "gold")
        program.desk.open(scoring).set_level("5.3", 2)
        changed = program.desk.load(scoring)
        assert program.make_sample() == ids
        assert program.desk.load(scoring) == changed


def test_an_unknown_id_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    with opened(tmp_path) as program, pytest.raises(UsageError, match="There is no assessment with the id"):
        program.desk.open(UUID(int=1))
