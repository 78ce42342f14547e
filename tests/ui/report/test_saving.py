"""Saving a report: what is shown is what is saved, and what is final is kept."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from support.gold import assessment, levels_for
from support.reporting import Maker, Shown, ShowReport

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.errors import ReportError, SigningError, StorageError
from eucles_desk.services.report_ports import ReportFormat, Signing
from eucles_desk.ui.report.issued import IssuedRow


def awarded() -> Assessment:
    return assessment(agreed=levels_for(128), step=Step.AWARDED)


def action_of(shown: Shown) -> QPushButton:
    return next(button for button in shown.page.message.findChildren(QPushButton) if button.text() == "Open")


def rows_of(shown: Shown, count: int) -> list[IssuedRow]:
    """Wait for so many stored reports and return their rows."""
    shown.qtbot.waitUntil(lambda: len(shown.page.issuing.list.rows) == count)
    return shown.page.issuing.list.rows


# Files


def test_saving_writes_the_file_that_is_shown(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    path = tmp_path / "Example.pdf"
    content = shown.save(shown.page.options.save_button, path)
    assert shown.page.made is not None
    assert content == shown.page.made.content
    assert len(shown.maker.orders) == 1
    assert shown.page.message.text == f"Saved as {path}."
    assert shown.page.saving.dialog is None


def test_being_told_of_a_saving_moves_nothing_and_gives_way_to_what_is_done_next(
    show: ShowReport, tmp_path: Path
) -> None:
    shown = show(value=awarded())
    shown.rest()
    options = shown.page.options
    clicked = (options.save_button, options.workbook_button, options.kinds.buttons[ReportKind.SUMMARY])
    before = [pressed.mapTo(shown.page, pressed.rect().topLeft()) for pressed in clicked]
    shown.save(options.save_button, tmp_path / "Example.pdf")
    shown.qtbot.waitUntil(shown.page.message.isVisible)
    assert [pressed.mapTo(shown.page, pressed.rect().topLeft()) for pressed in clicked] == before
    shown.click(options.kinds.buttons[ReportKind.SUMMARY])
    assert not shown.page.message.isVisible()
    shown.save(options.save_button, tmp_path / "Other.pdf")
    shown.click(options.workbook_button)
    assert not shown.page.message.isVisible()
    assert shown.page.saving.dialog is not None
    shown.page.saving.dialog.reject()


def test_saving_makes_the_report_anew_where_the_preview_is_not_what_is_wanted(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    before = shown.page.made
    assert before is not None
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    shown.click(shown.page.options.save_button)
    shown.rename()
    shown.choose_file(tmp_path / "Example.pdf")
    shown.qtbot.waitUntil(lambda: bool(shown.saved.files))
    shown.rest()
    content = (tmp_path / "Example.pdf").read_bytes()
    assert content != before.content
    saved_for = shown.maker.orders[1]
    assert (saved_for.kind, saved_for.assessment.seats[0].name) == ("summary", "Somebody Else")


@pytest.mark.parametrize(("name", "ending"), [("workbook_button", "xlsx"), ("text_button", "docx")])
def test_other_formats_are_made_when_they_are_saved(show: ShowReport, tmp_path: Path, name: str, ending: str) -> None:
    shown = show(value=awarded())
    shown.rest()
    content = shown.save(getattr(shown.page.options, name), tmp_path / f"Example.{ending}")
    assert content == f"{ending} 2".encode()
    assert shown.maker.orders[-1].format is ReportFormat(ending)
    assert shown.desk.issued(shown.opened.working.value.id) == []


def test_a_certificate_cannot_be_saved_as_a_spreadsheet(show: ShowReport) -> None:
    shown = show(value=awarded())
    shown.rest()
    options = shown.page.options
    assert options.workbook_button.isEnabled()
    shown.click(options.kinds.buttons[ReportKind.CERTIFICATE])
    assert [one.isEnabled() for one in (options.save_button, options.workbook_button, options.text_button)] == [
        True,
        False,
        True,
    ]
    shown.click(options.kinds.buttons[ReportKind.FULL])
    assert options.workbook_button.isEnabled()


def test_suggested_name_has_cluster_label_kind_and_day(show: ShowReport) -> None:
    shown = show()
    shown.rest()
    shown.click(shown.page.options.workbook_button)
    dialog = shown.page.saving.dialog
    assert dialog is not None
    (name,) = [Path(file).name for file in dialog.selectedFiles()]
    dialog.reject()
    assert name.startswith("Example Cluster - Gold - Full report - 20")
    assert name.endswith(".xlsx")


def test_suggested_name_speaks_the_language_of_the_report(show: ShowReport, qtbot: QtBot) -> None:
    shown = show()
    box = shown.page.options.language_box
    box.setFocus()
    qtbot.keyClicks(box, "suomi")
    shown.rest()
    shown.click(shown.page.options.workbook_button)
    dialog = shown.page.saving.dialog
    assert dialog is not None
    (name,) = [Path(file).name for file in dialog.selectedFiles()]
    dialog.reject()
    assert name.startswith("Example Cluster - Kulta - Koko raportti - 20")


def test_full_folder_gives_one_plain_sentence(show: ShowReport, tmp_path: Path) -> None:
    def refuse(_path: Path, _content: bytes) -> None:
        raise StorageError("The disk is full; nothing was changed.")

    shown = show(save_file=refuse)
    shown.rest()
    shown.click(shown.page.options.save_button)
    shown.choose_file(tmp_path / "Example.pdf")
    shown.qtbot.waitUntil(lambda: shown.page.message.text == "The disk is full; nothing was changed.")
    assert shown.page.options.save_button.isEnabled()


def test_saving_goes_on_when_the_page_is_left(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    shown.maker.may_go_on.clear()
    shown.maker.begun.clear()
    path = tmp_path / "Example.docx"
    shown.click(shown.page.options.text_button)
    shown.choose_file(path)
    shown.qtbot.waitUntil(shown.maker.begun.is_set)
    assert not shown.page.options.save_button.isEnabled()
    shown.page.hide()
    shown.maker.may_go_on.set()
    shown.qtbot.waitUntil(lambda: path in shown.saved.files)


def test_saving_can_be_stopped_while_the_file_is_made(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    shown.maker.may_go_on.clear()
    shown.click(shown.page.options.text_button)
    shown.choose_file(tmp_path / "Example.docx")
    progress = shown.page.holder.progress
    shown.qtbot.waitUntil(progress.isVisible)
    shown.click(progress.cancel_button)
    shown.maker.may_go_on.set()
    assert shown.page.message.text == "The report was not saved."
    assert not shown.page.saving.is_running
    assert shown.saved.files == {}


class Opener(QObject):
    """Takes the place of the system's viewer."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


def test_saved_report_opens_in_the_viewer(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    path = tmp_path / "Example.pdf"
    shown.save(shown.page.options.save_button, path)
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")  # type: ignore[arg-type]  # the stub wants bytes, Qt text
    try:
        shown.click(action_of(shown))
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert opener.opened == [str(path)]


# Signing


@dataclass
class Keys:
    """A key that is there once it has been made."""

    owner: str | None = None
    error: SigningError | None = None

    def own_key(self) -> str | None:
        return self.owner

    def make_own_key(self, name: str, organisation: str) -> str:
        if self.error is not None:
            raise self.error
        self.owner = f"{name}, {organisation}"
        return self.owner


def test_preview_is_never_signed_and_the_saved_file_is(show: ShowReport, tmp_path: Path) -> None:
    shown = show(keys=Keys("Aino Example"))
    shown.rest()
    field = shown.page.options.signature_field
    shown.click(field.sign_box)
    shown.qtbot.waitUntil(lambda: field.owner_label.text() == "Signs as Aino Example.")
    assert not shown.page.is_making
    assert shown.state == "up to date"
    shown.save(shown.page.options.save_button, tmp_path / "Example.pdf")
    assert [order.signing for order in shown.maker.orders] == [None, Signing(visible=True)]


def test_key_is_made_in_the_panel(show: ShowReport, qtbot: QtBot) -> None:
    keys = Keys(error=SigningError("Say whose key it is: the name must not be empty."))
    shown = show(keys=keys)
    field = shown.page.options.signature_field
    shown.click(field.sign_box)
    qtbot.waitUntil(field.make_button.isVisible)
    shown.click(field.make_button)
    qtbot.waitUntil(lambda: shown.page.message.text == "Say whose key it is: the name must not be empty.")
    keys.error = None
    field.name_edit.setFocus()
    qtbot.keyClicks(field.name_edit, "Aino Example")
    qtbot.keyClicks(field.organisation_edit, "Example Office")
    field.make_button.setFocus()
    qtbot.keyClick(field.make_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: field.owner == "Aino Example, Example Office")
    assert not field.make_button.isVisible()
    assert field.lacks == ""


def test_missing_key_or_file_is_said_before_a_place_is_asked_for(show: ShowReport, qtbot: QtBot) -> None:
    shown = show(keys=Keys())
    shown.rest()
    field = shown.page.options.signature_field
    shown.click(field.sign_box)
    qtbot.waitUntil(field.make_button.isVisible)
    shown.click(shown.page.options.save_button)
    assert shown.page.saving.dialog is None
    assert shown.page.message.text == "Make a key to sign with first, or save without a signature."
    field.file_button.setChecked(True)
    shown.click(shown.page.options.save_button)
    assert shown.page.message.text == "Choose the certificate file to sign with first, or save without a signature."
    assert shown.page.saving.dialog is None


def test_certificate_file_is_chosen_with_its_passphrase(show: ShowReport, qtbot: QtBot, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    field = shown.page.options.signature_field
    file = tmp_path / "certificate.p12"
    file.write_bytes(b"certificate")
    shown.click(field.sign_box)
    shown.click(field.choose_button)
    dialog = field.dialog
    assert dialog is not None
    dialog.selectFile(str(file))
    dialog.accept()
    assert field.file_label.full_text() == "certificate.p12"
    qtbot.keyClicks(field.passphrase_edit, "secret words")
    assert "secret" not in field.passphrase_edit.displayText()
    shown.click(field.visible_box)
    shown.save(shown.page.options.save_button, tmp_path / "Example.pdf")
    assert shown.maker.orders[-1].signing == Signing(file, "secret words", visible=False)


def test_passphrase_that_does_not_open_the_file_is_said(show: ShowReport, tmp_path: Path) -> None:
    shown = show(Maker(), keys=Keys("Aino Example"))
    shown.rest()
    shown.click(shown.page.options.signature_field.sign_box)
    shown.qtbot.waitUntil(lambda: shown.page.options.signature_field.owner is not None)
    shown.maker.error = SigningError("The passphrase does not open {file}.", file="certificate.p12")
    shown.click(shown.page.options.save_button)
    shown.choose_file(tmp_path / "Example.pdf")
    shown.qtbot.waitUntil(lambda: shown.page.message.text == "The passphrase does not open certificate.p12.")
    assert shown.saved.files == {}


# Issued reports


def test_final_report_is_kept_byte_for_byte(show: ShowReport, tmp_path: Path) -> None:
    shown = show(value=awarded())
    shown.rest()
    issued = shown.page.issuing.list
    shown.qtbot.waitUntil(issued.empty_label.isVisible)
    content = shown.save(shown.page.options.save_button, tmp_path / "Example.pdf")
    (row,) = rows_of(shown, 1)
    assert not issued.empty_label.isVisible()
    assert row.title_label.text() == "Full report, English"
    assert row.details_label.text().endswith(", 3 pages")
    shown.click(shown.page.options.issued_button)
    assert shown.page.options.issued_button.text() == "Issued: 1"
    assert shown.page.focusWidget() is row.show_button
    assert not row.show_button.visibleRegion().isEmpty()
    assert shown.save(row.save_button, tmp_path / "Again.pdf") == content
    assert len(rows_of(shown, 1)) == 1


def test_same_file_is_kept_once_and_another_one_beside_it(show: ShowReport, tmp_path: Path) -> None:
    shown = show(value=awarded())
    shown.rest()
    for name in ("One.pdf", "Two.pdf"):
        shown.save(shown.page.options.save_button, tmp_path / name)
    rows_of(shown, 1)
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    shown.rest()
    shown.save(shown.page.options.save_button, tmp_path / "Three.pdf")
    titles = {row.title_label.text() for row in rows_of(shown, 2)}
    assert titles == {"Full report, English", "Summary for the board, English"}


def test_report_before_the_end_is_not_kept(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    shown.save(shown.page.options.save_button, tmp_path / "Example.pdf")
    assert shown.desk.issued(shown.opened.working.value.id) == []
    said = "None yet. What you save after the decision is kept here and can be saved again byte for byte."
    assert shown.page.issuing.list.empty_label.text() == said


def test_report_that_cannot_be_kept_is_not_handed_out(show: ShowReport, tmp_path: Path) -> None:
    shown = show(value=awarded())
    shown.rest()
    shown.opened.store.broken = True
    shown.click(shown.page.options.save_button)
    shown.choose_file(tmp_path / "Example.pdf")
    shown.qtbot.waitUntil(lambda: shown.page.message.text == "The disk is full; nothing was changed.")
    shown.opened.store.broken = False
    assert shown.saved.files == {}


def test_stored_report_is_shown_with_a_way_back(show: ShowReport, tmp_path: Path) -> None:
    shown = show(value=awarded())
    shown.rest()
    shown.save(shown.page.options.save_button, tmp_path / "Example.pdf")
    (row,) = rows_of(shown, 1)
    shown.maker.pages = 5
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    shown.rest()
    holder = shown.page.holder
    shown.click(row.show_button)
    shown.qtbot.waitUntil(holder.banner.isVisible)
    assert shown.preview.page_count == 3
    assert shown.state == ""
    assert "Full report, English" in holder.banner.text_label.text()
    assert not shown.page.options.save_button.isEnabled()
    again = shown.save(holder.save_again_button, tmp_path / "Again.pdf")
    assert again == (tmp_path / "Example.pdf").read_bytes()
    shown.click(holder.back_button)
    assert not holder.banner.isVisible()
    assert shown.preview.page_count == 5
    assert shown.state == "up to date"
    assert len(shown.maker.orders) == 2


def test_choosing_an_option_leaves_the_stored_report(show: ShowReport, tmp_path: Path) -> None:
    shown = show(value=awarded())
    shown.rest()
    shown.save(shown.page.options.save_button, tmp_path / "Example.pdf")
    (row,) = rows_of(shown, 1)
    shown.click(row.show_button)
    shown.qtbot.waitUntil(shown.page.holder.banner.isVisible)
    shown.click(shown.page.options.kinds.buttons[ReportKind.SUMMARY])
    assert not shown.page.holder.banner.isVisible()
    shown.rest()
    assert shown.state == "up to date"


def test_error_is_not_hidden_by_leaving_a_stored_report(show: ShowReport, tmp_path: Path) -> None:
    shown = show(value=awarded())
    shown.rest()
    shown.save(shown.page.options.save_button, tmp_path / "Example.pdf")
    (row,) = rows_of(shown, 1)
    shown.maker.error = ReportError("The award has no number yet.")
    shown.click(shown.page.options.kinds.buttons[ReportKind.CERTIFICATE])
    shown.rest()
    shown.click(row.show_button)
    shown.qtbot.waitUntil(shown.page.holder.banner.isVisible)
    shown.click(shown.page.holder.back_button)
    shown.rest()
    assert shown.page.holder.shows_error
    assert shown.page.holder.error_notice.text_label.text() == "The award has no number yet."
