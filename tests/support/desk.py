"""The criterion workspace on screen, for tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment, Judgement, Level
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.ui.working import Working
from eucles_desk.ui.workspace.points_strip import PointsStrip
from eucles_desk.ui.workspace.save_bar import SaveBar
from eucles_desk.ui.workspace.workspace import Workspace
from support import gold
from support.opened import Opened


@dataclass
class Desk:
    """A window with the workspace, and what lies under it."""

    window: QWidget
    workspace: Workspace
    strip: PointsStrip
    bar: SaveBar
    opened: Opened

    @property
    def working(self) -> Working:
        return self.opened.working

    @property
    def service(self) -> OpenAssessment:
        return self.opened.working.opened

    @property
    def stored(self) -> Assessment:
        return self.opened.stored

    def judgement(self, criterion: str = "") -> Judgement:
        """Return the lead's judgement as the store has it."""
        return self.stored.judgement(gold.LEAD.id, criterion or self.workspace.current_criterion)

    def settle(self) -> None:
        """Wait until everything on its way in is attached, and nothing is read or checked any more."""
        panel, until = self.workspace.evidence, time.monotonic() + 20
        while time.monotonic() < until:
            looking = panel.looking is None or panel.looking.viewer.reading.is_idle
            first = panel.files.first_looks is None or panel.files.first_looks.is_idle
            if looking and first and panel.files.checks.is_idle and not panel.attaching.is_busy:
                return
            QApplication.processEvents()
            time.sleep(0.002)  # the threads get their turn
        raise AssertionError("something is still being copied or read")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def write(self, text: str) -> None:
        """Type a text where the keyboard is."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)


Show = Callable[..., Desk]
"""Shows an assessment, by default against the public edition."""


def scoring(levels: Mapping[str, Level] | None = None, *, label: str = "gold") -> Assessment:
    """Return an assessment that is being scored, with these levels of the lead, each with its reason."""
    start = gold.assessment(label=label, step=Step.SCORING, facts=gold.all_facts())
    judgements = tuple(
        Judgement(gold.LEAD.id, criterion, level, "Seen in the register.")
        for criterion, level in (levels or {}).items()
    )
    return replace(start, judgements=judgements)
