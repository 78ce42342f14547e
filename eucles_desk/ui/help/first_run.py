"""What the tour of the first run says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.ui.help.tour import TourStep
from eucles_desk.ui.language import tr
from eucles_desk.ui.today.page import TodayPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QWidget

    from eucles_desk.ui.frame import Frame


def first_run(frame: Frame) -> tuple[TourStep, ...]:
    """Return the steps, each beside the part of the frame that it is about."""

    def entry(key: str) -> QPushButton | None:
        return frame.sidebar.buttons.get(key)

    def today() -> TodayPage | None:
        shown = frame.stack.currentWidget()
        return shown if isinstance(shown, TodayPage) else None

    def heading() -> QWidget | None:
        page = today()
        return page.header if page is not None else entry("today")

    def begin() -> QWidget | None:
        page = today()
        buttons = (page.first_button, page.new_button) if page is not None else ()
        return next((made for made in buttons if made.isVisible()), entry("assessments"))

    def nowhere() -> QWidget | None:
        return None

    return (
        TourStep(
            tr("Today"),
            tr(
                "This page says what to do next, over all assessments. Everything stays on this computer, and every "
                "change is saved as you make it: there is no Save button."
            ),
            heading,
            is_under=True,
        ),
        TourStep(
            tr("Begin an assessment"),
            tr(
                "Ctrl+N begins an assessment, Ctrl+O takes one in from another computer. To look round first, use the "
                "sample data: their clusters are invented."
            ),
            begin,
            is_under=True,
        ),
        TourStep(
            tr("Judge by keyboard"),
            tr(
                "An assessment opens from this list. In a criterion the digits set the level and Ctrl+Enter goes to "
                "the next open one. Drop or paste evidence beside it; Ctrl+E cites the page that you see."
            ),
            lambda: entry("assessments"),
        ),
        TourStep(
            tr("Find anything"),
            tr(
                "Ctrl+K opens a field over the window, from anywhere. It finds criteria, clusters, words in evidence "
                "and every action. Ctrl+Z takes back what you did."
            ),
            nowhere,
        ),
        TourStep(
            tr("Make it yours"),
            tr("Language, light or dark, contrast and text size are in the settings. F1 helps wherever you are."),
            lambda: entry("settings"),
        ),
    )
