"""When typed text is handed on: after a short pause, and without any pause after a while; and who is typing now."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

PAUSE_MILLISECONDS = 400
LONGEST_MILLISECONDS = 900
"""Whoever types on without a pause loses no more than this when the machine stops."""


class Typing(QObject):
    """Which fields hold text that has not been handed on yet.

    Signals:
        changed: Somebody has begun to type, or nobody types any more.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fields: set[int] = set()

    @property
    def is_going_on(self) -> bool:
        """Whether text is shown that is not on its way to the disk yet."""
        return bool(self._fields)

    def begin(self, field: int) -> None:
        """Say that a field has such text."""
        if field not in self._fields:
            self._fields.add(field)
            if len(self._fields) == 1:
                self.changed.emit()

    def end(self, field: int) -> None:
        """Say that it has none any more."""
        if field in self._fields:
            self._fields.discard(field)
            if not self._fields:
                self.changed.emit()


_state: list[Typing] = []


def typing() -> Typing:
    """Return the one that knows; it lives as long as the program."""
    if not _state:
        _state.append(Typing())
    return _state[0]


class Pause(QObject):
    """Waits for a pause in the typing in one field.

    Signals:
        over: It is time to hand on what was typed.
    """

    over = Signal()

    def __init__(self, field: QObject) -> None:
        super().__init__(field)
        self._id = id(self)
        self._short = QTimer(self, interval=PAUSE_MILLISECONDS, singleShot=True)
        self._long = QTimer(self, interval=LONGEST_MILLISECONDS, singleShot=True)
        self._short.timeout.connect(self.over)
        self._long.timeout.connect(self.over)
        field.destroyed.connect(_Ending(self._id))

    def isActive(self) -> bool:
        """Return whether something was typed that has not been handed on."""
        return self._short.isActive()

    @Slot()
    def start(self) -> None:
        """Say that something was typed."""
        self._short.start()
        if not self._long.isActive():
            self._long.start()
        typing().begin(self._id)

    @Slot()
    def stop(self) -> None:
        """Say that what was typed is handed on."""
        self._short.stop()
        self._long.stop()
        typing().end(self._id)


class _Ending:
    """Says of a field that has gone that nobody types in it; it holds no more than the field's number."""

    def __init__(self, field: int) -> None:
        self._field = field

    def __call__(self) -> None:
        typing().end(self._field)
