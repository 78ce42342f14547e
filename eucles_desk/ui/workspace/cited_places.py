"""The places of a piece of evidence that a criterion cites, as chips to look at and to take off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import FlowLayout, label
from eucles_desk.ui.workspace.citing import Cited, is_earlier, place_text, place_words, places
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from eucles_desk.assessment.evidence import Citation, Evidence

MOST_CHIPS: Final = 12
REMOVING: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class PlaceChip(QPushButton):
    """One cited place; Delete takes it off.

    Signals:
        wanted: The user wants to look at it.
        removal_wanted: It is to be cited no longer.
    """

    wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.citation: Citation | None = None
        self._is_editable = False
        self._full, self._width = "", theme.em(20)
        self.setProperty("look", "chip")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def show_place(self, piece: Evidence, citation: Citation, *, editable: bool) -> None:
        """Show a cited place."""
        self.citation, self._is_editable = citation, editable
        words = place_words(piece, citation, current())
        how = tr("Press Delete to cite it no longer.") if editable else ""
        text = place_text(piece, citation, current())
        if (text, words, how) == (self._full, self.accessibleName(), self.accessibleDescription()):
            return
        self._full = text
        self.setAccessibleName(words)
        self.setAccessibleDescription(how)
        self.setToolTip(f"{words}\n{how}".strip())
        sign = "history" if is_earlier(piece, citation) else "region" if citation.region else "document"
        put_icon(self, sign, "muted", 0.95)
        self.fit(self._width)

    def fit(self, width: int) -> None:
        """Shorten what it says to the room there is."""
        self._width = width
        around = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        room = max(width - around, theme.em(3))
        text = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
        if text != self.text():
            self.setText(text)

    def minimumSizeHint(self) -> QSize:
        """Let the card become narrow."""
        return QSize(theme.em(4), super().minimumSizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the place off."""
        if Qt.Key(event.key()) in REMOVING and self._is_editable:
            self.removal_wanted.emit(self.citation)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.wanted.emit(self.citation)


class CitedPlaces(QWidget):
    """The places cited of one piece of evidence.

    Signals:
        chosen: The user wants to look at this citation.
        removal_wanted: This citation is to go.
        grown: There is a new chip that the keyboard can reach.
    """

    chosen = Signal(object)
    removal_wanted = Signal(object)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[PlaceChip] = []
        self.more_label = label("", "small")
        self._flow = FlowLayout(self, 0.3)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow.addWidget(self.more_label)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the chips to the width."""
        super().resizeEvent(event)
        for chip in self._chips:
            chip.fit(self.width())

    def changeEvent(self, event: QEvent) -> None:
        """Fit them to another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            for chip in self._chips:
                chip.fit(self.width())

    @property
    def chips(self) -> list[PlaceChip]:
        """The chips shown."""
        return [chip for chip in self._chips if not chip.isHidden()]

    def show_cited(self, cited: Cited, *, editable: bool) -> None:
        """Show what is cited of a piece."""
        found = places(cited)
        shown = found[:MOST_CHIPS]
        while len(self._chips) < len(shown):
            self._add_chip()
        at_keyboard = next((at for at, chip in enumerate(self._chips) if chip.hasFocus()), None)
        for at, chip in enumerate(self._chips):
            if at < len(shown):
                chip.show_place(cited.piece, shown[at], editable=editable)
                chip.fit(self.width())
            set_shown(chip, shown=at < len(shown))
        if at_keyboard is not None and at_keyboard >= len(shown) > 0:
            self._chips[len(shown) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
        more = len(found) - len(shown)
        set_text(self.more_label, trn("and {count} more", "and {count} more", more) if more else "")
        set_shown(self.more_label, shown=more > 0)
        set_shown(self, shown=bool(found))

    def _add_chip(self) -> None:
        chip = PlaceChip()
        chip.wanted.connect(self.chosen)
        chip.removal_wanted.connect(self.removal_wanted)
        self._chips.append(chip)
        self._flow.removeWidget(self.more_label)
        self._flow.addWidget(chip)
        self._flow.addWidget(self.more_label)
        self.grown.emit()
