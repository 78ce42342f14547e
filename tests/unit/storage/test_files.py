"""Files are written whole or not at all, and evidence is named by its content."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from eucles_desk.errors import StorageError, UsageError
from eucles_desk.storage.files import EvidenceFolder, write_atomically, writing_atomically


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


def test_evidence_is_stored_once_under_its_hash(tmp_path: Path) -> None:
    source = tmp_path / "Pöytäkirja 4.pdf"
    source.write_bytes(b"content" * 500_000)
    folder = EvidenceFolder(tmp_path / "evidence")
    first, second = folder.add(source), folder.add_content(source.read_bytes())
    assert first == second
    assert first.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    path = folder.path(first.sha256)
    assert path is not None
    assert path.read_bytes() == source.read_bytes()
    assert [found for found in (tmp_path / "evidence").rglob("*") if found.is_file()] == [path]


def test_a_copy_tells_how_far_it_is_and_leaves_nothing_when_stopped(tmp_path: Path) -> None:
    source = tmp_path / "recording.wav"
    source.write_bytes(b"x" * 3_000_000)
    folder, told = EvidenceFolder(tmp_path / "evidence"), list[int]()

    def stop(copied: int) -> None:
        told.append(copied)
        if copied > 2_000_000:
            raise InterruptedError

    with pytest.raises(StorageError):
        folder.add(source, stop)
    assert told == [1_048_576, 2_097_152]
    assert not [found for found in (tmp_path / "evidence").rglob("*") if found.is_file()]


def test_a_file_changed_on_disk_is_put_right_when_it_is_attached_again(tmp_path: Path) -> None:
    source = tmp_path / "log.txt"
    source.write_bytes(b"forty-two contacts")
    folder = EvidenceFolder(tmp_path / "evidence")
    path = folder.path(folder.add(source).sha256)
    assert path is not None
    path.write_bytes(b"forty-one contacts")
    folder.add(source)

    assert path.read_bytes() == b"forty-two contacts"


@pytest.mark.parametrize("kind", ["folder", "empty", "missing"])
def test_what_cannot_be_evidence_is_refused_and_leaves_nothing(tmp_path: Path, kind: str) -> None:
    source = tmp_path / "source"
    if kind == "folder":
        source.mkdir()
    elif kind == "empty":
        source.touch()
    folder = EvidenceFolder(tmp_path / "evidence")
    with pytest.raises(UsageError, match="source"):
        folder.add(source)
    assert not [found for found in (tmp_path / "evidence").rglob("*") if found.is_file()]


def test_a_file_that_is_not_here_has_no_path(tmp_path: Path) -> None:
    assert EvidenceFolder(tmp_path).path("a" * 64) is None


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="too long"):
        write_atomically(tmp_path / ("x" * 300), b"")
    write_atomically(tmp_path / ("ä" * 120), b"a name in two-byte letters")
