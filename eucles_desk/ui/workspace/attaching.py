"""Taking files and links in as evidence: small files at once, large ones copied on a thread first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from shiboken6 import isValid

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.workspace.opening import web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.assessment.records import StoredFile
    from eucles_desk.ui.working import Working

LARGE: Final = 20_000_000
MOST_AT_ONCE: Final = 50
_running: set[Copy] = set()


class Attaching(QObject):
    """Attaches what is chosen or dropped to a criterion.

    Signals:
        told: A sentence about what was or was not attached.
        busy_changed: This many large files are still being copied.
    """

    told = Signal(str)
    busy_changed = Signal(int)

    def __init__(self, working: Working, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self._copies: list[Copy] = []

    def attach_paths(self, paths: Sequence[Path], criterion: str) -> None:
        """Attach files one by one; of those that cannot be used one sentence tells."""
        problems: list[str] = []
        for path in paths[:MOST_AT_ONCE]:
            problem = _problem_of(path)
            if problem:
                problems.append(problem)
            elif path.stat().st_size > LARGE:
                self._copy(path, criterion)
            else:
                self._attach(path, criterion)
        if len(paths) > MOST_AT_ONCE:
            problems.append(tr("Only {count} files are taken at once; drop the others again.", count=MOST_AT_ONCE))
        if problems:
            more = len(problems) - 1
            first = problems[0]
            self.told.emit(
                tr("{problem} {count} more could not be attached.", problem=first, count=more) if more else first
            )

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

    def attach_dropped(self, data: QMimeData, criterion: str) -> None:
        """Attach whatever was dropped: files and web addresses."""
        urls = data.urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            self.attach_paths(paths, criterion)
        title = data.text().strip() if data.hasText() else ""
        for url in (url for url in urls if not url.isLocalFile()):
            same = not title or web_address(title) is not None
            self.attach_link(url.toString(), "" if same else title.splitlines()[0], criterion)

    def _attach(self, path: Path, criterion: str) -> None:
        self._working.do(lambda: self._working.opened.attach_file(path, criterion), field=f"attach:{criterion}:{path}")

    def _copy(self, path: Path, criterion: str) -> None:
        copy = Copy(self._working, path, criterion)
        self._copies.append(copy)
        copy.ended.connect(self._on_ended)
        copy.told.connect(self.told)
        self.busy_changed.emit(len(self._copies))
        copy.start()

    @Slot()
    def _on_ended(self) -> None:
        copy = self.sender()
        self._copies = [one for one in self._copies if one is not copy]
        self.busy_changed.emit(len(self._copies))


class Copy(QObject):
    """One large file on its way in: copied and hashed on a thread, attached on the GUI thread.

    It has no parent and lives until it is attached, so that closing the assessment meanwhile does not lose the file.

    Signals:
        ended: It is attached, or could not be.
        told: Why it could not be.
    """

    ended = Signal()
    told = Signal(str)

    def __init__(self, working: Working, path: Path, criterion: str) -> None:
        super().__init__()
        self._working, self._opened = working, working.opened
        self._path, self._criterion = path, criterion
        opened = working.opened
        self._job = Job(lambda _job: opened.take_file(path))
        self._job.succeeded.connect(self._on_copied)
        self._job.failed.connect(self._on_failed)
        self._job.finished.connect(self._on_finished)

    def start(self) -> None:
        """Begin copying."""
        _running.add(self)
        self._job.start()

    @Slot(object)
    def _on_copied(self, stored: StoredFile) -> None:
        opened, name, criterion = self._opened, self._path.name, self._criterion
        if isValid(self._working):
            field = f"attach:{criterion}:{self._path}"
            self._working.do(lambda: opened.attach_taken(stored, name, criterion), field=field)
        else:
            opened.attach_taken(stored, name, criterion)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, EuclesError):
            raise error
        self.told.emit(current().sentence(error))

    @Slot()
    def _on_finished(self) -> None:
        self.ended.emit()
        _running.discard(self)


def _problem_of(path: Path) -> str:
    """Return why a file cannot be attached, empty when nothing speaks against it."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            return tr("“{name}” is a folder; attach the files in it one by one.", name=name)
        if not path.exists():
            return tr("“{name}” is not there any more.", name=name)
        if not path.is_file():
            return tr("“{name}” is not a file.", name=name)
        if path.stat().st_size == 0:
            return tr("“{name}” is empty. If it lies in a cloud folder, open it there first.", name=name)
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        return tr("“{name}” cannot be read: {reason}", name=name, reason=error.strerror or error)
    return ""


def is_attachable(data: QMimeData) -> bool:
    """Return whether something dragged could be attached."""
    return data.hasUrls() and bool(data.urls())
