"""Print every figure as a ratio measured in one run: ``python benchmarks/run.py [SIZE ...]``.

Sizes are numbers of assessments in the portfolio, by default 10, 1,000 and 10,000. Filled folders are kept under
``--keep FOLDER`` for the next run. Each pair of figures is measured in turns, so that a busy machine slows both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(ROOT), str(HERE)]
ENVIRONMENT = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
ROUNDS = 9
AIMS = {"start": 3.0, "memory": 3.0, "move_p95": 16.0, "autosave": 3.0, "report": 2.0}


def started(*arguments: str) -> tuple[float, int]:
    """Start a window and return the seconds until it is usable and the kilobytes that it then holds."""
    command = [sys.executable, str(HERE / "window_start.py"), *arguments]
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT, cwd=ROOT) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - begin
        process.wait()
    if not line.strip().isdigit():
        sys.exit(f"The window did not become usable: {' '.join(arguments)}")
    return seconds, int(line)


def starts(folder: Path) -> dict[str, float]:
    """Compare the program's start with that of a bare window."""
    bare: list[tuple[float, int]] = []
    desk: list[tuple[float, int]] = []
    for _ in range(ROUNDS):
        bare.append(started("bare"))
        desk.append(started("desk", str(folder)))
    return {
        "start": median(seconds for seconds, _ in desk) / median(seconds for seconds, _ in bare),
        "start_seconds": median(seconds for seconds, _ in desk),
        "bare_seconds": median(seconds for seconds, _ in bare),
        "memory": median(size for _, size in desk) / median(size for _, size in bare),
        "memory_mb": median(size for _, size in desk) / 1024,
    }


def in_window(folder: Path, assessment: UUID) -> dict[str, float]:
    """Measure in a process of its own and put the autosave in relation to a bare commit."""
    command = [sys.executable, str(HERE / "in_window.py"), str(folder), str(assessment)]
    done = subprocess.run(command, capture_output=True, text=True, env=ENVIRONMENT, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found = json.loads(done.stdout.splitlines()[-1])
    return {
        **found,
        "autosave_ms": found["autosave"],
        "autosave": found["autosave"] / found["raw_commit"],
        "autosave_over_hot": found["autosave"] / found["raw_commit_hot"],
        "autosave_with_painting": found["autosave_painted"] / found["raw_commit"],
    }


def report(folder: Path, assessment: UUID) -> dict[str, float]:
    """Compare the full report with the same text set by ReportLab alone, in turns in one process."""
    import io

    from plain_report import write_plain

    from eucles_desk import __version__
    from eucles_desk.app import paths
    from eucles_desk.app.wiring import open_program
    from eucles_desk.reports.kinds import case_of, report_document
    from eucles_desk.reports.pdf import write_pdf

    fonts = paths.resources() / "fonts"
    ours: list[float] = []
    plain: list[float] = []
    with open_program(folder, paths.resources()) as program:
        value = program.desk.load(assessment)
        edition, language = program.desk.shelf.get(value.edition), program.languages.load("en")
        for _ in range(5):
            begin = time.perf_counter()
            case = case_of(value, edition, language, made_on=date(2026, 1, 1), program_version=__version__)
            document = report_document(case)
            write_pdf(document, io.BytesIO(), fonts)
            ours.append(time.perf_counter() - begin)
            begin = time.perf_counter()
            write_plain(document, fonts)
            plain.append(time.perf_counter() - begin)
    return {"report": median(ours[1:]) / median(plain[1:]), "report_seconds": median(ours[1:]), "report_first": ours[0]}


def filled(folder: Path, size: int) -> UUID:
    """Return the assessment to work on in a folder of this size, filled when it is not there yet."""
    mark = folder / "measured.json"
    if mark.is_file():
        return UUID(json.loads(mark.read_text(encoding="ascii")))
    from portfolio import fill

    begin = time.perf_counter()
    latest = fill(folder, size)
    mark.write_text(json.dumps(str(latest)), encoding="ascii")
    print(f"(filled with {size} assessments in {time.perf_counter() - begin:.0f} s)", flush=True)
    return latest


def main() -> None:
    """Measure each size and print the figures with their aims."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", type=int, default=[10, 1000, 10000])
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as thrown_away:
        base = arguments.keep or Path(thrown_away)
        for size in arguments.sizes:
            folder = base / f"portfolio-{size}"
            assessment = filled(folder, size)
            figures = {**starts(folder), **in_window(folder, assessment), **report(folder, assessment)}
            print(f"\n{size} assessments")
            for name, figure in figures.items():
                aim = AIMS.get(name)
                verdict = "" if aim is None else f"   aim {aim:g}: {'reached' if figure <= aim else 'MISSED'}"
                print(f"  {name:24}{figure:9.2f}{verdict}", flush=True)


if __name__ == "__main__":
    main()
