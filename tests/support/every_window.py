"""Every page, area, panel and dialog of the window on the sample data, to be walked through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from eucles_desk.app.session import Session
from eucles_desk.app.wiring import Program
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.ui.locking.passphrase_dialog import Task
from eucles_desk.ui.main_window import MainWindow


@dataclass
class EveryWindow:
    """A session on the sample data that shows one place after another."""

    program: Program
    session: Session

    @property
    def window(self) -> MainWindow:
        return self.session.window

    def sample(self, label: str, step: Step) -> UUID:
        """Return the sample assessment of a label in a step."""
        return next(row.id for row in self.program.desk.page() if row.label == label and row.step is step)

    def places(self) -> Mapping[str, Callable[[], QWidget]]:
        """Return what shows each place, by name; each returns the widget to look at."""
        window = self.window
        half_done, awarded = self.sample("gold", Step.SCORING), self.sample("gold", Step.AWARDED)
        silver = next(row.id for row in self.program.desk.page() if row.label == "silver")
        shown: dict[str, Callable[[], QWidget]] = {
            f"page {key}": partial(self._page, key) for key in window.frame.sidebar.buttons
        }
        for area in Area:
            if area not in {Area.IMPROVEMENT_AREAS, Area.CONSENSUS, Area.REMARKS}:
                shown[f"area {area.value}"] = partial(self._area, half_done, area)
        shown["area consensus"] = partial(self._area, awarded, Area.CONSENSUS)
        shown["area remarks"] = partial(self._area, awarded, Area.REMARKS)
        shown["area improvement areas"] = partial(self._area, silver, Area.IMPROVEMENT_AREAS)
        shown["awarded criterion"] = partial(self._area, awarded, Area.CRITERIA)
        shown["awarded result"] = partial(self._area, awarded, Area.RESULT)
        shown["report"] = partial(self._report, awarded)
        shown["new assessment"] = partial(self._dialog, window.starting.new_assessment)
        shown["new cluster"] = partial(self._dialog, window.starting.new_cluster)
        shown["backups"] = partial(self._dialog, window.backups.show)
        for task in Task:
            shown[f"passphrase {task}"] = partial(self._dialog, partial(self._passphrase, task))
        shown["recovery sheet"] = partial(self._dialog, self._recovery_sheet)
        shown["palette"] = self._palette
        shown["keyboard"] = self._keyboard
        shown["findings"] = partial(self._findings, half_done)
        shown["history"] = partial(self._history, half_done)
        shown["personal data"] = self._personal_data
        for part in ("agenda", "interviews", "close", "feedback"):
            shown[f"on site {part}"] = partial(self._area, half_done, Area.ON_SITE, f"{part}/")
        shown["help"] = self._help
        shown["tour"] = self._tour
        return shown

    def leave(self) -> None:
        """Close what lies over the pages."""
        for dialog in self.window.findChildren(QDialog):
            dialog.reject()
        if self.window.help.tour is not None:
            self.window.help.tour.end()
        self.window.help.close_panel()
        if self.window.finding.popup is not None:
            self.window.finding.leave()
        if self.window.assessment_page is not None and not self.window.assessment_page.checks.panel.isHidden():
            self.window.assessment_page.checks.toggle()
        settle()

    def _page(self, key: str) -> QWidget:
        self.window.close_assessment()
        self.window.show_page(key)
        return self._shown()

    def _area(self, assessment: UUID, area: Area, name: str = "") -> QWidget:
        self.window.open_assessment(assessment, Place(area, name))
        return self._shown()

    def _passphrase(self, task: Task) -> None:
        card = self.window.pages.settings.secrecy_card
        assert card is not None
        card.passphrases.ask(task)

    def _recovery_sheet(self) -> None:
        card = self.window.pages.settings.secrecy_card
        assert card is not None
        card.passphrases.offer_sheet(asks_once=False)

    def _palette(self) -> QWidget:
        self.window.finding.open()
        settle()
        popup = self.window.finding.popup
        assert popup is not None
        return popup

    def _keyboard(self) -> QWidget:
        self.window.finding.show_keys()
        settle()
        return next((found for found in self.window.findChildren(QDialog) if found.isVisible()), self.window)

    def _findings(self, assessment: UUID) -> QWidget:
        self.window.open_assessment(assessment, Place(Area.CRITERIA))
        page = self.window.assessment_page
        assert page is not None
        page.checks.toggle()
        return self._shown()

    def _personal_data(self) -> QWidget:
        self._page("settings")
        card = self.window.pages.settings.privacy_card
        assert card is not None
        return self._dialog(card.open_person)

    def _history(self, assessment: UUID) -> QWidget:
        self.window.open_assessment(assessment, Place(Area.CRITERIA))
        page = self.window.assessment_page
        assert page is not None
        page.save_bar.show_history()
        settle()
        assert page.save_bar.history is not None
        return page.save_bar.history

    def _report(self, assessment: UUID) -> QWidget:
        self.window.open_assessment(assessment)
        page = self.window.assessment_page
        assert page is not None
        page.show_report()
        return self._shown()

    def _dialog(self, ask: Callable[[], object]) -> QWidget:
        ask()
        settle()
        return next(found for found in self.window.findChildren(QDialog) if found.isVisible())

    def _help(self) -> QWidget:
        self.window.help.toggle()
        return self._shown()

    def _tour(self) -> QWidget:
        self.window.help.start_tour()
        settle()
        tour = self.window.help.tour
        assert tour is not None
        return tour

    def _shown(self) -> QWidget:
        settle()
        return self.window


def settle() -> None:
    """Let everything that is on its way arrive."""
    for _ in range(3):
        QThreadPool.globalInstance().waitForDone(20_000)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QTest.qWait(20)
