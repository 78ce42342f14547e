"""Back and forward in the main window, and where it opens the next time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QSettings, QTimer, Slot

from eucles_desk.assessment.places import Area, Place
from eucles_desk.errors import EuclesError
from eucles_desk.ui.jobs import Job
from eucles_desk.ui.pages import KEYS, LIST, TODAY
from eucles_desk.ui.reopening import Reopening
from eucles_desk.ui.trail import Spot, Trail

if TYPE_CHECKING:
    from eucles_desk.ui.assessment.page import AssessmentPage
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.main_window import MainWindow

SPOT = "window/spot"
PAUSE = 400
"""Whoever moves on within this time only passed by; the file is written once then."""


class Navigation(QObject):
    """Keeps the trail of one window, and the spot where it is in the settings."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self.trail = Trail()
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._visit)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep_aside)
        self._reopening: Reopening | None = None

    @property
    def spot(self) -> Spot:
        """Where the window is."""
        inside = self.inside if self._window.is_in_assessment else None
        return inside or Spot(self._window.place_key)

    @property
    def inside(self) -> Spot | None:
        """Where the open assessment is, also while a page is shown over it; ``None`` while none is open."""
        page = self._window.assessment_page
        if page is None:
            return None
        name = ""
        if page.workspace is not None and page.area == Area.CRITERIA.value:
            name = page.workspace.current_criterion
        return Spot(LIST, page.working.value.id, page.area, name)

    @Slot()
    def moved(self) -> None:
        """Remember where the window is once it has come to rest: opening a place shows others on the way."""
        self._settled.start()
        self._pause.start()

    @Slot()
    def back(self) -> None:
        """Go to where the user was before; from the first place of an assessment to the list."""
        if not self._step(forward=False) and self._window.is_in_assessment:
            self._window.close_assessment()

    @Slot()
    def forward(self) -> None:
        """Go to where the user came back from."""
        self._step(forward=True)

    @Slot()
    def keep(self) -> None:
        """Write where the window is, for the next start; also after a crash it is known then."""
        self._pause.stop()
        if not self.is_reopening:
            _write(str(self.spot))

    @property
    def is_reopening(self) -> bool:
        """Whether the window is still on its way to where it was the last time."""
        return self._reopening is not None and self._reopening.is_pending

    def reopen(self) -> None:
        """Show where the window was the last time: a page at once, an assessment once the window has been painted."""
        kept = cast("str", QSettings().value(SPOT, "", type=str))
        spot = Spot.parse(kept)
        if spot is None or spot.page == TODAY:
            return
        if spot.assessment is None:
            self.show_spot(spot)
            return
        self._reopening = Reopening(self._context.desk, spot.assessment, self._window)
        self._reopening.ready.connect(partial(self.show_spot, spot))

    @Slot()
    def _keep_aside(self) -> None:
        """Write it on a pool thread: the file is flushed, which takes as long as a picture on the screen lasts."""
        if not self.is_reopening:
            spot = str(self.spot)
            Job(lambda _job: _write(spot)).start()

    def _step(self, *, forward: bool) -> bool:
        if self._settled.isActive():
            self._visit()
        has_moved = self.trail.forward(self.show_spot) if forward else self.trail.back(self.show_spot)
        self._say_ways()
        return has_moved

    @Slot()
    def _visit(self) -> None:
        self._settled.stop()
        self.trail.visit(self.spot)
        self._say_ways()

    def _say_ways(self) -> None:
        self._window.frame.sidebar.show_ways(back=self.trail.can_go_back, forward=self.trail.can_go_forward)

    def show_spot(self, spot: Spot) -> bool:
        """Show a spot; return whether it is still there."""
        window = self._window
        if spot.assessment is None:
            if spot.page not in KEYS or not (spot.page != LIST or self._leave()):
                return False
            window.show_page(spot.page)
            return window.place_key == spot.page
        if window.working is None or window.working.value.id != spot.assessment:
            try:
                self._context.desk.load(spot.assessment)
            except EuclesError:
                return False
            window.open_assessment(spot.assessment)
        elif not window.is_in_assessment:
            window.show_page(LIST)
        page = window.assessment_page
        if page is None or page.working.value.id != spot.assessment:
            return False
        go_inside(page, spot)
        return True

    def _leave(self) -> bool:
        """Leave the open assessment, as the list stands behind it; return whether nothing is open now."""
        if self._window.working is not None:
            self._window.close_assessment()
        return self._window.working is None


def go_inside(page: AssessmentPage, spot: Spot) -> None:
    """Show the area of a spot in the page of its assessment; one that is not there now is left out."""
    if spot.area in {area.value for area in Area}:
        page.go_to(Place(Area(spot.area), spot.name))
    elif spot.area in page.area_bar.keys():  # noqa: SIM118  # a method of the bar
        page.area_bar.open_tab(spot.area)


def _write(spot: str) -> None:
    """Write a spot to the settings of the window; safe on any thread."""
    QSettings().setValue(SPOT, spot)
