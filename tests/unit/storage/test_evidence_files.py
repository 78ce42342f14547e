"""Evidence files: what comes in comes back, nobody else reads it, and what was changed is noticed before it is shown."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import stat
import threading
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from support.evidence import evidence_in, files_in, flip
from support.sources import content_of

from eucles_desk.assessment.records import StoredFile
from eucles_desk.errors import ChangedFileError, MissingFileError, StorageError, UsageError
from eucles_desk.storage import evidence_files, files
from eucles_desk.storage.evidence_files import EvidenceFolder
from eucles_desk.storage.opening import open_data

CONTENT = b"Minutes: the treasurer resigned on 4 May."
SHA256 = hashlib.sha256(CONTENT).hexdigest()
MEGA = 1024 * 1024


@pytest.fixture
def evidence(tmp_path: Path) -> EvidenceFolder:
    return evidence_in(tmp_path)


def test_evidence_is_stored_once_whatever_its_name(evidence: EvidenceFolder, tmp_path: Path) -> None:
    source = tmp_path / "Pöytäkirja 4.pdf"
    source.write_bytes(b"content" * 500_000)
    first, second = evidence.add(source), evidence.add_content(source.read_bytes())
    assert first == second == StoredFile(hashlib.sha256(source.read_bytes()).hexdigest(), 3_500_000)
    assert evidence.read(first.sha256, 3_500_000) == source.read_bytes()
    (path,) = files_in(evidence.folder)
    assert path == evidence.place(first.sha256)
    assert os.name != "posix" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_names_and_files_tell_nothing_of_what_is_in_them(evidence: EvidenceFolder, tmp_path: Path) -> None:
    evidence.add_content(CONTENT)
    (path,) = files_in(evidence.folder)
    assert SHA256[:8] not in str(path)
    assert b"treasurer" not in path.read_bytes()
    other = evidence_in(tmp_path / "other", "1e" * 32)
    other.add_content(CONTENT)
    assert other.place(SHA256).name != path.name
    path.replace(other.place(SHA256))
    assert other.digest(SHA256) is None


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 300_000), st.randoms(use_true_random=False))
def test_any_content_comes_back_in_any_way(evidence: EvidenceFolder, tmp_path: Path, size: int, chance: Any) -> None:
    content = chance.randbytes(size)
    (tmp_path / "source").write_bytes(content)
    stored = evidence.add(tmp_path / "source")
    source = evidence.stored(stored.sha256)
    assert source is not None
    assert (source.size(), stored.size) == (size, size)
    assert content_of(source) == content == evidence.read(stored.sha256, size)
    evidence.save(stored.sha256, tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == content


def test_content_of_many_megabytes_goes_through_in_pieces(evidence: EvidenceFolder, tmp_path: Path) -> None:
    content = random.Random(1).randbytes(5 * MEGA + 12_345)
    (tmp_path / "source").write_bytes(content)
    stored, pieces = evidence.add(tmp_path / "source"), list[bytes]()
    source = evidence.stored(stored.sha256)
    assert source is not None
    source.copy(pieces.append)
    assert b"".join(pieces) == content
    assert max(map(len, pieces)) == MEGA
    with pytest.raises(StorageError, match="too large"):
        evidence.read(stored.sha256, 5 * MEGA)


def test_what_is_not_here_is_missing(evidence: EvidenceFolder) -> None:
    assert not evidence.holds(SHA256)
    assert evidence.stored(SHA256) is None
    with pytest.raises(MissingFileError):
        evidence.read(SHA256, 100)
    evidence.add_content(CONTENT)
    source = evidence.stored(SHA256)
    assert source is not None
    evidence.place(SHA256).unlink()
    for ask in (source.stamp, source.size, lambda: source.copy(len)):
        with pytest.raises(MissingFileError):
            ask()
    assert evidence.stored("../../key") is None


# Changed or damaged


def test_every_flipped_byte_is_noticed_and_nothing_of_it_is_handed_on(evidence: EvidenceFolder) -> None:
    evidence.add_content(CONTENT)
    path, got = evidence.place(SHA256), bytearray()
    source, whole = evidence.stored(SHA256), path.read_bytes()
    assert source is not None
    for at in range(len(whole)):
        flip(path, at, 1 << at % 8)
        with pytest.raises(ChangedFileError, match=r"^The file was changed or damaged on disk since it was attached, "):
            source.copy(got.extend)
        path.write_bytes(whole)
    assert got == b""
    assert content_of(source) == CONTENT


def test_two_hundred_flips_in_files_of_all_sizes_are_noticed(evidence: EvidenceFolder) -> None:
    chance = random.Random(9)
    stored = [evidence.add_content(chance.randbytes(chance.choice((1, 900, 70_000, 400_000)))) for _ in range(20)]
    noticed = 0
    for number in range(200):
        sha256 = stored[number % 20].sha256
        path = evidence.place(sha256)
        whole = path.read_bytes()
        flip(path, chance.randrange(len(whole)), 1 << chance.randrange(8))
        damaged = path.read_bytes()
        with pytest.raises(ChangedFileError):
            evidence.read(sha256, MEGA)
        noticed += path.read_bytes() == damaged  # its bytes stay as they are
        path.write_bytes(whole)
    assert noticed == 200
    assert all(len(evidence.read(one.sha256, MEGA)) == one.size for one in stored)


def test_a_whole_file_in_the_place_of_another_is_noticed(evidence: EvidenceFolder) -> None:
    evidence.add_content(CONTENT)
    other = evidence.add_content(b"another")
    evidence.place(other.sha256).replace(evidence.place(SHA256))
    with pytest.raises(ChangedFileError):
        evidence.read(SHA256, 1000)


def test_a_copy_of_a_changed_file_takes_the_place_of_nothing(evidence: EvidenceFolder, tmp_path: Path) -> None:
    stored = evidence.add_content(random.Random(2).randbytes(3 * MEGA))
    flip(evidence.place(stored.sha256), -5)
    (tmp_path / "mine").write_bytes(b"mine")
    with pytest.raises(ChangedFileError):
        evidence.save(stored.sha256, tmp_path / "mine")
    with pytest.raises(ChangedFileError):
        evidence.lend(stored.sha256, "a.pdf")
    assert (tmp_path / "mine").read_bytes() == b"mine"
    assert files_in(tmp_path) == [evidence.place(stored.sha256), tmp_path / "mine"]


@pytest.mark.parametrize("damage", [b"", b"forty-one", b"age-encryption.org/v1\n"])
def test_a_file_changed_on_disk_is_put_right_when_it_is_attached_again(evidence: EvidenceFolder, damage: bytes) -> None:
    evidence.add_content(CONTENT)
    evidence.place(SHA256).write_bytes(damage)
    source = evidence.stored(SHA256)
    assert source is not None
    with pytest.raises(ChangedFileError):
        source.size()
    evidence.add_content(CONTENT)
    assert evidence.read(SHA256, 100) == CONTENT


def test_a_disk_that_cannot_be_read_is_not_taken_for_a_change(
    evidence: EvidenceFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    evidence.add_content(CONTENT)

    class Failing:
        def read(self, _most: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            """Close."""

    source: Any = evidence.stored(SHA256)
    monkeypatch.setattr(Path, "open", give(Failing()))
    with pytest.raises(StorageError, match="Input/output error") as caught:
        source.copy(len)
    assert type(caught.value) is StorageError


def test_what_the_reader_of_the_content_raises_comes_through(evidence: EvidenceFolder) -> None:
    evidence.add_content(CONTENT)
    source = evidence.stored(SHA256)
    assert source is not None

    def fail(_piece: bytes) -> None:
        raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        source.copy(fail)


# Coming in


def test_a_copy_tells_how_far_it_is_and_leaves_nothing_when_stopped(evidence: EvidenceFolder, tmp_path: Path) -> None:
    source = tmp_path / "recording.wav"
    source.write_bytes(b"x" * 3_000_000)
    told = list[int]()

    def stop(copied: int) -> None:
        told.append(copied)
        if copied > 2_000_000:
            raise InterruptedError

    with pytest.raises(StorageError):
        evidence.add(source, stop)
    assert told == [1_048_576, 2_097_152]
    assert files_in(evidence.folder) == []


@pytest.mark.parametrize("kind", ["folder", "empty", "missing", "failing"])
def test_what_cannot_be_evidence_is_refused_and_leaves_nothing(
    evidence: EvidenceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    source = tmp_path / "source"
    if kind == "folder":
        source.mkdir()
    elif kind == "empty":
        source.touch()
    elif kind == "failing":
        source.write_bytes(b"x")
        failing = (tmp_path / "closed").open("wb", buffering=0)  # reading from it fails
        monkeypatch.setattr(Path, "open", give(failing))
    with pytest.raises(UsageError, match="source"):
        evidence.add(source)
    assert files_in(evidence.folder) == []


STEPS = ("open_new", "encrypt", "fsync", "make_private_folder", "flush_folder", "replace_file", "flush_folder again")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_copy_that_is_ended_at_any_step_leaves_the_file_whole_or_not_at_all(
    evidence: EvidenceFolder, tmp_path: Path, step: str, moment: str
) -> None:
    with pytest.raises(KilledError), killed_at(step, moment):
        evidence.add_content(CONTENT)
    again = evidence_in(tmp_path)
    again.remove_leftovers()
    assert again.digest(SHA256) in {None, SHA256}
    assert [path for path in files_in(tmp_path) if path != again.place(SHA256)] == []
    assert again.add_content(CONTENT).sha256 == SHA256
    assert again.read(SHA256, 100) == CONTENT


def test_leftovers_of_a_kill_are_removed_at_the_next_opening(tmp_path: Path) -> None:
    with closing(open_data(tmp_path)) as data:
        stored = data.evidence.add_content(CONTENT)
        (tmp_path / "evidence" / "0123.part").write_bytes(b"half a file")
        (tmp_path / "opened" / "ab").mkdir(parents=True)
        (tmp_path / "opened" / "ab" / "minutes.pdf").write_bytes(CONTENT)
    with closing(open_data(tmp_path)) as data:
        assert files_in(tmp_path / "evidence") == [data.evidence.place(stored.sha256)]
        assert not (tmp_path / "opened").exists()
        assert data.evidence.read(stored.sha256, 100) == CONTENT


def test_the_file_is_flushed_under_its_name_before_the_row_that_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[str]()
    flush, flush_folder, replace = os.fsync, files.flush_folder, files.replace_file

    def fsync(descriptor: int) -> None:
        told.append("file flushed")
        flush(descriptor)

    def folder(path: Path) -> None:
        told.append("folder flushed")
        monkeypatch.setattr(os, "fsync", flush)
        flush_folder(path)
        monkeypatch.setattr(os, "fsync", fsync)

    def give_note(_connection: object) -> None:
        told.append("row committed")

    def named(source: Path, target: Path) -> None:
        told.append("named")
        replace(source, target)

    with closing(open_data(tmp_path)) as data:
        data.evidence.add_content(b"the folder is there")
        event.listen(data.open_store.engine, "commit", give_note)
        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(evidence_files, "flush_folder", folder)
        monkeypatch.setattr(evidence_files, "replace_file", named)
        stored = data.evidence.add_content(CONTENT)
        with data.open_store() as store:
            store.evidence_texts.add(stored.sha256, ["text"])
    new = [step for step in told if step != "folder flushed"]
    assert new == ["file flushed", "named", "row committed"]
    assert told[told.index("named") + 1] == "folder flushed"


def test_files_come_in_and_are_read_on_many_threads_at_once(evidence: EvidenceFolder) -> None:
    contents = [random.Random(number).randbytes(200_000) for number in range(4)]
    wrong = list[int]()

    def work(number: int) -> None:
        for content in contents[number % 4 :] + contents:
            stored = evidence.add_content(content)
            if evidence.read(stored.sha256, MEGA) != content:
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert wrong == []
    assert len(files_in(evidence.folder)) == 4


# Lent copies


def test_a_lent_copy_is_private_and_cannot_be_changed_and_goes_with_the_data(tmp_path: Path) -> None:
    with closing(open_data(tmp_path)) as data:
        stored = data.evidence.add_content(CONTENT)
        copy = data.evidence.lend(stored.sha256, "minutes.txt")
        assert data.evidence.lend(stored.sha256, "minutes.txt") == copy
        assert copy.read_bytes() == CONTENT
        assert (copy.name, copy.parent.parent) == ("minutes.txt", tmp_path / "opened")
        assert stored.sha256[:6] not in copy.parent.name
        if os.name == "posix":
            modes = [stat.S_IMODE(path.stat().st_mode) for path in (copy, copy.parent, copy.parent.parent)]
            assert modes == [0o400, 0o700, 0o700]
        other = data.evidence.lend(stored.sha256, "../../key")
        assert other.parent.parent == tmp_path / "opened"
    assert not (tmp_path / "opened").exists()


def test_a_lent_copy_goes_also_where_the_system_removes_nothing_that_is_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.unlink

    def unlink(path: Any, *, dir_fd: int | None = None) -> None:  # as on Windows
        if not os.stat(path, dir_fd=dir_fd, follow_symlinks=False).st_mode & stat.S_IWUSR:
            raise PermissionError(13, "read-only", path)
        real(path, dir_fd=dir_fd)

    monkeypatch.setattr(os, "unlink", unlink)
    with closing(open_data(tmp_path)) as data:
        copy = data.evidence.lend(data.evidence.add_content(CONTENT).sha256, "minutes.txt")
        with pytest.raises(PermissionError):
            copy.unlink()
    assert not copy.exists()
    assert not (tmp_path / "opened").exists()


def test_a_copy_that_was_taken_away_is_made_again(evidence: EvidenceFolder) -> None:
    evidence.add_content(CONTENT)
    copy = evidence.lend(SHA256, "minutes.txt")
    copy.unlink()
    assert evidence.lend(SHA256, "minutes.txt").read_bytes() == CONTENT


def test_no_word_of_the_evidence_is_in_any_file_of_the_data_folder(tmp_path: Path) -> None:
    marker = b"MARKER-7f3a"
    with closing(open_data(tmp_path)) as data:
        stored = data.evidence.add_content(marker * 50_000)
        data.evidence.lend(stored.sha256, "lent.txt")
        assert marker in b"".join(path.read_bytes() for path in files_in(tmp_path))
        (tmp_path / "large").write_bytes(marker * 300_000)

        def kill(copied: int) -> None:
            if copied > 2_000_000:
                raise KilledError

        with pytest.MonkeyPatch.context() as patch, suppress(KilledError):
            patch.setattr(Path, "unlink", give(None))
            data.evidence.add(tmp_path / "large", kill)
        (tmp_path / "large").unlink()
        assert [path.suffix for path in files_in(tmp_path / "evidence")].count(".part") == 1
    assert [path.name for path in files_in(tmp_path) if marker in path.read_bytes()] == []


def give(result: object) -> Callable[..., Any]:
    """Return what gives this whatever it is asked."""
    return lambda *_args, **_more: result


class KilledError(BaseException):
    """The process ends here."""


@contextmanager
def killed_at(step: str, moment: str) -> Generator[None]:
    """End the next copy before or after a step, as a kill would: nothing is tidied up."""
    name, wanted = step.removesuffix(" again"), 2 if step.endswith(" again") else 1
    owner: Any = {"fsync": os, "encrypt": evidence_files.Age}.get(name, evidence_files)
    real: Callable[..., Any] = getattr(owner, name)
    count = 0

    def ending(*arguments: Any) -> Any:
        nonlocal count
        count += 1
        if count == wanted and moment == "before":
            raise KilledError
        result = real(*arguments)
        if count == wanted:
            if name == "open_new":
                result.close()
            raise KilledError
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, ending)
        patch.setattr(Path, "unlink", give(None))
        yield
