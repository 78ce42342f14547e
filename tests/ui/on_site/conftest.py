"""The page of an open assessment on site, with the keys that the main window has for undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot
from support.closing import destroy
from support.opened import open_assessment, window_context
from support.page_fixtures import english, look
from support.shown import Show, Shown

from eucles_desk.assessment.values import Assessment
from eucles_desk.ui.assessment.page import AssessmentPage

__all__ = ["english", "look", "show"]


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path) -> Iterator[Show]:
    pages: list[AssessmentPage] = []

    def show_page(value: Assessment) -> Shown:
        opened = open_assessment(value, tmp_path / "evidence")
        page = AssessmentPage(window_context(tmp_path), opened.working)
        pages.append(page)
        for keys, slot in (("Ctrl+Z", opened.working.undo), ("Ctrl+Y", opened.working.redo)):
            QShortcut(QKeySequence(keys), page).activated.connect(slot)
        page.resize(1100, 760)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return Shown(page, opened)

    yield show_page
    destroy(pages)
