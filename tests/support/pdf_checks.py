"""Two validators that know nothing of each other: what they have against a PDF."""

# The first has no stubs, the second no types.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportMissingTypeStubs=false

from __future__ import annotations

from pathlib import Path
from typing import Any

import outloud
import page

PROFILES = ("ua1", "3a")


def faults(content: bytes, folder: Path) -> list[str]:
    """Return what breaks PDF/UA-1 or PDF/A-3a, and what a reader-oriented checker calls an error."""
    file = folder / "checked.pdf"
    file.write_bytes(content)
    return [*broken_rules(content), *errors_for_listeners(file)]


def broken_rules(content: bytes) -> list[str]:
    """Return the rules of the two standards that a file breaks."""
    reports: list[tuple[str, Any]] = [(p, page.validate_pdf_bytes(content, profile=p)) for p in PROFILES]
    return [f"{p}: {found.rule_id}: {found.message}" for p, report in reports for found in report.failures]


def errors_for_listeners(file: Path) -> list[str]:
    """Return what the second validator calls an error."""
    result: Any = outloud.check(str(file))
    assert result.error is None, result.error
    return [f"outloud: {found.rule}: {found.message}" for found in result.findings if found.severity == "error"]
