"""A scripted assessor: a whole Gold assessment through real keys and clicks, from an empty data folder to the report.

The work is cut into stages. Each begins where the one before has left the window, also in a later session.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from eucles_desk.assessment.on_site import Frame
from eucles_desk.assessment.places import Area
from eucles_desk.assessment.terms import Disposition, Opinion, Step
from eucles_desk.assessment.values import Level
from eucles_desk.ui.assessment.eligibility import EligibilityArea
from eucles_desk.ui.assessment.facts import FactsArea
from eucles_desk.ui.assessment.form import ChoiceBox
from eucles_desk.ui.assessment.remarks import RemarksArea
from eucles_desk.ui.assessment.result import ResultArea
from eucles_desk.ui.assessments.new_dialog import NewAssessmentDialog
from eucles_desk.ui.on_site.agenda_part import AgendaPart
from eucles_desk.ui.on_site.closing_part import ClosingPart
from eucles_desk.ui.on_site.interviews_part import InterviewsPart
from eucles_desk.ui.on_site.part import AGENDA, CLOSE
from eucles_desk.ui.report.page import ReportPage
from support import files
from support.effort import CountedUser, Effort
from support.gold import all_facts, levels_for
from support.user import ALT, CTRL, CTRL_SHIFT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eucles_desk.app.wiring import Program
    from eucles_desk.ui.assessment.page import AssessmentPage
    from eucles_desk.ui.viewer.viewer import Viewer
    from eucles_desk.ui.workspace.workspace import Workspace

CLUSTER: Final = "Invented Harbour Cluster"
PEOPLE: Final = ("Ada Lead", "Bo Second")
LEVELS: Final[Mapping[str, Level]] = levels_for(124)
CODES: Final = tuple(LEVELS)
AGREED_LOWER: Final = "2.5"
"""The criterion that the consensus puts a level lower than the lead has."""
FLAGGED, PRIVATE, PASTED = CODES[5], CODES[7], CODES[9]
TALKS: Final = {
    "Cluster manager": {
        CODES[0]: "The register is kept by the office and looked at each month.",
        CODES[2]: "Meets every company at least once a year.",
        CODES[6]: "Plans are written down before money is asked for.",
    },
    "Funder": {CODES[12]: "Would fund the cluster again.", CODES[14]: "Reports come in time."},
}
REASON: Final = "Seen in the register and confirmed in talks."
STRENGTH: Final = "Kept up to date."
IMPROVEMENT: Final = "Write down who was met."
PRIVATE_NOTE: Final = "Ask my colleague about this."
FILES: Final = ("register.pdf", "strategy.pdf", "minutes.pdf")
PAGES: Final = 12
PARTS: Final = 4
"""So many stages the criteria are gone through in."""


@dataclass
class Assessor:
    """Works through an assessment; whoever watches may stop it between two acts.

    Attributes:
        folder: Where the files lie that are attached, and where the report goes.
        spent: What each criterion took in the workspace.
    """

    user: CountedUser
    program: Program
    folder: Path
    spent: dict[str, Effort] = field(default_factory=dict[str, Effort])

    @property
    def stages(self) -> dict[str, Callable[[], object]]:
        """The whole work in order."""
        criteria: dict[str, Callable[[], object]] = {
            f"criteria {part + 1}": lambda part=part: self.judge(part) for part in range(PARTS)
        }
        return {
            "begin": self.begin,
            "eligibility": self.answer,
            "facts": self.enter_facts,
            "visit": self.visit,
            **criteria,
            "close": self.close,
            "consensus": self.agree,
            "fact check": self.check_facts,
            "award": self.award,
            "report": self.report,
        }

    @property
    def page(self) -> AssessmentPage:
        """The page of the assessment."""
        return self.user.page

    @property
    def workspace(self) -> Workspace:
        """The criteria."""
        assert self.page.workspace is not None
        return self.page.workspace

    @property
    def viewer(self) -> Viewer:
        """Where evidence is looked at."""
        looking = self.workspace.evidence.looking
        assert looking is not None
        return looking.viewer

    def resume(self) -> None:
        """Go on in a new session: the window opens where it was, otherwise the assessment is opened from the list."""
        user = self.user
        user.wait(lambda: not user.window.navigation.is_reopening)
        if not user.window.is_in_assessment and self.program.desk.count():
            user.press(Qt.Key.Key_2, CTRL)
            user.tab_to(lambda w: w is user.window.pages.list.view)
            user.press(Qt.Key.Key_Return)
            user.wait(lambda: user.window.is_in_assessment)

    # Before the visit

    def begin(self) -> None:
        """Start the assessment."""
        user = self.user
        user.press(Qt.Key.Key_N, CTRL)
        user.dialog(NewAssessmentDialog)
        user.tab_to(lambda w: isinstance(w, QLineEdit) and "cluster" in w.placeholderText())
        user.write(CLUSTER)
        for name in PEOPLE:
            user.tab_to(lambda w: isinstance(w, QLineEdit) and w.placeholderText() == "Name" and not w.text())
            user.write(name)
        user.press(Qt.Key.Key_Return)
        user.wait(lambda: self.program.desk.count() == 1)
        user.back_in_window()
        self.go_on(Step.ELIGIBILITY)

    def answer(self) -> None:
        """Say that every condition is met."""
        for _ in self.user.one(EligibilityArea).cards:
            self.user.press(Qt.Key.Key_Y)
            self.user.press(Qt.Key.Key_Return, CTRL)
        self.go_on(Step.SELF_ASSESSMENT)

    def enter_facts(self) -> None:
        """Enter every fact that is needed."""
        user, facts = self.user, all_facts()
        missing = [one for one in user.one(FactsArea).fields if one.is_missing]
        for one in missing:
            assert user.focus is one.field
            if isinstance(one.field, ChoiceBox):
                user.press(Qt.Key.Key_Down)
            elif one.fact.id in {"website", "contact_email"}:
                user.write("https://harbour.example" if one.fact.id == "website" else "ada@harbour.example")
            else:
                user.enter(str(facts[one.fact.id]))
            user.press(Qt.Key.Key_Return, CTRL)
        self.go_on(Step.SCORING)

    # On site

    def visit(self) -> None:
        """Plan the visit, and log talks with notes about criteria."""
        user = self.user
        self.show_area(Area.ON_SITE)
        on_site = self.page.on_site
        assert on_site is not None
        user.click(on_site.bar.buttons[AGENDA])
        agenda = user.one(AgendaPart)
        user.click(agenda.frames[Frame.HALF_DAY])
        user.click(agenda.days[0].set_button)
        for row in [row for row in agenda.rows if row.slot.criterion][:2]:
            user.click(row.done_chip)
        for role, notes in TALKS.items():
            user.press(Qt.Key.Key_I, CTRL)
            part = user.one(InterviewsPart)
            user.wait(lambda part=part: user.focus in {part.panel.role_field, part.panel.role_field.line})
            user.write(role)
            user.press(Qt.Key.Key_Return)
            for code, text in notes.items():
                user.enter(f"#{code} ")
                user.write(text)
                user.press(Qt.Key.Key_Return)
        user.press(Qt.Key.Key_Return, CTRL)

    def judge(self, part: int) -> None:
        """Judge a part of the criteria, each with a reason and what it rests on."""
        share = -(-len(CODES) // PARTS)
        for code in CODES[part * share : (part + 1) * share]:
            self.user.wait(lambda code=code: self.workspace.current_criterion == code)
            if len(self.page.working.value.evidence) == len(TALKS):
                self.attach()
            before = self.user.effort
            self.judge_one(code)
            self.spent[code] = self.user.effort - before

    def judge_one(self, code: str) -> None:
        """Judge a criterion and go to the next."""
        user, at, level = self.user, CODES.index(code), LEVELS[code]
        user.press(getattr(Qt.Key, f"Key_{level}"))
        user.press(Qt.Key.Key_W, ALT)
        user.write(REASON)
        if isinstance(level, int) and level <= 3:
            user.press(Qt.Key.Key_M, ALT)
            user.write(IMPROVEMENT)
        elif at % 2:
            user.press(Qt.Key.Key_G, ALT)
            user.write(STRENGTH)
        user.press(Qt.Key.Key_D, ALT)
        talked_of = any(code in notes for notes in TALKS.values())
        if talked_of:
            user.press(Qt.Key.Key_I, ALT)
        elif code == PASTED:
            self.paste()
        else:
            self.cite(turn=at % 3 == 1)
        if code == FLAGGED:
            user.press(Qt.Key.Key_R, ALT)
        if code == PRIVATE:
            user.press(Qt.Key.Key_P, ALT)
            user.write(PRIVATE_NOTE)
        user.press(Qt.Key.Key_Return, CTRL)

    def attach(self) -> None:
        """Attach the files that the cluster has given, and look at the first."""
        user = self.user
        for name in FILES:
            pages = [[f"{name}, page {page}", "The cluster has 57 members"] for page in range(1, PAGES + 1)]
            (self.folder / name).write_bytes(files.pdf(*pages))
        user.press(Qt.Key.Key_E, CTRL_SHIFT)
        dialog = user.dialog(QFileDialog)
        assert user.one(QLineEdit, dialog).hasFocus()
        paths = " ".join(f'"{self.folder / name}"' for name in FILES)
        user.enter(paths, like=" ".join(f'"{name}"' for name in FILES))
        user.press(Qt.Key.Key_Return)
        user.back_in_window()
        user.wait(lambda: len(self.workspace.evidence.cards) >= len(FILES))
        self.look()

    def look(self) -> None:
        """Have the viewer show a file; one that could not be read is tried again once."""
        user, evidence, viewer = self.user, self.workspace.evidence, self.viewer
        if not any(card.show_button.isVisible() for card in evidence.cards):
            user.click(evidence.cite_button)
            user.wait(evidence.popup.isVisible)
            user.press(Qt.Key.Key_Return)
            user.back_in_window()
            user.wait(lambda: any(card.show_button.isVisible() for card in evidence.cards))
        user.click(next(card for card in evidence.cards if card.show_button.isVisible()).show_button)
        self.settle()
        if not viewer.is_shown and viewer.message.again_button.isVisible():
            user.click(viewer.message.again_button)
            self.settle()

    def settle(self) -> None:
        """Wait until the file is shown, or it is said why it is not."""
        viewer = self.viewer
        self.user.wait(lambda: viewer.is_shown or viewer.message.again_button.isVisible())

    def cite(self, *, turn: bool) -> None:
        """Cite the page that the viewer shows, or the next one; where it shows none, the first file there is."""
        if not self.viewer.is_shown:
            self.look()
        if not self.viewer.is_shown:
            return
        if turn and self.viewer.foot.next_button.isEnabled():
            self.user.click(self.viewer.foot.next_button)
        self.user.press(Qt.Key.Key_E, CTRL)

    def paste(self) -> None:
        """Paste a screenshot."""
        picture = QImage(80, 60, QImage.Format.Format_RGB32)
        picture.fill(QColor(200, 30, 30))
        QGuiApplication.clipboard().setImage(picture)
        before = len(self.page.working.value.evidence)
        self.user.press(Qt.Key.Key_V, CTRL)
        self.user.wait(lambda: len(self.page.working.value.evidence) > before)

    def close(self) -> None:
        """Close what is open at the end of the visit, and accept a finding with a reason."""
        user = self.user
        self.show_area(Area.ON_SITE)
        on_site = self.page.on_site
        assert on_site is not None
        user.click(on_site.bar.buttons[CLOSE])
        raised = [tick for card in user.one(ClosingPart).cards.values() for tick in card.ticks if tick.isVisible()]
        assert len(raised) == 1
        user.click(raised[0])
        user.click(self.page.checks.button)
        row = self.page.checks.panel.rows[0]
        user.click(row.accept_button)
        user.write("The second expert judges on another laptop.")
        user.press(Qt.Key.Key_Return, CTRL)
        user.wait(lambda: len(self.page.working.value.accepted) == 1)
        user.press(Qt.Key.Key_Z, CTRL)
        assert not self.page.working.value.accepted
        user.press(Qt.Key.Key_Y, CTRL)
        assert self.page.working.value.accepted
        user.click(self.page.checks.button)
        self.go_on(Step.CONSENSUS)

    # After the visit

    def agree(self) -> None:
        """Agree on the levels, one of them lower than the lead has it."""
        user = self.user
        user.press(Qt.Key.Key_K, CTRL)
        user.enter(AGREED_LOWER)
        user.press(Qt.Key.Key_Return)
        user.wait(lambda: self.workspace.current_criterion == AGREED_LOWER and user.window.finding.popup is None)
        user.press(getattr(Qt.Key, f"Key_{agreed_levels()[AGREED_LOWER]}"))
        user.press(Qt.Key.Key_W, ALT)
        user.write("Fewer records than the lead had counted.")
        self.go_on(Step.FACT_CHECK)

    def check_facts(self) -> None:
        """Enter a remark of the cluster manager and answer it."""
        user, area = self.user, self.user.one(RemarksArea)
        user.click(area.add_button)
        card = area.cards[0]
        user.click(card.opinion.buttons[Opinion.FACT_WRONG])
        user.click(card.text_edit)
        user.write("We have 58 members.")
        user.click(card.disposition.buttons[Disposition.ACCEPTED])
        user.click(card.reply_edit)
        user.write("Corrected.")
        self.go_on(Step.DECISION)

    def award(self) -> None:
        """Enter the award, and decide."""
        user, card = self.user, self.user.one(ResultArea).award_card
        user.click(card.number_edit)
        user.enter("G-2026-7")
        for month, year in ((card.first, "2026"), (card.last, "2027")):
            user.tab_to(lambda w, month=month: w is month.month_box)
            user.press(Qt.Key.Key_Down)
            user.press(Qt.Key.Key_Tab)
            user.enter(year)
        self.go_on(Step.AWARDED)

    def report(self) -> None:
        """Make the report and save it."""
        user = self.user
        user.press(Qt.Key.Key_P, CTRL)
        page = user.one(ReportPage)
        user.wait(lambda: page.made is not None)
        user.click(page.options.save_button)
        user.dialog(QFileDialog)
        user.tab_to(lambda w: isinstance(w, QLineEdit) and w.objectName() == "fileNameEdit")
        user.press(Qt.Key.Key_A, CTRL)
        user.enter(str(self.report_file), like=self.report_file.name)
        user.press(Qt.Key.Key_Return)
        user.wait(self.report_file.is_file)
        user.wait(lambda: len(page.issuing.list.rows) == 1)

    @property
    def report_file(self) -> Path:
        """Where the report goes."""
        return self.folder / "report.pdf"

    def show_area(self, area: Area) -> None:
        """Show an area by its key."""
        at = self.page.area_bar.keys().index(area.value)
        self.user.press(getattr(Qt.Key, f"Key_{at + 1}"), CTRL_SHIFT)
        assert self.page.area == area.value

    def go_on(self, step: Step) -> None:
        """Go on to the next step."""
        user = self.user
        user.click(self.page.header.stepper.now)
        on: QPushButton = self.page.step_panel.on_buttons[0]
        assert on.isEnabled(), [str(point.place) for point in self.page.working.standing.open_points]
        user.click(on)
        user.wait(lambda: self.page.working.value.step is step)


def agreed_levels() -> dict[str, Level]:
    """Return what the consensus agrees on."""
    lower = LEVELS[AGREED_LOWER]
    assert isinstance(lower, int)
    return {**LEVELS, AGREED_LOWER: lower - 1}
