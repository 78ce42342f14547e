"""Evidence: attached by button, drop and key, cited by page, removed, and plain words for what cannot be used."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from support.desk import Desk, Show, scoring

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind
from eucles_desk.assessment.terms import Step
from eucles_desk.errors import UsageError
from eucles_desk.ui.workspace import taking
from eucles_desk.ui.workspace.ask import AskDialog
from eucles_desk.ui.workspace.evidence_card import EvidenceCard
from eucles_desk.ui.workspace.opening import check_openable, safe_name, web_address


def drop(desk: Desk, urls: Sequence[QUrl], target: QWidget | None = None, text: str = "", *, wait: bool = True) -> bool:
    """Drag addresses over a part of the workspace and drop them; return whether they were taken."""
    target = target or desk.workspace
    data = QMimeData()
    data.setUrls(list(urls))
    if text:
        data.setText(text)
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(target, enter)
    if enter.isAccepted():
        event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, buttons, none)
        QApplication.sendEvent(target, event)
        if wait:
            desk.settle()
    return enter.isAccepted()


def local(*paths: Path) -> list[QUrl]:
    return [QUrl.fromLocalFile(str(path)) for path in paths]


def titles(desk: Desk) -> list[str]:
    return [card.title_label.text() for card in desk.workspace.evidence.cards]


def only_card(desk: Desk) -> EvidenceCard:
    (card,) = desk.workspace.evidence.cards
    return card


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contact log.pdf"
    path.write_bytes(b"%PDF-1.7 a contact log")
    return path


def test_dropped_files_are_stored_and_cited(desk: Desk, file: Path) -> None:
    assert drop(desk, local(file))

    (piece,) = desk.stored.evidence
    assert (piece.title, piece.file_name, piece.size) == ("contact log", "contact log.pdf", file.stat().st_size)
    assert desk.judgement().citations == (Citation(piece.id),)
    assert titles(desk) == ["contact log"]
    assert not only_card(desk).missing_label.isVisible()
    assert only_card(desk).about_label.text().startswith("PDF \N{MIDDLE DOT} 1 kB \N{MIDDLE DOT} added ")


def test_files_dropped_on_a_text_are_attached_and_not_typed(desk: Desk, file: Path) -> None:
    field = desk.workspace.judgement.reason_edit
    taken = drop(desk, local(file), field.viewport())

    assert taken
    assert field.toPlainText() == ""
    assert titles(desk) == ["contact log"]


def test_a_dropped_link_is_kept_as_a_link(desk: Desk) -> None:
    drop(desk, [QUrl("https://www.example.org/participants")])

    (piece,) = desk.stored.evidence
    assert (piece.kind, piece.address) == (EvidenceKind.LINK, "https://www.example.org/participants")
    assert piece.title == "www.example.org/participants"


def test_the_same_file_twice_is_one_piece_cited_once(desk: Desk, file: Path) -> None:
    drop(desk, local(file))
    drop(desk, local(file))

    assert len(desk.stored.evidence) == 1
    assert len(desk.judgement().citations) == 1


@pytest.mark.parametrize("kind", ["folder", "empty", "gone"])
def test_what_cannot_be_attached_gives_one_plain_sentence(desk: Desk, tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.touch()
    drop(desk, local(path))

    said = {"folder": "is a folder", "empty": "is empty", "gone": "is not there any more"}[kind]
    assert said in desk.workspace.evidence.bar.text
    assert desk.workspace.evidence.bar.isVisible()
    assert desk.stored.evidence == ()


def test_good_files_are_attached_though_others_cannot_be(desk: Desk, file: Path, tmp_path: Path) -> None:
    drop(desk, local(tmp_path / "lost", file, tmp_path / "gone"))

    assert titles(desk) == ["contact log"]
    assert desk.workspace.evidence.bar.text.startswith("“lost” is not there any more.")
    assert desk.workspace.evidence.bar.text.endswith("1 more could not be attached.")


def test_the_key_asks_for_files_and_attaches_those_chosen(desk: Desk, qtbot: QtBot, file: Path) -> None:
    desk.press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    dialog = desk.workspace.evidence.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(file)])
    dialog.reject()
    desk.settle()

    assert titles(desk) == ["contact log"]


def test_a_large_file_is_copied_without_blocking(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "LARGE", 10)
    path = tmp_path / "recording.wav"
    path.write_bytes(b"0123456789abcdef")
    first = desk.workspace.current_criterion
    drop(desk, local(path), wait=False)
    assert desk.workspace.evidence.busy_label.isVisible()
    desk.workspace.show_criterion("2.5")
    qtbot.waitUntil(lambda: len(desk.stored.evidence) == 1, timeout=5000)

    assert len(desk.judgement(first).citations) == 1
    assert desk.judgement("2.5").citations == ()
    qtbot.waitUntil(lambda: not desk.workspace.evidence.busy_label.isVisible())


def test_a_large_file_is_attached_though_the_workspace_is_closed_meanwhile(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "LARGE", 10)
    path = tmp_path / "recording.wav"
    path.write_bytes(b"0123456789abcdef")
    first = desk.workspace.current_criterion
    drop(desk, local(path), wait=False)
    desk.workspace.deleteLater()
    desk.strip.deleteLater()
    desk.bar.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    qtbot.waitUntil(lambda: len(desk.judgement(first).citations) == 1, timeout=5000)


def test_pages_are_read_as_people_type_them(desk: Desk, file: Path) -> None:
    drop(desk, local(file))
    details = only_card(desk).show_details()
    field = details.pages_edit
    field.setFocus()
    desk.write("4, 7 9-10")
    desk.press(Qt.Key.Key_Return)
    assert [citation.page for citation in desk.judgement().citations] == [4, 7, 9, 10]
    assert field.text() == "4, 7, 9, 10"

    field.selectAll()
    desk.write("page four")
    desk.press(Qt.Key.Key_Return)
    assert details.problem_label.text() == "Write page numbers, for example 4, 7, 9-11."
    assert field.text() == "page four"
    assert [citation.page for citation in desk.judgement().citations] == [4, 7, 9, 10]


def test_pages_that_cannot_be_read_stay_with_their_criterion(desk: Desk, qtbot: QtBot, file: Path) -> None:
    drop(desk, local(file))
    desk.workspace.following()
    drop(desk, local(file))
    desk.workspace.previous()
    details = only_card(desk).show_details()
    details.pages_edit.setFocus()
    desk.write("page four")
    desk.press(Qt.Key.Key_Return)
    assert details.problem_label.text()

    desk.workspace.following()
    details = only_card(desk).show_details()
    assert not details.pages_edit.text()
    assert not details.problem_label.text()


def test_removing_a_citation_keeps_the_evidence_and_undo_brings_it_back(desk: Desk, qtbot: QtBot, file: Path) -> None:
    drop(desk, local(file))
    qtbot.mouseClick(only_card(desk).remove_button, Qt.MouseButton.LeftButton)
    assert desk.judgement().citations == ()
    assert len(desk.stored.evidence) == 1
    assert desk.workspace.evidence.nothing_label.isVisible()

    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(desk) == ["contact log"]


@pytest.mark.qt_log_ignore("^This plugin does not support")  # popups on the offscreen plugin
def test_evidence_of_the_assessment_is_found_and_cited_again(desk: Desk, qtbot: QtBot, file: Path) -> None:
    first = desk.workspace.current_criterion
    desk.service.attach_note("Interview, cluster manager", EvidenceKind.INTERVIEW)
    drop(desk, local(file))
    desk.workspace.show_criterion("2.5")
    qtbot.mouseClick(desk.workspace.evidence.cite_button, Qt.MouseButton.LeftButton)
    popup = desk.workspace.evidence.popup
    assert popup.isVisible()
    assert popup.model.rowCount() == 2
    qtbot.keyClicks(popup.search_edit, "LOG")
    assert popup.model.rowCount() == 1
    qtbot.keyClick(popup.search_edit, Qt.Key.Key_Return)

    assert not popup.isVisible()
    assert titles(desk) == ["contact log"]
    also = only_card(desk).also_cited
    assert [made.text() for made in also.buttons] == [first]
    qtbot.mouseClick(also.buttons[0], Qt.MouseButton.LeftButton)
    assert desk.workspace.current_criterion == first


def test_interviews_and_links_are_added_by_name(desk: Desk, qtbot: QtBot) -> None:
    qtbot.mouseClick(desk.workspace.evidence.interview_button, Qt.MouseButton.LeftButton)
    dialog = desk.workspace.evidence.findChild(AskDialog)
    assert dialog is not None
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert dialog.problem_label.text() == "Give it a title."
    qtbot.keyClicks(dialog.title_edit, "Interview, chair")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert titles(desk) == ["Interview, chair"]
    qtbot.waitUntil(lambda: desk.workspace.evidence.findChild(AskDialog) is None)

    qtbot.mouseClick(desk.workspace.evidence.link_button, Qt.MouseButton.LeftButton)
    dialog = desk.workspace.evidence.findChild(AskDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.address_edit, "not an address")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert dialog.problem_label.text()
    dialog.address_edit.clear()
    qtbot.keyClicks(dialog.address_edit, "www.example.org/plan")
    qtbot.mouseClick(dialog.confirm_button, Qt.MouseButton.LeftButton)
    assert titles(desk) == ["Interview, chair", "www.example.org/plan"]
    assert desk.stored.evidence[1].address == "https://www.example.org/plan"


def test_a_note_goes_with_the_citation_of_an_interview(desk: Desk) -> None:
    desk.service.attach_note("Interview", EvidenceKind.INTERVIEW, "", desk.workspace.current_criterion)
    only_card(desk).note_edit.setFocus()
    desk.write("note 6")
    desk.press(Qt.Key.Key_Return)

    assert desk.judgement().citations[0].note == "note 6"


def test_a_file_that_is_not_there_any_more_is_said_to_be_missing(desk: Desk, file: Path, tmp_path: Path) -> None:
    drop(desk, local(file))
    for stored in (tmp_path / "evidence").iterdir():
        stored.unlink()
    desk.workspace.show_criterion("2.5")
    desk.workspace.show_criterion(desk.stored.judgements[0].criterion)

    assert only_card(desk).missing_label.isVisible()
    assert not only_card(desk).open_button.isVisible()


def test_a_file_is_opened_as_a_copy_with_its_own_name(
    desk: Desk, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    drop(desk, local(file))
    (piece,) = desk.stored.evidence
    desk.workspace.evidence.acting.open(piece.id)
    qtbot.waitUntil(lambda: bool(shown))

    (copy,) = (Path(url.toLocalFile()) for url in shown)
    assert (copy.name, copy.read_bytes()) == (file.name, file.read_bytes())
    assert copy.parent != file.parent


def test_a_copy_is_saved_where_the_user_wants_it(desk: Desk, file: Path, qtbot: QtBot, tmp_path: Path) -> None:
    drop(desk, local(file))
    (piece,) = desk.stored.evidence
    desk.workspace.evidence.acting.copy(piece.id)
    (dialog,) = desk.workspace.evidence.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "copy.pdf"))
    dialog.reject()
    qtbot.waitUntil((tmp_path / "copy.pdf").is_file)

    qtbot.waitUntil(lambda: (tmp_path / "copy.pdf").read_bytes() == file.read_bytes())


@pytest.mark.parametrize("way", ["open", "copy"])
def test_a_file_that_was_changed_is_not_handed_out(
    desk: Desk, file: Path, qtbot: QtBot, tmp_path: Path, way: str
) -> None:
    told = list[str]()
    drop(desk, local(file))
    (piece,) = desk.stored.evidence
    (tmp_path / "evidence" / piece.sha256).write_bytes(b"another")
    acting = desk.workspace.evidence.acting
    acting.told.connect(told.append)
    if way == "open":
        acting.open(piece.id)
    else:
        acting.copy(piece.id)
        (dialog,) = desk.workspace.evidence.findChildren(QFileDialog)
        dialog.fileSelected.emit(str(tmp_path / "copy.pdf"))
        dialog.reject()
    qtbot.waitUntil(lambda: bool(told))

    assert told == ["It was changed."]
    assert not (tmp_path / "evidence" / "lent").exists()
    assert not (tmp_path / "copy.pdf").exists()


def test_a_name_is_made_one_that_every_system_takes() -> None:
    assert safe_name(Evidence(uuid4(), "Log", EvidenceKind.DOCUMENT, "ab12", "../a:log?.txt", 4)) == "_a_log_.txt"


@pytest.mark.parametrize("name", ["setup.exe", "run.bat", "start.desktop", "macro.docm", "page.html", "none"])
def test_what_could_run_as_a_program_is_not_opened(name: str) -> None:
    piece = Evidence(uuid4(), "File", EvidenceKind.DOCUMENT, "ab12", name, 4)

    with pytest.raises(UsageError, match="could run as a program"):
        check_openable(piece)


@pytest.mark.parametrize("text", ["", "a b", "javascript:alert(1)", "file:///etc/passwd", "ftp://example.org", "nodot"])
def test_only_web_addresses_are_links(text: str) -> None:
    assert web_address(text) is None


def test_evidence_cannot_be_added_where_judgements_are_sealed(show: Show, file: Path) -> None:
    desk = show(replace(scoring(), step=Step.CONSENSUS))

    assert not drop(desk, local(file))
    assert desk.stored.evidence == ()
    assert desk.workspace.evidence.sealed_label.isVisible()


@pytest.mark.parametrize(
    "name", ["log", "minutes of each meeting of the steering group and of all its working groups " * 2]
)
def test_sign_first_line_of_the_title_and_buttons_have_one_middle(desk: Desk, tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name.strip()}.pdf"
    path.write_bytes(b"%PDF-1.7 minutes")
    assert drop(desk, local(path))
    card = only_card(desk)
    QApplication.processEvents()
    first_line = (
        card.title_label.y() + card.title_label.contentsMargins().top() + card.title_label.fontMetrics().height() / 2
    )
    for other in (card.kind_sign, card.more_button):
        assert abs(other.y() + other.height() / 2 - first_line) <= 1
