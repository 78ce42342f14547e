"""Evidence brought in many ways: pasted, hundreds at once, from folders, and large files that can be stopped."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, QMimeData, QPoint, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from support.desk import Desk, Show, scoring
from support.gold import ROOT
from support.reading import FakeFile, FakeReader
from support.sources import content_of

from eucles_desk.assessment.evidence import Citation, EvidenceKind
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.records import StoredFile
from eucles_desk.assessment.room import OF_JUDGEMENT
from eucles_desk.language import load
from eucles_desk.services.ports import ContentKind
from eucles_desk.ui.language import set_current
from eucles_desk.ui.workspace import taking
from eucles_desk.ui.workspace.focus_follower import SETTLED_MILLISECONDS
from eucles_desk.ui.workspace.looking import PAUSE_MILLISECONDS
from eucles_desk.ui.workspace.pasting import paste
from eucles_desk.ui.workspace.remove_several import RemoveSeveral
from eucles_desk.ui.workspace.taking import MOST_AT_ONCE

CTRL = Qt.KeyboardModifier.ControlModifier
NOON = QDateTime(2026, 11, 24, 12, 4, 0)


def picture() -> QImage:
    made = QImage(40, 30, QImage.Format.Format_RGB32)
    made.fill(QColor("#336699"))
    return made


def on_clipboard(**held: object) -> QMimeData:
    data = QMimeData()
    for kind, value in held.items():
        {"urls": data.setUrls, "text": data.setText, "image": data.setImageData}[kind](value)  # type: ignore[arg-type]
    return data


def many(folder: Path, count: int) -> list[Path]:
    folder.mkdir()
    paths = [folder / f"file {number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(f"content {number} of {folder.name}")
    return paths


def bring(desk: Desk, *paths: Path) -> None:
    desk.workspace.evidence.attaching.attach_paths(paths, desk.workspace.current_criterion)


# Pasting


def test_a_screenshot_is_pasted_as_a_picture_with_the_time_in_its_title(desk: Desk) -> None:
    QGuiApplication.clipboard().setMimeData(on_clipboard(image=picture()))
    desk.press(Qt.Key.Key_V, CTRL)
    desk.settle()

    (piece,) = desk.stored.evidence
    assert piece.title.startswith("Screenshot ")
    assert piece.file_name.endswith(".png")
    assert QImage.fromData(content_of(desk.service.stored(piece.sha256))).pixelColor(5, 5).name() == "#336699"
    assert desk.judgement().citations[0].evidence == piece.id


@pytest.mark.parametrize(
    ("code", "title"), [("en", "Screenshot 24 Nov 2026 12:04"), ("fi", "Kuvakaappaus 24.11.2026 12.04")]
)
def test_the_title_is_in_the_language_of_the_screen(show: Show, code: str, title: str) -> None:
    set_current(load(code, ROOT / "resources" / "i18n"))
    desk = show(scoring())
    assert paste(on_clipboard(image=picture()), desk.workspace.evidence.attaching, "2.5", NOON)
    desk.settle()

    assert [piece.title for piece in desk.stored.evidence] == [title]


def test_files_links_and_texts_are_pasted_as_what_they_are(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "log.pdf"
    file.write_bytes(b"log")
    panel = desk.workspace.evidence
    panel.paste_data(on_clipboard(urls=[QUrl.fromLocalFile(str(file))], text=str(file)))
    desk.settle()
    panel.paste_data(on_clipboard(text=" https://www.example.org/plan "))
    panel.paste_data(on_clipboard(text="What was said.\nAnd more äö", image=picture()))
    desk.settle()
    log, link, text = desk.stored.evidence

    assert (log.title, log.kind) == ("log", EvidenceKind.DOCUMENT)
    assert (link.address, link.kind) == ("https://www.example.org/plan", EvidenceKind.LINK)
    assert text.title.startswith("Pasted text ")
    assert content_of(desk.service.stored(text.sha256)).decode() == "What was said.\nAnd more äö"


def test_an_empty_clipboard_is_said_to_be_empty(desk: Desk) -> None:
    desk.workspace.evidence.paste_data(QMimeData())

    assert desk.workspace.evidence.bar.text == "The clipboard holds nothing that could be attached."


def test_text_is_pasted_into_the_field_that_has_the_keyboard(desk: Desk) -> None:
    field = desk.workspace.judgement.reason_edit
    field.setFocus()
    QGuiApplication.clipboard().setMimeData(on_clipboard(text="As recorded."))
    desk.press(Qt.Key.Key_V, CTRL)
    desk.settle()

    assert field.toPlainText() == "As recorded."
    assert desk.stored.evidence == ()


def test_a_screenshot_is_attached_though_the_keyboard_is_in_a_text_field(desk: Desk) -> None:
    desk.workspace.judgement.reason_edit.setFocus()
    QGuiApplication.clipboard().setMimeData(on_clipboard(image=picture()))
    desk.press(Qt.Key.Key_V, CTRL)
    desk.settle()

    assert len(desk.stored.evidence) == 1
    assert desk.workspace.judgement.reason_edit.toPlainText() == ""


# Many, and large


def test_hundreds_of_files_are_one_step_and_the_window_goes_on(desk: Desk, tmp_path: Path) -> None:
    paths, gaps = many(tmp_path / "plans", 500), list[float]()
    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=1)
    timer.timeout.connect(beat)
    timer.start()
    bring(desk, *paths)
    desk.settle()
    QApplication.processEvents()
    timer.stop()

    panel = desk.workspace.evidence
    assert len(desk.judgement().citations) == 500
    assert len(panel.cards) == 10
    assert panel.part_label.text() == "1\N{EN DASH}10 of 500"
    assert panel.cards[0].title_label.text() == "file 000"
    assert len(gaps) > 20  # the event loop went on meanwhile
    desk.press(Qt.Key.Key_Z, CTRL)
    assert desk.stored.evidence == ()


def test_evidence_beyond_ten_is_gone_through_in_steps(desk: Desk, tmp_path: Path) -> None:
    bring(desk, *many(tmp_path / "plans", 23))
    desk.settle()
    panel = desk.workspace.evidence
    seen = [panel.part_label.text()]
    for _ in range(2):
        QTest.mouseClick(panel.later_button, Qt.MouseButton.LeftButton)
        seen.append(panel.part_label.text())
    assert seen == ["1\N{EN DASH}10 of 23", "11\N{EN DASH}20 of 23", "21\N{EN DASH}23 of 23"]
    assert panel.earlier_button.isEnabled()
    assert not panel.later_button.isEnabled()


def test_more_than_can_be_taken_at_once_is_said(desk: Desk, tmp_path: Path) -> None:
    bring(desk, *many(tmp_path / "plans", MOST_AT_ONCE + 1))
    desk.settle()

    assert len(desk.stored.evidence) == MOST_AT_ONCE
    assert desk.workspace.evidence.bar.text == "500 files are taken at once. Add the others after these."


def test_the_files_of_a_folder_are_attached_after_asking(desk: Desk, tmp_path: Path) -> None:
    many(tmp_path / "plans", 3)
    many(tmp_path / "plans" / "older", 2)
    (tmp_path / "plans" / ".hidden").write_text("not meant")
    bring(desk, tmp_path / "plans")
    desk.settle()
    bar = desk.workspace.evidence.bar
    assert bar.text == "“plans” is a folder with 5 files."
    assert desk.stored.evidence == ()
    QTest.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert len(desk.stored.evidence) == 5
    assert not bar.isVisible()


@pytest.mark.parametrize(("count", "said"), [(0, "is a folder without files."), (MOST_AT_ONCE + 1, "too many files")])
def test_a_folder_with_nothing_or_too_much_is_one_sentence(desk: Desk, tmp_path: Path, count: int, said: str) -> None:
    many(tmp_path / "plans", count)
    bring(desk, tmp_path / "plans")
    desk.settle()

    assert said in desk.workspace.evidence.bar.text
    assert not desk.workspace.evidence.bar.action_button.isVisible()


def slowly(desk: Desk, monkeypatch: pytest.MonkeyPatch, vanish: bool = False) -> None:
    """Have large files copied in steps that take a moment."""
    monkeypatch.setattr(taking, "LARGE", 10)
    service = desk.service

    def take_file(source: Path, watch: Callable[[int], object] | None = None) -> StoredFile:
        size = source.stat().st_size
        for step in range(1, 41):
            time.sleep(0.01)
            if vanish and step == 3:
                source.unlink()
                raise FileNotFoundError(2, "No such file or directory")
            if watch is not None:
                watch(size * step // 40)
        return service.take_content(source.read_bytes())

    monkeypatch.setattr(service, "take_file", take_file)


def test_a_large_file_tells_how_far_it_is_and_can_be_stopped(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(desk, monkeypatch)
    path = tmp_path / "recording.wav"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    bring(desk, path)
    panel = desk.workspace.evidence
    qtbot.waitUntil(lambda: "of 50 MB" in panel.busy_label.text())
    QTest.mouseClick(panel.stop_button, Qt.MouseButton.LeftButton)
    desk.settle()

    assert desk.stored.evidence == ()
    assert not panel.stop_button.isVisible()
    assert not panel.bar.isVisible()


def test_a_file_that_vanishes_while_it_is_read_is_one_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slowly(desk, monkeypatch, vanish=True)
    path = tmp_path / "recording.wav"
    path.write_bytes(b"0123456789abcdef")
    bring(desk, path)
    desk.settle()

    assert desk.workspace.evidence.bar.text == "“recording.wav” cannot be read: No such file or directory"
    assert desk.stored.evidence == ()


# Where what came in is seen


def in_sight(desk: Desk, part: QWidget) -> bool:
    """Whether all of a part can be seen in the column."""
    area = desk.workspace.evidence.area.viewport()
    top = part.mapTo(area, QPoint(0, 0)).y()
    return top >= 0 and top + min(part.height(), area.height()) <= area.height()


def test_the_first_of_the_files_that_came_in_is_scrolled_to_and_shown_and_the_keyboard_stays(
    show: Show, tmp_path: Path, qtbot: QtBot
) -> None:
    desk = show(scoring(), None, FakeReader())
    bring(desk, *many(tmp_path / "plans", 8))
    desk.settle()
    panel = desk.workspace.evidence
    panel.area.verticalScrollBar().setValue(0)
    desk.workspace.judgement.reason_edit.setFocus()
    bring(desk, *many(tmp_path / "minutes", 3))
    desk.settle()
    card = panel.cards[8]
    qtbot.waitUntil(lambda: in_sight(desk, card))
    assert panel.looking is not None
    assert card.evidence == panel.looking.evidence == desk.stored.evidence[8].id
    assert panel.looking.viewer.isVisible()
    assert desk.workspace.judgement.reason_edit.hasFocus()

    desk.workspace.following()
    QTest.qWait(PAUSE_MILLISECONDS + 50)
    assert not panel.looking.viewer.isVisible()


def test_a_link_beyond_what_is_seen_is_scrolled_to(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    bring(desk, *many(tmp_path / "plans", 9))
    desk.settle()
    panel = desk.workspace.evidence
    panel.area.verticalScrollBar().setValue(0)
    panel.attaching.attach_link("https://www.example.org/plan", "Plan", desk.workspace.current_criterion)

    qtbot.waitUntil(lambda: in_sight(desk, panel.cards[9]))


def test_what_is_said_and_how_far_copying_is_stand_where_they_are_seen_however_many_cards_there_are(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    bring(desk, *many(tmp_path / "plans", 10))
    desk.settle()
    panel = desk.workspace.evidence
    for place in (0, panel.area.verticalScrollBar().maximum()):
        panel.area.verticalScrollBar().setValue(place)
        desk.press(Qt.Key.Key_E, CTRL)
        QApplication.processEvents()
        assert panel.bar.isVisible()
        assert panel.rect().contains(QRect(panel.bar.mapTo(panel, QPoint(0, 0)), panel.bar.size()))
        assert not panel.area.isAncestorOf(panel.bar)
    assert not panel.area.isAncestorOf(panel.busy_label)
    desk.workspace.following()
    assert not panel.bar.isVisible()
    assert not panel.foot.isVisible()


def test_what_is_said_goes_when_the_next_action_begins(desk: Desk) -> None:
    panel = desk.workspace.evidence
    desk.press(Qt.Key.Key_E, CTRL)
    assert panel.bar.isVisible()
    desk.press(Qt.Key.Key_3)
    assert not panel.bar.isVisible()


def test_in_a_narrow_window_what_is_said_is_scrolled_to(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(700, 500)
    QApplication.processEvents()
    panel, area = desk.workspace.evidence, desk.workspace.judgement.area
    desk.press(Qt.Key.Key_E, CTRL)

    def is_seen() -> bool:
        place = panel.bar.mapTo(area.viewport(), QPoint(0, 0))
        return panel.bar.isVisible() and 0 <= place.y() <= area.viewport().height() - panel.bar.height()

    qtbot.waitUntil(is_seen)


def test_it_stays_in_sight_though_what_has_the_keyboard_was_just_to_be_scrolled_to(desk: Desk, qtbot: QtBot) -> None:
    desk.window.resize(700, 500)
    QApplication.processEvents()
    panel, area = desk.workspace.evidence, desk.workspace.judgement.area
    desk.workspace.judgement.follower.reveal()  # and once more when the layout has settled
    desk.press(Qt.Key.Key_E, CTRL)
    qtbot.wait(4 * SETTLED_MILLISECONDS)
    place = panel.bar.mapTo(area.viewport(), QPoint(0, 0))
    assert 0 <= place.y() <= area.viewport().height() - panel.bar.height()


# What cannot be shown


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (FakeFile(error="It is damaged."), "It is damaged."),
        (FakeFile(password="secret"), "Locked with a password."),
        (FakeFile(kind=ContentKind.OTHER), "Damaged: it cannot be shown."),
        (FakeFile(), ""),
    ],
)
def test_a_damaged_or_locked_file_says_so_on_its_card_once_it_is_attached(
    show: Show, tmp_path: Path, file: FakeFile, said: str
) -> None:
    desk = show(scoring(), None, FakeReader({"plan.pdf": file}))
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"%PDF-broken")
    first = tmp_path / "first.pdf"
    first.write_bytes(b"%PDF-whole")
    bring(desk, first, path)
    desk.settle()
    card = desk.workspace.evidence.cards[1]

    assert card.missing_label.text() == said
    assert card.missing_label.isVisible() == bool(said)
    assert not desk.workspace.evidence.cards[0].missing_label.isVisible()


def test_marks_are_there_again_after_the_program_was_started_anew(show: Show, tmp_path: Path, qtbot: QtBot) -> None:
    files = {"a.pdf": FakeFile(), "b.pdf": FakeFile(password="secret"), "c.pdf": FakeFile(error="It is damaged.")}
    desk = show(scoring(), None, FakeReader(files))
    for name in files:
        (tmp_path / name).write_bytes(name.encode())
    bring(desk, *(tmp_path / name for name in files))
    desk.settle()
    desk.workspace.go_to(Place(Area.CRITERIA, "2.5"))

    reader = FakeReader(files)
    again = show(desk.stored, None, reader)
    again.workspace.go_to(Place(Area.CRITERIA, desk.judgement("1.1.0").criterion))
    marks = ["", "Locked with a password.", "It is damaged."]
    qtbot.waitUntil(lambda: [card.missing_label.text() for card in again.workspace.evidence.cards] == marks)
    again.settle()
    looked = [name for what, name in reader.calls if what == "look"]
    again.workspace.go_to(Place(Area.CRITERIA, "2.5"))
    again.workspace.go_to(Place(Area.CRITERIA, "1.1.0"))
    qtbot.wait(2 * PAUSE_MILLISECONDS)
    assert [name for what, name in reader.calls if what == "look"].count("b.pdf") == looked.count("b.pdf")


def test_a_newer_file_is_told_to_need_its_own_dates(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")
    bring(desk, path)
    desk.settle()
    (piece,) = desk.stored.evidence
    desk.service.date_evidence(piece.id, "", "2025-12-31")
    path.write_bytes(b"new")
    desk.workspace.evidence.attaching.replace_file(piece.id, path)
    desk.settle()

    assert desk.stored.evidence[0].expires == ""
    assert desk.workspace.evidence.bar.text.startswith("The dates of the earlier file do not count")


# The same file once more, and too many


def test_a_file_that_is_attached_already_is_said_to_be(desk: Desk, tmp_path: Path) -> None:
    (first, other) = many(tmp_path / "plans", 2)
    bring(desk, first)
    desk.settle()
    copy = tmp_path / "copy of it.txt"
    copy.write_bytes(first.read_bytes())
    bring(desk, copy)
    desk.settle()
    bar = desk.workspace.evidence.bar
    assert bar.isVisible()
    assert bar.text == "“copy of it.txt” is attached here already, as “file 000”."
    assert len(desk.stored.evidence) == 1

    bring(desk, copy, first, other)
    desk.settle()
    assert bar.text == "2 files are attached already, with the same content; none was attached twice."
    assert len(desk.judgement().citations) == 2

    desk.workspace.go_to(Place(Area.CRITERIA, "1.1.2"))
    bring(desk, other)
    desk.settle()
    assert bar.text == "“file 001.txt” is evidence already, as “file 001”; it is cited here too now."
    assert len(desk.judgement("1.1.2").citations) == 1


def test_a_file_that_comes_back_is_not_called_a_double(desk: Desk, tmp_path: Path) -> None:
    (path,) = many(tmp_path / "plans", 1)
    bring(desk, path)
    desk.settle()
    (piece,) = desk.stored.evidence
    (tmp_path / "evidence" / piece.sha256).unlink()
    desk.working.checks.survey(desk.stored.evidence)
    desk.settle()
    bring(desk, path)
    desk.settle()

    assert not desk.workspace.evidence.bar.isVisible()


def test_more_than_a_criterion_holds_is_told_once_with_its_code(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(OF_JUDGEMENT, "citations", OF_JUDGEMENT["citations"]._replace(most=50))  # type: ignore[arg-type]
    said: list[str] = []
    desk.working.refused.connect(said.append)
    bring(desk, *many(tmp_path / "plans", 90))
    desk.settle()

    criterion = desk.workspace.current_criterion
    assert said == [f"Criterion {criterion} cites 50 places in the evidence at most."]
    assert len(desk.judgement().citations) == 40


# Several removed at once


def several(desk: Desk) -> RemoveSeveral:
    """Open the list by its entry in the menu."""
    desk.workspace.evidence.several_action.trigger()
    return next(one for one in desk.window.findChildren(RemoveSeveral) if one.isVisible())


def test_several_are_chosen_by_key_and_removed_as_one_step(desk: Desk, tmp_path: Path) -> None:
    bring(desk, *many(tmp_path / "plans", 25))
    desk.settle()
    dialog = several(desk)
    assert dialog.focusWidget() is dialog.view
    assert not dialog.remove_button.isEnabled()
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    for _ in range(3):
        QTest.keyClick(dialog.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = dialog.chosen
    assert dialog.count_label.text() == "4 of 25 chosen"
    QTest.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)

    assert len(chosen) == 4
    assert {citation.evidence for citation in desk.judgement().citations}.isdisjoint(chosen)
    assert len(desk.judgement().citations) == 21
    assert len(desk.stored.evidence) == 25
    assert desk.workspace.evidence.bar.text == "4 pieces are cited here no longer."
    desk.press(Qt.Key.Key_Z, CTRL)
    assert len(desk.judgement().citations) == 25


def test_all_that_a_search_shows_leaves_the_assessment_as_one_step(desk: Desk, tmp_path: Path) -> None:
    bring(desk, *many(tmp_path / "plans", 25))
    desk.settle()
    first = desk.workspace.current_criterion
    desk.service.cite("2.5", Citation(desk.stored.evidence[3].id))
    dialog = several(desk)
    QTest.keyClicks(dialog.find_edit, "file 00")
    QTest.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    assert dialog.count_label.text() == "10 of 10 chosen"
    assert dialog.elsewhere_label.text() == "Other criteria cite them too, in 1 place: 2.5."
    QTest.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)

    assert len(desk.stored.evidence) == 15
    assert desk.judgement("2.5").citations == ()
    assert desk.workspace.evidence.bar.text == (
        f"10 pieces are out of the assessment. 11 citations went too: {first}, 2.5."
    )
    desk.press(Qt.Key.Key_Z, CTRL)
    again = list(desk.stored.evidence)
    assert len(again) == 25
    assert [one.title for one in again[:3]] == ["file 000", "file 001", "file 002"]


def test_removing_a_cited_file_says_before_and_after_what_goes(desk: Desk, tmp_path: Path) -> None:
    bring(desk, *many(tmp_path / "plans", 1))
    desk.settle()
    (piece,) = desk.stored.evidence
    here = desk.workspace.current_criterion
    (card,) = desk.workspace.evidence.cards
    assert card.delete_action.text() == "Remove from the assessment"
    for criterion in ("2.5", "1.1.2"):
        desk.service.cite(criterion, Citation(piece.id, 3))
    assert card.delete_action.text() == "Remove from the assessment, where 3 criteria cite it"
    card.delete_action.trigger()

    assert desk.stored.evidence == ()
    assert desk.workspace.evidence.bar.text == (
        f"“file 000” is out of the assessment. 3 citations went too: {here}, 2.5, 1.1.2."
    )
    assert desk.workspace.evidence.bar.isVisible()
