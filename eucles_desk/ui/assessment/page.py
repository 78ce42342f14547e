"""The page of one open assessment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.assessment.leaving import WORKING_STEPS
from eucles_desk.assessment.places import Area, Place
from eucles_desk.ui import binding, theme
from eucles_desk.ui.assessment.area_bar import AreaBar
from eucles_desk.ui.assessment.area_makers import MAKERS
from eucles_desk.ui.assessment.area_page import AreaPage
from eucles_desk.ui.assessment.area_tabs import NUMBERED, ON_SITE, REPORT, area_for, tabs_of, waiting
from eucles_desk.ui.assessment.check_desk import CheckDesk
from eucles_desk.ui.assessment.form_bar import with_forms
from eucles_desk.ui.assessment.header import Header
from eucles_desk.ui.assessment.keys_around import KeysAround
from eucles_desk.ui.assessment.part_walk import PartWalk
from eucles_desk.ui.assessment.step_follower import StepFollower
from eucles_desk.ui.assessment.step_panel import StepPanel
from eucles_desk.ui.binding import VALUE, bind
from eucles_desk.ui.consensus.citing import show_cited
from eucles_desk.ui.floating import Floating
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.on_site.leaving import left_open
from eucles_desk.ui.problems import Refusals
from eucles_desk.ui.widgets import MessageBar, separator, spaced
from eucles_desk.ui.workspace.bar_parts import ShortButton
from eucles_desk.ui.workspace.points_strip import PointsStrip
from eucles_desk.ui.workspace.save_bar import SaveBar
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from eucles_desk.assessment.disclosure import ReportKind
    from eucles_desk.assessment.terms import Step
    from eucles_desk.ui.assessment.stepper import StepPill
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.on_site.area import OnSiteArea
    from eucles_desk.ui.report.page import ReportPage
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.workspace import Workspace

HIGH_ENOUGH = 38
"""From this height on, in multiples of the text size, the points are shown over every area."""


class AssessmentPage(QWidget):
    """Header with the steps, points, areas and the bar that says what is saved.

    Signals:
        closed: The user wants back to the list.
        site_mode_left: The user wants to see everything again.
        moved: Another area or criterion is shown.
    """

    closed = Signal()
    site_mode_left = Signal()
    moved = Signal()

    def __init__(self, context: Context, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.working = working
        self._context = context
        self.header = Header(working)
        self.message = MessageBar()
        self.points_strip = PointsStrip(working)
        tabs = tabs_of(working)
        shown = [tab for tab in tabs if tab.key in ON_SITE or not context.choices.site_mode]
        self.area_bar = AreaBar(shown, [tab.key for tab in tabs])
        self._keys = self.area_bar.keys()
        self.stack = QStackedWidget()
        self.save_bar = SaveBar(working, context.auditing)
        self.checks = CheckDesk(self)
        self.save_bar.put_in(self.checks.button)
        self._areas: dict[str, QWidget] = {}
        self._lay_out()
        if context.choices.site_mode:
            self._show_only_what_matters()
        self.step_panel = StepPanel(working, self)
        self.step_follower, self.part_walk = StepFollower(self), PartWalk(self)
        self.keys_around = KeysAround(self)
        self._make_shortcuts()
        self._connect()
        self._show_counts()
        self.open_for_step()

    @property
    def area(self) -> str:
        """The key of the area on screen."""
        return self.area_bar.current_key

    @property
    def area_widget(self) -> QWidget:
        """The area on screen."""
        return self._areas[self.area]

    @property
    def report_page(self) -> ReportPage | None:
        """The report page, ``None`` before it is first shown."""
        return cast("ReportPage | None", self._areas.get(REPORT))

    @property
    def workspace(self) -> Workspace | None:
        """The criterion workspace, ``None`` before it is first shown."""
        return cast("Workspace | None", self._areas.get(Area.CRITERIA.value))

    @property
    def on_site(self) -> OnSiteArea | None:
        """The area of the days on site, ``None`` before it is first shown."""
        return cast("OnSiteArea | None", self._areas.get(Area.ON_SITE.value))

    def go_to(self, place: Place) -> None:
        """Show a place and give it the focus."""
        self.step_panel.leave()
        key = place.area.value
        if key not in self._keys and self._context.choices.site_mode:
            self.message.say(tr("This is left out in site mode. F9 shows everything again."), "info")
            return
        if key not in self._keys or not self.area_bar.is_shown(key):
            return
        self.area_bar.open_tab(key)
        widget = self._show_area(key)
        if isinstance(widget, AreaPage):
            widget.go_to(place.id)
        elif self.on_site is not None and widget is self.on_site:
            self.on_site.go_to(place.id)
        elif self.workspace is not None:
            self.workspace.go_to(place)
        if self.isVisible():
            self._focus_area()

    def show_report(self, kind: ReportKind | None = None) -> None:
        """Show the report page, with another kind of report chosen if one is named."""
        self.step_panel.leave()
        self.area_bar.open_tab(REPORT)
        if kind is not None and self.report_page is not None:
            self.report_page.options.kinds.choose(kind)
            self._focus_area()

    def open_for_step(self) -> None:
        """Show where the present step works, at its first open point there."""
        area = area_for(self.working, self._keys)
        point = next((point for point in self.working.standing.open_points if point.place.area is area), None)
        self.go_to(point.place if point else Place(area))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the points out where the window is low."""
        super().resizeEvent(event)
        self._show_strip()

    def _show_strip(self) -> None:
        """Show the points where there are any: in a low window, or with large text, only in the areas about them."""
        is_about_points = self.area in {Area.CRITERIA.value, Area.RESULT.value}
        has_room = self.height() >= theme.em(HIGH_ENOUGH)
        self.points_strip.setVisible(self._has_criteria and (is_about_points or has_room))

    @property
    def _has_criteria(self) -> bool:
        return bool(self.working.edition.criteria_of(self.working.value.label))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        parts = (self.header, separator(), self.points_strip, self.area_bar, separator())
        for part in parts:
            column.addWidget(part)
        floating = Floating(self.message, self, lambda: self.message_area)
        self.message_area = self.checks.beside(self.stack)
        floating.follow(self.message_area)
        column.addWidget(self.message_area, 1)
        column.addWidget(self.save_bar)

    def _show_only_what_matters(self) -> None:
        """Leave out what waits until after the visit."""
        self.header.stepper.hide()
        self.header.subtitle.hide()
        self.leave_button = ShortButton(tr("Leave site mode (F9)"), tr("Leave (F9)"))
        self.leave_button.clicked.connect(self.site_mode_left)
        self.save_bar.put_in(self.leave_button)

    def _connect(self) -> None:
        self.header.left.connect(self._on_left)
        self.header.stepper.opened.connect(self._on_step_clicked)
        self.step_panel.wanted.connect(self.go_to)
        self.step_panel.chosen.connect(self._on_step_chosen)
        self.area_bar.currentChanged.connect(self._on_tab_changed)
        self.working.changed.connect(self._show_counts)
        self.working.checks.changed.connect(self._show_counts)
        Refusals(self.message, self.working)
        self.working.stopped.connect(self._on_stopped)
        self.points_strip.place_wanted.connect(self.go_to)
        self.save_bar.previous_wanted.connect(self._on_previous)
        self.save_bar.next_open_wanted.connect(self._on_next)

    def _make_shortcuts(self) -> None:
        numbers = [(f"Ctrl+Shift+{number}",) for number in range(1, NUMBERED + 1)]
        self._area_keys = [made for keys in numbers for made in bind("area", self, self._on_tab_key, keys=keys)]
        bind("next_area", self, self._on_next_tab)
        bind("previous_area", self, self._on_tab_before)
        bind("report", self, self._on_make_report)
        bind("new_talk", self, self._on_new_talk)
        if self._has_criteria:
            bind("note_here", self, self._on_note_here)
        bind("next_finding", self, self.checks.following)
        bind("previous_finding", self, self.checks.previous)
        # The workspace has this key itself: over it the page would make it ambiguous, around it the page stands in.
        self._next_here = bind("next_open", self, self._on_next)
        self._next_around = [one for part in self._around for one in bind("next_open", part, self._on_next)]

    @property
    def _around(self) -> tuple[QWidget, ...]:
        return self.header, self.points_strip, self.area_bar, self.save_bar

    def _show_area(self, key: str) -> QWidget:
        widget = self._areas.get(key)
        if widget is None:
            widget = self._areas[key] = self._make_area(key)
            self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        in_workspace = key == Area.CRITERIA.value
        self.save_bar.show_navigation(shown=in_workspace)
        for shortcut in self._next_here:
            shortcut.setEnabled(not in_workspace)
        for shortcut in self._next_around:
            shortcut.setEnabled(in_workspace)
        self._show_strip()
        self.moved.emit()
        return widget

    def _make_area(self, key: str) -> QWidget:
        """Make an area when it is first shown; what it needs is imported then."""
        if key == REPORT:
            from eucles_desk.ui.report.page import ReportPage

            report = ReportPage(self._context, self.working)
            report.wanted.connect(self.go_to)
            return report
        if key == Area.CRITERIA.value:
            from eucles_desk.ui.workspace.on_site import leave_what_matters
            from eucles_desk.ui.workspace.workspace import Workspace

            workspace = Workspace(self._context, self.working)
            workspace.place_wanted.connect(self.go_to)
            workspace.criterion_shown.connect(self.moved)
            if self._context.choices.site_mode:
                leave_what_matters(workspace)
            for part in self._around:
                workspace.take_levels_from(part)
            return workspace
        if key == Area.ON_SITE.value:
            from eucles_desk.ui.on_site.area import OnSiteArea

            on_site = OnSiteArea(self._context, self.working)
            on_site.wanted.connect(self.go_to)
            on_site.report_wanted.connect(self.show_report)
            return on_site
        area = with_forms(MAKERS[Area(key)](self.working), key, self._context)
        area.wanted.connect(self.go_to)
        area.cited.connect(partial(show_cited, self))
        return area

    @Slot()
    def _show_counts(self) -> None:
        counts: dict[str, int] = {}
        for point in self.working.standing.open_points:
            counts[point.place.area.value] = counts.get(point.place.area.value, 0) + 1
        value = self.working.value
        if value.step in WORKING_STEPS:
            counts[Area.ON_SITE.value] = len(left_open(self.working))
        self.area_bar.show_tabs(waiting(value))
        self.area_bar.show_counts(counts)
        numbered = self.area_bar.numbered()
        for at, made in enumerate(self._area_keys):
            key = numbered[at] if at < len(numbered) else ""
            binding.name(made, "area", key, is_offered=self.area_bar.is_shown(key))

    @Slot()
    def _on_left(self) -> None:
        self.working.flush()
        self.closed.emit()

    @Slot(object)
    def _on_step_clicked(self, pill: StepPill) -> None:
        self.working.flush()
        self.step_panel.open_under(pill)

    @Slot(object)
    def _on_step_chosen(self, step: Step) -> None:
        self.working.flush()
        if self.working.do(lambda: self.working.opened.enter_step(step)):
            self.open_for_step()
            name = current().text(STEPS[step])
            self.message.say(tr("The assessment is now in the step “{step}”.", step=name), "good")

    @Slot(str)
    def _on_stopped(self, sentence: str) -> None:
        self.message.say(sentence, "warning")

    @Slot(int)
    def _on_tab_changed(self, _index: int) -> None:
        self.message.put_away()
        self._show_area(self.area)

    @Slot()
    def _on_tab_key(self) -> None:
        key = str(self.sender().property(VALUE))
        if self.area_bar.is_shown(key):
            self.area_bar.open_tab(key)
            self._enter_area()
        elif key:
            self.go_to(Place(Area(key)))  # which says that it is left out

    @Slot()
    def _on_next_tab(self) -> None:
        self.area_bar.step(1)
        self._enter_area()

    @Slot()
    def _on_tab_before(self) -> None:
        self.area_bar.step(-1)
        self._enter_area()

    def _enter_area(self) -> None:
        """Move the focus to the area that a key has shown, at the criteria to the levels."""
        if self.workspace is not None and self.area_widget is self.workspace:
            self.workspace.go_to(self.workspace.current_criterion)
        else:
            self._focus_area()

    def _focus_area(self) -> None:
        """Move the focus along when it was in the area that has gone."""
        focus = QApplication.focusWidget()
        if focus is None or not focus.isVisible():
            self.area_bar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _on_next(self) -> None:
        area = self.area_widget
        if isinstance(area, AreaPage):
            area.go_to_next()
        elif self.workspace is not None and area is self.workspace:
            self.workspace.next_open()
        elif self._has_criteria and area is self.on_site:
            self._go_on_with_criteria()

    def _go_on_with_criteria(self) -> None:
        """Go from the site to the criterion on the desk, or to the next open one where that is closed."""
        self.area_bar.open_tab(Area.CRITERIA.value)
        workspace = self.workspace
        assert workspace is not None
        row = workspace.criteria.model.row(workspace.current_criterion)
        if row is not None and (row.level is None or row.needs_reason):
            workspace.go_to(workspace.current_criterion)
        else:
            workspace.next_open()

    @Slot()
    def _on_new_talk(self) -> None:
        self.step_panel.leave()
        self.area_bar.open_tab(Area.ON_SITE.value)
        if self.on_site is not None:
            self.on_site.begin_talk()

    @Slot()
    def _on_note_here(self) -> None:
        self.step_panel.leave()
        self.area_bar.open_tab(Area.CRITERIA.value)
        if self.workspace is not None:
            self.workspace.note_here()

    @Slot()
    def _on_previous(self) -> None:
        if self.workspace is not None:
            self.workspace.previous()

    @Slot()
    def _on_make_report(self) -> None:
        self.show_report()
        if self.report_page is not None:
            self.report_page.make()
