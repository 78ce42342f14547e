"""Data that cannot be written: a copy is read, nothing is saved in it, and it is gone afterwards."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.calling import ROOT, Call
from support.closing import destroy

from eucles_desk.app import paths
from eucles_desk.app.opening import Opening
from eucles_desk.app.reading_copy import AskToRead
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.errors import UnwritableError, UsageError
from eucles_desk.language import ENGLISH
from eucles_desk.storage import reading_copy
from eucles_desk.storage.opening import held
from eucles_desk.storage.reading_copy import PREFIX, ReadingCopy
from eucles_desk.ui import theme
from eucles_desk.ui.context import Choices
from eucles_desk.ui.speaking import speak

WARNING = "A copy to read was opened"


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "data"
    with open_program(folder, paths.resources()) as program:
        program.make_sample()
    return folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


@pytest.fixture
def closed(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sample data that cannot be written.

    Root may write whatever the rights say, so the question for them is answered for it, and every file is compared.
    """
    folder = shutil.copytree(sample_folder, tmp_path / "closed")
    access = os.access

    def ask(path: os.PathLike[str] | str, mode: int) -> bool:
        inside = Path(path) == folder or folder in Path(path).parents
        return not (inside and mode & os.W_OK) and access(path, mode)

    monkeypatch.setattr(os, "access", ask)
    return folder


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_commands_that_read_work_as_ever(call: Call, closed: Path, sample_folder: Path, tmp_path: Path) -> None:
    before = state(closed)
    said = call("list", "--json", "--data-dir", closed)
    assert WARNING in said.err
    assert str(closed) in said.err
    assert said.data == call("list", "--json", "--data-dir", sample_folder).data
    gold = next(one["id"] for one in said.data if one["label"] == "gold" and one["step"] == "awarded")
    for command in (
        ["export", gold, "--out", tmp_path / "out.json"],
        ["report", gold, "--out", tmp_path / "out.pdf", "--kind", "certificate"],
        ["audit", gold],
        ["check", gold],
        ["issued", gold],
        ["scheme", "list"],
    ):
        assert call(*command, "--data-dir", closed).status == 0, command
    assert (tmp_path / "out.pdf").stat().st_size > 1000
    assert state(closed) == before


def test_commands_that_change_are_refused_and_nothing_is_left(call: Call, closed: Path, temporary: Path) -> None:
    before = state(closed)
    new = closed.parent / "new.json"
    gold = paths.resources() / "sample" / "40-gold-awarded.json"
    content = json.loads(gold.read_bytes())
    content["assessment"]["id"] = "11111111-1111-4111-8111-111111111111"
    new.write_text(json.dumps(content), encoding="utf-8")
    for command, sentence in {("import", new): "copy to read", ("backup", "make"): "cannot be written"}.items():
        said = call(*command, "--data-dir", closed)
        assert (said.status, said.out) == (2, ""), command
        assert sentence in said.err.splitlines()[-1]
        assert "Traceback" not in said.err
    assert state(closed) == before
    assert list(temporary.iterdir()) == []


def test_the_doctor_examines_a_copy_and_says_so(call: Call, closed: Path, temporary: Path) -> None:
    said = call("doctor", "--json", "--data-dir", closed)
    assert said.status == 1
    points = {point["topic"]: point for point in said.data["points"]}
    assert any("only read" in point["said"] for point in said.data["points"])
    assert points["Database"]["said"].startswith("Sound")
    assert points["Evidence"]["state"] == "good"
    assert list(temporary.iterdir()) == []


def test_the_copy_is_private_and_goes_when_it_is_closed(closed: Path, temporary: Path) -> None:
    program = reading(closed)
    (folder,) = temporary.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.glob("eucles.db*")} <= {0o600}
    assert program.desk.count()
    program.close()
    assert list(temporary.iterdir()) == []


def test_what_was_saved_last_is_in_the_copy_though_it_is_only_in_the_log(closed: Path, tmp_path: Path) -> None:
    work = shutil.copytree(closed, tmp_path / "work")
    with open_program(work, paths.resources()) as program:
        row = next(one for one in program.desk.page() if one.step is Step.SCORING and one.label == "gold")
        opened = program.desk.open(row.id)
        code = next(iter(opened.edition.criteria))
        opened.set_reason(code, "saved last")
        for name in ("eucles.db", "eucles.db-wal"):
            shutil.copy(work / name, closed / name)
        assert (closed / "eucles.db-wal").stat().st_size > 0
    program = reading(closed)
    assert any(one.reason == "saved last" for one in program.desk.load(row.id).judgements)
    program.close()


def test_a_copy_left_by_a_run_that_was_killed_goes_with_the_next_and_one_in_use_stays(
    closed: Path, temporary: Path
) -> None:
    left, used = ReadingCopy(closed).folder, ReadingCopy(closed).folder
    assert not left.exists()
    with held(used):
        third = ReadingCopy(closed)
        assert used.exists()
    third.remove()
    assert [path.name for path in temporary.iterdir() if path.name.startswith(PREFIX)] == [used.name]
    assert (closed / "evidence").is_dir()


def test_data_that_change_while_they_are_copied_are_copied_again(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, times = reading_copy.copy_file, list[str]()

    def copy_and_change(source: Path, target: Path) -> object:
        done = copy(source, target)
        if source.name == "eucles.db" and not times:
            os.utime(source, ns=(1, 1))
        times.append(source.name)
        return done

    monkeypatch.setattr(reading_copy, "copy_file", copy_and_change)
    ReadingCopy(closed).remove()
    assert times.count("eucles.db") == 2


def reading(folder: Path) -> Program:
    with pytest.raises(UnwritableError):
        open_program(folder, paths.resources())
    opening = Opening(folder, paths.resources(), None)
    return opening.reading(ReadingCopy(folder)).program()


# The window


@pytest.fixture
def session(qtbot: QtBot, closed: Path, tmp_path: Path) -> Iterator[Session]:
    QCoreApplication.setOrganizationName("eucles-desk-tests")
    QCoreApplication.setApplicationName("eucles-desk-tests")
    theme.set_up(paths.resources())
    theme.apply("light", 100)
    speak(ENGLISH)
    made = Session(reading(closed), SettingsFile(tmp_path), Choices(tour_seen=True), "en")
    made.show()
    qtbot.waitExposed(made.window)
    qtbot.waitUntil(lambda: made.caring is not None)
    yield made
    made.window.leaving._lets_go = True  # pyright: ignore[reportPrivateUsage]  # what was typed is let go
    window = made.window
    window.close()
    made.close()
    destroy([window])


def test_the_window_says_above_everything_that_it_is_a_copy(session: Session, closed: Path) -> None:
    bar = session.window.frame.notice_bar
    assert bar is not None
    assert bar.isVisible()
    assert "copy to read" in bar.text
    assert str(closed) in bar.text
    session.window.rebuild()
    assert session.window.frame.notice_bar is not None
    assert session.window.frame.notice_bar.isVisible()


def test_typing_in_it_is_refused_and_stays_on_the_screen(session: Session, closed: Path) -> None:
    before, desk = state(closed), session.context().desk
    row = next(one for one in desk.page() if one.step is Step.SCORING and one.label == "gold")
    session.window.open_assessment(row.id, Place(Area.CRITERIA))
    page, working = session.window.assessment_page, session.window.working
    assert page is not None
    assert page.workspace is not None
    assert working is not None
    edit = page.workspace.judgement.reason_edit
    edit.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClicks(edit, "typed here")
    refused: list[str] = []
    working.refused.connect(refused.append)
    working.flush()
    assert ["copy to read" in sentence for sentence in refused] == [True]
    assert "typed here" in edit.toPlainText()
    assert not any("typed here" in one.reason for one in desk.load(row.id).judgements)
    with pytest.raises(UsageError):
        session._program.evidence.add_content(b"new")  # pyright: ignore[reportPrivateUsage]
    assert state(closed) == before


def test_nothing_is_offered_that_would_change_it(session: Session) -> None:
    context = session.context()
    assert (context.backups, context.secrecy, context.privacy) == (None, None, None)


@pytest.mark.parametrize("wants", [True, False])
def test_the_user_is_asked_first(qtbot: QtBot, closed: Path, wants: bool) -> None:
    speak(ENGLISH)
    with pytest.raises(UnwritableError) as told:
        open_program(closed, paths.resources())
    application = cast("QApplication", QApplication.instance())
    asking = AskToRead(application, Opening(closed, paths.resources(), None), told.value)

    def answer() -> None:
        assert str(closed) in asking.box.text()
        QTest.keyClick(asking.box, Qt.Key.Key_Return if wants else Qt.Key.Key_Escape)

    QTimer.singleShot(0, answer)
    copy = asking.ask()
    assert (copy is not None) is wants
    if copy is not None:
        copy.remove()


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root mounts")
def test_a_disk_that_is_mounted_to_be_read_only(sample_folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "mounted"
    place.mkdir()
    mounts = 'mount --bind "$1" "$2" && mount -o remount,ro,bind "$2" || exit 77; shift 2; exec "$@"'
    program = [sys.executable, "-m", "eucles_desk", "list", "--json", "--data-dir", str(place)]
    command = ["unshare", "--mount", "sh", "-c", mounts, "sh", str(sample_folder), str(place), *program]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
    if done.returncode in {1, 77}:  # the mount is seen by this command only, and is gone with it
        pytest.skip("nothing can be mounted here")
    assert done.returncode == 0, done.stderr
    assert WARNING in done.stderr.decode()
    assert len(json.loads(done.stdout)) > 1
