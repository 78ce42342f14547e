"""What more there is to a piece of evidence: the pages cited, its own date and expiry, and its earlier versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from eucles_desk.assessment.evidence import Evidence, EvidenceKind, FileVersion
from eucles_desk.errors import UsageError
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import icon_button, label, spaced
from eucles_desk.ui.workspace.citing import Cited, added_on, read_pages
from eucles_desk.ui.workspace.optional_day import OptionalDay
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNS = 8
"""So much of a SHA-256 is shown; the whole is said where the pointer or the screen reader stands."""


class VersionRow(QWidget):
    """One version of a file, with what can be done with it.

    Signals:
        show_wanted: It is to be looked at here.
        open_wanted: It is to be opened with another program.
        copy_wanted: A copy of it is to be saved.
    """

    show_wanted = Signal(object)
    open_wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, *, with_viewer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.version: FileVersion | None = None
        self.text_label = label("", "small", wrap=True)
        self.show_button = icon_button("", "eye")
        self.open_button = icon_button("", "external")
        self.copy_button = icon_button("", "download")
        self.show_button.setVisible(with_viewer)
        for made, sign in ((self.show_button, "eye"), (self.open_button, "external"), (self.copy_button, "download")):
            put_icon(made, sign, "muted", 1.1)
        row = QHBoxLayout(self)
        spaced(row, 0, 0.2)
        row.addWidget(self.text_label, 1)
        for made in (self.show_button, self.open_button, self.copy_button):
            row.addWidget(made)
        self.show_button.clicked.connect(self._on_show)
        self.open_button.clicked.connect(self._on_open)
        self.copy_button.clicked.connect(self._on_copy)

    def show_version(self, version: FileVersion, number: int, *, is_present: bool) -> None:
        """Show a version."""
        self.version = version
        day = added_on(version.added_at, current())
        parts = [f"{number}.", version.file_name, version.sha256[:SIGNS], day, tr("present") if is_present else ""]
        set_text(self.text_label, " ".join(part for part in parts if part))
        self.text_label.setToolTip(f"{version.file_name}\nSHA-256 {version.sha256}")
        self.text_label.setAccessibleDescription(f"SHA-256 {version.sha256}")
        for made, name in (
            (self.show_button, tr("Show version {number}", number=number)),
            (self.open_button, tr("Open version {number} with another program", number=number)),
            (self.copy_button, tr("Save a copy of version {number}", number=number)),
        ):
            made.setAccessibleName(name)
            made.setToolTip(name)

    @Slot()
    def _on_show(self) -> None:
        self.show_wanted.emit(self.version)

    @Slot()
    def _on_open(self) -> None:
        self.open_wanted.emit(self.version)

    @Slot()
    def _on_copy(self) -> None:
        self.copy_wanted.emit(self.version)


class EvidenceDetails(QWidget):
    """Folded away until it is asked for.

    Signals:
        pages_edited: These pages are cited now.
        dated: The evidence is of this day or month, and expires on this day; either may be empty.
        show_wanted: This version is to be looked at here.
        open_wanted: This version is to be opened with another program.
        copy_wanted: A copy of this version is to be saved.
        grown: There is a new part that the keyboard can reach.
    """

    pages_edited = Signal(object)
    dated = Signal(str, str)
    show_wanted = Signal(object)
    open_wanted = Signal(object)
    copy_wanted = Signal(object)
    grown = Signal()

    def __init__(self, *, with_viewer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_viewer = with_viewer
        self._shown: tuple[object, ...] = ()
        self.pages_label = label(tr("Pages"), "small")
        self.pages_edit = LineField()
        self.pages_edit.setPlaceholderText(tr("4, 7"))
        self.problem_label = label("", "danger", wrap=True)
        self.dated_field = OptionalDay(tr("Dated"), months=True)
        self.expires_field = OptionalDay(tr("Valid until"))
        self.versions_label = label(tr("Versions of the file"), "small")
        self.version_rows: list[VersionRow] = []
        self._lay_out()
        self.pages_edit.edited.connect(self._on_pages_edited)
        for field in (self.dated_field, self.expires_field):
            field.edited.connect(self._on_dated)

    def show_cited(self, cited: Cited, criterion: str, *, editable: bool) -> None:
        """Show a piece of evidence and the pages that a criterion cites of it."""
        piece = cited.piece
        place = (piece.id, criterion)
        if self._shown != place:
            self._shown = place
            self._say("")
            self.dated_field.take_back()
            self.expires_field.take_back()
            self.pages_edit.setAccessibleName(tr("Pages cited of {title}", title=piece.title))
        is_document = piece.kind is EvidenceKind.DOCUMENT
        if not self.problem_label.text():
            self.pages_edit.show_text(cited.pages)
        self.pages_edit.setReadOnly(not editable)
        for part in (self.pages_label, self.pages_edit):
            set_shown(part, shown=is_document)
        self.dated_field.show_day(piece.dated, editable=editable)
        self.expires_field.show_day(piece.expires, editable=editable)
        self._show_versions(piece)

    def hand_on(self) -> None:
        """Hand on what was typed."""
        self.pages_edit.hand_on()
        self.dated_field.hand_on()
        self.expires_field.hand_on()

    def _lay_out(self) -> None:
        pages = QHBoxLayout()
        spaced(pages, 0, 0.5)
        pages.addWidget(self.pages_label)
        pages.addWidget(self.pages_edit, 1)
        self.pages_label.setBuddy(self.pages_edit)
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, 0.3)
        self._column.addLayout(pages)
        for part in (self.problem_label, self.dated_field, self.expires_field, self.versions_label):
            self._column.addWidget(part)
        self.problem_label.hide()

    def _show_versions(self, piece: Evidence) -> None:
        versions: Sequence[FileVersion] = ()
        if piece.sha256:
            present = FileVersion(piece.sha256, piece.file_name, piece.size, piece.added_at)
            versions = (present, *reversed(piece.versions))
        while len(self.version_rows) < len(versions):
            row = VersionRow(with_viewer=self._with_viewer)
            row.show_wanted.connect(self.show_wanted)
            row.open_wanted.connect(self.open_wanted)
            row.copy_wanted.connect(self.copy_wanted)
            self.version_rows.append(row)
            self._column.addWidget(row)
            self.grown.emit()
        for at, row in enumerate(self.version_rows):
            if at < len(versions):
                row.show_version(versions[at], len(versions) - at, is_present=at == 0 and len(versions) > 1)
            set_shown(row, shown=at < len(versions))
        set_shown(self.versions_label, shown=bool(versions))

    def _say(self, sentence: str) -> None:
        set_text(self.problem_label, sentence)
        set_shown(self.problem_label, shown=bool(sentence))
        self.pages_edit.setAccessibleDescription(sentence)

    @Slot(str)
    def _on_pages_edited(self, text: str) -> None:
        try:
            pages = read_pages(text)
        except UsageError as error:
            self._say(current().sentence(error))
            return
        self._say("")
        self.pages_edited.emit(pages)

    @Slot(str)
    def _on_dated(self, _day: str) -> None:
        self.dated.emit(self.dated_field.day, self.expires_field.day)
