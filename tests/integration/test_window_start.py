"""The window as a process of its own: how it starts, what it says when it cannot, and what a crash leaves behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.calling import ROOT, Call

HEAVY = (
    "typer",
    "yaml",
    "jsonschema",
    "babel",
    "alembic",
    "reportlab",
    "eucles_desk.exchange.interchange",
    "eucles_desk.reports",
    "eucles_desk.reading",
    "subprocess",
    "pypdfium2",
)
LATER = (
    "eucles_desk.scheme.values",
    "eucles_desk.assessment.values",
    "eucles_desk.assessment.award",
    "eucles_desk.app.report_making",
    "logging.handlers",
    "pyrage",
    "eucles_desk.storage.taking_over",
    "socket",
    "PySide6.QtNetwork",
    "PySide6.QtDBus",
    "eucles_desk.app.locking",
    "eucles_desk.app.unlocking",
    "eucles_desk.app.caring",
    "eucles_desk.app.reading_copy",
    "eucles_desk.storage.elsewhere",
    "eucles_desk.storage.reading_copy",
    "eucles_desk.ui.help.tour",
)
"""What is quicker to import, but not needed for the first page either."""

DRIVER = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from eucles_desk.app import main, session

def shown(window): {shown}

show = session.Session.show
def show_and_drive(self):
    show(self)
    QTimer.singleShot(0, lambda: shown(self.window))
session.Session.show = show_and_drive
sys.exit(main.run(["--data-dir", sys.argv[1]]))
"""


def run_window(data: Path, shown: str) -> subprocess.CompletedProcess[str]:
    """Start the window, do something in it once it is there, and close it."""
    code = DRIVER.format(shown="\n" + textwrap.indent(textwrap.dedent(shown), "    "))
    return run_code(code, data)


def run_code(code: str, *arguments: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", **(env or {})}
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=60, env=environment)


def log_of(data: Path) -> str:
    return (data / "logs" / "eucles-desk.log").read_text(encoding="utf-8")


def test_the_window_opens_on_a_folder_that_is_not_there_yet(data: Path) -> None:
    done = run_window(data, "assert window.isVisible(); print(window.windowTitle()); window.close()")
    assert (done.returncode, done.stdout, done.stderr) == (0, "Today - EUCLES Desk\n", "")
    assert (data / "eucles.db").is_file()


def test_what_takes_long_to_import_is_not_imported_at_the_start(call: Call, sampled: Path) -> None:
    call("list", "--data-dir", sampled)
    shown = f"""
        from PySide6 import QtWidgets
        made = [name for name in ("QStyle", "QMessageBox") if name in vars(QtWidgets)]  # PySide makes them when asked
        print([name for name in {(*HEAVY, *LATER)!r} if name in sys.modules], made)
        window.close()
    """
    done = run_window(sampled, shown)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[] []\n", "")


def test_nor_for_labels_that_end_soon(call: Call, data: Path, tmp_path: Path) -> None:
    content = json.loads((ROOT / "resources" / "sample" / "40-gold-awarded.json").read_text(encoding="utf-8"))
    soon = datetime.now(UTC) + timedelta(days=60)
    content["award"]["to"] = f"{soon:%Y-%m}"
    (tmp_path / "awarded.json").write_text(json.dumps(content), encoding="utf-8")
    assert call("import", tmp_path / "awarded.json", "--data-dir", data).status == 0
    shown = f"""
        page = window.pages.today
        print(len(page.renewals.rows), [name for name in {HEAVY!r} if name in sys.modules])
        window.close()
        """
    done = run_window(data, shown)
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 []\n", "")


def test_once_it_is_shown_the_log_is_kept_small_and_later_starts_are_awaited(data: Path) -> None:
    shown = """
        import logging
        def look():
            print(*sorted(type(one).__name__ for one in logging.getLogger().handlers), "PySide6.QtNetwork" in sys.modules)
            window.close()
        QTimer.singleShot(2_000, look)
        """
    assert run_window(data, shown).stdout == "RotatingFile True\n"


def test_the_window_state_is_kept_beside_chosen_data(data: Path, tmp_path: Path) -> None:
    run_window(data, "window.close()")
    (state,) = data.rglob("*.ini")
    assert "geometry" in state.read_text(encoding="utf-8")
    assert not (tmp_path / "home").exists()


def test_the_language_of_the_settings_is_spoken_also_by_qt(data: Path) -> None:
    data.mkdir()
    (data / "settings.json").write_text('{"language": "fi"}', encoding="utf-8")
    done = run_window(
        data,
        """
        from PySide6.QtCore import QCoreApplication
        from eucles_desk.ui.language import current
        print(current().code, QCoreApplication.translate("QPlatformTheme", "Cancel"))
        window.close()
        """,
    )
    assert done.stdout == "fi Peru\n"


def test_an_error_in_the_window_is_shown_once_and_logged_without_user_data(data: Path) -> None:
    done = run_window(
        data,
        """
        def fail(text): raise ValueError(text)
        QTimer.singleShot(0, lambda: fail("secret name"))
        QTimer.singleShot(0, lambda: fail("secret name"))
        def look():
            from eucles_desk.app.crash_window import CrashWindow
            found = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashWindow) and one.isVisible()]
            print(len(found))
            found[0].copy_button.click()
            print(QApplication.clipboard().text())
            found[0].close()
            window.close()
        QTimer.singleShot(100, look)
        """,
    )
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "1"
    assert lines[1].startswith("EUCLES Desk ")
    assert lines[-1] == "ValueError"
    assert "secret" not in done.stdout + done.stderr + log_of(data)
    assert log_of(data).count("Unexpected error") == 2


def test_an_error_on_another_thread_is_shown_too(data: Path) -> None:
    done = run_window(
        data,
        """
        import threading
        def fail(): raise KeyError("secret name")
        threading.Thread(target=fail).start()
        def look():
            print(*sorted({type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()}))
            QApplication.closeAllWindows()
        QTimer.singleShot(200, look)
        """,
    )
    assert done.stdout == "CrashWindow MainWindow\n"
    assert "KeyError" in log_of(data)
    assert "secret" not in log_of(data)


def test_messages_of_qt_are_logged(data: Path) -> None:
    run_window(data, "from PySide6.QtCore import qWarning; qWarning('odd thing'); window.close()")
    assert "WARNING qt: default: odd thing" in log_of(data)


def test_a_crash_of_native_code_is_told_at_the_next_start(data: Path) -> None:
    crashed = run_window(data, "import ctypes; ctypes.string_at(0)")
    assert crashed.returncode != 0
    done = run_window(
        data,
        """
        def look():
            print(*sorted({type(one).__name__ for one in QApplication.topLevelWidgets() if one.isVisible()}))
            QApplication.closeAllWindows()
        QTimer.singleShot(100, look)
        """,
    )
    assert (done.returncode, done.stdout) == (0, "CrashWindow MainWindow\n")
    assert "ended in a crash of native code" in log_of(data)
    again = run_window(
        data, "print(len([one for one in QApplication.topLevelWidgets() if one.isVisible()])); window.close()"
    )
    assert again.stdout == "1\n"


REFUSED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from eucles_desk.app import main, window

make = window.make_application
def make_and_look(config_dir):
    application = make(config_dir)
    def look():
        for one in application.topLevelWidgets():
            if isinstance(one, QMessageBox):
                print(one.text())
                one.accept()
    QTimer.singleShot(500, look)
    return application
window.make_application = make_and_look
sys.exit(main.run(["--data-dir", sys.argv[1]]))
"""

MISSING_KEY = (
    REFUSED.replace("import main, window", "import main, window\nfrom eucles_desk.ui.locking import missing_key_window")
    .replace("QMessageBox):", "missing_key_window.MissingKeyWindow):")
    .replace("one.text()", "'the code can be typed' if one.code_edit.isVisible() else ''")
    .replace("one.accept()", "one.close()")
)


def assert_refused(data: Path, sentence: str) -> None:
    done = run_code(REFUSED, data)
    assert done.returncode == 2
    assert sentence in done.stdout
    assert done.stderr == f"eucles-desk: {done.stdout}"


def test_a_file_in_place_of_the_folder_is_told_in_a_window(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert_refused(tmp_path / "file", "A file stands where a folder is needed")


def test_a_folder_in_use_is_told_in_a_window(sampled: Path) -> None:
    from eucles_desk.storage.opening import open_data

    held = open_data(sampled)
    try:
        assert_refused(sampled, "already open with this data folder")
    finally:
        held.close()


def test_a_missing_key_opens_a_window_that_asks_for_the_code(sampled: Path) -> None:
    (sampled / "key").unlink()
    done = run_code(MISSING_KEY, sampled)
    assert done.stdout == "the code can be typed\n"
    assert not (sampled / "key").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only there Qt ends the process")
def test_no_screen_is_one_plain_line(data: Path) -> None:
    bare = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = run_code(
        "import sys; from eucles_desk.app import main; main.main(['--data-dir', sys.argv[1]])", data, env=bare
    )
    assert done.returncode == 2
    assert (
        done.stderr
        == "eucles-desk: There is no screen to open a window on. “eucles-desk --help” shows what works without one.\n"
    )
    assert not data.exists()
