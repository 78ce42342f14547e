"""Taking in interchange files off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eucles_desk.errors import EuclesError, ExchangeError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from PySide6.QtCore import QMimeData

    from eucles_desk.services.desk import Desk
    from eucles_desk.ui.jobs import Job

SUFFIX = ".json"
PACKAGE = ".eucles"
LARGEST = 50_000_000
"""The bytes of a file; what reads interchange files takes no larger one."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome for several files: the assessments in them, how many were new, and what could not be used."""

    ids: tuple[UUID, ...]
    new: int
    errors: tuple[EuclesError, ...]


def files_in(data: QMimeData) -> list[Path]:
    """Return the interchange files and packages among what is dragged."""
    if not data.hasUrls():
        return []
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in {SUFFIX, PACKAGE}]


def take_in(desk: Desk, files: Sequence[Path], job: Job) -> Taken:
    """Take in files one after another; one that cannot be used does not hinder the others."""
    ids: list[UUID] = []
    errors: list[EuclesError] = []
    new = 0
    for number, file in enumerate(files):
        if job.is_cancelled():
            break
        job.progress(number, len(files))
        try:
            taken = desk.take_in(_content(file), file.name)
        except EuclesError as error:
            errors.append(error)
            continue
        ids.append(taken.id)
        new += taken.is_new
    return Taken(tuple(ids), new, tuple(errors))


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            raise ExchangeError("The file {file} is too large for an assessment.", file=file.name)
        return file.read_bytes()
    except OSError as error:
        raise ExchangeError("The file {file} cannot be read.", file=file.name) from error
