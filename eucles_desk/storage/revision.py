"""The newest revision of the schema, known here so that a start without an upgrade need not import Alembic."""

from typing import Final

HEAD: Final = "0005"
