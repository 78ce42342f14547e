"""The report on screen: all pages one under the other, with zoom and page number.

Qt's PDF library is loaded with this module, which is why the page imports it only when it is first shown.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from eucles_desk.ui import theme
from eucles_desk.ui.language import current, tr
from eucles_desk.ui.widgets import icon_button, label, separator, spaced

ZOOM_STEP = 1.2
LEAST_ZOOM, MOST_ZOOM = 0.2, 6.0
READING_ZOOM = 1.2
"""The zoom at which a page is read with text of the usual size."""
POINTS_PER_INCH = 72.0
MOST_SPOKEN = 4000


class Preview(QWidget):
    """Shows a PDF from memory and lets its reader move and zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bytes, self._buffer = QByteArray(), QBuffer(self)
        self.document = QPdfDocument(self)
        self.view = PageView(self)
        self.view.setDocument(self.document)
        self.page_edit = QLineEdit()
        self.page_edit.setAccessibleName(tr("Page"))
        self.page_edit.setFixedWidth(theme.em(3.5))
        self.page_edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page_range = QIntValidator(1, 1, self)
        self.page_edit.setValidator(self._page_range)
        self._follows_width = True
        self.count_label = label("", "muted")
        self.previous_button = icon_button(tr("Page before (Page up)"), "chevron-up")
        self.next_button = icon_button(tr("Page after (Page down)"), "chevron-down")
        self.out_button = icon_button(tr("Smaller (Ctrl+-)"), "zoom-out")
        self.in_button = icon_button(tr("Larger (Ctrl++)"), "zoom-in")
        self.fit_button = icon_button(tr("Fit the width (Ctrl+0)"), "fit-width")
        self.zoom_label: QLabel = label("", "muted")
        self._lay_out()
        self._connect()
        self._paint_ground()

    def show_pdf(self, content: bytes) -> None:
        """Show a report; zoom and place stay, or the last page comes in sight where there are fewer now."""
        page = self.view.pageNavigator().currentPage()
        self.document.close()
        self._buffer.close()
        self._bytes = QByteArray(content)
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        pages = self.document.pageCount()
        self._page_range.setRange(1, max(1, pages))
        self.count_label.setText(tr("of {count}", count=current().number(pages)))
        if page >= pages:
            self.go_to_page(pages - 1)
        self._on_page_changed(self.page)
        self._on_resized()

    @property
    def page(self) -> int:
        """The page in sight, counted from 0."""
        return self.view.pageNavigator().currentPage()

    @property
    def page_count(self) -> int:
        """The number of pages."""
        return self.document.pageCount()

    def go_to_page(self, page: int) -> None:
        """Bring a page, counted from 0, into sight; one that there is not is left alone."""
        if 0 <= page < self.page_count:
            self.view.pageNavigator().jump(page, QPointF(0, 0), 0)

    @property
    def zoom(self) -> float:
        """The zoom factor, also while the pages fit the width."""
        return self.view.zoomFactor() if self.view.zoomMode() == QPdfView.ZoomMode.Custom else self.fitting_zoom

    @property
    def fitting_zoom(self) -> float:
        """The zoom factor at which the pages are as wide as the window."""
        widest = max((self.document.pagePointSize(page).width() for page in range(self.page_count)), default=0.0)
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        return room / (widest * self.view.logicalDpiX() / POINTS_PER_INCH) if widest else 1.0

    def zoom_to(self, factor: float) -> None:
        """Show the pages at a zoom factor, 1 for their true size."""
        factor = min(max(factor, LEAST_ZOOM), MOST_ZOOM)
        self._follows_width = False
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(factor)
        self._say_zoom()

    @Slot()
    def zoom_in(self) -> None:
        """Show the pages larger."""
        self.zoom_to(self.zoom * ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self.zoom_to(self.zoom / ZOOM_STEP)

    @Slot()
    def fit_width(self) -> None:
        """Show the pages as wide as the window."""
        self._follows_width = False
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self._say_zoom()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by the usual keys."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif control and event.key() == Qt.Key.Key_Minus:
            self.zoom_out()
        elif control and event.key() == Qt.Key.Key_0:
            self.fit_width()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("look", "plain")
        row = QHBoxLayout(bar)
        spaced(row, 0.4, 0.4)
        row.setContentsMargins(theme.em(0.8), theme.em(0.4), theme.em(0.8), theme.em(0.4))
        page_label = label(tr("Page"), "muted")
        page_label.setBuddy(self.page_edit)
        parts = (
            page_label,
            self.page_edit,
            self.count_label,
            self.previous_button,
            self.next_button,
            None,
            self.out_button,
            self.zoom_label,
            self.in_button,
            self.fit_button,
        )
        for part in parts:
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part)
        column = QVBoxLayout(self)
        spaced(column, 0, 0)
        column.addWidget(bar)
        column.addWidget(separator())
        column.addWidget(self.view, 1)

    def _connect(self) -> None:
        navigator = self.view.pageNavigator()
        navigator.currentPageChanged.connect(self._on_page_changed)
        self.page_edit.editingFinished.connect(self._on_page_typed)
        self.previous_button.clicked.connect(self.view.page_up)
        self.next_button.clicked.connect(self.view.page_down)
        self.in_button.clicked.connect(self.zoom_in)
        self.out_button.clicked.connect(self.zoom_out)
        self.fit_button.clicked.connect(self.fit_width)
        self.view.zoomFactorChanged.connect(self._say_zoom)
        self.view.resized.connect(self._on_resized)
        theme.notifier().changed.connect(self._paint_ground)
        theme.notifier().changed.connect(self._on_resized)

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        self.page_edit.setText(str(page + 1))
        self.previous_button.setEnabled(page > 0)
        self.next_button.setEnabled(page < self.page_count - 1)
        self.view.setAccessibleName(tr("Report, page {page} of {count}", page=page + 1, count=self.page_count))
        if 0 <= page < self.page_count:
            self.view.setAccessibleDescription(self.document.getAllText(page).text()[:MOST_SPOKEN])

    @Slot()
    def _on_page_typed(self) -> None:
        if self.page_edit.hasAcceptableInput():
            self.go_to_page(int(self.page_edit.text()) - 1)
        else:
            self.page_edit.setText(str(self.page + 1))

    @Slot()
    def _on_resized(self) -> None:
        """Until the reader zooms, use the width there is, but do not blow the pages up on a wide screen."""
        if self._follows_width and self.page_count:
            reading = READING_ZOOM * max(theme.notifier().text_size, 100) / 100
            wide = self.fitting_zoom > reading
            self.view.setZoomMode(QPdfView.ZoomMode.Custom if wide else QPdfView.ZoomMode.FitToWidth)
            if wide:
                self.view.setZoomFactor(reading)
        self._say_zoom()

    @Slot()
    def _say_zoom(self) -> None:
        self.zoom_label.setText(current().percent(self.zoom * 100, 0))

    @Slot()
    def _paint_ground(self) -> None:
        """Qt paints the ground under the pages in the palette's dark colour."""
        palette = self.view.palette()
        palette.setColor(QPalette.ColorRole.Dark, theme.colour("track"))
        self.view.setPalette(palette)


class PageView(QPdfView):
    """Pages one under the other; Page up and Page down go from page to page.

    Signals:
        resized: The room for the pages is another.
    """

    resized = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPageMode(QPdfView.PageMode.MultiPage)
        self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Report"))

    @Slot()
    def page_up(self) -> None:
        """Go to the page before."""
        self._step(-1)

    @Slot()
    def page_down(self) -> None:
        """Go to the page after."""
        self._step(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that the zoom may be another."""
        super().resizeEvent(event)
        self.resized.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from page to page, to the first and to the last one."""
        last = self.document().pageCount() - 1
        match event.key():
            case Qt.Key.Key_PageDown if not event.modifiers():
                self.page_down()
            case Qt.Key.Key_PageUp if not event.modifiers():
                self.page_up()
            case Qt.Key.Key_Home:
                self._jump(0)
            case Qt.Key.Key_End:
                self._jump(last)
            case _:
                super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        self._jump(self.pageNavigator().currentPage() + by)

    def _jump(self, page: int) -> None:
        if 0 <= page < self.document().pageCount():
            self.pageNavigator().jump(page, QPointF(0, 0), 0)
