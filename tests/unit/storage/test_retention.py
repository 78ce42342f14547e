"""What was kept longer than its period is told, and goes for good only when that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from support import gold
from support.gold import public_edition

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, FileVersion, Interview, Note
from eucles_desk.assessment.retention import Keep, Run, counted
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.errors import StorageError
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.retention import Retention
from eucles_desk.services.summaries import summarise
from eucles_desk.storage.opening import OpenData, open_data

START = datetime(2026, 5, 4, 12, 4, 11, tzinfo=UTC)
EDITION = public_edition()
CODES = sorted(EDITION.criteria)
YEAR = 365
ALL: dict[Keep, int] = dict.fromkeys((Keep.EVIDENCE_FILES, Keep.INTERVIEW_NOTES, Keep.PRIVATE_NOTES), YEAR)


@dataclass
class Kept:
    """Data with ended assessments, and a clock."""

    data: OpenData
    retention: Retention
    now: list[datetime]
    files: dict[str, str] = field(default_factory=dict[str, str])

    def file(self, text: str) -> str:
        sha256 = self.data.evidence.add_content(text.encode()).sha256
        with self.data.open_store() as store:
            store.evidence_texts.add(sha256, [text])
        return sha256

    def add(self, *files: str, step: Step = Step.DECISION) -> OpenAssessment:
        talk = Evidence(uuid4(), "Talk", EvidenceKind.INTERVIEW, interview=Interview("Manager"))
        papers = tuple(Evidence(uuid4(), f"Paper {sha[:4]}", EvidenceKind.DOCUMENT, sha, "a.pdf", 5) for sha in files)
        start = gold.assessment(step=Step.SCORING)
        value = replace(start, id=uuid4(), evidence=(talk, *papers))
        with self.data.open_store() as store:
            if store.clusters.get(value.cluster.id) is None:
                store.clusters.add(value.cluster)
            store.assessments.add(value, summarise(value, EDITION, self.now[0]))
        opened = OpenAssessment(value, EDITION, self.data.open_store, self.data.evidence, lambda: self.now[0])
        opened.add_note(talk.id, "Said in confidence by the manager.", (CODES[0],))
        opened.set_private_note(CODES[0], "A private thought.")
        opened.set_reason(CODES[0], "The reason stays.")
        if step is Step.DECISION:
            opened.enter_step(Step.WITHDRAWN)
        return opened

    def load(self, assessment: UUID) -> Assessment:
        with self.data.open_store() as store:
            found = store.assessments.load(assessment)
        assert found is not None
        return found

    def later(self, days: int) -> None:
        self.now[0] += timedelta(days=days)

    def holds(self, text: str) -> set[str]:
        """Return the tables that hold a text."""
        with self.data.open_store.engine.connect() as connection:
            run = connection.exec_driver_sql
            names = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'").all()]
            return {
                name
                for name in names
                if name != "evidence_word"
                for row in run(f'SELECT * FROM "{name}"')
                if any(
                    text in (value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value))
                    for value in row
                )
            }

    def is_sound(self) -> bool:
        with self.data.open_store() as store:
            return store.trail.verify().is_sound


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    now = [START]
    data = open_data(tmp_path / "data", lambda: now[0])
    with data.open_store() as store:
        store.editions.add(EDITION.ref, EDITION.title, b"{}")
    retention = Retention(data.open_store, data.evidence, lambda: now[0], lambda: data.checkpoint(truncate=True))
    yield Kept(data, retention, now)
    data.close()


def test_nothing_has_passed_without_a_period_and_before_its_end(kept: Kept) -> None:
    kept.add(kept.file("paper"))
    kept.later(10_000)
    assert kept.retention.passed({}) == []
    assert kept.retention.passed(dict.fromkeys(Keep, 0)) == []
    assert kept.retention.passed(dict.fromkeys(Keep, 10_001)) == []


def test_periods_count_from_when_the_assessment_ended(kept: Kept) -> None:
    kept.add(kept.file("paper"), step=Step.SCORING)
    kept.later(YEAR)
    kept.add(kept.file("other"))
    kept.later(YEAR)
    assert kept.retention.passed(ALL) == []
    kept.later(1)
    found = kept.retention.passed(ALL)
    assert counted(found) == {Keep.EVIDENCE_FILES: (1, 1), Keep.INTERVIEW_NOTES: (1, 1), Keep.PRIVATE_NOTES: (1, 1)}
    assert {one.ended.ended_at for one in found} == {START + timedelta(days=YEAR)}


def test_what_has_passed_goes_for_good_and_the_rest_stays(kept: Kept) -> None:
    file = kept.file("paper of the cluster")
    opened = kept.add(file)
    kept.later(YEAR + 1)
    run = kept.retention.run(kept.retention.passed(ALL))
    assert run == Run(files=1, notes=1, private=1)
    assert not kept.data.evidence.holds(file)
    for text in ("paper of the cluster", "Said in confidence", "A private thought"):
        assert kept.holds(text) == set(), text
    now = kept.load(opened.value.id)
    assert now.judgements[0].reason == "The reason stays."
    assert [piece.title for piece in now.evidence] == ["Talk", f"Paper {file[:4]}"]
    assert now.evidence[1].sha256 == file
    interview = now.evidence[0].interview
    assert interview is not None
    assert interview.notes == (Note(1, "", (CODES[0],)),)
    assert kept.is_sound()
    assert kept.retention.passed(ALL) == []


def test_the_history_tells_how_much_went_once_and_in_the_assessment(kept: Kept) -> None:
    opened = kept.add(kept.file("paper"))
    kept.later(YEAR + 1)
    kept.retention.run(kept.retention.passed(ALL))
    with kept.data.open_store() as store:
        *_, of_it, of_all = store.trail.after(None, 0, 1000)
    assert (of_it.assessment, of_all.assessment) == (opened.value.id, None)
    assert of_it.entry.message.startswith("Erased after their periods: {files} evidence files")
    assert of_all.entry.values == {"files": "1", "notes": "1", "private": "1", "assessments": "0"}


def test_a_file_that_another_assessment_needs_stays(kept: Kept) -> None:
    shared, own = kept.file("shared"), kept.file("own")
    kept.add(shared, own)
    kept.add(shared, step=Step.SCORING)
    kept.later(YEAR + 1)
    found = [one for one in kept.retention.passed(ALL) if one.keep is Keep.EVIDENCE_FILES]
    assert [one.count for one in found] == [1]
    kept.retention.run(found)
    assert kept.data.evidence.holds(shared)
    assert not kept.data.evidence.holds(own)


def test_earlier_versions_of_a_file_go_with_it(kept: Kept) -> None:
    old, new = kept.file("old"), kept.file("new")
    opened = kept.add(new, step=Step.SCORING)
    piece = replace(opened.value.evidence[1], versions=(FileVersion(old, "a.pdf", 3),))
    with kept.data.open_store.engine.begin() as connection:
        versions = f'[{{"sha256": "{old}", "file_name": "a.pdf", "size": 3}}]'
        connection.exec_driver_sql("UPDATE evidence SET versions = ? WHERE id = ?", (versions, piece.id.hex))
    opened.enter_step(Step.WITHDRAWN)
    kept.later(YEAR + 1)
    kept.retention.run(kept.retention.passed({Keep.EVIDENCE_FILES: YEAR}))
    assert not kept.data.evidence.holds(old)
    assert not kept.data.evidence.holds(new)


def test_a_whole_assessment_goes_and_that_there_was_one_stays(kept: Kept) -> None:
    file = kept.file("paper of the cluster")
    gone, stays = kept.add(file), kept.add(step=Step.SCORING)
    kept.later(YEAR + 1)
    found = kept.retention.passed({**ALL, Keep.ASSESSMENT: YEAR})
    assert [(one.keep, one.ended.id) for one in found] == [(Keep.ASSESSMENT, gone.value.id)]
    assert kept.retention.run(found) == Run(files=1, assessments=1)
    assert not kept.data.evidence.holds(file)
    assert kept.holds("paper of the cluster") == set()
    assert kept.holds(gone.value.id.hex) == {"history"}
    with kept.data.open_store() as store:
        assert [one.id for one in store.assessments.page("", 0, 10)] == [stays.value.id]
        assert {one.state.value for one in store.trail.after(gone.value.id, 0, 100)} == {"erased"}
    assert kept.load(stays.value.id).private_notes
    assert kept.is_sound()


def test_what_was_opened_again_meanwhile_is_left_alone(kept: Kept) -> None:
    opened = kept.add(kept.file("paper"))
    kept.later(YEAR + 1)
    found = kept.retention.passed(ALL)
    opened.undo()
    assert opened.value.step is Step.SCORING
    assert kept.retention.run(found) == Run()
    assert kept.load(opened.value.id).private_notes


def test_a_file_that_cannot_be_removed_keeps_its_assessment_and_is_told(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stuck:
        def holds(self, sha256: str) -> bool:
            return kept.data.evidence.holds(sha256)

        def remove(self, sha256: str) -> bool:
            raise StorageError("It is in use.")

    opened, other = kept.add(kept.file("paper")), kept.add()
    kept.later(YEAR + 1)
    retention = Retention(kept.data.open_store, Stuck(), lambda: kept.now[0], lambda: None)
    with pytest.raises(StorageError, match="in use"):
        retention.run(retention.passed({Keep.ASSESSMENT: YEAR}))
    assert kept.load(opened.value.id)
    with kept.data.open_store() as store:
        assert store.assessments.load(other.value.id) is None


def test_notes_of_an_interview_that_was_removed_go_too(kept: Kept) -> None:
    opened = kept.add(step=Step.SCORING)
    opened.remove_evidence(opened.value.evidence[0].id)
    talk = opened.add_interview("Another", Interview("Funder"))
    opened.add_note(talk.id, "Something else.")
    opened.enter_step(Step.WITHDRAWN)
    kept.later(YEAR + 1)
    kept.retention.run(kept.retention.passed({Keep.INTERVIEW_NOTES: YEAR}))
    assert kept.holds("Said in confidence") == kept.holds("Something else") == set()


def test_a_quote_of_a_note_goes_with_the_note(kept: Kept) -> None:
    opened = kept.add(step=Step.SCORING)
    talk = opened.value.evidence[0]
    opened.cite(CODES[1], Citation(talk.id, 1, quote="Said in confidence"))
    opened.enter_step(Step.WITHDRAWN)
    kept.later(YEAR + 1)
    kept.retention.run(kept.retention.passed({Keep.INTERVIEW_NOTES: YEAR}))
    assert kept.holds("Said in confidence") == set()
    assert kept.is_sound()
