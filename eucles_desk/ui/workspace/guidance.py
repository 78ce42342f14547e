"""What the edition says of a criterion: where it belongs, its title and question, and what to look for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import button, label, set_look, spaced
from eucles_desk.ui.workspace.keys import LOOK_FOR_KEY
from eucles_desk.ui.workspace.points import Point, PointList
from eucles_desk.ui.workspace.sections import set_shown, set_text
from eucles_desk.wording.names import PROVENANCES

if TYPE_CHECKING:
    from eucles_desk.scheme.values import Criterion, Provenance
    from eucles_desk.ui.workspace.sheet import Sheet


class Guidance(QWidget):
    """Breadcrumb, title and question; what to look for unfolds and stays so while moving between criteria.

    Signals:
        unfolded: What to look for is shown now, or hidden.
    """

    unfolded = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._is_dense = False
        self.path_label = label("", "small", wrap=True)
        self.title_label = label("", "title", wrap=True)
        self.question_label = label("", wrap=True, selectable=False)
        self.unfold_button = button("", look="link")
        self.unfold_button.setCheckable(True)
        self.unfold_button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.unfold_button.setToolTip(tr("What to look for ({keys})", keys=tr(LOOK_FOR_KEY)))
        self.unfold_button.toggled.connect(self._on_toggled)
        self.box = QFrame()
        self.box.setProperty("look", "card")
        self.look_for_label = label("", wrap=True, selectable=True)
        self.evidence_heading = label(tr("Typical evidence"), "strong")
        self.evidence_list = PointList()
        self.interview_heading = label(tr("Questions to ask"), "strong")
        self.interview_list = PointList()
        self.origin_label = label("", "small", wrap=True)
        inside = QVBoxLayout(self.box)
        spaced(inside, 0.9, 0.3)
        for part in (
            self.look_for_label,
            self.evidence_heading,
            self.evidence_list,
            self.interview_heading,
            self.interview_list,
            self.origin_label,
        ):
            inside.addWidget(part)
        self._grid = QGridLayout(self)
        spaced(self._grid, 0, 0.3)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self.path_label, 0, 0, 1, 2)
        self._grid.addWidget(self.question_label, 2, 0, 1, 2)
        self._grid.addWidget(self.box, 4, 0, 1, 2)
        self._place()
        self.box.hide()
        self._draw(unfolded=False)

    def show_dense(self, *, dense: bool) -> None:
        """Take less room where the window is low: code and title in one line, what unfolds beside it."""
        if dense != self._is_dense:
            self._is_dense = dense
            self._place()
            set_look(self.title_label, "heading" if dense else "title")
            if self._sheet is not None:
                self.show_sheet(self._sheet)

    def _place(self) -> None:
        """Put title and button where there is room for them."""
        left, top = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(self.title_label, 1, 0, 1, 1 if self._is_dense else 2)
        if self._is_dense:
            self._grid.addWidget(self.unfold_button, 1, 1, top)
        else:
            self._grid.addWidget(self.unfold_button, 3, 0, 1, 2, left)
        self._grid.setVerticalSpacing(theme.em(0.1 if self._is_dense else 0.3))

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a criterion."""
        self._sheet, code = sheet, current().code
        dimension = f"{sheet.dimension.id} {sheet.dimension.title.in_language(code)}"
        path = tr(
            "{dimension} \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} {criterion}",
            dimension=dimension,
            criterion=sheet.criterion.id,
        )
        is_entry = not sheet.criterion.weight.value
        if is_entry:
            path = tr("{path}  ·  entry condition, brings no points", path=path)
        title = sheet.criterion.title.in_language(code)
        set_text(self.path_label, path)
        set_shown(self.path_label, shown=is_entry or not self._is_dense)
        set_text(self.title_label, f"{sheet.criterion.id} {title}" if self._is_dense else title)
        set_text(self.question_label, sheet.criterion.question.in_language(code))
        if self.unfold_button.isChecked():
            self._fill(sheet)

    def _fill(self, sheet: Sheet) -> None:
        criterion, code = sheet.criterion, current().code
        set_text(self.look_for_label, criterion.look_for.in_language(code))
        for heading, target, texts in (
            (self.evidence_heading, self.evidence_list, criterion.evidence),
            (self.interview_heading, self.interview_list, criterion.interview),
        ):
            target.show_points([Point(text.in_language(code)) for text in texts])
            set_shown(heading, shown=bool(texts))
            set_shown(target, shown=bool(texts))
        set_text(self.origin_label, _origin(criterion))

    def _draw(self, *, unfolded: bool) -> None:
        self.unfold_button.setText(tr("What to look for"))
        put_icon(self.unfold_button, "chevron-up" if unfolded else "chevron-down", "link", 1.0)
        self.unfold_button.setAccessibleDescription(tr("unfolded") if unfolded else tr("folded"))

    @Slot(bool)
    def _on_toggled(self, unfolded: bool) -> None:
        if unfolded and self._sheet is not None:
            self._fill(self._sheet)
        self.box.setVisible(unfolded)
        self._draw(unfolded=unfolded)
        self.unfolded.emit(unfolded)


def _origin(criterion: Criterion) -> str:
    """Say whose words these are: those written for an edition must not be taken for the operator's."""
    names = {
        "look_for": tr("What to look for"),
        "evidence": tr("Typical evidence"),
        "interview": tr("Questions to ask"),
    }
    found: dict[Provenance, list[str]] = {}
    for part, name in names.items():
        found.setdefault(criterion.provenance_of(part), []).append(name)
    language = current()
    said = {origin: language.text(PROVENANCES[origin]) for origin in found}
    if len(found) == 1:
        return tr("These texts: {origin}.", origin=next(iter(said.values())))
    parts = [tr("{texts}: {origin}.", texts=language.listed(found[one]), origin=said[one]) for one in found]
    return " ".join(parts)
