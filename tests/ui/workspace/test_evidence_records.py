"""Evidence over time: its own date and expiry, files that are missing or changed, and finding it again by its text."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from support.desk import Desk, Show, scoring
from support.gold import LEAD
from support.reading import FakeFile, FakeReader

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.values import Judgement
from eucles_desk.services import file_check
from eucles_desk.services.file_check import FileState, check_file
from eucles_desk.services.file_ports import Source
from eucles_desk.ui.workspace import file_checks
from eucles_desk.ui.workspace.cite_popup import EvidenceModel
from eucles_desk.ui.workspace.evidence_card import EvidenceCard

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def piece(desk: Desk) -> Evidence:
    stored = desk.service.take_content(b"forty-two contacts")
    piece = desk.service.attach_taken(stored, "log.pdf", desk.workspace.current_criterion)
    desk.settle()
    return piece


def card_of(desk: Desk) -> EvidenceCard:
    (card,) = desk.workspace.evidence.cards
    return card


def file_of(piece: Evidence, tmp_path: Path) -> Path:
    return tmp_path / "evidence" / piece.sha256


# Dates


def test_the_day_of_a_piece_is_added_changed_and_taken_away(desk: Desk, piece: Evidence) -> None:
    field = card_of(desk).show_details().dated_field
    QTest.mouseClick(field.add_button, Qt.MouseButton.LeftButton)
    desk.write("14")
    desk.press(Qt.Key.Key_Return)
    assert desk.stored.evidence[0].dated == QDate.currentDate().toString("yyyy-MM-14")
    field.day_edit.setDate(QDate(2025, 3, 14))
    desk.press(Qt.Key.Key_Return)
    assert desk.stored.evidence[0].dated == "2025-03-14"
    assert "of 14 Mar 2025" in card_of(desk).about_label.text()
    QTest.mouseClick(field.clear_button, Qt.MouseButton.LeftButton)
    assert desk.stored.evidence[0].dated == ""
    assert not field.day_edit.isVisible()
    assert field.add_button.hasFocus()


def test_a_day_that_is_only_begun_is_not_stored(desk: Desk, piece: Evidence) -> None:
    field = card_of(desk).show_details().expires_field
    for leave in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
        QTest.mouseClick(field.add_button, Qt.MouseButton.LeftButton)
        assert field.day_edit.hasFocus()
        assert field.begun_label.isVisible()
        desk.working.flush()
        desk.service.rename_evidence(piece.id, f"Log {int(leave)}")  # another change shows the card anew
        assert field.day_edit.isVisible()
        for _ in range(3):  # Tab goes from part to part of a date first
            if field.day_edit.hasFocus():
                desk.press(leave)
        assert not field.day_edit.isVisible()
        assert not field.begun_label.isVisible()
        assert desk.stored.evidence[0].expires == ""
    QTest.mouseClick(field.add_button, Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_Escape)
    assert field.add_button.hasFocus()


def test_today_is_stored_where_enter_says_so(desk: Desk, piece: Evidence) -> None:
    field = card_of(desk).show_details().expires_field
    QTest.mouseClick(field.add_button, Qt.MouseButton.LeftButton)
    desk.press(Qt.Key.Key_Return)
    assert desk.stored.evidence[0].expires == QDate.currentDate().toString("yyyy-MM-dd")
    assert not field.begun_label.isVisible()
    card = card_of(desk)
    card.details_button.click()
    assert not field.isVisible()
    assert card.expiry_label.isVisible()
    assert card.expiry_label.text() == "Expires today."


def test_escape_takes_back_what_is_typed_over_a_stored_day(desk: Desk, piece: Evidence) -> None:
    desk.service.date_evidence(piece.id, "", "2027-05-31")
    field = card_of(desk).show_details().expires_field
    field.day_edit.setFocus()
    desk.write("7")
    desk.press(Qt.Key.Key_Escape)
    desk.working.flush()

    assert desk.stored.evidence[0].expires == "2027-05-31"
    assert field.day_edit.text() == "31 May 2027"


def test_escape_leads_from_the_fields_of_a_card_back_to_the_card(desk: Desk, piece: Evidence) -> None:
    card = card_of(desk)
    details = card.show_details()
    desk.service.date_evidence(piece.id, "", "2027-05-31")
    for field in (details.pages_edit, details.expires_field.day_edit):
        field.setFocus()
        desk.press(Qt.Key.Key_Escape)
        assert card.details_button.hasFocus()
    assert card.details_button.isChecked()


def test_a_month_stays_a_month(desk: Desk, piece: Evidence) -> None:
    field = card_of(desk).show_details().dated_field
    QTest.mouseClick(field.month_button, Qt.MouseButton.LeftButton)
    field.day_edit.setDate(QDate(2025, 3, 1))
    desk.press(Qt.Key.Key_Return)
    assert desk.stored.evidence[0].dated == "2025-03"
    assert field.day_edit.text() == "Mar 2025"
    assert "of March 2025" in card_of(desk).about_label.text()


def test_what_expires_within_the_assessed_period_is_marked_in_words(desk: Desk, piece: Evidence) -> None:
    card = card_of(desk)
    assert not card.expiry_label.isVisible()
    desk.service.date_evidence(piece.id, "", f"{desk.stored.period.last}-15")

    assert card.expiry_label.isVisible()
    assert card.expiry_sign.isVisible()
    assert "within the assessed period" in card.expiry_label.text()
    desk.service.undo()
    assert not card.expiry_label.isVisible()


# Missing and changed


def test_a_file_changed_on_disk_is_found_when_it_is_shown_first_and_restored(show: Show, tmp_path: Path) -> None:
    desk = show(scoring())
    criterion = desk.workspace.current_criterion
    desk.workspace.following()
    piece = desk.service.attach_taken(desk.service.take_content(b"forty-two contacts"), "log.pdf", criterion)
    file_of(piece, tmp_path).write_bytes(b"forty-one contacts")
    desk.workspace.show_criterion(criterion)
    desk.settle()
    card = card_of(desk)
    assert card.missing_label.isVisible()
    assert card.missing_label.text().startswith("The file has been changed on disk")

    original = tmp_path / "log.pdf"
    original.write_bytes(b"forty-two contacts")
    desk.workspace.evidence.attaching.attach_paths([original], criterion)
    desk.settle()
    assert not card.missing_label.isVisible()
    assert len(desk.stored.evidence) == 1


def test_all_files_are_checked_when_asked_and_the_wrong_ones_lead_to_their_cards(
    desk: Desk, piece: Evidence, tmp_path: Path
) -> None:
    other = desk.service.attach_taken(desk.service.take_content(b"plan"), "plan.pdf")
    panel = desk.workspace.evidence
    desk.service.cite("2.6", Citation(other.id))
    QTest.mouseClick(panel.check_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert panel.bar.text == "2 files checked: all are as they were attached."
    assert not panel.wrong_files.isVisible()

    file_of(piece, tmp_path).write_bytes(b"forty-one contacts")
    file_of(other, tmp_path).unlink()
    QTest.mouseClick(panel.check_button, Qt.MouseButton.LeftButton)
    desk.settle()
    assert panel.bar.text == "Of 2 files 1 is missing, 1 was changed on disk:"
    assert [link.text() for link in panel.wrong_files.links] == ["Changed on disk: log", "Missing: plan"]
    assert card_of(desk).missing_label.isVisible()
    assert not panel.busy_label.isVisible()
    QTest.mouseClick(panel.wrong_files.links[1], Qt.MouseButton.LeftButton)
    assert desk.workspace.current_criterion == "2.6"
    assert card_of(desk).evidence == other.id
    assert [link.text() for link in panel.wrong_files.links] == ["Changed on disk: log", "Missing: plan"]
    desk.working.flush()
    assert not panel.wrong_files.isVisible()


def test_a_file_changed_while_it_is_looked_at_is_noticed_at_the_next_page(show: Show, tmp_path: Path) -> None:
    desk = show(scoring(), None, FakeReader({"log.pdf": FakeFile(("One", "Two", "Three"))}))
    piece = desk.service.attach_taken(
        desk.service.take_content(b"contacts"), "log.pdf", desk.workspace.current_criterion
    )
    looking = desk.workspace.evidence.looking
    assert looking is not None
    looking.show_piece(piece)
    desk.settle()
    looking.viewer.go_to(2)
    desk.settle()
    assert not looking.viewer.note_label.isVisible()
    file_of(piece, tmp_path).write_bytes(b"contracts")
    looking.viewer.go_to(3)
    desk.settle()

    assert looking.viewer.note_label.text() == "The file has been changed on disk since it was attached."
    assert card_of(desk).missing_label.text().startswith("The file has been changed on disk")


def test_a_file_whose_card_is_shown_again_after_a_while_is_looked_at_again_and_read_only_when_touched(
    desk: Desk, piece: Evidence, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def check(source: Source | None, *more: Callable[[], bool]) -> FileState | None:
        assert source is not None
        read.append(source.sha256)
        return check_file(source, *more)

    monkeypatch.setattr(file_check, "check_file", check)
    desk.service.rename_evidence(piece.id, "The log")
    desk.settle()
    monkeypatch.setattr(file_checks, "AFTER_SECONDS", -1)
    desk.service.rename_evidence(piece.id, "A log")
    desk.settle()
    assert read == []
    assert not card_of(desk).missing_label.isVisible()
    file_of(piece, tmp_path).write_bytes(b"forty-one contacts")
    desk.service.rename_evidence(piece.id, "Log")
    desk.settle()

    assert read == [piece.sha256]
    assert card_of(desk).missing_label.isVisible()


# Citing again


@pytest.mark.qt_log_ignore("^This plugin does not support")  # popups on the offscreen plugin
def test_evidence_is_found_by_file_name_and_by_what_stands_in_it(desk: Desk, piece: Evidence, qtbot: QtBot) -> None:
    other = desk.service.attach_taken(desk.service.take_content(b"plan"), "Action plan 2025.pdf", None, "Goals")
    with desk.opened.store() as transaction:
        transaction.evidence_texts.add(other.sha256, ["Contents", "visit every participant"])
        transaction.evidence_texts.add(piece.sha256, ["Visits of participants"])
    panel = desk.workspace.evidence
    QTest.mouseClick(panel.cite_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.popup.search_edit, "action plan")
    assert panel.popup.model.rowCount() == 1
    panel.popup.search_edit.selectAll()
    qtbot.keyClicks(panel.popup.search_edit, "visit partic")
    qtbot.waitUntil(lambda: panel.popup.model.rowCount() == 2)
    rows = [panel.popup.model.index(at, 0).data() for at in range(2)]
    assert "Goals, p. 2: visit every participant" in rows
    assert "log, p. 1: Visits of participants" in rows  # cited as a whole already, but not this page
    panel.popup.view.setCurrentIndex(panel.popup.model.index(rows.index("Goals, p. 2: visit every participant"), 0))
    qtbot.keyClick(panel.popup.search_edit, Qt.Key.Key_Return)

    assert desk.judgement().citations[-1] == Citation(other.id, 2, sha256=other.sha256)


@pytest.mark.qt_log_ignore("^This plugin does not support")
def test_where_nothing_is_found_that_is_said(desk: Desk, piece: Evidence, qtbot: QtBot) -> None:
    desk.service.attach_taken(desk.service.take_content(b"plan"), "plan.pdf")
    panel = desk.workspace.evidence
    QTest.mouseClick(panel.cite_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.popup.search_edit, "budget")
    assert panel.popup.nothing_label.text() == "Nothing found."
    panel.popup.search_edit.clear()
    assert panel.popup.model.rowCount() == 1
    assert not panel.popup.nothing_label.isVisible()


def test_five_hundred_pieces_keep_panel_and_list_quick(show: Show) -> None:
    pieces = tuple(
        Evidence(
            uuid4(),
            f"Minutes {at}",
            EvidenceKind.DOCUMENT,
            f"{at:064}",
            f"minutes {at}.pdf",
            9,
            added_at="2025-01-01T09:00:00+00:00",
        )
        for at in range(500)
    )
    cited = tuple(Citation(piece.id) for piece in pieces)
    start = scoring()
    value = replace(start, evidence=pieces, judgements=(Judgement(LEAD.id, "2.5", citations=cited),))
    desk = show(value)
    desk.workspace.show_criterion("2.5")
    model = EvidenceModel()
    model.show_pieces(pieces, ())
    for words in ("m", "mi", "min", "minutes 49"):
        model.search(words)

    assert len(desk.workspace.evidence.cards) == 10
    assert model.rowCount() == 15
    desk.settle()
