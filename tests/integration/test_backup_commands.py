"""Backups on the command line: from nothing, through a loss, to the same data elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from support.calling import Call

from eucles_desk.storage.opening import held


@pytest.fixture
def listed(call: Call, sampled: Path) -> str:
    return call("list", "--json", "--data-dir", sampled).out


def newest(call: Call, data: Path, *more: object) -> str:
    return call("backup", "list", "--json", *more, "--data-dir", data).data[0]["id"]


def test_backups_are_made_listed_and_checked(call: Call, sampled: Path) -> None:
    none = call("backup", "list", "--data-dir", sampled)
    assert (none.status, none.out) == (0, "")
    assert "no backups yet" in none.err
    made = call("backup", "make", "--data-dir", sampled)
    assert (made.status, made.err) == (0, "")
    found = newest(call, sampled)
    assert made.out.startswith(f"Made and checked: {found} (")
    again = call("backup", "make", "--data-dir", sampled)
    assert again.out == "Nothing has changed since the newest backup, so it holds everything.\n"
    head, row = call("backup", "list", "--data-dir", sampled).out.splitlines()
    assert head.split() == ["Id", "Made", "Why", "Assessments", "Changes", "Size", "Where"]
    assert row.endswith(str(sampled / "backups"))
    assert found in row and "by hand" in row and "nothing changed since" in row
    checked = call("backup", "check", "--data-dir", sampled)
    assert (checked.status, checked.out, checked.err) == (
        0,
        f"The backup {found} is sound: {sampled / 'backups' / found}\n",
        "",
    )


def test_a_backup_is_restored_and_all_is_as_it_was(call: Call, sampled: Path, listed: str) -> None:
    call("backup", "make", "--data-dir", sampled)
    found = newest(call, sampled)
    one = json.loads(listed)[0]["id"]
    call("export", one, "--out", sampled / "one.json", "--data-dir", sampled)
    (sampled / "eucles.db").write_bytes(b"")
    shutil.rmtree(sampled / "evidence")
    done = call("backup", "restore", found, "--data-dir", sampled)
    assert (done.status, done.err) == (0, "")
    assert f"was restored. What was there before is kept in {sampled / 'replaced'}" in done.out
    assert call("list", "--json", "--data-dir", sampled).out == listed
    call("export", one, "--out", sampled / "again.json", "--data-dir", sampled)
    assert (sampled / "one.json").read_bytes() == (sampled / "again.json").read_bytes()
    reasons = [row["reason"] for row in call("backup", "list", "--json", "--data-dir", sampled).data]
    assert reasons == ["by_hand"]


def test_what_is_there_is_backed_up_before_another_takes_its_place(call: Call, sampled: Path) -> None:
    call("backup", "make", "--data-dir", sampled)
    found = newest(call, sampled)
    call("backup", "restore", found, "--data-dir", sampled)
    call("list", "--data-dir", sampled)
    call("backup", "restore", found, "--data-dir", sampled)
    reasons = [row["reason"] for row in call("backup", "list", "--json", "--data-dir", sampled).data]
    assert reasons == ["restore", "by_hand"]


def test_a_stick_alone_brings_everything_to_another_computer(
    call: Call, sampled: Path, listed: str, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    made = call("backup", "make", "--to", stick, "--data-dir", sampled)
    assert (made.status, made.err) == (0, "")
    other = tmp_path / "other computer"
    found = newest(call, other, "--from", stick)
    done = call("backup", "restore", found, "--from", stick, "--data-dir", other)
    assert (done.status, done.err) == (0, "")
    assert call("list", "--json", "--data-dir", other).out == listed


def test_a_backup_is_laid_into_another_folder_to_look_at(
    call: Call, sampled: Path, listed: str, tmp_path: Path
) -> None:
    call("backup", "make", "--data-dir", sampled)
    look = tmp_path / "look"
    done = call("backup", "restore", newest(call, sampled), "--to", look, "--data-dir", sampled)
    assert (done.status, done.err) == (0, "")
    assert call("list", "--json", "--data-dir", look).out == listed
    assert not (sampled / "replaced").exists()
    full = call("backup", "restore", newest(call, sampled), "--to", look, "--data-dir", sampled)
    assert (full.status, full.out) == (2, "")
    assert full.err.startswith("eucles-desk: Name a folder that is empty")


def test_a_damaged_backup_is_told_with_status_2_and_not_restored(call: Call, sampled: Path, listed: str) -> None:
    call("backup", "make", "--data-dir", sampled)
    found = newest(call, sampled)
    file = sampled / "backups" / found / "eucles.db"
    file.write_bytes(file.read_bytes()[:-4096])
    checked = call("backup", "check", found, "--data-dir", sampled)
    assert (checked.status, checked.out) == (2, f"{found}: Its database is damaged.\n")
    done = call("backup", "restore", found, "--data-dir", sampled)
    assert done.status == 2
    assert done.err.endswith("This backup is damaged and was not restored. The data are as they were.\n")
    assert call("list", "--json", "--data-dir", sampled).out == listed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "x"], "“x” is no backup. “eucles-desk backup list” shows the id of each."),
        (["restore", "9"], "“9” is no backup. “eucles-desk backup list” shows the id of each."),
        (["restore"], "Something is missing: ID"),
        (["make", "--to", "missing folder"], "This folder does not exist: missing folder"),
        (["sell"], "There is no command “sell”. The commands are: check, list, make, restore."),
    ],
)
def test_a_mistake_is_one_plain_sentence(call: Call, sampled: Path, arguments: list[str], said: str) -> None:
    call("backup", "make", "--data-dir", sampled)
    done = call("backup", *arguments, "--data-dir", sampled)
    assert (done.status, done.out, done.err) == (2, "", f"eucles-desk: {said}\n")


def test_there_are_none_of_data_that_are_not_there(call: Call, data: Path) -> None:
    for command in ("list", "make", "check"):
        done = call("backup", command, "--data-dir", data)
        assert (done.status, done.out) == (2, "")
        assert done.err.count("\n") == 1


def test_a_second_folder_inside_the_data_is_refused(call: Call, sampled: Path) -> None:
    (sampled / "inside").mkdir()
    done = call("backup", "make", "--to", sampled / "inside", "--data-dir", sampled)
    assert done.status == 2 and "outside that of the data" in done.err


def test_data_that_are_open_are_neither_backed_up_nor_replaced_from_outside(call: Call, sampled: Path) -> None:
    call("backup", "make", "--data-dir", sampled)
    found = newest(call, sampled)
    with held(sampled):
        for arguments in (["make"], ["restore", found]):
            done = call("backup", *arguments, "--data-dir", sampled)
            assert done.status == 2 and "already open" in done.err
        assert newest(call, sampled) == found


def test_a_stick_that_is_not_there_or_holds_nothing_is_never_called_sound(
    call: Call, sampled: Path, tmp_path: Path
) -> None:
    assert call("backup", "make", "--data-dir", sampled).status == 0
    (tmp_path / "empty").mkdir()
    for command in ("list", "check"):
        for source, said in (
            (tmp_path / "nowhere", "does not exist"),
            (tmp_path / "empty", "no backups of these data"),
        ):
            done = call("backup", command, "--from", source, "--data-dir", sampled)
            assert (done.status, said in done.err, "sound" in done.out) == (2, True, False)


def test_what_was_checked_lies_on_the_stick(call: Call, sampled: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    assert call("backup", "make", "--to", tmp_path / "stick", "--data-dir", sampled).status == 0
    checked = call("backup", "check", "--from", tmp_path / "stick", "--data-dir", sampled)
    assert (checked.status, f"is sound: {tmp_path / 'stick'}" in checked.out) == (0, True)
    listed = call("backup", "list", "--from", tmp_path / "stick", "--data-dir", sampled).out
    assert str(sampled / "backups") in listed
    assert str(tmp_path / "stick") in listed


def test_a_full_stick_is_told_with_its_size_and_status_2(
    call: Call, sampled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, usage = tmp_path / "stick", shutil.disk_usage
    stick.mkdir()

    def full(path: Path) -> object:
        return usage(path)._replace(free=300_000 if stick in Path(path).parents else 10**12)

    monkeypatch.setattr(shutil, "disk_usage", full)
    for _ in range(2):  # with a backup that is made now, and with one that there is already
        done = call("backup", "make", "--to", stick, "--data-dir", sampled)
        assert (done.status, "Nothing has changed" in done.out) == (2, False)
        assert re.search(r"it takes 0\.\d MB, and 0\.3 MB are free", done.err)
