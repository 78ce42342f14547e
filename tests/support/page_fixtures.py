"""The fixtures that show the page of an open assessment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from eucles_desk.assessment.values import Assessment
from eucles_desk.language import ENGLISH
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.page import AssessmentPage
from eucles_desk.ui.language import set_current
from support.closing import destroy
from support.gold import ROOT
from support.opened import open_assessment, window_context
from support.shown import Show, Shown


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> None:
    theme.set_up(ROOT / "resources")
    theme.apply("light", 100)


@pytest.fixture(autouse=True)
def english(look: None) -> Iterator[None]:
    yield
    set_current(ENGLISH)


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path) -> Iterator[Show]:
    pages: list[AssessmentPage] = []

    def show_page(value: Assessment) -> Shown:
        opened = open_assessment(value, tmp_path / "evidence")
        page = AssessmentPage(window_context(tmp_path), opened.working)
        pages.append(page)
        page.resize(1100, 760)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return Shown(page, opened)

    yield show_page
    destroy(pages)
