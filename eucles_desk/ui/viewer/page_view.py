"""One page as it looks, with the places that are cited, found and framed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QStyle, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.colours import LIGHT
from eucles_desk.ui.viewer.regions import FIRST, moved, sized, spoken, to_rect, to_region

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eucles_desk.assessment.evidence import Region

ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Sizes, in multiples of the width of the view."""
STEP: Final = 20
"""How far one key press moves a frame, in thousandths of the page, and sizes it together with Ctrl."""
FINE: Final = 5
"""How far one key press sizes it without."""
DRAG: Final = 5
REDRAW_MILLISECONDS: Final = 120
MOVES: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
ZOOM_IN: Final = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
NONE: Final = Qt.KeyboardModifier.NoModifier
KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
CTRL_SHIFT: Final = Qt.KeyboardModifier.ControlModifier | SHIFT
ENTERS: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PageView(QAbstractScrollArea):
    """Shows the picture of a page as wide as there is room, or larger; a frame is drawn on it by mouse or keyboard.

    The page itself is white paper in every theme, so what is painted on it has the colours of the light one.

    Signals:
        picture_wanted: The page is to be drawn anew, at another size.
        turned: Another page is wanted: so many on, or to the first (a large negative number) or the last.
        frame_changed: The frame is another one, or gone.
        framing_changed: Arrows move the frame now, or scroll again.
        cite_wanted: What is framed is to be cited.
    """

    picture_wanted = Signal()
    turned = Signal(int)
    frame_changed = Signal()
    framing_changed = Signal(bool)
    cite_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame: Region | None = None
        self.is_framing = False
        self.zoom = 1.0
        self._page_size: tuple[float, float] = (1.0, 1.4)
        self._picture: QImage | None = None
        self._cited: tuple[Region, ...] = ()
        self._hits: tuple[Region, ...] = ()
        self._hit = -1
        self._pressed: QPoint | None = None
        self._redraw = QTimer(self, interval=REDRAW_MILLISECONDS, singleShot=True)
        self._redraw.timeout.connect(self.picture_wanted)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        theme.notifier().changed.connect(self._on_theme_changed)

    @property
    def picture(self) -> QImage | None:
        """The picture shown."""
        return self._picture

    @property
    def wanted_width(self) -> int:
        """How many pixels of the screen a picture of the page fills across."""
        return max(1, round(self._page_width() * self.devicePixelRatioF()))

    @property
    def cited(self) -> tuple[Region, ...]:
        """What of this page is marked as cited."""
        return self._cited

    @property
    def hits(self) -> tuple[Region, ...]:
        """Where on this page the words stand that were looked for."""
        return self._hits

    def show_page(self, size: tuple[float, float], picture: QImage | None) -> None:
        """Show a page from its top; without a picture yet, its empty paper."""
        self._page_size = size if min(size) > 0 else (1.0, 1.4)
        self._picture = picture
        self._cited, self._hits, self._hit = (), (), -1
        self.set_frame(None)
        self.set_framing(framing=False)
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def put_picture(self, picture: QImage) -> None:
        """Show the picture of the same page."""
        self._picture = picture
        self.viewport().update()

    def mark_cited(self, regions: Sequence[Region]) -> None:
        """Mark what is cited of the page."""
        self._cited = tuple(regions)
        self.viewport().update()

    def reveal(self, region: Region) -> None:
        """Scroll a part of the page into sight."""
        rect, room = to_rect(region, self._page_rect()), self.viewport().size()
        for bar, start, length, there in (
            (self.horizontalScrollBar(), rect.x(), rect.width(), room.width()),
            (self.verticalScrollBar(), rect.y(), rect.height(), room.height()),
        ):
            if start < 0 or start + length > there:
                bar.setValue(bar.value() + round(start - max((there - length) / 3, theme.em(0.5))))

    def mark_hits(self, regions: Sequence[Region], current: int) -> None:
        """Mark the places found on the page, and show the one that the user is at."""
        self._hits, self._hit = tuple(regions), current
        if 0 <= current < len(regions):
            self.reveal(regions[current])
        self.viewport().update()

    def set_frame(self, frame: Region | None) -> None:
        """Draw a frame, or none."""
        if frame != self.frame:
            self.frame = frame
            self.viewport().update()
            self.frame_changed.emit()

    def set_framing(self, *, framing: bool) -> None:
        """Have the arrows move a frame, or scroll again."""
        if framing == self.is_framing:
            return
        self.is_framing = framing
        if framing and self.frame is None:
            self.set_frame(FIRST)
        self.framing_changed.emit(framing)
        if framing and self.frame is not None:
            self.reveal(self.frame)
            self._say_frame()

    def zoom_by(self, steps: int) -> None:
        """Show the page larger or smaller."""
        nearest = min(range(len(ZOOMS)), key=lambda at: abs(ZOOMS[at] - self.zoom))
        self.set_zoom(ZOOMS[min(max(nearest + steps, 0), len(ZOOMS) - 1)])

    def set_zoom(self, zoom: float) -> None:
        """Show the page at a multiple of the width; what is in the middle stays there."""
        if zoom == self.zoom:
            return
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        parts = [(bar.value() + bar.pageStep() / 2) / max(bar.maximum() + bar.pageStep(), 1) for bar in bars]
        self.zoom = zoom
        self._arrange()
        for bar, part in zip(bars, parts, strict=True):
            bar.setValue(round(part * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))
        self.picture_wanted.emit()
        self.viewport().update()

    # Qt

    def sizeHint(self) -> QSize:
        """Ask for room for a page."""
        return QSize(theme.em(20), theme.em(26))

    def minimumSizeHint(self) -> QSize:
        """Do with little."""
        return QSize(theme.em(8), theme.em(8))

    def event(self, event: QEvent) -> bool:
        """Claim the keys that mean something here before shortcuts around the viewer take them."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, scroll, zoom, and move or size the frame."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~KEYPAD
        turns = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Home: -(10**6), Qt.Key.Key_End: 10**6}
        shift, both = modifiers == SHIFT, modifiers == CTRL_SHIFT
        if self._zoom_key(event):
            return
        if modifiers == NONE and key in turns:
            self.turned.emit(turns[key])
        elif self.is_framing and key in MOVES and modifiers == NONE:
            self._change_frame(moved, key, STEP)
        elif self.is_framing and key in MOVES and (shift or both):
            self._change_frame(sized, key, FINE if shift else STEP)
        elif key in ENTERS and modifiers == NONE and self.frame is not None:
            self.cite_wanted.emit()
        elif modifiers == NONE and key == Qt.Key.Key_R:
            self.set_framing(framing=not self.is_framing)
        elif modifiers == NONE and key == Qt.Key.Key_Escape and (self.frame is not None or self.is_framing):
            self.set_framing(framing=False)
            self.set_frame(None)
        elif modifiers == NONE and key in MOVES:
            across, down = MOVES[key]
            bar = self.horizontalScrollBar() if across else self.verticalScrollBar()
            bar.setValue(bar.value() + (across + down) * theme.em(3))
        elif key == Qt.Key.Key_Space and (modifiers == NONE or shift):
            self._scroll_page(-1 if shift else 1)
        else:
            event.ignore()  # the scroll area would scroll with keys that have a meaning around it

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a frame."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the frame on."""
        if self._pressed is not None:
            self._drag_to(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the frame; a click alone takes it away."""
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            return
        at, start = event.position().toPoint(), self._pressed
        if (at - start).manhattanLength() < DRAG:
            self.set_framing(framing=False)
            self.set_frame(None)
        else:
            self._drag_to(at)
        self._pressed = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width; it is drawn anew once the size stays."""
        super().resizeEvent(event)
        self._arrange()
        self._redraw.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the paper, the page, and what is marked on it."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), theme.colour("track"))
        page = self._page_rect()
        painter.fillRect(page, QColor(LIGHT.background))
        if self._picture is not None:
            painter.drawImage(page, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, region in enumerate(self._hits):
            rect = to_rect(region, page)
            if at == self._hit:  # a frame well off the letters, and no more tint than on the others
                self._paint_mark(painter, rect.adjusted(-3, -3, 3, 3), LIGHT.second, 2, tint=20)
            else:
                self._paint_mark(painter, rect, LIGHT.second, 0, tint=36)
        for region in self._cited:
            self._paint_mark(painter, to_rect(region, page), LIGHT.good, 2)
        if self.frame is not None:
            self._paint_mark(painter, to_rect(self.frame, page), LIGHT.focus, 2, dashed=True)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    # Inside

    def _paint_mark(
        self, painter: QPainter, rect: QRectF, colour: str, width: float, *, dashed: bool = False, tint: int = 40
    ) -> None:
        """Paint a frame of a width around a part, a tint without a frame for 0; letters stay readable through it."""
        fill = QColor(colour)
        fill.setAlpha(tint)
        style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setBrush(fill)
        painter.setPen(QPen(QColor(colour), width, style) if width else Qt.PenStyle.NoPen)
        painter.drawRect(rect.adjusted(-1, -1, 1, 1))

    def _page_width(self) -> float:
        """The bar's room is set aside at all times: a bar that comes and goes would change the width it depends on."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.verticalScrollBar())
        return max(self.width() - bar - 2 * self._edge(), 20) * self.zoom

    def _edge(self) -> int:
        return theme.em(0.5)

    def _page_rect(self) -> QRectF:
        width = self._page_width()
        height = width * self._page_size[1] / self._page_size[0]
        room = self.viewport().size()
        left = max((room.width() - width) / 2, self._edge()) - self.horizontalScrollBar().value()
        return QRectF(left, self._edge() - self.verticalScrollBar().value(), width, height)

    def _arrange(self) -> None:
        page, room = self._page_rect(), self.viewport().size()
        for bar, needed, there in (
            (self.horizontalScrollBar(), page.width(), room.width()),
            (self.verticalScrollBar(), page.height(), room.height()),
        ):
            bar.setRange(0, max(0, round(needed) + 2 * self._edge() - there))
            bar.setPageStep(there)
            bar.setSingleStep(theme.em(2))

    def _scroll_page(self, way: int) -> None:
        """Scroll by what is seen; at the end of the page go to the next."""
        bar = self.verticalScrollBar()
        if bar.value() == (bar.maximum() if way > 0 else bar.minimum()):
            self.turned.emit(way)
        else:
            bar.setValue(bar.value() + way * round(bar.pageStep() * 0.9))

    def _drag_to(self, at: QPoint) -> None:
        assert self._pressed is not None
        rect = QRectF(QPointF(self._pressed), QPointF(at))
        frame = to_region(rect, self._page_rect())
        if frame is not None:
            self.set_frame(frame)

    def _change_frame(self, change: Callable[[Region, int, int], Region], key: Qt.Key, step: int) -> None:
        across, down = MOVES[key]
        frame = change(self.frame or FIRST, across * step, down * step)
        self.set_frame(frame)
        self.reveal(frame)
        self._say_frame()

    def _say_frame(self) -> None:
        if self.frame is not None:
            self.setAccessibleDescription(spoken(self.frame))
            if QAccessible.isActive():
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken(self.frame)))

    def _is_own(self, event: QKeyEvent) -> bool:
        """Return whether a key is one that is handled here though it has a meaning around the viewer as well."""
        own = {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_R, *MOVES}
        if event.key() == Qt.Key.Key_Escape and self.frame is not None:
            return True
        if self.is_framing and Qt.Key(event.key()) in MOVES and event.modifiers() & ~KEYPAD == CTRL_SHIFT:
            return True
        plain = event.modifiers() & ~(KEYPAD | SHIFT)
        return (plain == NONE and Qt.Key(event.key()) in own) or _zoom_of(event) is not None

    def _zoom_key(self, event: QKeyEvent) -> bool:
        zoom = _zoom_of(event)
        if zoom is None:
            return False
        if zoom:
            self.zoom_by(zoom)
        else:
            self.set_zoom(1.0)
        return True

    @Slot()
    def _on_theme_changed(self) -> None:
        self._arrange()
        self._redraw.start()
        self.viewport().update()


def _zoom_of(event: QKeyEvent) -> int | None:
    """Return by how many steps a key zooms, 0 for the whole width, ``None`` for a key that does not."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    if event.matches(QKeySequence.StandardKey.ZoomIn) or Qt.Key(event.key()) in ZOOM_IN:
        return 1
    if event.matches(QKeySequence.StandardKey.ZoomOut) or Qt.Key(event.key()) == Qt.Key.Key_Minus:
        return -1
    return 0 if Qt.Key(event.key()) == Qt.Key.Key_0 else None
