"""Reading the texts of stored files in the background: each once, failed ones too, and nothing when it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.editions import small_edition
from support.gold import assessment
from support.memory_store import FolderFiles, MemoryStore
from support.reading import FakeFile, FakeReader

from eucles_desk.assessment.terms import Step
from eucles_desk.errors import GoneError, ReaderAwayError, StorageError
from eucles_desk.services import indexing
from eucles_desk.services.indexing import (
    MOST_OF_PAGE,
    PATIENCE_SECONDS,
    PIECE,
    QUIET_SECONDS,
    SETTLE_SECONDS,
    Indexing,
    WatchedFiles,
    WatchedStore,
    pieces,
)
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.summaries import summarise

EDITION = small_edition()
NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)


@dataclass
class Desk:
    """An assessment whose files are read."""

    opened: OpenAssessment
    store: MemoryStore
    files: FolderFiles
    indexing: Indexing
    readers: list[FakeReader]
    reads: dict[str, FakeFile]
    time: list[float] = field(default_factory=lambda: [0.0])

    def attach(self, name: str, *texts: str, error: str = "") -> str:
        """Attach a file that holds these pages; return the name of its content."""
        self.reads[name] = FakeFile(texts, error=error)
        return self.opened.attach_taken(self.opened.take_content(name.encode()), name).sha256

    def read_all(self) -> None:
        """Make steps until there is nothing more to read."""
        while self.indexing.step():
            pass

    @property
    def calls(self) -> list[str]:
        """The names of the files that were read, in order."""
        return [name for reader in self.readers for _, name in reader.calls]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(indexing, "PAUSE_SECONDS", 0)
    store, files, time = MemoryStore(), FolderFiles(tmp_path), [0.0]
    value = replace(assessment(EDITION, step=Step.SCORING), evidence=())
    with store() as transaction:
        transaction.assessments.add(value, summarise(value, EDITION, NOW))
    readers: list[FakeReader] = []
    reads: dict[str, FakeFile] = {}

    def open_reader() -> FakeReader:
        readers.append(FakeReader(reads))
        return readers[-1]

    made = Indexing(store, files, open_reader, clock=lambda: time[0])
    watched = WatchedFiles(files, made.wake)
    return Desk(OpenAssessment(value, EDITION, store, watched, lambda: NOW), store, files, made, readers, reads, time)


def test_every_file_is_read_once(desk: Desk) -> None:
    log, plan = desk.attach("log.pdf", "first", "", "third"), desk.attach("plan.docx", "the plan")
    desk.read_all()
    assert desk.store.texts == {log: ("first", "", "third"), plan: ("the plan",)}
    assert sorted(desk.calls) == ["log.pdf", "plan.docx"]
    desk.read_all()
    assert len(desk.calls) == 2
    assert all(reader.closed for reader in desk.readers)


def test_a_file_without_text_is_not_read_again(desk: Desk) -> None:
    photo = desk.attach("photo.jpg", " ", "\n")
    desk.read_all()
    desk.read_all()
    assert desk.store.texts == {photo: ()}
    assert desk.calls == ["photo.jpg"]


def test_a_file_that_cannot_be_read_is_tried_twice_and_then_left(desk: Desk) -> None:
    broken, good = desk.attach("broken.pdf", error="It is damaged."), desk.attach("good.pdf", "text")
    desk.read_all()
    desk.read_all()
    assert desk.store.texts == {broken: (), good: ("text",)}
    assert sorted(desk.calls) == ["broken.pdf", "broken.pdf", "good.pdf"]


def test_a_file_that_is_not_here_is_read_when_it_has_come(desk: Desk) -> None:
    log = desk.attach("log.pdf", "text")
    place = desk.files.path(log)
    place.unlink()
    desk.read_all()
    assert desk.store.texts == {}
    place.write_bytes(b"log.pdf")
    desk.indexing.wake()
    desk.read_all()
    assert desk.store.texts == {log: ("text",)}


def test_a_file_that_was_changed_is_read_when_it_is_put_right(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    log = desk.attach("log.pdf", "text")

    def changed(*_: object) -> tuple[str, ...]:
        raise GoneError("{name} was changed or damaged.", name="log.pdf")

    with monkeypatch.context() as patch:
        patch.setattr(FakeReader, "texts", changed)
        desk.read_all()
    assert desk.store.texts == {}
    desk.indexing.wake()
    desk.read_all()
    assert desk.store.texts == {log: ("text",)}


def test_a_reader_that_cannot_work_takes_nothing_for_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    log = desk.attach("log.pdf", "text")
    with monkeypatch.context() as patch:
        patch.setattr(FakeReader, "texts", away)
        assert desk.indexing.step() is False
    assert desk.store.texts == {}
    desk.read_all()
    assert desk.store.texts == {log: ("text",)}


def away(*_: object) -> tuple[str, ...]:
    raise ReaderAwayError("Files cannot be shown at the moment.")


def test_a_long_text_is_kept_in_pieces_and_counts_when_it_is_whole(desk: Desk) -> None:
    pages = tuple(f"page {number} " + "x" * 3000 for number in range(1, 51))
    log = desk.attach("log.pdf", *pages)
    seen: list[int] = []
    wait = threading.Event.wait

    def look(self: threading.Event, timeout: float | None = None) -> bool:
        seen.append(len(desk.store.texts))
        return wait(self, timeout)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading.Event, "wait", look)
        desk.read_all()
    assert desk.store.texts == {log: pages}
    assert seen == [0] * len(seen)
    assert len(seen) > 5


@given(st.lists(st.integers(0, 2 * PIECE), max_size=12))
def test_pieces_are_small_and_hold_everything(sizes: list[int]) -> None:
    pages = [f"{at:05}" + "x" * size for at, size in enumerate(sizes)]
    parts = list(pieces(pages))
    assert [page for _, part, _ in parts for page in part] == pages
    assert [more for _, _, more in parts] == [True] * (len(parts) - 1) + [False]
    at = 1
    for first, part, _ in parts:
        assert first == at
        at += len(part)
        assert len(part) <= 1 or sum(map(len, part)) <= PIECE


def test_it_waits_for_whoever_types_but_not_for_ever(desk: Desk) -> None:
    log, time, waited = desk.attach("log.pdf", *["x" * PIECE] * 3), [0.0], [0]
    watched = WatchedStore(desk.store, lambda: time[0])

    def quiet_for() -> float:
        """Time goes on by a tenth each time it is asked; somebody types in the first half second, then always."""
        waited[0] += 1
        time[0] += 0.1
        if time[0] < 0.5 or desk.store.coming:
            with watched():
                pass
        return watched.quiet_for()

    made = Indexing(desk.store, desk.files, lambda: FakeReader(desk.reads), quiet_for, lambda: time[0])
    made.step()
    assert len(desk.store.texts[log]) == 3
    first = (0.5 + QUIET_SECONDS) * 10
    assert first + 2 * PATIENCE_SECONDS * 10 <= waited[0] <= first + 2 * PATIENCE_SECONDS * 10 + 6


def test_of_a_page_that_is_too_long_the_beginning_is_kept(desk: Desk) -> None:
    table = desk.attach("table.csv", "x" * (MOST_OF_PAGE + 5))
    desk.read_all()
    assert [len(page) for page in desk.store.texts[table]] == [MOST_OF_PAGE]


def test_it_is_due_at_the_start_and_for_a_while_after_a_file_was_stored(desk: Desk) -> None:
    """The file comes first and the evidence that names it a moment later, so one look is not enough."""
    assert desk.indexing.is_due
    desk.read_all()
    assert not desk.indexing.is_due
    desk.files.add_content(b"not through the desk")
    assert not desk.indexing.is_due
    stored = desk.opened.take_content(b"new.pdf")
    assert desk.indexing.is_due
    desk.read_all()
    desk.time[0] += SETTLE_SECONDS / 2
    desk.opened.attach_taken(stored, "new.pdf")
    assert desk.indexing.is_due
    desk.read_all()
    assert list(desk.store.texts) == [stored.sha256]
    desk.time[0] += SETTLE_SECONDS
    assert not desk.indexing.is_due


def test_copying_a_file_in_makes_it_due(desk: Desk, tmp_path: Path) -> None:
    desk.read_all()
    (tmp_path / "plan.txt").write_bytes(b"plan")
    stored = desk.opened.take_file(tmp_path / "plan.txt")
    assert desk.indexing.is_due
    assert desk.files.holds(stored.sha256)


@pytest.mark.parametrize("moment", ["before", "while reading", "while keeping"])
def test_what_is_stopped_keeps_no_half_file(desk: Desk, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    desk.attach("log.pdf", *["x" * PIECE] * 5)
    if moment == "before":
        desk.indexing.stop()
    elif moment == "while reading":
        monkeypatch.setattr(FakeReader, "texts", stopping(desk, FakeReader.texts))
    else:
        with desk.store() as store:
            kept = type(store.evidence_texts)
        monkeypatch.setattr(kept, "add", stopping(desk, kept.add))
    assert desk.indexing.step() is False or moment == "before"
    assert desk.store.texts == {}
    assert not desk.indexing.is_due
    assert all(reader.closed for reader in desk.readers)


def stopping(desk: Desk, then: Callable[..., object]) -> Callable[..., object]:
    """Return a function that is stopped while it runs, as closing the program does it."""

    def stop(*arguments: object, **named: object) -> object:
        desk.indexing.stop()
        return then(*arguments, **named)

    return stop


def test_a_disk_that_fails_is_told_and_nothing_is_taken_for_read(desk: Desk) -> None:
    log = desk.attach("log.pdf", "text")
    desk.store.broken = True
    with pytest.raises(StorageError):
        desk.indexing.step()
    desk.store.broken = False
    desk.read_all()
    assert desk.store.texts == {log: ("text",)}


def test_what_is_still_to_be_read_is_counted_without_what_cannot_be(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = desk.attach("gone.pdf", "text")
    desk.files.path(gone).unlink()
    assert desk.indexing.unread() == 1
    desk.read_all()
    assert desk.indexing.unread() == 0

    for number in range(3):
        desk.attach(f"plan {number}.pdf", "text")
    assert desk.indexing.unread() == 3 + 1  # the one that is gone is looked for again
    with monkeypatch.context() as patch:
        patch.setattr(FakeReader, "texts", away)
        desk.indexing.step()
        assert desk.indexing.unread() == 0
    desk.read_all()
    assert desk.indexing.unread() == 0
