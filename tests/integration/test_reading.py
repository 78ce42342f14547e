"""Reading evidence in the whole program: what is attached is found by its words, and nothing is left running."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from support.calling import ROOT
from support.files import packed, pdf, picture, word
from support.sources import PathSource

from eucles_desk.app import paths
from eucles_desk.app.wiring import open_program
from eucles_desk.errors import ReaderAwayError

FILES = {
    "minutes.pdf": pdf(["Steering group"], ["The windmill was discussed"]),
    "plan.docx": word("A plan for the windmill"),
    "numbers.csv": b"windmill;57\n",
    "photo.png": picture(),
    "broken.pdf": b"%PDF-1.7 nothing",
    "packed.zip": packed({"windmill.txt": "windmill"}),
}

DRIVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from eucles_desk.app import main, session
from eucles_desk.reading import process

session.INDEX_MILLISECONDS = 20
kept, children = [], []
show, start = session.Session.show, process.Child.__init__

def note(self, command):
    start(self, command)
    children.append(self.id)
process.Child.__init__ = note

def shown(self):
    show(self)
    program = self._program
    kept.append(self)
    opened = program.desk.open(__import__("uuid").UUID(sys.argv[2]))
    piece = opened.attach_file(Path(sys.argv[3]))
    def look():
        with program.data.open_store() as store:
            hits = store.evidence_texts.find("windmill", 9)
        if not hits:
            return
        print(len(hits), hits[0].page, flush=True)
        timer.stop()
        self.window.close()
    timer = QTimer(self, interval=50)
    timer.timeout.connect(look)
    timer.start()
session.Session.show = shown
status = main.run(["--data-dir", sys.argv[1]])
print(status, *children)
"""


def test_what_is_attached_is_found_by_its_words(ids: dict[str, str], sampled: Path, tmp_path: Path) -> None:
    with open_program(sampled, paths.resources()) as program:
        opened = program.desk.open(UUID(ids["gold scoring"]))
        names: dict[str, str] = {}
        for name, content in FILES.items():
            (tmp_path / name).write_bytes(content)
            names[opened.attach_file(tmp_path / name).sha256] = name
        assert program.indexing.is_due
        while program.indexing.step():
            pass
        with program.data.open_store() as store:
            hits = store.evidence_texts.find("windm", 20)
            assert all(store.evidence_texts.has(sha256) for sha256 in names)
            assert store.evidence_texts.missing(100) == []
    assert sorted((names[hit.sha256], hit.page) for hit in hits) == [
        ("minutes.pdf", 2),
        ("numbers.csv", 1),
        ("plan.docx", 1),
    ]


def test_a_closed_program_reads_no_more(sampled: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(FILES["minutes.pdf"])
    with open_program(sampled, paths.resources()) as program:
        assert program.reader.look(PathSource(tmp_path / "a.pdf"), "a.pdf").pages == 2
    with pytest.raises(ReaderAwayError):
        program.reader.look(PathSource(tmp_path / "a.pdf"), "a.pdf")
    assert not program.indexing.is_due


def test_a_reader_that_was_closed_before_its_first_request_refuses_it(data: Path) -> None:
    with open_program(data, paths.resources()) as program:
        program.reader.close()
        with pytest.raises(ReaderAwayError):
            program.reader.look(PathSource(data / "key"), "key")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are looked at as Linux and macOS show them")
def test_the_window_reads_in_the_background_and_leaves_nothing_running(
    ids: dict[str, str], sampled: Path, tmp_path: Path
) -> None:
    file = tmp_path / "minutes.pdf"
    file.write_bytes(FILES["minutes.pdf"])
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-W", "error", "-c", DRIVER, sampled, ids["gold scoring"], file]
    done = subprocess.run(
        [*map(str, command)], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60, env=environment
    )
    assert done.stderr == ""
    found, ended = done.stdout.splitlines()
    assert found == "1 2"
    status, *children = map(int, ended.split())
    assert status == 0
    assert children
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)


@pytest.mark.parametrize("arguments", [["--read-evidence"], ["--read-evidence", "x"]])
def test_the_hidden_argument_does_nothing_by_hand(arguments: list[str]) -> None:
    """Without a program that asks, the child ends at once; with more arguments it is none."""
    command = [sys.executable, "-m", "eucles_desk", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60, stdin=subprocess.DEVNULL
    )
    assert done.stdout == ""
    assert done.returncode == (0 if len(arguments) == 1 else 2)
