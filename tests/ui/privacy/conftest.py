"""A user at the program's window on sample data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.seated import Seated, seated


@pytest.fixture
def user(qtbot: QtBot, tmp_path: Path) -> Iterator[Seated]:
    with seated(qtbot, tmp_path / "data") as made:
        yield made
