"""The files that are not whole any more, each by its name and what is the matter with it, leading to its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from eucles_desk.services.file_check import FileState
from eucles_desk.ui.language import tr, trn
from eucles_desk.ui.widgets import label, spaced
from eucles_desk.ui.workspace.sections import link, set_shown, set_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eucles_desk.services.file_check import NamedFile

MOST_NAMED: Final = 8
"""More are found by their cards once these have been seen to."""


class WrongFiles(QWidget):
    """A line for each file.

    Signals:
        wanted: The user wants to see the evidence whose file has this content.
        grown: There is a new line that the keyboard can reach.
    """

    wanted = Signal(str)
    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links: list[QPushButton] = []
        self._contents: list[str] = []
        self.more_label = label("", "small")
        self._column = QVBoxLayout(self)
        spaced(self._column, 0, 0.1)
        self._column.addWidget(self.more_label)

    @property
    def links(self) -> list[QPushButton]:
        """The lines shown."""
        return [made for made in self._links if not made.isHidden()]

    def show_files(self, wrong: Sequence[tuple[NamedFile, FileState]]) -> None:
        """Show these files, or none."""
        shown = wrong[:MOST_NAMED]
        self._contents = [file.sha256 for file, _ in shown]
        while len(self._links) < len(shown):
            self._add()
        for at, made in enumerate(self._links):
            if at < len(shown):
                file, state = shown[at]
                set_text(made, _words(state, file.title).replace("&", "&&"))
            set_shown(made, shown=at < len(shown))
        more = len(wrong) - len(shown)
        set_text(self.more_label, trn("and {count} more", "and {count} more", more) if more else "")
        set_shown(self.more_label, shown=more > 0)
        set_shown(self, shown=bool(wrong))

    def _add(self) -> None:
        made, at = link(), len(self._links)
        made.clicked.connect(lambda: self.wanted.emit(self._contents[at]))
        self._links.append(made)
        self._column.insertWidget(at, made)
        self.grown.emit()


def _words(state: FileState, title: str) -> str:
    match state:
        case FileState.MISSING:
            return tr("Missing: {title}", title=title)
        case FileState.CHANGED:
            return tr("Changed on disk: {title}", title=title)
        case _:
            return tr("Cannot be read: {title}", title=title)
