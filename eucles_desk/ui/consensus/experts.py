"""What an expert, the cluster and the last assessment say of a criterion, to be read side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from eucles_desk.ui.emptying import empty
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Card, FlowLayout, button, label, spaced
from eucles_desk.ui.workspace.heard_panel import Expert, LevelSign
from eucles_desk.ui.workspace.sections import set_shown
from eucles_desk.wording.citations import reference
from eucles_desk.wording.names import level_name

if TYPE_CHECKING:
    from eucles_desk.assessment.on_site import SelfJudgement
    from eucles_desk.assessment.values import Assessment, Judgement
    from eucles_desk.ui.workspace.sheet import Heard, LastTime


class ExpertCard(Expert):
    """One expert's judgement with its citations, each of which opens what it points to.

    Signals:
        cited: The user wants to see what stands at this ``Citation``.
    """

    cited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.citations = QWidget()
        self._row = FlowLayout(self.citations, 0.5)
        self._judgement: Judgement | None = None
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.citations)

    def show_judged(self, heard: Heard, minimum: int | None, assessment: Assessment) -> None:
        """Show what an expert said, and what that rests on."""
        self.show_heard(heard, minimum)
        self.setAccessibleName(self.name_label.full_text())
        if heard.judgement == self._judgement:
            return
        self._judgement = heard.judgement
        empty(self._row)
        for citation in heard.judgement.citations:
            piece = assessment.piece(citation.evidence)
            if piece is None:
                continue
            where = reference(citation, piece, current())
            link = button(f"{piece.title}, {where}" if where else piece.title, look="link")
            link.setToolTip(tr("Show what is cited"))
            link.clicked.connect(partial(self.cited.emit, citation))
            self._row.addWidget(link)
        set_shown(self.citations, shown=self._row.count() > 0)


class ComparedCard(Card):
    """The level of somebody who does not decide, with what was said to it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.level_sign = LevelSign()
        self.title_label = label(title, "strong", wrap=True)
        self.text_label = label("", wrap=True, selectable=True)
        head = QHBoxLayout()
        spaced(head, 0, 0.6)
        head.addWidget(self.level_sign)
        head.addWidget(self.title_label, 1)
        spaced(self.body, 0.8, 0.4)
        self.body.addLayout(head)
        self.body.addWidget(self.text_label)
        self.body.addStretch(1)

    def show_own(self, said: SelfJudgement, minimum: int | None) -> None:
        """Show how the cluster sees itself; nothing where it has not said."""
        set_shown(self, shown=said.level is not None or bool(said.comment))
        self.level_sign.show_level(said.level, minimum)
        self.text_label.setText(said.comment or level_name(said.level, current()))

    def show_last(self, last: LastTime | None, minimum: int | None) -> None:
        """Show the level of last time and what was recommended then."""
        set_shown(self, shown=last is not None and last.level is not None)
        if last is not None:
            self.title_label.setText(tr("Last time ({month})", month=current().month(last.month)))
            self.level_sign.show_level(last.level, minimum)
            self.text_label.setText("\n".join(one.text for one in last.recommendations))
            set_shown(self.text_label, shown=bool(last.recommendations))
