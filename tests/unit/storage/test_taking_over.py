"""Files that an earlier version stored as they were are encrypted, and nothing is lost at any moment."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from support.evidence import evidence_in, files_in
from support.sources import content_of

from eucles_desk.errors import ChangedFileError, StorageError
from eucles_desk.storage import evidence_files, taking_over
from eucles_desk.storage.backup_evidence import gather, has_new
from eucles_desk.storage.evidence_files import EvidenceFolder
from eucles_desk.storage.manifest import EvidenceList
from eucles_desk.storage.taking_over import TakenOver, take_over

CONTENTS = (b"Minutes of May", b"Plan", random.Random(3).randbytes(3_000_000))
CHANGED = b"Minutes of Jun", hashlib.sha256(b"as it came in").hexdigest()


def store_plainly(folder: Path, content: bytes, sha256: str = "") -> str:
    """Store a file as version 0.1.0 did."""
    sha256 = sha256 or hashlib.sha256(content).hexdigest()
    path = folder / "evidence" / sha256[:2] / sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return sha256


@pytest.fixture
def evidence(tmp_path: Path) -> EvidenceFolder:
    return evidence_in(tmp_path)


@pytest.fixture
def stored(tmp_path: Path) -> list[str]:
    return [store_plainly(tmp_path, content) for content in CONTENTS]


def test_plain_files_are_read_as_they_are(evidence: EvidenceFolder, stored: list[str]) -> None:
    for sha256, content in zip(stored, CONTENTS, strict=True):
        source = evidence.stored(sha256)
        assert source is not None
        assert (source.size(), content_of(source)) == (len(content), content)


def test_all_are_encrypted_once_and_nothing_plain_is_left(
    evidence: EvidenceFolder, stored: list[str], tmp_path: Path
) -> None:
    sources = [evidence.stored(sha256) for sha256 in stored]
    assert take_over(evidence) == TakenOver(3)
    assert [content_of(source) for source in sources] == list(CONTENTS)
    assert files_in(tmp_path) == sorted(evidence.place(sha256) for sha256 in stored)
    assert not [path for path in (tmp_path / "evidence").iterdir() if not list(path.iterdir())]
    assert take_over(evidence) == TakenOver()
    assert take_over(evidence_in(tmp_path / "nothing yet")) == TakenOver()


@pytest.mark.parametrize("after", range(8))
def test_it_stops_between_pieces_and_goes_on_another_time(
    evidence: EvidenceFolder, stored: list[str], tmp_path: Path, after: int
) -> None:
    asked = list[bool]()

    def stop() -> bool:
        asked.append(True)
        return len(asked) > after

    done = take_over(evidence, stop)
    assert done.files < 3
    assert [evidence.read(sha256, 4_000_000) for sha256 in stored] == list(CONTENTS)
    assert len(files_in(tmp_path)) == 3
    assert take_over(evidence).files == 3 - done.files


def test_a_file_that_was_changed_before_keeps_its_bytes_and_is_told_as_changed(
    evidence: EvidenceFolder, tmp_path: Path
) -> None:
    content, sha256 = CHANGED
    store_plainly(tmp_path, content, sha256)
    with pytest.raises(ChangedFileError):
        evidence.read(sha256, 100)
    assert take_over(evidence) == TakenOver(1, changed=1)
    with pytest.raises(ChangedFileError):
        evidence.read(sha256, 100)
    assert evidence.digest(sha256) == hashlib.sha256(content).hexdigest()


def test_what_was_attached_again_since_is_only_tidied_up(evidence: EvidenceFolder, stored: list[str]) -> None:
    evidence.add_content(CONTENTS[0])
    before = evidence.place(stored[0]).read_bytes()
    assert take_over(evidence) == TakenOver(3)
    assert evidence.place(stored[0]).read_bytes() == before


def test_a_damaged_encrypted_file_gives_way_to_the_plain_one(evidence: EvidenceFolder, stored: list[str]) -> None:
    evidence.add_content(CONTENTS[0])
    evidence.place(stored[0]).write_bytes(b"damaged")
    take_over(evidence)
    assert evidence.read(stored[0], 100) == CONTENTS[0]


def test_files_of_others_are_left_alone(evidence: EvidenceFolder, stored: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "evidence" / "ab"
    folder.mkdir(exist_ok=True)
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / ("c" * 64)).write_bytes(b"in the wrong folder")
    (folder / ("ab" * 32)).symlink_to(tmp_path / "evidence" / stored[0][:2] / stored[0])
    take_over(evidence)
    assert sorted(path.name for path in folder.iterdir() if path.suffix != ".age") == [
        "ab" * 32, "c" * 64, "notes.txt"
    ]  # fmt: skip


def test_what_does_not_prove_to_be_encrypted_leaves_the_plain_file(
    evidence: EvidenceFolder, stored: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = evidence.put

    def damage(part: Path, sha256: str) -> None:
        real(part, sha256)
        evidence.place(sha256).write_bytes(b"a disk that does not keep what it was given")

    monkeypatch.setattr(evidence, "put", damage)
    with pytest.raises(StorageError, match="could not be encrypted, and stays as it is"):
        take_over(evidence)
    monkeypatch.undo()
    assert take_over(evidence_in(tmp_path)) == TakenOver(3)
    assert [evidence.read(sha256, 4_000_000) for sha256 in stored] == list(CONTENTS)


def test_a_full_disk_ends_it_with_its_sentence_and_loses_nothing(
    evidence: EvidenceFolder, stored: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(evidence_files, "open_new", full)
    with pytest.raises(StorageError, match="The disk is full"):
        take_over(evidence)
    assert [evidence.read(sha256, 4_000_000) for sha256 in stored] == list(CONTENTS)


class KilledError(BaseException):
    """The process ends here."""


STEPS: list[tuple[Any, str]] = [
    *((evidence_files, name) for name in ("open_new", "make_private_folder", "replace_file", "flush_folder")),
    (evidence_files.os, "fsync"),
    (evidence_files.Age, "encrypt"),
    (evidence_files.Age, "decrypt"),
    (taking_over, "_remove"),
    (taking_over, "flush_folder"),
    (Path, "unlink"),
    (Path, "rmdir"),
]


@pytest.mark.parametrize("which", range(1, 7))
@pytest.mark.parametrize("step", STEPS, ids=[name for _, name in STEPS])
def test_a_kill_at_any_step_of_any_file_loses_nothing(
    evidence: EvidenceFolder, stored: list[str], tmp_path: Path, step: tuple[Any, str], which: int
) -> None:
    """Each call of a step is done in turn and is the last thing that happens; or it is not done any more."""
    owner, name = step
    real: Callable[..., Any] = getattr(owner, name)
    count = 0

    def ending(*arguments: Any, **more: Any) -> Any:
        nonlocal count
        count += 1
        if count > (which + 1) // 2 or (count == (which + 1) // 2 and which % 2):
            raise KilledError
        result = real(*arguments, **more)
        if count == (which + 1) // 2:
            if name == "open_new":
                result.close()
            raise KilledError
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, ending)
        with suppress(KilledError):
            take_over(evidence)
    after = evidence_in(tmp_path)
    assert [after.read(sha256, 4_000_000) for sha256 in stored] == list(CONTENTS)
    after.remove_leftovers()
    take_over(after)
    assert [after.read(sha256, 4_000_000) for sha256 in stored] == list(CONTENTS)
    assert files_in(tmp_path) == sorted(after.place(sha256) for sha256 in stored)


def test_backups_wait_for_the_encrypted_files(evidence: EvidenceFolder, stored: list[str], tmp_path: Path) -> None:
    kept = tmp_path / "backups"
    assert gather(evidence.folder, kept, {}).files == {}
    assert not has_new(evidence.folder, EvidenceList())
    take_over(evidence)
    assert has_new(evidence.folder, EvidenceList())
    assert len(gather(evidence.folder, kept, {}).files) == 3
    assert not [path for path in files_in(kept) if path.suffix != ".age"]
