"""A database that is damaged where a start does not look: the window leads to the backups, and nothing looks empty."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.seated import seated

from eucles_desk.app import paths
from eucles_desk.app.opening import Opening
from eucles_desk.app.wiring import local_now, open_program
from eucles_desk.assessment.backups import BackupReason
from eucles_desk.errors import DamagedDataError
from eucles_desk.storage import driver
from eucles_desk.storage.key import KEY_FILE
from eucles_desk.storage.opening import DATABASE
from eucles_desk.storage.problems import DAMAGED
from eucles_desk.ui.assessments.page import AssessmentsPage

PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample data."""
    folder = tmp_path_factory.mktemp("sound") / "data"
    with open_program(folder, paths.resources()) as program:
        program.make_sample()
    return folder


@pytest.fixture
def damaged(sound: Path, tmp_path: Path) -> Path:
    """The same, with a damaged page of the table of assessments, which opening does not read."""
    folder = tmp_path / "data"
    shutil.copytree(sound, folder)
    connection = driver.connect(folder / DATABASE, (folder / KEY_FILE).read_text(encoding="ascii"))
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'assessment'").fetchone()
    connection.close()
    content = bytearray((folder / DATABASE).read_bytes())
    content[(page - 1) * PAGE + 1000] ^= 1
    (folder / DATABASE).write_bytes(content)
    return folder


def test_the_start_finds_it_in_a_small_database(damaged: Path) -> None:
    with pytest.raises(DamagedDataError):
        Opening(damaged, paths.resources(), None).program()
    with pytest.raises(DamagedDataError):
        Opening(damaged, paths.resources(), None).program()  # the folder was let go


def test_the_page_that_meets_it_says_it_above_all_pages_with_the_way_out(qtbot: QtBot, damaged: Path) -> None:
    with seated(qtbot, damaged, has_sample=True) as user:
        user.window.show_page("assessments")
        bar = user.window.frame.notice_bar
        assert bar is not None
        assert bar.isVisible()
        assert "The database is damaged." in bar.text
        assert bar.action_button.text() == "Restore a backup…"
        assert not user.window.frame.bar.isVisible()
        assert "stored on this computer" not in user.window.frame.strip.state_label.full_text()
        (page,) = user.window.findChildren(AssessmentsPage)
        assert page.again_button.isVisible()
        user.window.frame.problems.show(DamagedDataError(DAMAGED))
        assert user.window.frame.bar.action_button.text() == "Restore a backup…"


def test_a_backup_that_fails_for_it_names_it_and_not_the_disk(damaged: Path) -> None:
    program = open_program(damaged, paths.resources())
    try:
        with pytest.raises(DamagedDataError, match="The database is damaged"):
            program.data.backups(local_now).make(BackupReason.BY_HAND)
    finally:
        program.close()
