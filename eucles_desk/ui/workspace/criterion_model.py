"""The criteria as a flat list with a heading row for each dimension, and the list narrowed to what is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt

from eucles_desk.ui.language import current
from eucles_desk.ui.workspace.rows import Filter, Group, Item, Row, rows_of, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ITEM_ROLE = int(Qt.ItemDataRole.UserRole) + 1
Index = QModelIndex | QPersistentModelIndex


class CriterionModel(QAbstractListModel):
    """Groups and criteria, one row each.

    A flat list, since screen readers read rows of a list more dependably than branches of a tree. Only rows that
    changed are told to views.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._items = list(items)
        self._place = {row.criterion.id: at for at, row in enumerate(self._items) if isinstance(row, Row)}

    @property
    def rows(self) -> tuple[Row, ...]:
        """The criteria in their order."""
        return rows_of(self._items)

    def row(self, criterion: str) -> Row | None:
        """Return a criterion as it stands, ``None`` when the label does not judge it."""
        at = self._place.get(criterion)
        item = self._items[at] if at is not None else None
        return item if isinstance(item, Row) else None

    def show_items(self, items: Sequence[Item]) -> None:
        """Take in the same rows as they stand now."""
        for at, (old, new) in enumerate(zip(self._items, items, strict=True)):
            if old != new:
                self._items[at] = new
                self.dataChanged.emit(self.index(at), self.index(at))

    def index_of(self, criterion: str) -> QModelIndex:
        """Return the index of a criterion, an invalid one when there is none."""
        at = self._place.get(criterion)
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Return the item itself for painting, and its words for everybody who cannot see it."""
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(item, current())
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(item)
        if role == Qt.ItemDataRole.ToolTipRole:  # signs in words, and the whole of a title that is cut
            return spoken(item, current())
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let criteria be chosen, headings only be read."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._items[index.row()], Group):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class FilteredCriteria(QSortFilterProxyModel):
    """The criteria that a search and the chosen filters leave, with the headings of those.

    Several filters widen one another: a row that belongs to any of them is shown. The criterion being worked on stays
    even when it no longer belongs, so that it is not pulled away under its reader.
    """

    def __init__(self, model: CriterionModel) -> None:
        super().__init__()
        self._model = model
        self._search = ""
        self._filters: frozenset[Filter] = frozenset()
        self._kept = ""
        self.setSourceModel(model)
        self.setDynamicSortFilter(False)

    @property
    def count(self) -> int:
        """How many criteria match, whether or not the one being worked on is kept beside them."""
        return sum(self._matches(row) for row in self._model.rows)

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter leaves rows out."""
        return bool(self._search or self._filters)

    def narrow(self, search: str, filters: Iterable[Filter]) -> None:
        """Show what matches the search and any of the filters."""
        search, filters = search.strip().casefold(), frozenset(filters)
        if (search, filters) != (self._search, self._filters):
            self._search, self._filters = search, filters
            self.invalidate()

    def keep(self, criterion: str) -> None:
        """Leave this criterion in the list whatever the filters say."""
        if criterion == self._kept:
            return
        self._kept = criterion
        if self._filters:
            self.invalidate()

    def refresh(self) -> None:
        """Look again at which rows belong after levels or flags have changed."""
        if self._filters:
            self.invalidate()

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        """Return whether a row is shown; a heading is when one of its criteria is."""
        if not self._search and not self._filters:
            return True
        item = self._model.index(row).data(ITEM_ROLE)
        if isinstance(item, Row):
            return self._accepts(item)
        return isinstance(item, Group) and any(
            self._accepts(of_it) for of_it in self._model.rows if of_it.criterion.dimension == item.dimension.id
        )

    def _accepts(self, row: Row) -> bool:
        is_kept = row.criterion.id == self._kept
        return self._matches(row) or (is_kept and row_matches(row, self._search))

    def _matches(self, row: Row) -> bool:
        belongs = not self._filters or any(row.passes(wanted) for wanted in self._filters)
        return belongs and row_matches(row, self._search)


def title_of(item: Item) -> str:
    """Return code and title of a row."""
    code = current().code
    if isinstance(item, Group):
        return f"{item.dimension.id} {item.dimension.title.in_language(code)}"
    return f"{item.criterion.id} {item.criterion.title.in_language(code)}"


def row_matches(row: Row, search: str) -> bool:
    """Return whether code or title hold what is looked for, each word on its own; a code counts from its beginning."""
    title = row.criterion.title.in_language(current().code).casefold()
    return all(row.criterion.id.startswith(word) or word in title for word in search.split())
