"""How the report with its tags compares: in time, growth and memory.

``python benchmarks/report.py`` prints ratios of one run, each side in turns with the other:

- the full Gold report over the same content by ReportLab alone, without tags (aim: 2 or less);
- the same over WeasyPrint, which has to be installed by hand (aim: 0.2 or less);
- time per page at 500 pages over time per page at 50 (linear: about 1);
- the most memory for 500 pages over that of ReportLab alone, each in a process of its own (aim: 1.5 or less).
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "tests")]

from plain_report import write_plain  # noqa: E402
from support.gold import ROOT, public_edition  # noqa: E402
from support.report_cases import gold  # noqa: E402

from eucles_desk.language import ENGLISH  # noqa: E402
from eucles_desk.reports.content import Block, Document, Heading  # noqa: E402
from eucles_desk.reports.kinds import case_of, report_document  # noqa: E402
from eucles_desk.reports.pdf import write_pdf  # noqa: E402

FONTS = ROOT / "resources" / "fonts"
AIMS = {"tagged / plain": 2.0, "tagged / WeasyPrint": 0.2, "memory / plain": 1.5}


def document(times: int = 1) -> Document:
    """Return the full Gold report, its criteria repeated to make it longer."""
    edition = public_edition()
    case = case_of(gold(edition), edition, ENGLISH, made_on=date(2026, 1, 1), program_version="1")
    whole = report_document(case)
    blocks: list[Block] = []
    for number in range(times):
        blocks += [_renamed(block, number) if number else block for block in whole.blocks]
    return replace(whole, blocks=tuple(blocks))


def _renamed(block: Block, number: int) -> Block:
    return replace(block, id=f"{block.id}-{number}") if isinstance(block, Heading) and block.id else block


def tagged(made: Document) -> int:
    """Write it as the program does; return the number of pages."""
    return write_pdf(made, io.BytesIO(), FONTS).pages


def plain(made: Document) -> None:
    """Write it by ReportLab alone."""
    write_plain(made, FONTS)


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def in_turns(one: Callable[[], object], other: Callable[[], object], rounds: int) -> float:
    """Return the median time of one over that of the other."""
    one()
    other()
    pairs = [(seconds(one), seconds(other)) for _ in range(rounds)]
    return median(a for a, _ in pairs) / median(b for _, b in pairs)


def peak(side: str) -> int:
    """Return the most memory that a process needs for the long document, in kilobytes."""
    command = [sys.executable, __file__, "--peak", side]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def high_water() -> int:
    """Return the most memory that this process has had; on Linux without what its parent had when it began."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peak", choices=("tagged", "plain"))
    side = parser.parse_args().peak
    if side:
        long = document(LONG)
        (tagged if side == "tagged" else plain)(long)
        print(high_water())
        return
    made = document()
    figures = {"pages": float(tagged(made)), "seconds": seconds(lambda: tagged(made))}
    figures["tagged / plain"] = in_turns(lambda: tagged(made), lambda: plain(made), 9)
    if importlib.util.find_spec("weasyprint"):
        from html_report import write_html

        figures["tagged / WeasyPrint"] = in_turns(lambda: tagged(made), lambda: write_html(made, FONTS), 2)
    short, long = document(2), document(LONG)
    pages, more = tagged(short), tagged(long)
    per_page = [(seconds(lambda: tagged(short)) / pages, seconds(lambda: tagged(long)) / more) for _ in range(3)]
    figures["pages of the long one"] = float(more)
    figures["time per page, long / short"] = median(b for _, b in per_page) / median(a for a, _ in per_page)
    figures["memory / plain"] = peak("tagged") / peak("plain")
    for name, figure in figures.items():
        aim = AIMS.get(name)
        verdict = "" if aim is None else f"   aim {aim:g}: {'reached' if figure <= aim else 'MISSED'}"
        print(f"{name:30}{figure:9.2f}{verdict}", flush=True)


LONG = 16

if __name__ == "__main__":
    main()
