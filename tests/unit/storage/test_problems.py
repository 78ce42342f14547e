from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from eucles_desk.storage.problems import explained


@pytest.mark.parametrize(
    ("said", "free", "told"),
    [
        ("database or disk is full", 3_500_000, "The disk is full (3 MB free). Make room, then try again: "),
        ("disk I/O error", 0, "The disk is full (0 MB free). Make room, then try again: "),
        ("disk I/O error", 3_500_000, "The disk could not be read or written."),
    ],
)
def test_a_full_disk_is_told_with_the_room_that_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, free: int, told: str
) -> None:
    def usage(_: Path) -> SimpleNamespace:
        return SimpleNamespace(free=free)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    assert str(explained(Exception(said), tmp_path)).startswith(told)
