"""How the width of the workspace is shared between the list, the judgement and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.ui import theme
from eucles_desk.ui.workspace.judgement_panel import WIDEST

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSplitter

AROUND: Final = 4
"""What stands around the text of the judgement, in multiples of the text size."""
LEAST_WITH_FILE: Final = 46
"""A file that is shown beside the judgement leaves it this much, in multiples of the text size, where there is more."""
SMALL: Final = 100
"""Below this width of the workspace, in multiples of the text size, a page would be too small to read beside it all."""
LEAST_LIST, LEAST_BESIDE_FILE = 15, 40
"""There, list and judgement give way to the file down to this."""
FILE: Final = 0.4
"""A page is read without the magnifier from this part of a usual screen on."""
MOST_FOR_FILE, MOST_FOR_CARDS = 90, 45


class Sharing:
    """Remembers what the user made of the widths, for itself while a file is shown and while none is."""

    def __init__(self, splitter: QSplitter) -> None:
        self._splitter = splitter
        self._by_user: dict[bool, list[int]] = {}
        self._was_wide = False

    def keep(self, *, wide: bool) -> None:
        """Remember the widths that the user gave."""
        self._by_user[wide] = self._splitter.sizes()

    def forget(self) -> None:
        """Share out the width anew."""
        self._by_user.clear()

    def apply(self, sizes: list[int], *, wide: bool) -> None:
        """Set widths, but for those that the user gave."""
        changed, self._was_wide = wide != self._was_wide, wide
        if wide not in self._by_user:
            self._splitter.setSizes(sizes)
        elif changed:
            self._splitter.setSizes(self._by_user[wide])


def shares(width: int, *, low: bool, wide: bool) -> tuple[int, int]:
    """Return the widths of list and evidence beside a judgement, ``wide`` while a file is shown.

    Where the window is low, the levels need the width more than what lies beside them.
    """
    least, beside = (theme.em(19), theme.em(20)) if low else (theme.em(21), theme.em(22))
    # Beside a file the list is as narrow as in a low window, so that what stands beside the levels keeps its place.
    left = round(min(max(theme.em(19) if wide else least, width * (0.14 if wide else 0.18)), theme.em(27)))
    beyond = width - left - theme.em(WIDEST + AROUND)
    if wide and width < theme.em(SMALL):
        left = theme.em(LEAST_LIST)
        return left, max(min(round(width * FILE), width - left - theme.em(LEAST_BESIDE_FILE)), beside)
    if wide:
        most = min(width - left - theme.em(LEAST_WITH_FILE), theme.em(MOST_FOR_FILE))
        return left, max(round(min(max(width * FILE, beyond), most)), beside)
    return left, max(round(min(max(width * 0.2, beyond), theme.em(MOST_FOR_CARDS))), beside)
