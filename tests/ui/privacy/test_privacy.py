"""Personal data and keeping periods in the settings, by keys and clicks."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from support.seated import Seated
from support.user import CTRL

from eucles_desk.app import paths
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import local_now
from eucles_desk.assessment.persons import Names
from eucles_desk.assessment.retention import Keep
from eucles_desk.assessment.terms import Step
from eucles_desk.language import load
from eucles_desk.services.retention import Retention
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.privacy.person_dialog import PersonDialog
from eucles_desk.ui.privacy.retention_dialog import RetentionDialog
from eucles_desk.ui.settings.privacy import PeriodField, PrivacyCard
from eucles_desk.ui.speaking import speak
from eucles_desk.ui.today.kept_long import KeptLong
from eucles_desk.ui.today.rows import PassedRow

NAME = "Aino Sample"


def work(user: Seated) -> UUID:
    """Leave the name in the draft."""
    draft = user.sample("gold", Step.DRAFT)
    service = user.program.desk.open(draft)
    service.set_seat(replace(service.value.seats[0], name=NAME))
    service.set_reason("2.5", f"{NAME} showed the register.")
    return draft


def card(user: Seated) -> PrivacyCard:
    user.window.show_page("settings")
    user.back_in_window()
    return user.one(PrivacyCard)


def person(user: Seated, name: str = NAME) -> PersonDialog:
    """Open the dialog and look for a name, by keys."""
    user.click_scrolled(card(user).person_button)
    dialog = user.dialog(PersonDialog)
    assert user.focus is dialog.name_edit
    user.write(name)
    user.press(Qt.Key.Key_Return)
    return dialog


def found(user: Seated, name: str = NAME) -> PersonDialog:
    dialog = person(user, name)
    user.wait(dialog.result_card.isVisible)
    return dialog


def test_a_name_shows_what_is_kept_and_what_erasing_does_not_reach(user: Seated) -> None:
    work(user)
    dialog = found(user)
    assert dialog.found_label.text() == f"Kept about {NAME}: 6 texts in 1 assessment."
    assert "Experts and observers: " in dialog.counts_label.text()
    assert "“[name erased]” takes the name's place" in dialog.left_label.text()
    assert not dialog.erase_button.isEnabled()
    assert f"2.5: {NAME} showed the register." in dialog.texts_view.toPlainText()
    assert dialog.doubts_label.isHidden()


def test_a_word_that_stands_in_longer_names_and_in_texts_is_warned_of(user: Seated) -> None:
    user.program.desk.open(work(user)).set_reason("2.6", "There was a sample of it.")
    dialog = found(user, "Sample")
    assert f"“Sample” is part of longer names: Ada Sample, {NAME}, " in dialog.doubts_label.text()
    assert "“sample” also stands in texts as a word" in dialog.doubts_label.text()
    assert "There was a sample of it." in dialog.texts_view.toPlainText()


def test_a_name_that_would_stand_anywhere_is_told_in_the_form(user: Seated) -> None:
    dialog = person(user, "Al")
    assert "too short" in dialog.problem_bar.text
    assert not dialog.result_card.isVisible()


def test_who_is_not_here_can_be_neither_given_out_nor_erased(user: Seated) -> None:
    dialog = found(user, "Nobody Known")
    assert dialog.found_label.text() == "Nothing is kept about Nobody Known."
    assert not dialog.export_button.isVisible()
    assert not dialog.erase_button.isVisible()


def test_another_name_has_to_be_looked_for_before_anything_is_erased(user: Seated) -> None:
    work(user)
    dialog = found(user)
    user.tab_to(lambda widget: widget is dialog.name_edit)
    user.write("x")
    assert not dialog.result_card.isVisible()
    assert not dialog.erase_button.isVisible()


def test_it_is_given_out_as_data_and_as_text(user: Seated, tmp_path: Path) -> None:
    work(user)
    dialog = found(user)
    user.click_scrolled(dialog.export_button)
    chooser = dialog.findChildren(QFileDialog)[0]
    chooser.fileSelected.emit(str(tmp_path / "person.json"))
    chooser.reject()
    user.wait(lambda: "Written" in dialog.problem_bar.text)
    assert json.loads((tmp_path / "person.json").read_text(encoding="utf-8"))["name"] == NAME
    assert f"{NAME} showed the register." in (tmp_path / "person.txt").read_text(encoding="utf-8")


def test_erasing_takes_two_decisions_and_leaves_open_assessments_first(user: Seated) -> None:
    draft = work(user)
    user.open(draft)
    dialog = found(user)
    user.press_on(dialog.erase_button, is_possible=False)
    user.click_scrolled(dialog.sure_check)
    user.click_scrolled(dialog.erase_button)
    user.wait(lambda: "Erased: " in dialog.problem_bar.text)
    assert "texts were found: those of one entry" in dialog.problem_bar.text
    assert user.window.working is None
    assert user.window.place_key == "settings"
    value = user.program.desk.load(draft)
    assert value.seats[0].name == "[name erased]"
    assert user.program.persons.about(Names(NAME)).is_nothing
    assert user.program.auditing.verify().is_sound
    dialog.reject()
    user.open(draft)
    assert user.page.working.opened.undo_entry is None


def test_older_backups_go_when_the_user_says_so(user: Seated) -> None:
    work(user)
    backups = user.program.data.backups(local_now)
    for reason in ("By hand", "Again"):
        from eucles_desk.assessment.backups import BackupReason

        backups.make(BackupReason.BY_HAND)
        user.program.desk.add_cluster(reason, "FI", "")
    dialog = found(user)
    user.click_scrolled(dialog.backups_check)
    user.click_scrolled(dialog.sure_check)
    user.click_scrolled(dialog.erase_button)
    user.wait(lambda: "Erased: " in dialog.problem_bar.text)
    assert "older backups deleted" in dialog.problem_bar.text
    assert len(backups.all()) == 1


# Keeping periods


@contextmanager
def later(user: Seated, days: int) -> Generator[None]:
    """Let the card's service see a later day."""
    data = user.program.data
    retention = Retention(
        data.open_store,
        data.evidence,
        lambda: local_now() + timedelta(days=days),
        lambda: data.checkpoint(truncate=True),
    )
    user.program.__dict__["retention"] = retention
    yield
    del user.program.__dict__["retention"]


def test_a_period_is_typed_and_kept(user: Seated) -> None:
    shown = card(user)
    user.focus_on(shown.fields[Keep.EVIDENCE_FILES].number_box)
    for _ in range(5):
        user.press(Qt.Key.Key_Up)
    assert SettingsFile(paths.config_dir(user.program.data_dir)).load().keep_files_days in {0, 5 * 365}
    assert shown.fields[Keep.EVIDENCE_FILES].days == 5 * 365
    shown.fields[Keep.EVIDENCE_FILES].unit_box.setFocus()
    user.press(Qt.Key.Key_Up)
    assert shown.fields[Keep.EVIDENCE_FILES].days == 5


def test_one_day_is_a_day_and_two_are_days_in_every_language(user: Seated) -> None:
    said = {"en": ("day", "days", "year", "years"), "fi": ("päivä", "päivää", "vuosi", "vuotta")}
    for code, (day, days, year, years) in said.items():
        speak(load(code, paths.resources() / "i18n"))
        field = PeriodField("Files", 0)
        for count, units in ((0, {days, years}), (1, {day, year}), (2, {days, years})):
            field.number_box.setValue(count)
            assert {field.unit_box.itemText(0), field.unit_box.itemText(1)} == units
        field.deleteLater()


def test_nothing_is_said_without_a_period(user: Seated) -> None:
    shown = card(user)
    assert shown.passed_label.isHidden()
    assert shown.passed_button.isHidden()


def test_what_has_passed_is_told_shown_and_erased_when_confirmed(user: Seated) -> None:
    awarded = user.sample("gold", Step.AWARDED)
    files = {piece.sha256 for piece in user.program.desk.load(awarded).evidence if piece.sha256}
    assert any(map(user.program.data.evidence.holds, files))
    user.program.desk.open(awarded).set_private_note("2.5", "A thought.")
    with later(user, 400):
        shown = card(user)
        user.focus_on(shown.fields[Keep.EVIDENCE_FILES].number_box)
        user.press(Qt.Key.Key_Up)
        user.focus_on(shown.fields[Keep.PRIVATE_NOTES].number_box)
        user.press(Qt.Key.Key_Up)
        user.wait(lambda: "Kept longer" in shown.passed_label.text())
        assert "Private notes: 1 in 1 assessment" in shown.passed_label.text()
        user.click_scrolled(shown.passed_button)
        dialog = user.dialog(RetentionDialog)
        assert not dialog.go_on_button.isEnabled()
        user.click_scrolled(dialog.checks[Keep.PRIVATE_NOTES])
        user.click_scrolled(dialog.sure_check)
        user.click(dialog.go_on_button)
        user.wait(lambda: "Erased after" in shown.passed_label.text())
    assert not any(map(user.program.data.evidence.holds, files))
    assert [note.text for note in user.program.desk.load(awarded).private_notes] == ["A thought."]
    assert user.program.auditing.verify().is_sound


def test_a_whole_assessment_goes_from_the_lists(user: Seated) -> None:
    before = user.program.desk.count()
    with later(user, 400):
        shown = card(user)
        user.focus_on(shown.fields[Keep.ASSESSMENT].number_box)
        user.press(Qt.Key.Key_Up)
        user.wait(lambda: "Whole assessments: 2 assessments" in shown.passed_label.text())
        user.click_scrolled(shown.passed_button)
        dialog = user.dialog(RetentionDialog)
        user.click_scrolled(dialog.sure_check)
        user.click(dialog.go_on_button)
        user.wait(lambda: "2 assessments" in shown.passed_label.text() and "Erased" in shown.passed_label.text())
    assert user.program.desk.count() == before - 2
    user.back_in_window()
    user.press(Qt.Key.Key_2, CTRL)
    assert user.window.pages.list.model.total == before - 2


def test_today_tells_what_has_passed_and_leads_to_where_it_is_looked_through(user: Seated) -> None:
    user.program.desk.open(user.sample("gold", Step.AWARDED)).set_private_note("2.5", "A thought.")
    page = user.window.pages.today
    with later(user, 400):
        user.session.context().choices.keep_private_days = 1
        look_on(user)
        user.wait(lambda: len(page.findChildren(PassedRow)) == 1)
        [row] = page.findChildren(PassedRow)
        assert page.tasks.rows[-1] is row
        assert row.button.accessibleName().split(". ")[1] == "1 assessment is past its keeping period"
        user.click_scrolled(row.button)
        assert user.window.place_key == "settings"
        user.wait(lambda: user.one(PrivacyCard).dialog is not None)
        dialog = user.dialog(RetentionDialog)
        assert dialog.checks[Keep.PRIVATE_NOTES].isChecked()
        user.click_scrolled(dialog.sure_check)
        user.click(dialog.go_on_button)
        user.wait(lambda: "Erased after" in user.one(PrivacyCard).passed_label.text())
        look_on(user)
        user.wait(lambda: not page.tasks.rows or not isinstance(page.tasks.rows[-1], PassedRow))


def test_without_a_period_nothing_is_looked_through_and_today_tells_nothing(
    user: Seated, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Retention, "passed", give_up)
    page = user.window.pages.today
    look_on(user)
    wait_for_all()
    assert page.findChildren(PassedRow) == []


def look_on(user: Seated) -> None:
    """Show the first page, and have it look now rather than in a while."""
    user.back_in_window()
    user.window.show_page("today")
    [looking] = user.window.pages.findChildren(KeptLong)
    looking.look()


def give_up(*_: object) -> object:
    raise AssertionError("the data were looked through")


def test_the_palette_leads_there(user: Seated) -> None:
    user.press(Qt.Key.Key_K, CTRL)
    user.write("personal data")
    user.press(Qt.Key.Key_Return)
    user.wait(lambda: user.window.place_key == "settings")
    user.wait(lambda: user.focus is user.one(PrivacyCard).person_button)


def test_it_speaks_finnish(user: Seated) -> None:
    work(user)
    speak(load("fi", paths.resources() / "i18n"))
    user.window.rebuild()
    dialog = found(user)
    assert dialog.windowTitle() == "Henkilöstä tallennetut tiedot"
    assert dialog.found_label.text().startswith(f"Henkilöstä {NAME} on tallessa")
    assert "”[nimi poistettu]”" in dialog.left_label.text()


@pytest.fixture(autouse=True)
def _no_tour(user: Seated) -> None:
    assert user.window.help.tour is None
