"""Looking at files: pages, pictures and texts, what is said where they cannot be shown, words found, parts framed."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from support.reading import FakeFile
from support.sources import PathSource

from eucles_desk.assessment.evidence import Region
from eucles_desk.services.ports import ContentKind, Picture
from eucles_desk.ui.colours import contrast
from eucles_desk.ui.viewer.hits import Hits
from eucles_desk.ui.viewer.reading import MOST_KEPT, File, Pictures, image_of
from eucles_desk.ui.viewer.regions import moved, sized, to_rect, to_region
from eucles_desk.ui.viewer.spot import Spot
from eucles_desk.ui.viewer.text_view import MOST_SIGNS, TextView

from .conftest import CTRL, SHIFT, Looker

LOG = FakeFile(("Contact log", "42 participants\nwere contacted", "Contact again\nand contact", "The end"))


def grey(image: QImage | None) -> int:
    assert image is not None
    return image.pixelColor(3, 3).red()


def test_a_file_opens_at_its_first_page_drawn_as_wide_as_the_view(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    view = looker.viewer.page_view

    assert looker.shown == ""
    assert grey(view.picture) == 254
    assert view.picture is not None
    assert view.picture.width() == view.wanted_width
    assert looker.viewer.spot == Spot(1)
    assert looker.viewer.foot.cite_button.text() == "Cite page 1 (Ctrl+E)"
    assert view.accessibleName() == "Page 1 of 4, Title of log.pdf"


def test_pages_are_turned_by_key_by_button_and_by_number(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    looker.viewer.focus_page()
    pages: list[int] = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Home):
        looker.press(key)
        pages.append(looker.viewer.page)
    assert pages == [2, 4, 4, 3, 1]

    QTest.mouseClick(looker.viewer.foot.next_button, Qt.MouseButton.LeftButton)
    assert looker.viewer.page == 2
    looker.viewer.foot.page_edit.setFocus()
    looker.viewer.foot.page_edit.selectAll()
    looker.write("99")
    looker.press(Qt.Key.Key_Return)
    assert looker.viewer.page == 4
    assert looker.viewer.foot.page_edit.text() == "4"
    assert grey(looker.viewer.page_view.picture) == 251


def test_the_next_page_is_drawn_ahead_and_a_page_seen_is_not_drawn_again(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    looker.viewer.focus_page()
    assert looker.reader.calls.count(("picture", "log.pdf")) == 2
    looker.press(Qt.Key.Key_PageDown)
    assert looker.reader.calls.count(("picture", "log.pdf")) == 3
    looker.press(Qt.Key.Key_PageUp)
    assert looker.reader.calls.count(("picture", "log.pdf")) == 3


def test_the_picture_is_there_at_once_when_it_was_drawn_ahead(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    looker.reader.delay = 5
    looker.viewer.go_to(2)

    assert grey(looker.viewer.page_view.picture) == 253
    looker.reader.close()


def test_only_so_many_pictures_are_kept() -> None:
    pictures, page = Pictures(), QImage(1000, 1400, QImage.Format.Format_RGB32)
    for number in range(50):
        pictures.keep("ab", number, 1000, page)
        pictures.get("ab", 0, 1000)

    assert pictures.size <= MOST_KEPT
    assert pictures.get("ab", 0, 1000) is not None
    assert pictures.get("ab", 49, 1000) is not None
    assert pictures.get("ab", 20, 1000) is None


def test_the_keys_zoom_and_the_page_is_drawn_anew_at_its_size(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    looker.viewer.focus_page()
    view = looker.viewer.page_view
    fit = view.wanted_width
    for _ in range(3):
        looker.press(Qt.Key.Key_Plus, CTRL)
    assert view.zoom == 2.0
    assert view.picture is not None
    assert view.picture.width() == view.wanted_width == 2 * fit
    assert view.horizontalScrollBar().maximum() > 0
    looker.press(Qt.Key.Key_Minus, CTRL)
    assert view.zoom == 1.5
    looker.press(Qt.Key.Key_0, CTRL)
    assert view.zoom == 1.0
    assert view.horizontalScrollBar().maximum() == 0


def test_a_view_that_becomes_wider_is_drawn_anew(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    looker.viewer.resize(700, 620)
    view = looker.viewer.page_view
    looker.qtbot.waitUntil(lambda: view.picture is not None and view.picture.width() == view.wanted_width > 600)


def test_a_password_is_asked_for_in_place(looker: Looker) -> None:
    looker.look_at("secret.pdf", FakeFile(("Minutes",), password="open sesame"))
    assert looker.shown == "The file asks for a password."
    assert looker.viewer.spot is None
    looker.viewer.focus_page()
    looker.write("wrong")
    looker.press(Qt.Key.Key_Return)
    assert looker.shown == "That password does not open the file."
    looker.viewer.focus_page()
    looker.write("open sesame")
    looker.press(Qt.Key.Key_Return)

    assert looker.shown == ""
    assert grey(looker.viewer.page_view.picture) == 254


def test_an_error_is_one_sentence_with_a_second_try(looker: Looker) -> None:
    looker.look_at("bad.pdf", FakeFile(error="bad.pdf is damaged and cannot be shown."))
    assert looker.shown == "bad.pdf is damaged and cannot be shown."
    looker.reader.files["bad.pdf"] = LOG
    QTest.mouseClick(looker.viewer.message.again_button, Qt.MouseButton.LeftButton)
    looker.settle()

    assert looker.shown == ""


def test_a_file_that_vanishes_while_it_is_read_is_one_sentence(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    (looker.folder / "log.pdf").unlink()
    looker.viewer.go_to(3)
    looker.settle()

    assert looker.shown == "log.pdf is not here any more."


def test_the_keyboard_stays_at_a_file_that_cannot_be_read_any_more(looker: Looker) -> None:
    window, around = QWidget(), [QPushButton("Before"), QPushButton("After")]
    column = QVBoxLayout(window)
    for part in (around[0], looker.viewer, around[1]):
        column.addWidget(part)
    window.show()
    window.activateWindow()
    looker.look_at("log.pdf", LOG)
    QTest.mouseClick(looker.viewer.foot.next_button, Qt.MouseButton.LeftButton)
    assert looker.viewer.foot.next_button.hasFocus()
    (looker.folder / "log.pdf").unlink()
    QTest.mouseClick(looker.viewer.foot.next_button, Qt.MouseButton.LeftButton)
    looker.settle()
    assert looker.shown == "log.pdf is not here any more."
    assert looker.viewer.message.again_button.hasFocus()

    (looker.folder / "log.pdf").write_bytes(b"content")
    QTest.mouseClick(looker.viewer.message.again_button, Qt.MouseButton.LeftButton)
    looker.settle()
    assert looker.shown == ""
    assert looker.viewer.page_view.hasFocus()
    looker.viewer.setParent(None)


def test_what_cannot_be_shown_is_offered_to_another_program(looker: Looker) -> None:
    looker.look_at("film.mp4", FakeFile(kind=ContentKind.OTHER))
    assert looker.shown == "This file cannot be shown here; open it with another program."
    with looker.qtbot.waitSignal(looker.viewer.open_wanted):
        QTest.mouseClick(looker.viewer.message.open_button, Qt.MouseButton.LeftButton)
    assert looker.viewer.spot is None


def test_the_answer_about_a_file_left_behind_is_dropped(looker: Looker) -> None:
    looker.reader.delay = 0.05
    looker.reader.files["slow.pdf"] = FakeFile(error="slow.pdf is damaged.")
    looker.look_at("slow.pdf", looker.reader.files["slow.pdf"])
    path = looker.folder / "slow.pdf"
    from eucles_desk.ui.viewer.reading import File

    looker.viewer.show_file(File(PathSource(path, "other"), "slow.pdf"), "Slow")
    looker.look_at("log.pdf", LOG)

    assert looker.shown == ""
    assert looker.viewer.title_label.full_text() == "Title of log.pdf"


def test_a_single_picture_is_cited_without_a_page_and_its_part_with_one(looker: Looker) -> None:
    looker.look_at("photo.png", FakeFile(kind=ContentKind.PICTURE, size=(800, 600)))
    assert looker.viewer.spot == Spot()
    assert looker.viewer.foot.cite_button.text() == "Cite (Ctrl+E)"
    looker.viewer.page_view.set_frame(Region(1, 2, 300, 400))
    assert looker.viewer.spot == Spot(1, Region(1, 2, 300, 400))


# Words


def test_words_are_found_on_the_pages_counted_and_gone_through(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    looker.viewer.focus_page()
    looker.press(Qt.Key.Key_PageDown)
    looker.press(Qt.Key.Key_F, CTRL)
    looker.write("CONTACT")
    looker.press(Qt.Key.Key_Return)
    viewer, count = looker.viewer, looker.viewer.search.count_label

    assert (count.text(), viewer.page) == ("2 of 4", 2)
    assert len(viewer.page_view.hits) == 1
    seen: list[tuple[str, int]] = []
    for modifier in (Qt.KeyboardModifier.NoModifier,) * 3 + (SHIFT,):
        looker.press(Qt.Key.Key_F3, modifier)
        seen.append((count.text(), viewer.page))
    assert seen == [("3 of 4", 3), ("4 of 4", 3), ("1 of 4", 1), ("4 of 4", 3)]
    assert viewer.search.search_edit.accessibleDescription() == "4 of 4"

    looker.press(Qt.Key.Key_Escape)
    assert not viewer.search.isVisible()
    assert viewer.page_view.hits == ()
    assert viewer.page_view.hasFocus()


def test_words_that_are_not_there_are_said_to_be_not_there(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    looker.viewer.begin_search()
    looker.write("nothing")
    looker.qtbot.waitUntil(lambda: looker.viewer.search.count_label.text() == "not found")
    assert looker.viewer.page == 1


def test_a_text_is_shown_searched_and_its_marked_words_are_cited(looker: Looker) -> None:
    looker.look_at("notes.txt", FakeFile(("First line\nsecond line\nThird LINE",), kind=ContentKind.TEXT))
    viewer = looker.viewer
    assert viewer.text_view.toPlainText() == "First line\nsecond line\nThird LINE"
    assert viewer.spot == Spot()
    viewer.begin_search()
    looker.write("line")
    looker.press(Qt.Key.Key_Return)
    assert viewer.search.count_label.text() == "1 of 3"
    looker.press(Qt.Key.Key_F3)
    looker.press(Qt.Key.Key_F3)
    assert viewer.text_view.textCursor().selectedText() == "LINE"
    assert viewer.spot == Spot(quote="LINE")
    assert viewer.foot.cite_button.text() == "Cite the marked words (Ctrl+E)"
    assert not viewer.foot.frame_button.isVisible()


def test_a_page_can_be_read_as_text(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG, Spot(2))
    QTest.mouseClick(looker.viewer.foot.text_button, Qt.MouseButton.LeftButton)
    looker.settle()
    text = looker.viewer.text_view
    assert text.isVisible()
    assert text.toPlainText() == "42 participants\nwere contacted"
    assert text.accessibleName() == "Page 2 of 4, Title of log.pdf"
    text.setFocus()
    looker.press(Qt.Key.Key_PageDown)
    assert text.toPlainText() == "Contact again\nand contact"
    text.selectAll()
    assert looker.viewer.spot == Spot(3, None, "Contact again and contact")


@pytest.mark.parametrize("text", ["x" * 3_000_000, "word\n" * 1_000_000])
def test_a_novel_is_shown_from_its_beginning_without_waiting(looker: Looker, text: str) -> None:
    looker.look_at("novel.txt", FakeFile((text,), kind=ContentKind.TEXT))

    assert len(looker.viewer.text_view.toPlainText()) <= MOST_SIGNS * 1.01
    assert "Only the beginning is shown" in looker.viewer.said_label.text()


def test_letters_that_grow_when_made_small_do_not_shift_what_is_found(looker: Looker) -> None:
    view = TextView()
    looker.qtbot.addWidget(view)
    view.show_text("Straße und Weg\nweg")
    assert view.find_words("WEG") == 2
    view.show_hit(0)
    assert view.textCursor().selectedText() == "Weg"


# Parts


def test_a_part_is_framed_by_mouse_and_taken_away_by_a_click(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    view = looker.viewer.page_view
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 40))
    QTest.mouseMove(view.viewport(), QPoint(120, 90))
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 120))
    frame = view.frame
    assert frame is not None
    scale = view.wanted_width / 1000
    assert abs(frame.width * scale - 150) <= 1
    assert looker.viewer.spot == Spot(1, frame)
    assert looker.viewer.foot.cite_button.text() == "Cite the marked part (Ctrl+E)"

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 60))
    assert view.frame is None


def test_a_part_is_framed_by_keyboard(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    looker.viewer.focus_page()
    view = looker.viewer.page_view
    looker.press(Qt.Key.Key_R)
    assert looker.viewer.foot.frame_button.isChecked()
    start = view.frame
    assert start is not None
    for key, modifier in (
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, SHIFT),
        (Qt.Key.Key_Left, SHIFT),
        (Qt.Key.Key_Down, CTRL | SHIFT),
        (Qt.Key.Key_Left, CTRL | SHIFT),
    ):
        looker.press(key, modifier)
    assert view.frame == Region(start.left - 20, start.top + 20, start.width - 25, start.height + 25)
    assert view.accessibleDescription() == "Frame: 8% from the left, 12% from the top, 78% wide, 18% high".replace(
        "%", "\N{NO-BREAK SPACE}%"
    )

    looker.press(Qt.Key.Key_Escape)
    assert view.frame is None
    assert not view.is_framing


def test_a_part_survives_the_way_to_the_screen_and_stays_on_its_page() -> None:
    page = QRectF(12, -300, 377, 533)
    for region in (Region(0, 0, 1000, 1000), Region(137, 991, 60, 9), Region(333, 250, 17, 600)):
        assert to_region(to_rect(region, page), page) == region
    assert to_region(QRectF(QPointF(300, 100), QPointF(9999, -9999)), page) == Region(764, 0, 236, 750)
    assert to_region(QRectF(500, 500, 20, 20), page) is None
    assert moved(Region(900, 0, 100, 50), 20, -20) == Region(900, 0, 100, 50)
    assert sized(Region(900, 0, 90, 50), 20, -80) == Region(900, 0, 100, 10)


def test_a_cited_part_is_marked_and_scrolled_to(looker: Looker) -> None:
    region = Region(100, 900, 300, 50)
    looker.viewer.page_view.set_zoom(2.0)
    looker.look_at("log.pdf", LOG, Spot(2, region))
    looker.viewer.mark_cited({2: (region,)})
    view = looker.viewer.page_view

    assert looker.viewer.page == 2
    assert view.cited == (region,)
    assert view.verticalScrollBar().value() > view.verticalScrollBar().maximum() // 2
    looker.viewer.go_to(1)
    assert view.cited == ()


def test_places_are_gone_through_around_the_end() -> None:
    region = Region(1, 2, 3, 4)
    hits = Hits(((2, region), (2, None), (5, region)))

    assert [hits.first_from(page) for page in (1, 2, 3, 6)] == [0, 0, 2, 0]
    assert [hits.next(2, 1), hits.next(0, -1), hits.next(-1, 1)] == [0, 2, 0]
    assert hits.on_page(2) == (region,)
    assert hits.number_on_page(2) == 0
    assert Hits().first_from(1) == Hits().next(0, 1) == -1


def test_a_picture_of_the_reader_is_painted_as_it_is() -> None:
    rows = bytes([255, 0, 0, 0, 255, 0, 0, 0, 255]) * 2
    image = image_of(Picture(3, 2, rows))

    assert [image.pixelColor(at, 1).name() for at in range(3)] == ["#ff0000", "#00ff00", "#0000ff"]


def test_enter_cites_the_marked_part_and_nothing_where_none_is_marked(looker: Looker, qtbot: QtBot) -> None:
    looker.look_at("log.pdf", LOG)
    looker.viewer.focus_page()
    with qtbot.assertNotEmitted(looker.viewer.cite_wanted):
        looker.press(Qt.Key.Key_Return)
    looker.press(Qt.Key.Key_R)
    with qtbot.waitSignal(looker.viewer.cite_wanted, timeout=500):
        looker.press(Qt.Key.Key_Return)


def test_larger_and_smaller_stay_side_by_side_however_narrow_the_viewer_is(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    foot = looker.viewer.foot
    for width in range(420, 200, -20):
        looker.viewer.resize(width, 620)
        QApplication.processEvents()
        places = [part.mapTo(foot, part.rect().center()) for part in (foot.smaller_button, foot.larger_button)]
        assert places[0].y() == places[1].y(), width


def test_letters_can_be_read_through_the_mark_of_the_place_found(looker: Looker) -> None:
    looker.look_at("log.pdf", LOG)
    view = looker.viewer.page_view
    picture = view.picture
    assert picture is not None
    part = Region(200, 100, 300, 60)
    view.mark_hits([part], 0)
    at = to_rect(part, QRectF(0, 0, view.wanted_width, view.wanted_width * 842 / 595)).center().toPoint()
    seen: list[str] = []
    for letters in ("black", "white"):
        picture.fill(QColor(letters))
        view.put_picture(picture)
        seen.append(view.grab().toImage().pixelColor(at).name())

    assert seen[0] != seen[1]
    assert contrast(*seen) > 7


def test_a_file_opened_for_words_shows_them_marked_and_leaves_the_keyboard(looker: Looker) -> None:
    path = looker.folder / "log.pdf"
    path.write_bytes(b"content")
    looker.reader.files["log.pdf"] = LOG
    looker.viewer.show_file(File(PathSource(path), "log.pdf"), "Log", Spot(2), words="contact")
    looker.settle()
    viewer = looker.viewer

    assert viewer.search.isVisible()
    assert viewer.search.search_edit.text() == "contact"
    assert not viewer.search.search_edit.hasFocus()
    assert len(viewer.finding.hits) > 0
    found = viewer.finding.hits.places[viewer.finding.at][0]
    assert found >= 2
    assert viewer.page == found


def test_a_text_opened_for_words_shows_the_first_of_them(looker: Looker) -> None:
    path = looker.folder / "notes.txt"
    path.write_bytes(b"content")
    looker.reader.files["notes.txt"] = FakeFile(("Nothing\nthen a contact",), ContentKind.TEXT)
    looker.viewer.show_file(File(PathSource(path), "notes.txt"), "Notes", words="contact")
    looker.settle()

    assert looker.viewer.text_view.textCursor().selectedText() == "contact"
    assert looker.viewer.search.count_label.text() == "1 of 1"
