"""Samples that did not all fit are told as what they are, and the next try completes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eucles_desk.app import paths, sample
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.records import StoredFile
from eucles_desk.errors import StorageError
from eucles_desk.services.file_ports import EvidenceFiles, Source


class FullAfter:
    """Evidence files on a disk with room for so many."""

    def __init__(self, files: EvidenceFiles, room: int) -> None:
        self._files = files
        self._room = room

    def add(self, source: Path, watch: Callable[[int], object] | None = None) -> StoredFile:
        return self.add_content(source.read_bytes())

    def add_content(self, content: bytes) -> StoredFile:
        if not self._room:
            raise StorageError("The disk is full. Nothing was changed.")
        self._room -= 1
        return self._files.add_content(content)

    def holds(self, sha256: str) -> bool:
        return self._files.holds(sha256)

    def stored(self, sha256: str) -> Source | None:
        return self._files.stored(sha256)

    def save(self, sha256: str, target: Path) -> None:
        self._files.save(sha256, target)

    def lend(self, sha256: str, name: str) -> Path:
        return self._files.lend(sha256, name)


def test_some_samples_are_told_and_completed_by_the_next_try(tmp_path: Path) -> None:
    resources = paths.resources()
    with open_program(tmp_path / "data", resources) as program:
        with pytest.raises(StorageError, match=r"^Only \d of 6 samples are stored\."):
            sample.make(resources / sample.FOLDER, program.desk, FullAfter(program.data.evidence, 6))
        stored = program.desk.count()
        assert 0 < stored < 6
        assert len(program.make_sample()) == 6 == program.desk.count()


def test_no_sample_at_all_is_told_as_any_other_failure(tmp_path: Path) -> None:
    resources = paths.resources()
    (only,) = sorted((resources / sample.FOLDER).glob("40-*.json"))
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / only.name).write_bytes(only.read_bytes())
    (folder / sample.EVIDENCE_FOLDER).symlink_to(resources / sample.FOLDER / sample.EVIDENCE_FOLDER)
    with open_program(tmp_path / "data", resources) as program:
        with pytest.raises(StorageError, match="Nothing was changed"):
            sample.make(folder, program.desk, FullAfter(program.data.evidence, 0))
        assert program.desk.count() == 0
