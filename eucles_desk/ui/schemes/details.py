"""Everything about one edition: what it is, where it comes from, and how to recognise it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from eucles_desk.scheme.values import Edition, Provenance
from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.schemes.provenance import Share, shares
from eucles_desk.ui.widgets import Badge, Card, FlowLayout, button, label, separator, spaced
from eucles_desk.wording.names import PROVENANCES

KINDS = {
    Provenance.PUBLISHED: "good",
    Provenance.INFERRED: "accent",
    Provenance.PROJECT: "warning",
    Provenance.OPERATOR: "gold",
}


class EditionDetails(QWidget):
    """Cards about an edition, one under the other."""

    def __init__(self, edition: Edition, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edition = edition
        code = current().code
        column = QVBoxLayout(self)
        spaced(column, 0, 0.9)
        about = Card(edition.title.in_language(code))
        about.body.addWidget(label(edition.notice.in_language(code), wrap=True, selectable=True))
        column.addWidget(about)
        for card in (self._labels(), self._provenance(), self._sources(), self._identity()):
            column.addWidget(card)
        column.addStretch()
        self.setMaximumWidth(theme.em(84))

    def _labels(self) -> Card:
        card = Card(tr("Labels"))
        code = current().code
        for one in sorted(self._edition.labels.values(), key=lambda found: found.rank, reverse=True):
            row = QHBoxLayout()
            spaced(row, 0, 0.9)
            badge = Badge(one.title.in_language(code), one.id)
            badge.setMinimumWidth(theme.em(4.8))
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
            texts = QVBoxLayout()
            spaced(texts, 0, 0.15)
            criteria = len(self._edition.criteria_of(one.id))
            said = trn("{count} criterion", "{count} criteria", criteria) if criteria else tr("no criteria, facts only")
            texts.addWidget(label(one.basis.in_language(code), wrap=True))
            texts.addWidget(label(said, "small", wrap=True))
            row.addLayout(texts, 1)
            card.body.addLayout(row)
        return card

    def _provenance(self) -> Card:
        card = Card(tr("What comes from where"))
        grid = QGridLayout()
        spaced(grid, 0, 0.5)
        grid.setColumnStretch(1, 1)
        for number, share in enumerate(shares(self._edition)):
            grid.addWidget(label(tr(share.what), wrap=True), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_counts(share), number, 1)
        grid.setColumnMinimumWidth(0, theme.em(16))
        card.body.addLayout(grid)
        return card

    def _sources(self) -> Card:
        card = Card(tr("Public sources"))
        for source in self._edition.sources.values():
            link = QLabel()
            link.setTextFormat(Qt.TextFormat.RichText)
            link.setWordWrap(True)
            link.setOpenExternalLinks(True)
            link.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            link.setText(_linked(source.title, source.address))
            link.setToolTip(source.address)
            link.setAccessibleName(source.title)
            card.body.addWidget(link)
        if not self._edition.sources:
            card.body.addWidget(label(tr("This edition names none."), "muted"))
        return card

    def _identity(self) -> Card:
        card = Card(tr("How to recognise this edition"))
        ref = self._edition.ref
        grid = QGridLayout()
        spaced(grid, 0, 0.5)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.em(10))
        languages = current().listed([name for _, name in self._edition.languages])
        self.hash_label = label(_grouped(ref.sha256), wrap=True, selectable=True)
        self.hash_label.setAccessibleName(tr("Content hash (SHA-256): {hash}", hash=ref.sha256))
        rows = (
            (tr("Scheme and edition"), label(f"{ref.scheme}, {ref.edition}", wrap=True, selectable=True)),
            (tr("Languages"), label(languages, wrap=True)),
            (tr("Content hash (SHA-256)"), self.hash_label),
        )
        for number, (name, value) in enumerate(rows):
            grid.addWidget(label(name, "muted", wrap=True), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, number, 1)
        card.body.addLayout(grid)
        card.body.addWidget(separator())
        row = QHBoxLayout()
        hint = tr("Two computers have the same edition when these hashes are alike; an edition never changes.")
        row.addWidget(label(hint, "small", wrap=True), 1)
        self.copy_button = button(tr("Copy the hash"), "document")
        self.copy_button.clicked.connect(self._on_copy)
        row.addWidget(self.copy_button)
        card.body.addLayout(row)
        return card

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._edition.ref.sha256)
        self.copy_button.setText(tr("Copied"))


def _counts(share: Share) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder)
    for provenance, count in share.counts:
        said = tr("{what}: {number}", what=tr(PROVENANCES[provenance]), number=current().number(count))
        flow.addWidget(Badge(said, KINDS[provenance]))
    return holder


def _linked(title: str, address: str) -> str:
    from html import escape

    if not address.startswith(("https://", "http://")):
        return escape(title)
    colour = theme.colours().link
    return f'<a href="{escape(address, quote=True)}" style="color: {colour}">{escape(title)}</a>'


def _grouped(digest: str) -> str:
    """Set a hash in groups of eight, which eyes can compare and lines can break between."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
