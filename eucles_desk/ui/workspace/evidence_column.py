"""How the column of the evidence is laid out: cards over buttons, and the viewer below them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QSplitter, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import FlowLayout, MessageBar, button, icon_button, label, scrolling, spaced
from eucles_desk.ui.workspace.focus_follower import SETTLED_MILLISECONDS
from eucles_desk.ui.workspace.sections import lay_out_now, set_shown, set_text
from eucles_desk.ui.workspace.wrong_files import WrongFiles

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton, QToolButton

    from eucles_desk.ui.viewer.viewer import Viewer


class EvidenceColumn(QWidget):
    """The parts of the column. The viewer stands below the cards; where the column has no room it lies among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewer: Viewer | None = None
        self._is_beside, self._is_lent = True, False
        self.heading = label("", "strong", wrap=True)
        self.bar = MessageBar()
        self.wrong_files = WrongFiles()
        self.nothing_label = label(
            tr("Nothing cited yet. Drop or paste files, pictures or links here, or use the buttons below."),
            "muted",
            wrap=True,
        )
        self.busy_label = label("", "small", wrap=True)
        self.stop_button = button(tr("Stop"), look="quiet")
        self.sealed_label = label("", "small", wrap=True)
        self.attach_button = button(tr("Attach file"), "upload")
        self.interview_button = button(tr("Add interview"), "interview")
        self.link_button = button(tr("Add link"), "link")
        self.cite_button = button(tr("Cite existing"), "search")
        self.more_button: QToolButton = icon_button(tr("More about the evidence"), "more")
        self.paste_action = QAction(tr("Paste (Ctrl+V)"), self)
        self.several_action = QAction(tr("Remove several\N{HORIZONTAL ELLIPSIS}"), self)
        self.check_button = button(tr("Check all files"), "check", look="quiet")
        self.check_button.setToolTip(tr("Look whether every file is still as it was attached"))
        self.earlier_button = icon_button(tr("Evidence before"), "chevron-left")
        self.later_button = icon_button(tr("More evidence"), "chevron-right")
        self.part_label = label("", "small")
        self._lay_out()

    @property
    def buttons(self) -> tuple[QPushButton | QToolButton, ...]:
        """The ways to add evidence, and what more there is."""
        return (self.attach_button, self.interview_button, self.link_button, self.cite_button, self.more_button)

    def put_under(self, part: QWidget) -> None:
        """Show another part under the evidence, wherever that is shown."""
        self._inner.insertWidget(self._inner.count() - 1, part)

    def take_content(self) -> QWidget:
        """Hand over what the panel shows, to be shown elsewhere while there is no room for a column."""
        self._is_beside = False
        self._place_viewer()
        self._place_foot()
        return self.area.takeWidget()

    def give_back(self, content: QWidget) -> None:
        """Show the content in its own column again."""
        self._is_beside = True
        self.area.setWidget(content)
        content.show()
        self._place_viewer()
        self._place_foot()

    def hold_viewer(self, viewer: Viewer) -> None:
        """Take the viewer in."""
        self._viewer = viewer
        self._place_viewer()

    def show_viewer(self, *, shown: bool, lent: bool = False) -> None:
        """Show the viewer, or the cards alone; ``lent`` while it stands in a window of its own."""
        viewer, was_lent = self._viewer, self._is_lent
        self._is_lent = lent
        if viewer is None or lent:
            self._holder.hide()
            return
        if was_lent:
            self._place_viewer()
        was_hidden = self._holder.isHidden()
        viewer.setVisible(shown)
        set_shown(self._holder, shown=shown and self._is_beside)
        if shown and was_hidden and self._is_beside:
            height = self.splitter.height()
            self.splitter.setSizes([height // 3, height - height // 3])

    def show_busy(self, sentence: str) -> None:
        """Say what is being done in the background, or nothing."""
        set_text(self.busy_label, sentence)
        if self._busy.isHidden() == bool(sentence):
            self._busy.setVisible(bool(sentence))
            self._show_foot()

    def tell(self, sentence: str, kind: str = "info", action: str = "") -> None:
        """Say a sentence where it is seen, until the next action begins."""
        self.wrong_files.hide()
        self.bar.say(sentence, kind, action)
        self._show_foot()

    @Slot()
    def hush(self) -> None:
        """Say it no longer."""
        if not self.bar.isHidden():
            self.bar.hide()
            self.wrong_files.hide()
            self._show_foot()

    def reveal(self, part: QWidget) -> None:
        """Scroll a part into sight once everything has its place.

        What has the keyboard may be scrolled to a moment later, from before; what is revealed now comes after that.
        """
        for pause in (0, SETTLED_MILLISECONDS):
            QTimer.singleShot(pause, part, partial(_reveal, part))

    def show_part(self, first: int, count: int, total: int) -> None:
        """Say which part of the evidence is shown, where that is not all."""
        is_part = count < total
        set_shown(self._part, shown=is_part)
        if is_part:
            said = tr("{first}\N{EN DASH}{last} of {count}", first=first + 1, last=first + count, count=total)
            set_text(self.part_label, said)
            self.earlier_button.setEnabled(first > 0)
            self.later_button.setEnabled(first + count < total)

    def _lay_out(self) -> None:
        self.attach_button.setToolTip(tr("Attach files (Ctrl+Shift+E), drop them anywhere here, or paste them"))
        self._menu = QMenu(self)
        self._menu.addActions([self.paste_action, self.several_action])
        self.more_button.clicked.connect(self._on_more)
        inner = self.content = QWidget()
        self.cards_column = QVBoxLayout()
        spaced(self.cards_column, 0, 0.6)
        buttons = QWidget()
        flow = FlowLayout(buttons, 0.5)
        for made in self.buttons:
            flow.addWidget(made)
        policy = buttons.sizePolicy()
        policy.setHeightForWidth(True)
        buttons.setSizePolicy(policy)
        self._busy = _row(self.busy_label, self.stop_button)
        self._part = _row(self.part_label, self.earlier_button, self.later_button)
        self._inner = QVBoxLayout(inner)
        spaced(self._inner, 0.9, 0.7)
        for part in (self.heading, self.nothing_label):
            self._inner.addWidget(part)
        self._inner.addLayout(self.cards_column)
        for part in (self._part, self.sealed_label, buttons, self.check_button):
            self._inner.addWidget(part)
        self._inner.setAlignment(self.check_button, Qt.AlignmentFlag.AlignLeft)
        self._inner.addStretch(1)
        self._part.hide()
        self._lay_out_foot()
        self.area = scrolling(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMinimumHeight(theme.em(7))
        self._holder = QWidget()
        holder = QVBoxLayout(self._holder)
        spaced(holder, 0.6, 0)
        self._holder.hide()
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        upper = QWidget()
        self._upper = QVBoxLayout(upper)
        spaced(self._upper, 0, 0)
        self._upper.addWidget(self.area, 1)
        self._upper.addWidget(self.foot)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(self._holder)
        self.splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        spaced(whole, 0, 0)
        whole.addWidget(self.splitter)

    def _lay_out_foot(self) -> None:
        """Make what is said: it stands under the cards, which scroll, so that it is seen when it is said."""
        self.foot = Foot()
        foot = self._foot = QVBoxLayout(self.foot)
        spaced(foot, 0.6, 0.3)
        for part in (self.bar, self.wrong_files, self._busy):
            foot.addWidget(part)
            part.hide()
        self.foot.hide()
        self.bar.closed.connect(self._on_put_away)

    @Slot()
    def _on_put_away(self) -> None:
        self.wrong_files.hide()
        self._show_foot()

    def _show_foot(self) -> None:
        """Show the foot while it says something; among the cards of a narrow window it is scrolled to."""
        is_said = not (self.bar.isHidden() and self._busy.isHidden())
        set_shown(self.foot, shown=is_said)
        if is_said and not self._is_beside:
            self.reveal(self.foot)

    def _place_foot(self) -> None:
        if self._is_beside:
            self._upper.addWidget(self.foot)
        else:
            self._inner.insertWidget(self._inner.indexOf(self._part), self.foot)

    def _place_viewer(self) -> None:
        """Put the viewer where there is room for it, as it is shown or hidden now."""
        viewer = self._viewer
        if viewer is None or self._is_lent:
            return
        is_shown = not viewer.isHidden()
        holder = self._holder.layout()
        if self._is_beside and holder is not None:
            viewer.setMinimumHeight(theme.em(14))
            holder.addWidget(viewer)
        else:
            viewer.setMinimumHeight(theme.em(34))
            self._inner.insertWidget(self._inner.indexOf(self._part), viewer)
        viewer.setVisible(is_shown)
        set_shown(self._holder, shown=is_shown and self._is_beside)

    @Slot()
    def _on_more(self) -> None:
        self._menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))


class Foot(QWidget):
    """Is never less high than what it says needs: the cards above it scroll, it does not."""

    def event(self, event: QEvent) -> bool:
        """Ask for the height that the width asks for."""
        done, layout = super().event(event), self.layout()
        if layout is not None and event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest}:
            needed = layout.heightForWidth(self.width()) if layout.hasHeightForWidth() else 0
            if self.minimumHeight() != needed:
                self.setMinimumHeight(needed)
        return done


def _reveal(part: QWidget) -> None:
    lay_out_now()
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea) and part.isVisible():
        around.ensureWidgetVisible(part, 0, theme.em(0.5))
        inner = around.widget()
        if inner is not None and part.height() > around.viewport().height():  # at least how it begins
            around.ensureVisible(0, part.mapTo(inner, QPoint(0, 0)).y(), 0, theme.em(0.5))


def _row(first: QWidget, *others: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    spaced(row, 0, 0.4)
    row.addWidget(first, 1)
    for part in others:
        row.addWidget(part)
    return made
