"""What can be done with a key or by name: each action declared once, with its text, keys and icon.

Windows and pages take their keys from here, and the palette and the list of keys show what stands here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.language.marking import N_
from eucles_desk.ui.workspace.keys import (
    DECIDING_KEY,
    FLAG_KEY,
    LOOK_FOR_KEY,
    PRIVATE_KEY,
    REASON_KEY,
    RECOMMENDATION_KEY,
    SOURCE_KEYS,
    STRENGTH_KEY,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eucles_desk.language import Language


class Group(StrEnum):
    """Where an action can be done, in the order of the list of keys."""

    EVERYWHERE = "everywhere"
    ASSESSMENT = "assessment"
    CRITERIA = "criteria"
    EVIDENCE = "evidence"
    ON_SITE = "on_site"
    TEXTS = "texts"
    LISTS = "lists"


GROUPS: Final[Mapping[Group, str]] = MappingProxyType(
    {
        Group.EVERYWHERE: N_("Everywhere"),
        Group.ASSESSMENT: N_("In an assessment"),
        Group.CRITERIA: N_("At the criteria"),
        Group.EVIDENCE: N_("At evidence that is shown, and at the report"),
        Group.ON_SITE: N_("At interviews and notes"),
        Group.TEXTS: N_("While typing"),
        Group.LISTS: N_("In lists and panels"),
    }
)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done.

    Attributes:
        key: What it is known by.
        text: What it is called, in English; values stand in braces.
        keys: Its keys, the one to show first; several that differ by a figure only are shown as the first and last.
        icon: Its drawing, empty for none.
        is_local: Whether its keys are letters of a word, others in each language.
    """

    key: str
    text: str
    group: Group
    keys: tuple[str, ...] = ()
    icon: str = ""
    is_local: bool = False


def _declared(*actions: Action) -> Mapping[str, Action]:
    return MappingProxyType({action.key: action for action in actions})


_ANY, _ONE, _CRITERIA = Group.EVERYWHERE, Group.ASSESSMENT, Group.CRITERIA
_EVIDENCE, _SITE, _TEXTS, _LISTS = Group.EVIDENCE, Group.ON_SITE, Group.TEXTS, Group.LISTS
ACTIONS: Final = _declared(
    Action("find", N_("Find anything"), _ANY, ("Ctrl+K",), "search"),
    Action("keyboard", N_("All keys"), _ANY, ("Ctrl+/",), "keyboard"),
    Action("help", N_("Help on what is shown"), _ANY, ("F1",), "help"),
    Action("tour", N_("Tour of the program"), _ANY, (), "help"),
    Action("new_assessment", N_("New assessment"), _ANY, ("Ctrl+N",), "plus"),
    Action("new_cluster", N_("New cluster"), _ANY, (), "clusters"),
    Action("open_file", N_("Open an assessment file"), _ANY, ("Ctrl+O",), "open"),
    Action("page", N_("Go to {name}"), _ANY, ("Ctrl+1",), "list"),
    Action("setting", N_("Settings: {name}"), _ANY, (), "settings"),
    Action("experts", N_("Experts: the register and your own card"), _ANY, (), "person"),
    Action("backups", N_("Backups: look at them, restore one"), _ANY, (), "history"),
    Action("back", N_("Back"), _ANY, ("Alt+Left",), "arrow-left"),
    Action("forward", N_("Forward"), _ANY, ("Alt+Right",), "arrow-right"),
    Action("another_window", N_("Another window"), _ANY, ("Ctrl+Shift+N",), "window"),
    Action("lock", N_("Lock"), _ANY, ("Ctrl+Shift+L",), "lock"),
    Action("close_window", N_("Close the window"), _ANY, ("Ctrl+W",), "close"),
    Action("quit", N_("Quit: close all windows"), _ANY, ("Ctrl+Q",), "close"),
    Action("undo", N_("Undo"), _ANY, ("Ctrl+Z",), "undo"),
    Action("redo", N_("Redo"), _ANY, ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
    Action("site_mode", N_("Site mode on or off"), _ANY, ("F9",), "place"),
    Action("full_screen", N_("Full screen on or off"), _ANY, ("F11",), "window"),
    Action("area", N_("Go to {name}"), _ONE, ("Ctrl+Shift+1",), "arrow-right"),
    Action("site_part", N_("Go to {name}"), _ONE, (), "place"),
    Action("next_area", N_("Next area"), _ONE, ("Ctrl+PgDown",), "chevron-right"),
    Action("previous_area", N_("Area before"), _ONE, ("Ctrl+PgUp",), "chevron-left"),
    Action("next_part", N_("Next part of the window: list, criterion, evidence, findings, bar below"), _ONE, ("F6",)),
    Action("previous_part", N_("Part before"), _ONE, ("Shift+F6",)),
    Action("next_open", N_("Next that is open"), _ONE, ("Ctrl+Return", "Ctrl+Enter"), "arrow-right"),
    Action("next_finding", N_("Next finding"), _ONE, ("F8",), "warning"),
    Action("previous_finding", N_("Finding before"), _ONE, ("Shift+F8",), "warning"),
    Action("findings", N_("Show the findings, or put them away"), _ONE, (), "warning"),
    Action("undo_steps", N_("Undo several steps"), _ONE, ("Ctrl+Shift+S",), "history"),
    Action("redo_steps", N_("Redo several steps"), _ONE, (), "history"),
    Action("history", N_("History of the assessment"), _ONE, ("Ctrl+H",), "history"),
    Action("report", N_("Make a report"), _ONE, ("Ctrl+P",), "report"),
    Action("save_assessment", N_("Save the assessment as a file"), _ONE, (), "download"),
    Action("exchange", N_("Exchange with other computers"), _ONE, ("Ctrl+Shift+X",), "window"),
    Action("separating", N_("See what separates the cluster from the label"), _ONE, (DECIDING_KEY,), "target"),
    Action("new_talk", N_("New interview"), _ONE, ("Ctrl+I",), "interview"),
    Action("note_here", N_("Note from the interview that is going on"), _ONE, ("Ctrl+Shift+I",), "note"),
    Action("close", N_("Close the assessment"), _ONE, ("Esc",), "close"),
    Action("level", N_("Give level {name}"), _CRITERIA, (), "criteria"),
    Action("not_applicable", N_("Not applicable"), _CRITERIA, ("N", "Alt+N"), "criteria"),
    Action("no_level", N_("Take the level back"), _CRITERIA, ("Delete", "Backspace"), "close"),
    Action("next_criterion", N_("Next criterion"), _CRITERIA, ("Ctrl+Down",), "chevron-down"),
    Action("previous_criterion", N_("Criterion before"), _CRITERIA, ("Ctrl+Up",), "chevron-up"),
    Action("reason", N_("Write the reason"), _CRITERIA, (REASON_KEY,), "pencil", is_local=True),
    Action("strength", N_("Write a strength"), _CRITERIA, (STRENGTH_KEY,), "plus", is_local=True),
    Action("recommendation", N_("Write a recommendation"), _CRITERIA, (RECOMMENDATION_KEY,), "plus", is_local=True),
    Action("source", N_("Rests on: {name}"), _CRITERIA, tuple(SOURCE_KEYS.values()), "document", is_local=True),
    Action("flag", N_("Raise on site, or not"), _CRITERIA, (FLAG_KEY,), "flag", is_local=True),
    Action("look_for", N_("What to look for"), _CRITERIA, (LOOK_FOR_KEY,), "eye", is_local=True),
    Action("private_note", N_("Private note"), _CRITERIA, (PRIVATE_KEY,), "lock", is_local=True),
    Action("find_criterion", N_("Find a criterion in the list"), _CRITERIA, ("Ctrl+F",), "search"),
    Action("cite", N_("Cite what is shown"), _CRITERIA, ("Ctrl+E",), "document"),
    Action("show_larger", N_("Show the evidence larger"), _CRITERIA, ("Ctrl+L",), "larger"),
    Action("attach", N_("Attach files"), _CRITERIA, ("Ctrl+Shift+E",), "upload"),
    Action("paste", N_("Paste as evidence"), _CRITERIA, ("Ctrl+V",), "copy"),
    Action("remove_several", N_("Remove several pieces of evidence"), _CRITERIA, (), "close"),
    Action("check_files", N_("Check all files"), _CRITERIA, (), "check"),
    Action("find_in_file", N_("Find in the file"), _EVIDENCE, ("Ctrl+F",)),
    Action("next_found", N_("Next place found"), _EVIDENCE, ("F3",)),
    Action("previous_found", N_("Place found before"), _EVIDENCE, ("Shift+F3",)),
    Action("zoom_in", N_("Larger"), _EVIDENCE, ("Ctrl++",)),
    Action("zoom_out", N_("Smaller"), _EVIDENCE, ("Ctrl+-",)),
    Action("fit_width", N_("Whole width"), _EVIDENCE, ("Ctrl+0",)),
    Action("next_page", N_("Next page"), _EVIDENCE, ("PgDown",)),
    Action("previous_page", N_("Page before"), _EVIDENCE, ("PgUp",)),
    Action("first_page", N_("First page"), _EVIDENCE, ("Home",)),
    Action("last_page", N_("Last page"), _EVIDENCE, ("End",)),
    Action("mark_part", N_("Mark a part of the page; arrows move it, Enter cites it"), _EVIDENCE, ("R",)),
    Action("edit_note", N_("Write in the note again"), _SITE, ("Return", "F2")),
    Action("remove_note", N_("Take the note or interview out"), _SITE, ("Delete",)),
    Action("next_record", N_("Another strength or recommendation"), _TEXTS, ("Return",)),
    Action("remove_record", N_("Take an empty one out"), _TEXTS, ("Backspace",)),
    Action("remove_whole_record", N_("Take a strength or recommendation out"), _TEXTS, ("Alt+Delete",)),
    Action("move_record_up", N_("Move it up"), _TEXTS, ("Alt+Up",)),
    Action("move_record_down", N_("Move it down"), _TEXTS, ("Alt+Down",)),
    Action("level_while_typing", N_("Give a level without leaving the text"), _TEXTS, ("Alt+1",)),
    Action("leave_field", N_("Go on to the next field"), _TEXTS, ("Tab",)),
    Action("open_row", N_("Open the row"), _LISTS, ("Return",)),
    Action("row_below", N_("Row below or above"), _LISTS, ("Down", "Up")),
    Action("accept_finding", N_("Accept the finding, with a reason"), _LISTS, ("A",)),
    Action("leave_panel", N_("Close a panel or list, or go back"), _LISTS, ("Esc",)),
    Action("only_actions", N_("Find actions only, in the field of Ctrl+K"), _LISTS, (">",)),
)
"""All of them; an action with a value in its text stands for several, one for each page, area or level."""


@dataclass(frozen=True, slots=True)
class Command:
    """An action as it can be done in a window now.

    Attributes:
        text: What it is called in the screen's language, ``english`` what it is called in English.
        run: Does it.
        name: Which of those that the action stands for, in the screen's language.
    """

    action: Action
    text: str
    english: str
    run: Callable[[], object]
    name: str = ""


def keys_of(key: str) -> tuple[str, ...]:
    """Return the keys of an action."""
    return ACTIONS[key].keys


def command(
    key: str, language: Language, run: Callable[[], object], keys: tuple[str, ...] = (), name: str = ""
) -> Command:
    """Return an action as something to do with its keys; ``name`` is for one of those that it stands for."""
    declared = ACTIONS[key]
    action = replace(declared, key=f"{key}:{name}" if name else key, keys=keys)
    return Command(action, language.text(declared.text, name=name), declared.text.format(name=name), run, name)
