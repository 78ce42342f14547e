"""The main window: which page is shown, the open assessment, and what the keyboard does everywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow

from eucles_desk.errors import EuclesError
from eucles_desk.ui import binding
from eucles_desk.ui.actions import keys_of
from eucles_desk.ui.backups.showing import ShowBackups
from eucles_desk.ui.escaping import Escaping, lead_into
from eucles_desk.ui.exchange.showing import Exchanging
from eucles_desk.ui.fitting import fit_once_shown, restore_geometry
from eucles_desk.ui.frame import Frame
from eucles_desk.ui.giving_out import GivingOut
from eucles_desk.ui.helping import Helping
from eucles_desk.ui.intake import Intake
from eucles_desk.ui.key_rules import set_key_rules
from eucles_desk.ui.language import tr
from eucles_desk.ui.leaving import Leaving
from eucles_desk.ui.looks import Looks
from eucles_desk.ui.navigation import Navigation, go_inside
from eucles_desk.ui.pages import KEYS, LIST, TODAY, Pages
from eucles_desk.ui.palette.desk import PaletteDesk
from eucles_desk.ui.palette.keys import KeyGuard
from eucles_desk.ui.starting import Starting
from eucles_desk.ui.today.page import name_of
from eucles_desk.ui.working import Working

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from eucles_desk.assessment.places import Place
    from eucles_desk.ui.assessment.page import AssessmentPage
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.jobs import Job


class MainWindow(QMainWindow):
    """Shows one page at a time.

    Attributes:
        frame: Sidebar, message bar, pages and status strip; made anew for another language or text size.
        pages: The pages in it.
        working: The open assessment, ``None`` while the list is shown.

    Signals:
        another_wanted: The user wants another window on the same data.
        quit_wanted: The user wants to close all windows.
        rebuilt: The pages were made anew, for another language or text size.
        used: The user has come to the window.
        changed: Something was changed in the window that others may show too.
        closed: The window has closed.
    """

    another_wanted, quit_wanted, rebuilt = Signal(), Signal(), Signal()
    used, changed, closed = Signal(), Signal(), Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.working: Working | None = None
        self.assessment_page: AssessmentPage | None = None
        self._key = ""
        self._has_told, self._has_been_shown = False, False
        set_key_rules()
        self.help = Helping(context, self)
        self.navigation = Navigation(context, self)
        self.looks, self._escaping = Looks(context, self), Escaping(self)
        self.leaving = Leaving(self)
        self.intake, self.starting = Intake(context, self), Starting(context, self)
        self.giving_out, self.exchanging = GivingOut(context, self), Exchanging(context, self, self.intake)
        self.finding, self.backups = PaletteDesk(context, self), ShowBackups(context, self)
        KeyGuard(self)
        self._connect()
        self._make_actions()
        self._make_frame()
        self.show_page(TODAY)
        restore_geometry(self)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show a page; while an assessment is open it stands before the list, until the list is asked for again."""
        if key == self._key == LIST and self.is_in_assessment:
            self.close_assessment()
            return
        if key != self._key:
            self.frame.hush()
        self._key = key
        opened = self.assessment_page if key == LIST else None
        self.frame.stack.setCurrentWidget(opened or self.pages.page(key))
        self.frame.sidebar.show_page(key)
        self.frame.strip.show_always(always=opened is None)
        self._say_title()
        self.help.follow()
        self.navigation.moved()

    @Slot()
    def lock(self) -> None:
        """Lock the data, or say why not."""
        if self._context.secrecy is not None:
            self._context.secrecy.lock()

    @Slot()
    def show_secrecy(self) -> None:
        """Show the settings where a passphrase is set; after the recovery code it is asked for at once."""
        self.show_page("settings")
        self.pages.settings.lead_to_secrecy()

    @Slot(object)
    @Slot(object, object)
    def open_assessment(self, assessment: UUID, place: Place | None = None) -> None:
        """Open an assessment for work, at a place in it."""
        if not self._leave_assessment():
            return
        try:
            opened = self._context.desk.open(assessment)
        except EuclesError as error:
            self.frame.problems.show(error)
            return
        self.frame.bar.put_away()
        working = self.working = Working(opened, self)
        working.not_saved.connect(self._on_not_saved)
        working.saved.connect(self._on_saved)
        working.changed.connect(self._say_title)
        working.changed.connect(self.changed)
        page = self._make_assessment_page(working)
        self.show_page(LIST)
        if place is not None:
            page.go_to(place)
        else:
            page.open_for_step()  # again, now that it is shown and can take the keyboard
        lead_into(page)

    @Slot()
    def close_assessment(self) -> None:
        """Go back to the list, with the assessment current in it."""
        assessment = self.working.value.id if self.working else None
        if assessment is None or not self._leave_assessment():
            return
        self.pages.reload()
        self.show_page(LIST)
        self.pages.list.select(assessment)
        self.pages.list.focus_list()

    @property
    def place_key(self) -> str:
        """The key of the page that is shown, or of the area in an assessment."""
        if self.is_in_assessment and self.assessment_page is not None:
            return self.assessment_page.area
        return self._key

    @Slot()
    def rebuild(self) -> None:
        """Make every page anew, for another language or text size; what is open and shown stays so."""
        key, old, spot = self._key, self.frame, self.navigation.inside
        self.pages.hand_on()
        if self.working is not None:
            self.working.flush()
        self._make_frame()
        old.deleteLater()
        page = self._make_assessment_page(self.working) if self.working is not None else None
        self.pages.today.read_edition()
        if page is not None and spot is not None:
            go_inside(page, spot)
        self.show_page(key)
        self.frame.show()  # now rather than when Qt comes to it, so that a field in it can take the focus
        self._count_tasks()
        if page is not None and self.is_in_assessment:
            lead_into(page)
        else:
            self.pages.focus_list(self._key)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Read what rows and the first assessment need once the window is there."""
        super().showEvent(event)
        if not self._has_been_shown:
            self._has_been_shown = True
            self.pages.today.read_edition()
            self.pages.today.focus_list()
            self._count_tasks()
            fit_once_shown(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close something or go back with Escape where nothing else has wanted the key."""
        if event.key() == Qt.Key.Key_Escape:
            self._escaping.press(is_held=event.isAutoRepeat())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Tell when the user comes to the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.used.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what was typed last; stay open while something cannot be saved, unless the user lets it go."""
        self.pages.hand_on()
        if not self.leaving.may_leave(tr("Close anyway"), self.close):
            event.ignore()
            return
        self.leaving.end()
        super().closeEvent(event)
        self.closed.emit()

    # Making

    def _connect(self) -> None:
        for source in (self.intake, self.starting):
            source.failed.connect(self._on_failed)
        self.intake.job_started.connect(self._on_job)
        self.intake.arrived.connect(self._on_arrived)
        self.intake.one_arrived.connect(self.open_assessment)
        self.intake.refused.connect(self._say_warning)
        self.starting.started.connect(self._on_started)
        self.starting.registered.connect(self._on_registered)
        for done in (self.intake.arrived, self.intake.one_arrived, self.starting.started, self.starting.registered):
            done.connect(self.changed)

    def _make_actions(self) -> None:
        self._add_action("find", self.finding.toggle)
        self._add_action("keyboard", self.finding.show_keys)
        self._add_action("new_assessment", self.starting.new_assessment)
        self._add_action("open_file", self.intake.choose_file)
        self._add_action("undo", self._on_undo)
        self._add_action("redo", self._on_redo)
        self._add_action("back", self.navigation.back)
        self._add_action("forward", self.navigation.forward)
        self._add_action("another_window", self.another_wanted.emit)
        self._add_action("lock", self.lock)
        self._add_action("close_window", self.help.close_around_keyboard)
        self._add_action("quit", self.quit_wanted.emit)
        self._add_action("full_screen", self.looks.toggle_full_screen)
        self._add_action("help", self.help.toggle)
        self._add_action("site_mode", self.looks.toggle_site_mode)
        for number, key in enumerate(KEYS, start=1):
            self._add_action("page", partial(self.show_page, key), f"Ctrl+{number}", value=key)

    def _add_action(self, name: str, do: Callable[[], object], *keys: str, value: str = "") -> None:
        action = QAction(self)
        action.setShortcuts([QKeySequence(key) for key in keys or keys_of(name)])
        action.triggered.connect(partial(_without_arguments, do))
        binding.name(action, name, value)
        self.addAction(action)

    def _make_frame(self) -> None:
        self.frame = Frame(notices=self._context.notices)
        self.frame.fit(self.width())
        self.frame.sidebar.setVisible(not self._context.choices.site_mode)
        self.pages = Pages(self._context, self.intake, self.starting, self.frame.stack)
        self.assessment_page, self._key = None, ""
        self.frame.page_wanted.connect(self.show_page)
        self.frame.sidebar.back_wanted.connect(self.navigation.back)
        self.frame.sidebar.forward_wanted.connect(self.navigation.forward)
        self.pages.open_wanted.connect(self.open_assessment)
        self.pages.job_started.connect(self._on_job)
        self.pages.done.connect(self._say_good)
        self.pages.warned.connect(self._say_warning)
        self.pages.failed.connect(self.frame.show_page_problem)
        self.pages.language_chosen.connect(self.looks.on_language)
        self.pages.look_chosen.connect(self.looks.on_look)
        self.pages.backups_wanted.connect(self.backups.show)
        self.pages.page_wanted.connect(self.show_page)
        self.pages.counted.connect(self._on_counted)
        self.setCentralWidget(self.frame)
        self.help.move_to_new_frame()

    def _make_assessment_page(self, working: Working) -> AssessmentPage:
        from eucles_desk.ui.assessment.page import AssessmentPage

        page = self.assessment_page = AssessmentPage(self._context, working)
        page.site_mode_left.connect(self.looks.toggle_site_mode)
        page.closed.connect(self.close_assessment)
        self.frame.stack.addWidget(page)
        page.area_bar.currentChanged.connect(self.help.follow)
        page.moved.connect(self.navigation.moved)
        return page

    # The open assessment

    @property
    def is_in_assessment(self) -> bool:
        """Whether an assessment is shown, not only open."""
        return self.assessment_page is not None and self.frame.stack.currentWidget() is self.assessment_page

    def _leave_assessment(self) -> bool:
        """Close the open assessment; return whether none is open now."""
        if not self.leaving.may_leave(tr("Leave anyway"), self.close_assessment):
            return False
        if self.working is not None:
            self.working.close()
            self.working.deleteLater()
        if self.assessment_page is not None:
            self.frame.stack.removeWidget(self.assessment_page)
            self.assessment_page.deleteLater()
        self.working, self.assessment_page = None, None
        self._say_title()
        return True

    @Slot()
    def _say_title(self) -> None:
        name = self.frame.sidebar.name_of(self._key)
        if self.working is not None and self.is_in_assessment:
            name = self.working.value.cluster.name.strip()
        self.setWindowTitle(tr("{name} - EUCLES Desk", name=name) if name else tr("EUCLES Desk"))

    @Slot(str)
    def _on_not_saved(self, sentence: str) -> None:
        if self.working is not None and not self._has_told:
            self._has_told = True
            said = tr(
                "{problem} The change is tried again every few seconds; leave the program open.", problem=sentence
            )
            self.frame.say(said, "danger", tr("Try now"), self.working.retry)

    @Slot()
    def _on_saved(self) -> None:
        self._has_told = False
        if self.frame.bar.is_about("danger"):
            self.frame.bar.put_away()

    @Slot()
    def _on_undo(self) -> None:
        if self.working is not None and self.is_in_assessment:
            self.working.undo()

    @Slot()
    def _on_redo(self) -> None:
        if self.working is not None and self.is_in_assessment:
            self.working.redo()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the mouse's own buttons for back and forward."""
        match event.button():
            case Qt.MouseButton.BackButton:
                self.navigation.back()
            case Qt.MouseButton.ForwardButton:
                self.navigation.forward()
            case _:
                super().mousePressEvent(event)

    # What happens elsewhere

    @Slot(str)
    def _say_warning(self, sentence: str) -> None:
        self.frame.say(sentence, "warning")

    @Slot(str)
    def _say_good(self, sentence: str) -> None:
        self.frame.say(sentence, "good")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.frame.problems.show(error)

    def _count_tasks(self) -> None:
        """Have the number at the first page read; that page reads it itself when it is shown."""
        if self._key != TODAY:
            self.pages.today.load()

    @Slot(int)
    def _on_counted(self, count: int) -> None:
        self.frame.sidebar.show_count(TODAY, count, name_of(count))

    @Slot(object, str)
    def _on_job(self, job: Job, text: str) -> None:
        self.frame.strip.follow(job, text)

    @Slot(object, str)
    def _on_arrived(self, _ids: tuple[UUID, ...], sentence: str) -> None:
        self.pages.reload()
        self.pages.focus_list(self._key)
        self._say_good(sentence)

    @Slot(object)
    def _on_started(self, assessment: UUID) -> None:
        self.open_assessment(assessment)
        if self.working is not None and self.working.value.id == assessment:
            self._say_good(tr("The assessment has begun. It is stored and can be withdrawn, but not removed."))

    @Slot(str)
    def _on_registered(self, sentence: str) -> None:
        self.pages.reload()
        self._say_good(sentence)


def _without_arguments(do: Callable[[], object], *_ignored: object) -> None:
    """Drop what Qt hands an action's slot."""
    do()
