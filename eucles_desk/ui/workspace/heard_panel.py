"""What the experts judged, side by side, for agreeing on a level."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.checks import HIGH_LEVEL
from eucles_desk.ui import theme
from eucles_desk.ui.columns import Columns
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Badge, ElidedLabel, label, spaced
from eucles_desk.ui.workspace.painting import paint_level
from eucles_desk.ui.workspace.points import Point, PointList
from eucles_desk.ui.workspace.rows import Tone
from eucles_desk.ui.workspace.sections import Section, set_shown, set_text
from eucles_desk.wording.names import SOURCES, level_name
from eucles_desk.wording.places import ROLES

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Judgement, Level
    from eucles_desk.ui.workspace.sheet import Heard, Sheet

FAR_APART = 2


class LevelSign(QWidget):
    """A level as the list of criteria shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level: Level = None
        self._tone = Tone.NONE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_level(self, level: Level, minimum: int | None) -> None:
        """Show a level against the minimum."""
        self._level = level
        self._tone = Tone.NONE
        if isinstance(level, int):
            is_below = minimum is not None and level < minimum
            self._tone = Tone.BELOW if is_below else Tone.GOOD if level >= HIGH_LEVEL else Tone.FAIR
        words = level_name(level, current())
        self.setAccessibleName(tr("Level {level}", level=level) if isinstance(level, int) else words)
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of a badge."""
        return QSize(theme.em(1.7), theme.em(1.7))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_level(painter, self.rect().toRectF(), self._level, self._tone)
        painter.end()


class Expert(QFrame):
    """One expert's judgement, to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.level_sign = LevelSign()
        self.name_label = ElidedLabel("", "strong")
        self.role_label = label("", "small")
        self.reason_label = label("", wrap=True, selectable=True)
        self.lists = PointList()
        self.sources_label = label("", "small", wrap=True)
        names = QVBoxLayout()
        spaced(names, 0, 0)
        names.addWidget(self.name_label)
        names.addWidget(self.role_label)
        head = QHBoxLayout()
        spaced(head, 0, 0.6)
        head.addWidget(self.level_sign)
        head.addLayout(names, 1)
        column = QVBoxLayout(self)
        spaced(column, 0.8, 0.4)
        column.addLayout(head)
        for part in (self.reason_label, self.lists, self.sources_label):
            column.addWidget(part)
        column.addStretch(1)

    def show_heard(self, heard: Heard, minimum: int | None) -> None:
        """Show what an expert said."""
        judgement, role = heard.judgement, current().text(ROLES[heard.seat.role])
        self.level_sign.show_level(judgement.level, minimum)
        self.name_label.say(heard.seat.name or role)
        set_text(self.role_label, role)
        set_shown(self.role_label, shown=bool(heard.seat.name))
        set_text(self.reason_label, judgement.reason or tr("No reason given."))
        points = _points(judgement)
        self.lists.show_points(points)
        set_shown(self.lists, shown=bool(points))
        names = [current().text(SOURCES[source]) for source in judgement.rests_on]
        set_text(self.sources_label, tr("Rests on: {sources}", sources=current().listed(names)) if names else "")
        set_shown(self.sources_label, shown=bool(names))


class HeardPanel(Section):
    """The experts' judgements side by side, with how far apart they are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What the experts judged"), parent)
        self.apart_badge = Badge()
        self.head.insertWidget(1, self.apart_badge)
        self._experts: list[Expert] = []
        self._row = Columns(18)
        self.body.addWidget(self._row)

    @property
    def experts(self) -> list[Expert]:
        """The experts shown."""
        return [expert for expert in self._experts if not expert.isHidden()]

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the judgements of a criterion."""
        set_shown(self, shown=bool(sheet.heard))
        while len(self._experts) < len(sheet.heard):
            self._experts.append(Expert())
            self._row.add(self._experts[-1])
        for at, expert in enumerate(self._experts):
            if at < len(sheet.heard):
                expert.show_heard(sheet.heard[at], sheet.minimum)
            set_shown(expert, shown=at < len(sheet.heard))
        self._show_apart(sheet)

    def _show_apart(self, sheet: Sheet) -> None:
        levels = [heard.judgement.level for heard in sheet.heard]
        numbers = [level for level in levels if isinstance(level, int)]
        text, kind = "", "plain"
        if len(levels) > 1 and len(set(levels)) == 1 and levels[0] is not None:
            text, kind = tr("judged alike"), "good"
        elif len(numbers) > 1 and len(numbers) == len(levels):
            apart = max(numbers) - min(numbers)
            text, kind = tr("{levels} apart", levels=apart), "danger" if apart >= FAR_APART else "warning"
        elif len(set(levels)) > 1:
            text, kind = tr("judged differently"), "warning"
        self.apart_badge.say(text, kind)
        set_shown(self.apart_badge, shown=bool(text))


def _points(judgement: Judgement) -> list[Point]:
    """Return strengths and what is to improve, each with its sign."""
    strength, improvement = tr("Strength: "), tr("Recommendation: ")
    points = [Point(text, "+", strength) for text in judgement.strengths]
    points += [Point(item.text, "\N{RIGHTWARDS ARROW}", improvement) for item in judgement.improvements]
    return points
