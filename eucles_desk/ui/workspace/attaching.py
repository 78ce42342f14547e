"""Taking files, links and what lies on the clipboard in as evidence; everything is copied on a thread first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.errors import EuclesError, RuleError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.workspace.doubles import Doubles
from eucles_desk.ui.workspace.opening import web_address
from eucles_desk.ui.workspace.taking import Folder, Taken, take_all, take_large, told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from PySide6.QtGui import QImage

    from eucles_desk.assessment.records import StoredFile
    from eucles_desk.ui.working import Working

MEGA: Final = 1_000_000
AT_ONCE: Final = 20
"""Files attached in one go: so many are stored and shown before anybody notices."""
_running: set[Intake] = set()


class Attaching(QObject):
    """Attaches what is chosen, dropped or pasted to a criterion.

    Signals:
        told: A sentence about what was not attached.
        asked: A folder was dropped: the sentence to show, and its files, none when they are too many.
        busy_changed: What is being copied now, empty when nothing is.
        attached: Files with these contents are evidence now.
        arrived: The first of several files is evidence now; carries its content, and whether the dates of an earlier
            file went with that.
    """

    told = Signal(str)
    asked = Signal(str, object)
    busy_changed = Signal(str)
    attached = Signal(object)
    arrived = Signal(str, bool)

    def __init__(self, working: Working, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self._intakes: list[Intake] = []

    @property
    def is_busy(self) -> bool:
        """Whether something is still being copied."""
        return bool(self._intakes)

    def attach_paths(self, paths: Sequence[Path], criterion: str) -> None:
        """Attach files as one step; of those that cannot be used one sentence tells."""
        opened, chosen = self._working.opened, tuple(paths)
        if not chosen:
            return
        name = chosen[0].name if len(chosen) == 1 else ""
        intake = Intake(self._working, criterion, lambda job: take_all(opened, chosen, job), name)
        self._begin(intake)

    def attach_link(self, address: str, title: str, criterion: str) -> None:
        """Attach a web address."""
        url = web_address(address)
        if url is None:
            self.told.emit(tr("“{address}” is not a web address.", address=address[:200]))
            return
        text = url.toString()
        name = title.strip() or url.host() + url.path().rstrip("/")
        self._working.do(lambda: self._working.opened.attach_note(name, EvidenceKind.LINK, text, criterion))

    def attach_interview(self, title: str, criterion: str) -> None:
        """Attach a note of an interview."""
        self._working.do(lambda: self._working.opened.attach_note(title, EvidenceKind.INTERVIEW, "", criterion))

    def attach_picture(self, picture: QImage, title: str, criterion: str) -> None:
        """Attach a picture as a file of its own."""
        self._attach_made(lambda: png_of(picture), title, ".png", criterion)

    def attach_text(self, text: str, title: str, criterion: str) -> None:
        """Attach a text as a file of its own."""
        self._attach_made(lambda: text.encode("utf-8", "replace"), title, ".txt", criterion)

    def attach_dropped(self, data: QMimeData, criterion: str) -> None:
        """Attach whatever was dropped: files and web addresses."""
        urls = data.urls()
        self.attach_paths([Path(url.toLocalFile()) for url in urls if url.isLocalFile()], criterion)
        title = data.text().strip() if data.hasText() else ""
        for url in (url for url in urls if not url.isLocalFile()):
            same = not title or web_address(title) is not None
            self.attach_link(url.toString(), "" if same else title.splitlines()[0], criterion)

    def replace_file(self, evidence: UUID, path: Path) -> None:
        """Let a newer file take the place of a piece's present one."""
        opened = self._working.opened
        intake = Intake(self._working, "", lambda job: take_large(opened, path, job), path.name)
        intake.evidence = evidence
        self._begin(intake)

    @Slot()
    def stop(self) -> None:
        """Copy nothing more; what is whole already is attached."""
        for intake in tuple(self._intakes):
            intake.stop()

    def _attach_made(self, make: Callable[[], bytes], title: str, ending: str, criterion: str) -> None:
        opened = self._working.opened
        intake = Intake(self._working, criterion, lambda _job: opened.take_content(make()), title + ending)
        intake.title = title
        self._begin(intake)

    def _begin(self, intake: Intake) -> None:
        self._watch(intake)
        intake.start()

    def _watch(self, intake: Intake) -> None:
        self._intakes.append(intake)
        intake.taken.connect(self._on_taken)
        intake.followed.connect(self._watch)
        intake.told.connect(self.told)
        intake.attached.connect(self.attached)
        intake.arrived.connect(self.arrived)
        intake.moved.connect(self._tell)
        intake.ended.connect(self._on_ended)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        said = [intake.words for intake in self._intakes]
        more = len(said) - 1
        if more > 0:
            said[:] = [trn("{what}, and {count} more file", "{what}, and {count} more files", more, what=said[0])]
        self.busy_changed.emit(said[0] if said else "")

    @Slot(object)
    def _on_taken(self, taken: Taken) -> None:
        said = told(taken.problems)
        if taken.folders:
            question, files = _question(taken.folders)
            self.asked.emit(f"{said} {question}".strip(), files)
        elif said:
            self.told.emit(said)

    @Slot()
    def _on_ended(self) -> None:
        ended = self.sender()
        self._intakes = [one for one in self._intakes if one is not ended]
        self._tell()


class Intake(QObject):
    """Files on their way in: copied and hashed on a thread, attached on the GUI thread.

    It has no parent and lives until they are attached, so that closing the assessment meanwhile loses nothing.

    Signals:
        taken: A number of files has been gone through; carries what came of it.
        followed: A large file that was among them follows; carries its :class:`Intake`.
        attached: Files with these contents are evidence now.
        arrived: The first of them is, and whether the dates of an earlier file went with that.
        moved: It has come further.
        ended: It is over.
        told: Why nothing came of it.
    """

    taken = Signal(object)
    followed = Signal(object)
    attached = Signal(object)
    arrived = Signal(str, bool)
    moved = Signal()
    ended = Signal()
    told = Signal(str)

    def __init__(self, working: Working, criterion: str, work: Callable[[Job], object], name: str) -> None:
        super().__init__()
        self._working, self._opened = working, working.opened
        self._criterion, self._name = criterion, name
        self.title = ""
        self.evidence: UUID | None = None
        self.is_first = True
        self._done, self._total = 0, 0
        self._left: list[tuple[StoredFile, str]] = []
        self._doubles = Doubles(criterion)
        self._batch, self._count, self._is_copied = str(uuid4()), 0, False
        self._job = Job(work)
        self._job.progressed.connect(self._on_progressed)
        self._job.succeeded.connect(self._on_copied)
        self._job.failed.connect(self._on_failed)
        self._job.finished.connect(self._on_finished)

    @property
    def words(self) -> str:
        """What is being copied, and how far it is."""
        if not self._name:
            return tr("Copying file {number} of {count}", number=self._done + 1, count=max(self._total, 1))
        if self._total < MEGA // 100:  # thousands of bytes; there is no time to read more of a small file
            return tr("Copying “{name}”", name=self._name)
        language = current()
        done, total = (language.number(size * 1000 // MEGA) for size in (self._done, self._total))
        return tr("Copying “{name}”: {done} of {total} MB", name=self._name, done=done, total=total)

    def start(self) -> None:
        """Begin copying."""
        _running.add(self)
        self._job.start()

    def stop(self) -> None:
        """Copy no further."""
        self._job.cancel()

    @Slot(int, int)
    def _on_progressed(self, done: int, total: int) -> None:
        moved = self._total != total or not self._name or done // 5000 != self._done // 5000
        self._done, self._total = done, total
        if moved:
            self.moved.emit()

    @Slot(object)
    def _on_copied(self, result: object) -> None:
        if isinstance(result, Taken):
            files = result.files
            self.taken.emit(result)
            for at, path in enumerate(result.large):
                self._follow(path, is_first=not files and at == 0)
        else:
            files = [(result, self._name)] if result is not None else []
        self._count = len(files)
        if files:
            self._attach(files)  # type: ignore[arg-type]  # what a job returns is not typed

    def _follow(self, path: Path, *, is_first: bool) -> None:
        opened = self._opened
        large = Intake(self._working, self._criterion, lambda job: take_large(opened, path, job), path.name)
        large.is_first = is_first
        self.followed.emit(large)
        large.start()

    def _attach(self, files: list[tuple[StoredFile, str]]) -> None:
        """Attach what is here: hundreds of files in several goes, between which the window does other things."""
        now, self._left = files[:AT_ONCE], files[AT_ONCE:]
        (stored, _), evidence = now[0], self.evidence
        before = self._working.value.piece(evidence) if evidence is not None and isValid(self._working) else None
        if evidence is None and isValid(self._working):
            self._doubles.note(now, self._working)
        attach = partial(self._store, now)
        if not isValid(self._working):
            attach()
        elif self._working.do(attach, field=f"attach:{self._criterion}:{stored.sha256}"):
            self.attached.emit(tuple(stored.sha256 for stored, _ in now))
            if self.is_first:
                self.is_first = False
                was_dated = (
                    before is not None and before.sha256 != stored.sha256 and before.dated + before.expires != ""
                )
                self.arrived.emit(stored.sha256, was_dated)
        if self._left:
            QTimer.singleShot(0, self._attach_left)
        elif self._is_copied:
            self._end()

    def _store(self, now: list[tuple[StoredFile, str]]) -> None:
        """Make evidence of these; where they do not fit, those after them do not either."""
        (stored, name), opened = now[0], self._opened
        batch, count = (self._batch, self._count) if self._count > AT_ONCE else ("", 0)
        try:
            if self.evidence is not None:
                opened.replace_file(self.evidence, stored, name)
            elif self.title:
                opened.attach_taken(stored, name, self._criterion, self.title)
            else:
                opened.attach_all(now, self._criterion, batch, count)
        except RuleError:
            self._left = []
            raise

    @Slot()
    def _attach_left(self) -> None:
        self._attach(self._left)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, EuclesError):
            self.told.emit(current().sentence(error))
        elif isinstance(error, OSError):
            self.told.emit(tr("“{name}” cannot be read: {reason}", name=self._name, reason=error.strerror or error))
        else:
            raise error

    @Slot()
    def _on_finished(self) -> None:
        self._is_copied = True
        if not self._left:
            self._end()

    def _end(self) -> None:
        if said := self._doubles.words:
            self.told.emit(said)
        self.ended.emit()
        _running.discard(self)


def png_of(picture: QImage) -> bytes:
    """Return a picture as a PNG file; any thread may do this."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want the format as bytes
    buffer.close()
    return bytes(content.data())


def is_attachable(data: QMimeData) -> bool:
    """Return whether something dragged could be attached."""
    return data.hasUrls() and bool(data.urls())


def _question(folders: Sequence[Folder]) -> tuple[str, tuple[Path, ...]]:
    """Return the sentence about folders that were dropped, with the files that could be attached instead."""
    first, files = folders[0], tuple(path for folder in folders for path in folder.files)
    if len(folders) == 1 and not files:
        return tr("“{name}” is a folder without files.", name=first.name), ()
    if any(folder.more for folder in folders):
        return tr("“{name}” is a folder with too many files; drop those that you need.", name=first.name), ()
    if len(folders) == 1:
        return trn(
            "“{name}” is a folder with {count} file.",
            "“{name}” is a folder with {count} files.",
            len(files),
            name=first.name,
        ), files
    return trn("These are folders with {count} file.", "These are folders with {count} files.", len(files)), files
