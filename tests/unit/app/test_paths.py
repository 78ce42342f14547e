from __future__ import annotations

import sys
from pathlib import Path

import pytest

from eucles_desk.app import paths


def test_the_resources_of_a_checkout_are_found() -> None:
    assert (paths.resources() / "schemes").is_dir()


def test_a_frozen_program_looks_where_it_was_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_the_data_lie_in_a_folder_of_the_program() -> None:
    assert paths.data_dir().name == "eucles-desk"


def test_the_settings_lie_with_the_data_when_their_folder_is_chosen(tmp_path: Path) -> None:
    assert paths.config_dir(tmp_path) == tmp_path
    assert paths.config_dir(None) != paths.data_dir() or sys.platform != "linux"
