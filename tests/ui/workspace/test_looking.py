"""Evidence looked at beside the criterion, and cited from there with one key."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.desk import Desk, Show, scoring
from support.reading import FakeFile, FakeReader

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview, Note, Region
from eucles_desk.assessment.terms import Step
from eucles_desk.services.ports import ContentKind
from eucles_desk.ui.viewer.looked import Looked
from eucles_desk.ui.viewer.viewer import Viewer
from eucles_desk.ui.workspace.citing import Cited
from eucles_desk.ui.workspace.evidence_card import EvidenceCard
from eucles_desk.ui.workspace.looking import PAUSE_MILLISECONDS, Looking

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PAGES = ("Contact log", "42 participants were contacted\nin person", "Follow-up", "Contact list")
LINE = Region(50, 40, 600, 40)
"""The first line of a page of the reader's."""


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader({"log.pdf": FakeFile(PAGES), "newer.pdf": FakeFile(("Newer log",))})


@pytest.fixture
def desk(show: Show, reader: FakeReader) -> Desk:
    return show(scoring(), None, reader)


def attached(desk: Desk, name: str = "log.pdf", content: bytes = b"log", *, cite: bool = True) -> Evidence:
    criterion = desk.workspace.current_criterion if cite else None
    return desk.service.attach_taken(desk.service.take_content(content), name, criterion)


def viewer_of(desk: Desk) -> Viewer:
    looking = desk.workspace.evidence.looking
    assert looking is not None
    return looking.viewer


def card_of(desk: Desk, at: int = 0) -> EvidenceCard:
    return desk.workspace.evidence.cards[at]


def click(desk: Desk, button: object) -> None:
    QApplication.processEvents()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[arg-type]
    desk.settle()


def look_at(desk: Desk, at: int = 0) -> Viewer:
    click(desk, card_of(desk, at).show_button)
    return viewer_of(desk)


def cite(desk: Desk) -> None:
    desk.press(Qt.Key.Key_E, CTRL)
    desk.settle()


def bar(desk: Desk) -> str:
    return desk.workspace.evidence.bar.text if desk.workspace.evidence.bar.isVisible() else ""


def chips(desk: Desk, at: int = 0) -> list[str]:
    return [chip.text() for chip in card_of(desk, at).places.chips]


def test_the_page_looked_at_is_cited_with_one_key_from_any_field(desk: Desk) -> None:
    piece = attached(desk)
    viewer = look_at(desk)
    viewer.go_to(4)
    desk.workspace.judgement.reason_edit.setFocus()
    desk.write("Recorded")
    cite(desk)

    assert desk.judgement().citations == (Citation(piece.id, 4, sha256=piece.sha256),)
    assert desk.judgement().reason == "Recorded"
    assert desk.workspace.judgement.reason_edit.toPlainText() == "Recorded"
    assert chips(desk) == ["p. 4"]
    assert viewer.said_label.text() == "Cited: p. 4"
    cite(desk)
    assert len(desk.judgement().citations) == 1


def test_a_part_is_cited_with_the_words_that_stand_in_it_and_marked(desk: Desk) -> None:
    piece = attached(desk)
    viewer = look_at(desk)
    viewer.go_to(2)
    viewer.page_view.set_frame(LINE)
    cite(desk)

    quote = "42 participants were contacted"
    assert desk.judgement().citations == (Citation(piece.id, 2, "", LINE, quote, piece.sha256),)
    assert viewer.page_view.frame is None
    assert viewer.page_view.cited == (LINE,)
    (said,) = chips(desk)
    assert said.startswith("p. 2 \N{MIDDLE DOT} “42 participants")
    assert card_of(desk).places.chips[0].accessibleName() == f"Page 2 of log, a part of the page: “{quote}”"


def test_a_part_of_a_picture_is_cited_without_words(desk: Desk, reader: FakeReader) -> None:
    reader.files["photo.png"] = FakeFile(kind=ContentKind.PICTURE)
    piece = attached(desk, "photo.png")
    look_at(desk).page_view.set_frame(LINE)
    cite(desk)
    assert desk.judgement().citations == (Citation(piece.id, 1, region=LINE, sha256=piece.sha256),)


def test_where_nothing_is_shown_nothing_is_cited_and_that_is_said(desk: Desk) -> None:
    attached(desk, cite=False)
    cite(desk)

    assert desk.judgement().citations == ()
    assert bar(desk).startswith("Nothing is shown that could be cited.")


def test_nothing_is_cited_while_a_file_asks_for_its_password(desk: Desk, reader: FakeReader) -> None:
    reader.files["log.pdf"].password = "secret"
    piece = attached(desk)
    look_at(desk)
    cite(desk)

    assert desk.judgement().citations == (Citation(piece.id),)
    assert bar(desk)


def test_nothing_can_be_cited_where_judgements_are_sealed(show: Show, reader: FakeReader) -> None:
    start = scoring()
    judgement = replace(scoring({"2.5": 3}).judgements[0], citations=(Citation(start.seats[0].id),))
    piece = Evidence(start.seats[0].id, "log", EvidenceKind.DOCUMENT, "ab", "log.pdf")
    desk = show(replace(start, step=Step.CONSENSUS, judgements=(judgement,), evidence=(piece,)), None, reader)
    desk.workspace.show_criterion("2.5")
    assert not viewer_of(desk).foot.cite_button.isVisible()
    cite(desk)
    assert desk.judgement("2.5").citations == judgement.citations


def test_a_cited_place_is_gone_to_and_taken_off_by_key(desk: Desk) -> None:
    piece = attached(desk)
    viewer = look_at(desk)
    for page in (2, 4):
        viewer.go_to(page)
        cite(desk)
    viewer.go_to(1)
    chip = card_of(desk).places.chips[0]
    chip.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert viewer.page == 2

    desk.press(Qt.Key.Key_Delete)
    assert [citation.page for citation in desk.judgement().citations] == [4]
    focus = QApplication.focusWidget()
    assert focus is card_of(desk).places.chips[0]
    desk.press(Qt.Key.Key_Backspace)
    assert desk.judgement().citations == (Citation(piece.id),)
    desk.press(Qt.Key.Key_Z, CTRL)
    assert chips(desk) == ["p. 4"]


def test_the_file_chosen_stays_while_the_user_goes_on_and_is_cited_from_there(desk: Desk) -> None:
    piece = attached(desk)
    viewer = look_at(desk)
    viewer.go_to(3)
    desk.workspace.following()
    desk.settle()
    assert viewer.isVisible()
    cite(desk)

    assert desk.judgement().citations == (Citation(piece.id, 3, sha256=piece.sha256),)
    assert [made.text() for made in card_of(desk).also_cited.buttons] == [desk.stored.judgements[0].criterion]


def test_the_first_file_of_a_criterion_is_shown_by_itself_until_it_is_put_away(desk: Desk) -> None:
    first = desk.workspace.current_criterion
    piece = attached(desk)
    desk.service.set_citations(first, [Citation(piece.id, 3, region=LINE, sha256=piece.sha256)])
    viewer = viewer_of(desk)
    QTest.qWait(PAUSE_MILLISECONDS + 50)
    desk.settle()
    assert viewer.isVisible()
    assert viewer.page == 3
    assert viewer.page_view.cited == (LINE,)

    desk.workspace.following()
    QTest.qWait(PAUSE_MILLISECONDS + 50)
    assert not viewer.isVisible()
    desk.workspace.previous()
    QTest.qWait(PAUSE_MILLISECONDS + 50)
    desk.settle()
    assert viewer.isVisible()
    click(desk, viewer.close_button)
    assert desk.workspace.judgement.cards.isAncestorOf(QApplication.focusWidget() or viewer)
    desk.workspace.following()
    desk.workspace.previous()
    QTest.qWait(PAUSE_MILLISECONDS + 50)
    assert not viewer.isVisible()


def test_criteria_passed_by_open_nothing(desk: Desk, reader: FakeReader) -> None:
    for _ in range(5):
        attached(desk)
        desk.workspace.following()
    desk.settle()

    assert [call for call, _ in reader.calls if call == "look"] == []


def test_an_earlier_version_that_is_cited_can_be_looked_at_and_says_so(desk: Desk) -> None:
    piece = attached(desk)
    viewer = look_at(desk)
    viewer.go_to(2)
    cite(desk)
    desk.service.replace_file(piece.id, desk.service.take_content(b"newer"), "newer.pdf")
    (changed,) = desk.stored.evidence
    assert chips(desk) == ["p. 2 \N{MIDDLE DOT} earlier version"]
    look_at(desk)
    assert viewer.content is not None
    assert viewer.content.pages == 1
    assert not viewer.note_label.isVisible()

    click(desk, card_of(desk).places.chips[0])
    assert viewer.content.pages == 4
    assert viewer.page == 2
    assert viewer.note_label.text() == "An earlier version, replaced on 2 Mar 2026."
    viewer.go_to(3)
    cite(desk)
    assert [(one.page, one.sha256) for one in desk.judgement().citations] == [(2, piece.sha256), (3, piece.sha256)]
    assert changed.sha256 != piece.sha256


def test_a_newer_file_is_shown_and_cited_at_once_at_the_same_page(
    desk: Desk, reader: FakeReader, tmp_path: Path
) -> None:
    reader.files["newer.pdf"] = FakeFile(("Newer log", "Page 2", "Page 3"))
    piece = attached(desk)
    viewer = look_at(desk)
    viewer.go_to(3)
    newer = tmp_path / "newer.pdf"
    newer.write_bytes(b"newer content")
    desk.workspace.evidence.attaching.replace_file(piece.id, newer)
    desk.settle()
    (changed,) = desk.stored.evidence
    assert viewer.reading.file is not None
    assert viewer.reading.file.sha256 == changed.sha256 != piece.sha256
    assert viewer.page == 3
    assert not viewer.note_label.isVisible()
    cite(desk)
    assert desk.judgement().citations == (Citation(piece.id, 3, sha256=changed.sha256),)

    desk.service.undo()
    desk.service.undo()
    desk.settle()
    assert viewer.reading.file.sha256 == piece.sha256
    assert viewer.page == 3


def test_an_earlier_version_asked_for_stays_when_a_newer_file_comes(desk: Desk, reader: FakeReader) -> None:
    reader.files["latest.pdf"] = FakeFile(("Latest log",))
    piece = attached(desk)
    desk.service.replace_file(piece.id, desk.service.take_content(b"newer"), "newer.pdf")
    click(desk, card_of(desk).show_details().version_rows[1].show_button)
    desk.service.replace_file(piece.id, desk.service.take_content(b"latest"), "latest.pdf")
    desk.settle()
    viewer = viewer_of(desk)

    assert viewer.reading.file is not None
    assert viewer.reading.file.sha256 == piece.sha256
    assert viewer.note_label.text().startswith("An earlier version")


def test_evidence_removed_from_the_assessment_is_shown_no_longer(desk: Desk) -> None:
    piece = attached(desk)
    viewer = look_at(desk)
    desk.service.remove_evidence(piece.id)
    assert not viewer.isVisible()
    cite(desk)
    assert bar(desk).startswith("Nothing is shown that could be cited.")


def test_versions_are_listed_with_what_they_hold(desk: Desk) -> None:
    piece = attached(desk)
    desk.service.replace_file(piece.id, desk.service.take_content(b"newer"), "newer.pdf")
    (changed,) = desk.stored.evidence
    rows = card_of(desk).show_details().version_rows

    assert [row.text_label.text() for row in rows] == [
        f"2. newer.pdf {changed.sha256[:8]} 2 Mar 2026 present",
        f"1. log.pdf {piece.sha256[:8]} 2 Mar 2026",
    ]
    assert rows[1].text_label.accessibleDescription() == f"SHA-256 {piece.sha256}"
    assert piece.sha256 in rows[1].text_label.toolTip()
    rows[1].show_button.click()
    desk.settle()
    assert viewer_of(desk).content is not None
    assert viewer_of(desk).note_label.isVisible()


def test_a_newer_file_takes_the_place_of_the_present_one(desk: Desk, tmp_path: Path) -> None:
    piece = attached(desk)
    newer = tmp_path / "newer.pdf"
    newer.write_bytes(b"newer content")
    desk.workspace.evidence.attaching.replace_file(piece.id, newer)
    desk.settle()

    (changed,) = desk.stored.evidence
    assert (changed.file_name, changed.size) == ("newer.pdf", 13)
    assert [version.sha256 for version in changed.versions] == [piece.sha256]
    assert "version 2" in card_of(desk).about_label.text()


def test_a_file_that_is_missing_is_one_sentence_in_its_place(desk: Desk, tmp_path: Path) -> None:
    piece = attached(desk)
    (tmp_path / "evidence" / piece.sha256).unlink()
    looking = desk.workspace.evidence.looking
    assert looking is not None
    looking.show_piece(piece)

    assert viewer_of(desk).message.sentence_label.text() == "The file is missing on this computer."
    assert viewer_of(desk).message.isVisible()


def test_digits_give_levels_while_the_page_has_the_keyboard(desk: Desk) -> None:
    attached(desk)
    look_at(desk).focus_page()
    desk.press(Qt.Key.Key_4)
    assert desk.judgement().level == 4


def test_ctrl_f_finds_in_the_file_from_its_page_and_a_criterion_from_elsewhere(desk: Desk) -> None:
    attached(desk)
    viewer = look_at(desk)
    viewer.focus_page()
    desk.press(Qt.Key.Key_F, CTRL)
    assert viewer.search.search_edit.hasFocus()
    desk.write("contact")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert viewer.search.count_label.text() == "1 of 3"
    desk.workspace.judgement.reason_edit.setFocus()
    desk.press(Qt.Key.Key_F, CTRL)
    assert desk.workspace.criteria.find_edit.hasFocus()


def test_the_file_is_shown_larger_in_a_window_of_its_own_and_cited_from_there(desk: Desk) -> None:
    piece = attached(desk)
    viewer = look_at(desk)
    viewer.go_to(2)
    desk.press(Qt.Key.Key_L, CTRL)
    looking = desk.workspace.evidence.looking
    assert looking is not None
    large = looking.large
    assert large is not None
    assert viewer.window() is large
    assert viewer.page == 2
    QTest.qWaitForWindowActive(large)
    viewer.focus_page()
    QTest.keyClick(viewer.page_view, Qt.Key.Key_E, CTRL)
    desk.settle()
    assert desk.judgement().citations == (Citation(piece.id, 2, sha256=piece.sha256),)

    QTest.keyClick(viewer.page_view, Qt.Key.Key_L, CTRL)
    assert looking.large is None
    assert viewer.window() is desk.window
    assert viewer.isVisible()
    desk.settle()


@pytest.mark.parametrize("place", ["reason", "page", "card"])
def test_closing_the_larger_window_gives_the_keyboard_back_to_where_it_was(desk: Desk, place: str) -> None:
    attached(desk)
    viewer = look_at(desk)
    looking, panel = desk.workspace.evidence.looking, desk.workspace.judgement
    assert looking is not None
    before = {"reason": panel.reason_edit, "page": viewer.page_view, "card": panel.cards.cards[2]}[place]
    before.setFocus()
    desk.press(Qt.Key.Key_L, CTRL)
    large = looking.large
    assert large is not None
    QTest.qWaitForWindowActive(large)
    QTest.keyClick(viewer.page_view, Qt.Key.Key_Escape)
    assert looking.large is None
    desk.window.activateWindow()
    QTest.qWaitForWindowActive(desk.window)
    desk.settle()
    assert QApplication.focusWidget() is before


def test_the_viewer_goes_below_the_judgement_and_back_as_the_width_allows(desk: Desk) -> None:
    attached(desk)
    viewer = look_at(desk)
    desk.window.resize(700, 720)
    QApplication.processEvents()
    assert viewer.isVisible()
    assert desk.workspace.judgement.area.isAncestorOf(viewer)
    desk.window.resize(1400, 720)
    QApplication.processEvents()
    assert viewer.isVisible()
    assert desk.workspace.evidence.splitter.isAncestorOf(viewer)
    desk.settle()


def test_tab_reaches_the_viewer_after_the_cards(desk: Desk) -> None:
    attached(desk)
    viewer = look_at(desk)
    card_of(desk).show_button.setFocus()
    seen: list[object] = []
    for _ in range(40):
        desk.press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus in seen:
            break
        seen.append(focus)
    wanted = [
        card_of(desk).details_button,
        desk.workspace.evidence.attach_button,
        viewer.search_button,
        viewer.page_view,
        viewer.foot.cite_button,
        viewer.foot.page_edit,
        viewer.foot.frame_button,
    ]
    assert [part for part in seen if part in wanted] == wanted


def test_the_notes_of_an_interview_about_the_criterion_stand_in_full(desk: Desk) -> None:
    criterion = desk.workspace.current_criterion
    talk = desk.service.add_interview("Cluster manager", Interview("cluster manager", "2025-11-14", "09:30"))
    desk.service.set_note(talk.id, Note(1, "Every participant is called once a year.", (criterion,)))
    desk.service.set_note(talk.id, Note(2, "About money.", ("3.1",)))
    card = card_of(desk)

    assert [point.text for point in card.notes.points] == ["Every participant is called once a year."]
    assert card.about_label.text() == (
        "Interview \N{MIDDLE DOT} cluster manager \N{MIDDLE DOT} 14 Nov 2025 \N{MIDDLE DOT} 09:30"
    )
    assert card.notes.accessibleName() == "Note 1: Every participant is called once a year."
    assert not card.note_edit.isVisible()
    assert card.places.chips == []


def test_without_a_reader_files_are_opened_with_another_program(show: Show) -> None:
    desk = show(scoring())
    attached(desk)

    assert not card_of(desk).show_button.isVisible()
    assert card_of(desk).open_button.isVisible()
    cite(desk)
    assert bar(desk).startswith("Nothing is shown that could be cited.")


def test_escape_leads_from_the_file_back_to_the_levels_and_keeps_it(desk: Desk) -> None:
    attached(desk)
    viewer = look_at(desk)
    viewer.focus_page()
    viewer.page_view.set_frame(LINE)
    desk.press(Qt.Key.Key_Escape)
    assert viewer.page_view.frame is None
    assert viewer.page_view.hasFocus()
    desk.press(Qt.Key.Key_Escape)

    focus = QApplication.focusWidget()
    assert focus is not None
    assert desk.workspace.judgement.cards.isAncestorOf(focus)
    assert viewer.isVisible()


def test_a_long_quote_fits_a_narrow_card_and_stands_whole_in_its_name(desk: Desk) -> None:
    piece = attached(desk)
    quote = "The management prepares the plan and the budget and carries both out"
    criterion = desk.workspace.current_criterion
    desk.service.set_citations(criterion, [Citation(piece.id, 4, region=LINE, quote=quote, sha256=piece.sha256)])
    desk.window.resize(1150, 700)
    QApplication.processEvents()
    panel = desk.workspace.evidence
    chip = card_of(desk).places.chips[0]

    assert panel.content.minimumSizeHint().width() <= panel.area.viewport().width()
    assert chip.geometry().right() <= card_of(desk).places.width()
    assert quote in chip.accessibleName()
    desk.settle()


def test_whoever_comes_back_to_the_assessment_finds_the_file_and_page_that_were_shown(
    desk: Desk, reader: FakeReader
) -> None:
    first, second = attached(desk), attached(desk, "newer.pdf", b"newer")
    memory: dict[UUID, Looked] = {}
    shown = Looking(reader, desk.working, memory, desk.window)
    shown.show_sheet("1.1.0", (), editable=True)
    shown.show_piece(first, Citation(first.id, 3))
    QApplication.processEvents()
    wait_for(shown)
    shown.viewer.go_to(4)
    again = Looking(reader, desk.working, memory, desk.window)
    again.show_sheet("1.1.0", (), editable=True)
    wait_for(again)
    assert again.evidence == first.id
    assert again.viewer.page == 4

    shown.put_away()
    put_away = Looking(reader, desk.working, memory, desk.window)
    put_away.show_sheet("1.1.0", (Cited(second, (Citation(second.id),)),), editable=True)
    QTest.qWait(PAUSE_MILLISECONDS + 50)
    assert put_away.evidence is None


def test_a_link_that_comes_in_takes_the_place_of_the_file_shown(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    attached(desk)
    viewer = look_at(desk)
    assert viewer.is_shown
    desk.workspace.judgement.cards.focus_card()
    data = QMimeData()
    data.setText("https://www.example.org/plan")
    QGuiApplication.clipboard().setMimeData(data)
    desk.press(Qt.Key.Key_V, CTRL)
    desk.settle()
    qtbot.wait(PAUSE_MILLISECONDS + 100)

    assert not viewer.is_shown
    assert viewer.title_label.full_text() == "www.example.org/plan"
    assert viewer.message.sentence_label.text() == "A link: it is opened in the browser."
    QTest.mouseClick(viewer.message.open_button, Qt.MouseButton.LeftButton)
    assert opened == ["https://www.example.org/plan"]

    click(desk, card_of(desk).show_button)
    assert viewer.is_shown
    assert viewer.title_label.full_text() == "log"


def test_a_link_opens_no_viewer_where_none_is(desk: Desk) -> None:
    desk.workspace.evidence.attaching.attach_link("https://www.example.org", "", desk.workspace.current_criterion)
    desk.settle()

    assert not viewer_of(desk).isVisible()


def wait_for(looking: Looking) -> None:
    for _ in range(500):
        QTest.qWait(5)
        if looking.viewer.reading.is_idle:
            return
    raise AssertionError("the file is still being read")
