"""What lies under a page: citing it, turning on, framing a part, its size, and its text."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.icons import put_icon
from eucles_desk.ui.language import tr
from eucles_desk.ui.widgets import FlowLayout, button, icon_button, label, spaced


class Foot(QWidget):
    """The buttons of the viewer.

    Signals:
        page_wanted: The user wants this page.
    """

    page_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page, self._pages = 1, 1
        self.cite_button = button("", look="chip")
        self.previous_button = icon_button(tr("Page before (Page Up)"), "chevron-left")
        self.next_button = icon_button(tr("Next page (Page Down)"), "chevron-right")
        self.page_edit = QLineEdit()
        self.page_edit.setAccessibleName(tr("Page"))
        self.page_edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_edit.setValidator(QIntValidator(1, 99_999, self))
        self.pages_label = label("", "small")
        self.frame_button = icon_button(tr("Mark a part of the page (R)"), "region")
        self.frame_button.setCheckable(True)
        tip = tr(
            "Mark a part of the page: draw with the mouse, or press R; arrows move it, with Shift they size it finely, "
            "with Ctrl and Shift in larger steps; Enter cites it"
        )
        self.frame_button.setToolTip(tip)
        whole = tr("Ctrl+0 fits the width.")
        self.smaller_button = icon_button(tr("Smaller (Ctrl+-)"), "zoom-out", tip=f"{tr('Smaller (Ctrl+-)')}\n{whole}")
        self.larger_button = icon_button(tr("Larger (Ctrl++)"), "zoom-in", tip=f"{tr('Larger (Ctrl++)')}\n{whole}")
        self.text_button = icon_button(tr("Read the page as text"), "note")
        self.text_button.setCheckable(True)
        self._stepper = QWidget()
        row = QHBoxLayout(self._stepper)
        spaced(row, 0, 0.15)
        for part in (self.previous_button, self.page_edit, self.pages_label, self.next_button):
            row.addWidget(part)
        for made, sign in (
            (self.frame_button, "region"),
            (self.smaller_button, "zoom-out"),
            (self.larger_button, "zoom-in"),
            (self.text_button, "note"),
        ):
            put_icon(made, sign, "text", 1.1)
        self._tool_row = QWidget()  # in one piece: larger and smaller are looked for side by side
        tools = QHBoxLayout(self._tool_row)
        spaced(tools, 0, 0.2)
        for made in self._tools:
            tools.addWidget(made)
        flow = FlowLayout(self, 0.2)
        for part in (self.cite_button, self._stepper, self._tool_row, self.text_button):
            flow.addWidget(part)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fit()
        theme.notifier().changed.connect(self._fit)
        self.previous_button.clicked.connect(self._on_previous)
        self.next_button.clicked.connect(self._on_next)
        self.page_edit.returnPressed.connect(self._on_typed)
        self.page_edit.editingFinished.connect(self._on_left)

    @property
    def _tools(self) -> tuple[QWidget, ...]:
        return (self.frame_button, self.smaller_button, self.larger_button)

    def show_page(self, page: int, pages: int) -> None:
        """Show where in the file the user is."""
        self._page, self._pages = page, pages
        self.page_edit.setText(str(page))
        self.page_edit.setAccessibleDescription(tr("of {pages}", pages=pages))
        self.pages_label.setText(f"/ {pages}")
        self.previous_button.setEnabled(page > 1)
        self.next_button.setEnabled(page < pages)

    def show_parts(self, *, page: bool, several: bool, text: bool, cite: bool) -> None:
        """Show what makes sense now: the tools of a page, turning pages, the switch to text, citing."""
        self._tool_row.setVisible(page)
        self._stepper.setVisible(several)
        self.text_button.setVisible(text)
        self.cite_button.setVisible(cite)

    def show_ticks(self, *, framing: bool, text: bool) -> None:
        """Show what is switched on."""
        for made, ticked in ((self.frame_button, framing), (self.text_button, text)):
            blocker = QSignalBlocker(made)
            made.setChecked(ticked)
            blocker.unblock()

    @Slot()
    def _on_previous(self) -> None:
        self.page_wanted.emit(self._page - 1)

    @Slot()
    def _on_next(self) -> None:
        self.page_wanted.emit(self._page + 1)

    @Slot()
    def _on_typed(self) -> None:
        if self.page_edit.text().isdecimal():
            self.page_wanted.emit(int(self.page_edit.text()))
        self.page_edit.selectAll()

    @Slot()
    def _on_left(self) -> None:
        if not self.page_edit.hasFocus():
            self.page_edit.setText(str(self._page))

    @Slot()
    def _fit(self) -> None:
        self.page_edit.setFixedWidth(theme.em(3.2))
