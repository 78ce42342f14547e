"""The history is looked through page by page, and verified whatever somebody else wrote into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from uuid import UUID, uuid4

import pytest
from support import gold
from support.gold import public_edition

from eucles_desk.assessment.auditing import EntryState, FlawKind
from eucles_desk.assessment.changes import Change, Part, judgement_key
from eucles_desk.assessment.evidence import Evidence, EvidenceKind, Interview, Note
from eucles_desk.assessment.on_site import PrivateNote
from eucles_desk.assessment.records import Entry, Mode
from eucles_desk.assessment.values import Judgement, Remark
from eucles_desk.services.auditing import Auditing
from eucles_desk.services.summaries import summarise
from eucles_desk.storage.opening import OpenData, open_data

NOW = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[OpenData]:
    opened = open_data(tmp_path / "data", lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def assessment(data: OpenData) -> UUID:
    value = replace(gold.assessment(), id=uuid4())
    with data.open_store() as store:
        store.editions.add(public_edition().ref, public_edition().title, b"{}")
        store.clusters.add(value.cluster)
        store.assessments.add(value, summarise(value, public_edition(), NOW))
    return value.id


def entry(*changes: Change, message: str = "level of {criterion}", criterion: str = "2.5") -> Entry:
    values = MappingProxyType({"criterion": criterion})
    return Entry(NOW, uuid4(), Mode.DO, message, values, "", gold.LEAD.id, changes)


def judged(criterion: str, level: int, reason: str = "") -> Change:
    after = Judgement(gold.LEAD.id, criterion, level, reason)
    return Change(Part.JUDGEMENT, judgement_key(gold.LEAD.id, criterion), None, after)


def keep(data: OpenData, assessment: UUID, *entries: Entry) -> None:
    with data.open_store() as store:
        for one in entries:
            store.history.append(assessment, one)


def tamper(data: OpenData, change: str) -> None:
    with data.open_store.engine.begin() as connection:
        connection.exec_driver_sql(change)


def test_pages_begin_with_the_latest_and_hold_one_assessment_only(data: OpenData, assessment: UUID) -> None:
    keep(data, assessment, *(entry(judged("2.5", level)) for level in range(5)))
    with data.open_store() as store:
        store.history.note("Cluster registered: {name}", {"name": "Other"})
    auditing = Auditing(data.open_store)
    pages = [auditing.page(assessment, "", offset, 2) for offset in (0, 2, 4, 6)]
    assert [[one.seq for one in page] for page in pages] == [[5, 4], [3, 2], [1], []]
    assert auditing.count(assessment) == 5
    assert [one.seq for one in auditing.entries(assessment)] == [1, 2, 3, 4, 5]
    assert [one.seq for one in auditing.entries()] == [1, 2, 3, 4, 5, 6]


def test_an_entry_comes_back_as_it_was_kept(data: OpenData, assessment: UUID) -> None:
    kept = entry(judged("2.5", 3, 'said "2.6" in the talk'))
    keep(data, assessment, kept)
    (found,) = Auditing(data.open_store).page(assessment)
    assert (found.assessment, found.entry, found.state) == (assessment, kept, EntryState.KEPT)


def test_a_criterion_leaves_what_concerns_it(data: OpenData, assessment: UUID) -> None:
    talk = Interview(notes=(Note(1, "Kept", ("2.5",)),))
    piece = Evidence(uuid4(), "Talk", EvidenceKind.INTERVIEW, interview=talk)
    remark = Remark(uuid4(), "2.5")
    keep(
        data,
        assessment,
        entry(judged("2.5", 3)),
        entry(judged("2.6", 3, 'as in "2.5"')),
        entry(Change(Part.EVIDENCE, str(piece.id), None, piece)),
        entry(Change(Part.REMARK, str(remark.id), None, remark)),
        entry(judged("12.5", 1)),
        entry(Change(Part.PRIVATE_NOTE, "2.5", None, PrivateNote("2.5", "x"))),
    )
    auditing = Auditing(data.open_store)
    assert [one.seq for one in auditing.page(assessment, "2.5")] == [6, 4, 3, 1]
    assert auditing.count(assessment, "2.5") == 4


def test_verifying_tells_each_place_with_its_time(data: OpenData, assessment: UUID) -> None:
    keep(data, assessment, *(entry(judged("2.5", level)) for level in range(6)))
    auditing = Auditing(data.open_store)
    sound = auditing.verify()
    assert (sound.is_sound, sound.entries, len(sound.head), len(sound.short_head)) == (True, 6, 64, 12)
    tamper(data, "UPDATE history SET message = 'x' WHERE seq = 2")
    tamper(data, "DELETE FROM history WHERE seq IN (4, 5)")
    tamper(data, "UPDATE history SET seat_id = NULL WHERE seq = 3")
    flaws = auditing.verify().flaws
    assert [(flaw.kind, flaw.seq, flaw.last) for flaw in flaws] == [
        (FlawKind.ALTERED, 2, 2),
        (FlawKind.UNCHAINED, 3, 3),
        (FlawKind.MISSING, 4, 5),
    ]
    assert {flaw.at for flaw in flaws} == {NOW}
    assert {flaw.since for flaw in flaws} == {NOW}


@pytest.mark.parametrize(
    "change",
    [
        "SET at = 'yesterday'",
        "SET mode = 'x'",
        "SET changes = '[1]'",
        'SET changes = \'[{"part": "step"}]\'',
        "SET \"values\" = '[]'",
        "SET \"values\" = '{}'",
        "SET group_id = 'x'",
        "SET seat_id = 'x'",
        "SET hash = 'x'",
        "SET payload_hash = x''",
        "SET salt = NULL",
        "SET erased = 1",
    ],
)
def test_whatever_somebody_else_wrote_can_be_looked_through_and_is_found(
    data: OpenData, assessment: UUID, change: str
) -> None:
    keep(data, assessment, *(entry(judged("2.5", level)) for level in range(3)))
    tamper(data, f"UPDATE history {change} WHERE seq = 3")
    auditing = Auditing(data.open_store)
    assert [one.seq for one in auditing.entries(assessment)] == [1, 2, 3]
    assert [flaw.seq for flaw in auditing.verify().flaws] == [3]
