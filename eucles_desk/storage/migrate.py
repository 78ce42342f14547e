"""Brings a database to the present schema: a checked backup first, then all steps or none."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from eucles_desk.errors import StorageError
from eucles_desk.storage.backups import Backup, BackupReason, Backups
from eucles_desk.storage.engine import open_engine
from eucles_desk.storage.problems import explained
from eucles_desk.storage.revision import HEAD

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime

    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """Return the revision that a database is at, ``None`` when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(path: Path, key: str, *, now: datetime, migrations: Path = MIGRATIONS, head: str = HEAD) -> Backup | None:
    """Bring the database file to the newest revision; return the backup made of an older one, if any.

    Foreign keys are off meanwhile: Alembic changes a SQLite table by copying, dropping and renaming it, and dropping
    a table while they are on deletes the rows that refer to it.
    """
    with _plain_connection(path, key) as connection:
        found = revision_of(connection)
        connection.rollback()
        if found == head:
            return None
        config = _config(connection, migrations)
        if found is not None and found not in _known_revisions(config):
            raise StorageError(
                "These data were written by a newer version of EUCLES Desk. Use that version, or another data folder."
            )
        backup = Backups(path.parent, key, lambda: now).make(BackupReason.MIGRATION) if found else None
        from alembic import command

        with connection.begin():
            command.upgrade(config, "head")
            if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
                raise StorageError("The data could not be brought to this version. They were left as they are.")
        return backup


@contextmanager
def _plain_connection(path: Path, key: str) -> Generator[Connection]:
    engine = open_engine(path, key, foreign_keys=False)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise explained(error, path.parent) from error
    finally:
        engine.dispose()


def _config(connection: Connection, migrations: Path) -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _known_revisions(config: Config) -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
