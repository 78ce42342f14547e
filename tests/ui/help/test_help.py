"""Help at the place, in every language of the program."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES

from eucles_desk.assessment.places import Area
from eucles_desk.ui.help.panel import HelpPanel
from eucles_desk.ui.help.topics import TOPICS, help_text

LANGUAGES = ("en", "fi")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", TOPICS)
def test_each_place_has_a_short_text_in_each_language(topic: str, language: str) -> None:
    text = (RESOURCES / "help" / language / f"{topic}.md").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert 20 <= len(text.split()) <= 160


def test_no_text_is_about_nothing() -> None:
    for language in LANGUAGES:
        assert {file.stem for file in (RESOURCES / "help" / language).glob("*.md")} == set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_both_languages_name_the_same_digits_and_letters(topic: str) -> None:
    """Keys such as Ctrl+E are called alike but for the words for Shift, up and down."""
    keys = [
        sorted(re.findall(r"Ctrl\+(?:Shift\+|Vaihto\+)?([A-Z])\b", help_text(RESOURCES, language, topic)))
        for language in LANGUAGES
    ]
    assert keys[0] == keys[1]


def test_every_area_of_an_assessment_has_its_text() -> None:
    assert {area.value for area in Area} <= set(TOPICS)


def test_a_language_without_help_gets_the_english_text() -> None:
    assert help_text(RESOURCES, "sv", "criteria") == help_text(RESOURCES, "en", "criteria")


def test_a_place_without_a_text_gets_the_first_page_s() -> None:
    assert help_text(RESOURCES, "en", "nowhere") == help_text(RESOURCES, "en", "today")


def test_the_panel_shows_the_place_and_closes_by_key_and_button(qtbot: QtBot) -> None:
    panel = HelpPanel(RESOURCES)
    qtbot.addWidget(panel)
    panel.show_place("criteria")
    panel.show()
    assert "Ctrl+Enter" in panel.text.toPlainText()
    assert "**" not in panel.text.toPlainText()
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.text, Qt.Key.Key_Escape)
    with qtbot.waitSignal(panel.closed):
        qtbot.mouseClick(panel.close_button, Qt.MouseButton.LeftButton)
