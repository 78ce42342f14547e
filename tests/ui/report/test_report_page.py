"""The report page: made in the background, looked at, saved."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from support.closing import destroy
from support.gold import ROOT, assessment, levels_for
from support.opened import Opened, Saved, open_assessment, window_context

from eucles_desk.errors import Message, ReportError, StorageError
from eucles_desk.services.ports import MadeReport, ReportOrder
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.page import AssessmentPage
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.report.page import ReportPage
from eucles_desk.ui.report.preview import Preview


def pdf(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
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
            raise CancelledError
        if self.error is not None:
            raise self.error
        return MadeReport(pdf(self.pages), self.pages, self.warnings)


@dataclass
class Shown:
    page: ReportPage
    opened: Opened
    maker: Maker
    saved: Saved


ShowReport = Callable[..., Shown]


@pytest.fixture(scope="session")
def _look(qapp: QApplication) -> None:
    theme.set_up(ROOT / "resources")
    theme.apply("light", 100)


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path, _look: None) -> Iterator[ShowReport]:
    makers: list[Maker] = []
    pages: list[ReportPage] = []

    def show_page(maker: Maker | None = None, save_file: Callable[[Path, bytes], None] | None = None) -> Shown:
        maker = maker or Maker()
        makers.append(maker)
        saved = Saved()
        opened = open_assessment(assessment(agreed=levels_for(128)), tmp_path / "evidence")
        page = ReportPage(window_context(tmp_path, maker, save_file or saved), opened.working)
        page.uses_native_dialog = False
        pages.append(page)
        page.resize(1000, 700)
        with qtbot.waitExposed(page):
            page.show()
        return Shown(page, opened, maker, saved)

    yield show_page
    for maker in makers:
        maker.may_go_on.set()
    wait_for_all()
    destroy(pages)


def make(shown: Shown, qtbot: QtBot) -> Preview:
    qtbot.mouseClick(shown.page.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shown.page.is_making)
    assert shown.page.preview is not None
    return shown.page.preview


def choose_file(shown: Shown, qtbot: QtBot, path: Path) -> None:
    qtbot.mouseClick(shown.page.save_button, Qt.MouseButton.LeftButton)
    dialog = shown.page.dialog
    assert isinstance(dialog, QFileDialog)
    qtbot.waitUntil(dialog.isVisible)
    dialog.selectFile(str(path))
    dialog.accept()


def test_report_is_made_of_the_assessment_as_it_is_now(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    make(shown, qtbot)
    (order,) = shown.maker.orders
    assert order.assessment == shown.opened.working.value
    assert (order.language, order.kind) == ("en", "full")


def test_language_of_the_report_is_its_own(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    shown.page.language_box.setFocus()
    qtbot.keyClicks(shown.page.language_box, "suomi")
    make(shown, qtbot)
    assert shown.maker.orders[0].language == "fi"


def test_window_stays_usable_while_the_report_is_made(show: ShowReport, qtbot: QtBot) -> None:
    maker = Maker()
    maker.may_go_on.clear()
    shown = show(maker)
    qtbot.mouseClick(shown.page.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown.page.progress.text_label.text() == "Making the report: 33 %")
    assert not shown.page.make_button.isEnabled()
    maker.may_go_on.set()
    qtbot.waitUntil(lambda: not shown.page.is_making)
    assert not shown.page.progress.isVisible()


def test_cancel_stops_at_once_and_keeps_the_report_before(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    make(shown, qtbot)
    before = shown.page.made
    shown.maker.may_go_on.clear()
    shown.maker.begun.clear()
    qtbot.mouseClick(shown.page.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(shown.maker.begun.is_set)
    qtbot.mouseClick(shown.page.progress.cancel_button, Qt.MouseButton.LeftButton)
    assert not shown.page.is_making
    assert shown.page.message.text == "Making the report was stopped."
    shown.maker.may_go_on.set()
    assert wait_for_all()
    QApplication.processEvents()
    assert shown.page.made is before
    assert shown.page.message.text == "Making the report was stopped."


def test_report_that_cannot_be_made_says_why(show: ShowReport, qtbot: QtBot) -> None:
    shown = show(Maker(error=ReportError("The font {file} is missing.", file="NotoSans-Regular.ttf")))
    qtbot.mouseClick(shown.page.make_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shown.page.is_making)
    assert shown.page.message.text == "The font NotoSans-Regular.ttf is missing."
    assert shown.page.made is None
    assert not shown.page.save_button.isEnabled()


def test_fault_in_the_report_goes_to_the_crash_handler(show: ShowReport, qtbot: QtBot) -> None:
    shown = show(Maker(error=ZeroDivisionError("ours")))
    with qtbot.captureExceptions() as raised:
        qtbot.mouseClick(shown.page.make_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not shown.page.is_making)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_warnings_of_the_report_are_told(show: ShowReport, qtbot: QtBot) -> None:
    shown = show(Maker(warnings=(Message("A character could not be printed."),)))
    make(shown, qtbot)
    assert shown.page.message.text == "A character could not be printed."


def test_preview_shows_the_pages_and_goes_through_them(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    preview = make(shown, qtbot)
    assert preview.page_count == 3
    assert preview.count_label.text() == "of 3"
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert (preview.page, preview.page_edit.text()) == (1, "2")
    qtbot.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.page == 2
    assert not preview.next_button.isEnabled()
    qtbot.mouseClick(preview.previous_button, Qt.MouseButton.LeftButton)
    assert preview.page == 1
    preview.page_edit.setFocus()
    preview.page_edit.selectAll()
    qtbot.keyClicks(preview.page_edit, "3")
    qtbot.keyClick(preview.page_edit, Qt.Key.Key_Return)
    assert preview.page == 2
    assert preview.view.accessibleName() == "Report, page 3 of 3"


def test_preview_zooms_by_button_and_key(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    preview = make(shown, qtbot)
    begin = preview.zoom
    qtbot.mouseClick(preview.in_button, Qt.MouseButton.LeftButton)
    assert preview.zoom == pytest.approx(begin * 1.2)
    preview.view.setFocus()
    qtbot.keyClick(preview.view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom == pytest.approx(begin)
    qtbot.keyClick(preview.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom == pytest.approx(preview.fitting_zoom)
    assert preview.zoom_label.text().endswith("%")


def test_new_report_takes_the_place_of_the_old_one_at_the_same_page(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    preview = make(shown, qtbot)
    preview.go_to_page(2)
    shown.maker.pages = 5
    assert make(shown, qtbot) is preview
    assert preview.page_count == 5
    assert preview.page == 2
    shown.maker.pages = 2
    make(shown, qtbot)
    assert preview.page == 1


def test_report_is_out_of_date_when_the_assessment_changes_and_not_when_it_changes_back(
    show: ShowReport, qtbot: QtBot
) -> None:
    shown = show()
    make(shown, qtbot)
    assert shown.page.state_badge.text() == "up to date"
    seat = shown.opened.working.value.seats[0]
    shown.opened.working.opened.set_seat(type(seat)(seat.id, seat.role, "Somebody Else"))
    assert shown.page.is_out_of_date
    assert shown.page.state_badge.text() == "out of date: the assessment changed since"
    shown.opened.working.undo()
    assert shown.page.state_badge.text() == "up to date"
    shown.opened.working.redo()
    make(shown, qtbot)
    assert shown.page.state_badge.text() == "up to date"


def test_saving_writes_the_file_that_is_shown(show: ShowReport, qtbot: QtBot, tmp_path: Path) -> None:
    shown = show()
    make(shown, qtbot)
    path = tmp_path / "Example.pdf"
    choose_file(shown, qtbot, path)
    qtbot.waitUntil(lambda: path in shown.saved.files)
    qtbot.waitUntil(lambda: shown.page.message.text == f"Saved as {path}.")
    assert shown.page.made is not None
    assert path.read_bytes() == shown.page.made.content
    assert shown.page.open_button.isVisible()
    assert shown.page.dialog is None


def test_suggested_name_has_cluster_label_and_day(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    make(shown, qtbot)
    qtbot.mouseClick(shown.page.save_button, Qt.MouseButton.LeftButton)
    dialog = shown.page.dialog
    assert dialog is not None
    (name,) = [Path(file).name for file in dialog.selectedFiles()]
    dialog.reject()
    assert name.startswith("Example Cluster - Gold - 20")
    assert name.endswith(".pdf")


def test_full_folder_gives_one_plain_sentence(show: ShowReport, qtbot: QtBot, tmp_path: Path) -> None:
    def refuse(_path: Path, _content: bytes) -> None:
        raise StorageError("The disk is full; nothing was changed.")

    shown = show(save_file=refuse)
    make(shown, qtbot)
    choose_file(shown, qtbot, tmp_path / "Example.pdf")
    qtbot.waitUntil(lambda: shown.page.message.text == "The disk is full; nothing was changed.")
    assert shown.page.save_button.isEnabled()
    assert not shown.page.open_button.isVisible()


class Opener(QObject):
    """Takes the place of the system's viewer."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_saved_report_opens_in_the_viewer(show: ShowReport, qtbot: QtBot, tmp_path: Path) -> None:
    shown = show()
    make(shown, qtbot)
    path = tmp_path / "Example.pdf"
    choose_file(shown, qtbot, path)
    qtbot.waitUntil(shown.page.open_button.isVisible)
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]  # the stub wants bytes, Qt text
    try:
        qtbot.mouseClick(shown.page.open_button, Qt.MouseButton.LeftButton)
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.opened == [str(path)]


@pytest.mark.usefixtures("_look")
def test_key_makes_the_report_from_anywhere_in_the_assessment(qtbot: QtBot, tmp_path: Path) -> None:
    maker = Maker()
    opened = open_assessment(assessment(agreed=levels_for(128)), tmp_path / "evidence")
    page = AssessmentPage(window_context(tmp_path, maker), opened.working)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.area_bar, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    report = page.report_page
    assert report is not None
    qtbot.waitUntil(lambda: report.made is not None)
    assert page.area == "report"
    wait_for_all()
    destroy([page])
