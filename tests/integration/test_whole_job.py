"""The main job by a user's hands: from an empty data folder to a saved PDF of an awarded Gold assessment."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from support.gold import all_facts, levels_for
from support.user import CTRL, User

from eucles_desk.app import paths
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Fact
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.eligibility import EligibilityArea
from eucles_desk.ui.assessment.fact_field import FactField
from eucles_desk.ui.assessment.facts import FactsArea
from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.assessment.page import AssessmentPage
from eucles_desk.ui.assessment.stepper import StepPill
from eucles_desk.ui.assessments.new_dialog import NewAssessmentDialog
from eucles_desk.ui.report.page import ReportPage

CLUSTER = "Invented Harbour Cluster"
REASON = "Seen in the register and confirmed in two interviews."
LEVELS = levels_for(124)
WAY = (
    Step.ELIGIBILITY,
    Step.SELF_ASSESSMENT,
    Step.SCORING,
    Step.CONSENSUS,
    Step.FACT_CHECK,
    Step.DECISION,
    Step.AWARDED,
)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    with open_program(tmp_path / "data", paths.resources()) as opened:
        yield opened


@pytest.fixture
def user(program: Program, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> User:
    """A user before the window on an empty data folder, the system's own file dialogs left out."""
    monkeypatch.setattr(ReportPage, "uses_native_dialog", False)
    theme.set_up(paths.resources())
    theme.apply("light", 100)
    settings = SettingsFile(tmp_path / "config")
    session = Session(program, settings, settings.load(), "en")
    qtbot.addWidget(session.window)
    session.window.resize(1280, 800)
    with qtbot.waitExposed(session.window):
        session.show()
    session.window.activateWindow()
    qtbot.waitUntil(lambda: session.window.help.tour is not None)
    qtbot.keyClick(QApplication.focusWidget() or session.window, Qt.Key.Key_Escape)  # a user who knows the program
    qtbot.waitUntil(lambda: session.window.help.tour is None and QApplication.focusWidget() is not None)
    return User(session, qtbot)


def stored(program: Program) -> Assessment:
    """Return the one assessment as the database has it."""
    (row,) = program.desk.page()
    with program.data.open_store() as store:
        found = store.assessments.load(row.id)
    assert found is not None
    return found


def check_result(program: Program, file: Path) -> None:
    """The assessment is awarded with the points that were given, the PDF says so, and is kept as it was saved."""
    value = stored(program)
    assert value.step is Step.AWARDED
    assert value.cluster.name == CLUSTER
    assert {agreed.criterion: agreed.level for agreed in value.consensus} == LEVELS
    assert {judgement.reason for judgement in value.judgements} == {REASON}
    (issued,) = program.desk.issued(value.id)
    assert program.desk.issued_content(issued.id) == file.read_bytes()
    pages = PdfReader(io.BytesIO(file.read_bytes())).pages
    first = " ".join(pages[0].extract_text().split())
    assert CLUSTER in first
    assert "124 of 150 points" in first
    text = " ".join(page.extract_text() for page in pages)
    assert all(criterion in text for criterion in LEVELS)


def needed(user: User) -> list[FactField]:
    return [field for field in user.one(FactsArea).fields if field.is_missing]


def as_typed(fact: str, facts: Mapping[str, Fact]) -> str:
    return {"website": "https://harbour.example", "contact_email": "ada@harbour.example"}.get(fact, str(facts[fact]))


def test_with_mouse_and_keyboard(user: User, program: Program, tmp_path: Path) -> None:
    start_by_mouse(user)
    go_on_by_mouse(user, program, Step.ELIGIBILITY)
    for card in user.one(EligibilityArea).cards:
        user.one(EligibilityArea).go_to(card.criterion.id)
        user.click(card.answer_buttons[True])
    go_on_by_mouse(user, program, Step.SELF_ASSESSMENT)
    fill_facts_by_mouse(user)
    go_on_by_mouse(user, program, Step.SCORING)
    workspace = user.page.workspace
    assert workspace is not None
    for criterion, level in LEVELS.items():
        assert workspace.current_criterion == criterion
        card = workspace.judgement.cards.card(level)
        assert card is not None
        user.click(card)
        user.click(workspace.judgement.reason_edit)
        user.write(REASON)
        user.click(user.page.save_bar.next_button)
    for step in WAY[3:]:
        go_on_by_mouse(user, program, step)
    user.page.show_report()
    report = user.one(ReportPage)
    user.wait(lambda: report.made is not None)
    user.click(report.options.save_button)
    file = tmp_path / "by mouse.pdf"
    dialog = user.dialog(QFileDialog)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.selectAll()
    name.setFocus()
    user.write(str(file))
    save = next(button for button in dialog.findChildren(QPushButton) if "Save" in button.text())
    user.click(save)
    user.wait(file.is_file)
    user.wait(lambda: len(report.issuing.list.rows) == 1)
    check_result(program, file)


def start_by_mouse(user: User) -> None:
    """Ask for a new assessment with a button and fill in the form."""
    new = next(b for b in user.window.findChildren(QPushButton) if b.isVisible() and b.text() == "New assessment")
    user.click(new)
    dialog = user.dialog(NewAssessmentDialog)
    edits = [edit for edit in dialog.findChildren(QLineEdit) if edit.isVisible()]
    for placeholder, text in (
        ("Name of a registered or a new cluster", CLUSTER),
        ("Name", "Ada Lead"),
        ("Name", "Bo Second"),
    ):
        edit = next(e for e in edits if e.placeholderText() == placeholder and not e.text())
        user.click(edit)
        user.write(text)
    user.click(next(b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == "Start the assessment"))
    user.wait(lambda: bool(user.window.findChildren(AssessmentPage)))
    user.back_in_window()


def go_on_by_mouse(user: User, program: Program, step: Step) -> None:
    user.click(user.page.header.stepper.now)
    panel = user.page.step_panel
    assert panel.isVisible()
    user.click(panel.on_buttons[0])
    assert stored(program).step is step


def fill_facts_by_mouse(user: User) -> None:
    """Click each field that is needed, and type or choose."""
    facts = all_facts()
    for field in needed(user):
        user.one(FactsArea).go_to(field.fact.id)
        user.click(field.field)
        if isinstance(field.field, QComboBox):
            view = field.field.view()
            user.wait(view.isVisible)
            QTest.keyClick(view, Qt.Key.Key_Down)
            QTest.keyClick(view, Qt.Key.Key_Return)
        else:
            user.write(as_typed(field.fact.id, facts))
    user.page.area_widget.window().setFocus()
    user.click(user.page.header.stepper.now)
    user.press(Qt.Key.Key_Escape)
    assert not [field.fact.id for field in needed(user)]


def test_with_the_keyboard_alone(user: User, program: Program, tmp_path: Path) -> None:
    user.press(Qt.Key.Key_N, CTRL)
    user.dialog(NewAssessmentDialog)
    user.tab_to(lambda w: isinstance(w, QLineEdit) and "cluster" in w.placeholderText())
    user.write(CLUSTER)
    for name in ("Ada Lead", "Bo Second"):
        user.tab_to(lambda w: isinstance(w, QLineEdit) and w.placeholderText() == "Name" and not w.text())
        user.write(name)
    user.press(Qt.Key.Key_Return)
    user.wait(lambda: program.desk.count() == 1)
    user.back_in_window()

    go_on_by_keys(user, program, Step.ELIGIBILITY)
    for _ in user.one(EligibilityArea).cards:
        user.press(Qt.Key.Key_Y)
        user.press(Qt.Key.Key_Return, CTRL)
    go_on_by_keys(user, program, Step.SELF_ASSESSMENT)
    facts = all_facts()
    for field in needed(user):
        assert user.focus is field.field
        if isinstance(field.field, ChoiceBox):
            user.press(Qt.Key.Key_Down)
        else:
            user.write(as_typed(field.fact.id, facts))
        user.press(Qt.Key.Key_Return, CTRL)
    go_on_by_keys(user, program, Step.SCORING)
    workspace = user.page.workspace
    assert workspace is not None
    for criterion, level in LEVELS.items():
        assert workspace.current_criterion == criterion
        user.press(getattr(Qt.Key, f"Key_{level}"))
        user.tab_to(lambda w: w is workspace.judgement.reason_edit)
        user.write(REASON)
        user.press(Qt.Key.Key_Return, CTRL)
    for step in WAY[3:]:
        go_on_by_keys(user, program, step)
    user.press(Qt.Key.Key_P, CTRL)
    report = user.one(ReportPage)
    user.wait(lambda: report.made is not None)
    user.tab_to(lambda w: w is report.options.save_button)
    user.press(Qt.Key.Key_Space)
    user.dialog(QFileDialog)
    file = tmp_path / "by keys.pdf"
    user.tab_to(lambda w: isinstance(w, QLineEdit) and w.objectName() == "fileNameEdit")
    user.press(Qt.Key.Key_A, CTRL)
    user.write(str(file))
    user.press(Qt.Key.Key_Return)
    user.wait(file.is_file)
    user.wait(lambda: len(report.issuing.list.rows) == 1)
    check_result(program, file)


def go_on_by_keys(user: User, program: Program, step: Step) -> None:
    """Go to the step by Tab, open its panel, and go on."""
    user.tab_to(lambda w: isinstance(w, StepPill) and w is user.page.header.stepper.now)
    user.press(Qt.Key.Key_Return)
    panel = user.page.step_panel
    assert panel.isVisible()
    user.tab_to(lambda w: w is panel.on_buttons[0])
    user.press(Qt.Key.Key_Space)
    assert stored(program).step is step
