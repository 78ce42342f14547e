"""What can be found out about data that are sound enough to be read, without changing anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from eucles_desk.errors import StorageError
from eucles_desk.storage import chain, driver
from eucles_desk.storage.evidence_files import EvidenceFolder
from eucles_desk.storage.key import derived
from eucles_desk.storage.lending import Lending
from eucles_desk.storage.problems import explained
from eucles_desk.storage.witness import Witness

if TYPE_CHECKING:
    from pathlib import Path

_ALL = f"SELECT {chain.COLUMNS} FROM history ORDER BY seq"  # noqa: S608  # no user text
_FILES = "SELECT DISTINCT sha256 FROM evidence WHERE sha256 > ''"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found.

    Attributes:
        breaks: At how many places the history does not hold.
        expected: How many changes the witness beside the database remembers.
        last_change: When the last change was made, by the clock of then.
        files: How many evidence files are named, and how many of them are missing or not what came in.
    """

    breaks: int
    expected: int
    last_change: datetime | None
    files: int
    missing: int
    damaged: int


def examine(folder: Path, key: str) -> Examined:
    """Examine the data of a folder that is held by whoever asks; every evidence file is read."""
    connection = driver.connect(folder / "eucles.db", key)
    try:
        found = sum(1 for _ in chain.breaks(chain.Row(*row) for row in connection.execute(_ALL)))
        last = connection.execute("SELECT max(at) FROM history").fetchone()[0]
        files = [row[0] for row in connection.execute(_FILES)]
    except driver.Error as error:
        raise explained(error) from error
    finally:
        connection.close()
    evidence = EvidenceFolder(folder / "evidence", key, Lending(folder / "opened"))
    missing = damaged = 0
    for sha256 in files:
        source = evidence.stored(sha256)
        if source is None:
            missing += 1
            continue
        try:
            source.copy(_nowhere)
        except StorageError:
            damaged += 1
    remembered = Witness([folder / "witness"], derived(key, "witness")).remembered()
    return Examined(
        found,
        remembered.seq if remembered else 0,
        datetime.fromisoformat(last).replace(tzinfo=UTC) if last else None,
        len(files),
        missing,
        damaged,
    )


def _nowhere(_content: bytes) -> object:
    return None
