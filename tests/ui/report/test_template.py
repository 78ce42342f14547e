"""The template that reports are made with: chosen, read in the background, edited elsewhere, removed."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot
from support.reporting import Shown, ShowReport

from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.templates.values import PLAIN

GOOD = "organisation: Example Office\naddress: [Example Street 1, 00100 Example]\naccent: '#1f5f8b'\n"


def choose(shown: Shown, file: Path) -> None:
    field = shown.page.options.template_field
    shown.click(field.choose_button)
    assert field.dialog is not None
    field.dialog.selectFile(str(file))
    field.dialog.accept()
    shown.qtbot.waitUntil(lambda: not field.is_reading)


def written(folder: Path, text: str) -> Path:
    file = folder / "template.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_chosen_template_is_kept_and_the_report_made_with_it(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    field = shown.page.options.template_field
    assert field.name_label.full_text() == "None"
    assert not field.remove_button.isVisible()
    file = written(tmp_path, GOOD)
    choose(shown, file)
    assert shown.state == "out of date"
    shown.rest()
    assert [order.template.organisation for order in shown.maker.orders] == ["", "Example Office"]
    assert field.name_label.full_text() == "template.yaml"
    assert field.file == file


def test_removed_template_leaves_the_report_plain(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    choose(shown, written(tmp_path, GOOD))
    shown.rest()
    field = shown.page.options.template_field
    shown.click(field.remove_button)
    shown.rest()
    assert shown.maker.orders[-1].template == PLAIN
    assert field.file is None
    assert shown.page.focusWidget() is field.choose_button


def test_broken_template_falls_back_and_says_so_as_long_as_it_is_chosen(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    field = shown.page.options.template_field
    choose(shown, written(tmp_path, "organisation: Example Office\naccent: bright\n"))
    shown.rest()
    assert shown.maker.orders[-1].template.organisation == "Example Office"
    assert shown.maker.orders[-1].template.accent == ""
    said = field.notice.text_label.text()
    assert said.startswith("Reports are made without an entry of the template.")
    assert "template.yaml, line 2" in said
    assert shown.state == "up to date, not all of the template"
    choose(shown, written(tmp_path, "organisation: [\n"))
    shown.rest()
    assert shown.maker.orders[-1].template == PLAIN
    for kind in (ReportKind.SUMMARY, ReportKind.FULL):
        said = field.notice.text_label.text()
        assert field.notice.isVisible()
        assert said.startswith("Reports are made without the template: it cannot be used.\ntemplate.yaml, line")
        assert shown.state == "up to date, without the template"
        shown.click(shown.page.options.kinds.buttons[kind])
        shown.rest()
    choose(shown, written(tmp_path, GOOD))
    shown.rest()
    assert not field.notice.isVisible()
    assert shown.state == "up to date"


def test_broken_template_is_told_though_the_report_stays_the_same(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    shown.rest()
    choose(shown, written(tmp_path, "organisation: [\n"))
    assert len(shown.maker.orders) == 1
    assert shown.page.options.template_field.notice.isVisible()
    assert shown.state == "up to date, without the template"


def test_saving_says_that_the_template_was_not_used(show: ShowReport, tmp_path: Path) -> None:
    shown = show()
    choose(shown, written(tmp_path, "colour: red\n"))
    shown.rest()
    path = tmp_path / "Report.pdf"
    shown.save(shown.page.options.save_button, path)
    told = f"Saved without the template, which cannot be used: {path}"
    shown.qtbot.waitUntil(lambda: shown.page.message.text == told)
    assert shown.page.message.is_about("warning")


def test_template_edited_elsewhere_is_read_again_when_the_page_is_shown(
    show: ShowReport, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = show()
    choose(shown, written(tmp_path, GOOD))
    shown.rest()
    shown.page.hide()
    written(tmp_path, GOOD.replace("Example Office", "Example Agency"))
    with qtbot.waitExposed(shown.page):
        shown.page.show()
    qtbot.waitUntil(lambda: not shown.page.options.template_field.is_reading)
    shown.rest()
    assert shown.maker.orders[-1].template.organisation == "Example Agency"
