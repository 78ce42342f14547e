"""The report page on screen, for tests, with a maker of reports that takes as long as it is told."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass, field, replace
from pathlib import Path

from pypdf import PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from eucles_desk.errors import Message
from eucles_desk.services.desk import Desk
from eucles_desk.services.report_ports import MadeReport, ReportFormat, ReportOrder
from eucles_desk.ui.report.page import ReportPage
from eucles_desk.ui.report.preview import Preview
from support.opened import Opened, Saved


def pdf(pages: int, title: str = "") -> bytes:
    """Return a file with so many blank pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.add_metadata({"/Title": title})
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@dataclass
class Maker:
    """Makes blank pages at once; with ``may_go_on`` unset it waits as long reports do."""

    pages: int = 3
    error: Exception | None = None
    warnings: tuple[Message, ...] = ()
    orders: list[ReportOrder] = field(default_factory=list[ReportOrder])
    stopped: int = 0
    may_go_on: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.may_go_on.set()

    def __call__(
        self,
        order: ReportOrder,
        progress: Callable[[int, int], None] = lambda _page, _pages: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> MadeReport:
        self.orders.append(order)
        progress(1, self.pages)
        self.begun.set()
        self.may_go_on.wait(10)
        if is_cancelled():
            self.stopped += 1
            raise CancelledError
        if self.error is not None:
            raise self.error
        number = len(self.orders)
        if order.format is not ReportFormat.PDF:
            return MadeReport(f"{order.format} {number}".encode(), 0)
        return MadeReport(pdf(self.pages, f"Report {number}"), self.pages, self.warnings, f"{number:064}")


@dataclass
class Shown:
    """A report page on screen with what lies under it."""

    page: ReportPage
    opened: Opened
    maker: Maker
    saved: Saved
    desk: Desk
    qtbot: QtBot

    @property
    def preview(self) -> Preview:
        """The pages on screen."""
        assert self.page.holder.shows_pages
        assert self.page.preview is not None
        return self.page.preview

    @property
    def state(self) -> str:
        """What is said of the preview, empty when nothing is."""
        badge = self.page.holder.badge
        return badge.text() if badge.isVisible() else ""

    def rest(self) -> None:
        """Wait until nothing is being made any more."""
        self.qtbot.waitUntil(lambda: not self.page.is_making)

    def click(self, pressed: QAbstractButton) -> None:
        """Click a button that can be seen."""
        QApplication.processEvents()
        assert pressed.isVisible()
        assert pressed.isEnabled()
        self.qtbot.mouseClick(pressed, Qt.MouseButton.LeftButton)

    def rename(self, name: str = "Somebody Else") -> None:
        """Change the lead expert's name, as another window on the assessment does."""
        opened = self.opened.working.opened
        opened.set_seat(replace(opened.value.seats[0], name=name))

    @property
    def names(self) -> list[str]:
        """The lead expert's name in each of the reports that were ordered."""
        return [order.assessment.seats[0].name for order in self.maker.orders]

    def choose_file(self, path: Path) -> None:
        """Answer the dialog that asks for a file."""
        dialog = self.page.saving.dialog
        assert isinstance(dialog, QFileDialog)
        self.qtbot.waitUntil(dialog.isVisible)
        dialog.selectFile(str(path))
        dialog.accept()

    def save(self, pressed: QAbstractButton, path: Path) -> bytes:
        """Save with a button and return what has been written."""
        self.click(pressed)
        self.choose_file(path)
        self.qtbot.waitUntil(lambda: path in self.saved.files)
        self.qtbot.waitUntil(lambda: not self.page.saving.is_running)
        return path.read_bytes()


ShowReport = Callable[..., Shown]
