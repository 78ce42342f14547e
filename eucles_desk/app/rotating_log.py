"""The log file that is begun anew when it has grown; apart, since it takes time to import."""

from __future__ import annotations

from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from eucles_desk.app.log import open_private

if TYPE_CHECKING:
    from io import TextIOWrapper


class RotatingFile(RotatingFileHandler):
    """A rotating file that only its owner can read, also after it was begun anew."""

    def _open(self) -> TextIOWrapper:
        return open_private(Path(self.baseFilename), append=True)
