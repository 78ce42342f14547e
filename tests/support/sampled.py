"""A data folder with the sample data: made once in a process, then copied."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from eucles_desk.app import paths
from eucles_desk.app.wiring import open_program


def copy_sample(folder: Path) -> None:
    """Put the sample data, with the key to them, where there is no folder yet."""
    shutil.copytree(_made(), folder)


@cache
def _made() -> Path:
    above = Path(tempfile.mkdtemp(prefix="eucles-desk-sample-"))
    atexit.register(shutil.rmtree, above, ignore_errors=True)
    with open_program(above / "data", paths.resources()) as program:
        program.make_sample()
    return above / "data"
