"""One piece of evidence as a criterion cites it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.errors import UsageError
from eucles_desk.ui import theme
from eucles_desk.ui.fields import LineField
from eucles_desk.ui.icons import pixmap, put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import icon_button, label, spaced
from eucles_desk.ui.workspace.citing import Cited, about, read_pages
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from uuid import UUID

KIND_ICONS = {EvidenceKind.DOCUMENT: "document", EvidenceKind.LINK: "link", EvidenceKind.INTERVIEW: "interview"}


class EvidenceCard(QFrame):
    """Title, what it is, the pages or the note cited; it can be opened, renamed and taken off.

    Signals carry the evidence's id.

    Signals:
        open_wanted: The user wants to see it.
        removal_wanted: The citation is to go.
        rename_wanted: It is to have another title.
        copy_wanted: The user wants a copy of the file.
        deletion_wanted: It is to leave the assessment.
        pages_edited: These pages are cited now.
        note_edited: This note goes with the citation now.
    """

    open_wanted = Signal(object)
    removal_wanted = Signal(object)
    rename_wanted = Signal(object)
    copy_wanted = Signal(object)
    deletion_wanted = Signal(object)
    pages_edited = Signal(object, object)
    note_edited = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cited: Cited | None = None
        self.setProperty("look", "card")
        self.kind_sign = label()
        self._criterion = ""
        self.title_label = label("", "strong", wrap=True)
        self.title_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.about_label = label("", "small", wrap=True)
        self.missing_label = label(tr("The file is missing on this computer."), "danger", wrap=True)
        self.place_label = label("", "small")
        self.place_edit = LineField()
        self.problem_label = label("", "danger", wrap=True)
        self.open_button = icon_button("", "open")
        self.remove_button = icon_button("", "close")
        self.more_button = icon_button("", "more")
        self.open_menu_action, self.rename_action = (
            QAction(tr("Open"), self),
            QAction(tr("Rename\N{HORIZONTAL ELLIPSIS}"), self),
        )
        self.copy_action = QAction(tr("Save a copy\N{HORIZONTAL ELLIPSIS}"), self)
        self.delete_action = QAction(tr("Remove from the assessment"), self)
        self._set_up_buttons()
        self._lay_out()
        self._connect()

    @property
    def evidence(self) -> UUID | None:
        """The id of the piece shown."""
        return self.cited.piece.id if self.cited else None

    def show_cited(
        self, cited: Cited, criterion: str, others: tuple[str, ...], *, missing: bool, editable: bool
    ) -> None:
        """Show a piece of evidence and what a criterion cites of it."""
        another = self.cited is None or self.cited.piece.id != cited.piece.id or self._criterion != criterion
        self._criterion = criterion
        renamed = another or self.cited is None or self.cited.piece.title != cited.piece.title
        self.cited = cited
        piece = cited.piece
        if renamed:
            set_text(self.title_label, piece.title)
            self._name(piece.title)
        set_text(self.about_label, about(piece, others, current()))
        set_shown(self.missing_label, shown=missing)
        can_open = not missing and piece.kind is not EvidenceKind.INTERVIEW
        set_shown(self.open_button, shown=can_open)
        self.open_menu_action.setVisible(can_open)
        self.copy_action.setVisible(bool(piece.sha256) and not missing)
        for button in (self.remove_button, self.more_button):
            set_shown(button, shown=editable or (button is self.more_button and can_open))
        for action in (self.rename_action, self.delete_action):
            action.setVisible(editable)
        self._show_place(cited, editable=editable, another=another)
        self._draw()

    def hand_on(self) -> None:
        """Hand on what was typed."""
        self.place_edit.hand_on()

    def _show_place(self, cited: Cited, *, editable: bool, another: bool) -> None:
        is_document = cited.piece.kind is EvidenceKind.DOCUMENT
        said = cited.pages if is_document else cited.note
        if another:
            set_text(self.place_label, tr("Pages") if is_document else tr("Note"))
            name = tr("Pages cited of {title}") if is_document else tr("Note on {title}")
            self.place_edit.setAccessibleName(name.format(title=cited.piece.title))
            self.place_edit.setPlaceholderText(tr("4, 7") if is_document else tr("which part, who said it"))
            self._say("")
        if not self.problem_label.text():
            self.place_edit.show_text(said)
        self.place_edit.setReadOnly(not editable)
        for part in (self.place_label, self.place_edit):
            set_shown(part, shown=editable or bool(said))

    def _set_up_buttons(self) -> None:
        for button, icon in ((self.open_button, "open"), (self.remove_button, "close"), (self.more_button, "more")):
            put_icon(button, icon, "muted", 1.1)
        menu = self._menu = QMenu(self)
        for action in (self.open_menu_action, self.rename_action, self.copy_action, self.delete_action):
            menu.addAction(action)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        spaced(head, 0, 0.3)
        head.addWidget(self.kind_sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title_label, 1)
        for button in (self.open_button, self.more_button, self.remove_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        place = QHBoxLayout()
        spaced(place, 0, 0.5)
        place.addWidget(self.place_label)
        place.addWidget(self.place_edit, 1)
        self.place_label.setBuddy(self.place_edit)
        column = QVBoxLayout(self)
        spaced(column, 0.7, 0.25)
        column.addLayout(head)
        column.addWidget(self.about_label)
        column.addWidget(self.missing_label)
        column.addLayout(place)
        column.addWidget(self.problem_label)
        self.problem_label.hide()

    def _connect(self) -> None:
        self.open_button.clicked.connect(self._on_open)
        self.open_menu_action.triggered.connect(self._on_open)
        self.remove_button.clicked.connect(self._on_remove)
        self.more_button.clicked.connect(self._on_more)
        self.rename_action.triggered.connect(self._on_rename)
        self.copy_action.triggered.connect(self._on_copy)
        self.delete_action.triggered.connect(self._on_delete)
        self.place_edit.edited.connect(self._on_place_edited)
        theme.notifier().changed.connect(self._draw)

    def _name(self, title: str) -> None:
        for button, name in (
            (self.open_button, tr("Open {title}", title=title)),
            (self.remove_button, tr("Remove the citation of {title}", title=title)),
            (self.more_button, tr("More about {title}", title=title)),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)

    def _say(self, sentence: str) -> None:
        set_text(self.problem_label, sentence)
        set_shown(self.problem_label, shown=bool(sentence))
        self.place_edit.setAccessibleDescription(sentence)

    @Slot()
    def _draw(self) -> None:
        if self.cited is not None:
            name, size = KIND_ICONS[self.cited.piece.kind], theme.em(1.35)
            self.kind_sign.setPixmap(pixmap(name, theme.colour("muted").name(), size, self.devicePixelRatioF()))

    @Slot(str)
    def _on_place_edited(self, text: str) -> None:
        if self.cited is None:
            return
        if self.cited.piece.kind is not EvidenceKind.DOCUMENT:
            self.note_edited.emit(self.evidence, text.strip())
            return
        try:
            pages = read_pages(text)
        except UsageError as error:
            self._say(current().sentence(error))
            return
        self._say("")
        self.pages_edited.emit(self.evidence, pages)

    @Slot()
    def _on_open(self) -> None:
        self.open_wanted.emit(self.evidence)

    @Slot()
    def _on_more(self) -> None:
        self._menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))

    @Slot()
    def _on_remove(self) -> None:
        self.removal_wanted.emit(self.evidence)

    @Slot()
    def _on_rename(self) -> None:
        self.rename_wanted.emit(self.evidence)

    @Slot()
    def _on_copy(self) -> None:
        self.copy_wanted.emit(self.evidence)

    @Slot()
    def _on_delete(self) -> None:
        self.deletion_wanted.emit(self.evidence)
