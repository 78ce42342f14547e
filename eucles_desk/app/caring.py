"""Looks after where the data lie while they are open, and takes them elsewhere when they cannot stay."""

from __future__ import annotations

import os
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QProgressDialog

from eucles_desk.app.left_typed import LeftTyped
from eucles_desk.errors import N_, EuclesError, StorageError
from eucles_desk.storage.copying import Stopped
from eucles_desk.storage.elsewhere import place_in
from eucles_desk.storage.key import KEY_FILE, MOST_BYTES
from eucles_desk.storage.moved import leave_note
from eucles_desk.storage.opening import DATABASE, EVIDENCE
from eucles_desk.storage.whereabouts import PlaceKind, second_copies, whereabouts
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import tr
from eucles_desk.ui.message_bar import Notice

if TYPE_CHECKING:
    from eucles_desk.app.windows import Windows
    from eucles_desk.storage.opening import OpenData
    from eucles_desk.ui.message_bar import Notices

LOOK_MILLISECONDS: Final = 3_000
"""How often it is looked whether the data are still there; it takes a few microseconds."""
TOLD_CLOUDS: Final = "window/told_clouds"
"""The folders of which it was said, and not to be said again, that a cloud drive has them."""


class Gone(Enum):
    """What of the data is gone while they are open."""

    FOLDER = N_(
        "The data folder is gone: it was removed or renamed, or its disk was taken away. Nothing is saved now; what "
        "you type stays on the screen: {folder}"
    )
    DATABASE = N_(
        "The database was removed from its folder. Nothing is saved now; what you type stays on the screen: {folder}"
    )
    REPLACED = N_(
        "Another file was put in the place of the database. Nothing is saved now; what you type stays on the screen: "
        "{folder}"
    )
    EVIDENCE = N_("The folder of the evidence files is gone, and no file can be added now: {folder}")


_UNSAVED: Final = N_("The data are not in their folder any more, so nothing is saved.")


class Marks:
    """By what the data are known again that were opened.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._database, self._evidence = str(folder), str(folder / DATABASE), str(folder / EVIDENCE)
        self._key = folder / KEY_FILE
        self._marks = (_mark(self._folder), _mark(self._database))
        self._has_evidence = _mark(self._evidence) is not None
        self._key_mark = 0
        self.key_file = b""

    def gone(self) -> Gone | None:
        """Return what is gone; takes a few calls of the system and nothing else."""
        folder, database = _mark(self._folder), _mark(self._database)
        if database == self._marks[1]:
            self._has_evidence = self._has_evidence or _mark(self._evidence) is not None
            self._remember_key()
            return Gone.EVIDENCE if self._has_evidence and _mark(self._evidence) is None else None
        if folder != self._marks[0]:
            return Gone.FOLDER
        return Gone.DATABASE if database is None else Gone.REPLACED

    def _remember_key(self) -> None:
        """Keep what the key file holds: with a passphrase it cannot be made again from the key alone."""
        try:
            mark = self._key.stat().st_mtime_ns
            if mark != self._key_mark:
                with self._key.open("rb") as file:
                    self.key_file, self._key_mark = file.read(MOST_BYTES), mark
        except OSError:
            return


class GoesOn(Protocol):
    """Goes on with the data in another folder, in another process, which says something."""

    def __call__(self, folder: Path, told: str, *, is_noted: bool) -> None:
        """``is_noted`` says that the old folder leads to the new one."""
        ...


class Caring(QObject):
    """Says where something is wrong with the place of the data, and offers to save them elsewhere.

    Args:
        data: the open data.
        windows: all windows, in which it is said.
        notices: what they say for as long as it is so.
        go_on_in: goes on with the data in another folder.
    """

    def __init__(self, data: OpenData, windows: Windows, notices: Notices, go_on_in: GoesOn) -> None:
        super().__init__(windows)
        self._data, self._windows, self._notices, self._go_on_in = data, windows, notices, go_on_in
        self.gone: Gone | None = None
        self.box: QMessageBox | None = None
        self.chooser: QFileDialog | None = None
        self.progress: QProgressDialog | None = None
        self._target: Path | None = None
        self._cloud = ""
        self._marks = Marks(data.folder)
        self._looking = QTimer(self, interval=LOOK_MILLISECONDS)
        self._looking.timeout.connect(self.look)
        if data.copy_of is not None:
            self._say_copy(data.copy_of)
            return
        self.look()
        self._looking.start()
        self._say_cloud()

    @property
    def is_gone(self) -> bool:
        """Whether nothing can be saved where the data were."""
        return self.gone not in {None, Gone.EVIDENCE}

    def stop(self) -> None:
        """Look after nothing any more."""
        self._looking.stop()

    @Slot()
    def look(self) -> None:
        """Look whether the data are still there, and say so when that is another now."""
        gone = self._marks.gone()
        if gone is self.gone:
            return
        self.gone = gone
        self._refuse()
        if gone is None:
            self._notices.show(None)
            for window in self._windows.all:
                if window.working is not None:
                    window.working.retry()
            return
        said = tr(gone.value, folder=str(self._data.folder))
        self._notices.show(Notice(said, "danger", tr("Save everything elsewhere…"), self.choose))

    # A copy to read

    def _say_copy(self, original: Path) -> None:
        said = tr(
            "This is a copy to read; nothing is saved in it. The original is here: {folder}", folder=str(original)
        )
        self._notices.show(Notice(said, "warning"))

    # A cloud drive

    def _say_cloud(self) -> None:
        """Say once that a cloud drive has the folder, until the user wants to hear no more of it."""
        found = whereabouts(self._data.folder)
        copies = second_copies(self._data.folder)
        folder = str(self._data.folder)
        told = str(QSettings().value(TOLD_CLOUDS, "", type=str)).split("\n")
        if found.kind is PlaceKind.CLOUD and (folder not in told or copies):
            said = tr("{name} copies the data folder while you work.", name=found.name)
            if copies:
                said = tr(
                    "{name} has made second copies of files in the data folder; they are not used and not removed: "
                    "{names}",
                    name=found.name,
                    names=", ".join(copies[:3]),
                )
            self._cloud = found.name
            self._windows.first.frame.say(said, "warning", tr("What that means…"), self.explain_cloud)

    def explain_cloud(self) -> None:
        """Say what can go wrong, and offer to move the data folder."""
        box = self.box = QMessageBox(QMessageBox.Icon.Information, tr("EUCLES Desk"), "", parent=self._windows.latest)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("{name} copies the data folder while you work.", name=self._cloud))
        box.setInformativeText(
            tr(
                "It takes the files one by one. On another computer the database can then come without what was saved "
                "last, and two computers that work at once make two versions. Here nothing is lost by it: each start "
                "checks that the data are the newest, says when they are not, and offers a backup. It is safer to keep "
                "the data outside, and to put only backups into {name}. Moving copies everything to another folder, "
                "checks the copy and goes on there; what is here stays until you remove it.",
                name=self._cloud,
            )
        )
        move = box.addButton(tr("Move the data folder…"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Leave it here"), QMessageBox.ButtonRole.RejectRole)
        move.clicked.connect(self.choose)
        box.finished.connect(self._on_cloud_explained)
        box.open()

    @Slot()
    def _on_cloud_explained(self) -> None:
        """Say it no more of this folder."""
        told = [one for one in str(QSettings().value(TOLD_CLOUDS, "", type=str)).split("\n") if one]
        if str(self._data.folder) not in told:
            QSettings().setValue(TOLD_CLOUDS, "\n".join([*told, str(self._data.folder)]))

    # Elsewhere

    @Slot()
    def choose(self) -> None:
        """Ask where the data are to be saved."""
        chooser = self.chooser = QFileDialog(self._windows.latest, tr("A folder for the data"))
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(self._on_chosen)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    @Slot(str)
    def _on_chosen(self, folder: str) -> None:
        self.save_in(Path(folder))

    def save_in(self, folder: Path) -> None:
        """Save everything in a folder, what is typed too, and go on there."""
        if self._target is not None:
            return
        try:
            target = self._checked(folder)
        except EuclesError as error:
            self._windows.latest.frame.problems.show(error)
            return
        self._data.refuse(None)  # the database is still open, and what is typed goes into it and with it
        try:
            may_leave = self._windows.may_leave(tr("Go on anyway"), lambda: self.save_in(folder))
        finally:
            self._refuse()
        if not may_leave:
            return
        self._target = target
        job = Job(self._save)
        progress = self.progress = QProgressDialog(tr("Saving everything in {folder}…", folder=str(target)), "", 0, 0)
        progress.setCancelButtonText(tr("Cancel"))
        progress.setWindowTitle(tr("EUCLES Desk"))
        progress.setWindowModality(Qt.WindowModality.ApplicationModal)  # nothing is typed that the copy has not
        progress.canceled.connect(job.cancel)
        job.succeeded.connect(self._on_saved)
        job.failed.connect(self._on_failed)
        progress.show()
        job.start()

    def _save(self, job: Job) -> int:
        assert self._target is not None
        return self._data.save_elsewhere(self._target, self._marks.key_file, job.is_cancelled)

    @Slot(object)
    def _on_saved(self, unread: int) -> None:
        target = self._put_away()
        try:
            LeftTyped(target, self._data.secret).keep_of(QApplication.topLevelWidgets())
        except EuclesError as error:
            self._windows.latest.frame.problems.show(error)
            return
        is_noted = leave_note(self._data.folder, target)
        said = tr("The data are here now: {folder}", folder=str(target))
        if not is_noted:
            said += " " + tr("Start the program with “--data-dir” and this folder from now on.")
        if unread:
            said += " " + tr("Files that could not be read: {count}", count=unread)
        self._go_on_in(target, said, is_noted=is_noted)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._put_away()
        if isinstance(error, Stopped):
            return
        if not isinstance(error, EuclesError):
            raise error
        self._windows.latest.frame.problems.show(error)

    def _put_away(self) -> Path:
        assert self._target is not None
        target, self._target = self._target, None
        if self.progress is not None:
            self.progress.reset()
            self.progress.deleteLater()
            self.progress = None
        return target

    def _checked(self, folder: Path) -> Path:
        """Return where in a folder the data go; raise an error where they would not be safe."""
        own = self._data.folder.absolute()
        if folder.absolute() == own or own in folder.absolute().parents:
            raise StorageError("Choose a folder outside that of the data: {path}", path=folder)
        where = whereabouts(folder)
        if where.kind is PlaceKind.NETWORK:
            raise StorageError(
                "This folder is on a network drive ({kind}), where the data would not be safe. Choose a folder on this "
                "computer; backups and files for others can go there: {folder}",
                kind=where.name,
                folder=folder,
            )
        return place_in(folder)

    def _refuse(self) -> None:
        match self.gone:
            case None:
                self._data.refuse(None)
            case Gone.EVIDENCE:
                self._data.open_store.refuse(None)
                self._data.evidence.refusal = _refusal
            case _:
                self._data.refuse(_refusal)


def _refusal() -> EuclesError:
    return StorageError(_UNSAVED)


def _mark(path: str) -> tuple[int, int] | None:
    """Return by what a file or folder is known, whatever its name; ``None`` where there is none that can be reached."""
    try:
        found = os.stat(path)  # noqa: PTH116  # every few seconds on the thread of the window
    except OSError:
        return None
    return found.st_dev, found.st_ino
