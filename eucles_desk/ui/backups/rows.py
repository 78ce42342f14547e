"""The backups as rows of a list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, cast

from PySide6.QtCore import QLocale, QRect, QTime
from PySide6.QtGui import QFontMetrics, QPainter

from eucles_desk.assessment.backups import Backup
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.paged import ROW_ROLE, PagedModel
from eucles_desk.ui.row_view import Index, RowDelegate, Segment, paint_line
from eucles_desk.ui.speaking import locale_of
from eucles_desk.ui.when import when
from eucles_desk.wording import backups as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

Listed: TypeAlias = tuple[Backup, int | None]
"""A backup, and how many changes were made since."""
DOT = "  \N{MIDDLE DOT}  "


class BackupModel(PagedModel[Listed]):
    """The backups that were found last."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(self._slice, self._size, lambda row: made(row[0]), spoken, parent)
        self._found: Sequence[Listed] = ()

    def show(self, found: Sequence[Listed]) -> None:
        """Show others."""
        self._found = found
        self.reload()

    def _slice(self, _search: str, offset: int, limit: int) -> Sequence[Listed]:
        return self._found[offset : offset + limit]

    def _size(self, _search: str) -> int:
        return len(self._found)


class BackupDelegate(RowDelegate):
    """When and why, what is in it and what was changed since, and a button that restores it."""

    lines = 2.0
    narrow_below = 36

    def action_text(self, index: Index) -> str:  # noqa: ARG002  # the same for all
        """Return what the row's button says."""
        return tr("Restore")

    def action_width(self) -> int:
        """Return the width of that text."""
        return QFontMetrics(theme.font(1.0, bold=True)).horizontalAdvance(tr("Restore")) + theme.em(2.2)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint what is in the row."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, tuple):
            return
        listed = cast("Listed", row)
        line = QFontMetrics(theme.font()).lineSpacing()
        top = rect.center().y() - round(2 * line + theme.em(0.25)) // 2
        left = rect.left() + theme.em(0.2)
        first: list[Segment] = [(made(listed[0]), "text"), (DOT + reason(listed[0]), "muted")]
        paint_line(painter, QRect(left, top, rect.right() - left, line + 2), first, 1.0, bold=True)
        top += line + theme.em(0.25)
        second: list[Segment] = [(DOT.join(details(listed)), "muted")]
        if not listed[0].is_whole:
            second.insert(0, (tr("Not whole") + DOT, "warning"))
        paint_line(painter, QRect(left, top, rect.right() - left, line), second, 0.92)


def made(backup: Backup) -> str:
    """Say when a backup was made, always with the time of day."""
    now, local = datetime.now(UTC).astimezone(), backup.made_at.astimezone()
    said = when(local, now)
    if local.date() >= now.date() - timedelta(days=1) and local.date() <= now.date():
        return said
    return f"{said} {locale_of(current()).toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)}"


def reason(backup: Backup) -> str:
    """Say why it was made."""
    return tr(words.REASONS[backup.reason])


def details(row: Listed) -> Sequence[str]:
    """Say what was changed since, what is in it, and how large it is."""
    backup, changes = row
    count, files = backup.assessments, backup.evidence_files
    parts = [words.since(changes, current()), trn("{count} assessment", "{count} assessments", count)]
    if files:
        parts.append(trn("{count} evidence file", "{count} evidence files", files))
    return [*parts, words.size(backup.size, current())]


def spoken(row: Listed) -> str:
    """Say the whole row."""
    whole = [] if row[0].is_whole else [tr("Not whole")]
    return ", ".join([made(row[0]), reason(row[0]), *whole, *details(row)])
