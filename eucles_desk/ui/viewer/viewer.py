"""The viewer: one stored file, page by page, to read in, search in and cite from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QKeySequence

from eucles_desk.services.ports import ContentKind
from eucles_desk.ui.help.topics import PART
from eucles_desk.ui.language import tr
from eucles_desk.ui.viewer.keyboard import keyboard_kept
from eucles_desk.ui.viewer.parts import ViewerParts
from eucles_desk.ui.viewer.reading import WIDEST, File, Wish
from eucles_desk.ui.viewer.search_bar import is_search
from eucles_desk.ui.viewer.spot import Spot, cite_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from eucles_desk.assessment.evidence import Region
    from eucles_desk.services.ports import Content, EvidenceReader

LEAST_WIDTH = 40
"""A view that has not been laid out yet asks for no picture."""
WAIT_MILLISECONDS = 250
"""Only a file that takes longer to open is said to be opening."""


class Viewer(ViewerParts):
    """Shows a file beside the criterion. It asks the reader on a thread and never waits for it.

    Signals:
        cite_wanted: What is looked at is to be cited.
        larger_wanted: It is to be shown larger, or again beside the criterion.
        open_wanted: The file is to be opened with another program.
        closed: The user has put the viewer away.
        left: The user is done looking for now; the file stays.
        page_shown: This page is shown now.
    """

    cite_wanted = Signal()
    larger_wanted = Signal()
    open_wanted = Signal()
    closed = Signal()
    left = Signal()
    page_shown = Signal(int)

    def __init__(self, reader: EvidenceReader, parent: QWidget | None = None) -> None:
        super().__init__(reader, parent)
        self._content: Content | None = None
        self._page = 1
        self._spot = Spot()
        self._cited: dict[int, tuple[Region, ...]] = {}
        self._texts: tuple[str, ...] | None = None
        self._title = ""
        self._is_citable = False
        self._wants_text = False
        self._words = ""
        self.setProperty(PART, "viewer")
        self._wait = QTimer(self, interval=WAIT_MILLISECONDS, singleShot=True)
        self._connect()

    @property
    def content(self) -> Content | None:
        """What is in it, once that is known."""
        return self._content

    @property
    def is_shown(self) -> bool:
        """Whether something of the file can be seen."""
        return self._content is not None and self.stack.currentWidget() is not self.message

    @property
    def page(self) -> int:
        """The page shown."""
        return self._page

    @property
    def spot(self) -> Spot | None:
        """What a citation of what is looked at now would name; ``None`` while nothing is shown."""
        content = self._content
        if content is None or not self.is_shown:
            return None
        quote = self.text_view.quote if self.stack.currentWidget() is self.text_view else ""
        if not content.sizes:
            return Spot(quote=quote)
        frame = self.page_view.frame if self.stack.currentWidget() is self.page_view else None
        is_single_picture = content.kind is ContentKind.PICTURE and content.pages == 1
        return Spot(None if is_single_picture and frame is None else self._page, frame, quote)

    def show_file(self, file: File, title: str, spot: Spot | None = None, note: str = "", words: str = "") -> None:
        """Show a file at a spot, with these words looked for; ``note`` says what is special about it."""
        self._spot = spot = spot or Spot()
        self._words = words
        self.name(title, note)
        self.say("")
        page = spot.page or 1
        if self.reading.file == file and self._content is not None:
            self.go_to(page)
            if spot.region is not None:
                self.page_view.reveal(spot.region)
            self._find_words()
            return
        self._content, self._page, self._texts, self._wants_text = None, page, None, False
        self._cited = {}
        self.finding.end()
        self._wait.start()
        self.reading.open(file)
        self._show_parts()

    def name(self, title: str, note: str) -> None:
        """Say what the file is called now, and what is special about it."""
        self._title = title
        self.title_label.say(title)
        self.note_label.setText(note)
        self.note_label.setVisible(bool(note))

    def show_sentence(self, title: str, sentence: str, *, outside: bool = False) -> None:
        """Say why there is nothing to show; ``outside`` offers to open it with another program."""
        self.reading.leave()
        self._wait.stop()
        self._content = None
        self.name(title, "")
        self.finding.end()
        self._say_instead(sentence, outside=outside)

    def mark_cited(self, cited: Mapping[int, tuple[Region, ...]]) -> None:
        """Mark the parts of pages that the criterion cites."""
        if cited != self._cited:
            self._cited = dict(cited)
            self.page_view.mark_cited(cited.get(self._page, ()))

    def set_citable(self, *, citable: bool) -> None:
        """Offer to cite, or only to read."""
        self._is_citable = citable
        self._show_parts()

    def say(self, sentence: str) -> None:
        """Say what came of citing."""
        self.said_label.setText(sentence)
        self.said_label.setVisible(bool(sentence))
        if sentence and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def go_to(self, page: int) -> None:
        """Show a page, the first or the last one for a number beyond."""
        content = self._content
        if content is None or not content.sizes:
            return
        self._page = min(max(page, 1), content.pages)
        self.say("")
        kept = self.reading.picture(self._page, self.page_view.wanted_width)
        self.page_view.show_page(content.sizes[self._page - 1], kept)
        self.page_view.mark_cited(self._cited.get(self._page, ()))
        name = tr("Page {page} of {pages}, {title}", page=self._page, pages=content.pages, title=self._title)
        self.page_view.setAccessibleName(name)
        self.text_view.setAccessibleName(name)
        self._draw()
        if self._wants_text:
            self._show_text()
        else:
            self._switch(self.page_view)
        self.finding.show_page(self._page)
        self._show_parts()
        self.page_shown.emit(self._page)

    def focus_page(self) -> None:
        """Put the keyboard on what is shown."""
        shown = self.stack.currentWidget()
        if shown is self.message:
            self.message.focus()
        elif shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def begin_search(self) -> None:
        """Ask for words to find."""
        if self.is_shown:
            self.search.begin()

    # Qt

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the search while the keyboard is in here."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_search(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search, and go to the next place found."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.begin_search()
        elif event.key() == Qt.Key.Key_F3:
            self.finding.move(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and not self.close_button.isHidden():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # Making

    def _connect(self) -> None:
        self._wait.timeout.connect(self._on_waiting)
        self.reading.looked.connect(self._on_looked)
        self.reading.drawn.connect(self._on_drawn)
        self.reading.read.connect(self._on_read)
        self.reading.failed.connect(self._on_failed)
        self.search_button.clicked.connect(self.begin_search)
        self.larger_button.clicked.connect(self.larger_wanted)
        self.close_button.clicked.connect(self.closed)
        self.finding.page_wanted.connect(self.go_to)
        self.search.closed.connect(self.focus_page)
        self.page_view.picture_wanted.connect(self._draw)
        self.page_view.turned.connect(self._on_turned)
        self.page_view.cite_wanted.connect(self.cite_wanted)
        self.text_view.turned.connect(self._on_turned)
        self.page_view.frame_changed.connect(self._show_parts)
        self.page_view.framing_changed.connect(self._show_parts)
        self.text_view.selectionChanged.connect(self._show_parts)
        self.message.password_given.connect(self.reading.give_password)
        self.message.again_wanted.connect(self._on_again)
        self.message.open_wanted.connect(self.open_wanted)
        foot = self.foot
        foot.page_wanted.connect(self.go_to)
        foot.cite_button.clicked.connect(self.cite_wanted)
        foot.frame_button.clicked.connect(self._on_frame_clicked)
        foot.smaller_button.clicked.connect(lambda: self.page_view.zoom_by(-1))
        foot.larger_button.clicked.connect(lambda: self.page_view.zoom_by(1))
        foot.text_button.clicked.connect(self._on_text_clicked)

    def _show_parts(self) -> None:
        content, shown = self._content, self.stack.currentWidget()
        is_page = shown is self.page_view and content is not None
        is_shown = self.is_shown
        self.foot.show_parts(
            page=is_page,
            several=is_shown and content is not None and content.pages > 1,
            text=is_shown and content is not None and content.kind is ContentKind.PDF,
            cite=is_shown and self._is_citable,
        )
        self.foot.show_ticks(framing=self.page_view.is_framing, text=self._wants_text)
        self.search_button.setVisible(is_shown)
        if content is not None and content.sizes:
            self.foot.show_page(self._page, content.pages)
        self.foot.cite_button.setText(cite_text(self.spot))

    def _say_instead(
        self, sentence: str, *, password: bool = False, again: bool = False, outside: bool = False
    ) -> None:
        with keyboard_kept(self, self.focus_page):
            self.message.say(sentence, password=password, again=again, outside=outside)
            self._switch(self.message)

    def _switch(self, part: QWidget) -> None:
        with keyboard_kept(self, self.focus_page):
            self.stack.setCurrentWidget(part)
            self._show_parts()

    def _draw(self) -> None:
        """Show the page in its present size, from what is kept or drawn now, and have the next one drawn ahead."""
        content, width = self._content, self.page_view.wanted_width
        if content is None or not content.sizes or self.page_view.width() < LEAST_WIDTH:
            return
        kept = self.reading.picture(self._page, width)
        if kept is not None:
            self.page_view.put_picture(kept)
            self._draw_ahead()
        else:
            self.reading.draw(self._page, width)

    def _draw_ahead(self) -> None:
        if self._content is not None and self._page < self._content.pages:
            self.reading.draw(self._page + 1, self.page_view.wanted_width, ahead=True)

    def _show_text(self) -> None:
        """Show the text of a file without a look of its own, or of the page."""
        texts = self._texts
        if texts is None or self._content is None:
            self.reading.read_texts()
            return
        if self._content.sizes:
            self.text_view.show_text(texts[self._page - 1] if self._page <= len(texts) else "")
        else:
            self.text_view.show_text("\n\n".join(texts))
        if self.text_view.is_cut:
            self.say(tr("Only the beginning is shown. Open the file with another program to read all of it."))
        self.finding.find_in_text()
        self._switch(self.text_view)
        if not self._content.sizes:
            self._find_words()

    def _find_words(self) -> None:
        """Look for the words that the file was opened for."""
        words, self._words = self._words, ""
        if words:
            self.search.look_for(words)

    # What happens

    @Slot()
    def _on_waiting(self) -> None:
        if self._content is None and self.reading.file is not None:
            self._say_instead(tr("Opening\N{HORIZONTAL ELLIPSIS}"))

    @Slot(object)
    def _on_looked(self, content: Content) -> None:
        self._wait.stop()
        if content.protected and not content.sizes:
            was_wrong = self.reading.has_password
            sentence = tr("That password does not open the file.") if was_wrong else tr("The file asks for a password.")
            self._say_instead(sentence, password=True, outside=True)
            return
        self._content = content
        if content.sizes:
            self.go_to(self._page)
            if self._spot.region is not None:
                self.page_view.reveal(self._spot.region)
            self._find_words()
        elif content.kind is ContentKind.TEXT:
            self.text_view.setAccessibleName(self._title)
            self.finding.show_page(None)
            self._show_text()
        else:
            self._say_instead(tr("This file cannot be shown here; open it with another program."), outside=True)
        self._show_parts()

    @Slot(int, int)
    def _on_drawn(self, page: int, width: int) -> None:
        if page == self._page and width == min(self.page_view.wanted_width, WIDEST):
            self._draw()

    @Slot(object)
    def _on_read(self, texts: tuple[str, ...]) -> None:
        self._texts = texts
        self._show_text()

    @Slot(object, str)
    def _on_failed(self, wish: Wish, sentence: str) -> None:
        self._wait.stop()
        if wish is Wish.FIND:
            self.finding.say_impossible()
            self.say(sentence)
        else:
            self._say_instead(sentence, again=True, outside=True)

    @Slot()
    def _on_again(self) -> None:
        if self.reading.file is not None:
            self._content, self._texts, self._wants_text = None, None, False
            self._wait.start()
            self.reading.open(self.reading.file)

    @Slot(int)
    def _on_turned(self, by: int) -> None:
        self.go_to(self._page + by)

    @Slot()
    def _on_frame_clicked(self) -> None:
        framing = not self.page_view.is_framing
        self.page_view.set_framing(framing=framing)
        if framing:
            self.page_view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.page_view.set_frame(None)

    @Slot()
    def _on_text_clicked(self) -> None:
        self._wants_text = not self._wants_text
        self.go_to(self._page)
