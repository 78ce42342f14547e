"""The four figures over the differences: what is possible, how much is decisive, how far the experts agree, time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from eucles_desk.assessment.agenda import SlotKind, plan
from eucles_desk.assessment.agreement_figures import agreement_figures
from eucles_desk.ui.assessment.area_page import Reflow
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.wording.consensus import DOT, alpha

if TYPE_CHECKING:
    from eucles_desk.assessment.agenda import Day
    from eucles_desk.assessment.talking import Talk
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition
    from eucles_desk.ui.working import Working

TICK_MILLISECONDS: Final = 30_000
LEAST_TILE: Final = 14
TOGETHER: Final = frozenset({SlotKind.EXPERTS, SlotKind.CLOSING})
"""Parts of a visit in which the experts come to one verdict and tell it."""


class Tile(QFrame):
    """A figure with what it is under it; a screen reader hears both as one."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.figure_label = label("", "figure", wrap=True, selectable=True)
        self.words_label = label("", "small", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        spaced(column, 0.8, 0.15)
        column.addWidget(self.figure_label)
        column.addWidget(self.words_label)
        column.addStretch(1)

    def say(self, figure: str, words: str) -> None:
        """Show a figure and its words."""
        self.figure_label.setText(figure)
        self.words_label.setText(words)
        self.setAccessibleName(f"{figure}: {words}")


class Tiles(QWidget):
    """The four figures side by side, or two by two where there is less room."""

    def __init__(self, working: Working) -> None:
        super().__init__()
        self._working = working
        self._open = 0
        self.points, self.deciding, self.agreement, self.time = (Tile() for _ in range(4))
        row = Reflow(LEAST_TILE, 4)
        row.show_widgets([self.points, self.deciding, self.agreement, self.time])
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(row)
        self._clock = QTimer(self, interval=TICK_MILLISECONDS)
        self._clock.timeout.connect(self._say_time)
        self._clock.start()

    def show_talk(self, talk: Talk) -> None:
        """Show the figures of what is to be talked about."""
        self._say_points(talk)
        self._open = count = len(talk.open)
        if count:
            words = trn("difference decides the label", "differences decide the label", len(talk.deciding))
            figure = tr("{count} of {all}", count=len(talk.deciding), all=count)
            self.deciding.say(figure, words)
        else:
            settled = len(talk.differences)
            self.deciding.say(current().number(settled), trn("difference settled", "differences settled", settled))
        figures = agreement_figures(self._working.value, self._working.edition)
        self.agreement.say(*alpha(figures, current()))
        self._say_time()

    def _say_points(self, talk: Talk) -> None:
        language, edition = current(), self._working.edition
        worst, best = language.number(talk.worst.points), language.number(talk.best.points)
        title = edition.labels[self._working.value.label].title.in_language(language.code)
        needs = (
            [tr("{label} at {points}", label=title, points=language.number(talk.needed))]
            if talk.needed is not None
            else []
        )
        if worst == best:
            self.points.say(best, DOT.join([tr("points as agreed"), *needs]))
        else:
            figure = f"{worst} \N{EN DASH} {best}"
            self.points.say(figure, DOT.join([tr("points possible, worst to best"), *needs]))

    @Slot()
    def _say_time(self) -> None:
        left = minutes_left(self._working.value, self._working.edition, _now())
        if left is None:
            words = trn("difference still open", "differences still open", self._open)
            self.time.say(current().number(self._open), words)
        else:
            hours, minutes = divmod(left, 60)
            figure = tr("{hours} h {minutes} min", hours=hours, minutes=minutes) if hours else tr("{m} min", m=minutes)
            self.time.say(figure, tr("left of the closing session"))


def minutes_left(assessment: Assessment, edition: Edition, now: datetime) -> int | None:
    """Return the minutes left of the experts' session and the closing, ``None`` outside them or without an agenda."""
    if assessment.agenda is None:
        return None
    for day in plan(assessment, edition, assessment.agenda).days:
        if day.begins:
            at = (now - datetime.fromisoformat(day.begins)) // timedelta(minutes=1)
            if (end := _end_of_session(day, at)) is not None:
                return end - at
    return None


def _end_of_session(day: Day, at: int) -> int | None:
    """Return when the session ends that is going on at a minute of a day."""
    end: int | None = None
    for slot in day.slots:
        begins = slot.start <= at < slot.end if end is None else slot.start == end
        if begins and slot.kind in TOGETHER:
            end = slot.end
    return end


def _now() -> datetime:
    return datetime.now().astimezone().replace(tzinfo=None)
