"""Take pictures of every window: ``python scripts/screenshots.py FOLDER``; with ``--readme`` only those of the README.

The sample data are written to a folder that is thrown away; nothing on this computer is read or changed. Needs no
screen. Each page is taken in every language, light, dark and in high contrast, at 1280x720, 1920x1080 and, with text at
200 %, at 3840x2160; ``--languages``, ``--modes``, ``--screens`` and ``--pages`` take fewer.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QThreadPool, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from eucles_desk.app import paths, window
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.terms import Step
from eucles_desk.ui import theme
from eucles_desk.ui.main_window import MainWindow
from eucles_desk.ui.speaking import speak

Shown: TypeAlias = Callable[[], QWidget | None]
"""Shows a page; returns what is to be taken if that is not the window."""
SCREENS = {"1280": (1280, 720, 100), "1920": (1920, 1080, 100), "3840": (3840, 2160, 200)}
"""Width, height and text size in percent."""
MODES = ("light", "dark", "contrast-light", "contrast-dark")
WAIT_MILLISECONDS = 500
"""Pages of a PDF are rendered on a thread of Qt's own, evidence by a process."""
README = ("today", "criteria", "on-site-agenda", "report")
README_SCREEN = (1280, 800, 100)


def settle(application: QApplication) -> None:
    """Let everything that is on its way arrive."""
    for _ in range(5):
        QThreadPool.globalInstance().waitForDone(20_000)
        application.processEvents()
    pause = QEventLoop()  # QTest's own keeps other threads of Python from running, so that nothing is read meanwhile
    QTimer.singleShot(WAIT_MILLISECONDS, pause.quit)
    pause.exec()


def pages(session: Session, in_scoring: UUID, awarded: UUID, silver: UUID) -> Iterator[tuple[str, Shown]]:
    """Yield the name of each page with what shows it; what is returned is taken in place of the window."""
    main = session.window
    yield "today", lambda: (main.close_assessment(), main.show_page("today"))[0]
    for key in ("assessments", "clusters", "schemes", "settings"):
        yield key, lambda key=key: main.show_page(key)
    yield "new-assessment", lambda: dialog(main, main.starting.new_assessment)
    yield "new-cluster", lambda: dialog(main, main.starting.new_cluster)
    for area in (Area.DETAILS, Area.ELIGIBILITY, Area.FACTS, Area.RESULT):
        yield area.value, lambda area=area: main.open_assessment(in_scoring, Place(area))
    yield "criteria", lambda: main.open_assessment(in_scoring, Place(Area.CRITERIA, "2.5"))
    for part in ("agenda", "interviews", "close", "feedback"):
        yield f"on-site-{part}", lambda part=part: main.open_assessment(in_scoring, Place(Area.ON_SITE, part))
    yield "findings", lambda: findings(main, in_scoring)
    yield "palette", lambda: palette(main, in_scoring)
    yield "keyboard", lambda: dialog(main, main.finding.show_keys)
    yield "help", lambda: (main.open_assessment(in_scoring, Place(Area.CRITERIA, "2.5")), main.help.toggle())[0]
    yield "tour", main.help.start_tour
    yield "improvement-areas", lambda: main.open_assessment(silver, Place(Area.IMPROVEMENT_AREAS))
    yield "awarded", lambda: main.open_assessment(awarded, Place(Area.CRITERIA, "2.4"))
    yield "fact-check", lambda: main.open_assessment(awarded, Place(Area.REMARKS))
    yield "award", lambda: main.open_assessment(awarded, Place(Area.RESULT, "award"))
    yield "report", lambda: (main.open_assessment(awarded), show_report(main))[0]


def dialog(main: MainWindow, ask: Callable[[], object]) -> QWidget:
    """Ask with a dialog and return it."""
    ask()
    QApplication.processEvents()
    return next(found for found in main.findChildren(QDialog) if found.isVisible())


def findings(main: MainWindow, assessment: UUID) -> None:
    """Show the findings beside the criteria."""
    main.open_assessment(assessment, Place(Area.CRITERIA, "2.4"))
    if main.assessment_page is not None:
        main.assessment_page.checks.toggle()


def palette(main: MainWindow, assessment: UUID) -> None:
    """Find something."""
    main.open_assessment(assessment, Place(Area.CRITERIA, "2.5"))
    main.finding.open()
    if main.finding.popup is not None:
        QTest.keyClicks(main.finding.popup.field, "cont")


def put_away(main: MainWindow) -> None:
    """Close what lies over the page."""
    for found_dialog in main.findChildren(QDialog):
        found_dialog.reject()
    if main.finding.popup is not None:
        main.finding.leave()
    if main.help.tour is not None:
        main.help.tour.end()
    main.help.close_panel()
    if main.assessment_page is not None and not main.assessment_page.checks.panel.isHidden():
        main.assessment_page.checks.toggle()


def show_report(main: QWidget) -> None:
    """Show the report page and have its preview made."""
    from eucles_desk.ui.assessment.page import AssessmentPage
    from eucles_desk.ui.report.page import ReportPage

    for page in main.findChildren(AssessmentPage):
        page.show_report()
        QApplication.processEvents()
        for report in page.findChildren(ReportPage):
            report.make()


def found(program: Program, step: Step, label: str) -> UUID:
    """Return the sample assessment in a step."""
    return next(row.id for row in program.desk.page() if row.step is step and row.label == label)


def take(application: QApplication, folder: Path, wanted: argparse.Namespace) -> int:
    """Take the pictures and return how many."""
    taken = 0
    readme: bool = wanted.readme
    with tempfile.TemporaryDirectory() as data:
        program = open_program(Path(data), paths.resources())
        program.make_sample()
        in_scoring = found(program, Step.SCORING, "gold")
        awarded = found(program, Step.AWARDED, "gold")
        silver = next(row.id for row in program.desk.page() if row.label == "silver")
        settings = SettingsFile(Path(data))
        theme.set_up(paths.resources())
        speak(program.languages.load("en"))
        theme.apply("light", 100)
        session = Session(program, settings, replace(settings.load(), tour_seen=True), "en")
        session.show()
        for language, mode, screen in looks(program, wanted):
            width, height, size = README_SCREEN if readme else SCREENS[screen]
            speak(program.languages.load(language))
            theme.apply(mode.removeprefix("contrast-"), size, high_contrast=mode.startswith("contrast-"))
            session.window.resize(width, height)
            session.window.rebuild()
            for name, show in pages(session, in_scoring, awarded, silver):
                if (readme and name not in README) or (wanted.pages and name not in wanted.pages):
                    continue
                shown = show() or session.window
                settle(application)
                file = f"{name}.png" if readme else f"{name}-{language}-{mode}-{screen}.png"
                shown.grab().save(str(folder / file))
                taken += 1
                put_away(session.window)
        session.window.close()
        session.close()
    return taken


def looks(program: Program, wanted: argparse.Namespace) -> Iterator[tuple[str, str, str]]:
    """Yield each language, mode and screen that is wanted."""
    if wanted.readme:
        yield "en", "light", ""
        return
    for language in wanted.languages or program.languages.codes:
        for mode in wanted.modes or MODES:
            for screen in wanted.screens or SCREENS:
                yield language, mode, screen


def main() -> int:
    """Read the arguments, take the pictures and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--languages", nargs="*")
    parser.add_argument("--modes", nargs="*", choices=MODES)
    parser.add_argument("--screens", nargs="*", choices=SCREENS)
    parser.add_argument("--pages", nargs="*")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as config:
        application = window.make_application(Path(config))
        print(f"{take(application, arguments.folder, arguments)} pictures in {arguments.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
