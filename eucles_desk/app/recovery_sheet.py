"""Makes the recovery sheet as a PDF; the libraries are imported when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk import __version__

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from eucles_desk.language import Language

SHOWN_DIGITS: Final = 8
"""Of what the data are known by."""


def recovery_sheet_pdf(code: str, resources: Path, language: Language, today: date) -> bytes:
    """Return the page with a recovery code; takes about half a second."""
    import io

    from eucles_desk.reports.pdf import write_pdf
    from eucles_desk.reports.recovery_sheet import recovery_sheet
    from eucles_desk.storage.envelope import key_id
    from eucles_desk.storage.recovery_code import key_from_recovery_code

    data_id = key_id(key_from_recovery_code(code))[:SHOWN_DIGITS].upper()
    file = io.BytesIO()
    write_pdf(recovery_sheet(code, data_id, language, today, __version__), file, resources / "fonts")
    return file.getvalue()
