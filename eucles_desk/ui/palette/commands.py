"""What can be done in a window now: what is joined to keys there, and what has no key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence, QShortcut

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.places import Area, Place
from eucles_desk.language.marking import N_
from eucles_desk.services.hits import HitKind, Searched, Target
from eucles_desk.ui.actions import ACTIONS, Command, command
from eucles_desk.ui.binding import bound
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.on_site.part import PARTS
from eucles_desk.ui.palette.synonyms import synonyms_of
from eucles_desk.wording.names import SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtGui import QAction

    from eucles_desk.services.open_assessment import OpenAssessment
    from eucles_desk.ui.assessment.page import AssessmentPage
    from eucles_desk.ui.main_window import MainWindow

SETTINGS: Final[Mapping[str, str]] = {
    "language_box": N_("Language"),
    "theme": N_("Theme"),
    "contrast": N_("High contrast"),
    "size_slider": N_("Text size"),
    "secrecy": N_("Secrecy"),
    "privacy": N_("Personal data"),
}
"""Settings that are gone to by name, with what they are called."""
LEFT_OUT: Final = frozenset({"find"})
"""What the palette itself is."""
USUAL: Final = ("next_open", "next_finding", "undo", "undo_steps", "note_here", "report")
USUAL_OUTSIDE: Final = ("new_assessment", "open_file", "keyboard", "help")
"""What is offered before anything is typed, in an assessment and outside."""
_MAY: Final[Mapping[str, Callable[[OpenAssessment], bool]]] = {
    "undo": lambda opened: opened.undo_entry is not None,
    "undo_steps": lambda opened: opened.undo_entry is not None,
    "redo": lambda opened: opened.redo_entry is not None,
    "redo_steps": lambda opened: opened.redo_entry is not None,
    **dict.fromkeys(
        ("level", "not_applicable", "no_level"),
        lambda opened: opened.edits_agreement or (opened.seat is not None and opened.can_change(Part.JUDGEMENT)),
    ),
    **dict.fromkeys(("attach", "paste", "cite", "remove_several"), lambda opened: opened.can_change(Part.JUDGEMENT)),
}
"""What some actions need of the open assessment."""


def commands_of(window: MainWindow) -> dict[str, Command]:
    """Return what can be done now, by key in the order in which actions are declared."""
    language = current()
    runs: dict[tuple[str, str], tuple[Callable[[], object], list[str]]] = {}
    for key, value, made in bound(window):
        run, keys = runs.setdefault((key, value), (_run(made), []))
        keys += [one for one in _keys(made) if one not in keys]
        del run
    for key, value, run in _without_keys(window):
        runs.setdefault((key, value), (run, []))
    names = _names(window)
    found = {
        f"{key}:{value}" if value else key: command(key, language, run, tuple(keys), names.get(value, value))
        for (key, value), (run, keys) in runs.items()
    }
    opened = window.working.opened if window.working is not None else None
    order = list(ACTIONS)
    return {
        name: done
        for name, done in sorted(found.items(), key=lambda pair: order.index(pair[0].partition(":")[0]))
        if _may(name.partition(":")[0], opened)
    }


def searched(commands: Mapping[str, Command]) -> list[Searched]:
    """Return actions as what can be found, also by the bare name of where they lead and by ordinary words."""
    return [
        Searched(
            HitKind.ACTION,
            done.text,
            Target(action=key),
            tuple(name for name in (done.english, done.name, *synonyms_of(key)) if name),
        )
        for key, done in commands.items()
    ]


def usual(commands: Mapping[str, Command], *, in_assessment: bool) -> Iterable[str]:
    """Return the keys of the actions that are offered before anything is typed."""
    return [key for key in (USUAL if in_assessment else USUAL_OUTSIDE) if key in commands]


def _names(window: MainWindow) -> dict[str, str]:
    """Return what pages, areas, parts, settings and sources of evidence are called."""
    names = {key: made.accessibleName() for key, made in window.frame.sidebar.buttons.items()}
    page = window.assessment_page
    if page is not None:
        names |= page.area_bar.names()
    names |= {kind.key: tr(kind.name) for kind in PARTS}
    names |= {key: tr(name) for key, name in SETTINGS.items()}
    return names | {source.value: tr(name) for source, name in SOURCES.items()}


def _keys(made: QShortcut | QAction) -> list[str]:
    keys = [made.key()] if isinstance(made, QShortcut) else made.shortcuts()
    return [key.toString(QKeySequence.SequenceFormat.PortableText) for key in keys]


def _run(made: QShortcut | QAction) -> Callable[[], object]:
    return made.activated.emit if isinstance(made, QShortcut) else made.trigger


def _without_keys(window: MainWindow) -> list[tuple[str, str, Callable[[], object]]]:
    found: list[tuple[str, str, Callable[[], object]]] = [
        ("new_cluster", "", window.starting.new_cluster),
        ("tour", "", window.help.start_tour),
    ]
    if window.backups.are_there:
        found.append(("backups", "", window.backups.show))
    if window.exchanging.is_possible:
        found.append(("experts", "", window.exchanging.show_experts))
    found += [("setting", key, partial(_show_setting, window, key)) for key in SETTINGS]
    page = window.assessment_page
    if page is not None and page.isVisible():
        found += [
            ("findings", "", page.checks.toggle),
            ("undo_steps", "", page.save_bar.show_undo_steps),
            ("redo_steps", "", page.save_bar.show_redo_steps),
            ("close", "", partial(page.closed.emit)),
            ("save_assessment", "", window.giving_out.ask),
        ]
        areas = page.area_bar.names()
        if Area.ON_SITE.value in areas:
            found += [("site_part", kind.key, partial(page.go_to, Place(Area.ON_SITE, kind.key))) for kind in PARTS]
        if Area.CRITERIA.value in areas:
            found += [
                ("private_note", "", partial(_write_private_note, page)),
                ("remove_several", "", partial(_remove_several, page)),
                ("check_files", "", partial(_check_files, page)),
            ]
    return found


def _show_setting(window: MainWindow, key: str) -> None:
    window.show_page("settings")
    window.pages.settings.focus_field(key)


def _write_private_note(page: AssessmentPage) -> None:
    page.go_to(Place(Area.CRITERIA))
    if page.workspace is not None:
        page.workspace.judgement.private_note.toggle()


def _remove_several(page: AssessmentPage) -> None:
    page.go_to(Place(Area.CRITERIA))
    if page.workspace is not None:
        page.workspace.evidence.several_action.trigger()


def _check_files(page: AssessmentPage) -> None:
    page.go_to(Place(Area.CRITERIA))
    if page.workspace is not None:
        page.workspace.evidence.check_button.click()


def _may(key: str, opened: OpenAssessment | None) -> bool:
    if key in LEFT_OUT:
        return False
    may = _MAY.get(key)
    return may is None or (opened is not None and may(opened))
