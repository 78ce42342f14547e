"""Looks aside whether anything was kept longer than its period, so that the first page can tell it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from eucles_desk.ui.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eucles_desk.assessment.retention import Keep
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.privacy.desk import PrivacyDesk

PAUSE: Final = 1_500
"""In milliseconds: the start, and whoever only passes by, do not pay for it."""


class KeptLong(QObject):
    """Looks on another thread; where no period is set, there is nothing to look for.

    Signals:
        counted: In so many assessments something was kept longer than its period.
        failed: The data could not be read; carries the error.
    """

    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.look)

    @Slot()
    def look_soon(self) -> None:
        """Look in a while, or say at once that there is nothing to look for."""
        if self._has_periods:
            self._pause.start()
        else:
            self._pause.stop()
            self.counted.emit(0)

    @Slot()
    def look(self) -> None:
        """Look now."""
        if self._context.privacy is None or not self._has_periods or self._job is not None:
            return
        from eucles_desk.ui.privacy.desk import periods_of

        job = self._job = Job(partial(_count, self._context.privacy, periods_of(self._context.choices)))
        job.succeeded.connect(self._on_looked)
        job.failed.connect(self.failed)
        job.finished.connect(self._on_finished)
        job.start()

    @property
    def _has_periods(self) -> bool:
        chosen = self._context.choices
        periods = (
            chosen.keep_files_days,
            chosen.keep_interviews_days,
            chosen.keep_private_days,
            chosen.keep_assessments_days,
        )
        return self._context.privacy is not None and any(periods)

    @Slot(object)
    def _on_looked(self, assessments: object) -> None:
        self.counted.emit(cast("int", assessments) if self._has_periods else 0)

    @Slot()
    def _on_finished(self) -> None:
        self._job = None


def _count(privacy: Callable[[], PrivacyDesk], periods: Mapping[Keep, int], _job: Job) -> int:
    from eucles_desk.assessment.retention import concerned

    return concerned(privacy().retention.passed(periods))
