"""Makes the pages of the main window, each when it is shown for the first time, and joins them to what they ask for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from eucles_desk.ui.language import tr
from eucles_desk.ui.today.kept_long import KeptLong
from eucles_desk.ui.today.page import TodayPage

if TYPE_CHECKING:
    from eucles_desk.ui.assessments.page import AssessmentsPage
    from eucles_desk.ui.clusters.page import ClustersPage
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.intake import Intake
    from eucles_desk.ui.schemes.page import SchemesPage
    from eucles_desk.ui.settings.page import SettingsPage
    from eucles_desk.ui.starting import Starting

Page = TypeVar("Page", bound=QWidget)
TODAY = "today"
LIST = "assessments"
SETTINGS = "settings"
KEYS = (TODAY, LIST, "clusters", "schemes", SETTINGS)


class Pages(QObject):
    """Keeps the pages that have been made.

    Signals:
        open_wanted: The user wants to work on an assessment; carries its id and a place or ``None``.
        job_started: Work has begun in the background; carries the job and what to call it.
        done: Something is done; carries the sentence to show.
        warned: Something was done, but not all of it; carries the sentence to show.
        failed: Something went wrong; carries the error.
        language_chosen: Another language has been chosen.
        look_chosen: Another theme or text size has been chosen.
        backups_wanted: The user wants to see the backups.
        page_wanted: The user wants to see the page with this key.
        counted: There are so many things to do.
    """

    open_wanted = Signal(object, object)
    job_started = Signal(object, str)
    done = Signal(str)
    warned = Signal(str)
    failed = Signal(object)
    language_chosen = Signal()
    look_chosen = Signal()
    backups_wanted = Signal()
    page_wanted = Signal(str)
    counted = Signal(int)

    def __init__(self, context: Context, intake: Intake, starting: Starting, stack: QStackedWidget) -> None:
        super().__init__(stack)
        self._context, self._intake, self._starting, self._stack = context, intake, starting, stack
        self._today: TodayPage | None = None
        self._list: AssessmentsPage | None = None
        self._clusters: ClustersPage | None = None
        self._schemes: SchemesPage | None = None
        self._settings: SettingsPage | None = None

    def page(self, key: str) -> QWidget:
        """Return a page by its key."""
        match key:
            case "today":
                return self.today
            case "clusters":
                return self.clusters
            case "schemes":
                return self.schemes
            case "settings":
                return self.settings
            case _:
                return self.list

    @property
    def today(self) -> TodayPage:
        """What to do next."""
        if self._today is None:
            page = self._today = TodayPage(self._context.desk, kept_long=KeptLong(self._context, self))
            page.open_wanted.connect(self.open_wanted)
            page.new_wanted.connect(self._starting.new_assessment)
            page.renewal_wanted.connect(self._starting.renew)
            page.file_wanted.connect(self._intake.choose_file)
            page.files_dropped.connect(self._intake.open_files)
            page.sample_wanted.connect(self._intake.make_sample)
            page.all_wanted.connect(partial(self.page_wanted.emit, LIST))
            page.review_wanted.connect(self._review)
            page.counted.connect(self.counted)
            self._add(page)
        return self._today

    @property
    def list(self) -> AssessmentsPage:
        """The list of assessments."""
        if self._list is None:
            from eucles_desk.ui.assessments.page import AssessmentsPage

            page = self._list = AssessmentsPage(self._context.desk)
            page.open_wanted.connect(self.open_wanted)
            page.new_wanted.connect(self._starting.new_assessment)
            page.file_wanted.connect(self._intake.choose_file)
            page.files_dropped.connect(self._intake.open_files)
            page.sample_wanted.connect(self._intake.make_sample)
            self._add(page)
            page.load()
            page.read_edition()
        return self._list

    @property
    def clusters(self) -> ClustersPage:
        """The register of clusters."""
        if self._clusters is None:
            from eucles_desk.ui.clusters.page import ClustersPage

            page = self._clusters = ClustersPage(self._context.desk)
            page.cluster_wanted.connect(self._starting.new_cluster)
            page.assessment_wanted.connect(self._starting.new_assessment_of)
            self._add(page)
            page.load()
        return self._clusters

    @property
    def schemes(self) -> SchemesPage:
        """The editions."""
        if self._schemes is None:
            from eucles_desk.ui.schemes.page import SchemesPage

            page = self._schemes = SchemesPage(self._context.desk)
            page.overlay_wanted.connect(self._choose_overlay)
            page.job_started.connect(self.job_started)
            page.loaded.connect(self.done)
            self._add(page)
            page.load()
        return self._schemes

    @property
    def settings(self) -> SettingsPage:
        """The settings."""
        if self._settings is None:
            from eucles_desk.ui.settings.page import SettingsPage

            page = self._settings = SettingsPage(self._context)
            page.language_chosen.connect(self.language_chosen)
            page.look_chosen.connect(self.look_chosen)
            page.backups_wanted.connect(self.backups_wanted)
            page.done.connect(self.done)
            page.warned.connect(self.warned)
            self._add(page)
        return self._settings

    def focus_list(self, key: str) -> None:
        """Put the keyboard on the list of a page that has one."""
        if key == TODAY:
            self.today.focus_list()
        elif key == LIST:
            self.list.focus_list()

    def reload(self) -> None:
        """Fetch the lists that have been made anew."""
        if self._today is not None:
            self._today.reload()
        if self._list is not None:
            self._list.reload()
        if self._clusters is not None:
            self._clusters.reload()

    def show_secrecy_anew(self) -> None:
        """Show how it is now with the passphrase, where the settings are there already."""
        if self._settings is not None and self._settings.secrecy_card is not None:
            self._settings.secrecy_card.refresh()

    def hand_on(self) -> None:
        """Have what was typed last stored."""
        if self._settings is not None:
            self._settings.hand_on()

    def _add(self, page: TodayPage | AssessmentsPage | ClustersPage | SchemesPage | SettingsPage) -> None:
        page.failed.connect(self.failed)
        self._stack.addWidget(page)

    @Slot()
    def _review(self) -> None:
        self.page_wanted.emit(SETTINGS)
        self.settings.review_passed()

    @Slot()
    def _choose_overlay(self) -> None:
        dialog = QFileDialog(self._stack, tr("Load an overlay"), "", tr("Overlay files (*.yaml *.yml)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._on_overlay_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _on_overlay_chosen(self, file: str) -> None:
        self.schemes.load_overlay(Path(file))
