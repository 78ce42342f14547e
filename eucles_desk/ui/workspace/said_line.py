"""One quiet line under the levels: what a key has just done to the level, and what it did not do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from eucles_desk.assessment.terms import NOT_APPLICABLE
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from eucles_desk.assessment.values import Level

SHOWN_MILLISECONDS: Final = 8_000


class SaidLine(ElidedLabel):
    """Says a sentence for some seconds, to screen readers too; its room is kept, so that nothing moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(look="muted", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._clock = QTimer(self, interval=SHOWN_MILLISECONDS, singleShot=True)
        self._clock.timeout.connect(self.hush)

    def tell(self, sentence: str) -> None:
        """Say a sentence."""
        self.say(sentence)
        self.setToolTip(sentence)
        self._clock.start()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def tell_level(self, before: Level, now: Level, key: str = "") -> None:
        """Say which level there is now, and which was there before; ``key`` is what gave it."""
        given, was = _given(now), _was(before)
        self.tell(
            tr("{now} by key {key}, was {before}", now=given, key=key, before=was)
            if key
            else tr("{now}, was {before}", now=given, before=was)
        )

    @Slot()
    def hush(self) -> None:
        """Say nothing more."""
        self._clock.stop()
        self.setToolTip("")
        if self.full_text():
            self.say("")


def _given(level: Level) -> str:
    if level is None:
        return tr("No level")
    return tr("Not applicable") if level is NOT_APPLICABLE else tr("Level {level}", level=level)


def _was(level: Level) -> str:
    if level is None:
        return tr("not judged")
    return tr("not applicable") if level is NOT_APPLICABLE else str(level)
