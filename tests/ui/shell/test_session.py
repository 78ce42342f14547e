"""The window on a real data folder, from the first start to the next."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES

from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import open_program
from eucles_desk.ui.main_window import MainWindow


@contextmanager
def started(qtbot: QtBot, folder: Path) -> Generator[MainWindow]:
    settings = SettingsFile(folder)
    session = Session(open_program(folder, RESOURCES), settings, settings.load(), "en")
    qtbot.addWidget(session.window)
    session.show()
    qtbot.waitExposed(session.window)
    yield session.window
    session.window.close()
    assert session.close() is None


def test_sample_data_can_be_worked_on_and_are_there_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    with started(qtbot, tmp_path) as window:
        qtbot.waitUntil(lambda: window.help.tour is not None)
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Escape)
        with qtbot.waitSignal(window.intake.arrived, timeout=30_000):  # rows are there before the last sample is
            qtbot.mouseClick(window.pages.today.sample_button, Qt.MouseButton.LeftButton)
        window.show_page("assessments")
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.pages.list.focus_list()
        qtbot.keyClick(window.pages.list.view, Qt.Key.Key_Return)
        assert window.working is not None
        working = window.working
        renamed = working.value.id
        assert working.do(lambda: working.opened.set_cluster("Renamed Cluster", "FI", ""))
        window.close_assessment()
        row = window.pages.list.model.row(0)
        assert row is not None
        assert (row.id, row.cluster_name) == (renamed, "Renamed Cluster")

    with started(qtbot, tmp_path) as again:
        row = again.pages.list.model.row(0)
        assert row is not None
        assert row.cluster_name == "Renamed Cluster"
        assert again.pages.list.header.title.text().endswith("need something from you")


def test_what_is_chosen_is_there_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    with started(qtbot, tmp_path) as window:
        window.show_page("settings")
        qtbot.mouseClick(window.pages.settings.theme_radios["dark"], Qt.MouseButton.LeftButton)
        qtbot.keyClicks(window.pages.settings.name_edit, "Aino Example")
    choices = SettingsFile(tmp_path).load()
    assert (choices.theme, choices.name) == ("dark", "Aino Example")
