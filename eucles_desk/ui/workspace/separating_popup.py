"""What separates the cluster from the label, one line for each criterion; Enter or a click leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from eucles_desk.assessment.places import Area, Place
from eucles_desk.assessment.separating import Separating, separating
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.sections import set_shown
from eucles_desk.wording.names import level_name
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.assessment.separating import Step
    from eucles_desk.services.standing import Standing

PLACE_ROLE: Final = int(Qt.ItemDataRole.UserRole) + 1
WIDTH: Final = 46
MOST_HEIGHT: Final = 34


class SeparatingPopup(QFrame):
    """Lists what separates the cluster from the label.

    Signals:
        place_wanted: The user wants to go to this criterion; carries a :class:`Place`.
    """

    place_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("look", "card")
        self.points_label = label("", "strong", wrap=True)
        self.meaning_label = label("", wrap=True)
        self.view = QListWidget()
        self.view.setWordWrap(True)
        self.view.setAccessibleName(tr("What separates the cluster from the label"))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        spaced(column, 0.9, 0.5)
        column.addWidget(self.points_label)
        column.addWidget(self.meaning_label)
        column.addWidget(self.view, 1)
        self.view.itemClicked.connect(self._on_picked)
        self.view.itemActivated.connect(self._on_picked)

    def open_at(self, standing: Standing, at: QPoint, within: QRect) -> None:
        """Show how the assessment stands under a point of the screen, inside the window."""
        assessment, edition = standing.assessment, standing.edition
        found = separating(edition, assessment.label, standing.levels)
        name = edition.labels[assessment.label].title.in_language(current().code)
        self.points_label.setText(_points(found, name))
        set_shown(self.points_label, shown=bool(self.points_label.text()))
        self.meaning_label.setText(_meaning(found, name))
        self._fill(found, standing)
        self._place(at, within)
        self.show()
        first = next((at for at in range(self.view.count()) if self._leads(self.view.item(at))), -1)
        self.view.setCurrentRow(first)
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _fill(self, found: Separating, standing: Standing) -> None:
        self.view.clear()
        bold = QFont(theme.font(bold=True))
        for heading, steps in _groups(found):
            if steps:
                item = QListWidgetItem(heading, self.view)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
                item.setFont(bold)
            for step, words in steps:
                title = criterion_title(standing.edition.criteria[step.criterion], current())
                item = QListWidgetItem(f"{title}\n{words}", self.view)
                item.setData(PLACE_ROLE, Place(Area.CRITERIA, step.criterion))
        set_shown(self.view, shown=self.view.count() > 0)

    def _place(self, at: QPoint, within: QRect) -> None:
        """Take the room that the lines need, as far as the window has it."""
        edge = theme.em(1)
        width = min(theme.em(WIDTH), within.width() - 2 * edge)
        line = self.view.fontMetrics().lineSpacing()
        for row in range(self.view.count()):
            item = self.view.item(row)
            lines = _lines(item.text(), self.view, width - theme.em(4))
            item.setSizeHint(QSize(0, lines * line + theme.em(0.6)))
        rows = sum(self.view.item(row).sizeHint().height() for row in range(self.view.count()))
        self.resize(width, 10)
        head = sum(part.heightForWidth(width - theme.em(1.8)) for part in (self.points_label, self.meaning_label))
        room = within.bottom() - at.y() - edge
        height = min(head + rows + theme.em(4), theme.em(MOST_HEIGHT), max(room, theme.em(12)))
        self.resize(width, height)
        self.move(max(min(at.x(), within.right() - edge - width), within.left() + edge), at.y())

    @staticmethod
    def _leads(item: QListWidgetItem) -> bool:
        return isinstance(item.data(PLACE_ROLE), Place)

    @Slot(QListWidgetItem)
    def _on_picked(self, item: QListWidgetItem) -> None:
        place = item.data(PLACE_ROLE)
        if isinstance(place, Place):
            self.hide()
            self.place_wanted.emit(place)


def _lines(text: str, view: QListWidget, width: int) -> int:
    metrics, flags = view.fontMetrics(), int(Qt.TextFlag.TextWordWrap)
    return sum(
        max(1, round(metrics.boundingRect(QRect(0, 0, width, 9999), flags, part).height() / metrics.lineSpacing()))
        for part in text.split("\n")
    )


def _points(found: Separating, name: str) -> str:
    if found.needed is None:
        return ""
    language, total = current(), found.total
    return language.plural(
        "{count} point so far; from {lowest} to {highest} of {most} are possible; {label} needs {needed}.",
        "{count} points so far; from {lowest} to {highest} of {most} are possible; {label} needs {needed}.",
        total.points,
        lowest=language.number(total.lowest),
        highest=language.number(total.highest),
        most=language.number(total.available),
        label=name,
        needed=language.number(found.needed),
    )


def _meaning(found: Separating, name: str) -> str:
    if found.raises:
        return tr("The open criteria alone cannot reach the points: levels already given would have to rise.")
    if found.deciding:
        return tr(
            "Below the level named here, a single one of these open criteria puts {label} out of reach.", label=name
        )
    if found.below:
        return tr("The points allow it, but {label} needs every minimum.", label=name)
    if found.total.is_complete:
        return tr("Nothing separates the cluster from {label} here: points and minimums are reached.", label=name)
    return tr("No open criterion decides alone: each may get any level.")


def _groups(found: Separating) -> Iterator[tuple[str, list[tuple[Step, str]]]]:
    yield (
        tr("Minimums not met"),
        [(step, tr("{level}; needs at least {needs}", level=_level(step), needs=step.needs)) for step in found.below],
    )
    yield (
        tr("Open, and deciding"),
        [
            (step, tr("adds up to {points}; needs at least level {needs}", points=_adds(step), needs=step.needs))
            for step in found.deciding
        ],
    )
    yield (
        tr("The fewest levels that would have to rise"),
        [
            (
                step,
                tr(
                    "{level}; to level {to} adds {points}",
                    level=_level(step),
                    to=step.needs,
                    points=_adds(step),
                ),
            )
            for step in found.raises
        ],
    )


def _adds(step: Step) -> str:
    return current().plural("{count} point", "{count} points", step.adds)


def _level(step: Step) -> str:
    if isinstance(step.level, int):
        return tr("level {level}", level=step.level)
    return level_name(step.level, current())
