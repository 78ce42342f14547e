"""The key file is gone: nothing is lost, and every surface says how the data are opened again."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.calling import PASSPHRASE, Call
from support.closing import destroy

from eucles_desk.app import paths
from eucles_desk.app.opening import Opening
from eucles_desk.errors import MissingKeyError, StorageError
from eucles_desk.storage.lost_key import put_back
from eucles_desk.storage.opening import open_data
from eucles_desk.ui.locking.missing_key_window import MissingKeyWindow

VARIABLE = "EUCLES_DESK_PASSPHRASE"


def make_backup(call: Call, data: Path, *more: object) -> None:
    assert call("backup", "make", *more, "--data-dir", data).status == 0


def test_the_command_line_names_the_backup_and_the_recovery_code(call: Call, sampled: Path) -> None:
    make_backup(call, sampled)
    (sampled / "key").unlink()
    done = call("list", "--data-dir", sampled)
    assert done.status == 2
    assert "passphrase recover --from-backup" in done.err
    assert "recovery sheet" in done.err


def test_the_copy_of_the_newest_backup_takes_its_place(call: Call, sampled: Path) -> None:
    make_backup(call, sampled)
    before = (sampled / "key").read_bytes()
    (sampled / "key").unlink()
    done = call("passphrase", "recover", "--from-backup", "--data-dir", sampled)
    assert (done.status, done.err) == (0, "")
    assert (sampled / "key").read_bytes() == before
    assert call("list", "--data-dir", sampled).status == 0
    again = call("passphrase", "recover", "--from-backup", "--data-dir", sampled)
    assert (again.status, "The key file is there" in again.err) == (2, True)


def test_a_locked_copy_still_wants_the_passphrase(
    call: Call, locked: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    make_backup(call, locked, "--to", tmp_path / "stick")
    (locked / "key").unlink()
    for key in (locked / "backups").glob("*/key"):
        key.unlink()
    assert put_back(locked, tmp_path / "stick").is_relative_to(tmp_path / "stick")
    assert Opening(locked, paths.resources(), None).is_locked
    open_data(locked, passphrase=PASSPHRASE).close()


def test_a_key_of_other_data_is_not_taken(call: Call, sampled: Path, tmp_path: Path) -> None:
    other = sampled / "backups" / "20990101T000000Z-9"
    other.mkdir(parents=True)
    (other / "key").write_text("ab" * 32, encoding="ascii")
    (sampled / "key").unlink()
    with pytest.raises(StorageError, match="No backup holds a key"):
        put_back(sampled, tmp_path)
    assert not (sampled / "key").exists()
    with pytest.raises(MissingKeyError):
        open_data(sampled)


def test_the_doctor_does_not_say_that_anybody_can_read_them(call: Call, sampled: Path) -> None:
    (sampled / "key").unlink()
    done = call("doctor", "--data-dir", sampled)
    assert done.status == 1
    assert "without a passphrase" not in done.out
    assert "passphrase recover" in done.out


@pytest.mark.parametrize("has_copy", [True, False])
def test_the_window_has_a_field_for_the_code_and_offers_the_backup(qtbot: QtBot, *, has_copy: bool) -> None:
    window = MissingKeyWindow("/home/of/data", has_copy=has_copy)
    wanted, codes = list[bool](), list[str]()
    window.copy_wanted.connect(lambda: wanted.append(True))
    window.code_given.connect(codes.append)
    window.show()
    qtbot.waitExposed(window)
    assert window.code_edit.isVisible()
    assert not window.field.isVisible()
    assert window.other_button.isVisible() is has_copy
    window.code_edit.setText("ABCDE")
    window.unlock_button.click()
    assert codes == ["ABCDE"]
    window.go_on_asking()
    if has_copy:
        window.other_button.click()
    assert wanted == [True] * has_copy
    destroy([window])
