"""The facts that a criterion draws on: their values, how the level they suggest is worked out, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QSizePolicy, QWidget

from eucles_desk.assessment.places import Area, Place
from eucles_desk.scheme.values import Edition, FactDefinition, FactType
from eucles_desk.ui import theme
from eucles_desk.ui.assessment.fact_values import show_fact
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.sections import Pill, link, set_shown, set_text
from eucles_desk.wording.sentences import formula, suggestion, thresholds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from PySide6.QtGui import QResizeEvent

    from eucles_desk.assessment.values import Fact
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.sheet import Sheet

ROOM = 17
"""What a formula needs beside its number to be read well, in multiples of the text size, with the margins."""


class FactsBand(QFrame):
    """The number that suggests a level with its formula and limits, the other facts, and what leads to missing ones.

    Signals:
        place_wanted: The user wants to enter a missing fact; carries its :class:`Place`.
    """

    place_wanted = Signal(object)

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self._missing = ""
        self._is_dense = False
        self._is_beside: bool | None = None
        self.setProperty("look", "inset")
        self.figure_label = label("", "figure", wrap=True, selectable=True)
        self.formula_label = label("", wrap=True)
        self.limits_label = label("", "small", wrap=True, selectable=True)
        self.others_label = label("", wrap=True, selectable=True)
        self.suggests_pill = Pill()
        self.missing_link = link()
        self.missing_link.clicked.connect(self._on_missing_clicked)
        self._count_part = QWidget()  # hidden as a whole: an empty row in a layout would bound the width of the rest
        self._counted = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._count_part)
        spaced(self._counted, 0, 0.15)
        self._counted.addWidget(self.figure_label)
        self._counted.addWidget(self.formula_label, 1)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._count_part, 0, 0)
        self._grid.addWidget(self.suggests_pill, 0, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(self.limits_label, 1, 0, 1, 2)
        self._grid.addWidget(self.others_label, 2, 0, 1, 2)
        self._grid.addWidget(self.missing_link, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.show_dense(dense=False)

    def show_dense(self, *, dense: bool) -> None:
        """Take less room where the window is low: the formula goes beside its number."""
        self._is_dense = dense
        self._arrange()
        spaced(self._grid, 0.25 if dense else 0.8, 0.8)
        self._grid.setVerticalSpacing(theme.em(0.05 if dense else 0.15))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set number and formula as the width allows."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Set the formula beside its number where both have room, otherwise below, so that neither is cut off."""
        figure = self.figure_label.fontMetrics().horizontalAdvance(self.figure_label.text())
        beside = self._is_dense and figure + self.suggests_pill.sizeHint().width() + theme.em(ROOM) <= self.width()
        if beside == self._is_beside:
            return
        self._is_beside = beside
        ways = QBoxLayout.Direction
        self._counted.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._counted.setSpacing(theme.em(0.8 if beside else 0.15))
        width = QSizePolicy.Policy.Maximum if beside else QSizePolicy.Policy.Expanding
        self.figure_label.setSizePolicy(width, QSizePolicy.Policy.Preferred)
        self.figure_label.setWordWrap(not beside)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the facts of a criterion; without any the band is hidden."""
        criterion, language = sheet.criterion, current()
        edition, facts = self._working.edition, self._working.value.cluster.facts
        set_shown(self, shown=bool(criterion.facts or criterion.suggestion))
        if self.isHidden():
            return
        suggested, rule = sheet.suggested, criterion.suggestion
        set_text(self.figure_label, suggestion(suggested, language) if suggested else "")
        set_shown(self.figure_label, shown=suggested is not None)
        counted = formula(criterion, edition, language)
        if rule is not None and suggested is None:
            counted = tr("Suggests a level from: {formula}", formula=counted)
        set_text(self.formula_label, counted)
        set_shown(self.formula_label, shown=bool(counted))
        set_shown(self._count_part, shown=bool(counted or suggested))
        limits = thresholds(rule, language) if rule is not None else ""
        set_text(self.limits_label, tr("Levels: {limits}", limits=limits) if limits else "")
        set_shown(self.limits_label, shown=bool(limits))
        used = {*rule.numerator, *rule.denominator} if rule and suggested else set[str]()
        others = said(edition, (fact for fact in criterion.facts if fact not in used), facts)
        set_text(self.others_label, others)
        set_shown(self.others_label, shown=bool(others))
        self._show_suggested(sheet)
        self._arrange()
        self._show_missing(sheet)
        self.setAccessibleName(tr("Facts"))

    def _show_suggested(self, sheet: Sheet) -> None:
        text = tr("suggests {level}", level=sheet.suggested.level) if sheet.suggested else ""
        if self.suggests_pill.text() != text:
            self.suggests_pill.say(text)
        set_shown(self.suggests_pill, shown=bool(text))

    def _show_missing(self, sheet: Sheet) -> None:
        rule = sheet.criterion.suggestion
        counted = (*rule.numerator, *rule.denominator) if rule else ()
        wanted = dict.fromkeys([*sheet.criterion.facts, *counted])
        known = self._working.value.cluster.facts
        missing = [fact for fact in wanted if known.get(fact) in {None, ""}]
        self._missing = missing[0] if missing else ""
        titles = [self._working.edition.facts[fact].title.in_language(current().code) for fact in missing]
        if len(missing) == 1:
            text = tr("Enter the missing fact: {title}", title=titles[0])
        else:
            text = trn("Enter {count} missing fact", "Enter {count} missing facts", len(missing))
        set_text(self.missing_link, text)
        tip = "\n".join(titles)
        if self.missing_link.toolTip() != tip:
            self.missing_link.setToolTip(tip)
            self.missing_link.setAccessibleDescription(tip)
        set_shown(self.missing_link, shown=bool(missing))

    @Slot()
    def _on_missing_clicked(self) -> None:
        self.place_wanted.emit(Place(Area.FACTS, self._missing))


def said(edition: Edition, wanted: Iterable[str], facts: Mapping[str, Fact]) -> str:
    """Return the facts that are known, each with its title, set off from one another by dots."""
    parts = [
        tr(
            "{fact}: {value}",
            fact=edition.facts[fact].title.in_language(current().code),
            value=value_of(edition.facts[fact], value),
        )
        for fact in wanted
        if (value := facts.get(fact)) not in {None, ""} and value is not None
    ]
    return " \N{MIDDLE DOT} ".join(parts)


def value_of(fact: FactDefinition, value: Fact) -> str:
    """Return a fact's value with its unit; a choice by its words."""
    language = current()
    if fact.type is FactType.CHOICE:
        found = next((text for choice, text in fact.choices if choice == value), None)
        return found.in_language(language.code) if found else str(value)
    unit = fact.unit.in_language(language.code) if fact.type.is_number else ""
    shown = show_fact(value, fact, language)
    return f"{shown}\N{NO-BREAK SPACE}{unit}" if unit else shown
