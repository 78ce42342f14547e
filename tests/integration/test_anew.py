"""A process that starts anew: the same place again, the data free in between, and what went wrong told."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.calling import ROOT

DRIVER = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from eucles_desk.app import main, session
from eucles_desk.errors import StorageError, DataInUseError
from eucles_desk.storage.opening import open_data

data = Path(sys.argv[-1])
turn = int(os.environ.get("TURN", "0"))
os.environ["TURN"] = str(turn + 1)

def say(*words):
    print(turn, os.getpid(), *words, sep="|", flush=True)

def first(session, window): window.close()
def second(session, window): window.close()

{turns}

show = session.Session.show
def show_and_drive(self):
    show(self)
    QTimer.singleShot(300, lambda: (second if turn else first)(self, self.window))
session.Session.show = show_and_drive
if turn > 1: sys.exit("too many turns")
main.main()
"""
BEFORE = """
def before():
    try:
        open_data(data).close()
    except DataInUseError:
        say("held")
    else:
        say("free")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data with ä"


def driven(folder: Path, turns: str) -> list[list[str]]:
    """Run the program; return what was said in each turn: its number, the process, and the words."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    code = DRIVER.format(turns=turns)
    command = [sys.executable, "-W", "error", "-c", code, "--data-dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=90, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return [line.split("|") for line in done.stdout.splitlines()]


def test_it_comes_back_at_the_same_place_with_another_memory(folder: Path) -> None:
    said = driven(
        folder,
        """
def first(session, window):
    window.show_page("settings")
    sys.left_behind = "only in memory"
    say(window.place_key)
    session.start_anew()
def second(session, window):
    say(window.place_key, hasattr(sys, "left_behind"))
    window.close()
""",
    )
    assert [[turn, *words] for turn, _process, *words in said] == [["0", "settings"], ["1", "settings", "False"]]


def test_the_data_are_free_while_something_is_done_before(folder: Path) -> None:
    said = driven(
        folder,
        BEFORE
        + """
def first(session, window): before(); session.start_anew(before)
def second(session, window): before(); window.close()
""",
    )
    assert [[turn, *words] for turn, _process, *words in said] == [["0", "held"], ["0", "free"], ["1", "held"]]


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a second process takes its place")
def test_it_stays_the_same_process_for_whoever_waits_for_it(folder: Path) -> None:
    said = driven(
        folder,
        """
def first(session, window): say(); session.start_anew()
def second(session, window): say(); window.close()
""",
    )
    assert said[0][1] == said[1][1]


def test_nothing_stays_locked_by_what_was_being_written_when_the_process_ended(folder: Path) -> None:
    said = driven(
        folder,
        """
def settings_locked(): return [one.name for one in data.rglob("*.lock")]
def first(session, window):
    import threading
    from eucles_desk.ui.jobs import Job
    from PySide6.QtCore import QLockFile
    begun = threading.Event()
    def write(job):
        lock = QLockFile(str(data / "settings.lock"))
        lock.lock()
        begun.set()
        job._cancelled.wait()
        lock.unlock()
    def before():
        QTimer.singleShot(0, QApplication.instance(), Job(write).start)
        begun.wait()
    session.start_anew(before)
def second(session, window):
    say(settings_locked())
    window.close()
""",
    )
    assert [words for _turn, _process, *words in said] == [["[]"]]


def test_what_cannot_be_done_before_is_told_afterwards(folder: Path) -> None:
    said = driven(
        folder,
        """
def before(): raise StorageError("The backup “{name}” is gone.", name="öld")
def first(session, window): session.start_anew(before)
def second(session, window):
    say(window.frame.bar.text, window.frame.bar.is_about("danger"), "EUCLES_DESK_TOLD" in os.environ)
    window.close()
""",
    )
    assert said[0][2:] == ["The backup “öld” is gone.", "True", "False"]


def test_a_bug_before_is_shown_and_logged_without_user_data(folder: Path) -> None:
    said = driven(
        folder,
        """
def before(): raise ValueError("secret name")
def first(session, window): session.start_anew(before)
def second(session, window):
    from eucles_desk.app.crash_window import CrashWindow
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashWindow) and one.isVisible()]
    text = shown[0].details_edit.toPlainText()
    say(len(shown), text.splitlines()[-1], "secret" in text)
    QApplication.closeAllWindows()
""",
    )
    assert said[0][2:] == ["1", "ValueError", "False"]
    log = (folder / "logs" / "eucles-desk.log").read_text(encoding="utf-8")
    assert "ValueError" in log
    assert "secret" not in log


def test_nothing_is_done_before_when_the_data_could_not_be_closed_in_order(folder: Path) -> None:
    said = driven(
        folder,
        """
def before(): say("done")
def first(session, window):
    close = session.close
    def fail():
        close()
        return StorageError("The disk failed.")
    session.close = fail
    session.start_anew(before)
def second(session, window): say(window.frame.bar.text); window.close()
""",
    )
    assert [words for _turn, _process, *words in said] == [["The disk failed."]]


def test_further_windows_come_back_where_they_were_once(folder: Path) -> None:
    said = driven(
        folder,
        """
def first(session, window):
    window.show_page("schemes")
    session.open_another()
    session.windows[1].show_page("clusters")
    session.start_anew()
def second(session, window):
    say(*[one.place_key for one in session.windows])
    from PySide6.QtCore import QSettings
    say(QSettings().contains("window/others"))
    for one in reversed(session.windows): one.close()
""",
    )
    assert [words for _turn, _process, *words in said] == [["schemes", "clusters"], ["False"]]


CRASHED = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from eucles_desk.app.crash_window import CrashWindow
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
def scoring(session):
    return next(row.id for row in session.context().desk.page() if row.label == "gold" and row.step is Step.SCORING)
def wait(is_so):
    while not is_so(): QTest.qWait(20)
def shown(): return [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashWindow) and one.isVisible()]
def first(session, window):
    session.context().make_sample()
    window.open_assessment(scoring(session), Place(Area.CRITERIA))
    edit = window.assessment_page.workspace.judgement.reason_edit
    edit.setFocus()
    QTest.keyClicks(edit, "typed just before")
    QTimer.singleShot(0, fail)
    QTimer.singleShot(0, lambda: look(window))
def look(window):
    if shown(): press(shown()[0], window)
    else: QTimer.singleShot(20, lambda: look(window))
def fail(): raise ValueError("secret name")
def second(session, window):
    wait(lambda: not window.navigation.is_reopening)
    stored = session.context().desk.load(scoring(session))
    place = window.assessment_page.area if window.is_in_assessment else ""
    say(place, any(one.reason.endswith("typed just before") for one in stored.judgements))
    window.close()
"""


def test_after_an_error_it_starts_again_where_it_was_with_what_was_typed(folder: Path) -> None:
    said = driven(
        folder,
        CRASHED
        + """
def press(box, window): QTest.mouseClick(box.anew_button, Qt.MouseButton.LeftButton)
""",
    )
    assert [[turn, *words] for turn, _process, *words in said] == [["1", "criteria", "True"]]


def test_after_an_error_one_can_go_on_working(folder: Path) -> None:
    said = driven(
        folder,
        CRASHED
        + """
def press(box, window):
    QTest.keyClick(box, Qt.Key.Key_Escape)
    edit = window.assessment_page.workspace.judgement.reason_edit
    QTest.keyClicks(edit, " and after")
    window.working.flush()
    say(len(shown()), edit.toPlainText().endswith("typed just before and after"), window.working.has_unsaved)
    window.close()
""",
    )
    assert said[0][2:] == ["0", "True", "False"]
    assert len(said) == 1
