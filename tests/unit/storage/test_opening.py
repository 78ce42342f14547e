"""A data folder is opened by one program with the right key and schema, or refused in a sentence."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from eucles_desk.errors import StorageError
from eucles_desk.storage import migrate, opening
from eucles_desk.storage.driver import VERSION, check_version
from eucles_desk.storage.engine import checkpoint, open_engine
from eucles_desk.storage.opening import open_data
from eucles_desk.storage.tables import metadata

WORD_TABLES = {"evidence_word", *(f"evidence_word_{part}" for part in ("config", "data", "docsize", "idx"))}
"""FTS5's table of words and what it keeps it in; SQLAlchemy knows nothing of them."""
NOW = datetime(2026, 5, 4, tzinfo=UTC)
as_root = pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")


def key_of(folder: Path) -> str:
    return (folder / "key").read_text()


def test_a_new_folder_is_private_encrypted_and_empty(tmp_path: Path) -> None:
    folder = tmp_path / "a b" / "päällä"
    data = open_data(folder)
    with data.open_store() as store:
        assert store.assessments.count("") == 0
    data.close()
    assert not (folder / "eucles.db").read_bytes().startswith(b"SQLite format 3")
    if os.name == "posix":
        modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "key", folder / "eucles.db")]
        assert modes == [0o700, 0o600, 0o600]


def test_a_second_program_is_told_and_the_first_goes_on(tmp_path: Path) -> None:
    data = open_data(tmp_path)
    with pytest.raises(StorageError, match="already open"):
        open_data(tmp_path)
    with data.open_store() as store:
        assert store.clusters.count("") == 0
    data.close()
    open_data(tmp_path).close()


def test_connections_are_durable_and_checked(tmp_path: Path) -> None:
    data = open_data(tmp_path)
    with data.open_store.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint", "secure_delete")
        }
    data.close()
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "wal_autocheckpoint": 0,
        "secure_delete": 1,
    }


def test_closing_empties_the_write_ahead_log(tmp_path: Path) -> None:
    data = open_data(tmp_path)
    assert data.checkpoint()
    data.close()
    log = tmp_path / "eucles.db-wal"
    assert not log.exists() or log.stat().st_size == 0


def is_ours(name: str | None, *_: object) -> bool:
    return name not in WORD_TABLES


def test_migrations_lead_to_the_tables_in_the_code(tmp_path: Path) -> None:
    open_data(tmp_path).close()
    engine = open_engine(tmp_path / "eucles.db", key_of(tmp_path))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False, "include_name": is_ours})
        assert compare_metadata(context, metadata) == []
        tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
        assert tables == {*metadata.tables, *WORD_TABLES, "alembic_version"}
        assert migrate.revision_of(connection) == migrate.HEAD
    engine.dispose()


def test_opening_again_upgrades_nothing_and_copies_nothing(tmp_path: Path) -> None:
    open_data(tmp_path).close()
    assert migrate.upgrade(tmp_path / "eucles.db", key_of(tmp_path), now=NOW) is None
    assert not (tmp_path / "backups").exists()


def test_data_of_a_newer_program_are_refused_and_left_alone(tmp_path: Path) -> None:
    open_data(tmp_path).close()
    engine = open_engine(tmp_path / "eucles.db", key_of(tmp_path))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    checkpoint(engine, truncate=True)
    engine.dispose()
    before = (tmp_path / "eucles.db").read_bytes()
    for _ in range(2):
        with pytest.raises(StorageError, match="newer version of EUCLES Desk"):
            open_data(tmp_path)
    assert (tmp_path / "eucles.db").read_bytes() == before


def test_a_failing_migration_changes_nothing_and_leaves_a_copy(tmp_path: Path) -> None:
    open_data(tmp_path).close()
    migrations = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    (migrations / "versions" / "9999_breaks.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision, branch_labels, depends_on = '9999', '{migrate.HEAD}', None, None\n"
        "def upgrade():\n"
        "    op.create_table('half', sa.Column('id', sa.Integer(), primary_key=True))\n"
        "    raise RuntimeError('stopped half way')\n"
    )
    path, key = tmp_path / "eucles.db", key_of(tmp_path)
    with pytest.raises(RuntimeError, match="half way"):
        migrate.upgrade(path, key, now=NOW, migrations=migrations, head="9999")
    engine = open_engine(path, key)
    with engine.connect() as connection:
        assert migrate.revision_of(connection) == migrate.HEAD
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        assert "half" not in tables
    engine.dispose()
    (copy,) = (tmp_path / "backups").iterdir()
    restored = open_engine(copy / "eucles.db", key)
    with restored.connect() as connection:
        assert migrate.revision_of(connection) == migrate.HEAD
    restored.dispose()


def test_a_migration_of_a_parent_keeps_its_children(tmp_path: Path) -> None:
    data = open_data(tmp_path)
    data.close()
    path, key = tmp_path / "eucles.db", key_of(tmp_path)
    engine = open_engine(path, key)
    with engine.begin() as connection:
        connection.execute(
            text("CREATE TABLE child (id INTEGER PRIMARY KEY, c REFERENCES cluster(id) ON DELETE CASCADE)")
        )
        connection.execute(text("INSERT INTO cluster VALUES ('a', 'n', 'n', '', '')"))
        connection.execute(text("INSERT INTO child VALUES (1, 'a')"))
    engine.dispose()
    migrations = tmp_path / "migrations"
    shutil.copytree(migrate.MIGRATIONS, migrations)
    (migrations / "versions" / "9999_widen.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision, down_revision, branch_labels, depends_on = '9999', '{migrate.HEAD}', None, None\n"
        "def upgrade():\n"
        "    with op.batch_alter_table('cluster') as batch:\n"
        "        batch.alter_column('country', type_=sa.String(20))\n"
    )
    assert migrate.upgrade(path, key, now=NOW, migrations=migrations, head="9999") is not None
    engine = open_engine(path, key)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM child")).scalar() == 1
        assert migrate.revision_of(connection) == "9999"
    engine.dispose()


SPOILT: list[tuple[str, bytes | None, str]] = [
    ("key", None, "key file is missing"),
    ("key", b"nonsense", "key file is damaged"),
    ("key", b"0" * 64, "cannot be read with its key"),
    ("eucles.db", bytes(range(256)) * 200, "cannot be read with its key"),
    ("eucles.db", b"SQLite format 3\x00" + bytes(4096), "not written by EUCLES Desk"),
    ("eucles.db", b"short", "cannot be read with its key"),
]


@pytest.mark.parametrize(("name", "content", "words"), SPOILT)
def test_a_spoilt_folder_is_refused_in_a_sentence_and_kept(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    open_data(tmp_path).close()
    if content is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(content)
    before = (tmp_path / "eucles.db").read_bytes()
    with pytest.raises(StorageError, match=words):
        open_data(tmp_path)
    assert (tmp_path / "eucles.db").read_bytes() == before


def test_a_file_in_place_of_the_folder_is_a_sentence(tmp_path: Path) -> None:
    place = tmp_path / "data"
    place.write_text("not a folder")
    with pytest.raises(StorageError, match="file stands where a folder is needed"):
        open_data(place)
    with pytest.raises(StorageError, match="file stands where a folder is needed"):
        open_data(place / "deeper")
    assert place.read_text() == "not a folder"


@as_root
def test_a_read_only_folder_is_a_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StorageError, match="cannot be written"):
        open_data(tmp_path / "data")
    tmp_path.chmod(0o700)


def test_an_old_sqlite_is_refused() -> None:
    with pytest.raises(StorageError, match=r"3\.51\.2"):
        check_version((3, 51, 2))
    check_version((3, 51, 3))
    assert VERSION >= (3, 51, 3)


def test_a_start_reads_the_list_without_the_large_libraries(tmp_path: Path) -> None:
    open_data(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from eucles_desk.storage.opening import open_data\n"
        "data = open_data(Path(sys.argv[1]))\n"
        "with data.open_store() as store: assert store.assessments.page('', 0, 9) == [] and store.assessments.count('x') == 0\n"
        "assert not {'sqlalchemy', 'alembic'} & sys.modules.keys(), 'loaded'\n"
        "data.warm_up(); assert 'sqlalchemy' in sys.modules; data.checkpoint(); data.close()"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_lost_database_is_not_replaced_by_a_new_one(tmp_path: Path, is_there: bool) -> None:
    data = open_data(tmp_path)
    data.evidence.add_content(b"minutes")
    data.close()
    database = tmp_path / "eucles.db"
    database.unlink()
    if is_there:
        database.touch()
    with pytest.raises(StorageError, match="gone or empty"):
        open_data(tmp_path)
    assert not database.exists() or database.stat().st_size == 0


def test_a_folder_on_a_network_drive_is_refused_and_nothing_is_made_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cifs(_folder: Path) -> str:
        return "cifs"

    monkeypatch.setattr(opening, "network_drive", cifs)
    with pytest.raises(StorageError, match="on a network drive \\(cifs\\)"):
        open_data(tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_damage_anywhere_is_found_by_looking_through_all(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    data = open_data(folder)
    assert data.is_sound(lambda: False)
    data.close()
    content = bytearray((folder / "eucles.db").read_bytes())
    content[-2000] ^= 1
    (folder / "eucles.db").write_bytes(content)
    data = open_data(folder)
    assert not data.is_sound(lambda: False)
    assert data.is_sound(lambda: True)  # given up: nothing is known
    data.close()
