"""The palette of the whole window: opened from anywhere, used with keys or the mouse, and where it leads."""
# pytest-qt does not type its keys and clicks:
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from support.whole_desk import RESOURCES, WholeDesk

from eucles_desk.assessment.evidence import Citation, Evidence, EvidenceKind, Interview
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.records import MARK_END, MARK_START
from eucles_desk.assessment.terms import Step
from eucles_desk.language import ENGLISH, load
from eucles_desk.services.finding import Finder
from eucles_desk.services.hits import Hit, HitKind, unmarked
from eucles_desk.ui.actions import ACTIONS, Group
from eucles_desk.ui.assessment.page import AssessmentPage
from eucles_desk.ui.binding import ACTION
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.palette.desk import PaletteDesk, find_from
from eucles_desk.ui.palette.going import words_of
from eucles_desk.ui.palette.popup import Popup
from eucles_desk.ui.palette.rows import Heading, Row
from eucles_desk.ui.palette.synonyms import SYNONYMS
from eucles_desk.ui.speaking import speak
from eucles_desk.ui.workspace.workspace import Workspace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def popup(window: MainWindow) -> Popup:
    found = window.finding.popup
    assert found is not None
    return found


def page(window: MainWindow) -> AssessmentPage:
    assert window.assessment_page is not None
    return window.assessment_page


def workspace(window: MainWindow) -> Workspace:
    found = page(window).workspace
    assert found is not None
    return found


def titles(window: MainWindow, kind: HitKind | None = None) -> list[str]:
    return [unmarked(row.title) for row in popup(window).model.rows if kind in {None, row.hit.kind}]


def current(window: MainWindow) -> str:
    row = popup(window).current
    assert row is not None
    return unmarked(row.title)


def settled(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until the database has answered what is typed."""
    qtbot.waitUntil(lambda: not popup(window)._is_waiting, timeout=5000)  # pyright: ignore[reportPrivateUsage]


def find(window: MainWindow, qtbot: QtBot, words: str) -> None:
    press(Key.Key_K, CTRL)
    if words.isascii():
        QTest.keyClicks(focused(), words)
    else:  # as an input method writes them
        popup(window).field.insert(words)
    settled(window, qtbot)


def start(window: MainWindow, desk: WholeDesk, name: str = "Timber Town", step: Step = Step.SCORING) -> UUID:
    """Start an assessment, put it into a step and open it at its criteria."""
    made = desk.start(name)
    desk.store.kept[made] = replace(desk.store.kept[made], step=step)
    window.open_assessment(made, Place(Area.CRITERIA, "2.5"))
    return made


@pytest.fixture
def opened(window: MainWindow, desk: WholeDesk) -> MainWindow:
    start(window, desk)
    return window


# Opening and leaving


def test_it_opens_over_any_page_and_gives_the_keyboard_back(window: MainWindow) -> None:
    for key in ("today", "assessments", "clusters", "schemes", "settings"):
        window.show_page(key)
        window.setFocus()
        before = QApplication.focusWidget()
        QTest.keyClick(before or window, Key.Key_K, CTRL)
        assert focused() is popup(window).field
        press(Key.Key_Escape)
        assert window.finding.popup is None
        assert QApplication.focusWidget() is before
        assert window.place_key == key


def test_the_same_key_puts_it_away(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_K, CTRL)
    press(Key.Key_K, CTRL)
    assert window.finding.popup is None


def test_a_click_beside_it_puts_it_away(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_K, CTRL)
    QTest.mouseClick(popup(window), LEFT, Qt.KeyboardModifier.NoModifier, QPoint(5, window.height() - 5))
    assert window.finding.popup is None


def test_it_opens_while_a_reason_is_typed_and_stores_that_first(opened: MainWindow, desk: WholeDesk) -> None:
    workspace(opened).judgement.reason_edit.setFocus()
    QTest.keyClicks(focused(), "Seen")
    press(Key.Key_K, CTRL)
    (judgement,) = desk.store.kept[page(opened).working.value.id].judgements
    assert judgement.reason == "Seen"
    press(Key.Key_Escape)
    assert focused() is workspace(opened).judgement.reason_edit


def test_it_stands_in_the_upper_middle_and_follows_the_window(window: MainWindow) -> None:
    QTest.keyClick(window, Key.Key_K, CTRL)
    for size in ((1280, 720), (1024, 640), (1600, 900)):
        window.resize(*size)
        QApplication.processEvents()
        panel = popup(window).panel.geometry()
        assert abs(panel.center().x() - window.width() // 2) <= 1
        assert 0 < panel.top() < window.height() // 5
        assert panel.bottom() < window.height()


# Empty


def test_nothing_typed_offers_usual_actions_and_what_was_worked_on(opened: MainWindow) -> None:
    press(Key.Key_K, CTRL)
    headings = [item.text for at in range(99) if isinstance(item := popup(opened).model.item(at), Heading)]
    assert headings[-2:] == ["Actions", "Worked on last"]
    assert "Next that is open" in titles(opened)
    assert "Timber Town" in titles(opened)
    assert "Undo" not in titles(opened), "there is nothing to undo"


def test_a_place_of_late_has_the_sign_of_its_area(opened: MainWindow) -> None:
    for area in (Area.RESULT, Area.DETAILS, Area.FACTS):
        page(opened).go_to(Place(area))
        QApplication.processEvents()
    opened.finding.open()
    assert [row.icon for row in popup(opened).model.rows[:3]] == ["pencil", "medal", "criteria"]


def test_nothing_typed_offers_the_places_of_late(opened: MainWindow) -> None:
    for criterion in ("2.6", "4.1.1"):
        workspace(opened).show_criterion(criterion)
        QApplication.processEvents()
    page(opened).go_to(Place(Area.FACTS))
    press(Key.Key_K, CTRL)
    found = titles(opened)
    assert [title.split()[0] for title in found[:3]] == ["4.1.1", "2.6", "2.5"]
    press(Key.Key_Return)
    assert page(opened).area == "criteria"
    assert workspace(opened).current_criterion == "4.1.1"


# Criteria


def test_a_code_and_enter_lead_to_the_criterion(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "4.1.2")
    assert current(opened).startswith("4.1.2 ")
    press(Key.Key_Return)
    assert opened.finding.popup is None
    assert workspace(opened).current_criterion == "4.1.2"
    assert workspace(opened).judgement.cards.isAncestorOf(focused())


def test_it_leads_back_from_another_page_and_another_area(opened: MainWindow, qtbot: QtBot) -> None:
    page(opened).go_to(Place(Area.DETAILS))
    opened.show_page("settings")
    find(opened, qtbot, "2.6")
    press(Key.Key_Return)
    assert opened.is_in_assessment
    assert workspace(opened).current_criterion == "2.6"


def test_titles_are_found_in_finnish_and_in_english(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "selkeat roolit")
    assert [title.split()[0] for title in titles(opened, HitKind.CRITERION)] == ["2.4"]
    assert "Clear roles" in current(opened)


def test_what_fits_is_bold_in_the_title(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "ROLES")
    row = popup(opened).current
    assert row is not None
    assert "\x02roles\x03" in row.title


# Keys


def test_keys_move_through_rows_past_headings(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "4.")
    all_titles = titles(opened)
    assert len(all_titles) > 8
    press(Key.Key_Down)
    assert current(opened) == all_titles[1]
    press(Key.Key_Tab)
    assert current(opened) == all_titles[2]
    press(Key.Key_Backtab, SHIFT)
    press(Key.Key_Up)
    press(Key.Key_Up)
    assert current(opened) == all_titles[0]
    press(Key.Key_PageDown)
    assert all_titles.index(current(opened)) >= 5
    press(Key.Key_PageUp)
    assert current(opened) == all_titles[0]
    press(Key.Key_End, CTRL)
    assert current(opened) == all_titles[-1]
    assert focused() is popup(opened).field


def test_a_click_opens_a_row_and_a_heading_opens_nothing(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "4.1")
    view, model = popup(opened).view, popup(opened).model
    QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.visualRect(model.index(0, 0)).center())
    assert opened.finding.popup is not None
    at = next(
        at for at in range(1, 9) if isinstance(row := model.item(at), Row) and row.title.startswith("\x024.1\x03.2")
    )
    QTest.mouseClick(
        view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, view.visualRect(model.index(at, 0)).center()
    )
    assert workspace(opened).current_criterion == "4.1.2"


def test_each_row_is_heard_as_it_is_reached(opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    find(opened, qtbot, "4.1")
    heard.clear()
    press(Key.Key_Down)
    count = len(titles(opened))
    assert heard == [f"{current(opened)}, Criteria, 2 of {count}"]


# Assessments, clusters, evidence


def test_an_assessment_is_found_by_a_part_of_its_name_and_opened(
    window: MainWindow, desk: WholeDesk, qtbot: QtBot
) -> None:
    desk.start("Other Cluster")
    made = desk.start("Jyväskylän puuklusteri")
    find(window, qtbot, "jyvaskylan")
    assert titles(window, HitKind.ASSESSMENT) == ["Jyväskylän puuklusteri"]
    press(Key.Key_Return)
    assert page(window).working.value.id == made


def test_a_fast_enter_waits_for_the_answer(window: MainWindow, desk: WholeDesk, qtbot: QtBot) -> None:
    made = desk.start("Wood of the North")
    window.show_page("settings")
    QTest.keyClick(window, Key.Key_K, CTRL)
    QTest.keyClicks(focused(), "wood of")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.finding.popup is None, timeout=5000)
    assert page(window).working.value.id == made


def test_a_cluster_is_shown_in_the_register(window: MainWindow, desk: WholeDesk, qtbot: QtBot) -> None:
    desk.desk.add_cluster("Älykäs energia", "FI", "FI1D7")
    desk.desk.add_cluster("Other", "FI", "FI1D7")
    find(window, qtbot, "alykas")
    assert titles(window, HitKind.CLUSTER) == ["Älykäs energia"]
    press(Key.Key_Return)
    assert window.place_key == "clusters"
    row = window.pages.clusters.view.currentIndex().data()
    assert row == "Älykäs energia"


def with_file(desk: WholeDesk, assessment: UUID, cited: str) -> UUID:
    piece = Evidence(UUID(int=5), "Contact log", EvidenceKind.DOCUMENT, "a" * 64, "log.pdf", 9)
    desk.store.kept[assessment] = replace(desk.store.kept[assessment], evidence=(piece,))
    desk.store.texts["a" * 64] = ("A cover.", "Forty-two participants were visited.")
    del cited
    return piece.id


def test_words_in_a_file_lead_to_a_criterion_that_cites_it(window: MainWindow, desk: WholeDesk, qtbot: QtBot) -> None:
    made = desk.start("Timber Town")
    desk.store.kept[made] = replace(desk.store.kept[made], step=Step.SCORING)
    with_file(desk, made, "2.6")
    window.open_assessment(made, Place(Area.CRITERIA, "2.5"))
    opened = page(window).working.opened
    from eucles_desk.assessment.evidence import Citation

    opened.cite("2.6", Citation(UUID(int=5), 2))
    find(window, qtbot, "participants visited")
    (row,) = [row for row in popup(window).model.rows if row.hit.kind is HitKind.TEXT]
    assert unmarked(row.title) == "Contact log"
    assert row.detail == "page 2 \N{MIDDLE DOT} Timber Town"
    press(Key.Key_Return)
    assert workspace(window).current_criterion == "2.6"


@pytest.mark.parametrize(
    ("excerpt", "words"),
    [
        ("were <visited> and <Forty> <two> asked", "Forty two"),
        ("<visited>", "visited"),
        ("", ""),
    ],
)
def test_the_words_to_look_for_in_a_file_are_those_that_stand_there_side_by_side(excerpt: str, words: str) -> None:
    assert words_of(excerpt.replace("<", MARK_START).replace(">", MARK_END)) == words


def test_words_in_a_file_of_another_assessment_open_that(opened: MainWindow, desk: WholeDesk, qtbot: QtBot) -> None:
    other = desk.start("Other Town")
    with_file(desk, other, "")
    find(opened, qtbot, "participants visited")
    press(Key.Key_Return)
    assert page(opened).working.value.id == other
    assert page(opened).area == "criteria"


# Actions


def test_an_action_is_done_where_the_keyboard_was(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "give level 4")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page(opened).working.value.judgements), timeout=2000)
    assert page(opened).working.value.judgements[0].level == 4
    find(opened, qtbot, "> undo")
    assert current(opened) == "Undo"
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: not page(opened).working.value.judgements, timeout=2000)


def test_a_sign_finds_actions_only_and_shows_their_keys(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, ">")
    assert {row.hit.kind for row in popup(opened).model.rows} == {HitKind.ACTION}
    assert len(titles(opened)) > 20
    QTest.keyClicks(focused(), "finding")
    keys = {unmarked(row.title): row.keys for row in popup(opened).model.rows}
    assert keys["Next finding"] == "F8"
    assert keys["Finding before"] == "Shift+F8"


def test_actions_are_found_by_their_english_name_in_finnish(window: MainWindow, desk: WholeDesk, qtbot: QtBot) -> None:
    speak(load("fi", RESOURCES / "i18n"))
    window.rebuild()
    start(window, desk)
    find(window, qtbot, ">next finding")
    assert current(window) == "Seuraava laatuhuomio"


def test_a_page_is_gone_to_by_its_name(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "> go to schemes")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: opened.place_key == "schemes", timeout=2000)


def test_an_area_is_gone_to_by_its_name(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "> go to facts")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page(opened).area == "facts", timeout=2000)


def test_what_cannot_be_done_now_is_not_offered(window: MainWindow, desk: WholeDesk, qtbot: QtBot) -> None:
    find(window, qtbot, "> level")
    assert titles(window) == []
    assert popup(window).nothing_label.isVisible()
    press(Key.Key_Escape)
    start(window, desk, step=Step.AWARDED)
    find(window, qtbot, "> give level")
    assert titles(window) == []


# Odd words


@pytest.mark.parametrize("words", ["zzzz", "'\"%_*?[", "2.5 2.5 2.5", "x" * 300, "💡", "   "])
def test_any_words_can_be_typed(opened: MainWindow, qtbot: QtBot, words: str) -> None:
    find(opened, qtbot, words)
    assert len(popup(opened).field.text()) <= 200
    press(Key.Key_Return)
    if opened.finding.popup is not None:
        assert popup(opened).nothing_label.isVisible()


def test_a_broken_disk_is_said_once_and_what_is_here_is_found(
    opened: MainWindow, desk: WholeDesk, qtbot: QtBot
) -> None:
    desk.store.broken = True
    find(opened, qtbot, "2.6")
    assert current(opened).startswith("2.6")
    qtbot.waitUntil(opened.frame.bar.isVisible, timeout=2000)
    desk.store.broken = False


def test_an_answer_that_comes_late_is_dropped(opened: MainWindow, desk: WholeDesk, qtbot: QtBot) -> None:
    desk.start("Wood of the North")
    press(Key.Key_K, CTRL)
    with desk.store.lock:  # the first question is held up until something else has been typed
        QTest.keyClicks(focused(), "wood")
        qtbot.wait(150)
        popup(opened).field.setText("timber")
        seen: set[str] = set()
        popup(opened).model.modelReset.connect(lambda: seen.update(titles(opened, HitKind.ASSESSMENT)))
        qtbot.wait(150)
    settled(opened, qtbot)
    assert seen == {"Timber Town"}
    qtbot.waitUntil(lambda: titles(opened, HitKind.ASSESSMENT) == ["Timber Town"], timeout=3000)


def test_the_database_is_asked_at_once_and_next_for_what_was_typed_last(
    opened: MainWindow, desk: WholeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    kept = Finder.kept

    def watched(finder: Finder, typed: str, *given: Any, **named: Any) -> list[Hit]:
        asked.append(typed)
        return kept(finder, typed, *given, **named)

    monkeypatch.setattr(Finder, "kept", watched)
    press(Key.Key_K, CTRL)
    with desk.store.lock:
        QTest.keyClicks(focused(), "timber")
    settled(opened, qtbot)
    assert asked == ["t", "timber"]


def test_closing_the_window_while_it_searches_does_no_harm(opened: MainWindow) -> None:
    press(Key.Key_K, CTRL)
    QTest.keyClicks(focused(), "timber")
    QTest.qWait(50)
    opened.close()
    assert wait_for_all()


# All keys


def test_the_list_of_keys_opens_by_key_and_is_narrowed(opened: MainWindow, qtbot: QtBot) -> None:
    press(Key.Key_Slash, CTRL)
    dialog = opened.finding.keyboard
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    rows = {row.title: row.keys for row in dialog.model.rows}
    assert rows["Find anything"] == "Ctrl+K"
    assert rows["Next that is open"] == "Ctrl+Enter"
    assert rows["Give a level"] == "0 \N{EN DASH} 5"
    QTest.keyClicks(dialog.find_edit, "f8")
    assert [unmarked(row.title) for row in dialog.model.rows] == ["Next finding", "Finding before"]
    QTest.keyClick(dialog.find_edit, Key.Key_Escape)
    QTest.keyClick(dialog.find_edit, Key.Key_Escape)
    assert opened.finding.keyboard is None


def test_the_list_of_keys_is_an_action_too(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, "> all keys")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: opened.finding.keyboard is not None, timeout=2000)


# Actions


def joined(window: MainWindow) -> list[QShortcut | QAction]:
    """Return what is joined to keys in a window; a menu's entries have none."""
    actions = [made for made in window.findChildren(QAction) if made.shortcuts()]
    return [*actions, *window.findChildren(QShortcut)]


def test_every_key_of_the_window_is_declared(opened: MainWindow) -> None:
    for area in Area:
        page(opened).go_to(Place(area))
    for key in ("today", "assessments", "clusters", "schemes", "settings"):
        opened.pages.page(key)
    odd = [
        (made.key().toString() if isinstance(made, QShortcut) else made.shortcut().toString(), made.parent())
        for made in joined(opened)
        if made.property(ACTION) not in ACTIONS
    ]
    assert not odd
    assert len(joined(opened)) > 60


def test_declared_keys_are_joined(opened: MainWindow) -> None:
    """What stands in the list of keys for everywhere, the assessment and its criteria does work there."""
    there = {str(made.property(ACTION)) for made in joined(opened)}
    declared = {
        key
        for key, action in ACTIONS.items()
        if action.group in {Group.EVERYWHERE, Group.ASSESSMENT, Group.CRITERIA} and action.keys
    }
    assert declared - there == {"close"}, "Escape is taken by whatever it closes first"


def test_no_key_means_two_things_in_one_place() -> None:
    for group in Group:
        keys = [key for action in ACTIONS.values() if action.group is group for key in action.keys]
        assert len(keys) == len(set(keys)), group


@pytest.mark.parametrize("code", ["en", "fi"])
def test_no_letter_means_two_things_in_a_language(code: str) -> None:
    language = load(code, RESOURCES / "i18n") if code == "fi" else ENGLISH
    groups = {Group.EVERYWHERE, Group.ASSESSMENT, Group.CRITERIA}
    keys = [language.text(key) for action in ACTIONS.values() if action.group in groups for key in action.keys]
    assert len(keys) == len(set(keys))


class Greedy(QLineEdit):
    """A field that takes every key for itself, as fields of some systems do with Ctrl+K and Ctrl+E."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


def test_a_field_that_wants_the_key_for_itself_does_not_get_it(opened: MainWindow) -> None:
    field = Greedy(workspace(opened).judgement)
    field.show()
    field.setFocus()
    press(Key.Key_K, CTRL)
    assert opened.finding.popup is not None
    press(Key.Key_Escape)
    field.setFocus()
    press(Key.Key_F8)
    assert page(opened).checks.panel.isHidden(), "other keys stay the field's"


def test_it_opens_from_the_window_that_shows_evidence_large(opened: MainWindow) -> None:
    find_from(workspace(opened))
    assert opened.finding.popup is not None
    assert focused() is popup(opened).field


# Ordinary words


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (">agenda", "Go to Agenda"),
        (">timetable", "Go to Agenda"),
        ("on site", "Go to On site"),
        ("quit", "Quit: close all windows"),
        ("lopeta", "Quit: close all windows"),
        ("finnish", "Settings: Language"),
        ("suomi", "Settings: Language"),
        ("dark", "Settings: Theme"),
        ("text size", "Settings: Text size"),
        ("export", "Make a report"),
        ("private", "Private note"),
    ],
)
def test_ordinary_words_find_what_they_mean(opened: MainWindow, qtbot: QtBot, words: str, wanted: str) -> None:
    find(opened, qtbot, words)
    assert current(opened) == wanted


def test_a_part_of_the_visit_and_a_setting_are_gone_to(opened: MainWindow, qtbot: QtBot) -> None:
    find(opened, qtbot, ">agenda")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page(opened).on_site is not None, timeout=2000)
    on_site = page(opened).on_site
    assert on_site is not None
    assert on_site.place_id == "agenda"
    find(opened, qtbot, "private")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page(opened).area == "criteria", timeout=2000)
    assert focused() is workspace(opened).judgement.private_note.edit
    find(opened, qtbot, "text size")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: opened.place_key == "settings", timeout=2000)
    assert focused() is opened.pages.settings.size_slider


def test_words_stand_only_for_what_can_be_done() -> None:
    assert {key.partition(":")[0] for key in SYNONYMS} <= set(ACTIONS)


def test_a_code_finds_its_criterion_and_what_it_cites_but_no_figures_in_files(
    window: MainWindow, desk: WholeDesk, qtbot: QtBot
) -> None:
    made = desk.start("Timber Town")
    desk.store.kept[made] = replace(desk.store.kept[made], step=Step.SCORING)
    piece = with_file(desk, made, "2.5")
    desk.store.texts["a" * 64] = ("Growth of 2.5 per cent.",)
    window.open_assessment(made, Place(Area.CRITERIA, "1.2"))
    opened = page(window).working.opened
    opened.cite("2.5", Citation(piece, 1))
    talk = opened.add_interview("Funder", Interview("Funder"))
    opened.add_note(talk.id, "They pay on time.", ["2.5"])
    opened.add_note(talk.id, "It was 2.5 hours.")
    find(window, qtbot, "2.5")
    rows = popup(window).model.rows
    assert rows[0].hit.target.place == Place(Area.CRITERIA, "2.5")
    assert [unmarked(row.title) for row in rows if row.hit.kind is HitKind.EVIDENCE] == ["Contact log"]
    assert [row.excerpt for row in rows if row.hit.kind is HitKind.INTERVIEW] == ["They pay on time."]
    assert not [row for row in rows if row.hit.kind is HitKind.TEXT]


def test_files_that_are_still_being_read_are_told_and_their_words_come_by_themselves(
    opened: MainWindow, desk: WholeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eucles_desk.ui.palette.desk.AGAIN_MILLISECONDS", 50)
    left = [480]
    opened.finding.deleteLater()
    opened.finding = PaletteDesk(replace(desk.context, unread=lambda: left[0]), opened)
    opened.finding.open()
    QTest.keyClicks(focused(), "participants visited")
    settled(opened, qtbot)
    said = popup(opened).unread_label
    qtbot.waitUntil(said.isVisible, timeout=2000)
    assert said.text() == "Still reading 480 files: words in them are found once they are read."
    assert said.text() in popup(opened).field.accessibleDescription()
    assert titles(opened, HitKind.TEXT) == []

    made = page(opened).working.value.id
    with_file(desk, made, "2.6")
    left[0] = 0
    qtbot.waitUntil(lambda: titles(opened, HitKind.TEXT) == ["Contact log"], timeout=3000)
    assert not said.isVisible()


# Facts, files and counts


@pytest.mark.parametrize(
    ("words", "wanted"), [("participants in total", "participants"), ("osallistujia yht", "participants")]
)
def test_a_fact_is_found_by_its_name_in_each_language(
    opened: MainWindow, qtbot: QtBot, words: str, wanted: str
) -> None:
    find(opened, qtbot, words)
    place = Place(Area.FACTS, wanted)
    row = next(row for row in popup(opened).model.rows if row.hit.target.place == place)
    assert (row.hit.kind, row.group) == (HitKind.FACT, "Facts")
    while popup(opened).current != row:
        press(Key.Key_Down)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: page(opened).area == "facts", timeout=2000)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (">export", ["Make a report", "Save the assessment as a file"]),
        (">vie", ["Make a report", "Save the assessment as a file"]),
        (">check all", ["Check all files"]),
        (">remove several", ["Remove several pieces of evidence"]),
    ],
)
def test_what_has_a_button_only_is_found_too(opened: MainWindow, qtbot: QtBot, words: str, wanted: list[str]) -> None:
    find(opened, qtbot, words)
    assert [title for title in titles(opened) if title in wanted] == wanted


def test_an_assessment_is_saved_as_a_file_and_taken_in_again(
    opened: MainWindow, desk: WholeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    find(opened, qtbot, ">save the assessment")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: opened.findChild(QFileDialog) is not None, timeout=2000)
    dialog = opened.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith(".json")
    file = tmp_path / "handed over.json"
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    qtbot.waitUntil(opened.frame.bar.isVisible, timeout=5000)

    assert opened.frame.bar.text == (
        "Saved: handed over.json. The evidence files are not in it; hand them over separately."
    )
    assert file.read_bytes() == desk.desk.give_out(page(opened).working.value.id)


def test_all_files_are_checked_from_anywhere_in_the_assessment(opened: MainWindow, qtbot: QtBot) -> None:
    page(opened).go_to(Place(Area.RESULT))
    find(opened, qtbot, ">check all files")
    press(Key.Key_Return)
    bar = workspace(opened).evidence.bar
    qtbot.waitUntil(lambda: "files checked" in bar.text, timeout=5000)


def test_a_list_that_is_cut_says_that_there_is_more(opened: MainWindow, desk: WholeDesk, qtbot: QtBot) -> None:
    find(opened, qtbot, "participants in total")
    assert " found" in popup(opened).foot_label.text()
    press(Key.Key_Escape)
    made = page(opened).working.value.id
    piece = Evidence(UUID(int=5), "Contact log", EvidenceKind.DOCUMENT, "a" * 64, "log.pdf", 9)
    desk.store.kept[made] = replace(desk.store.kept[made], evidence=(piece,))
    desk.store.texts["a" * 64] = ("Forty-two visited",) * 30
    find(opened, qtbot, "visited")
    qtbot.waitUntil(lambda: len(titles(opened, HitKind.TEXT)) == 20, timeout=3000)
    assert popup(opened).foot_label.text().startswith("The first 20 listed, there are more")
