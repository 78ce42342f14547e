"""No text is cut off: in longer languages, in small windows, with large text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from support.cut_off import cut_off
from support.every_window import EveryWindow, settle

from eucles_desk.app import paths
from eucles_desk.language import ENGLISH, Language, load
from eucles_desk.language.pseudo import pseudo, pseudo_language
from eucles_desk.ui import theme
from eucles_desk.ui.speaking import speak

SCREENS = {
    "small, English": (1280, 720, 100, "en"),
    "small, Finnish": (1280, 720, 100, "fi"),
    "small, longer": (1280, 720, 100, "pseudo"),
    "small at 150 %, Finnish": (1280, 720, 150, "fi"),
    "large, Finnish": (1920, 1080, 100, "fi"),
    "4K at 200 %, Finnish": (3840, 2160, 200, "fi"),
    "4K at 200 %, longer": (3840, 2160, 200, "pseudo"),
}


def language_of(code: str) -> Language:
    return pseudo_language() if code == "pseudo" else load(code, paths.resources() / "i18n")


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, every_window: EveryWindow) -> Iterator[EveryWindow]:
    width, height, size, code = SCREENS[request.param]
    speak(language_of(code))
    theme.apply("light", size)
    every_window.window.resize(width, height)
    every_window.window.rebuild()
    settle()
    yield every_window
    speak(ENGLISH)
    theme.apply("light", 100)
    every_window.window.resize(1280, 720)
    every_window.window.rebuild()  # what is left in the other language takes other room
    settle()


def test_no_text_is_cut_off(screen: EveryWindow) -> None:
    found: list[str] = []
    for name, show in screen.places().items():
        place: QWidget = show()
        lost = cut_off(place)
        screen.leave()
        found += [f"{name}: {one}" for one in lost]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [150, 200])
def test_no_part_of_a_criterion_is_wider_than_its_column(every_window: EveryWindow, size: int) -> None:
    window = every_window.window
    speak(language_of("fi"))
    theme.apply("light", size)
    window.resize(1280, 720)
    window.rebuild()
    every_window.places()["area criteria"]()
    page = window.assessment_page
    assert page is not None
    assert page.workspace is not None
    found: list[str] = []
    for is_open in (False, True):
        if is_open:
            page.checks.toggle()
        settle()
        area = page.workspace.judgement.area
        for row in page.workspace.criteria.model.rows:
            page.workspace.show_criterion(row.criterion.id)
            settle()
            over = area.horizontalScrollBar().maximum()
            found += [f"{row.criterion.id}: {over} too wide"] if over else []
            found += [f"{row.criterion.id}: {one}" for one in cut_off(page.workspace)]
    every_window.leave()
    speak(ENGLISH)
    theme.apply("light", 100)
    window.rebuild()
    assert not found, "\n".join(found)


def test_the_list_of_criteria_keeps_its_width_beside_the_findings(every_window: EveryWindow) -> None:
    window = every_window.window
    window.resize(1280, 720)
    every_window.places()["findings"]()
    page = window.assessment_page
    assert page is not None
    assert page.workspace is not None
    width, panel = page.workspace.criteria.width(), page.checks.panel
    shown = panel.isVisible()
    every_window.leave()
    assert shown
    assert width >= theme.em(19)


def test_the_made_up_language_keeps_fields_and_letters_of_shortcuts() -> None:
    text = "&Name of the cluster, {cluster}"
    made = pseudo(text)
    assert "{cluster}" in made
    assert "&N" in made
    assert len(made) >= 1.3 * len(text.replace("{cluster}", ""))
