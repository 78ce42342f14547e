"""A whole Gold assessment by a scripted assessor, with evidence and interviews, and what it takes."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot
from support import assessor as script
from support.assessor import Assessor
from support.effort import CountedUser, Effort

from eucles_desk.app import paths
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.terms import RestsOn, Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.report.page import ReportPage
from eucles_desk.ui.speaking import speak

MOST_MINUTES = 15
MOST_PRESSES = 6
"""Key presses for a criterion besides text, on average."""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    with open_program(tmp_path / "data", paths.resources()) as opened:
        yield opened


@pytest.fixture
def assessor(program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assessor]:
    """An assessor before the window on an empty data folder, the system's own file dialogs left out."""
    monkeypatch.setattr(ReportPage, "uses_native_dialog", False)
    theme.set_up(paths.resources())
    theme.apply("light", 100)
    speak(ENGLISH)
    settings = SettingsFile(tmp_path / "config")
    session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
    qtbot.addWidget(session.window)
    session.window.resize(1280, 800)
    with qtbot.waitExposed(session.window):
        session.show()
    session.window.activateWindow()
    yield Assessor(CountedUser(session, qtbot), program, tmp_path)
    session.window.close()


def stored(program: Program) -> Assessment:
    """Return the one assessment as the database has it."""
    (row,) = program.desk.page()
    with program.data.open_store() as store:
        found = store.assessments.load(row.id)
    assert found is not None
    return found


def test_a_whole_assessment_takes_little_besides_its_texts(assessor: Assessor, program: Program) -> None:
    took: dict[str, Effort] = {}
    for name, work in assessor.stages.items():
        before = assessor.user.effort
        work()
        took[name] = assessor.user.effort - before
    check_result(assessor, program)
    tell(assessor, took)
    assert assessor.user.effort.seconds < MOST_MINUTES * 60
    presses = [spent.presses for spent in assessor.spent.values()]
    assert len(presses) == len(script.CODES)
    assert sum(presses) / len(presses) <= MOST_PRESSES


def check_result(assessor: Assessor, program: Program) -> None:
    """All of the work is in the database and in the report."""
    value = stored(program)
    assert value.step is Step.AWARDED
    assert {agreed.criterion: agreed.level for agreed in value.consensus} == script.agreed_levels()
    assert {judgement.criterion: judgement.level for judgement in value.judgements} == script.LEVELS
    assert {judgement.reason for judgement in value.judgements} == {script.REASON}
    assert all(judgement.citations for judgement in value.judgements)
    assert all(RestsOn.DOCUMENT in judgement.rests_on for judgement in value.judgements)
    pages = {(one.evidence, one.page) for judgement in value.judgements for one in judgement.citations}
    assert len(pages) > 10
    talks = [piece.interview for piece in value.evidence if piece.kind is EvidenceKind.INTERVIEW]
    assert [talk.role for talk in talks if talk] == list(script.TALKS)
    noted = {code: note.text for talk in talks if talk for note in talk.notes for code in note.criteria}
    assert noted == {code: text for notes in script.TALKS.values() for code, text in notes.items()}
    assert [(note.criterion, note.text) for note in value.private_notes] == [(script.PRIVATE, script.PRIVATE_NOTE)]
    assert not any(judgement.on_site for judgement in value.judgements)
    assert len(value.accepted) == 1
    assert value.agenda is not None
    assert len(value.agenda.done) == 2
    (remark,) = value.remarks
    assert remark.reply == "Corrected."
    assert value.award is not None
    assert (value.award.first[:4], value.award.last[:4]) == ("2026", "2027")
    (issued,) = program.desk.issued(value.id)
    assert program.desk.issued_content(issued.id) == assessor.report_file.read_bytes()
    first = PdfReader(io.BytesIO(assessor.report_file.read_bytes())).pages[0].extract_text()
    assert "123 of 150 points" in " ".join(first.split())


def tell(assessor: Assessor, took: dict[str, Effort]) -> None:
    """Say what it took; ``pytest -s`` shows it."""
    lines = ["", f"{'':12} presses strokes clicks  minutes  signs  minutes of text"]
    for name, one in {**took, "all": assessor.user.effort}.items():
        lines.append(
            f"{name:12} {one.presses:7} {one.strokes:7} {one.clicks:6} {one.seconds / 60:8.1f} {one.signs:6}"
            f" {one.writing / 60:8.1f}"
        )
    spent = list(assessor.spent.values())
    for what, counts in (
        ("presses", [one.presses for one in spent]),
        ("presses and clicks", [one.acts for one in spent]),
        ("presses with Ctrl, Alt and Shift counted, and clicks", [one.strokes + one.clicks for one in spent]),
    ):
        lines.append(f"a criterion: {sum(counts) / len(counts):.1f} {what}, at most {max(counts)}")
    sys.stdout.write("\n".join(lines) + "\n")
