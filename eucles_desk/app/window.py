"""Starts the window: sets up Qt, opens the data, shows the main window, and tidies up when it has closed."""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from eucles_desk import __version__
from eucles_desk.app import paths
from eucles_desk.app.crash import CrashHandler
from eucles_desk.app.languages import Languages
from eucles_desk.app.log import begin, close_log, open_log
from eucles_desk.app.opening import Opening
from eucles_desk.app.output import say, use_utf8, warn
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.soundness import is_asked_for
from eucles_desk.errors import (
    DamagedDataError,
    DataInUseError,
    EuclesError,
    MissingKeyError,
    OlderDataError,
    UnwritableError,
)
from eucles_desk.storage.moved import followed
from eucles_desk.storage.problems import DAMAGED
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.speaking import speak

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.app.session import Session
    from eucles_desk.app.unlocking import Unlocking
    from eucles_desk.app.wiring import Program

BUG = 1
MISTAKE = 2
TOLD: Final = "EUCLES_DESK_TOLD"
"""The variable by which a process that takes another one's place learns what there is to say."""


def run_window(chosen_data_dir: str | None) -> int:
    """Show the window until it is closed; return the exit status, 2 when the data cannot be opened."""
    gc.disable()  # until the first job has ended: to look through all that is imported is a tenth of the start
    use_utf8()
    if not _has_screen():
        warn("There is no screen to open a window on. “eucles-desk --help” shows what works without one.")
        return MISTAKE
    chosen = Path(chosen_data_dir) if chosen_data_dir else None
    data_dir = chosen or paths.data_dir()
    config_dir = paths.config_dir(chosen)
    application = make_application(config_dir)
    begin()
    crashes = CrashHandler()
    crashes.install()
    arguments = ("--data-dir", str(chosen)) if chosen else ()
    try:
        return _run(
            application, crashes, data_dir, paths.state_dir(chosen), SettingsFile(config_dir), arguments=arguments
        )
    except Exception as error:  # noqa: BLE001  # before the event loop runs nobody else would show it
        crashes.report(error)
        application.exec()
        return BUG
    finally:
        close_log()
        crashes.uninstall()


def make_application(config_dir: Path) -> QApplication:
    """Return the application with its names, and its window state kept beside the settings."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QGuiApplication.setDesktopFileName(paths.APPLICATION)
    application = QApplication([paths.APPLICATION, "-style", theme.STYLE])
    application.setApplicationName(paths.APPLICATION)
    application.setApplicationDisplayName("EUCLES Desk")
    application.setApplicationVersion(__version__)
    application.setOrganizationName("window")  # the folder of the window state beside the settings
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(config_dir))
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in a terminal ends it; what was saved is on disk
    return application


def system_language(languages: Languages) -> str:
    """Return the first of the system's languages that the program has."""
    return languages.first_known(QLocale.system().uiLanguages())


def _run(
    application: QApplication,
    crashes: CrashHandler,
    data_dir: Path,
    state: Path | None,
    settings: SettingsFile,
    *,
    arguments: Sequence[str],
) -> int:
    resources = paths.resources()
    languages = Languages(resources)
    choices = settings.load()
    theme.set_up(resources, is_styled=True)
    theme.apply(choices.theme, choices.shown_text_size, high_contrast=choices.high_contrast)
    speak(languages.load(choices.language or system_language(languages)))
    icon = resources / "icons" / "eucles-desk.svg"
    if icon.is_file():
        application.setWindowIcon(QIcon(str(icon)))

    try:
        data_dir = followed(data_dir)
        opening = Opening(data_dir, resources, state)
        try:
            program, unlocking = _opened(application, opening, settings)
        except UnwritableError as error:
            from eucles_desk.app.reading_copy import ask

            opening = ask(application, opening, error)
            program, unlocking = (None, None) if opening is None else _opened(application, opening, settings)
    except DataInUseError as error:
        return _raise_first(application, data_dir, error)
    except EuclesError as error:
        return _say_and_end(application, error)
    if program is None or opening is None:
        return 0
    from eucles_desk.app.session import Session

    log_file = open_log(data_dir)
    left = crashes.write_to(data_dir, log_file)
    session = Session(program, settings, choices, system_language(languages), log_file, arguments=arguments)
    crashes.start_anew = session.start_again
    try:
        session.show()
        gc.freeze()  # all that there is now stays, and need not be looked through again
        if unlocking is not None:
            unlocking.finish()
            opening.forget()
        _say_opened(session, opening)
        if left:
            crashes.show(left)
        if TOLD in os.environ:
            _say_told(session, crashes)
        status = application.exec()
    finally:
        crashes.start_anew = None
        problem = session.close()
    return status if problem is None else _say_and_end(application, problem)


def _opened(
    application: QApplication, opening: Opening, settings: SettingsFile
) -> tuple[Program | None, Unlocking | None]:
    """Open the data, with a passphrase or a backup where that is needed; no program where the user ends it."""
    unlocking = None
    try:
        if is_asked_for():
            return _recovered(application, opening, settings, DamagedDataError(DAMAGED)), None
        if not opening.is_locked:
            return opening.program(), None
        from eucles_desk.app.unlocking import Unlocking

        unlocking = Unlocking(application, opening)
        return unlocking.ask(), unlocking
    except MissingKeyError:
        from eucles_desk.app.finding_key import FindingKey

        finding = FindingKey(application, opening, _second(settings))
        program = finding.ask()
        return _opened(application, opening, settings) if finding.is_put_back else (program, finding)
    except (DamagedDataError, OlderDataError) as error:
        return _recovered(application, opening, settings, error), unlocking


def _recovered(
    application: QApplication, opening: Opening, settings: SettingsFile, error: EuclesError
) -> Program | None:
    """Ask what to do about data that cannot be opened as they are; return the program on them, ``None`` to end."""
    from eucles_desk.app.recovering import Recovering
    from eucles_desk.app.recovery import Recovery
    from eucles_desk.app.wiring import local_now

    recovery = Recovery(opening, _second(settings), local_now)
    return Recovering(application, recovery, error, str(opening.folder)).ask()


def _second(settings: SettingsFile) -> Path | None:
    """Return the second folder of backups, if one was chosen."""
    chosen = settings.load().backup_folder
    return Path(chosen) if chosen else None


def _say_opened(session: Session, opening: Opening) -> None:
    """Say what was unusual about opening the data."""
    if opening.is_recovered:
        session.say_recovered()
    elif opening.said:
        session.window.frame.say(opening.said, "good")


def _say_told(session: Session, crashes: CrashHandler) -> None:
    """Say what the process before this one had to say."""
    from eucles_desk.app.anew import told_before

    told = told_before()
    if told.sentence:
        session.window.frame.say(told.sentence, told.kind)
    if told.details:
        crashes.show(told.details)


def _raise_first(application: QApplication, data_dir: Path, error: DataInUseError) -> int:
    """Show the window that is open already; where none answers, say that the data are in use."""
    from eucles_desk.app.instance import raise_first

    if not raise_first(data_dir):  # a command on the command line holds the data, or the other one hangs
        return _say_and_end(application, error)
    say(current().text("EUCLES Desk is open already with these data. Its window has been brought to the front."))
    return 0


def _say_and_end(application: QApplication, error: EuclesError) -> int:
    """Show the one sentence that there is to say; the box needs no other window."""
    from PySide6.QtWidgets import QMessageBox  # as rarely needed as it is

    sentence = current().sentence(error)
    warn(sentence)
    box = QMessageBox(QMessageBox.Icon.Warning, tr("EUCLES Desk"), sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box.finished.connect(application.quit)
    box.open()
    application.exec()
    return MISTAKE


def _has_screen() -> bool:
    """Qt ends the whole process when there is no screen, so it is not asked then."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
