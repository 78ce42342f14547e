"""Icons: the drawings of a well-kept set (Lucide), painted in a colour of the theme at whatever size the text has."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QFile, QObject, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QPushButton

from eucles_desk.ui import theme

RATIOS = (1.0, 2.0)


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """Return a drawing in a colour, ``size`` logical pixels wide and high."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    source = _source(name)
    if source:
        coloured = source.replace(b"currentColor", QColor(colour).name().encode())
        painter = QPainter(made)
        QSvgRenderer(QByteArray(coloured)).render(painter, QRectF(0, 0, made.width(), made.height()))
        painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def icon(name: str, role: str = "text", size: int = 0, *, checked_role: str = "", gap: int = 0) -> QIcon:
    """Return a drawing in the theme's colour for a role, dimmed where its button is disabled.

    ``gap`` adds room at the right, which Qt's buttons leave too little of between icon and text.

    It keeps the colours of this moment; :func:`put_icon` follows the theme.
    """
    size = size or theme.em(1.3)
    made = QIcon()
    for ratio in RATIOS:
        made.addPixmap(_with_gap(pixmap(name, theme.colour(role).name(), size, ratio), gap))
        dimmed = pixmap(name, theme.colour("disabled").name(), size, ratio)
        made.addPixmap(_with_gap(dimmed, gap), QIcon.Mode.Disabled)
        if role == "primary_text":  # a primary button that has the keyboard is filled light, with a frame
            made.addPixmap(_with_gap(pixmap(name, theme.colour("text").name(), size, ratio), gap), QIcon.Mode.Active)
        if checked_role:
            shown = pixmap(name, theme.colour(checked_role).name(), size, ratio)
            made.addPixmap(_with_gap(shown, gap), QIcon.Mode.Normal, QIcon.State.On)
    return made


def put_icon(target: QAbstractButton | QAction, name: str, role: str = "text", scale: float = 1.3) -> None:
    """Give a button or action an icon that follows the theme and the text size; calling it again replaces the icon."""
    keeper = target.findChild(_Keeper, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if keeper is None:
        keeper = _Keeper(target)
    keeper.show(name, role, scale)


class _Keeper(QObject):
    """Lives with its button and draws its icon again when the theme changes."""

    def __init__(self, target: QAbstractButton | QAction) -> None:
        super().__init__(target)
        self._target = target
        self._name, self._role, self._scale = "", "text", 1.3
        theme.notifier().changed.connect(self.refresh)

    def show(self, name: str, role: str, scale: float) -> None:
        self._name, self._role, self._scale = name, role, scale
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        size = theme.em(self._scale)
        gap = theme.em(0.3) if isinstance(self._target, QPushButton) else 0
        self._target.setIcon(icon(self._name, self._role, size, gap=gap))
        if isinstance(self._target, QAbstractButton):
            self._target.setIconSize(QSize(size + gap, size))


def _with_gap(drawn: QPixmap, gap: int) -> QPixmap:
    if not gap:
        return drawn
    ratio = drawn.devicePixelRatio()
    made = QPixmap(drawn.width() + round(gap * ratio), drawn.height())
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return made


def _source(name: str) -> bytes:
    file = QFile(f"{theme.ICONS}:{name}.svg")
    return bytes(file.readAll().data()) if file.open(QFile.OpenModeFlag.ReadOnly) else b""
