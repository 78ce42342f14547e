"""The key file: with a passphrase and without, changed whole or not at all, its copies with it, nothing left behind."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from eucles_desk.assessment.records import Protection
from eucles_desk.errors import LockedError, StorageError, UsageError, WrongPassphraseError
from eucles_desk.storage import envelope, files, key
from eucles_desk.storage.backups import second_name
from eucles_desk.storage.envelope import LEAST, Cost, seal
from eucles_desk.storage.key import (
    change_passphrase,
    load_or_make_key,
    protection,
    remove_passphrase,
    remove_retired,
    set_passphrase,
)
from eucles_desk.storage.opening import OpenData, open_data
from eucles_desk.storage.recovery_code import recovery_code

OTHER = "f" * 64
QUICK = Cost(LEAST.memory, 1, 4)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def quick(key_: str, passphrase: str) -> bytes:
        return seal(key_, passphrase, QUICK)

    monkeypatch.setattr(envelope, "seal", quick)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_data(tmp_path / "data").close()
    return tmp_path / "data"


def key_of(folder: Path) -> str:
    return (folder / "key").read_text()


def notes(data: OpenData) -> list[str]:
    with data.open_store() as store:
        return [row.message for row in store.history.rows()]


def test_a_folder_without_a_passphrase_opens_by_itself_as_before(folder: Path) -> None:
    assert protection(folder) is Protection.NONE
    open_data(folder).close()
    open_data(folder, passphrase="not needed").close()


def test_a_passphrase_locks_the_data_and_opens_them(folder: Path) -> None:
    plain = key_of(folder)
    data = open_data(folder)
    assert data.protecting.set_passphrase("mänty lokki") == []
    data.close()
    assert protection(folder) is Protection.PASSPHRASE
    assert plain not in key_of(folder)
    with pytest.raises(LockedError):
        open_data(folder)
    with pytest.raises(WrongPassphraseError):
        open_data(folder, passphrase="mänty lokk")
    data = open_data(folder, passphrase="mänty lokki")
    assert notes(data) == ["A passphrase was set"]
    data.close()
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_refused_opening_leaves_the_folder_free(folder: Path) -> None:
    set_passphrase(folder, key_of(folder), "mänty lokki")
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            open_data(folder, passphrase="no")
    open_data(folder, passphrase="mänty lokki").close()


def test_the_passphrase_is_changed_and_removed_by_who_knows_it_only(folder: Path) -> None:
    plain = key_of(folder)
    data = open_data(folder)
    data.protecting.set_passphrase("one two")
    locked = key_of(folder)
    with pytest.raises(WrongPassphraseError):
        data.protecting.change_passphrase("wrong", "three four")
    with pytest.raises(WrongPassphraseError):
        data.protecting.remove_passphrase("wrong")
    assert key_of(folder) == locked
    data.protecting.change_passphrase("one two", "three four")
    data.protecting.check_passphrase("three four")
    with pytest.raises(WrongPassphraseError):
        data.protecting.check_passphrase("one two")
    data.protecting.remove_passphrase("three four")
    assert key_of(folder) == plain
    assert data.protecting.protection() is Protection.NONE
    assert notes(data) == ["A passphrase was set", "The passphrase was changed", "The passphrase was removed"]
    with data.open_store() as store:
        assert list(store.history.breaks()) == []
    data.close()


def test_the_same_without_open_data(folder: Path) -> None:
    plain = key_of(folder)
    set_passphrase(folder, plain, "one two")
    change_passphrase(folder, "one two", "three four")
    with pytest.raises(WrongPassphraseError):
        remove_passphrase(folder, "one two")
    remove_passphrase(folder, "three four")
    assert key_of(folder) == plain
    with pytest.raises(WrongPassphraseError, match="no passphrase"):
        remove_passphrase(folder, "three four")


def test_an_empty_passphrase_is_refused_and_nothing_is_changed(folder: Path) -> None:
    before = key_of(folder)
    data = open_data(folder)
    with pytest.raises(UsageError):
        data.protecting.set_passphrase("  ")
    assert notes(data) == []
    data.close()
    assert key_of(folder) == before


def test_the_recovery_code_opens_locked_damaged_and_lost_keys(folder: Path) -> None:
    data = open_data(folder)
    code = data.protecting.recovery_code()
    data.protecting.set_passphrase("one two")
    data.close()
    locked = key_of(folder)
    for content in (locked, locked[:-9], "", None):
        (folder / "key").unlink()
        if content is not None:
            (folder / "key").write_text(content)
        open_data(folder, recovery_code=code.lower()).close()
        assert (key_of(folder) if content is not None else None) == content
    data = open_data(folder, recovery_code=code)
    data.protecting.recover("three four")
    data.close()
    data = open_data(folder, passphrase="three four")
    assert notes(data)[-1] == "A new passphrase was set with the recovery code"
    data.close()


def test_the_recovery_code_of_other_data_is_told_apart(folder: Path) -> None:
    code = recovery_code(OTHER)
    with pytest.raises(WrongPassphraseError, match="other data"):
        open_data(folder, recovery_code=code)
    set_passphrase(folder, key_of(folder), "one two")
    with pytest.raises(WrongPassphraseError, match="other data"):
        open_data(folder, recovery_code=code)
    (folder / "key").unlink()
    with pytest.raises(StorageError, match="the key belongs to another one"):
        open_data(folder, recovery_code=code)


def test_a_new_folder_can_begin_with_a_recovery_code(tmp_path: Path) -> None:
    open_data(tmp_path, recovery_code=recovery_code(OTHER)).close()
    assert key_of(tmp_path) == OTHER
    open_data(tmp_path).close()


def test_a_key_file_from_before_a_passphrase_opens_what_came_later_as_is_said(folder: Path) -> None:
    before = (folder / "key").read_bytes()
    set_passphrase(folder, before.decode(), "one two")
    with pytest.raises(LockedError):
        open_data(folder)
    (folder / "key").write_bytes(before)
    open_data(folder).close()


def test_copies_of_the_key_follow_and_keys_of_other_data_stay(folder: Path, tmp_path: Path) -> None:
    plain, stick = key_of(folder), tmp_path / "stick"
    places = [folder / "backups" / "1", folder / "replaced" / "2", stick / "3"]
    for place in places:
        place.mkdir(parents=True)
        (place / "key").write_text(plain)
    foreign = [folder / "backups" / "4", stick / "5"]
    for place, content in zip(foreign, (OTHER, seal(OTHER, "x", QUICK).decode()), strict=True):
        place.mkdir()
        (place / "key").write_text(content)
    untouched = [key_of(place) for place in foreign]
    for change in (
        lambda: set_passphrase(folder, plain, "one two", others=[stick]),
        lambda: change_passphrase(folder, "one two", "three four", others=[stick]),
        lambda: remove_passphrase(folder, "three four", others=[stick]),
    ):
        before = key_of(folder)
        assert change() == []
        assert key_of(folder) != before
        assert {key_of(place) for place in places} == {key_of(folder)}
        assert [key_of(place) for place in foreign] == untouched


def test_copies_on_a_stick_follow_where_it_is_the_second_folder_of_backups(folder: Path, tmp_path: Path) -> None:
    data = open_data(folder)
    copy = tmp_path / "stick" / second_name(key_of(folder)) / "1" / "key"
    copy.parent.mkdir(parents=True)
    copy.write_text(key_of(folder))
    data.protecting.also_in(tmp_path / "stick")
    data.protecting.set_passphrase("one two")
    assert copy.read_text() == key_of(folder)
    data.protecting.also_in(None)
    data.protecting.remove_passphrase("one two")
    assert copy.read_text() != key_of(folder)
    data.close()


def test_a_copy_that_cannot_be_replaced_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = key_of(folder)
    copy = folder / "backups" / "1" / "key"
    copy.parent.mkdir(parents=True)
    copy.write_text(plain)
    write = key.write_atomically

    def fail(path: Path, content: bytes, *, private: bool = False) -> None:
        if path == copy:
            raise StorageError("The stick is full.")
        write(path, content, private=private)

    monkeypatch.setattr(key, "write_atomically", fail)
    assert set_passphrase(folder, plain, "one two") == [copy]
    assert copy.read_text() == plain
    assert list(copy.parent.iterdir()) == [copy]


def test_the_old_key_is_written_over_before_it_is_let_go(folder: Path, tmp_path: Path) -> None:
    plain = key_of(folder)
    os.link(folder / "key", tmp_path / "watched")
    set_passphrase(folder, plain, "one two")
    watched = (tmp_path / "watched").read_bytes()
    assert len(watched) == 64
    assert watched != plain.encode()


def test_where_the_disk_knows_no_second_names_it_is_replaced_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(files.os, "link", refuse)
    plain = key_of(folder)
    set_passphrase(folder, plain, "one two")
    assert protection(folder) is Protection.PASSPHRASE
    remove_passphrase(folder, "one two")
    assert key_of(folder) == plain


@pytest.mark.parametrize("point", ["retire", "write_atomically", "shred"])
@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_a_kill_at_any_step_leaves_one_key_that_opens_and_no_other(folder: Path, point: str) -> None:
    """Killed before and after each step of the replacement."""
    for after in (False, True):
        plain = key_of(folder)
        code = f"""
import os, sys
from pathlib import Path
from eucles_desk.storage import key
step = key.{point}
def kill(*a, **k):
    if {after}: step(*a, **k)
    os._exit(9)
key.{point} = kill
from eucles_desk.storage.envelope import Cost, LEAST, seal
folder = Path(sys.argv[1])
key.put_key_file(folder, {plain!r}, seal({plain!r}, "one two", Cost(LEAST.memory, 1, 4)))
"""
        assert subprocess.run([sys.executable, "-c", code, folder], check=False, timeout=60).returncode == 9
        is_locked = protection(folder) is Protection.PASSPHRASE
        open_data(folder, passphrase="one two" if is_locked else None).close()
        assert not [path.name for path in folder.iterdir() if path.name.startswith(".")]
        if is_locked:
            assert not [path for path in folder.rglob("*") if path.is_file() and plain.encode() in path.read_bytes()]
            remove_passphrase(folder, "one two")
        assert key_of(folder) == plain


def test_what_was_retired_is_kept_while_the_key_file_is_not_known_to_open(folder: Path) -> None:
    (folder / "key").replace(folder / ".key.1.old")
    with pytest.raises(StorageError, match="missing"):
        open_data(folder)
    assert (folder / ".key.1.old").exists()


def test_a_second_name_of_the_key_file_itself_is_not_written_over(folder: Path) -> None:
    plain = key_of(folder)
    os.link(folder / "key", folder / ".key.1.old")
    remove_retired(folder)
    assert key_of(folder) == plain
    assert not (folder / ".key.1.old").exists()


@pytest.mark.skipif(os.name != "posix", reason="second names of files")
def test_where_the_note_cannot_be_kept_the_key_files_are_as_they_were_though_nothing_can_be_written_any_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import event

    before, copy = key_of(folder), folder / "backups" / "1" / "key"
    copy.parent.mkdir(parents=True)
    copy.write_text(before)
    data = open_data(folder)

    def full(*_: object, **__: object) -> None:
        raise StorageError("The disk is full.")

    def fill(_: object) -> None:
        assert protection(folder) is Protection.PASSPHRASE
        monkeypatch.setattr(key, "write_atomically", full)
        full()

    engine = data.open_store.engine
    event.listen(engine, "commit", fill)
    with pytest.raises(StorageError, match="full"):
        data.protecting.set_passphrase("one two")
    event.remove(engine, "commit", fill)
    assert (key_of(folder), copy.read_text()) == (before, before)
    assert not list(folder.rglob("*.old"))
    assert notes(data) == []
    data.close()


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_the_key_file_is_the_owners_alone_in_every_state(folder: Path) -> None:
    def mode() -> int:
        return stat.S_IMODE((folder / "key").stat().st_mode)

    plain = key_of(folder)
    set_passphrase(folder, plain, "one two")
    assert mode() == 0o600
    (folder / "key").chmod(0o644)
    open_data(folder, passphrase="one two").close()
    assert mode() == 0o600
    remove_passphrase(folder, "one two")
    assert mode() == 0o600


def test_asking_what_protects_a_folder_needs_no_cryptography(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from eucles_desk.storage.opening import open_data\n"
        "from eucles_desk.storage.key import protection\n"
        "data = open_data(Path(sys.argv[1])); protection(Path(sys.argv[1])); data.close()\n"
        "print([n for n in ('cryptography', 'json', 'keyring', 'zxcvbn') if n in sys.modules and n != 'json'])"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"abc", b"\xff\x00", b"g" * 64])
def test_a_damaged_key_file_is_told_with_a_passphrase_and_without(folder: Path, content: bytes) -> None:
    (folder / "key").write_bytes(content)
    for passphrase in (None, "one two"):
        with pytest.raises(StorageError, match="damaged"):
            load_or_make_key(folder, database_exists=True, passphrase=passphrase)
