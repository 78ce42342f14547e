"""Databases and write-ahead logs that do not belong together, or of which a part is gone; and what opening says of them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from eucles_desk.errors import EuclesError, OlderDataError
from eucles_desk.storage import driver
from eucles_desk.storage.opening import DATABASE, WITNESS, open_data

LOG = f"{DATABASE}-wal"
HEADER, FRAME = 32, 24 + 4096
NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Said(Enum):
    """What opening came to."""

    TOLD = "told, with the changes found and expected"
    REFUSED = "refused as damaged"
    CURRENT = "opened, with every row as it was left"
    SILENT = "opened, and not as it was left"


@dataclass(frozen=True)
class Moment:
    """Database and log as they were at one moment, and how many changes had been saved."""

    database: bytes
    log: bytes
    generation: int

    @property
    def frames(self) -> int:
        return max(0, len(self.log) - HEADER) // FRAME


@dataclass
class Series:
    """A data folder in use, of which copies are kept as it is worked on."""

    folder: Path
    moments: list[Moment] = field(default_factory=list[Moment])

    def take(self, generation: int) -> Moment:
        """Keep a copy of database and log as they are on the disk now."""
        log = self.folder / LOG
        content = log.read_bytes() if log.exists() else b""
        self.moments.append(Moment((self.folder / DATABASE).read_bytes(), content, generation))
        return self.moments[-1]

    def keep_the_rest(self, place: Path) -> Opener:
        """Copy what there is beside database and log, the witness as it is at the end of the series."""
        place.mkdir()
        for name in ("key", WITNESS):
            shutil.copy(self.folder / name, place / name)
        return Opener(place, self.moments[-1])


class Opener:
    """Lays a database and a log beside the witness of the last moment, and opens them as the program does."""

    def __init__(self, rest: Path, last: Moment) -> None:
        self._rest, self._last = rest, last
        self._folder = rest.with_name("opened")
        self._key = (rest / "key").read_text(encoding="ascii").strip()
        self._lay(last.database, last.log)
        self._rows = self._dump()
        self.counts: Counter[Said] = Counter()
        self.silent: list[object] = []

    def _lay(self, database: bytes, log: bytes | None) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._rest, self._folder)
        (self._folder / DATABASE).write_bytes(database)
        if log is not None:
            (self._folder / LOG).write_bytes(log)

    def _dump(self) -> dict[str, list[str]]:
        connection = driver.connect(self._folder / DATABASE, self._key)
        try:
            names = connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE V%'"
            )
            tables: list[str] = sorted(name for (name,) in names.fetchall())
            return {
                name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in tables
            }  # no user text
        finally:
            connection.close()

    def open(self, name: object, database: bytes, log: bytes | None, found: int | None = None) -> Said:
        """Open a pair and return what came of it; *found* is what must be told to be there, where that is known."""
        self._lay(database, log)
        said = self._open(found)
        self.counts[said] += 1
        if said is Said.SILENT:
            self.silent.append(name)
        return said

    def _open(self, found: int | None) -> Said:
        try:
            open_data(self._folder, lambda: NOW).close()
        except OlderDataError as error:
            is_right = error.expected == self._last.generation and found in {None, error.found}
            return Said.TOLD if is_right else Said.SILENT
        except EuclesError:
            return Said.REFUSED
        try:
            return Said.CURRENT if self._dump() == self._rows else Said.SILENT
        except driver.Error:
            return Said.SILENT

    def figures(self) -> str:
        """Return the counts in words."""
        return "; ".join(f"{self.counts[one]} {one.value}" for one in Said)


def cuts(opener: Opener, moments: list[Moment], inside: tuple[int, ...], tell: Callable[[str], object]) -> int:
    """Cut the log of the last moment at every frame, and inside each; lose it; return how many openings there were."""
    last = moments[-1]
    for length in (None, 0, 1, HEADER - 1):
        log = None if length is None else last.log[:length]
        opener.open(f"log of {length} bytes", last.database, log, moments[0].generation)
    for frame in range(last.frames + 1):
        whole = [one.generation for one in moments if one.frames <= frame]
        found = whole[-1] if whole else None
        end = HEADER + frame * FRAME
        opener.open(f"{frame} frames", last.database, last.log[:end], found)
        if frame < last.frames:
            for more in inside:
                opener.open(f"{frame} frames and {more} bytes", last.database, last.log[: end + more], found)
    tell(f"{last.frames} frames, {opener.counts.total()} openings: {opener.figures()}")
    return opener.counts.total()
