"""The strip above all areas: points so far and still possible, and what separates the cluster from the label."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from eucles_desk.assessment.leaving import VISITING_STEPS
from eucles_desk.assessment.places import Area, Place
from eucles_desk.drawing.bars import points_bar
from eucles_desk.ui import binding, theme
from eucles_desk.ui.drawing_view import DrawingView, measure, text_size
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.widgets import FlowLayout, spaced
from eucles_desk.ui.workspace.keys import DECIDING_KEY
from eucles_desk.ui.workspace.painting import paint_focus
from eucles_desk.ui.workspace.rows import Row, items_of, rows_of
from eucles_desk.ui.workspace.sections import set_shown
from eucles_desk.wording.places import criterion_title

if TYPE_CHECKING:
    from eucles_desk.assessment.award import Distance
    from eucles_desk.services.standing import Standing
    from eucles_desk.ui.working import Working
    from eucles_desk.ui.workspace.separating_popup import SeparatingPopup

ON_SITE_PART = "close/raise_on_site"
"""Where the list of what is flagged stands."""
WIDEST_CAPTION = 12.5
"""Longer captions are cut where the figures do not all fit side by side; their tool tips say the rest."""

MOST_CODES = 3
SHORT = 34
"""Below this height of the page, in multiples of the text size, a figure has its caption beside it, not below."""
GAP, FLAT_GAP = 0.4, 0.15
"""Between both then, and between figures, in multiples of the text size."""
BAR, FLAT_BAR = 15, 14
"""The least width of the bar, in multiples of the text size."""


class Stat(QAbstractButton):
    """A figure over what it counts; one that leads somewhere can be clicked and reached with the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.place: Place | None = None
        self._figure, self._caption, self._opens = "", "", ""
        self._is_cut, self._is_flat = True, False
        self._role = "text"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def words(self) -> str:
        """What the figure says."""
        return f"{self._figure} {self._caption}"

    @property
    def leads(self) -> bool:
        """Whether a click leads somewhere or opens something."""
        return self.place is not None or bool(self._opens)

    def say(
        self, figure: str, caption: str, place: Place | None = None, role: str = "text", *, opens: str = ""
    ) -> None:
        """Show another figure; ``opens`` says what a click opens where it does not lead to a place."""
        said = (figure, caption, place, role, opens)
        if said == (self._figure, self._caption, self.place, self._role, self._opens):
            return
        before = self.sizeHint()
        self._figure, self._caption, self._role = figure, caption, role
        self.place, self._opens = place, opens
        leads = self.leads
        self.setAccessibleName(self.words)
        self.setAccessibleDescription(opens)
        tip = tr("{words}: go there", words=self.words) if place is not None else self.words
        self.setToolTip(f"{tip}\n{opens}" if opens else tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if leads else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def cut(self, *, cut: bool) -> None:
        """Cut a long caption, or show all of it."""
        if cut != self._is_cut:
            self._is_cut = cut
            self.updateGeometry()

    def flatten(self, *, flat: bool) -> None:
        """Show the caption beside the figure, or below it."""
        if flat != self._is_flat:
            self._is_flat = flat
            self.updateGeometry()
            self.update()

    @property
    def whole_width(self) -> int:
        """The width with a caption that is not cut."""
        return self._width(self._metrics(0.88).horizontalAdvance(self._caption))

    def sizeHint(self) -> QSize:
        """Return the room for both."""
        figure, caption = self._figure_metrics.height(), self._metrics(0.88).height()
        width = min(self.whole_width, self._width(theme.em(WIDEST_CAPTION))) if self._is_cut else self.whole_width
        return QSize(width, max(figure, caption) + theme.em(0.3) if self._is_flat else figure + caption + theme.em(0.5))

    def _width(self, caption: int) -> int:
        figure = self._figure_metrics.horizontalAdvance(self._figure)
        both = figure + theme.em(GAP) + caption if self._is_flat else max(figure, caption)
        return both + theme.em(0.8)

    @property
    def _figure_metrics(self) -> QFontMetrics:
        return self._metrics(1.0 if self._is_flat else 1.15, bold=True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint figure and caption."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(theme.em(0.35), theme.em(0.2), -theme.em(0.35), -theme.em(0.2))
        painter.setFont(theme.font(1.0 if self._is_flat else 1.15, bold=True))
        painter.setPen(theme.colour(self._role))
        left = Qt.AlignmentFlag.AlignLeft | (
            Qt.AlignmentFlag.AlignVCenter if self._is_flat else Qt.AlignmentFlag.AlignTop
        )
        painter.drawText(box, left, self._figure)
        metrics = painter.fontMetrics()
        if self._is_flat:
            box.setLeft(box.left() + metrics.horizontalAdvance(self._figure) + theme.em(GAP))
        else:
            box.setTop(box.top() + metrics.height())
        font = theme.font(0.88)
        font.setUnderline(self.leads and (self.underMouse() or self.hasFocus()))
        painter.setFont(font)
        painter.setPen(theme.colour("link" if self.leads else "muted"))
        caption = painter.fontMetrics().elidedText(self._caption, Qt.TextElideMode.ElideRight, box.width() + 1)
        painter.drawText(box, left, caption)
        if self.hasFocus():
            paint_focus(painter, self.rect().toRectF())
        painter.end()

    @staticmethod
    def _metrics(scale: float, *, bold: bool = False) -> QFontMetrics:
        return QFontMetrics(theme.font(scale, bold=bold))


class PointsStrip(QFrame):
    """Shows where the assessment stands and follows every change.

    Signals:
        place_wanted: The user wants to go to what a figure is about; carries a :class:`Place`.
    """

    place_wanted = Signal(object)

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = working
        self._is_short = False
        self._popup: SeparatingPopup | None = None
        self._keys: QShortcut | None = None
        self.setProperty("look", "plain")
        self.bar = DrawingView()
        self.bar.setAccessibleName(tr("Points"))
        self.judged_stat, self.distance_stat, self.minimums_stat = Stat(), Stat(), Stat()
        self.flagged_stat, self.deciding_stat = Stat(), Stat()
        stats = self._figures = QWidget()
        flow = self._flow = FlowLayout(stats, 0.6)
        for stat in self.stats:
            flow.addWidget(stat)
            stat.clicked.connect(partial(self._go, stat))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        stats.setSizePolicy(policy)
        row = QHBoxLayout(self)
        spaced(row, 0.6, 1.3)
        row.setContentsMargins(theme.em(1.4), theme.em(0.5), theme.em(1.2), theme.em(0.5))
        row.addWidget(self.bar, 3, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(stats, 8)
        stats.installEventFilter(self)
        working.changed.connect(self._on_changed)
        theme.notifier().changed.connect(self._on_theme_changed)
        self.refresh()

    @property
    def stats(self) -> tuple[Stat, ...]:
        """The figures from left to right."""
        return (self.judged_stat, self.distance_stat, self.minimums_stat, self.flagged_stat, self.deciding_stat)

    def refresh(self) -> None:
        """Show the assessment as it is now."""
        standing = self._working.standing
        label = standing.edition.labels[standing.assessment.label]
        if not label.criteria:
            self.hide()
            return
        total, language = standing.score.total, current()
        needed = standing.distance.threshold
        self.bar.setVisible(label.has_score)
        if label.has_score:
            self.bar.set_least_width(theme.em(FLAT_BAR if self._is_short else BAR))
            self.bar.show_drawing(
                lambda width: points_bar(total, needed, language, width, measure=measure, text_size=text_size())
            )
        self.judged_stat.say(f"{total.judged} / {total.criteria}", tr("criteria judged"))
        self._show_distance(standing)
        self._show_minimums(standing.distance)
        self._show_flagged(rows_of(items_of(standing)))
        self._show_deciding(standing.distance)
        self._cut()

    def event(self, event: QEvent) -> bool:
        """Take the key for what separates from all around the strip, also while there is no room for the strip."""
        around = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and around is not None:
            if self._keys is not None:
                self._keys.deleteLater()
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            self._keys = QShortcut(QKeySequence(DECIDING_KEY), around, context=context)
            binding.name(self._keys, "separating")
            self._keys.activated.connect(self.show_separating)
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the height of what the strip lies in from now on."""
        super().showEvent(event)
        around = self.parentWidget()
        if around is not None:
            around.removeEventFilter(self)
            around.installEventFilter(self)
            self._fit(around.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take less height where that is short, and say less where the width is."""
        if watched is self._figures and event.type() == QEvent.Type.Resize:
            self._cut()
        around = self.parentWidget()
        if around is not None and watched is around and event.type() == QEvent.Type.Resize:
            self._fit(around.height())
        return super().eventFilter(watched, event)

    def _fit(self, height: int) -> None:
        is_short = height < theme.em(SHORT)
        if is_short != self._is_short:
            self._is_short = is_short
            for stat in self.stats:
                stat.flatten(flat=is_short)
            self._flow.setSpacing(theme.em(FLAT_GAP if is_short else 0.6))
            self._show_minimums(self._working.standing.distance)
            self.bar.set_least_width(theme.em(FLAT_BAR if is_short else BAR))
            self._show_deciding(self._working.standing.distance)
            self._cut()

    def _cut(self) -> None:
        lines, x, gap = 1, 0, self._flow.spacing()
        for stat in self.stats:
            if stat.isHidden():
                continue
            if x and x + stat.whole_width > self._figures.width():
                lines, x = lines + 1, 0
            x += stat.whole_width + gap
        is_cut = lines > (2 if self._is_short else 1) or x - gap > self._figures.width()
        for stat in self.stats:
            stat.cut(cut=is_cut)

    def _show_distance(self, standing: Standing) -> None:
        distance, total, language = standing.distance, standing.score.total, current()
        label = standing.edition.labels[standing.assessment.label].title.in_language(language.code)
        set_shown(self.distance_stat, shown=distance.threshold is not None)
        if distance.threshold is None:
            return
        need = language.number(distance.threshold)
        if not distance.missing:
            self.distance_stat.say(
                tr("{points} points", points=language.number(total.points)),
                tr("enough for {label} ({needed})", label=label, needed=need),
                role="good",
            )
        elif distance.reachable:
            self.distance_stat.say(
                tr("{points} more", points=language.number(distance.missing)),
                tr("points to {label} ({needed})", label=label, needed=need),
            )
        else:
            self.distance_stat.say(
                tr("{highest} at most", highest=language.number(total.highest)),
                tr("{label} needs {needed}", label=label, needed=need),
                role="danger",
                opens=tr("See what separates ({keys})", keys=DECIDING_KEY),
            )

    def _show_minimums(self, distance: Distance) -> None:
        below, opens = distance.below_minimum, tr("See what separates ({keys})", keys=DECIDING_KEY)
        figure = trn("{count} minimum unmet", "{count} minimums unmet", len(below))
        if not below:
            self.minimums_stat.say(tr("0 unmet"), tr("minimums"))
            return
        place = Place(Area.CRITERIA, below[0]) if len(below) == 1 else None
        title = criterion_title(self._working.edition.criteria[below[0]], current())
        said = title if place and not self._is_short else _some(below)
        self.minimums_stat.say(figure, said, place, "danger", opens="" if place else opens)

    def _show_flagged(self, rows: tuple[Row, ...]) -> None:
        flagged = [row.criterion.id for row in rows if row.is_flagged]
        is_visited = self._working.value.step in VISITING_STEPS
        place = Place(Area.ON_SITE, ON_SITE_PART) if is_visited else Place(Area.CRITERIA, next(iter(flagged), ""))
        self.flagged_stat.say(str(len(flagged)), tr("to raise on site"), place if flagged else None)

    def _show_deciding(self, distance: Distance) -> None:
        deciding = distance.deciding
        set_shown(self.deciding_stat, shown=bool(deciding) and not self._is_short)
        if deciding:
            figure = trn("{count} decides", "{count} decide", len(deciding))
            opens = tr("See what separates ({keys})", keys=DECIDING_KEY)
            self.deciding_stat.say(figure, _some(deciding), opens=opens)

    def _go(self, stat: Stat) -> None:
        if stat.place is not None:
            self.place_wanted.emit(stat.place)
        elif stat.leads:
            self._open_under(stat)

    @Slot()
    def show_separating(self) -> None:
        """List what separates the cluster from the label."""
        self._open_under(self.deciding_stat if self.deciding_stat.isVisible() else self.distance_stat)

    def _open_under(self, stat: Stat) -> None:
        self._working.flush()
        if self._popup is None:
            from eucles_desk.ui.workspace.separating_popup import SeparatingPopup

            self._popup = SeparatingPopup(self)
            self._popup.place_wanted.connect(self.place_wanted)
        window = self.window()
        within = QRect(window.mapToGlobal(window.rect().topLeft()), window.size())
        under = stat if stat.isVisible() else None
        at = under.mapToGlobal(under.rect().bottomLeft()) if under else within.topLeft() + QPoint(0, theme.em(6))
        self._popup.open_at(self._working.standing, at, within)

    @Slot(object)
    def _on_changed(self, _changes: object) -> None:
        self.refresh()

    @Slot()
    def _on_theme_changed(self) -> None:
        for stat in self.stats:
            stat.updateGeometry()
        self.refresh()


def _some(criteria: tuple[str, ...]) -> str:
    """Name the first criteria, and say how many more there are."""
    if len(criteria) <= MOST_CODES:
        return ", ".join(criteria)
    first = ", ".join(criteria[: MOST_CODES - 1])
    return tr("{codes} and {count} more", codes=first, count=len(criteria) - MOST_CODES + 1)
