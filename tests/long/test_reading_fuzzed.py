"""Started by hand: 2,000 PDF files, pictures, office files and texts with chance damage; none takes the program down.

``python -m pytest tests/long/test_reading_fuzzed.py -s`` prints the figures; ``EUCLES_SEED`` repeats a run, and
``EUCLES_COUNT`` says how many files, each of which is asked for five times.
"""

from __future__ import annotations

import io
import os
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from support import files
from support.sources import PathSource

from eucles_desk.assessment.evidence import Region
from eucles_desk.errors import ReaderAwayError, ReadingError
from eucles_desk.reading.reader import ChildReader

COUNT = int(os.environ.get("EUCLES_COUNT", "2000"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
INTERESTING = (0, 1, 0x7F, 0x80, 0xFF)
WORDS = (
    b"-1",
    b"99999999999",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"endobj",
    b"stream",
    b"/Kids",
    b"/Length",
    b"1e38",
    b"(",
    b"R",
)


def bases() -> list[tuple[str, bytes]]:
    """Return files that each show another part of what reads them."""
    return [
        ("a.pdf", files.pdf(["The cluster has 57 members"], ["and more"])),
        ("b.pdf", files.form("filled in")),
        ("c.pdf", files.acting()),
        ("d.pdf", files.pdf(["Locked"], encrypt="x")),
        ("e.pdf", files.one_page(b"", b"0.5 g 10 10 300 300 re f BT /F1 24 Tf 60 700 Td (Text) Tj ET")),
        ("f.pdf", files.slow_pdf(3)),
        *((f"photo.{kind}", files.picture("RGB", (200, 100), kind, (200, 30, 30))) for kind in PICTURES),
        ("deep.png", files.picture("I;16", (100, 50), "PNG", 40_000)),
        ("clear.png", files.picture("RGBA", (100, 50), "PNG", (1, 2, 3, 4))),
        ("turned.jpg", files.turned_photo(6)),
        ("moving.gif", files.frames("GIF", (255, 0, 0), (0, 0, 255))),
        ("scan.tif", files.frames("TIFF", (255, 0, 0), (0, 0, 255))),
        ("a.docx", files.word("The cluster", "has 57 members", table=[["Year", "Members"], ["2024", "57"]])),
        ("a.xlsx", workbook()),
        ("a.pptx", files.slides("The cluster", "and more")),
        ("a.odt", files.open_document("text", "<text:p>The cluster</text:p>")),
        ("a.ods", files.open_document("spreadsheet", TABLE)),
        ("a.html", b"<html><body><h1>The cluster</h1><table><tr><td>1</td></tr></table></body></html>"),
        ("a.csv", "Name;Jäseniä\nThe cluster;57\n".encode()),
        ("a.txt", "The cluster has 57 members.\n".encode("utf-16")),
    ]


def workbook() -> bytes:
    """Return a spreadsheet with texts, numbers, a date and a formula."""
    book: Any = openpyxl.Workbook()
    sheet = book.active
    for row in (["The cluster", "Since", 0.25], [None, date(2024, 3, 17), "=1+1"]):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


TABLE = "<table:table><table:table-row><table:table-cell><text:p>57</text:p></table:table-cell></table:table-row></table:table>"


def damaged_inside(content: bytes, chance: random.Random) -> bytes:
    """Return a packed file with one part of it damaged, and packed again: its check sums hold."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([name for name, part in parts.items() if part])
    return files.packed({**parts, name: damaged(parts[name], chance)})


PICTURES = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a file with a few bytes changed, left out, doubled or moved."""
    out = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        at = chance.randrange(len(out) or 1)
        size = min(chance.choice((1, 2, 4, 50, 500)), len(out) - at)
        match chance.randrange(7):
            case 0:
                out[at : at + 1] = bytes([chance.choice(INTERESTING)])
            case 1:
                out[at : at + 1] = bytes([chance.randrange(256)])
            case 2:
                out[at : at + size] = chance.randbytes(size)
            case 3 if len(out) > size:
                del out[at : at + size]
            case 4:
                out[at:at] = out[at : at + size] * chance.choice((1, 2, 50))
            case 5:
                word = chance.choice(WORDS)
                out[at : at + len(word)] = word
            case _:
                if chance.random() < 0.1:
                    del out[at:]
    return bytes(out)


def test_no_damaged_file_takes_the_program_down(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    good = PathSource(tmp_path / "good.pdf")
    good.path.write_bytes(files.pdf(["All is well"]))
    reader = ChildReader(seconds=5)
    known, outcomes, made, longest = bases(), Counter[str](), 0, 0.0
    children: set[int | None] = set()
    before = time.monotonic()
    for number in range(COUNT):
        name, content = chance.choice(known)
        path = PathSource(tmp_path / f"{number}")
        is_inside = content.startswith(b"PK") and chance.random() < 0.7
        path.path.write_bytes(damaged_inside(content, chance) if is_inside else damaged(content, chance))
        calls: list[Callable[[], object]] = [
            lambda path=path, name=name: reader.look(path, name),
            lambda path=path, name=name: reader.picture(path, name, 1, 400),
            lambda path=path, name=name: reader.texts(path, name, "x"),
            lambda path=path, name=name: reader.find(path, name, "cluster"),
            lambda path=path, name=name: reader.quote(path, name, 1, Region(0, 0, 1000, 1000)),
        ]
        for call in calls:
            made += 1
            begun = time.monotonic()
            try:
                call()
            except ReaderAwayError:
                raise
            except ReadingError as error:
                outcomes[str(error).removeprefix(name).strip()] += 1
            else:
                outcomes["read"] += 1
            longest = max(longest, time.monotonic() - begun)
        children.add(reader.child_id)
        path.path.unlink()
        if not number % 20:
            assert reader.texts(good, "good.pdf") == ("All is well",)
    assert reader.texts(good, "good.pdf") == ("All is well",)
    reader.close()
    assert sum(outcomes.values()) == made
    took = time.monotonic() - before
    lines = [
        f"{COUNT} files, {made} requests in {took:.0f} s; at least {len(children)} children; longest {longest:.2f} s"
    ]
    lines += [f"{count:6} {what}" for what, count in outcomes.most_common()]
    sys.stdout.write("\n" + "\n".join(lines))
