"""The place of the preview: how it stands to the assessment, the pages, or why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.assessment.area_page import Notice
from eucles_desk.ui.language import tr
from eucles_desk.ui.report.progress import ProgressRow
from eucles_desk.ui.widgets import Badge, EmptyState, button, primary_button, scrolling, separator, spaced

if TYPE_CHECKING:
    from eucles_desk.assessment.places import Place
    from eucles_desk.ui.report.preview import Preview


class PreviewHolder(QWidget):
    """Shows the pages of a report with a strip above them.

    Signals:
        cancelled: The user wants the making to stop.
        retry_wanted: The user wants the preview made now.
        place_wanted: The user wants to go to this ``Place``, where what keeps the report from being made is mended.
        back_wanted: The user wants the preview in place of a stored report.
        save_wanted: The user wants the stored report that is shown as a file.
    """

    cancelled = Signal()
    retry_wanted = Signal()
    place_wanted = Signal(object)
    back_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview: Preview | None = None
        self._place: Place | None = None
        self.badge = Badge()
        self.badge.hide()
        self.progress = ProgressRow()
        self.banner = Notice()
        self.save_again_button = button(tr("Save again…"), "download")
        self.back_button = button(tr("Back to the preview"), "arrow-left")
        self.stack = QStackedWidget()
        lines = [tr("It is made in a moment, and again whenever an option or the assessment changes.")]
        self.retry_button = primary_button(tr("Make the preview"), "report")
        self._waiting = scrolling(EmptyState(tr("The preview is not made yet"), lines, [self.retry_button], "report"))
        self.error_notice = Notice()
        self.place_button = primary_button(tr("Go there"), "arrow-right")
        self.again_button = button(tr("Try again"), "redo")
        self._error = self._make_error()
        for part in (self._waiting, self._error):
            self.stack.addWidget(part)
        self._lay_out()
        self.progress.cancelled.connect(self.cancelled)
        self.retry_button.clicked.connect(self.retry_wanted)
        self.again_button.clicked.connect(self.retry_wanted)
        self.place_button.clicked.connect(self._on_place)
        self.back_button.clicked.connect(self.back_wanted)
        self.save_again_button.clicked.connect(self.save_wanted)

    @property
    def shows_pages(self) -> bool:
        """Whether there are pages to see."""
        return self.preview is not None and self.stack.currentWidget() is self.preview

    @property
    def shows_error(self) -> bool:
        """Whether a sentence stands in the place of the pages."""
        return self.stack.currentWidget() is self._error

    def show_pdf(self, content: bytes) -> None:
        """Show a report; page and zoom stay."""
        if self.preview is None:
            from eucles_desk.ui.report.preview import Preview

            self.preview = Preview()
            self.stack.addWidget(self.preview)
        self.preview.show_pdf(content)
        self.stack.setCurrentWidget(self.preview)

    def show_nothing(self) -> None:
        """Show that there is no preview yet."""
        self.stack.setCurrentWidget(self._waiting)

    def show_error(self, sentence: str, place: Place | None, place_text: str = "") -> None:
        """Say why there is no report, with a button that leads to where that is mended, if it is known."""
        self._place = place
        self.error_notice.say(sentence, "warning", "warning")
        self.place_button.setText(place_text)
        self.place_button.setVisible(place is not None)
        self.stack.setCurrentWidget(self._error)

    def say_state(self, text: str, kind: str = "plain") -> None:
        """Say in a word how the preview stands to the assessment; an empty one says nothing."""
        self.badge.say(text, kind)
        self.badge.setAccessibleName(text)
        self.badge.setVisible(bool(text))

    def show_stored(self, sentence: str) -> None:
        """Say that a stored report is shown; an empty sentence says that it is the preview again."""
        self.banner.say(sentence, "info", "lock")

    def _make_error(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        spaced(column, 1.6, 0.9)
        row = QHBoxLayout()
        spaced(row, 0, 0.7)
        row.addWidget(self.place_button)
        row.addWidget(self.again_button)
        row.addStretch(1)
        column.addWidget(self.error_notice)
        column.addLayout(row)
        column.addStretch(1)
        return scrolling(inner)

    def _lay_out(self) -> None:
        strip = QFrame()
        strip.setProperty("look", "plain")
        strip.setFixedHeight(self.progress.sizeHint().height() + theme.em(0.7))
        row = QHBoxLayout(strip)
        spaced(row, 0, 0.8)
        row.setContentsMargins(theme.em(0.8), 0, theme.em(0.8), 0)
        row.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.progress, 1)
        row.addStretch(0)
        self.banner.row.addWidget(self.save_again_button)
        self.banner.row.addWidget(self.back_button)
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(strip)
        column.addWidget(separator())
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)

    @Slot()
    def _on_place(self) -> None:
        if self._place is not None:
            self.place_wanted.emit(self._place)
