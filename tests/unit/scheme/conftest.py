from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from eucles_desk.scheme.loading import LoadedEdition, load_edition

ROOT = Path(__file__).resolve().parents[3]
BUNDLED = ROOT / "resources" / "schemes" / "eucles-public-1"


@pytest.fixture(scope="session")
def bundled() -> LoadedEdition:
    """The public edition as it comes with the program."""
    return load_edition(BUNDLED)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the public edition that a test may spoil."""
    return Path(shutil.copytree(BUNDLED, tmp_path / "edition"))


@pytest.fixture
def overlay_file(tmp_path: Path) -> Path:
    """A copy of the invented overlay that a test may spoil."""
    return Path(shutil.copy(ROOT / "tests" / "fixtures" / "overlays" / "example.yaml", tmp_path / "example.yaml"))
