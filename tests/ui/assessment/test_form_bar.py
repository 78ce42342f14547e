"""Forms are made and attached from the page that they belong to, with a look at what would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.closing import destroy
from support.editions import small_edition
from support.forms import filled
from support.gold import assessment
from support.opened import open_assessment, window_context

from eucles_desk.assessment.forms import FormKind, Received
from eucles_desk.assessment.places import Area
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.errors import FormError
from eucles_desk.language import ENGLISH
from eucles_desk.reading.reader import ChildReader
from eucles_desk.reports.self_form import self_form
from eucles_desk.services.attaching_forms import IsSigned, ReceivedFile
from eucles_desk.ui.assessment.facts import FactsArea
from eucles_desk.ui.assessment.form_bar import FormBar, LanguageDialog, PreviewDialog, with_forms
from eucles_desk.ui.assessment.remarks import RemarksArea

EDITION = small_edition()
VALUE = assessment(EDITION, step=Step.SELF_ASSESSMENT)


@dataclass
class Forms:
    """Makes and reads self-assessments, and counts the backups."""

    reader: ChildReader
    backups: int = 0

    def make(self, kind: FormKind, assessment: Assessment, language: str) -> bytes:
        assert (kind, language) == (FormKind.SELF_ASSESSMENT, "en")
        return self_form(assessment, EDITION, ENGLISH, date(2026, 3, 17))

    def read(self, content: bytes, name: str) -> Received:
        return self.reader.form(ReceivedFile(content), name)

    def signed_for(self, assessment: Assessment) -> IsSigned:
        raise AssertionError(assessment)

    def backup(self) -> object:
        self.backups += 1
        return None


@pytest.fixture(scope="module")
def reader() -> Iterator[ChildReader]:
    made = ChildReader()
    yield made
    made.close()


@pytest.fixture
def area(qtbot: QtBot, tmp_path: Path, reader: ChildReader) -> Iterator[FactsArea]:
    forms = Forms(reader)
    context = replace(window_context(tmp_path), forms=lambda: forms, save_file=save)
    opened = open_assessment(VALUE, tmp_path / "evidence", EDITION)
    made = with_forms(FactsArea(opened.working), Area.FACTS.value, context)
    assert isinstance(made, FactsArea)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    destroy([made])


def save(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def bar_of(area: FactsArea) -> FormBar:
    bar = area.findChild(FormBar)
    assert isinstance(bar, FormBar)
    return bar


def test_a_form_is_made_filled_in_and_attached_as_one_step(qtbot: QtBot, area: FactsArea, tmp_path: Path) -> None:
    bar, file = bar_of(area), tmp_path / "form.xlsx"
    bar.make(file, "en")
    qtbot.waitUntil(lambda: bar.message.accessibleName() == "Saved: form.xlsx. Send it to the cluster.")
    file.write_bytes(filled(file.read_bytes(), {("Facts", "participants", "F"): 77}))
    bar.read(file)
    qtbot.waitUntil(lambda: bar.findChild(PreviewDialog) is not None)
    dialog: Any = bar.findChild(PreviewDialog)
    assert "participants" not in area.working.value.cluster.facts
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: area.working.value.cluster.facts.get("participants") == 77)
    assert bar.message.accessibleName() == "Attached. One undo takes all of it back."
    bar.read(file)
    qtbot.waitUntil(lambda: bar.message.accessibleName().startswith("Nothing is new"))
    area.working.opened.undo()
    assert area.working.value == VALUE


def test_a_file_that_is_no_form_is_said_in_one_sentence(qtbot: QtBot, area: FactsArea, tmp_path: Path) -> None:
    bar, file = bar_of(area), tmp_path / "form.xlsx"
    file.write_bytes(b"text")
    bar.read(file)
    said = str(FormError("The file is not a self-assessment form of EUCLES Desk."))
    qtbot.waitUntil(lambda: bar.message.accessibleName() == said)
    assert area.working.value == VALUE


def test_the_buttons_are_reached_by_the_keyboard_after_the_one_above(area: FactsArea) -> None:
    bar = bar_of(area)
    assert area.next_button.nextInFocusChain() is bar.make_button
    assert bar.make_button.nextInFocusChain() is bar.attach_button
    QTest.keyClick(bar.make_button, Qt.Key.Key_Space)
    dialog = bar.findChild(LanguageDialog)
    assert isinstance(dialog, LanguageDialog)
    assert dialog.language_box.value == "en"
    dialog.reject()


def test_remarks_cannot_be_attached_before_there_is_a_draft(qtbot: QtBot, tmp_path: Path, reader: ChildReader) -> None:
    forms = Forms(reader)
    opened = open_assessment(VALUE, tmp_path / "evidence", EDITION)
    context = replace(window_context(tmp_path), forms=lambda: forms)
    area = with_forms(RemarksArea(opened.working), Area.REMARKS.value, context)
    qtbot.addWidget(area)
    bar = area.findChild(FormBar)
    assert isinstance(bar, FormBar)
    assert not bar.attach_button.isEnabled()
