"""The entries of the history as painted rows: what was done, when, by whom, and the first value that it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics, QPainter

from eucles_desk.assessment.auditing import Audited, EntryState
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.paged import ROW_ROLE
from eucles_desk.ui.row_view import Index, RowDelegate, paint_line
from eucles_desk.wording.history import NOTHING, Around, author, event, moment, shortened, titled, values_told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.wording.history import Told

DOT = "  \N{MIDDLE DOT}  "
ARROW = "  \N{RIGHTWARDS ARROW}  "


class EntryDelegate(RowDelegate):
    """What was done over when, who, and from which value to which."""

    lines = 2.1
    narrow_below = 0

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around

    def action_text(self, index: Index) -> str:  # noqa: ARG002  # no row has a button
        """Return nothing: a row is looked at, not acted on."""
        return ""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Paint what is in the row."""
        entry = index.data(ROW_ROLE)
        if not isinstance(entry, Audited):
            return
        line = QFontMetrics(theme.font()).lineSpacing()
        top = rect.center().y() - round(2 * line + theme.em(0.25)) // 2
        width = rect.width()
        role = {EntryState.KEPT: "text", EntryState.ERASED: "muted"}.get(entry.state, "danger")
        number = (f"{DOT}{entry.seq}", "muted")
        paint_line(painter, QRect(rect.left(), top, width, line + 2), [(name(entry), role), number], bold=True)
        top += line + theme.em(0.25)
        said = DOT.join((when_and_who(entry, self.around), *first_value(entry, self.around)))
        paint_line(painter, QRect(rect.left(), top, width, line), [(said, "muted")], 0.92)


def name(entry: Audited) -> str:
    """Return what an entry is called."""
    return event(entry, current())


def when_and_who(entry: Audited, around: Around) -> str:
    """Return the time of an entry, and whose seat it was made from."""
    who = author(entry, around, current())
    return DOT.join(part for part in (moment(entry.entry.at, current()), who) if part)


def told(entry: Audited, around: Around) -> tuple[Told, ...]:
    """Return the values that an entry has changed."""
    return tuple(one for change in entry.entry.changes for one in values_told(change, around, current()))


def first_value(entry: Audited, around: Around) -> Iterable[str]:
    """Say the first of the values, and how many more there are."""
    values = told(entry, around)
    if not values:
        return ()
    first = values[0]
    said = f"{shortened(first.before) or NOTHING}{ARROW}{shortened(first.after) or NOTHING}"
    more = len(values) - 1
    return (said, trn("{count} more value", "{count} more values", more)) if more else (said,)


def whole(entry: Audited, around: Around) -> str:
    """Return everything that an entry says, each value on lines of its own."""
    head = [name(entry), tr("Change {seq}, {when}", seq=entry.seq, when=when_and_who(entry, around))]
    lines = ["\n".join(head)]
    for one in told(entry, around):
        values = (tr("Before: {text}", text=one.before or NOTHING), tr("Now: {text}", text=one.after or NOTHING))
        lines.append("\n".join((titled(entry, one.what, current()), *values)))
    return "\n\n".join(lines)


def spoken(entry: Audited, around: Around) -> str:
    """Return the whole row in words."""
    parts = [name(entry), when_and_who(entry, around).replace(DOT, ", ")]
    for one in told(entry, around):
        before, after = shortened(one.before) or tr("nothing"), shortened(one.after) or tr("nothing")
        parts.append(tr("{what} from {before} to {after}", what=one.what, before=before, after=after))
    return ", ".join(parts)
