"""One run of the window on one data folder: what it is handed, its timers, and how it ends."""

from __future__ import annotations

import logging
from dataclasses import fields
from functools import cached_property, partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer, Slot
from PySide6.QtWidgets import QApplication

from eucles_desk.app.backup_desk import BackupDesk
from eucles_desk.app.backup_times import BackupTimes
from eucles_desk.app.damage import Damage
from eucles_desk.app.log import keep_small
from eucles_desk.app.package_desk import ProgramPackages
from eucles_desk.app.soundness import Soundness
from eucles_desk.app.windows import Windows
from eucles_desk.app.wiring import local_now
from eucles_desk.errors import DamagedDataError, EuclesError, Message, StorageError
from eucles_desk.storage.files import write_atomically
from eucles_desk.ui.context import Choices, Context
from eucles_desk.ui.jobs import Job, wait_for_all
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.locking.secrecy import Secrecy
from eucles_desk.ui.message_bar import Notices
from eucles_desk.ui.when import when

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QMessageBox

    from eucles_desk.app.caring import Caring
    from eucles_desk.app.instance import FirstInstance
    from eucles_desk.app.left_typed import LeftTyped
    from eucles_desk.app.locking import Locking
    from eucles_desk.app.settings import SettingsFile
    from eucles_desk.app.wiring import Program
    from eucles_desk.language import Language
    from eucles_desk.ui.main_window import MainWindow
    from eucles_desk.ui.privacy.desk import PrivacyDesk

CHECKPOINT_MILLISECONDS = 60_000
AFTER_FIRST_PAINT_MILLISECONDS = 300
INDEX_MILLISECONDS = 2_000
"""How often it is looked whether a file waits to be read; the first time well after the start."""

_log = logging.getLogger(__name__)


class Session(QObject):
    """Holds the main window and what runs beside it.

    Args:
        program: what the window stands on; the session closes it.
        settings: where the choices are kept.
        choices: the choices as they were read.
        system_language: the language to speak while the user has chosen none.
        log_file: the log, where there is one.
        arguments: what a process that takes this one's place is given.
    """

    def __init__(
        self,
        program: Program,
        settings: SettingsFile,
        choices: Choices,
        system_language: str,
        log_file: Path | None = None,
        *,
        arguments: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._program = program
        self._settings = settings
        self._choices = choices
        self._system_language = system_language
        self._log_file = log_file
        self._arguments = arguments
        self._is_closed = self._is_left = False
        self._warning: QMessageBox | None = None
        self._first: FirstInstance | None = None
        self._backups = BackupDesk(program.data, local_now, choices, self._save_choices, self.start_anew)
        self._secrecy = Secrecy(
            protecting=lambda: program.passphrase,
            lock=self._lock,
            follow=self._follow_secrecy,
            save_sheet=self._save_sheet,
            open_to_others=program.data.open_to_others,
        )
        self.notices = Notices(self)
        self._damage = Damage(program.data.open_store, self.notices, self.start_anew, self)
        self.caring: Caring | None = None
        self._packages = ProgramPackages(program, lambda: choices.name, self._leave_assessments)
        self._windows = Windows(self.context, self)
        self._locking: Locking | None = None
        self._checkpoints = QTimer(self, interval=CHECKPOINT_MILLISECONDS)
        self._checkpoints.timeout.connect(self._checkpoint)
        self._background = QThreadPool(self)  # its own: whoever looks at a file does not wait behind it
        self._background.setMaxThreadCount(1)
        self._background.setThreadPriority(QThread.Priority.LowestPriority)
        self._indexing = QTimer(self, interval=INDEX_MILLISECONDS)
        self._indexing.timeout.connect(self._index)
        self._backup_times = BackupTimes(self._backups, self._background, self)
        self._backup_times.told.connect(self._on_backups_told)
        self._soundness = Soundness(program.data, self._background, self)
        self._soundness.damaged.connect(self._damage.tell)
        self._backup_times.damaged.connect(self._damage.tell)
        self._backup_times.made.connect(self._soundness.stop)  # it has read the whole database just now

    @property
    def window(self) -> MainWindow:
        """The window that was opened first, of those that are open."""
        return self._windows.first

    @property
    def windows(self) -> tuple[MainWindow, ...]:
        """Those that are open."""
        return tuple(self._windows.all)

    @Slot()
    def open_another(self) -> None:
        """Open another window on the same data, where the present one is."""
        self._windows.open_another()

    def context(self) -> Context:
        """Return what the window is handed."""
        program, is_copy = self._program, self._program.data.copy_of is not None
        return Context(
            desk=program.desk,
            make_report=program.make_report,
            resources=program.resources,
            data_dir=program.data_dir,
            choices=self._choices,
            save_choices=self._save_choices,
            load_language=self._load_language,
            languages=program.languages.names,
            make_sample=program.make_sample,
            save_file=write_atomically,
            signing_keys=program.own_key,
            reader=program.reader,
            secrecy=None if is_copy else self._secrecy,
            unread=program.indexing.unread,
            backups=None if is_copy else self._backups,
            auditing=program.auditing,
            privacy=None if is_copy else self._privacy,
            packages=None if is_copy else self._packages,
            forms=None if is_copy else lambda: program.forms,
            notices=self.notices,
        )

    def _leave_assessments(self) -> bool:
        return self._windows.leave_assessments()

    def _privacy(self) -> PrivacyDesk:
        from eucles_desk.ui.privacy.desk import PrivacyDesk

        program, leave = self._program, self._windows.leave_assessments
        return PrivacyDesk(program.persons, program.retention, program.desk, leave, program.own_key.own_key)

    def show(self) -> None:
        """Show the window, where it was the last time."""
        self.window.navigation.reopen()
        self.window.show()
        self._windows.open_others()
        self._checkpoints.start()
        self._indexing.start()
        if self._program.data.copy_of is None:
            self._backup_times.begin()
        QTimer.singleShot(AFTER_FIRST_PAINT_MILLISECONDS, self._settle)
        if not self._choices.tour_seen:
            QTimer.singleShot(AFTER_FIRST_PAINT_MILLISECONDS, self.window.help.start_tour)

    def close(self) -> StorageError | None:
        """Wait for work in the background and let the data folder go; return what went wrong with it, if anything."""
        if self._is_closed:
            return None
        self._is_closed = True
        if self._locking is not None:
            self._locking.stop()
        self._checkpoints.stop()
        self._indexing.stop()
        if self.caring is not None:
            self.caring.stop()
        self._backup_times.stop()
        self._soundness.stop()
        if self._first is not None:
            self._first.close()
        self._program.indexing.stop()
        self._program.reader.close()
        wait_for_all()
        self._background.waitForDone()
        try:
            self._program.close()
        except StorageError as error:
            return error
        return None

    @Slot()
    def start_anew(self, before: Callable[[], None] | None = None) -> bool:
        """End this process and go on in another one at the same place, with no memory of this one left.

        ``before`` is done in between with the data closed, on a pool thread. Returns whether the process ends: it stays
        while a window has something that cannot be saved, and says so.
        """
        if not self._windows.may_leave(tr("Go on anyway"), partial(self.start_anew, before)):
            return False
        self._leave(before)
        return True

    @Slot()
    def start_again(self) -> None:
        """Start anew because the program behaves oddly; what is typed in forms is given back."""
        if self._windows.may_leave(tr("Go on anyway"), self.start_again):
            try:
                self._left_typed.keep_of(QApplication.topLevelWidgets())
            except EuclesError as error:
                self.window.frame.problems.show(error)
                return
            self._leave()

    def _leave(self, before: Callable[[], None] | None = None, told: str = "") -> None:
        from eucles_desk.app.anew import start_anew

        application = cast("QApplication", QApplication.instance())
        start_anew(application, self._let_go, before=before, arguments=self._arguments, told=told)

    def _go_on_in(self, folder: Path, told: str, *, is_noted: bool) -> None:
        """Go on with a copy of the data, in another process, which says something."""
        if not is_noted:
            self._arguments = ("--data-dir", str(folder))
        self._is_left = True
        self._leave(told=told)

    @property
    def locking(self) -> Locking:
        """What locks; the start does not wait for it."""
        if self._locking is None:
            from eucles_desk.app.locking import Locking

            keep = self._left_typed.keep_of
            self._locking = Locking(
                self._program.data_dir, self._windows, self._choices, keep_typed=keep, leave=self._leave, parent=self
            )
        return self._locking

    def _lock(self) -> None:
        self.locking.lock()

    def _save_sheet(self, path: Path, language: str) -> None:
        write_atomically(path, self._program.passphrase.recovery_sheet(language), private=True)

    def _follow_secrecy(self) -> None:
        self.locking.start()

    @cached_property
    def _left_typed(self) -> LeftTyped:
        from eucles_desk.app.left_typed import LeftTyped

        return LeftTyped(self._program.data_dir, self._program.data.secret)

    def _give_back_typed(self) -> None:
        """Show what was typed in a form when it locked, until it is put away."""
        if self._left_typed.exists:
            self._left_typed.give_back(self.window)

    def say_recovered(self) -> None:
        """Say that the passphrase is to be another one now: whoever needed the recovery code does not know it."""
        self._secrecy.is_recovered = True
        self.window.pages.show_secrecy_anew()
        self.window.frame.say(
            tr("The data were opened with the recovery code. Set a new passphrase now."),
            "warning",
            tr("Set a new passphrase"),
            self.window.show_secrecy,
        )

    def _let_go(self) -> None:
        """Close windows and data; raise what went wrong with them."""
        self._windows.end_all()
        problem = self.close()
        if problem is not None and not self._is_left:
            raise problem

    def _save_choices(self, choices: Choices) -> None:
        """Keep the choices; the ones that windows hold are these same ones."""
        for field in fields(Choices):
            setattr(self._choices, field.name, getattr(choices, field.name))
        self._settings.save(choices)

    def _load_language(self, code: str) -> Language:
        return self._program.languages.load(code or self._system_language)

    @Slot()
    def _settle(self) -> None:
        """Load what the start did not have to wait for, while the user looks at the first page."""
        self._care()
        if self._program.data.copy_of is not None:
            self._warm_up()
            return
        self._follow_secrecy()
        self._give_back_typed()
        self._await_later_starts()
        if self._log_file is not None:
            keep_small(self._log_file)
        self._warm_up()
        self._encrypt_old_files()
        self._tell_restored()
        self._soundness.begin()

    def _care(self) -> None:
        """Look after where the data lie."""
        from eucles_desk.app.caring import Caring

        self.caring = Caring(self._program.data, self._windows, self.notices, self._go_on_in)

    def _await_later_starts(self) -> None:
        """Be there for a second start; one that comes before waits for it."""
        from eucles_desk.app.instance import FirstInstance

        self._first = FirstInstance(self._program.data_dir, self)
        self._first.raise_wanted.connect(self._windows.bring_to_front)

    def _warm_up(self) -> None:
        """Load what the first change needs."""
        job = Job(lambda _job: self._program.data.warm_up())
        job.failed.connect(self._on_checkpoint_failed)
        job.start()

    def _encrypt_old_files(self) -> None:
        """Encrypt the evidence files that an earlier version has stored as they were."""
        from eucles_desk.app.old_files import OldFiles

        OldFiles(self._program.data, self._background, self).encrypt()

    def _tell_restored(self) -> None:
        """Say what was restored, and where what was there is kept."""
        restored = self._program.data.restored
        if restored is None:
            return
        from eucles_desk.wording.backups import LOST, RESTORED

        time = when(restored.made_at.astimezone(), local_now())
        said = tr(RESTORED, time=time, folder=str(restored.aside))
        if restored.lost:
            said += " " + tr(LOST, count=restored.lost)
        self.window.frame.say(said, "warning" if restored.lost else "good")

    @Slot(object)
    def _on_backups_told(self, said: Message | None) -> None:
        """Show in the status of every window that a backup was not made, or that it is well again."""
        for window in self._windows.all:
            window.frame.strip.say("" if said is None else current().sentence(said))

    @Slot()
    def _checkpoint(self) -> None:
        if self.caring is not None and self.caring.is_gone:
            return
        job = Job(lambda _job: self._program.data.checkpoint())
        job.failed.connect(self._on_checkpoint_failed)
        job.start()

    @Slot()
    def _index(self) -> None:
        """Read the text of files that were attached; short jobs with pauses between, so that nothing waits for it."""
        if not self._program.indexing.is_due:
            return
        self._indexing.stop()
        job = Job(lambda _job: self._program.indexing.step())
        job.failed.connect(self._on_index_failed)
        job.finished.connect(self._indexing.start)
        job.start(self._background)

    @Slot(object)
    def _on_index_failed(self, error: Exception) -> None:
        """Go on without: everything but the search in files works, and saving tells of a disk that fails."""
        if not isinstance(error, EuclesError):
            raise error
        _log.warning("Texts of files were not kept: %s", error.message)

    @Slot(object)
    def _on_checkpoint_failed(self, error: Exception) -> None:
        """Say once that the disk fails; SQLite itself would tell nobody."""
        if not isinstance(error, EuclesError):
            raise error
        _log.error("A checkpoint failed: %s", error.message)
        if isinstance(error, DamagedDataError):
            self._damage.tell()
        elif self._warning is None:
            from PySide6.QtWidgets import QMessageBox

            sentence = current().sentence(error)
            self._warning = QMessageBox(QMessageBox.Icon.Warning, tr("EUCLES Desk"), sentence, parent=self.window)
            self._warning.open()
