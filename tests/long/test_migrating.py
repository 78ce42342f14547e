"""Started by hand: the program is killed while it brings data of earlier versions to the present schema.

``python -m pytest tests/long/test_migrating.py -s`` prints the figures. ``EUCLES_COUNT`` is the number of kills at random
moments for each earlier schema, ``EUCLES_STEP`` leaves out calls (the process is killed before each n-th call that
changes the disk), ``EUCLES_SEED`` repeats a series. Data of the schemas between are made from those of version 0.1.0.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from support import durable
from support.durable import LIBRARY

from eucles_desk.app import paths, wiring
from eucles_desk.storage import driver, migrate, snapshot
from eucles_desk.storage.opening import open_data

COUNT = int(os.environ.get("EUCLES_COUNT", "40"))
STEP = int(os.environ.get("EUCLES_STEP", "1"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
TESTS = Path(__file__).resolve().parents[1]
FIXTURE = TESTS / "fixtures" / "data-0.1.0"
EXPORTS = sorted((FIXTURE / "exports").glob("*.json"))
NOW = datetime(2026, 11, 24, tzinfo=UTC)
REVISIONS = sorted(path.name[:4] for path in (migrate.MIGRATIONS / "versions").glob("0*.py"))
EARLIER = REVISIONS[:-1]

OPENING = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from support import durable
from eucles_desk.storage.opening import open_data
lib = durable.disk()
first = int(sys.argv[3])
place = Path(sys.argv[1])
number = os.fork()
if not number:
    lib.disk_watch(str(place).encode(), b"")
    lib.disk_kill(first)
    open_data(place, lambda: datetime(2026, 11, 24, tzinfo=UTC)).close()
    Path(sys.argv[2]).write_text(str(lib.disk_count()))
    os._exit(0)
os.waitpid(number, 0)
"""


def say(*told: object) -> None:
    sys.stdout.write(" ".join(map(str, told)) + "\n")
    sys.stdout.flush()


def rows(folder: Path) -> dict[str, list[str]]:
    """Return all rows of a database; of the history without its hashes, which begin with chance."""
    connection = driver.connect(folder / "eucles.db", (folder / "key").read_text(encoding="ascii").strip())
    try:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE V%'")
        tables = sorted(name for (name,) in names.fetchall())
        found: dict[str, list[str]] = {}
        for name in tables:
            every = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # no user text
            if name == "history":
                every = [[None if isinstance(one, bytes) else one for one in row] for row in every]
            found[name] = sorted(map(repr, map(list, every)))
        return found
    finally:
        connection.close()


class Case:
    """Data of an earlier schema, and what they hold before and after."""

    def __init__(self, root: Path, revision: str) -> None:
        self.root, self.start = root, root / "start"
        shutil.copytree(FIXTURE / "data", self.start)
        if revision != EARLIER[0]:
            migrations = root / "migrations"
            shutil.copytree(migrate.MIGRATIONS, migrations)
            for later in (migrations / "versions").glob("0*.py"):
                if later.name[:4] > revision:
                    later.unlink()
            key = (self.start / "key").read_text(encoding="ascii").strip()
            migrate.upgrade(self.start / "eucles.db", key, now=NOW, migrations=migrations, head=revision)
            shutil.rmtree(self.start / "backups", ignore_errors=True)
        self.old = rows(self.start)
        begun = time.monotonic()
        shutil.copytree(self.start, self.root / "new")
        open_data(self.root / "new", lambda: NOW).close()
        self.seconds = time.monotonic() - begun
        self.new = rows(self.root / "new")

    def lay(self) -> Path:
        place = self.root / "place"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.start, place)
        return place

    def wrong(self, place: Path, counts: Counter[str]) -> list[str]:
        """Return what is not as it must be after a kill, first on the disk as it is, then once it was opened."""
        found = rows(place)
        if found == self.old:
            counts["old"] += 1
        elif found == self.new:
            counts["new"] += 1
        else:
            return [f"between: {[name for name in found if found[name] != self.old.get(name)]}"]
        wrong: list[str] = []
        try:
            with wiring.open_program(place, paths.resources()) as program:
                wrong += [
                    f"not given out as it was: {export.stem}"
                    for export in EXPORTS
                    if program.desk.give_out(UUID(export.stem)) != export.read_bytes()
                ]
                backups = program.data.backups(wiring.local_now)
                for backup in backups.all():
                    counts["backups"] += 1
                    wrong += [f"backup: {one}" for one in backups.check(backup)]
                if not backups.all():
                    wrong.append("there is no backup of the time before")
        except Exception as error:  # noqa: BLE001  # whatever it is, it is wrong
            wrong.append(repr(error))
        if rows(place) != self.new:
            wrong.append("not as a migration without a kill leaves it")
        wrong += [str(one) for one in snapshot.faults(place / "eucles.db", (place / "key").read_text().strip())]
        wrong += [f"left behind: {path}" for path in place.rglob("*.part") if "backups" not in path.parts]
        return wrong


@pytest.mark.parametrize("revision", EARLIER)
def test_killed_at_any_moment_of_a_migration(tmp_path: Path, revision: str) -> None:
    case, chance, counts = Case(tmp_path, revision), random.Random(SEED), Counter[str]()
    begun, wrong = time.monotonic(), list[tuple[int, list[str]]]()
    for number in range(COUNT):
        place = case.lay()
        pid = os.fork()
        if not pid:
            open_data(place, lambda: NOW).close()
            os._exit(0)
        time.sleep(chance.uniform(0, case.seconds * 1.1))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        if found := case.wrong(place, counts):
            wrong.append((number, found))
            say(number, found[:3])
    say(f"\nfrom {revision}: {COUNT} kills at random moments in {time.monotonic() - begun:.0f} s; {dict(counts)}")
    assert not wrong


@pytest.mark.parametrize("revision", EARLIER)
def test_killed_before_each_call_that_changes_the_disk(tmp_path: Path, revision: str) -> None:
    library = durable.build(tmp_path)
    if library is None:
        pytest.skip("no compiler")
    case, counts, wrong = Case(tmp_path, revision), Counter[str](), list[tuple[int, list[str]]]()
    environment = {
        **os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}", "LD_PRELOAD": str(library), LIBRARY: str(library),
    }  # fmt: skip
    begun, nth, runs, done = time.monotonic(), 1, 0, tmp_path / "done"
    while not done.exists():
        place = case.lay()
        command = [sys.executable, "-c", OPENING, str(place), str(done), str(nth)]
        subprocess.run(command, check=True, env=environment)
        runs += 1
        if found := case.wrong(place, counts):
            wrong.append((nth, found))
            say(nth, found[:3])
        nth += STEP
    say(f"\nfrom {revision}: {done.read_text()} calls, {runs} runs in {time.monotonic() - begun:.0f} s; {dict(counts)}")
    assert not wrong
