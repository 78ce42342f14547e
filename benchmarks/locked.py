"""Print what a passphrase costs, as ratios of one run: ``python benchmarks/locked.py [SIZE]``.

The same data lie in two folders, one of them with a passphrase. Windows are started and changes are saved in turns. The
derivation of the key is timed by itself and taken off, as is the import of its library, which happens while the user
types.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from uuid import UUID

from run import ENVIRONMENT, HERE, ROOT, filled

PASSPHRASE = "mänty lokki vispilä kattila"
ROUNDS = 11
SAVES = 400
CHILD = """
import sys, time
from eucles_desk.app import wiring
from eucles_desk.storage import envelope, key
make = wiring.open_program
took = [0.0, 0.0]
def unseal(sealed, passphrase):
    begin = time.perf_counter(), time.process_time()
    try:
        return real(sealed, passphrase)
    finally:
        took[:] = time.perf_counter() - begin[0], time.process_time() - begin[1]
real, envelope.unseal = envelope.unseal, unseal
def opened(*arguments, **given):
    program = make(*arguments, **{**given, "passphrase": sys.argv[2] if len(sys.argv) > 2 else None})
    print(*took, flush=True)
    return program
wiring.open_program = opened
import window_start
window_start.desk(sys.argv[1])
"""


def start(folder: Path, passphrase: str | None) -> tuple[float, float]:
    """Start a window and end it; return the processor's seconds without unsealing, and the clock's of unsealing.

    The processor's, since a busy machine changes them little.
    """
    command = [sys.executable, "-c", CHILD, str(folder), *([] if passphrase is None else [passphrase])]
    environment = {**ENVIRONMENT, "PYTHONPATH": f"{ROOT}:{HERE}"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as process:
        assert process.stdout is not None
        clock, processor = map(float, process.stdout.readline().split())
        process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime - processor, clock


def saves(folders: dict[str, Path], assessment: UUID) -> dict[str, float]:
    """Save changes in both folders in turns; return milliseconds."""
    from eucles_desk.app import paths
    from eucles_desk.app.wiring import open_program

    programs = {
        name: open_program(folder, paths.resources(), passphrase=PASSPHRASE) for name, folder in folders.items()
    }
    opened = {name: program.desk.open(assessment) for name, program in programs.items()}
    criterion = next(iter(opened["plain"].edition.criteria_of("gold"))).id
    times: dict[str, list[float]] = {name: [] for name in folders}
    for number in range(SAVES):
        for name, one in opened.items():
            begin = time.perf_counter()
            one.set_level(criterion, 3 + number % 2)
            times[name].append((time.perf_counter() - begin) * 1000)
    for program in programs.values():
        program.close()
    return {name: median(found[20:]) for name, found in times.items()}


def main() -> None:
    """Measure and print."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as thrown_away:
        folders = {"plain": Path(thrown_away) / "plain", "locked": Path(thrown_away) / "locked"}
        assessment = filled(folders["plain"], size)
        shutil.copytree(folders["plain"], folders["locked"])
        from eucles_desk.storage.key import set_passphrase

        set_passphrase(folders["locked"], (folders["locked"] / "key").read_text(), PASSPHRASE)
        pairs = [(start(folders["plain"], None), start(folders["locked"], PASSPHRASE)) for _ in range(ROUNDS)]
        plain, locked = median(one[0] for one, _ in pairs), median(other[0] for _, other in pairs)
        print(f"start and end with a passphrase / without: {locked / plain:.2f} ({locked:.2f} s / {plain:.2f} s)")
        print(f"unsealing, its library imported too: {median(other[1] for _, other in pairs):.2f} s")
        found = saves(folders, assessment)
        print(f"save with a passphrase / without: {found['locked'] / found['plain']:.2f}", found)


if __name__ == "__main__":
    main()
