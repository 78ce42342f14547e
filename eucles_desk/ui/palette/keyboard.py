"""The list of all keys, with a field to narrow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from eucles_desk.services.hits import Hit, HitKind, Query, Rank, Searched, Target, marked, rank_of
from eucles_desk.ui import theme
from eucles_desk.ui.actions import ACTIONS, GROUPS, Action
from eucles_desk.ui.find_field import FindField
from eucles_desk.ui.language import tr
from eucles_desk.ui.palette.keys import shown_key, shown_keys
from eucles_desk.ui.palette.painting import RowPainter
from eucles_desk.ui.palette.rows import PaletteModel, Row
from eucles_desk.ui.widgets import button, label, spaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

WIDTH, HEIGHT = 46, 42
SPANS: Final[Mapping[str, tuple[str, str]]] = {
    "page": ("Ctrl+1", "Ctrl+{last}"),
    "area": ("Ctrl+Shift+1", "Ctrl+Shift+{last}"),
    "level": ("0", "5"),
    "level_while_typing": ("Alt+0", "Alt+5"),
}
"""The first and the last key of actions that stand for several."""
LAST: Final[Mapping[str, int]] = {"area": 9}


class KeyboardDialog(QDialog):
    """Shows every key by where it works."""

    def __init__(self, pages: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("All keys"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._rows = tuple(rows_of_keys(pages))
        self.find_edit = _KeyField()
        self.model = PaletteModel()
        self.view = QListView()
        self.nothing_label = label(tr("No key does that."), "muted", wrap=True)
        self.close_button = button(tr("Close"))
        self._lay_out()
        self.find_edit.textChanged.connect(self._on_typed)
        self.close_button.clicked.connect(self.reject)
        self._on_typed("")

    def open_fitting(self) -> None:
        """Open as large as the list needs and the window allows."""
        around = self.parentWidget()
        width, height = theme.em(WIDTH), theme.em(HEIGHT)
        if around is not None:
            width = min(width, around.width() - theme.em(2))
            height = min(height, around.height() - theme.em(2))
        self.resize(width, height)
        self.open()
        self.find_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowPainter(self.view))
        self.view.setAccessibleName(tr("All keys"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        foot = QHBoxLayout()
        spaced(foot, 0, 0.6)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        spaced(column, 1.2, 0.7)
        column.addWidget(label(tr("All keys"), "title"))
        column.addWidget(self.find_edit)
        column.addWidget(self.nothing_label)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.find_edit.view = self.view

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        query = Query.of(text)
        found = [_marked(row, query) for row in self._rows if not query.words or _fits(row, query)]
        self.model.show_rows(found)
        self.view.setVisible(bool(found))
        self.nothing_label.setVisible(not found)
        self.view.setCurrentIndex(self.model.index(self.model.first, 0))
        self.view.scrollToTop()


class _KeyField(FindField):
    """Hands the keys that move in the list to it."""

    def __init__(self) -> None:
        super().__init__(tr("Find a key or what it does"))
        self.view: QListView | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.view.model() if self.view is not None else None
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
            Qt.Key(event.key())
        )
        if by is not None and self.view is not None and isinstance(model, PaletteModel):
            self.view.setCurrentIndex(model.index(model.step(self.view.currentIndex().row(), by), 0))
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def rows_of_keys(pages: int) -> list[Row]:
    """Return every action that has a key, by where it works; there are so many pages."""
    found: list[Row] = []
    for group, heading in GROUPS.items():
        for action in ACTIONS.values():
            if action.group is group and (action.keys or action.key in SPANS):
                hit = Hit(HitKind.ACTION, _text(action), Target(action=action.key), Rank.CODE)
                found.append(Row(hit, hit.title, action.icon, keys=_keys(action, pages), group=tr(heading)))
    return found


def _text(action: Action) -> str:
    match action.key:
        case "page":
            return tr("Go to a page")
        case "area":
            return tr("Go to an area of the assessment")
        case "source":
            return tr("Rests on a document, interview, observation or survey")
        case "level":
            return tr("Give a level")
        case _:
            return tr(action.text)


def _keys(action: Action, pages: int) -> str:
    span = SPANS.get(action.key)
    if span is None:
        return ", ".join(shown_keys(tuple(tr(key) for key in action.keys) if action.is_local else action.keys))
    last = span[1].format(last=LAST.get(action.key, pages))
    return f"{shown_key(span[0])} \N{EN DASH} {shown_key(last)}"


def _fits(row: Row, query: Query) -> bool:
    names = (row.keys, row.keys.replace("+", " "), row.group)
    item = Searched(HitKind.ACTION, row.title, row.hit.target, names)
    return rank_of(item, query) is not None


def _marked(row: Row, query: Query) -> Row:
    title = marked(row.title, query.words)
    return Row(row.hit, title, row.icon, keys=row.keys, group=row.group)
