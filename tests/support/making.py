"""A maker of reports as the program has one, without a data folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from eucles_desk.app.languages import Languages
from eucles_desk.app.report_making import Reports
from eucles_desk.scheme.values import EditionRef
from eucles_desk.services.report_ports import Signing
from support.documents import interchange
from support.gold import ROOT

NOW = datetime(2026, 3, 17, 9, 30, tzinfo=UTC)


def reports(
    sign: Callable[[bytes, Signing, datetime], bytes] | None = None,
    edition_content: Callable[[EditionRef], bytes | None] = lambda _ref: None,
    now: datetime = NOW,
) -> Reports:
    """Return a maker of reports with the fonts, languages and schema of the program."""
    resources = ROOT / "resources"
    return Reports(
        resources,
        Languages(resources),
        lambda: now,
        interchange=interchange,
        edition_content=edition_content,
        sign=sign,
    )
