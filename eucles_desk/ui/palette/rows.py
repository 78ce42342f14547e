"""What the palette lists: headings and hits, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from eucles_desk.language.marking import N_
from eucles_desk.services.hits import Hit, HitKind, unmarked
from eucles_desk.ui.assessment.area_makers import ICONS as AREA_ICONS
from eucles_desk.ui.assessments.row_text import label_name
from eucles_desk.ui.language import tr
from eucles_desk.ui.palette.keys import shown_keys
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.ui.actions import Command

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
HEADINGS: Final[Mapping[HitKind, str]] = {
    HitKind.CRITERION: N_("Criteria"),
    HitKind.FACT: N_("Facts"),
    HitKind.ACTION: N_("Actions"),
    HitKind.ASSESSMENT: N_("Assessments"),
    HitKind.CLUSTER: N_("Clusters"),
    HitKind.EVIDENCE: N_("Evidence"),
    HitKind.INTERVIEW: N_("Interviews and notes"),
    HitKind.JUDGEMENT: N_("Reasons and recommendations"),
    HitKind.PRIVATE_NOTE: N_("Private notes"),
    HitKind.TEXT: N_("In files"),
}
ICONS: Final[Mapping[HitKind, str]] = {
    HitKind.CRITERION: "criteria",
    HitKind.FACT: "facts",
    HitKind.ACTION: "arrow-right",
    HitKind.ASSESSMENT: "list",
    HitKind.CLUSTER: "clusters",
    HitKind.EVIDENCE: "document",
    HitKind.INTERVIEW: "interview",
    HitKind.JUDGEMENT: "pencil",
    HitKind.PRIVATE_NOTE: "lock",
    HitKind.TEXT: "document",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What the rows below it are."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A hit as it is shown.

    Attributes:
        title: What it is called, with what was found in it marked; ``excerpt`` likewise, on a line of its own.
        detail: What tells it from others.
        keys: The key that does the same.
        group: The heading that it stands under.
    """

    hit: Hit
    title: str
    icon: str
    detail: str = ""
    excerpt: str = ""
    keys: str = ""
    group: str = ""

    @property
    def spoken(self) -> str:
        """The whole row in words."""
        parts = (unmarked(self.title), self.detail, unmarked(self.excerpt), self.keys, self.group)
        return ", ".join(part for part in parts if part)


class PaletteModel(QAbstractListModel):
    """Headings and rows in a flat list; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[Heading | Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        """The hits in their order."""
        return tuple(item for item in self._items if isinstance(item, Row))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these, each group under its heading."""
        self.beginResetModel()
        self._items = []
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                self._items.append(Heading(group))
            self._items.append(row)
        self.endResetModel()

    def item(self, at: int) -> Heading | Row | None:
        """Return what stands at a place."""
        return self._items[at] if 0 <= at < len(self._items) else None

    def place_of(self, row: Row) -> int:
        """Return the place of a row, that of the first where it is not there."""
        targets = [item.hit.target if isinstance(item, Row) else None for item in self._items]
        return targets.index(row.hit.target) if row.hit.target in targets else self.first

    @property
    def first(self) -> int:
        """The place of the first row, -1 when there is none."""
        return next((at for at, item in enumerate(self._items) if isinstance(item, Row)), -1)

    def step(self, at: int, by: int) -> int:
        """Return the place so many rows further, as far as there are rows."""
        places = [place for place, item in enumerate(self._items) if isinstance(item, Row)]
        if not places:
            return -1
        now = places.index(at) if at in places else 0
        return places[min(max(now + by, 0), len(places) - 1)]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Return how many headings and rows there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the item itself for painting, and its words for everybody who cannot see it."""
        item = self.item(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == ROW_ROLE:
            return item
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return item.spoken if isinstance(item, Row) else item.text
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(item, Row):
            return unmarked("\n".join(part for part in (item.title, item.detail, item.excerpt) if part))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let rows be chosen, headings only be read."""
        if isinstance(self.item(index.row()), Row):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


def row_of(hit: Hit, commands: Mapping[str, Command], group: str = "") -> Row:
    """Return a hit as it is shown."""
    heading = group or tr(HEADINGS[hit.kind])
    place = hit.target.place
    icon = AREA_ICONS[place.area] if hit.kind is HitKind.CRITERION and place is not None else ICONS[hit.kind]
    match hit.kind:
        case HitKind.ACTION:
            done = commands[hit.target.action]
            keys = shown_keys(done.action.keys)
            return Row(hit, hit.title, done.action.icon or icon, keys=keys[0] if keys else "", group=heading)
        case HitKind.ASSESSMENT if hit.summary is not None:
            parts = (label_name(hit.summary.label, None), tr(STEPS[hit.summary.step]))
            return Row(hit, hit.title, icon, " \N{MIDDLE DOT} ".join(parts), group=heading)
        case HitKind.TEXT:
            page = tr("page {number}", number=hit.target.page)
            return Row(hit, hit.title, icon, f"{page} \N{MIDDLE DOT} {hit.detail}", hit.excerpt, group=heading)
        case HitKind.INTERVIEW if hit.target.page is not None:
            note = tr("note {number}", number=hit.target.page)
            return Row(hit, hit.title, icon, note, hit.excerpt, group=heading)
        case _:
            return Row(hit, hit.title, icon, hit.detail, hit.excerpt, group=heading)
