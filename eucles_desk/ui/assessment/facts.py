"""Facts about the cluster, part by part, with what is missing and what is odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from eucles_desk.assessment.changes import Part
from eucles_desk.ui.assessment.area_page import AreaPage, Reflow
from eucles_desk.ui.assessment.fact_field import FactField
from eucles_desk.ui.assessment.fact_sums import lines_of_part
from eucles_desk.ui.assessment.rows import PlaceRows, RowText
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import Badge, Card, FlowLayout, button, label, spaced

if TYPE_CHECKING:
    from eucles_desk.scheme.values import Criterion, FactDefinition
    from eucles_desk.ui.working import Working


class FactsArea(AreaPage):
    """The facts in parts; Enter goes to the next field, Ctrl+Enter to the next one that is missing."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(working, Part.FACT, parent)
        self.summary_label = label("", "strong", wrap=True)
        self.next_button = button(tr("Next missing (Ctrl+Enter)"), "arrow-right")
        head = QHBoxLayout()
        spaced(head, 0, 0.8)
        head.addWidget(self.summary_label, 1)
        head.addWidget(self.next_button)
        self.column.addLayout(head)
        self.parts = self._make_parts()
        self.fields = [field for part in self.parts for field in part.fields]
        jumps = QWidget()
        row = FlowLayout(jumps, 0.4)
        for part in self.parts:
            row.addWidget(part.jump_button)
            part.jump_button.clicked.connect(self._on_jump)
        self.column.addWidget(jumps)
        for part in self.parts:
            self.column.addWidget(part)
            part.wanted.connect(self.wanted)
        for field in self.fields:
            field.wanted.connect(self.wanted)
            field.entered.connect(self._on_entered)
        self.next_button.clicked.connect(self.go_to_next)
        self.catch_up()

    def refresh(self) -> None:
        """Show the facts as they are now."""
        for part in self.parts:
            part.refresh(read_only=self.is_closed)
        needed = sum(field.is_required for field in self.fields)
        missing = sum(field.is_missing for field in self.fields)
        label_title = self.working.edition.labels[self.working.value.label].title.in_language(current().code)
        if missing:
            text = trn(
                "{count} of the {needed} facts that {label} needs is missing.",
                "{count} of the {needed} facts that {label} needs are missing.",
                missing,
                needed=needed,
                label=label_title,
            )
        else:
            text = tr("All {needed} facts that {label} needs are there.", needed=needed, label=label_title)
        self.summary_label.setText(text)
        self.next_button.setEnabled(bool(missing) and not self.is_closed)

    def go_to(self, place_id: str) -> None:
        """Focus the field of a fact, the first one for an unknown id."""
        field = next((field for field in self.fields if field.fact.id == place_id), None)
        if field is None and self.fields:
            field = next((one for one in self.fields if one.is_missing), self.fields[0])
        if field is not None:
            self._focus_on(field)

    @Slot()
    def go_to_next(self) -> None:
        """Go to the next fact that is missing, after the field that has the focus, going round."""
        focused = self._focused()
        round_trip = [*self.fields[focused + 1 :], *self.fields[: focused + 1]]
        field = next((field for field in round_trip if field.is_missing), None)
        if field is not None:
            self._focus_on(field)

    def _make_parts(self) -> list[FactPart]:
        working, edition = self.working, self.working.edition
        users: dict[str, list[Criterion]] = {}
        for criterion in edition.criteria_of(working.value.label):
            for fact in criterion.facts:
                users.setdefault(fact, []).append(criterion)
        parts: list[FactPart] = []
        for key, title in edition.fact_parts.items():
            facts = [fact for fact in edition.facts.values() if fact.part == key]
            if facts:
                parts.append(FactPart(working, key, title.in_language(current().code), facts, users))
        return parts

    def _focused(self) -> int:
        focus = self.window().focusWidget() or self
        return next((at for at, field in enumerate(self.fields) if field.isAncestorOf(focus)), -1)

    def _focus_on(self, field: FactField) -> None:
        self.reveal(field.field, field)

    @Slot()
    def _on_entered(self) -> None:
        at = self._focused() + 1
        if 0 < at < len(self.fields):
            self._focus_on(self.fields[at])

    @Slot()
    def _on_jump(self) -> None:
        sender = self.sender()
        part = next((part for part in self.parts if part.jump_button is sender), None)
        if part is not None:
            self.reveal(part.fields[0].field, part)


class FactPart(Card):
    """The facts of one part, and what they add up to.

    Signals:
        wanted: The user wants to go to this ``Place``.
    """

    wanted = Signal(object)

    def __init__(
        self,
        working: Working,
        key: str,
        title: str,
        facts: list[FactDefinition],
        users: dict[str, list[Criterion]],
    ) -> None:
        super().__init__()
        self._working, self.key, self.title = working, key, title
        self.fields = [FactField(working, fact, users.get(fact.id, [])) for fact in facts]
        self.state_badge = Badge()
        self.jump_button: QPushButton = button(title, look="chip")
        head = QHBoxLayout()
        spaced(head, 0, 0.6)
        head.addWidget(label(title, "heading", wrap=True), 1)
        head.addWidget(self.state_badge, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        grid = Reflow(27, 3, 1.2)
        grid.show_widgets(self.fields)
        self.body.addWidget(grid)
        self.sums = PlaceRows(tr("{part}: sums and suggestions", part=title))
        self.sums.wanted.connect(self.wanted)
        self.body.addWidget(self.sums)

    def refresh(self, *, read_only: bool) -> None:
        """Show the facts as they are now."""
        for field in self.fields:
            field.refresh(read_only=read_only)
        missing = sum(field.is_missing for field in self.fields)
        needed = any(field.is_required for field in self.fields)
        if missing:
            self.state_badge.say(trn("{count} missing", "{count} missing", missing), "warning")
        else:
            self.state_badge.say(tr("complete") if needed else tr("nothing needed"), "good" if needed else "plain")
        self.jump_button.setText(tr("{part} · {count}", part=self.title, count=missing) if missing else self.title)
        spoken = trn("{count} missing", "{count} missing", missing)
        self.jump_button.setAccessibleName(f"{self.title}, {spoken}" if missing else self.title)
        lines = lines_of_part(self.key, self._working.value, self._working.edition, current())
        self.sums.show_rows(
            [
                RowText(
                    line.text,
                    line.place,
                    ("warning", "warning") if line.is_odd else ("facts", "muted"),
                    tr("Warning") if line.is_odd else "",
                    line.detail,
                )
                for line in lines
            ]
        )
