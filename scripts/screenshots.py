"""Take pictures of every window: ``python scripts/screenshots.py FOLDER``; with ``--readme`` only those of the README.

The sample data are written to a folder that is thrown away; nothing on this computer is read or changed. Needs no
screen. Each page is taken light and dark, in every language, at 1280x800 and 1920x1080.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from eucles_desk.app import paths, window
from eucles_desk.app.session import Session
from eucles_desk.app.settings import SettingsFile
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.values import Step
from eucles_desk.ui import theme
from eucles_desk.ui.speaking import speak

SIZES = ((1280, 800), (1920, 1080))
WAIT_MILLISECONDS = 600
"""Pages of a PDF are rendered on a thread of Qt's own."""
README = ("assessments", "criteria", "report")


def settle(application: QApplication) -> None:
    """Let everything that is on its way arrive."""
    for _ in range(5):
        QThreadPool.globalInstance().waitForDone(20_000)
        application.processEvents()
    QTest.qWait(WAIT_MILLISECONDS)


def pages(session: Session, in_scoring: UUID, awarded: UUID) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each page with what shows it."""
    main = session.window
    yield "assessments", lambda: (main.close_assessment(), main.show_page("assessments"))
    yield "clusters", lambda: main.show_page("clusters")
    yield "schemes", lambda: main.show_page("schemes")
    yield "settings", lambda: main.show_page("settings")
    for area in (Area.DETAILS, Area.ELIGIBILITY, Area.FACTS, Area.RESULT):
        yield area.value, lambda area=area: main.open_assessment(in_scoring, Place(area))
    yield "criteria", lambda: main.open_assessment(in_scoring, Place(Area.CRITERIA, "2.5"))
    for part in ("interviews", "close"):
        yield f"on-site-{part}", lambda part=part: main.open_assessment(in_scoring, Place(Area.ON_SITE, part))
    yield "awarded", lambda: main.open_assessment(awarded, Place(Area.CRITERIA, "2.4"))
    yield "fact-check", lambda: main.open_assessment(awarded, Place(Area.REMARKS))
    yield "award", lambda: main.open_assessment(awarded, Place(Area.RESULT, "award"))
    yield "report", lambda: (main.open_assessment(awarded), show_report(main))


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


def take(application: QApplication, folder: Path, *, readme: bool) -> int:
    """Take the pictures and return how many."""
    taken = 0
    with tempfile.TemporaryDirectory() as data:
        program = open_program(Path(data), paths.resources())
        program.make_sample()
        in_scoring = found(program, Step.SCORING, "gold")
        awarded = found(program, Step.AWARDED, "gold")
        settings = SettingsFile(Path(data))
        theme.set_up(paths.resources())
        for language in ("en",) if readme else program.languages.codes:
            for mode in ("light",) if readme else ("light", "dark"):
                choices = replace(settings.load(), tour_seen=True)
                theme.apply(mode, 100)
                speak(program.languages.load(language))
                session = Session(program, settings, choices, language)
                session.show()
                for name, show in pages(session, in_scoring, awarded):
                    if readme and name not in README:
                        continue
                    for width, height in SIZES[:1] if readme else SIZES:
                        session.window.resize(width, height)
                        show()
                        settle(application)
                        file = f"{name}.png" if readme else f"{name}-{language}-{mode}-{width}.png"
                        session.window.grab().save(str(folder / file))
                        taken += 1
                if not readme:
                    taken += dialogs(application, session, folder, f"{language}-{mode}")
                session.window.close_assessment()
                session.window.hide()
                session.window.deleteLater()
                settle(application)
        program.close()
    return taken


def dialogs(application: QApplication, session: Session, folder: Path, suffix: str) -> int:
    """Take the dialogs for a new assessment and a new cluster."""
    taken = 0
    session.window.show_page("assessments")
    for name, ask in (
        ("new-assessment", session.window.starting.new_assessment),
        ("new-cluster", session.window.starting.new_cluster),
    ):
        ask()
        settle(application)
        for dialog in session.window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.grab().save(str(folder / f"{name}-{suffix}.png"))
                dialog.reject()
                taken += 1
        settle(application)
    return taken


def main() -> int:
    """Read the arguments, take the pictures and say how many there are."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--readme", action="store_true")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as config:
        application = window.make_application(Path(config))
        print(f"{take(application, arguments.folder, readme=arguments.readme)} pictures in {arguments.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
