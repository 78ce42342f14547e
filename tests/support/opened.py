"""An assessment open for work on a store in memory, and what a window is handed, for tests of the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from eucles_desk.app.scheme_files import SchemeFiles
from eucles_desk.assessment.values import Assessment
from eucles_desk.language import ENGLISH, load
from eucles_desk.scheme.values import Edition
from eucles_desk.services.desk import Desk
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.ports import EvidenceReader, InterchangeFormat
from eucles_desk.services.report_ports import MadeReport, ReportMaker, ReportOrder, SigningKeys
from eucles_desk.services.shelf import EditionShelf
from eucles_desk.services.summaries import summarise
from eucles_desk.ui.context import Choices, Context
from eucles_desk.ui.working import Working
from support.gold import ROOT, public_edition
from support.memory_store import FolderFiles, MemoryStore

NOW = datetime(2026, 3, 2, 12, 4, 11, tzinfo=UTC)


@dataclass
class Opened:
    """An assessment in the hands of its user, with the store that it lies in."""

    working: Working
    store: MemoryStore

    @property
    def stored(self) -> Assessment:
        """Return the assessment as the store has it."""
        return self.store.kept[self.working.value.id]


def open_assessment(value: Assessment, folder: Path, edition: Edition | None = None) -> Opened:
    """Put an assessment into a store and open it."""
    edition = edition or public_edition()
    store = MemoryStore()
    with store() as transaction:
        transaction.assessments.add(value, summarise(value, edition, NOW))
    opened = OpenAssessment(value, edition, store, FolderFiles(folder), lambda: NOW)
    return Opened(Working(opened), store)


def no_report(order: ReportOrder, progress: object = None, is_cancelled: object = None) -> MadeReport:
    """Stand for a report in tests that make none."""
    raise AssertionError(f"no report is made here: {order}, {progress}, {is_cancelled}")


@dataclass
class Saved:
    """Keeps what was saved, and writes it as it is told."""

    files: dict[Path, bytes] = field(default_factory=dict[Path, bytes])

    def __call__(self, path: Path, content: bytes) -> None:
        path.write_bytes(content)
        self.files[path] = content


def no_file() -> InterchangeFormat:
    """Stand for the interchange format in tests that exchange nothing."""
    raise AssertionError("nothing is exchanged here")


def window_context(
    folder: Path,
    make_report: ReportMaker = no_report,
    save_file: Callable[[Path, bytes], None] | None = None,
    store: MemoryStore | None = None,
    signing_keys: SigningKeys | None = None,
    *,
    reader: EvidenceReader | None = None,
) -> Context:
    """Return what the page of an assessment is handed; its desk is on the store that is given, or on an empty one."""
    store = store or MemoryStore()
    shelf = EditionShelf(store, SchemeFiles(ROOT / "resources"))
    return Context(
        desk=Desk(store, shelf, FolderFiles(folder / "evidence"), no_file, lambda: NOW),
        make_report=make_report,
        resources=ROOT / "resources",
        data_dir=folder,
        choices=Choices(),
        save_choices=lambda _choices: None,
        load_language=lambda code: load(code, ROOT / "resources" / "i18n") if code == "fi" else ENGLISH,
        languages={"en": "English", "fi": "suomi"},
        make_sample=tuple,
        save_file=save_file or Saved(),
        signing_keys=signing_keys,
        reader=reader,
    )
