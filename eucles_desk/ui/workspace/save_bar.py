"""The bar below: when the last change was saved, undo and redo by name, and the way to the next criterion."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.binding import bind
from eucles_desk.ui.icons import pixmap, put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.pausing import typing
from eucles_desk.ui.widgets import ElidedLabel, button, icon_button, spaced
from eucles_desk.ui.workspace.bar_parts import ShortButton, fit_name, least_named, text_room
from eucles_desk.ui.workspace.sections import set_shown, set_text
from eucles_desk.ui.workspace.steps import StepsPopup
from eucles_desk.wording.steps import step_name

if TYPE_CHECKING:
    from uuid import UUID

    from eucles_desk.assessment.records import Entry
    from eucles_desk.services.auditing import Auditing
    from eucles_desk.ui.assessment.check_button import CheckButton
    from eucles_desk.ui.history.dialog import HistoryDialog
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.bar_parts import Foldable

SPARE = 12
"""What is kept for more than *saved* to be said, in percent of the bar, so that saying it moves nothing."""
LEAST_SAID = 6
"""The least of what is not saved that is said beside the buttons for it, in multiples of the text size."""
STRIDE = 4
"""In multiples of the text size."""
MOST_NAME = 18
"""The widest that undo and redo become, in multiples of the text size."""


class SaveBar(QFrame):
    """Follows the open assessment; never in the way of typing.

    Signals:
        previous_wanted: The user wants the criterion before.
        next_open_wanted: The user wants the next open criterion.

    What is saved has the first claim on the room, then the ways between criteria, then the parts put in, and the names
    of undo and redo get equal shares of what is left: no name, and nothing that is said, moves either of them.
    """

    previous_wanted = Signal()
    next_open_wanted = Signal()

    def __init__(self, working: Working, auditing: Auditing | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working, self._auditing = working, auditing
        self.history: HistoryDialog | None = None
        self._put_in: list[Foldable] = []
        self._names = "", ""
        self.setProperty("look", "strip")
        self.setMinimumWidth(1)  # what it would like to say must not push the window over the edge of the screen
        self.sign = QLabel()
        self.state_label = ElidedLabel()
        self.retry_button = self._quiet(tr("Retry"))
        self.copy_button = self._quiet(tr("Copy text"))
        self.copy_button.setToolTip(tr("Copy what was typed and is not saved"))
        self.undo_button, self.redo_button = self._quiet(""), self._quiet("")
        put_icon(self.undo_button, "undo", "text", 1.1)
        put_icon(self.redo_button, "redo", "text", 1.1)
        for made in (self.undo_button, self.redo_button):
            made.setProperty("lies", "left")
        self.undo_list_button = self._list_button(tr("Steps to undo (Ctrl+Shift+S)"))
        self.redo_list_button = self._list_button(tr("Steps to redo (Ctrl+Shift+S)"))
        self.steps_popup = StepsPopup(working.edition, self)
        self._is_redo = False
        self.previous_button = ShortButton(tr("Previous"), "")
        put_icon(self.previous_button, "chevron-left", "text", 1.2)
        self.next_button = ShortButton(tr("Next open (Ctrl+Enter)"), tr("Next open"), "primary")
        for made in (self.previous_button, self.next_button):
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self._connect()
        self.refresh()

    def show_navigation(self, *, shown: bool) -> None:
        """Show the ways between criteria, or hide them in an area without any."""
        for made in (self.previous_button, self.next_button):
            set_shown(made, shown=shown)
        self._fit()

    def put_in(self, part: ShortButton | CheckButton) -> None:
        """Show another part before the ways between criteria."""
        self._row.insertWidget(self._row.indexOf(self.previous_button) - 1, part)
        self._put_in.insert(0, part)
        self._fit()

    @Slot()
    def show_undo_steps(self) -> None:
        """Offer the steps that can be undone."""
        self._show_steps(redo=False)

    @Slot()
    def show_redo_steps(self) -> None:
        """Offer the steps that can be made again."""
        self._show_steps(redo=True)

    @Slot()
    def show_history(self) -> None:
        """Show every change of the assessment in a window of its own, which can stay open beside this one."""
        if self._auditing is None:
            return
        self._working.flush()
        if self.history is None:
            from eucles_desk.ui.history.dialog import HistoryDialog

            self.history = HistoryDialog(self._auditing, self._working, self)
            self.history.finished.connect(self._on_history_closed)
            self.history.open_fitting()
        self.history.raise_()
        self.history.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Share out the room again when a part needs another width."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Let parts say less, the least important first, until no letter is cut."""
        folding: list[Foldable] = [*self._put_in, self.next_button, self.previous_button]
        shown = [part for part in folding if not part.isHidden()]
        lists = (self.undo_list_button, self.redo_list_button)
        names = (self.undo_button, self.redo_button)
        around = [part for part in (self.retry_button, self.copy_button) if not part.isHidden()]
        gap = self._row.spacing()
        beside = sum(part.sizeHint().width() + gap for part in around)
        least = max(self._saved_room(), beside + theme.em(LEAST_SAID) if around else 0)
        fixed = self._row.contentsMargins().left() + self._row.contentsMargins().right() + theme.em(0.6) + 2 * gap
        fixed += self.sign.sizeHint().width() + gap * (1 + len(shown) + len(names))
        steps = sum(part.sizeHint().width() + gap for part in lists)
        bare = sum(text_room(part, "") for part in names)
        narrow, with_steps, wanted, left = 0, True, 0, 0
        for narrow in range(len(shown) + 1):
            # The lists of steps go before the words of the last button do: a key and the palette lead to them too.
            with_steps = narrow < max(len(shown), 1)
            wanted = sum(part.room(narrow=at < narrow) for at, part in enumerate(shown))
            left = self.width() - fixed - wanted - (steps if with_steps else 0)
            if left - least >= bare:
                break
        if left - least < bare and not around:
            least = self._short_room()  # the sign and the time say it too
        for at, part in enumerate(shown):
            part.set_narrow(narrow=at < narrow)
        for part in lists:
            set_shown(part, shown=with_steps)
        # The counts of findings change while one works: their room goes in strides, so that the shares seldom change.
        said, stride = max(self._steady_room(), least), theme.em(STRIDE)
        share = min((left - said - (-wanted % stride)) // 2, theme.em(MOST_NAME))
        is_named = not narrow and share >= max(map(least_named, names))
        for target, name in zip(names, self._names, strict=True):
            width = share if is_named else text_room(target, "")
            set_text(target, fit_name(width, target, name) if is_named else "")
            if target.minimumWidth() != width or target.maximumWidth() != width:
                target.setFixedWidth(width)
            # Where even signs do not fit, undo and redo are left to their keys and the state keeps what is left.
            set_shown(target, shown=left - least >= bare)
        if not is_named:
            said = left - bare if left - least >= bare else left
        said = max(said - beside, theme.em(2))
        if self.state_label.width() != said or self.state_label.minimumWidth() != said:
            self.state_label.setFixedWidth(said)

    def _saved_room(self) -> int:
        """Return the width for what is saved; *saving* and *saved* take the same, so that typing moves nothing."""
        saved_at = self._working.opened.saved_at
        metrics = self.state_label.fontMetrics()
        texts = (_saved(saved_at) if saved_at is not None else tr("All changes are saved."), _saving())
        return max(map(metrics.horizontalAdvance, texts)) + 4

    def _short_room(self) -> int:
        """Return the width for the time alone of what is saved."""
        saved_at = self._working.opened.saved_at
        return self.state_label.fontMetrics().horizontalAdvance(_time(saved_at)) + 4 if saved_at else theme.em(2)

    def _steady_room(self) -> int:
        """Return the width that is kept where there is enough for whatever is said of saving."""
        metrics = self.state_label.fontMetrics()
        known = self._working.opened.saved_at or datetime.now().astimezone()
        spare = metrics.horizontalAdvance(_saved(known)) + self.width() * SPARE // 100
        return max(spare, metrics.horizontalAdvance(tr("All changes are saved.")) + 4, self._saved_room())

    @Slot()
    def refresh(self) -> None:
        """Show the state as it is now."""
        opened = self._working.opened
        unsaved, short = self._working.has_unsaved, ""
        if unsaved:
            text = tr("Not saved: {problem}", problem=self._working.problem)
        elif typing().is_going_on:
            text = _saving()
        elif opened.saved_at is not None:
            text, short = _saved(opened.saved_at), _time(opened.saved_at)
        else:
            text = tr("All changes are saved.")
        if text != self.state_label.full_text():
            self.state_label.say(text, short)
        set_shown(self.retry_button, shown=self._working.can_retry)
        set_shown(self.copy_button, shown=unsaved and bool(self._working.unsaved_text))
        self._names = (
            self._name(self.undo_button, self._undone(), tr("Undo"), tr("Undo: {name}"), "Ctrl+Z"),
            self._name(self.redo_button, self._name_of(opened.redo_entry), tr("Redo"), tr("Redo: {name}"), "Ctrl+Y"),
        )
        self.undo_list_button.setEnabled(opened.undo_entry is not None)
        self.redo_list_button.setEnabled(opened.redo_entry is not None)
        self._fit()
        self._draw()

    def _undone(self) -> str:
        """Return the name of what an undo takes back: what is not saved comes before what is."""
        if self._working.can_take_back:
            return tr("what is not saved")
        return self._name_of(self._working.opened.undo_entry)

    def _name_of(self, entry: Entry | None) -> str:
        return step_name(entry, self._working.edition, current()) if entry else ""

    def _name(self, target: QPushButton, what: str, bare: str, named: str, keys: str) -> str:
        name = named.format(name=what) if what else bare
        if target.accessibleName() != name:
            target.setAccessibleName(name)
            target.setToolTip(tr("{name} ({keys})", name=name, keys=keys))
        if target.isEnabled() != bool(what):
            target.setEnabled(bool(what))
        return name

    def _show_steps(self, *, redo: bool) -> None:
        self._working.flush()
        opened = self._working.opened
        entries = opened.redo_entries if redo else opened.undo_entries
        if entries:
            self._is_redo = redo
            above = self.redo_list_button if redo else self.undo_list_button
            self.steps_popup.history_button.setVisible(self._auditing is not None)
            self.steps_popup.show_steps(entries, above, redo=redo)

    def _list_button(self, name: str) -> QToolButton:
        made = icon_button(name, "chevron-up")
        put_icon(made, "chevron-up", "muted", 0.9)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _quiet(self, text: str) -> QPushButton:
        made = button(text, look="quiet")
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made

    def _lay_out(self) -> None:
        row = self._row = QHBoxLayout(self)
        spaced(row, 0.5, 0.3)
        row.setContentsMargins(theme.em(1.2), theme.em(0.45), theme.em(1.2), theme.em(0.45))
        row.addWidget(self.sign)
        row.addWidget(self.state_label)
        for made in (self.retry_button, self.copy_button, self.undo_button, self.undo_list_button):
            row.addWidget(made)
        for made in (self.redo_button, self.redo_list_button):
            row.addWidget(made)
        row.addStretch(1)
        row.addSpacing(theme.em(0.6))
        row.addWidget(self.previous_button)
        row.addWidget(self.next_button)

    def _connect(self) -> None:
        working = self._working
        working.changed.connect(self._on_changed)
        working.saved.connect(self.refresh)
        working.not_saved.connect(self._on_not_saved)
        working.refused.connect(self._on_not_saved)
        working.held.connect(self._on_not_saved)
        typing().changed.connect(self._on_typing)
        self.retry_button.clicked.connect(working.retry)
        self.copy_button.clicked.connect(self._on_copy)
        self.undo_button.clicked.connect(self._on_undo)
        self.redo_button.clicked.connect(self._on_redo)
        self.undo_list_button.clicked.connect(self.show_undo_steps)
        self.redo_list_button.clicked.connect(self.show_redo_steps)
        self.steps_popup.chosen.connect(self._on_step_chosen)
        self.steps_popup.history_wanted.connect(self.show_history)
        bind("undo_steps", self, self._on_steps_wanted, context=Qt.ShortcutContext.WindowShortcut)
        if self._auditing is not None:
            bind("history", self, self.show_history, context=Qt.ShortcutContext.WindowShortcut)
        self.previous_button.clicked.connect(self.previous_wanted)
        self.next_button.clicked.connect(self.next_open_wanted)
        theme.notifier().changed.connect(self._draw)

    @Slot()
    def _draw(self) -> None:
        name, role = ("check", "good")
        if self._working.has_unsaved:
            name, role = ("warning", "danger")
        elif typing().is_going_on:
            name, role = ("pencil", "muted")
        self.sign.setPixmap(pixmap(name, theme.colour(role).name(), theme.em(1.15), self.devicePixelRatioF()))

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        self.refresh()

    @Slot()
    def _on_typing(self) -> None:
        if self.isVisible():
            self.refresh()

    @Slot(str)
    def _on_not_saved(self, _sentence: str) -> None:
        self.refresh()

    @Slot()
    def _on_undo(self) -> None:
        self._working.undo()

    @Slot()
    def _on_redo(self) -> None:
        self._working.redo()

    @Slot()
    def _on_steps_wanted(self) -> None:
        self._show_steps(redo=self.redo_button.hasFocus() or self.redo_list_button.hasFocus())

    @Slot(object)
    def _on_step_chosen(self, group: UUID) -> None:
        go = self._working.redo_to if self._is_redo else self._working.undo_to
        go(group)

    @Slot()
    def _on_history_closed(self) -> None:
        if self.history is not None:
            self.history.deleteLater()
        self.history = None

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._working.unsaved_text)


def _saved(at: datetime) -> str:
    return tr("Saved {time}", time=_time(at))


def _time(at: datetime) -> str:
    return current().time(at.astimezone())


def _saving() -> str:
    return tr("Saving\N{HORIZONTAL ELLIPSIS}")
