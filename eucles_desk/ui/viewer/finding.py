"""Finding words in the file that is shown, and going from place to place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from eucles_desk.ui.language import tr
from eucles_desk.ui.viewer.hits import Hits, hits_of

if TYPE_CHECKING:
    from eucles_desk.services.ports import Found
    from eucles_desk.ui.viewer.page_view import PageView
    from eucles_desk.ui.viewer.reading import Reading
    from eucles_desk.ui.viewer.search_bar import SearchBar
    from eucles_desk.ui.viewer.text_view import TextView


class Finding(QObject):
    """Leads from one place found to the next: on the pages with the reader's help, in a text by itself.

    Signals:
        page_wanted: The next place is on this page.
    """

    page_wanted = Signal(int)

    def __init__(self, search: SearchBar, reading: Reading, page_view: PageView, text_view: TextView) -> None:
        super().__init__(search)
        self._search, self._reading = search, reading
        self._page_view, self._text_view = page_view, text_view
        self.hits, self.at = Hits(), -1
        self._page: int | None = None
        search.wanted.connect(self._on_wanted)
        search.moved.connect(self.move)
        search.closed.connect(self.end)
        reading.found.connect(self._on_found)

    def show_page(self, page: int | None) -> None:
        """Mark what was found on a page; ``None`` for a text without pages."""
        self._page = page
        is_here = page is not None and 0 <= self.at < len(self.hits) and self.hits.places[self.at][0] == page
        current = self.hits.number_on_page(self.at) if is_here else -1
        self._page_view.mark_hits(self.hits.on_page(page) if page is not None else (), current)

    def find_in_text(self) -> None:
        """Mark the words in a text that is shown now."""
        self._text_view.find_words(self._search.words if not self._search.isHidden() else "")

    @Slot()
    def end(self) -> None:
        """Find nothing any more."""
        self._search.clear()
        self._search.hide()
        self._forget()

    @Slot(int)
    def move(self, way: int) -> None:
        """Go to the next place, or to the one before."""
        if not self._search.isHidden():
            self._go_to(self.hits.next(self.at, way))

    def say_impossible(self) -> None:
        """Say that the file cannot be searched."""
        self._search.say(tr("cannot be searched"))

    def _forget(self) -> None:
        self._reading.forget_search()
        self.hits, self.at = Hits(), -1
        self._page_view.mark_hits((), -1)
        self._text_view.find_words("")

    def _go_to(self, at: int) -> None:
        self.at = at
        if at < 0:
            return
        page = self.hits.places[at][0]
        if self._page is not None:
            if page != self._page:
                self.page_wanted.emit(page)
            self.show_page(self._page)
        self._text_view.show_hit(self.hits.number_on_page(at))
        self._search.show_count(at, len(self.hits))

    @Slot(str)
    def _on_wanted(self, words: str) -> None:
        self._forget()
        if not words:
            self._search.say("")
            return
        count = self._text_view.find_words(words)
        if self._page is not None:
            self._reading.find(words)
            return
        self.hits = Hits(((1, None),) * count)
        self._search.show_count(-1, count)
        self._go_to(0 if count else -1)

    @Slot(object)
    def _on_found(self, found: tuple[Found, ...]) -> None:
        if self._search.words and not self._search.isHidden():
            self.hits = hits_of(found)
            self._search.show_count(-1, len(self.hits))
            self._go_to(self.hits.first_from(self._page or 1))
