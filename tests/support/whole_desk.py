"""A desk on a store in memory, with the real edition and the real interchange file, and what a window is handed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

from eucles_desk.app.scheme_files import SchemeFiles
from eucles_desk.assessment.records import Summary
from eucles_desk.assessment.terms import Kind, Role, Step
from eucles_desk.assessment.values import Cluster, Period
from eucles_desk.exchange.interchange import Interchange
from eucles_desk.language import ENGLISH, Language
from eucles_desk.scheme.loading import LoadedEdition
from eucles_desk.services.desk import Desk, NewAssessment, new_seat
from eucles_desk.services.report_ports import MadeReport, ReportOrder
from eucles_desk.services.shelf import EditionShelf
from eucles_desk.ui.context import Choices, Context
from support.gold import ROOT
from support.memory_store import FolderFiles, MemoryStore
from support.opened import Saved

RESOURCES = ROOT / "resources"
START = datetime(2026, 3, 2, 12, 0, 0, tzinfo=UTC)


def no_report(
    order: ReportOrder,
    progress: Callable[[int, int], None] = lambda _page, _pages: None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> MadeReport:
    """Stand for the reports in tests that make none."""
    raise AssertionError("no report is made here")


class Clock:
    """A time that goes on by a second whenever it is asked for."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


@dataclass
class Speaker:
    """Loads languages as a window asks for them; ``language`` is what it gets."""

    language: Language = ENGLISH
    asked: list[str] = field(default_factory=list[str])

    def __call__(self, code: str) -> Language:
        self.asked.append(code)
        return self.language


@dataclass
class WholeDesk:
    """A desk with the store below it and what its user has chosen."""

    desk: Desk
    store: MemoryStore
    context: Context
    saved: list[Choices]
    speaker: Speaker

    def start(self, name: str, label: str = "gold") -> UUID:
        """Start an assessment."""
        return self.desk.start(wanted(name, label))

    def fill(self, count: int) -> None:
        """Put many summaries into the store without their assessments."""
        for number in range(count):
            found = summary(f"Cluster {number:05}", changed_at=START + timedelta(minutes=number))
            self.store.summaries[found.id] = found


def make_desk(folder: Path) -> WholeDesk:
    """Return a desk that keeps evidence in a folder."""
    store, files, bundled = MemoryStore(), SchemeFiles(RESOURCES), _bundled()
    ref = bundled.edition.ref
    store.shelf[ref.sha256] = (ref, bundled.edition.title, bundled.content)
    schema = json.loads((RESOURCES / "schemas" / "assessment.schema.json").read_text(encoding="utf-8"))
    desk = Desk(
        open_store=store,
        shelf=EditionShelf(store, files),
        files=FolderFiles(folder / "evidence"),
        interchange=lambda: Interchange(schema, files.received),
        now=Clock(),
    )
    saved: list[Choices] = []
    speaker = Speaker()
    context = Context(
        desk=desk,
        make_report=no_report,
        resources=RESOURCES,
        data_dir=folder,
        choices=Choices(),
        save_choices=lambda chosen: saved.append(replace(chosen)),
        load_language=speaker,
        languages={"en": "English", "fi": "Suomi"},
        make_sample=lambda: tuple(
            desk.take_in(file.read_bytes(), file.name).id for file in sorted((RESOURCES / "sample").glob("*.json"))
        ),
        save_file=Saved(),
    )
    return WholeDesk(desk, store, context, saved, speaker)


@cache
def _bundled() -> LoadedEdition:
    """Read the edition once: from its YAML that takes longer than a test should."""
    return SchemeFiles(RESOURCES).bundled()


def wanted(name: str, label: str = "gold") -> NewAssessment:
    """Return what is needed to start an assessment."""
    return NewAssessment(
        cluster=Cluster(uuid4(), name, "FI", "FI1D7"),
        label=label,
        kind=Kind.FIRST,
        period=Period("2024-01", "2025-12"),
        lead=new_seat(Role.LEAD, "First Expert", "Test Organisation", "FI"),
    )


def summary(name: str, step: Step = Step.SCORING, **changed: object) -> Summary:
    """Return the summary of an invented Gold assessment."""
    made = Summary(
        id=uuid4(),
        cluster=uuid4(),
        cluster_name=name,
        label="gold",
        kind=Kind.FIRST,
        step=step,
        judged=17,
        criteria=31,
        points=Decimal(74),
        available=Decimal(150),
        open_points=14,
        next_place="criteria:2.5",
        next_point="not_looked_at",
        unmet_minimums=1,
        changed_at=START,
    )
    return replace(made, **changed)  # type: ignore[arg-type]
