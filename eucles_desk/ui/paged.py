"""A list that fetches its rows in pages, so that ten thousand are as quick to show as ten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from eucles_desk.errors import EuclesError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
PAGE = 100
ROW_ROLE = Qt.ItemDataRole.UserRole


class PagedModel(QAbstractListModel, Generic[Row]):
    """Rows of one kind, in the order in which ``page`` returns them.

    Args:
        page: Returns rows for a search, an offset and a limit.
        count: Returns how many rows a search finds.
        title: What the row is called; typing in the view looks for it.
        spoken: The whole row in words, for a screen reader.

    Signals:
        failed: Rows could not be fetched; carries the error.
        loaded: The search or its rows are others now.
    """

    failed = Signal(object)
    loaded = Signal()

    def __init__(
        self,
        page: Callable[[str, int, int], Sequence[Row]],
        count: Callable[[str], int],
        title: Callable[[Row], str],
        spoken: Callable[[Row], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._count = page, count
        self._title, self._spoken = title, spoken
        self._rows: list[Row] = []
        self._total = 0
        self._search = ""

    @property
    def total(self) -> int:
        """How many rows the search finds, fetched or not."""
        return self._total

    @property
    def search_text(self) -> str:
        """What is searched for."""
        return self._search

    def search(self, text: str) -> None:
        """Show what a search finds, from its first page on."""
        self._search = text.strip()
        self._load(PAGE)

    def reload(self) -> None:
        """Fetch the rows that are shown anew."""
        self._load(max(PAGE, len(self._rows)))

    def row(self, index: Index | int) -> Row | None:
        """Return the row at an index or number."""
        number = index if isinstance(index, int) else index.row()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rows(self) -> Sequence[Row]:
        """Return the rows fetched so far."""
        return tuple(self._rows)

    def repaint_rows(self) -> None:
        """Tell views that rows are to be painted again, since what they are painted with has changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of rows fetched."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether there are rows that have not been fetched."""
        return not parent.isValid() and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        """Fetch the next page; a failure is told and ends the list where it is."""
        if parent.isValid():
            return
        try:
            more = self._page(self._search, len(self._rows), PAGE)
        except EuclesError as error:
            self._total = len(self._rows)
            self.failed.emit(error)
            return
        if not more:
            self._total = len(self._rows)
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
        self._rows.extend(more)
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  # Qt's own variant
        """Return what a role shows of a row."""
        row = self.row(index) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(row)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return self._spoken(row)
        return row if role == ROW_ROLE else None

    def _load(self, limit: int) -> None:
        try:
            total, rows = self._count(self._search), list(self._page(self._search, 0, limit))
        except EuclesError as error:
            self.failed.emit(error)
            return
        self.beginResetModel()
        self._total, self._rows = max(total, len(rows)), rows
        self.endResetModel()
        self.loaded.emit()
