"""The edition that the assessment is judged by, and where its parts come from, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from eucles_desk.scheme.values import Edition, Provenance
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import Card, label
from eucles_desk.wording.names import PROVENANCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.language import Language
    from eucles_desk.ui.working import Working


class EditionCard(Card):
    """Title, notice and provenance."""

    def __init__(self, working: Working) -> None:
        super().__init__(tr("Scheme"))
        edition, language = working.edition, current()
        self.title_label = label(edition.title.in_language(language.code), "strong", wrap=True, selectable=True)
        self.notice_label = label(edition.notice.in_language(language.code), "muted", wrap=True)
        self.provenance_label = label("\n".join(provenance_lines(edition, language)), wrap=True, selectable=True)
        self.ref_label = label(
            tr("Edition {edition}, fingerprint {sha256}", edition=edition.ref.edition, sha256=edition.ref.sha256[:16]),
            "small",
            wrap=True,
            selectable=True,
        )
        self.ref_label.setToolTip(edition.ref.sha256)
        for part in (self.title_label, self.notice_label, self.provenance_label, self.ref_label):
            self.body.addWidget(part)

    def refresh(self) -> None:
        """An edition never changes."""


def provenance_lines(edition: Edition, language: Language) -> list[str]:
    """Say of each kind of part where it comes from."""
    criteria = edition.criteria.values()
    kinds: list[tuple[str, Iterable[Provenance]]] = [
        (language.text("Criteria"), (criterion.origin.provenance for criterion in criteria)),
        (language.text("Texts of the levels"), (level.provenance for one in criteria for level in one.levels)),
        (
            language.text("Minimums"),
            (one.minimum.origin.provenance for one in criteria if one.minimum.value is not None),
        ),
        (language.text("Weights"), (criterion.weight.origin.provenance for criterion in criteria)),
        (language.text("Conditions of eligibility"), (one.origin.provenance for one in edition.eligibility.values())),
    ]
    return [_line(name, Counter(provenances), language) for name, provenances in kinds]


def _line(name: str, counts: Counter[Provenance], language: Language) -> str:
    if len(counts) == 1:
        (provenance,) = counts
        return language.text("{what}: {provenance}", what=name, provenance=language.text(PROVENANCES[provenance]))
    said = [
        language.text("{count} {provenance}", count=counts[kind], provenance=language.text(PROVENANCES[kind]))
        for kind in Provenance
        if counts[kind]
    ]
    return language.text("{what}: {provenance}", what=name, provenance=language.listed(said))
