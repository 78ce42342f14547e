"""Data of an earlier version are opened, brought to the present schema, and lose nothing."""

from __future__ import annotations

import hashlib
import logging
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from support.sources import content_of

from eucles_desk.app import paths, wiring
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.assessment.values import Visit
from eucles_desk.services.summaries import summarise
from eucles_desk.storage import migrate
from eucles_desk.storage.backups import BackupReason, Backups
from eucles_desk.storage.engine import open_engine

FIXTURE = Path(__file__).parents[1] / "fixtures" / "data-0.1.0"
EXPORTS = sorted((FIXTURE / "exports").glob("*.json"))
WORKED_ON = UUID("6d58a8ca-113c-593e-8d6b-928deace75ac")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(FIXTURE / "data", copy)
    return copy


def revision(database: Path, key: str) -> str | None:
    engine = open_engine(database, key)
    try:
        with engine.connect() as connection:
            return migrate.revision_of(connection)
    finally:
        engine.dispose()


def test_every_assessment_is_given_out_as_the_earlier_version_gave_it_out(folder: Path) -> None:
    with wiring.open_program(folder, paths.resources()) as program:
        assert program.desk.count() == len(EXPORTS) == 6
        for export in EXPORTS:
            assert program.desk.give_out(UUID(export.stem)) == export.read_bytes()


def test_lists_show_of_older_data_what_they_would_show_after_a_change(folder: Path) -> None:
    with wiring.open_program(folder, paths.resources()) as program:
        listed = program.desk.page("", 0, 50)
        flagged = 0
        for found in listed:
            value = program.desk.load(found.id)
            worked_out = summarise(value, program.desk.shelf.get(value.edition), found.changed_at)
            assert found == replace(
                worked_out,
                waits_for_expert=False,
                next_place=found.next_place,  # what comes first has another order now; it is settled at the next change
                next_point=found.next_point,
            )
            assert bool(found.next_place) == bool(worked_out.next_place)
            flagged += found.flagged
        with program.data.open_store() as store:
            unread = {sha256 for sha256, _name in store.evidence_texts.missing(100)}
        stored = {piece.sha256 for one in listed for piece in program.desk.load(one.id).evidence if piece.sha256}
    assert flagged > 0
    assert unread == stored


def test_visits_remarks_and_awards_of_older_data_count_in_lists(folder: Path, tmp_path: Path) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    for later in ("0003_the_workspace.py", "0004_nothing_lost.py", "0005_two_computers.py"):
        (migrations / "versions" / later).unlink()
    path, key = folder / "eucles.db", (folder / "key").read_text()
    migrate.upgrade(path, key, now=datetime(2026, 5, 4, tzinfo=UTC), migrations=migrations, head="0002")
    engine = open_engine(path, key)
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO visit (assessment_id, id, position, day, place) VALUES (?, 'a', 0, '2026-02-11', '')",
            "INSERT INTO visit (assessment_id, id, position, day, place) VALUES (?, 'b', 1, '2026-02-10', '')",
            "INSERT INTO remark (assessment_id, id, position, criterion, text, reply) VALUES (?, 'c', 0, '2.5', '', '')",
            (
                "INSERT INTO remark (assessment_id, id, position, criterion, text, reply, disposition) "
                "VALUES (?, 'd', 1, '2.5', '', '', 'partly')"
            ),
            "INSERT INTO award (assessment_id, number, first, last) VALUES (?, '', '2026-02', '2028-01')",
        ):
            connection.exec_driver_sql(statement, (WORKED_ON.hex,))
    engine.dispose()
    with wiring.open_program(folder, paths.resources()) as program:
        found = {one.id: one for one in program.desk.page("", 0, 50)}
        one = found.pop(WORKED_ON)
    assert (one.last_visit, one.unanswered, one.award_last) == ("2026-02-11", 1, "2028-01")
    assert {(other.last_visit, other.unanswered, other.award_last) for other in found.values()} == {("", 0, "")}


def test_evidence_is_still_there(folder: Path) -> None:
    files = 0
    with wiring.open_program(folder, paths.resources()) as program:
        for export in EXPORTS:
            for piece in program.desk.load(UUID(export.stem)).evidence:
                source = program.data.evidence.stored(piece.sha256) if piece.sha256 else None
                assert (source is None) == (piece.kind is not EvidenceKind.DOCUMENT)
                if source is not None:
                    files += 1
                    assert hashlib.sha256(content_of(source)).hexdigest() == piece.sha256
    assert files == 17


def test_evidence_is_encrypted_once_the_window_is_shown_and_the_log_tells_how_much(
    folder: Path, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    contents = {path.name: path.read_bytes() for path in (folder / "evidence").rglob("*") if path.is_file()}
    assert len(contents) == 17
    settings = SettingsFile(folder)
    session = Session(wiring.open_program(folder, paths.resources()), settings, settings.load(), "en")
    qtbot.addWidget(session.window)
    with caplog.at_level(logging.INFO, "eucles_desk.app.old_files"):
        session.show()
        qtbot.waitUntil(
            lambda: "Evidence files of an earlier version were encrypted: 17" in caplog.text, timeout=20_000
        )
    session.window.close()
    assert session.close() is None
    left = [path for path in (folder / "evidence").rglob("*") if path.is_file()]
    assert [path.suffix for path in left] == [".age"] * 17
    plain = [content[:200] for content in contents.values()]
    assert not [path for path in folder.rglob("*") if path.is_file() and any(one in path.read_bytes() for one in plain)]
    with wiring.open_program(folder, paths.resources()) as program:
        assert {sha256: program.data.evidence.read(sha256, 10_000_000) for sha256 in contents} == contents


def test_what_was_done_is_still_undone_and_redone_by_name(folder: Path) -> None:
    with wiring.open_program(folder, paths.resources()) as program:
        opened = program.desk.open(WORKED_ON)
        assert opened.redo_entry is not None and opened.redo_entry.message == "fact"
        opened.redo()
        assert opened.value.cluster.facts["staff_people"] == 6
        while opened.undo_entry:
            opened.undo()
        assert all(piece.title != "Talk with the treasurer" for piece in opened.value.evidence)


def test_what_is_new_can_be_entered_and_is_there_the_next_time(folder: Path) -> None:
    visit = Visit(UUID(int=1), "2026-02-10", "Here")
    with wiring.open_program(folder, paths.resources()) as program:
        program.desk.open(WORKED_ON).set_visit(visit)
    with wiring.open_program(folder, paths.resources()) as program:
        assert program.desk.load(WORKED_ON).visits == (visit,)


def test_the_data_are_copied_first_and_once(folder: Path) -> None:
    for _ in range(2):
        wiring.open_program(folder, paths.resources()).close()
    key = (folder / "key").read_text()
    assert revision(folder / "eucles.db", key) == migrate.HEAD
    backups = Backups(folder, key, lambda: datetime(2026, 5, 4, tzinfo=UTC))
    (copy,) = backups.all()
    assert (copy.reason, copy.revision, copy.assessments) == (BackupReason.MIGRATION, "0001", len(EXPORTS))
    assert list(backups.check(copy)) == []


def test_a_step_that_fails_takes_back_those_before_it(folder: Path, tmp_path: Path) -> None:
    migrations = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    (migrations / "versions" / "9999_breaks.py").write_text(
        f"revision, down_revision, branch_labels, depends_on = '9999', '{migrate.HEAD}', None, None\n"
        "def upgrade():\n"
        "    raise RuntimeError('stopped at the last step')\n"
    )
    path, key = folder / "eucles.db", (folder / "key").read_text()
    with pytest.raises(RuntimeError, match="last step"):
        migrate.upgrade(path, key, now=datetime(2026, 5, 4, tzinfo=UTC), migrations=migrations, head="9999")
    assert revision(path, key) == "0001"
    engine = open_engine(path, key)
    with engine.connect() as connection:
        columns = connection.execute(text("SELECT name FROM pragma_table_info('seat')")).scalars().all()
    engine.dispose()
    assert "interests" not in columns
    with wiring.open_program(folder, paths.resources()) as program:
        assert program.desk.count() == len(EXPORTS)
