"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from eucles_desk.errors import StorageError
from eucles_desk.storage.files import write_atomically, writing_atomically


def test_writing_replaces_the_file_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_private_file_is_for_its_owner_only(tmp_path: Path) -> None:
    write_atomically(tmp_path / "key", b"x", private=True)
    assert os.name != "posix" or stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


def test_an_interruption_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "settings"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError), writing_atomically(path) as file:
        file.write(b"half of the new")
        raise RuntimeError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_kill_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "settings"
    path.write_bytes(b"old")
    code = (
        "import os, signal, sys; from pathlib import Path;"
        "from eucles_desk.storage.files import writing_atomically\n"
        "with writing_atomically(Path(sys.argv[1])) as file:\n"
        "    file.write(b'new'); file.flush(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("place", ["missing/report.pdf", "."])
def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path, place: str) -> None:
    with pytest.raises(StorageError, match="folder"):
        write_atomically(tmp_path / place, b"x")


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="too long"):
        write_atomically(tmp_path / ("x" * 300), b"")
    write_atomically(tmp_path / ("ä" * 120), b"a name in two-byte letters")
