"""What tables are made of: types that SQLite does not have by itself, names of keys, the tie to the assessment."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, MetaData, String, TypeDecorator, Uuid
from sqlalchemy.engine import Dialect


class DecimalText(TypeDecorator[Decimal]):
    """A decimal kept letter for letter: SQLite has none, and going through floats would change it."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """Write the digits."""
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Read the digits."""
        return None if value is None else Decimal(value)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC: SQLite would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def of_assessment() -> ForeignKey:
    """Refer to the assessment.

    Deferred, as all keys between parts are: a change may take out a part before what refers to it.
    """
    return ForeignKey("assessment.id", deferrable=True, initially="DEFERRED")


def assessment_id() -> Column[Any]:
    """Return the first column of a table of parts."""
    return Column("assessment_id", Uuid, of_assessment(), primary_key=True)
