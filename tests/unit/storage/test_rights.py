"""What others could read of the data is put right at each opening, and told where the disk does not let it be."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from eucles_desk.storage.opening import open_data
from eucles_desk.storage.rights import OURS, put_right

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder whose every file and folder everybody may read and write."""
    folder = tmp_path / "data"
    open_data(folder).close()
    for name in OURS:
        if not (folder / name).exists():
            (folder / name).touch() if "." in name else (folder / name).mkdir()
    for path in (folder, *folder.iterdir()):
        path.chmod(0o777 if path.is_dir() else 0o666)
    return folder


def test_every_file_and_folder_of_ours_is_the_owners_alone_after_the_opening(folder: Path) -> None:
    for name in ("eucles.db-wal", "eucles.db-shm", "restored.json", "restoring"):
        path = folder / name
        path.rmdir() if path.is_dir() else path.unlink()
    data = open_data(folder)
    assert data.open_to_others == []
    assert [path.name for path in (folder, *folder.iterdir()) if mode(path) & 0o077] == []
    data.close()


def test_a_new_folder_is_private_with_all_that_comes_into_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        data = open_data(tmp_path / "data")
        with data.open_store() as store:
            store.history.note("x")
        data.evidence.add_content(b"content")
        data.protecting.set_passphrase("any words will do here")
        data.close()
    finally:
        os.umask(before)
    found = [path for path in (tmp_path / "data").rglob("*") if mode(path) & 0o077]
    assert (found, mode(tmp_path / "data")) == ([], 0o700)


def test_files_that_are_not_ours_are_left_alone(folder: Path) -> None:
    (folder / "holiday.jpg").touch(0o644)
    (folder / "link").symlink_to(folder / "holiday.jpg")
    put_right(folder)
    assert mode(folder / "holiday.jpg") == 0o644


def test_what_the_disk_does_not_let_be_put_right_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ignore(_: Path, __: int) -> None:
        """As a stick with FAT does."""

    def refuse(_: Path, __: int) -> None:
        raise PermissionError

    for chmod in (ignore, refuse):
        monkeypatch.setattr(Path, "chmod", chmod)
        assert set(put_right(folder)) == {folder, *(folder / name for name in OURS)}
