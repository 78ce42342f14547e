"""The workspace as tests show it: with the points above it and the bar below, as the page of an assessment has them."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from support import gold
from support.desk import Desk, Show, scoring
from support.opened import open_assessment, window_context

from eucles_desk.assessment.values import Assessment
from eucles_desk.language import ENGLISH
from eucles_desk.scheme.values import Edition
from eucles_desk.services.ports import EvidenceReader
from eucles_desk.ui import theme
from eucles_desk.ui.language import set_current
from eucles_desk.ui.workspace.points_strip import PointsStrip
from eucles_desk.ui.workspace.save_bar import SaveBar
from eucles_desk.ui.workspace.workspace import Workspace


@pytest.fixture(scope="session")
def _look(qapp: QApplication) -> None:
    theme.set_up(gold.ROOT / "resources")
    theme.apply("light", 100)


@pytest.fixture(autouse=True)
def _english(_look: None) -> Iterator[None]:
    yield
    set_current(ENGLISH)


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path) -> Show:
    def show_desk(value: Assessment, edition: Edition | None = None, reader: EvidenceReader | None = None) -> Desk:
        opened = open_assessment(value, tmp_path / "evidence", edition)
        window = QWidget()
        qtbot.addWidget(window)
        strip, bar = PointsStrip(opened.working), SaveBar(opened.working)
        workspace = Workspace(window_context(tmp_path, reader=reader), opened.working)
        column = QVBoxLayout(window)
        for part in (strip, workspace, bar):
            column.addWidget(part)
        strip.place_wanted.connect(workspace.go_to)
        bar.next_open_wanted.connect(workspace.next_open)
        bar.previous_wanted.connect(workspace.previous)
        for keys, slot in (("Ctrl+Z", opened.working.undo), ("Ctrl+Y", opened.working.redo)):
            QShortcut(QKeySequence(keys), window).activated.connect(slot)  # as the main window has them
        window.resize(1440, 900)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        workspace.judgement.cards.focus_card()
        return Desk(window, workspace, strip, bar, opened)

    return show_desk


@pytest.fixture
def desk(show: Show) -> Desk:
    """A Gold assessment of which nothing is judged yet."""
    return show(scoring())
