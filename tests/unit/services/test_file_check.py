"""Stored files that are missing, changed, or as they were."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

import pytest

from eucles_desk.assessment.evidence import Evidence, EvidenceKind, FileVersion
from eucles_desk.services.file_check import CHUNK, FileState, NamedFile, check_file, check_files, files_of

CONTENT = b"forty-two contacts"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / SHA256
    path.write_bytes(CONTENT)
    return path


@pytest.mark.parametrize("size", [len(CONTENT), 0])
def test_a_file_as_it_came_in_is_whole(stored: Path, size: int) -> None:
    assert check_file(NamedFile(SHA256, size), stored) is FileState.WHOLE


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert check_file(NamedFile(SHA256), None) is FileState.MISSING
    assert check_file(NamedFile(SHA256), tmp_path / "gone") is FileState.MISSING


@pytest.mark.parametrize("content", [b"forty-one contacts", b"short", b""])
def test_a_file_with_other_content_is_changed(stored: Path, content: bytes) -> None:
    stored.write_bytes(content)

    assert check_file(NamedFile(SHA256, len(CONTENT)), stored) is FileState.CHANGED
    assert check_file(NamedFile(SHA256), stored) is FileState.CHANGED


def test_what_cannot_be_read_is_said_apart(tmp_path: Path) -> None:
    assert check_file(NamedFile(SHA256), tmp_path) is FileState.UNREADABLE


def test_a_check_stops_on_the_way(tmp_path: Path) -> None:
    path, asked = tmp_path / "large", list[bool]()
    path.write_bytes(b"x" * (3 * CHUNK))

    def stop() -> bool:
        asked.append(True)
        return len(asked) == 2

    assert check_file(NamedFile(SHA256), path, stop) is None
    assert len(asked) == 2


def test_all_files_are_checked_with_their_earlier_versions_each_once(stored: Path) -> None:
    earlier = FileVersion("b" * 64, "old.pdf", 4)
    first = Evidence(uuid4(), "Log", EvidenceKind.DOCUMENT, SHA256, "log.pdf", len(CONTENT), versions=(earlier,))
    same = Evidence(uuid4(), "Log again", EvidenceKind.DOCUMENT, SHA256, "log.pdf", len(CONTENT))
    link = Evidence(uuid4(), "Plan", EvidenceKind.LINK, address="https://example.org")
    files = files_of([first, same, link])
    paths = {SHA256: stored}

    assert [(file.sha256, file.title) for file in files] == [(SHA256, "Log"), ("b" * 64, "Log")]
    assert [state for _, state, _ in check_files(files, paths.get)] == [FileState.WHOLE, FileState.MISSING]
    assert list(check_files(files, paths.get, lambda: True)) == []
