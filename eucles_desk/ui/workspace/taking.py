"""Copying files in on a thread: which can be taken, what speaks against the others, and how far it is."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import EuclesError, StorageError
from eucles_desk.ui.language import current, tr

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eucles_desk.assessment.records import StoredFile
    from eucles_desk.services.open_assessment import OpenAssessment
    from eucles_desk.ui.jobs import Job

LARGE: Final = 20_000_000
"""Files beyond this are copied after all others, each by itself, so that nobody waits for them."""
MOST_AT_ONCE: Final = 500
KILO: Final = 1000


class StoppedError(Exception):
    """The user wants no more of it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder among what was dropped, with the files in it; ``more`` when there are too many."""

    name: str
    files: tuple[Path, ...]
    more: bool = False


@dataclass(slots=True)
class Taken:
    """What came of a number of files.

    Attributes:
        files: Those copied in, each with its name.
        large: Those still to be copied, each by itself.
        folders: Folders among them, whose files the user is asked about.
        problems: Why others could not be taken, a sentence each.
    """

    files: list[tuple[StoredFile, str]] = field(default_factory=list["tuple[StoredFile, str]"])
    large: list[Path] = field(default_factory=list[Path])
    folders: list[Folder] = field(default_factory=list[Folder])
    problems: list[str] = field(default_factory=list[str])


def take_all(opened: OpenAssessment, paths: Sequence[Path], job: Job) -> Taken:
    """Copy files in one by one, leaving the large ones; a disk that is full ends it, what was copied stays."""
    taken = Taken()
    for number, path in enumerate(paths[:MOST_AT_ONCE]):
        if job.is_cancelled():
            break
        job.progress(number, min(len(paths), MOST_AT_ONCE))
        try:
            if path.is_dir():
                taken.folders.append(_look_into(path))
            elif problem := problem_of(path):
                taken.problems.append(problem)
            elif path.stat().st_size > LARGE:
                taken.large.append(path)
            else:
                taken.files.append((opened.take_file(path), path.name))
        except StorageError as error:
            taken.problems.append(current().sentence(error))
            break
        except EuclesError as error:
            taken.problems.append(current().sentence(error))
        except OSError as error:
            taken.problems.append(_unreadable(path, error))
    if len(paths) > MOST_AT_ONCE:
        taken.problems.append(tr("{count} files are taken at once. Add the others after these.", count=MOST_AT_ONCE))
    return taken


def take_large(opened: OpenAssessment, path: Path, job: Job) -> StoredFile | None:
    """Copy one large file in, telling how far it is in thousands of bytes; ``None`` when it was stopped."""
    total = path.stat().st_size // KILO

    def watch(copied: int) -> None:
        if job.is_cancelled():
            raise StoppedError
        job.progress(copied // KILO, total)

    try:
        return opened.take_file(path, watch)
    except StoppedError:
        return None


def problem_of(path: Path) -> str:
    """Return why a file cannot be attached, empty when nothing speaks against it."""
    name = path.name or str(path)
    try:
        if not path.exists():
            return tr("“{name}” is not there any more.", name=name)
        if not path.is_file():
            return tr("“{name}” is not a file.", name=name)
        if path.stat().st_size == 0:
            return tr("“{name}” is empty. If it lies in a cloud folder, open it there first.", name=name)
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        return _unreadable(path, error)
    return ""


def told(problems: Sequence[str]) -> str:
    """Return one sentence about all that could not be attached."""
    more = len(problems) - 1
    if more <= 0:
        return problems[0] if problems else ""
    return tr("{problem} {count} more could not be attached.", problem=problems[0], count=more)


def _unreadable(path: Path, error: OSError) -> str:
    return tr("“{name}” cannot be read: {reason}", name=path.name or path, reason=error.strerror or error)


def _look_into(folder: Path) -> Folder:
    found = list(islice(_files_in(folder), MOST_AT_ONCE + 1))
    return Folder(folder.name or str(folder), tuple(found[:MOST_AT_ONCE]), more=len(found) > MOST_AT_ONCE)


def _files_in(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and those below it, but for hidden ones; links to other folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))
