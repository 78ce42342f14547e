"""The bar of areas: tabs with icon, name and the count of open points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.widgets import badge_size, paint_badge

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class AreaTab:
    """One tab: a key for the program, an icon and a name for the user."""

    key: str
    icon: str
    name: str


class AreaBar(QTabBar):
    """Tabs of the areas; where they do not fit, those that are not open show only their icon and count.

    ``order`` names all areas that there are: each keeps its number where others have no tab, as in site mode.
    """

    def __init__(self, tabs: Sequence[AreaTab], order: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = tuple(tabs)
        self._order = tuple(order) or tuple(tab.key for tab in tabs)
        self._left_out: Collection[str] = ()
        self._counts: dict[str, int] = {}
        self._are_short = False
        self.setAccessibleName(tr("Areas of the assessment"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        for tab in tabs:
            self.addTab(tab.name)
        self.show_counts({})
        theme.notifier().changed.connect(self._refit)

    @property
    def current_key(self) -> str:
        """The key of the open tab."""
        return self.tabs[self.currentIndex()].key

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all tabs in their order."""
        return tuple(tab.key for tab in self.tabs)

    def names(self) -> dict[str, str]:
        """Return what the areas are called, by key."""
        return {tab.key: tab.name for tab in self.tabs}

    def open_tab(self, key: str) -> None:
        """Open a tab."""
        self.setCurrentIndex(self.keys().index(key))

    def show_tabs(self, left_out: Collection[str]) -> None:
        """Show all tabs but these, which have no number either."""
        self._left_out = left_out
        for index, tab in enumerate(self.tabs):
            self.setTabVisible(index, tab.key not in left_out)

    def is_shown(self, key: str) -> bool:
        """Return whether a tab is there to be opened."""
        return key in self.keys() and self.isTabVisible(self.keys().index(key))

    def numbered(self) -> tuple[str, ...]:
        """Return the areas in the order of their numbers, the first with number 1."""
        return tuple(key for key in self._order if key not in self._left_out)

    def step(self, by: int) -> None:
        """Open the tab after the open one or before it, round and round."""
        shown = self._shown()
        self.setCurrentIndex(shown[(shown.index(self.currentIndex()) + by) % len(shown)])

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many points are open in each area; an area that is not named has none."""
        self._counts = dict(counts)
        numbered = self.numbered()
        for index in self._shown():
            tab = self.tabs[index]
            number = numbered.index(tab.key) + 1
            count = self._counts.get(tab.key, 0)
            said = trn("{count} open point", "{count} open points", count) if count else ""
            self.setAccessibleTabName(index, f"{tab.name}, {said}" if said else tab.name)
            keys = tr("{area} (Ctrl+Shift+{number})", area=tab.name, number=number)
            self.setTabToolTip(index, f"{keys}\n{said}" if said else keys)
        self._refit()

    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of a tab with its icon, name and count."""
        return QSize(self._width(index, has_name=self._has_name(index)), theme.em(2.9))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the same: a tab is never cut."""
        return self.tabSizeHint(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the tabs where the bar is too narrow."""
        super().resizeEvent(event)
        self._refit()

    def tabLayoutChange(self) -> None:
        """Follow the open tab, which always has its name."""
        super().tabLayoutChange()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tabs: the open one has a line under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("background"))
        for index in self._shown():
            self._paint_tab(painter, index)
        painter.end()

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        rect, tab, is_open = self.tabRect(index), self.tabs[index], index == self.currentIndex()
        ink = theme.colour("text" if is_open else "muted")
        if not is_open and rect.contains(self.mapFromGlobal(self.cursor().pos())):
            painter.fillRect(rect, theme.colour("hover"))
        icon, x = theme.em(1.3), rect.x() + theme.em(0.8)
        role = "accent" if is_open else "muted"
        drawn = pixmap(tab.icon, theme.colour(role).name(), icon, self.devicePixelRatioF())
        painter.drawPixmap(x, rect.center().y() - icon // 2, drawn)
        x += icon + theme.em(0.45)
        if self._has_name(index):
            painter.setFont(theme.font(1.0, bold=is_open))
            painter.setPen(ink)
            width = self._name_width(index)
            where = QRectF(x, rect.y(), width + 4, rect.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, tab.name)
            x += width + theme.em(0.45)
        count = self._counts.get(tab.key, 0)
        if count:
            size = badge_size(str(count))
            where = QRect(x, rect.center().y() - size.height() // 2, size.width(), size.height())
            paint_badge(painter, where, str(count), "warning")
        if is_open:
            line = QRectF(rect.x() + theme.em(0.5), rect.bottom() - 2, rect.width() - theme.em(1.0), 3)
            painter.fillRect(line, theme.colour("accent"))
        if is_open and self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(3, 3, -3, -5), theme.em(0.4), theme.em(0.4))

    def _shown(self) -> list[int]:
        return [index for index in range(self.count()) if self.isTabVisible(index)]

    def _has_name(self, index: int) -> bool:
        return not self._are_short or index == self.currentIndex()

    def _name_width(self, index: int) -> int:
        """Reckon with the bold face, so that tabs do not move when another is opened."""
        return round(QFontMetricsF(theme.font(1.0, bold=True)).horizontalAdvance(self.tabs[index].name))

    def _width(self, index: int, *, has_name: bool) -> int:
        width = theme.em(1.3) + theme.em(1.6)
        if has_name:
            width += theme.em(0.45) + self._name_width(index)
        count = self._counts.get(self.tabs[index].key, 0)
        if count:
            width += theme.em(0.45) + badge_size(str(count)).width()
        return width

    @Slot()
    def _refit(self) -> None:
        wanted = sum(self._width(index, has_name=True) for index in self._shown())
        self._are_short = self.width() > 0 and wanted > self.width()
        # Qt asks for the sizes of tabs again only when one of them changes.
        self.setIconSize(QSize(theme.em(1.3), theme.em(1.3)))
        self.setTabText(0, self.tabs[0].name + " ")
        self.setTabText(0, self.tabs[0].name)
        self.update()
