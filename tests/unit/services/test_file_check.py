"""Stored files that are missing, changed, or as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from support.sources import PathSource

from eucles_desk.assessment.evidence import Evidence, EvidenceKind, FileVersion
from eucles_desk.errors import ChangedFileError, MissingFileError, StorageError
from eucles_desk.services.file_check import FileState, NamedFile, check_file, check_files, files_of, survey_files
from eucles_desk.services.file_ports import Source

CONTENT = b"forty-two contacts"
SHA256 = hashlib.sha256(CONTENT).hexdigest()
OLD = "b" * 64


@dataclass(frozen=True)
class Failing:
    """A file that says this however it is asked."""

    error: StorageError
    sha256: str = SHA256

    def stamp(self) -> tuple[int, int]:
        return 1, 1

    def size(self) -> int:
        raise self.error

    def copy(self, write: Callable[[bytes], object]) -> None:
        raise self.error


@pytest.fixture
def stored(tmp_path: Path) -> PathSource:
    path = tmp_path / SHA256
    path.write_bytes(CONTENT)
    return PathSource(path, SHA256)


def test_a_file_as_it_came_in_is_whole(stored: PathSource) -> None:
    assert check_file(stored) is FileState.WHOLE


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert check_file(None) is FileState.MISSING
    assert check_file(PathSource(tmp_path / "gone", SHA256)) is FileState.MISSING


@pytest.mark.parametrize("content", [b"forty-one contacts", b"short", b""])
def test_a_file_with_other_content_is_changed(stored: PathSource, content: bytes) -> None:
    stored.path.write_bytes(content)

    assert check_file(stored) is FileState.CHANGED


def test_what_cannot_be_read_is_said_apart(tmp_path: Path) -> None:
    assert check_file(PathSource(tmp_path, SHA256)) is FileState.UNREADABLE


def test_a_check_stops_on_the_way(tmp_path: Path) -> None:
    path, asked = tmp_path / "large", list[bool]()
    path.write_bytes(b"x" * 3_000_000)

    def stop() -> bool:
        asked.append(True)
        return len(asked) == 2

    assert check_file(PathSource(path), stop) is None
    assert len(asked) == 2


def test_all_files_are_checked_with_their_earlier_versions_each_once(stored: PathSource) -> None:
    earlier = FileVersion(OLD, "old.pdf", 4)
    first = Evidence(uuid4(), "Log", EvidenceKind.DOCUMENT, SHA256, "log.pdf", len(CONTENT), versions=(earlier,))
    same = Evidence(uuid4(), "Log again", EvidenceKind.DOCUMENT, SHA256, "log.pdf", len(CONTENT))
    link = Evidence(uuid4(), "Plan", EvidenceKind.LINK, address="https://example.org")
    files = files_of([first, same, link])
    sources = {SHA256: stored}

    assert [(file.sha256, file.title) for file in files] == [(SHA256, "Log"), (OLD, "Log")]
    assert [state for _, state, _ in check_files(files, sources.get)] == [FileState.WHOLE, FileState.MISSING]
    assert list(check_files(files, sources.get, lambda: True)) == []


def test_a_survey_tells_what_is_missing_or_of_another_size_and_reads_nothing(
    stored: PathSource, tmp_path: Path
) -> None:
    (tmp_path / OLD).write_bytes(b"longer than it was")
    sources: dict[str, Source] = {SHA256: stored, OLD: PathSource(tmp_path / OLD, OLD)}
    files = [NamedFile(SHA256, len(CONTENT)), NamedFile(OLD, 4), NamedFile("c" * 64, 5)]
    found = [(file.sha256[0], state) for file, state, _ in survey_files(files, sources.get)]

    assert found == [("b", FileState.CHANGED), ("c", FileState.MISSING)]
    stamps = {OLD: sources[OLD].stamp()}
    assert [file.sha256[0] for file, _, _ in survey_files(files, sources.get, stamps=stamps)] == ["c"]


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (MissingFileError("Gone."), FileState.MISSING),
        (ChangedFileError("Changed."), FileState.CHANGED),
        (StorageError("Input/output error"), FileState.UNREADABLE),
    ],
)
def test_a_file_whose_size_cannot_be_told_is_told_by_the_reason(error: StorageError, state: FileState) -> None:
    assert [found for _, found, _ in survey_files([NamedFile(SHA256, 5)], lambda _: Failing(error))] == [state]
    assert check_file(Failing(error)) is state
