"""A data folder that a cloud drive copies: told once after the start, explained, and moved when the user wants it."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from support.seated import Seated, seated

from eucles_desk.app import paths
from eucles_desk.app.caring import Caring
from eucles_desk.app.wiring import open_program
from eucles_desk.storage.moved import followed


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "data"
    with open_program(folder, paths.resources()) as program:
        program.make_sample()
    return folder


@pytest.fixture
def synced(tmp_path: Path, sample_folder: Path) -> Path:
    return shutil.copytree(sample_folder, tmp_path / "Dropbox" / "work")


def caring_of(user: Seated) -> Caring:
    user.wait(lambda: user.session.caring is not None)
    assert user.session.caring is not None
    return user.session.caring


def answer(user: Seated, button: str) -> None:
    """Open what the message leads to, and press a button there."""
    user.click(user.window.frame.bar.action_button)
    box = caring_of(user).box
    assert box is not None
    user.wait(box.isVisible)
    pressed = next(one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == button)
    QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
    user.wait(lambda: not box.isVisible())


def test_it_is_explained_once_and_no_more_when_it_was_answered(qtbot: QtBot, synced: Path) -> None:
    with seated(qtbot, synced, has_sample=True) as user:
        caring_of(user)
        assert user.window.frame.bar.text == "Dropbox copies the data folder while you work."
        user.window.frame.bar.put_away()
    with seated(qtbot, synced, has_sample=True) as user:
        caring_of(user)
        assert user.window.frame.bar.text == "Dropbox copies the data folder while you work."  # it was only put away
        answer(user, "Leave it here")
    with seated(qtbot, synced, has_sample=True) as user:
        caring_of(user)
        assert not user.window.frame.bar.isVisible()


def test_second_copies_are_named_each_time_and_left_alone(qtbot: QtBot, synced: Path) -> None:
    copy = synced / "eucles (conflicted copy 2026-03-02).db"
    copy.write_bytes(b"of the other laptop")
    with seated(qtbot, synced, has_sample=True) as user:
        caring_of(user)
        assert copy.name in user.window.frame.bar.text
        answer(user, "Leave it here")
    with seated(qtbot, synced, has_sample=True) as user:
        caring_of(user)
        assert copy.name in user.window.frame.bar.text
    assert copy.read_bytes() == b"of the other laptop"


def test_a_folder_of_this_computer_is_not_spoken_of(qtbot: QtBot, sample_folder: Path, tmp_path: Path) -> None:
    with seated(qtbot, shutil.copytree(sample_folder, tmp_path / "data"), has_sample=True) as user:
        caring_of(user)
        assert not user.window.frame.bar.isVisible()


def test_the_data_are_moved_and_the_old_folder_stays_and_leads_to_them(
    qtbot: QtBot, synced: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, Any]] = []

    def anew(_application: object, _close: Callable[[], None], **options: Any) -> None:
        given.append(options)

    monkeypatch.setattr("eucles_desk.app.anew.start_anew", anew)
    target = tmp_path / "here"
    target.mkdir()
    with seated(qtbot, synced, has_sample=True) as user:
        user.program.evidence.add_content(b"seen on the wall")
        caring = caring_of(user)
        answer(user, "Move the data folder…")
        assert caring.chooser is not None
        assert caring.chooser.isVisible()
        caring.chooser.fileSelected.emit(str(target))
        caring.chooser.reject()
        user.wait(lambda: bool(given))
        assert str(target) in given[0]["told"]
        count = user.program.desk.count()
    assert (synced / "eucles.db").is_file()
    assert followed(synced) == target
    assert {path.relative_to(synced) for path in synced.glob("evidence/*/*")} == {
        path.relative_to(target) for path in target.glob("evidence/*/*")
    }
    with open_program(target, paths.resources()) as program:
        assert program.desk.count() == count
