"""One piece of evidence as a criterion cites it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDate, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from eucles_desk.assessment.evidence import EvidenceKind
from eucles_desk.services.file_check import FileState
from eucles_desk.ui import theme
from eucles_desk.ui.fields import ISO_DAY, LineField
from eucles_desk.ui.icons import pixmap, put_icon
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import button, icon_button, label, spaced
from eucles_desk.ui.workspace.also_cited import AlsoCited
from eucles_desk.ui.workspace.cited_places import CitedPlaces
from eucles_desk.ui.workspace.citing import Cited, about, expiry, notes_for
from eucles_desk.ui.workspace.evidence_details import EvidenceDetails
from eucles_desk.ui.workspace.points import Point, PointList
from eucles_desk.ui.workspace.sections import set_shown, set_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from PySide6.QtCore import SignalInstance

    from eucles_desk.assessment.values import Period

KIND_ICONS = {EvidenceKind.DOCUMENT: "document", EvidenceKind.LINK: "link", EvidenceKind.INTERVIEW: "interview"}
GONE: Final = frozenset({FileState.MISSING})


@dataclass(frozen=True, slots=True)
class Around:
    """What a card shows besides the citations: where it lies, and what is known of its file.

    Attributes:
        others: The other criteria that cite it.
        state: What became of its file, ``None`` while that is not known or there is none.
        trouble: Why its file cannot be shown, empty when it can or nobody has looked yet.
        can_show: Whether the file can be looked at beside the criterion.
    """

    criterion: str
    period: Period
    others: tuple[str, ...] = ()
    state: FileState | None = None
    trouble: str = ""
    editable: bool = False
    can_show: bool = False


class EvidenceCard(QFrame):
    """Title, what it is, the places or the note cited; it can be looked at, renamed, dated, replaced and taken off.

    Signals carry the evidence's id first.

    Signals:
        show_wanted: The user wants to look at it here.
        open_wanted: It is to be opened with another program, or in the browser.
        removal_wanted: The citation is to go.
        rename_wanted: It is to have another title.
        copy_wanted: The user wants a copy of the file.
        replace_wanted: A newer file is to take its place.
        deletion_wanted: It is to leave the assessment.
        place_wanted: The user wants to look at what this citation names.
        place_removal_wanted: This citation is to go.
        pages_edited: These pages are cited now.
        note_edited: This note goes with the citation now.
        dated: It is of this day or month, and expires on this day.
        version_wanted: A version of the file is to be shown, opened or copied, as the word says.
        criterion_wanted: The user wants to go to this criterion.
        unfolded: More details are shown now; carries what shows them.
        grown: There is a new part that the keyboard can reach.
    """

    show_wanted = Signal(object)
    open_wanted = Signal(object)
    removal_wanted = Signal(object)
    rename_wanted = Signal(object)
    copy_wanted = Signal(object)
    replace_wanted = Signal(object)
    deletion_wanted = Signal(object)
    place_wanted = Signal(object, object)
    place_removal_wanted = Signal(object, object)
    pages_edited = Signal(object, object)
    note_edited = Signal(object, str)
    dated = Signal(object, str, str)
    version_wanted = Signal(object, object, str)
    criterion_wanted = Signal(str)
    unfolded = Signal(object)
    grown = Signal()

    def __init__(self, *, with_viewer: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cited: Cited | None = None
        self._around: Around | None = None
        self._with_viewer = with_viewer
        self.details: EvidenceDetails | None = None
        self.setProperty("look", "card")
        self.kind_sign = label()
        self.title_label = label("", "strong", wrap=True)
        self.title_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.title_label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.about_label = label("", "small", wrap=True)
        self.missing_label = label("", "danger", wrap=True)
        self.missing_sign, self.expiry_sign = QLabel(), QLabel()
        self.expiry_label = label("", "warning", wrap=True)
        self.places = CitedPlaces()
        self.notes = PointList()
        self.also_cited = AlsoCited()
        self.note_label = label(tr("Note"), "small")
        self.note_edit = LineField()
        self.note_edit.setPlaceholderText(tr("which part, who said it"))
        self.show_button = icon_button("", "eye")
        self.open_button = icon_button("", "open")
        self.remove_button = icon_button("", "close")
        self.more_button = icon_button("", "more")
        self.details_button = button(tr("More details"), "chevron-down", look="quiet")
        self.details_button.setCheckable(True)
        self._make_menu()
        self._lay_out()
        self._connect()

    @property
    def evidence(self) -> UUID | None:
        """The id of the piece shown."""
        return self.cited.piece.id if self.cited else None

    def show_cited(self, cited: Cited, around: Around) -> None:
        """Show a piece of evidence and what a criterion cites of it."""
        before, was = self.cited, self._around
        another = (
            before is None or was is None or before.piece.id != cited.piece.id or was.criterion != around.criterion
        )
        self.cited, self._around = cited, around
        piece = cited.piece
        if another or before is None or before.piece.title != piece.title:
            set_text(self.title_label, piece.title)
            self._name(piece.title)
        set_text(self.about_label, about(piece, current()))
        self._show_state(around)
        self.places.show_cited(cited, editable=around.editable)
        self._show_notes(cited, around)
        self.also_cited.show_criteria(around.others)
        self._show_actions(cited, around)
        if another:
            self.details_button.setChecked(False)
            self._on_details()
        elif self.details is not None and self.details_button.isChecked():
            self.details.show_cited(cited, around.criterion, editable=around.editable)
        self._draw()

    def hand_on(self) -> None:
        """Hand on what was typed."""
        self.note_edit.hand_on()
        if self.details is not None and self.details_button.isChecked():
            self.details.hand_on()

    def show_details(self) -> EvidenceDetails:
        """Unfold the details."""
        self.details_button.setChecked(True)
        self._on_details()
        assert self.details is not None
        return self.details

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Show the file when the card is clicked anywhere."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.show_button.isHidden():
            self.show_wanted.emit(self.evidence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead with Escape from a field of the details, or of the note, back to the card."""
        is_in_field = isinstance(self.focusWidget(), (QLineEdit, QAbstractSpinBox))
        if event.key() == Qt.Key.Key_Escape and is_in_field:
            back = self.more_button if self.details_button.isHidden() else self.details_button
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _show_state(self, around: Around) -> None:
        assert self.cited is not None
        sentence = {
            FileState.MISSING: tr("The file is missing on this computer. Attach the same file again to bring it back."),
            FileState.CHANGED: tr(
                "The file has been changed on disk since it was attached. Attach the original again to restore it."
            ),
            FileState.UNREADABLE: tr("The file cannot be read now. Close other programs that use it and check again."),
        }.get(around.state or FileState.WHOLE, around.trouble)
        set_text(self.missing_label, sentence)
        for part in (self.missing_label, self.missing_sign):
            set_shown(part, shown=bool(sentence))
        expired = expiry(self.cited.piece, around.period, current(), QDate.currentDate().toString(ISO_DAY))
        set_text(self.expiry_label, expired)
        for part in (self.expiry_label, self.expiry_sign):
            set_shown(part, shown=bool(expired))

    def _show_notes(self, cited: Cited, around: Around) -> None:
        notes = notes_for(cited, around.criterion)
        points = [Point(note.text, f"{note.number}", tr("Note {number}: ", number=note.number)) for note in notes]
        self.notes.show_points(points)
        set_shown(self.notes, shown=bool(notes))
        has_field = cited.piece.kind is not EvidenceKind.DOCUMENT and cited.piece.interview is None
        self.note_edit.setAccessibleName(tr("Note on {title}", title=cited.piece.title))
        self.note_edit.show_text(cited.note)
        self.note_edit.setReadOnly(not around.editable)
        for part in (self.note_label, self.note_edit):
            set_shown(part, shown=has_field and (around.editable or bool(cited.note)))

    def _show_actions(self, cited: Cited, around: Around) -> None:
        piece, is_there = cited.piece, around.state not in GONE
        can_open = is_there and piece.kind is not EvidenceKind.INTERVIEW
        can_show = can_open and around.can_show and bool(piece.sha256)
        set_shown(self.show_button, shown=can_show)
        set_shown(self.open_button, shown=can_open and not can_show)
        self.open_action.setVisible(can_open)
        self.copy_action.setVisible(bool(piece.sha256) and is_there)
        self.replace_action.setVisible(bool(piece.sha256) and around.editable)
        for action in (self.rename_action, self.delete_action):
            action.setVisible(around.editable)
        citing = len(around.others) + 1
        self.delete_action.setText(
            tr("Remove from the assessment, where {count} criteria cite it", count=citing)
            if citing > 1
            else tr("Remove from the assessment")
        )
        set_shown(self.remove_button, shown=around.editable)
        set_shown(self.more_button, shown=around.editable or can_open)
        set_shown(self.details_button, shown=piece.interview is None)

    # Making

    def _make_menu(self) -> None:
        menu = self._menu = QMenu(self)
        self.open_action = QAction(tr("Open with another program"), self)
        self.rename_action = QAction(tr("Rename\N{HORIZONTAL ELLIPSIS}"), self)
        self.replace_action = QAction(tr("Replace with a newer file\N{HORIZONTAL ELLIPSIS}"), self)
        self.copy_action = QAction(tr("Save a copy\N{HORIZONTAL ELLIPSIS}"), self)
        self.delete_action = QAction(tr("Remove from the assessment"), self)
        for action in (
            self.open_action,
            self.rename_action,
            self.replace_action,
            self.copy_action,
            self.delete_action,
        ):
            menu.addAction(action)
        for made, icon in (
            (self.show_button, "eye"),
            (self.open_button, "open"),
            (self.remove_button, "close"),
            (self.more_button, "more"),
        ):
            put_icon(made, icon, "muted", 1.1)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        spaced(head, 0, 0.3)
        head.addWidget(self.kind_sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title_label, 1)
        for made in (self.show_button, self.open_button, self.more_button, self.remove_button):
            head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        spaced(self._column, 0.7, 0.25)
        self._column.addLayout(head)
        self._column.addWidget(self.about_label)
        for sign, said in ((self.missing_sign, self.missing_label), (self.expiry_sign, self.expiry_label)):
            line = QHBoxLayout()
            spaced(line, 0, 0.4)
            line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(said, 1)
            self._column.addLayout(line)
        note = QHBoxLayout()
        spaced(note, 0, 0.5)
        note.addWidget(self.note_label)
        note.addWidget(self.note_edit, 1)
        self.note_label.setBuddy(self.note_edit)
        for part in (self.places, self.notes, self.also_cited):
            self._column.addWidget(part)
        self._column.addLayout(note)
        self._column.addWidget(self.details_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        for trigger, wanted in (
            (self.show_button.clicked, self.show_wanted),
            (self.open_button.clicked, self.open_wanted),
            (self.open_action.triggered, self.open_wanted),
            (self.remove_button.clicked, self.removal_wanted),
            (self.rename_action.triggered, self.rename_wanted),
            (self.replace_action.triggered, self.replace_wanted),
            (self.copy_action.triggered, self.copy_wanted),
            (self.delete_action.triggered, self.deletion_wanted),
        ):
            trigger.connect(self._telling(wanted))
        self.more_button.clicked.connect(self._on_more)
        self.details_button.clicked.connect(self._on_details_clicked)
        self.note_edit.edited.connect(self._telling(self.note_edited, 1))
        self.places.chosen.connect(self._telling(self.place_wanted, 1))
        self.places.removal_wanted.connect(self._telling(self.place_removal_wanted, 1))
        self.places.grown.connect(self.grown)
        self.also_cited.wanted.connect(self.criterion_wanted)
        self.also_cited.grown.connect(self.grown)
        theme.notifier().changed.connect(self._draw)

    def _telling(self, wanted: SignalInstance, count: int = 0, *more: str) -> Callable[..., None]:
        """Return a slot that tells of a wish with the evidence's id, the first values it is given, and more."""

        def tell(*values: object) -> None:
            wanted.emit(self.evidence, *values[:count], *more)

        return tell

    def _name(self, title: str) -> None:
        for made, name in (
            (self.show_button, tr("Show {title}", title=title)),
            (self.open_button, tr("Open {title}", title=title)),
            (self.remove_button, tr("Remove the citation of {title}", title=title)),
            (self.more_button, tr("More about {title}", title=title)),
            (self.details_button, tr("Details of {title}", title=title)),
        ):
            made.setAccessibleName(name)
            if made is not self.details_button:
                made.setToolTip(name)

    def _make_details(self) -> EvidenceDetails:
        made = EvidenceDetails(with_viewer=self._with_viewer)
        self._column.addWidget(made)
        made.pages_edited.connect(self._telling(self.pages_edited, 1))
        made.dated.connect(self._telling(self.dated, 2))
        made.show_wanted.connect(self._telling(self.version_wanted, 1, "show"))
        made.open_wanted.connect(self._telling(self.version_wanted, 1, "open"))
        made.copy_wanted.connect(self._telling(self.version_wanted, 1, "copy"))
        made.grown.connect(self.grown)
        return made

    @Slot()
    def _draw(self) -> None:
        if self.cited is None:
            return
        # Sign, first line of the title and buttons have one middle, however many lines there are.
        height = self.more_button.sizeHint().height()
        self.kind_sign.setFixedHeight(height)
        above = max(0, (height - QFontMetrics(theme.font(bold=True)).height()) // 2)
        self.title_label.setContentsMargins(0, above, 0, 0)
        for sign, name, role, times in (
            (self.kind_sign, KIND_ICONS[self.cited.piece.kind], "muted", 1.35),
            (self.missing_sign, "warning", "danger", 1.1),
            (self.expiry_sign, "clock", "warning", 1.1),
        ):
            sign.setPixmap(pixmap(name, theme.colour(role).name(), theme.em(times), self.devicePixelRatioF()))

    @Slot()
    def _on_details(self) -> None:
        is_open = self.details_button.isChecked()
        put_icon(self.details_button, "chevron-up" if is_open else "chevron-down", "muted", 0.95)
        if is_open and self.details is None:
            self.details = self._make_details()
            self.grown.emit()
        if self.details is not None:
            if is_open and self.cited is not None and self._around is not None:
                self.details.show_cited(self.cited, self._around.criterion, editable=self._around.editable)
            set_shown(self.details, shown=is_open)

    @Slot()
    def _on_details_clicked(self) -> None:
        self._on_details()
        if self.details_button.isChecked() and self.details is not None and not self.details.pages_edit.isHidden():
            self.details.pages_edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.details_button.isChecked():
            self.unfolded.emit(self.details)

    @Slot()
    def _on_more(self) -> None:
        self._menu.popup(self.more_button.mapToGlobal(QPoint(0, self.more_button.height())))
