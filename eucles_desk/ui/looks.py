"""Language, colours, text size and site mode of the main window, which take effect at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from eucles_desk.errors import EuclesError
from eucles_desk.ui import theme
from eucles_desk.ui.language import tr
from eucles_desk.ui.speaking import speak

if TYPE_CHECKING:
    from eucles_desk.ui.context import Context
    from eucles_desk.ui.main_window import MainWindow


class Looks(QObject):
    """Has the pages made anew where that is needed, and goes on where the user was."""

    def __init__(self, context: Context, window: MainWindow) -> None:
        super().__init__(window)
        self._context, self._window = context, window

    @Slot()
    def on_language(self) -> None:
        """Speak the language that has been chosen."""
        speak(self._context.load_language(self._context.choices.language))
        self._rebuild_soon("language_box")

    @Slot()
    def on_look(self) -> None:
        """Show the colours and the text size that have been chosen."""
        is_other_size = theme.notifier().text_size != self._context.choices.shown_text_size
        self._apply()
        if is_other_size:
            self._rebuild_soon("size_slider")

    @Slot()
    def toggle_site_mode(self) -> None:
        """Show larger text and only what matters on site, or everything again."""
        choices = self._context.choices
        wanted = not choices.site_mode
        try:
            self._context.save_choices(replace(choices, site_mode=wanted))
        except EuclesError as error:
            self._window.frame.problems.show(error)
            return
        choices.site_mode = wanted
        self._apply()
        self._window.rebuild()
        self._window.rebuilt.emit()
        if wanted:
            said = tr("Site mode: larger text, and only what you need with the cluster. F9 shows everything again.")
            self._window.frame.say(said, "info")

    @Slot()
    def toggle_full_screen(self) -> None:
        """Fill the screen with the window, or no longer."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _apply(self) -> None:
        choices = self._context.choices
        theme.apply(choices.theme, choices.shown_text_size, high_contrast=choices.high_contrast)

    def _rebuild_soon(self, field: str) -> None:
        """Make the pages anew once the present one has done its work, and go on where the user was."""
        QTimer.singleShot(0, self, partial(self._rebuild_and_focus, field))

    def _rebuild_and_focus(self, field: str) -> None:
        self._window.rebuild()
        self._window.rebuilt.emit()
        self._window.pages.settings.focus_field(field)
