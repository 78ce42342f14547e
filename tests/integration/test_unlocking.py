"""Starting on data with a passphrase: what asks for it, what opens them, and what does not."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from support.calling import PASSPHRASE, ROOT

from eucles_desk.storage.opening import open_data

DRIVER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from PySide6.QtTest import QTest
from PySide6.QtCore import Qt
from eucles_desk.app import main, unlocking

PASSPHRASE = "nine odd words in a row"
def say(*words): print(*words, sep="|", flush=True)
def type_in(window, text):
    QTest.keyClicks(window.field.edit, text)
    QTest.keyClick(window.field.edit, Qt.Key.Key_Return)
def asked(unlocking, window): pass
def shown(session, window): window.close()
def refused(window): pass
{shown}

ask = unlocking.Unlocking.ask
def ask_and_drive(self):
    QTimer.singleShot(300, lambda: asked(self, self.window))
    refuse = self.window.refuse
    def refuse_and_drive(error):
        refuse(error)
        refused(self.window)
    self.window.refuse = refuse_and_drive
    return ask(self)
unlocking.Unlocking.ask = ask_and_drive

def drive_session():
    from eucles_desk.app import session
    show = session.Session.show
    def show_and_drive(self):
        show(self)
        QTimer.singleShot(300, lambda: shown(self, self.window))
    session.Session.show = show_and_drive
finish = unlocking.Unlocking.finish
def finish_and_tell(self):
    say("finished", self.window.isVisible())
    finish(self)
unlocking.Unlocking.finish = finish_and_tell
import eucles_desk.app.window as start
opened = start.open_log
def open_and_drive(folder):
    drive_session()
    return opened(folder)
start.open_log = open_and_drive
main.main()
"""


def driven(folder: Path, shown: str = "") -> tuple[int, list[str], str]:
    """Run the program; return its status, what was said, and what stood on the error output."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    code = DRIVER.format(shown=textwrap.dedent(shown))
    command = [sys.executable, "-W", "error", "-c", code, "--data-dir", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=90, env=environment)
    return done.returncode, done.stdout.splitlines(), done.stderr


def test_the_passphrase_opens_the_window_where_the_user_was(locked: Path) -> None:
    status, said, errors = driven(
        locked,
        """
        def asked(unlocking, window): type_in(window, PASSPHRASE)
        def shown(session, window):
            say(window.windowTitle(), window.pages.today.isVisible())
            window.close()
        """,
    )
    assert (status, said, errors) == (0, ["finished|True", "Today - EUCLES Desk|True"], "")


def test_the_window_stays_alive_while_the_key_is_worked_out(locked: Path) -> None:
    status, said, errors = driven(
        locked,
        """
        ticks = []
        timer = QTimer(interval=20)
        timer.timeout.connect(lambda: ticks.append(1))
        def asked(unlocking, window):
            type_in(window, PASSPHRASE)
            timer.start()
        def shown(session, window):
            say(len(ticks) > 5)
            timer.stop()
            window.close()
        """,
    )
    assert (status, said, errors) == (0, ["finished|True", "True"], "")


def test_a_wrong_one_opens_nothing_and_the_right_one_does_after_a_pause(locked: Path) -> None:
    status, said, errors = driven(
        locked,
        """
        def asked(unlocking, window): type_in(window, "not this one")
        def refused(window):
            say(window.state_label.text())
            QTimer.singleShot(1_200, lambda: type_in(window, PASSPHRASE))
        """,
    )
    first = "This is not the passphrase of these data. Try again in 1 second."
    assert (status, said, errors) == (0, [first, "finished|True"], "")


def test_escape_ends_the_program_and_leaves_the_data_locked_and_free(locked: Path) -> None:
    status, said, errors = driven(
        locked,
        """
        def asked(unlocking, window): QTest.keyClick(window, Qt.Key.Key_Escape)
        """,
    )
    assert (status, said, errors) == (0, [], "")
    open_data(locked, passphrase=PASSPHRASE).close()


def test_ending_while_it_is_tried_leaves_the_data_free(locked: Path) -> None:
    status, said, errors = driven(
        locked,
        """
        def asked(unlocking, window):
            type_in(window, PASSPHRASE)
            QTimer.singleShot(50, window.close)
        """,
    )
    assert (status, said, errors) == (0, [], "")
    open_data(locked, passphrase=PASSPHRASE).close()


def test_the_recovery_code_opens_them(locked: Path) -> None:
    data = open_data(locked, passphrase=PASSPHRASE)
    code = data.protecting.recovery_code().lower()
    data.close()
    status, said, errors = driven(
        locked,
        f"""
        def asked(unlocking, window):
            window.other_button.click()
            QTest.keyClicks(window.code_edit, "{code}")
            QTest.keyClick(window.code_edit, Qt.Key.Key_Return)
        def shown(session, window):
            say(window.frame.bar.text)
            window.close()
        """,
    )
    assert (status, errors) == (0, "")
    assert said[-1].startswith("The data were opened with the recovery code.")


def test_nothing_heavy_is_imported_before_the_window_asks(locked: Path) -> None:
    heavy = ("sqlalchemy", "sqlcipher3", "eucles_desk.app.session", "eucles_desk.ui.main_window", "keyring", "yaml")
    status, said, _errors = driven(
        locked,
        f"""
        show = unlocking.UnlockWindow.show
        def show_and_tell(self):
            say([name for name in {heavy!r} if name in sys.modules])
            show(self)
        unlocking.UnlockWindow.show = show_and_tell
        def asked(unlocking, window): window.close()
        """,
    )
    assert (status, said) == (0, ["[]"])


def test_a_second_start_raises_the_window_that_asks(locked: Path) -> None:
    status, said, _errors = driven(
        locked,
        """
        def asked(unlocking, window):
            import subprocess
            window.hide()
            other = subprocess.Popen(
                [sys.executable, "-m", "eucles_desk", "--data-dir", sys.argv[-1]], stdout=subprocess.PIPE, text=True
            )
            def look():
                if other.poll() is None:
                    QTimer.singleShot(100, look)
                    return
                say(other.stdout.read().strip(), window.isVisible())
                window.close()
            look()
        """,
    )
    front = "EUCLES Desk is open already with these data. Its window has been brought to the front."
    assert (status, said) == (0, [f"{front}|True"])
