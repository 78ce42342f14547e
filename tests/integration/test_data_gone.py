"""The data folder goes while the program is open: noticed, told, nothing called saved, and all of it saved elsewhere."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from support.calling import Call
from support.seated import Seated, seated

from eucles_desk.app import paths
from eucles_desk.app.caring import Caring, Gone
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.terms import Step
from eucles_desk.errors import StorageError, UsageError
from eucles_desk.storage.elsewhere import place_in
from eucles_desk.storage.moved import MOVED, followed, leave_note

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove what is open")
TYPED = "Typed after it was gone."


def replace_database(folder: Path) -> None:
    (folder / "eucles.db").rename(folder / "aside.db")
    (folder / "eucles.db").write_bytes(b"another file altogether" * 100)


WAYS: dict[str, tuple[Callable[[Path], object], Gone]] = {
    "folder removed": (shutil.rmtree, Gone.FOLDER),
    "folder renamed": (lambda folder: folder.rename(folder.with_name("elsewhere")), Gone.FOLDER),
    "parent renamed": (lambda folder: folder.parent.rename(folder.parent.with_name("other")), Gone.FOLDER),
    "database removed": (lambda folder: (folder / "eucles.db").unlink(), Gone.DATABASE),
    "database replaced": (replace_database, Gone.REPLACED),
    "evidence removed": (lambda folder: shutil.rmtree(folder / "evidence"), Gone.EVIDENCE),
}


@dataclass
class Anew:
    """Stands for the process that would take the place of this one."""

    given: list[tuple[object, str]] = field(default_factory=list[tuple[object, str]])

    def __call__(self, _application: object, _close: Callable[[], None], **options: Any) -> None:
        self.given.append((tuple(options["arguments"]), options["told"]))


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> Anew:
    made = Anew()
    monkeypatch.setattr("eucles_desk.app.anew.start_anew", made)
    return made


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "data"
    with open_program(folder, paths.resources()) as program:
        program.make_sample()
    return folder


@pytest.fixture
def folder(tmp_path: Path, sample_folder: Path) -> Path:
    return shutil.copytree(sample_folder, tmp_path / "parent" / "data")


@pytest.fixture
def user(qtbot: QtBot, folder: Path) -> Iterator[Seated]:
    with seated(qtbot, folder, has_sample=True) as made:
        made.wait(lambda: made.session.caring is not None)
        yield made


def caring_of(user: Seated) -> Caring:
    assert user.session.caring is not None
    return user.session.caring


def notice(user: Seated) -> str:
    bar = user.window.frame.notice_bar
    return bar.text if bar is not None and bar.isVisible() else ""


@pytest.mark.parametrize("way", WAYS)
def test_it_is_noticed_told_and_everything_can_be_saved_elsewhere(
    user: Seated, folder: Path, tmp_path: Path, anew: Anew, way: str
) -> None:
    act, gone = WAYS[way]
    caring = caring_of(user)
    caring.look()
    assert notice(user) == ""

    act(folder)
    caring.look()
    assert caring.gone is gone
    assert str(folder) in notice(user)

    user.open(user.sample("gold", Step.SCORING))
    workspace = user.page.workspace
    assert workspace is not None
    edit = workspace.judgement.reason_edit
    edit.setPlainText("")
    user.focus_on(edit)
    user.write(TYPED)
    assert user.window.working is not None
    user.window.working.flush()
    assert user.window.working.has_unsaved is (gone is not Gone.EVIDENCE)
    assert edit.toPlainText() == TYPED

    chosen = tmp_path / "stick"
    chosen.mkdir()
    caring.save_in(chosen)
    user.wait(lambda: bool(anew.given))
    ((arguments, told),) = anew.given
    assert str(chosen) in told
    assert followed(folder) == chosen if arguments == () else arguments == ("--data-dir", str(chosen))

    with open_program(chosen, paths.resources()) as again:
        assessment = next(row.id for row in again.desk.page() if row.label == "gold" and row.step is Step.SCORING)
        assert any(one.reason == TYPED for one in again.desk.load(assessment).judgements)


def test_once_it_is_put_back_work_goes_on(user: Seated, folder: Path) -> None:
    caring = caring_of(user)
    user.open(user.sample("gold", Step.SCORING))
    workspace = user.page.workspace
    assert workspace is not None
    away = folder.rename(folder.with_name("away"))
    caring.look()
    user.focus_on(workspace.judgement.reason_edit)
    user.write("typed")
    assert user.window.working is not None
    user.window.working.flush()
    assert user.window.working.has_unsaved

    away.rename(folder)
    caring.look()
    assert not user.window.working.has_unsaved
    assert notice(user) == ""


def test_no_file_is_added_while_the_folder_is_gone(user: Seated, folder: Path) -> None:
    shutil.rmtree(folder)
    caring_of(user).look()
    with pytest.raises(StorageError, match="nothing is saved"):
        user.program.evidence.add_content(b"new")
    assert not folder.exists()


def test_the_button_of_the_notice_asks_where_to_save(user: Seated, folder: Path) -> None:
    shutil.rmtree(folder)
    caring_of(user).look()
    bar = user.window.frame.notice_bar
    assert bar is not None
    user.click(bar.action_button)
    chooser = caring_of(user).chooser
    assert chooser is not None
    assert chooser.isVisible()
    chooser.reject()
    assert notice(user) != ""  # it is so for as long as it is so


def test_a_folder_inside_that_of_the_data_is_refused(user: Seated, folder: Path, anew: Anew) -> None:
    caring_of(user).save_in(folder / "evidence")
    assert "outside that of the data" in user.window.frame.bar.text
    assert anew.given == []


def test_a_language_chosen_meanwhile_keeps_the_notice(user: Seated, folder: Path) -> None:
    shutil.rmtree(folder)
    caring_of(user).look()
    user.window.rebuild()
    assert str(folder) in notice(user)


def test_the_key_stays_locked_with_its_passphrase(user: Seated, folder: Path, tmp_path: Path, anew: Anew) -> None:
    locked = b'{"as it": "was wrapped"}'
    (folder / "key").write_bytes(locked)
    caring_of(user).look()
    shutil.rmtree(folder)
    caring_of(user).look()
    caring_of(user).save_in(tmp_path)
    user.wait(lambda: bool(anew.given))
    (place,) = tmp_path.glob("EUCLES Desk data")
    assert (place / "key").read_bytes() == locked


def test_a_folder_with_other_things_gets_one_of_our_own_in_it(tmp_path: Path) -> None:
    assert place_in(tmp_path) == tmp_path
    (tmp_path / "other").touch()
    place_in(tmp_path).mkdir()
    assert place_in(tmp_path).name == "EUCLES Desk data 2"
    with pytest.raises(UsageError):
        place_in(tmp_path / "none")


def test_a_note_leads_to_the_data_from_the_command_line_too(call: Call, sampled: Path, tmp_path: Path) -> None:
    listed = call("list", "--json", "--data-dir", sampled).data
    target = sampled.rename(tmp_path / "new")
    assert leave_note(sampled, target)
    assert call("list", "--json", "--data-dir", sampled).data == listed


def test_a_note_that_leads_nowhere_is_told_and_nothing_is_made_in_its_place(
    call: Call, data: Path, tmp_path: Path
) -> None:
    assert leave_note(data, tmp_path / "unplugged")
    said = call("list", "--data-dir", data)
    assert said.status == 2
    assert str(tmp_path / "unplugged") in said.err
    assert [path.name for path in data.iterdir()] == [MOVED]


def test_no_note_is_left_where_the_disk_is_gone(tmp_path: Path) -> None:
    assert not leave_note(tmp_path / "no" / "data", tmp_path)
