"""The live preview: made in the background while the page is on screen, and always of what is wanted last."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.closing import destroy
from support.gold import assessment, full, levels_for
from support.making import reports
from support.opened import NOW, open_assessment, window_context
from support.reporting import Maker, ShowReport

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.errors import Message, ReportError
from eucles_desk.ui.assessment.page import AssessmentPage
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.report.page import ReportPage


def test_opening_the_page_makes_the_preview_of_the_assessment_as_it_is(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    (order,) = shown.maker.orders
    assert order.assessment == shown.opened.working.value
    assert (order.language, order.kind, order.format, order.signing) == ("en", "full", "pdf", None)
    assert shown.preview.page_count == 3
    assert shown.state == "up to date"


def test_nothing_is_made_before_the_page_is_on_screen(tmp_path: Path, look: None) -> None:
    maker = Maker()
    opened = open_assessment(assessment(agreed=levels_for(128)), tmp_path / "evidence")
    page = ReportPage(window_context(tmp_path, maker), opened.working)
    opened.working.opened.set_seat(replace(opened.working.value.seats[0], name="Somebody Else"))
    assert not page.is_making
    assert maker.orders == []
    destroy([page])


def test_another_kind_is_made_when_a_key_chooses_it(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    shown.rest()
    kinds = shown.page.options.kinds
    kinds.buttons[ReportKind.FULL].setFocus()
    qtbot.keyClick(kinds.buttons[ReportKind.FULL], Qt.Key.Key_Down)
    assert kinds.buttons[ReportKind.SUMMARY].hasFocus()
    assert shown.state == "out of date"
    shown.rest()
    assert [order.kind for order in shown.maker.orders] == ["full", "summary"]
    assert shown.state == "up to date"


def test_a_kind_is_chosen_by_its_explanation_too(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    button = shown.page.options.kinds.buttons[ReportKind.SUMMARY]
    row = button.parentWidget()
    assert row is not None
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=row.rect().bottomLeft() + button.pos() + button.pos())
    assert button.isChecked()


def test_language_of_the_report_is_its_own(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    shown.rest()
    shown.page.options.language_box.setFocus()
    qtbot.keyClicks(shown.page.options.language_box, "suomi")
    shown.rest()
    assert [order.language for order in shown.maker.orders] == ["en", "fi"]


def test_options_tried_in_a_row_make_one_preview(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    for kind in (ReportKind.SUMMARY, ReportKind.IMPROVEMENT_PLAN, ReportKind.SUMMARY):
        shown.click(shown.page.options.kinds.buttons[kind])
    shown.rest()
    assert [order.kind for order in shown.maker.orders] == ["full", "summary"]


def test_an_option_that_is_put_back_makes_nothing_new(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    shown.click(shown.page.options.kinds.buttons[ReportKind.FULL])
    assert not shown.page.is_making
    assert shown.state == "up to date"


def test_the_newest_order_wins_over_one_that_is_being_made(show: ShowReport) -> None:
    maker = Maker()
    maker.may_go_on.clear()
    shown = show(maker)
    shown.qtbot.waitUntil(maker.begun.is_set)
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    shown.qtbot.waitUntil(lambda: len(maker.orders) == 2)
    maker.may_go_on.set()
    shown.rest()
    assert wait_for_all()
    QApplication.processEvents()
    assert maker.stopped == 1
    assert shown.state == "up to date"
    assert shown.page.made is not None
    assert shown.page.made.content_hash.endswith("2")


def test_the_preview_before_stays_with_place_and_zoom_until_the_next_is_there(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    shown.rest()
    preview = shown.preview
    qtbot.mouseClick(preview.in_button, Qt.MouseButton.LeftButton)
    preview.go_to_page(1)
    bar = preview.view.verticalScrollBar()
    below = bar.value() + 40
    preview.go_to_page(0)
    bar.setValue(below)
    before = (preview.page, preview.zoom, bar.value())
    shown.maker.may_go_on.clear()
    shown.maker.begun.clear()
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    qtbot.waitUntil(shown.maker.begun.is_set)
    assert shown.preview is preview
    assert preview.page_count == 3
    shown.maker.pages = 5
    shown.maker.may_go_on.set()
    shown.rest()
    assert preview.page_count == 5
    assert (preview.page, preview.zoom, bar.value()) == before


def test_a_shorter_report_shows_its_last_page(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    shown.preview.go_to_page(2)
    shown.maker.pages = 2
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    shown.rest()
    assert shown.preview.page == 1


def test_progress_shows_when_making_takes_longer_than_a_moment(show: ShowReport, qtbot: QtBot) -> None:
    maker = Maker()
    maker.may_go_on.clear()
    shown = show(maker)
    qtbot.waitUntil(maker.begun.is_set)
    progress = shown.page.holder.progress
    assert not progress.isVisible()
    qtbot.waitUntil(progress.isVisible)
    assert progress.text_label.text() == "Making the report: 33 %"
    maker.may_go_on.set()
    shown.rest()
    assert not progress.isVisible()


def test_a_report_made_at_once_shows_no_progress(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    assert not shown.page.holder.progress.is_running


@pytest.mark.usefixtures("look")
def test_the_window_goes_on_while_a_whole_report_is_made(qtbot: QtBot, tmp_path: Path) -> None:
    """Keys are answered and timers fire between the first order and the finished Gold report."""
    opened = open_assessment(full(), tmp_path / "evidence")
    make_report = reports(sign=lambda content, _signing, _now: content, now=NOW)
    page = ReportPage(window_context(tmp_path, make_report), opened.working)
    fired: list[bool] = []
    ticking = QTimer(page, interval=5)
    ticking.timeout.connect(lambda: fired.append(page.making.is_running))
    with qtbot.waitExposed(page):
        page.show()
    ticking.start()
    qtbot.waitUntil(lambda: page.making.is_running)
    page.options.language_box.setFocus()
    QTest.keyClicks(page.options.signature_field.sign_box, " ")
    assert page.options.signature_field.is_on
    assert page.making.is_running
    qtbot.waitUntil(lambda: not page.is_making, timeout=60_000)
    ticking.stop()
    assert page.made is not None
    assert page.made.pages > 10
    assert fired.count(True) >= 10
    wait_for_all()
    destroy([page])


def test_a_change_elsewhere_marks_the_preview_and_makes_it_anew_after_a_pause(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    for name in ("A", "An", "Another"):
        shown.rename(name)
        assert shown.state == "out of date"
    assert len(shown.maker.orders) == 1
    shown.rest()
    assert shown.names == ["Aino Example", "Another"]
    assert shown.state == "up to date"


def test_a_change_that_is_undone_at_once_leaves_the_preview_up_to_date(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    shown.rename()
    shown.opened.working.undo()
    assert shown.state == "up to date"
    assert not shown.page.is_making


def test_a_hidden_page_makes_nothing_until_it_is_shown_again(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    shown.rest()
    shown.page.hide()
    shown.rename()
    assert not shown.page.is_making
    assert len(shown.maker.orders) == 1
    with qtbot.waitExposed(shown.page):
        shown.page.show()
    assert shown.state == "out of date"
    shown.rest()
    assert shown.names == ["Aino Example", "Somebody Else"]


def test_a_page_that_is_left_stops_what_it_makes(show: ShowReport, qtbot: QtBot) -> None:
    maker = Maker()
    maker.may_go_on.clear()
    shown = show(maker)
    qtbot.waitUntil(maker.begun.is_set)
    shown.page.hide()
    assert not shown.page.is_making
    maker.may_go_on.set()
    assert wait_for_all()
    assert maker.stopped == 1


def test_what_is_typed_elsewhere_is_handed_on_before_the_report_is_made(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    shown.opened.working.about_to_act.connect(lambda: shown.rename("Typed Last"))
    shown.page.make()
    shown.rest()
    assert shown.names[-1] == "Typed Last"


def test_stopping_keeps_the_preview_before_and_is_not_taken_up_again(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    shown.rest()
    before = shown.page.made
    shown.maker.may_go_on.clear()
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    qtbot.waitUntil(shown.page.holder.progress.isVisible)
    shown.click(shown.page.holder.progress.cancel_button)
    assert not shown.page.is_making
    assert shown.page.message.text == "Making the report was stopped."
    shown.maker.may_go_on.set()
    assert wait_for_all()
    QApplication.processEvents()
    assert not shown.page.is_making
    assert shown.page.made is before
    assert shown.state == "out of date"
    shown.page.make()
    shown.rest()
    assert shown.state == "up to date"


def test_a_report_that_cannot_be_made_says_why_in_its_place(show: ShowReport) -> None:
    shown = show(Maker(error=ReportError("The font {file} is missing.", file="NotoSans-Regular.ttf")))
    shown.rest()
    holder = shown.page.holder
    assert holder.shows_error
    assert holder.error_notice.text_label.text() == "The font NotoSans-Regular.ttf is missing."
    assert not holder.place_button.isVisible()
    shown.maker.error = None
    shown.click(holder.again_button)
    shown.rest()
    assert holder.shows_pages


def test_a_certificate_without_number_leads_to_where_it_is_entered(show: ShowReport, qtbot: QtBot) -> None:
    shown = show(value=assessment(agreed=levels_for(128), step=Step.AWARDED))
    shown.rest()
    shown.maker.error = ReportError("The award has no number yet.")
    shown.click(shown.page.options.kinds.buttons[ReportKind.CERTIFICATE])
    shown.rest()
    button = shown.page.holder.place_button
    assert button.text() == "Enter number and months of the award"
    with qtbot.waitSignal(shown.page.wanted) as wanted:
        shown.click(button)
    assert wanted.args == [Place(Area.RESULT, "award")]
    shown.maker.error = None
    shown.click(shown.page.options.kinds.buttons[ReportKind.FULL])
    assert shown.page.holder.shows_pages


def test_a_fault_in_the_report_goes_to_the_crash_handler(show: ShowReport, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        shown = show(Maker(error=ZeroDivisionError("ours")))
        shown.rest()
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert len(shown.maker.orders) == 1


def test_warnings_are_told_once(show: ShowReport) -> None:
    shown = show(Maker(warnings=(Message("A character could not be printed."),)))
    shown.rest()
    assert shown.page.message.text == "A character could not be printed."
    shown.page.message.put_away()
    shown.rename()
    shown.rest()
    assert not shown.page.message.isVisible()


def test_only_the_kinds_that_can_be_made_are_offered(show: ShowReport) -> None:
    shown = show(value=assessment(step=Step.SCORING))
    kinds = shown.page.options.kinds
    offered = [kind for kind, button in kinds.buttons.items() if button.isEnabled()]
    certificate = kinds.buttons[ReportKind.CERTIFICATE]
    assert certificate.isVisible()
    assert not certificate.isEnabled()
    assert certificate.accessibleDescription() == "Made once the label is awarded."
    place = certificate.mapTo(kinds, certificate.rect().topLeft()).y()
    assert place > max(kinds.buttons[kind].mapTo(kinds, certificate.rect().topLeft()).y() for kind in offered)
    assert kinds.value is ReportKind.DRAFT
    tops = {kind: kinds.buttons[kind].mapTo(kinds, kinds.buttons[kind].pos()).y() for kind in offered}
    assert min(tops, key=lambda kind: tops[kind]) is ReportKind.DRAFT


def test_a_kind_that_is_not_offered_any_more_gives_way_to_the_first_one(show: ShowReport) -> None:
    shown = show(value=assessment(agreed=levels_for(128), step=Step.AWARDED))
    shown.click(shown.page.options.kinds.buttons[ReportKind.CERTIFICATE])
    shown.rest()
    shown.opened.working.opened.enter_step(Step.DECISION)
    shown.rest()
    assert shown.maker.orders[-1].kind == "full"
    assert not shown.page.options.kinds.buttons[ReportKind.CERTIFICATE].isEnabled()
    assert shown.page.options.kinds.buttons[ReportKind.DRAFT].isEnabled()


def test_what_saves_a_report_is_in_sight_in_a_low_window(show: ShowReport) -> None:
    shown = show(size=(1090, 530))
    shown.rest()
    options = shown.page.options
    for pressed in (options.save_button, options.workbook_button, options.text_button):
        whole = pressed.visibleRegion().boundingRect()
        assert whole.size() == pressed.size(), pressed.text()


@pytest.mark.parametrize(("size", "beside"), [((1000, 700), True), ((620, 700), False)])
def test_options_stand_beside_the_preview_or_above_it(show: ShowReport, size: tuple[int, int], beside: bool) -> None:
    shown = show(size=size)
    options, holder = shown.page.options, shown.page.holder
    assert (options.y() == holder.y()) is beside
    assert (options.x() == holder.x()) is not beside
    assert holder.height() >= 300
    assert options.save_button.isVisible()
    assert not options.save_button.visibleRegion().isEmpty()


@pytest.mark.usefixtures("look")
def test_the_key_makes_the_report_from_anywhere_in_the_assessment(qtbot: QtBot, tmp_path: Path) -> None:
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
    assert report.making.is_running
    qtbot.waitUntil(lambda: report.made is not None)
    assert page.area == "report"
    assert len(maker.orders) == 1
    wait_for_all()
    destroy([page])
