"""Locking the running program: what was typed is saved, nothing is shown, and the same place comes back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.calling import PASSPHRASE, ROOT

from eucles_desk.storage.opening import open_data

DRIVER = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from eucles_desk.app import main
import eucles_desk.app.window as start

PASSPHRASE = "nine odd words in a row"
turn = int(os.environ.get("TURN", "0"))
os.environ["TURN"] = str(turn + 1)
data = Path(sys.argv[-1])

def say(*words): print(turn, *words, sep="|", flush=True)
def type_in(window):
    QTest.keyClicks(window.field.edit, PASSPHRASE)
    QTest.keyClick(window.field.edit, Qt.Key.Key_Return)
def visible(): return [type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()]
def open_first(window):
    row = window.pages.list.model.row(0)
    window.open_assessment(row.id)
def asked(window): type_in(window)
def first(session, window): window.close()
def second(session, window): window.close()

{turns}

def drive_asking():
    from eucles_desk.app import unlocking
    ask = unlocking.Unlocking.ask
    def ask_and_drive(self):
        QTimer.singleShot(300, lambda: (asked if turn else type_in)(self.window))
        return ask(self)
    unlocking.Unlocking.ask = ask_and_drive

def drive_session():
    from eucles_desk.app import session
    show = session.Session.show
    def show_and_drive(self):
        show(self)
        QTimer.singleShot(600, lambda: (second if turn else first)(self, self.window))
    session.Session.show = show_and_drive

drive_asking()
opened = start.open_log
def open_and_drive(folder):
    drive_session()
    return opened(folder)
start.open_log = open_and_drive
if turn > 1: sys.exit("too many turns")
main.main()
"""


@pytest.fixture
def private_bus(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A system bus of the test's own."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no bus here")
    address = f"unix:path={tmp_path / 'bus'}"
    command = [daemon, "--session", "--nofork", "--nopidfile", f"--address={address}", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield {"DBUS_SYSTEM_BUS_ADDRESS": address}
        process.terminate()


def driven(folder: Path, turns: str, environment: dict[str, str] | None = None) -> list[str]:
    """Run the program; return what was said, each after the number of its turn."""
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", **(environment or {})}
    code = DRIVER.format(turns=textwrap.dedent(turns))
    command = [sys.executable, "-W", "error", "-c", code, "--data-dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=90, env=surroundings)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_the_key_locks_and_the_passphrase_leads_back_to_the_same_place(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            window.show_page("clusters")
            sys.left_behind = "only in memory"
            say(window.place_key)
            QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        def asked(window):
            say(*visible(), window.windowTitle(), hasattr(sys, "left_behind"))
            type_in(window)
        def second(session, window):
            say(window.place_key)
            window.close()
        """,
    )
    assert said == ["0|clusters", "1|UnlockWindow|EUCLES Desk is locked|False", "1|clusters"]


def test_what_is_being_typed_in_a_reason_is_saved_before(locked: Path) -> None:
    said = driven(
        locked,
        """
        def scoring(desk): return next(row.id for row in desk.page() if row.label == "gold" and row.step.value == "scoring")
        def first(session, window):
            from eucles_desk.assessment.places import Area, Place
            window.open_assessment(scoring(session.context().desk), Place(Area.CRITERIA))
            QTest.qWait(300)
            workspace = window.assessment_page.workspace
            field = workspace.judgement.reason_edit
            field.setFocus()
            QTest.keyClicks(field, "typed and not yet saved")
            stored = session.context().desk.load(window.working.value.id)
            say(any("not yet saved" in judgement.reason for judgement in stored.judgements))
            modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            QTest.keyClick(field, Qt.Key.Key_L, modifiers)
        def second(session, window):
            desk = session.context().desk
            stored = desk.load(scoring(desk))
            say(any("typed and not yet saved" in judgement.reason for judgement in stored.judgements))
            window.close()
        """,
    )
    assert said == ["0|False", "1|True"]


def test_what_is_being_typed_is_saved_before(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            window.show_page("assessments")
            open_first(window)
            working = window.working
            working.about_to_act.connect(lambda: working.opened.set_cluster("Typed Last", "FI", ""))
            session.locking.lock()
        def second(session, window):
            QTimer.singleShot(2_000, lambda: (say(window.working.value.cluster.name), window.close()))
        """,
    )
    assert said == ["1|Typed Last"]


def test_what_cannot_be_saved_keeps_it_unlocked_and_is_told(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            from eucles_desk.errors import StorageError
            window.show_page("assessments")
            open_first(window)
            def fail(): raise StorageError("The disk is full.")
            window.working.do(fail, field="x", text="typed")
            session.locking.lock()
            say(window.isVisible(), window.frame.bar.text, window.frame.bar.action_button.text())
            window.frame.bar.action_button.click()
        def asked(window):
            say("locked")
            type_in(window)
        """,
    )
    assert said == [
        "0|True|It is not locked: the last change could not be saved. It is lost when you lock now.|Lock anyway",
        "1|locked",
    ]


def test_a_form_that_is_open_is_given_back(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            window.starting.new_cluster()
            dialog = QApplication.activeModalWidget()
            QTest.keyClicks(dialog.name_edit, "Typed secretly")
            session.locking.lock()
        def second(session, window):
            from eucles_desk.ui.locking.left_window import LeftWindow
            (left,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, LeftWindow)]
            say(left.text_edit.toPlainText().replace(chr(10), "/"), (data / "typed").exists())
            left.reject()
            say((data / "typed").exists())
            window.close()
        """,
    )
    assert said == ["1|New cluster/Name: Typed secretly|True", "1|False"]
    assert not [path for path in locked.rglob("*") if path.is_file() and b"Typed secretly" in path.read_bytes()]


def test_locking_twice_is_locking_once(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            from eucles_desk.ui.jobs import Job
            import time
            job = Job(lambda _job: time.sleep(0.3))
            job.start()
            session.locking.lock()
            session.locking.lock()
            say(*visible())
        def asked(window):
            say("locked")
            type_in(window)
        """,
    )
    assert said == ["0", "1|locked"]


def test_work_that_goes_on_ends_well_before_with_nothing_to_be_seen(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            from eucles_desk.ui.jobs import Job
            import time
            job = Job(lambda _job: time.sleep(0.8))
            job.finished.connect(lambda: say("done", *visible()))
            job.start()
            QTimer.singleShot(100, lambda: say(*visible()))
            session.locking.lock()
        """,
    )
    assert said == ["0", "0|done|QLabel"]


def test_an_import_that_is_going_on_is_whole(tmp_path: Path) -> None:
    file = ROOT / "resources" / "sample" / "40-gold-awarded.json"
    fresh = tmp_path / "fresh"
    data = open_data(fresh)
    data.protecting.set_passphrase(PASSPHRASE)
    data.close()
    said = driven(
        fresh,
        f"""
        def first(session, window):
            window.intake.open_files([Path({str(file)!r})])
            session.locking.lock()
        def second(session, window):
            window.show_page("assessments")
            say(window.pages.list.model.rowCount())
            window.close()
        """,
    )
    assert said == ["1|1"]


def test_locking_while_closing_only_closes(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            window.close()
            session.locking.lock()
            say("closed", QSettings().contains("window/locked"))
        """,
    )
    assert said == ["0|closed|False"]


def test_nobody_touching_it_locks(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            from eucles_desk.ui.locking import idleness
            looks = session.locking._idleness
            say(looks.limit)
            looks.limit = 0.3
            looks._timer.setInterval(50)
        def asked(window):
            say(*visible())
            type_in(window)
        """,
    )
    assert said == ["0|600.0", "1|UnlockWindow"]


def test_after_sleep_it_is_locked(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            from eucles_desk.app import sleeping
            before = sleeping.slept()
            sleeping.slept = lambda: before + 3_600
            session.locking._sleeping.look()
        def asked(window):
            say(*visible())
            type_in(window)
        """,
    )
    assert said == ["1|UnlockWindow"]


@pytest.mark.skipif(sys.platform != "linux", reason="the system's service is Linux's")
def test_it_locks_when_the_system_says_that_it_goes_to_sleep(locked: Path, private_bus: dict[str, str]) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            from PySide6.QtDBus import QDBusConnection, QDBusMessage
            from eucles_desk.app import sleeping
            bus = QDBusConnection.systemBus()
            bus.registerService(sleeping.SERVICE)
            def tell(begins):
                message = QDBusMessage.createSignal(sleeping.PATH, sleeping.INTERFACE, "PrepareForSleep")
                message.setArguments([begins])
                bus.send(message)
            tell(False)
            QTimer.singleShot(200, lambda: (say(*visible()), tell(True)))
        def asked(window):
            say(*visible())
            type_in(window)
        """,
        private_bus,
    )
    assert said == ["0|MainWindow", "1|UnlockWindow"]


def test_what_was_copied_here_is_taken_out_of_the_clipboard(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            window.activateWindow()
            field = QLineEdit(window)
            field.setText("copied secret")
            field.selectAll()
            field.copy()
            clipboard = QGuiApplication.clipboard()
            say(clipboard.text())
            leave = session.locking._leave
            def tell_and_leave():
                say(repr(clipboard.text()))
                leave()
            session.locking._leave = tell_and_leave
            session.locking.lock()
        """,
    )
    assert said == ["0|copied secret", "0|''"]


def test_without_a_passphrase_nothing_is_locked_and_that_is_told(sampled: Path) -> None:
    said = driven(
        sampled,
        """
        def first(session, window):
            session.locking.lock()
            say(window.isVisible(), window.frame.bar.text, window.frame.bar.action_button.text())
            window.close()
        """,
    )
    assert said == ["0|True|There is no passphrase yet, so nothing can be locked.|Set a passphrase"]


@pytest.mark.skipif(sys.platform != "linux", reason="what it looks at is Linux's")
def test_no_core_is_written_of_data_with_a_passphrase(locked: Path) -> None:
    said = driven(
        locked,
        """
        def first(session, window):
            import ctypes, resource
            say(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
            window.close()
        """,
    )
    assert said == ["0|(0, 0)|0"]


def test_what_the_system_remembers_opens_at_the_start_but_not_after_a_lock(locked: Path) -> None:
    said = driven(
        locked,
        """
        from eucles_desk.app import keyring_copy
        kept = data / "keyring of the test"
        def ask(method, *values):
            if method == "set_password": kept.write_text(values[1]); return True
            return kept.read_text() if method == "get_password" else True
        keyring_copy._ask = ask
        def first(session, window):
            session.context().secrecy.protecting().remember()
            session.locking.lock()
        def asked(window):
            say(*visible(), window.state_label.text())
            type_in(window)
        def second(session, window):
            say(QSettings().contains("window/locked"))
            window.close()
        """,
    )
    assert said == ["1|UnlockWindow|", "1|False"]
    again = driven(
        locked,
        """
        from eucles_desk.app import keyring_copy
        kept = data / "keyring of the test"
        keyring_copy._ask = lambda method, *values: kept.read_text() if method == "get_password" else True
        type_in = lambda window: say("asks in vain")
        def first(session, window):
            say(window.isVisible())
            window.close()
        """,
    )
    assert again[-1] == "0|True"
