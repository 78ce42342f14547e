"""Locking data with a passphrase on the command line, opening them with every other command, and recovering them."""

from __future__ import annotations

import getpass
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.calling import Call, start

from eucles_desk.app.keyring_copy import KeyringCopy
from eucles_desk.storage import envelope, opening
from eucles_desk.storage.envelope import LEAST, Cost, seal
from eucles_desk.storage.opening import open_data

LONG = "mänty lokki vispilä kattila"
OTHER = "soutu harmaa kirves omena"
OLD, NEW, CODE = "EUCLES_DESK_PASSPHRASE", "EUCLES_DESK_NEW_PASSPHRASE", "EUCLES_DESK_RECOVERY_CODE"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(key: str, passphrase: str) -> bytes:
        return seal(key, passphrase, Cost(LEAST.memory, 1, 4))

    monkeypatch.setattr(envelope, "seal", quick)
    for name in (OLD, NEW, CODE):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def locked(call: Call, sampled: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample data with a passphrase."""
    monkeypatch.setenv(NEW, LONG)
    done = call("passphrase", "set", "--data-dir", sampled)
    assert (done.status, done.err) == (0, "")
    monkeypatch.delenv(NEW)
    return sampled


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is typed at hidden and shown prompts, one after another; the prompts take their place."""
    answers: list[str] = []

    def answer(prompt: str) -> str:
        said = answers.pop(0)
        if said == "^C":
            raise KeyboardInterrupt
        answers.append(prompt)
        return said

    monkeypatch.setattr(getpass, "getpass", answer)
    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    return answers


def notes(folder: Path, passphrase: str | None = None) -> list[str]:
    data = open_data(folder, passphrase=passphrase)
    with data.open_store() as store:
        found = [row.message for row in store.history.rows() if "passphrase" in row.message]
    data.close()
    return found


def test_a_passphrase_is_set_and_every_command_asks_for_it(call: Call, locked: Path, typed: list[str]) -> None:
    typed += [LONG]
    done = call("list", "--data-dir", locked)
    assert (done.status, typed) == (0, ["Passphrase of the data: "])
    assert "Gold" in done.out


def test_a_mistyped_passphrase_can_be_typed_again_twice(call: Call, locked: Path, typed: list[str]) -> None:
    typed += ["no", "nor this", LONG]
    done = call("list", "--data-dir", locked)
    assert (done.status, done.err.count("This is not the passphrase of these data.")) == (0, 2)
    typed[:] = ["no", "nor this", "nor that", LONG]
    done = call("list", "--data-dir", locked)
    assert (done.status, done.err.count("This is not the passphrase of these data.")) == (2, 3)
    typed[:] = ["^C"]
    assert call("list", "--data-dir", locked).err == "eucles-desk: No passphrase was given.\n"


def test_it_can_stand_in_the_environment(call: Call, locked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OLD, LONG)
    assert call("list", "--data-dir", locked).status == 0
    monkeypatch.setenv(OLD, "no")
    wrong = call("list", "--data-dir", locked)
    assert (wrong.status, wrong.err) == (2, "eucles-desk: This is not the passphrase of these data.\n")


def test_without_terminal_and_variable_it_says_what_to_do(locked: Path) -> None:
    done = start(["list", "--data-dir", locked])
    assert done.returncode == 2
    assert b"in a terminal, or say the passphrase in the variable EUCLES_DESK_PASSPHRASE" in done.stderr
    for command, variable in (("change", OLD), ("remove", OLD), ("recover", CODE)):
        done = start(["passphrase", command, "--data-dir", locked])
        assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
        assert variable.encode() in done.stderr


def test_it_is_asked_for_twice_and_told_what_it_protects(call: Call, sampled: Path, typed: list[str]) -> None:
    typed += [LONG, OTHER]
    done = call("passphrase", "set", "--data-dir", sampled)
    assert (done.status, done.err) == (2, "eucles-desk: The two are not the same. Nothing was changed.\n")
    typed[:] = ["hunter2"]
    assert "too easy to guess" in call("passphrase", "set", "--data-dir", sampled).err
    typed[:] = [LONG, LONG]
    done = call("passphrase", "set", "--data-dir", sampled)
    assert done.status == 0
    assert "Only the recovery sheet" in done.out
    assert "made before" in done.out
    again = call("passphrase", "set", "--data-dir", sampled)
    assert (again.status, "There is a passphrase already" in again.err) == (2, True)
    assert notes(sampled, LONG) == ["A passphrase was set"]


def test_it_is_changed_and_removed(call: Call, locked: Path, typed: list[str]) -> None:
    typed += ["no"]
    assert "not the passphrase" in call("passphrase", "change", "--data-dir", locked).err
    typed[:] = [LONG, OTHER, OTHER]
    assert call("passphrase", "change", "--data-dir", locked).status == 0
    typed[:] = [LONG]
    assert "not the passphrase" in call("passphrase", "remove", "--data-dir", locked).err
    typed[:] = [OTHER]
    done = call("passphrase", "remove", "--data-dir", locked)
    assert done.status == 0
    assert "it is no secrecy" in done.out
    assert call("list", "--data-dir", locked).status == 0
    typed[:] = []
    for command in ("change", "remove"):
        none = call("passphrase", command, "--data-dir", locked)
        assert (none.status, none.err) == (2, "eucles-desk: These data have no passphrase.\n")
    assert notes(locked) == ["A passphrase was set", "The passphrase was changed", "The passphrase was removed"]


def test_the_sheet_recovers_what_was_forgotten(
    call: Call, sampled: Path, tmp_path: Path, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    import pypdf

    monkeypatch.setenv(NEW, LONG)
    sheet = tmp_path / "sheet.pdf"
    assert call("passphrase", "set", "--sheet", sheet, "--lang", "fi", "--data-dir", sampled).status == 0
    monkeypatch.delenv(NEW)
    if os.name == "posix":
        assert sheet.stat().st_mode & 0o077 == 0
    text = pypdf.PdfReader(io.BytesIO(sheet.read_bytes())).pages[0].extract_text()
    monkeypatch.setenv(OLD, LONG)
    data = open_data(sampled, passphrase=LONG)
    code = data.protecting.recovery_code()
    data.close()
    assert all(" ".join(group) in text or group in text.replace(" ", "").replace("\n", "") for group in code.split("-"))
    monkeypatch.delenv(OLD)
    typed += [code[:-1], OTHER]
    mistyped = call("passphrase", "recover", "--data-dir", sampled)
    assert (mistyped.status, "has 65 letters and digits" in mistyped.err) == (2, True)
    typed[:] = [code.lower(), OTHER, OTHER]
    assert call("passphrase", "recover", "--data-dir", sampled).status == 0
    typed[:] = [OTHER]
    assert call("list", "--data-dir", sampled).status == 0
    assert notes(sampled, OTHER)[-1] == "A new passphrase was set with the recovery code"


def test_a_sheet_can_be_written_later_in_a_language_that_there_is(
    call: Call, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(OLD, LONG)
    out = tmp_path / "sheet.pdf"
    assert call("passphrase", "sheet", "--out", out, "--data-dir", locked).status == 0
    assert out.read_bytes().startswith(b"%PDF")
    wrong = call("passphrase", "sheet", "--out", out, "--lang", "xx", "--data-dir", locked)
    assert (wrong.status, "no recovery sheet in the language" in wrong.err) == (2, True)


def test_what_the_system_remembers_opens_the_data_and_other_codes_are_passed_over(
    call: Call, locked: Path, typed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = open_data(locked, passphrase=LONG)
    codes: Iterator[str] = iter([data.protecting.recovery_code(), "wrong"])
    data.close()
    monkeypatch.setattr(KeyringCopy, "exists", True)

    def recall(_: KeyringCopy) -> str:
        return next(codes)

    monkeypatch.setattr(KeyringCopy, "recall", recall)
    assert call("list", "--data-dir", locked).status == 0
    typed += [LONG]
    assert call("list", "--data-dir", locked).status == 0
    assert typed == ["Passphrase of the data: "]


def test_data_in_use_are_told_before_a_passphrase_is_asked_for(call: Call, locked: Path, typed: list[str]) -> None:
    held = open_data(locked, passphrase=LONG)
    done = call("list", "--data-dir", locked)
    held.close()
    assert (done.status, "already open" in done.err, typed) == (2, True, [])


def test_backups_here_and_in_the_second_folder_follow(
    call: Call, sampled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (sampled / "settings.json").write_text(json.dumps({"backup_folder": str(stick)}), encoding="utf-8")
    assert call("backup", "make", "--data-dir", sampled).status == 0
    monkeypatch.setenv(NEW, LONG)
    assert call("passphrase", "set", "--data-dir", sampled).status == 0
    copies = [*sampled.glob("backups/*/key"), *stick.glob("*/*/key")]
    assert len(copies) >= 2
    assert {path.read_bytes() for path in copies} == {(sampled / "key").read_bytes()}
    monkeypatch.setenv(OLD, LONG)
    checked = call("backup", "check", "--data-dir", sampled)
    assert (checked.status, checked.err) == (0, "")


def test_files_that_others_can_read_are_told(call: Call, sampled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def put_right(folder: Path) -> list[Path]:
        return [folder / "key"]

    monkeypatch.setattr(opening, "put_right", put_right)
    assert "Other users of this computer can read this" in call("list", "--data-dir", sampled).err


def test_no_passphrase_is_ever_taken_from_the_line(call: Call, locked: Path) -> None:
    for arguments in (("passphrase", "set", LONG), ("passphrase", "remove", "--passphrase", LONG)):
        done = call(*arguments, "--data-dir", locked)
        assert done.status == 2
        assert "There is too much on the line" in done.err or "There is no option" in done.err
    assert call("passphrase", "--help").out.count("\n") > 5
