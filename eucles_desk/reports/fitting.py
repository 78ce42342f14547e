"""Makes texts and pages fit: how high blocks are at most, worked out from their texts alone.

A report that must not become longer is made of what fits before it is set. No font is asked: widths are those of the
report's fonts, upright or italic whichever is wider, rounded up, and what is not known counts as very wide. So a page
may come out with some room to spare, but never with too much on it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from eucles_desk.reports import layout
from eucles_desk.reports.blocks import LINE_BREAK, TONES
from eucles_desk.reports.content import (
    Align,
    BulletList,
    Callout,
    CalloutKind,
    Figure,
    FormQuestion,
    Group,
    Heading,
    Image,
    KeyValues,
    NumberedList,
    PageBreak,
    Paragraph,
    SignatureField,
    Space,
    Span,
    Table,
    Tone,
    text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eucles_desk.reports.content import Block, Text
    from eucles_desk.reports.layout import Style

PAGE: Final = layout.PORTRAIT.text_height - 1.0
"""How much fits on a page, with a point to spare for rounding."""
NARROWEST: Final = 0.25
"""No character of a text that has any is narrower, so that this much of a long text is more than enough."""
WIDEST: Final = 1.7
VERY_WIDE: Final = {"\N{TWO-EM DASH}": 2.0, "\N{THREE-EM DASH}": 3.0}
SMALL_LETTER: Final = 1.0
CAPITAL: Final = 1.12
"""Greek and Cyrillic letters."""
BROADENING: Final = frozenset("\N{COMBINING HORN}\N{COMBINING CARON}")
MARKED: Final = 0.1
"""What these marks may add to the width of a Latin letter; the others stand above or below it."""
USUAL: Final = 1.0
"""Dashes, quotation marks and other general punctuation."""
PLAIN: Final = (
    (0.27, " !',.:;ijl"),
    (0.34, "J`()-I[]"),
    (0.39, "/\\ft{}"),
    (0.46, '"?_r'),
    (0.49, "csz"),
    (0.53, "FLvxy"),
    (0.58, "$*+0123456789<=>ESTYZ^aek|~"),
    (0.62, "KPVXbdghnopqu"),
    (0.66, "#ABCR"),
    (0.74, "&DGU"),
    (0.80, "HNOQw"),
    (0.91, "%@M"),
    (0.97, "Wm"),
)
BOLD: Final = (
    (0.27, " '"),
    (0.34, "!,.:;()-J[]ijl"),
    (0.39, "I`f"),
    (0.46, "/\\_rt{}"),
    (0.53, '"?zcs'),
    (0.58, "$*+0123456789<=>EFLSTZ^vxy|~"),
    (0.62, "aeko"),
    (0.66, "#CPRVYbdghnpqu"),
    (0.70, "ABKX"),
    (0.74, "DG"),
    (0.80, "&HOQU"),
    (0.91, "%@Nw"),
    (1.00, "MWm"),
)
LETTERS: Final = {
    is_bold: {character: wide for wide, characters in widths for character in characters}
    for is_bold, widths in ((False, PLAIN), (True, BOLD))
}
MARKER: Final = 14.0
"""How much wider than usual the number of an item may be."""
ITEM_WIDTH: Final = layout.PORTRAIT.text_width - layout.INDENT - MARKER
"""How wide the text of an item is at least."""
APART: Final = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029\u3000]+")
ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"


def one_line(words: str) -> str:
    """Return a text without breaks and double spaces."""
    return " ".join(filter(None, APART.split(words)))


def shortened(
    words: str, style: Style, lines: int, width: float = layout.PORTRAIT.text_width, *, bold: bool = False
) -> str:
    """Cut a text at a word so that it takes no more than so many lines; breaks in it become spaces."""
    most = int(lines * width / (style.size * NARROWEST)) + 1
    start = one_line(words[: 4 * most])[:most]
    if len(words) <= most and lines_of(start, style, width, bold=bold) <= lines:
        return start
    fits, too_much = 0, len(start)
    while too_much - fits > 1:
        middle = (fits + too_much) // 2
        if lines_of(start[:middle] + ELLIPSIS, style, width, bold=bold) <= lines:
            fits = middle
        else:
            too_much = middle
    cut = start[:fits]
    if not start[fits : fits + 1].isspace() and " " in cut[fits // 2 :]:
        cut = cut.rsplit(" ", 1)[0]
    cut = cut.rstrip(" ,;:")
    # The bound of a word too long for a line also depends on its widest character, which may be the ellipsis.
    while cut and lines_of(cut + ELLIPSIS, style, width, bold=bold) > lines:
        cut = cut[: len(cut) * 3 // 4]
    return cut + ELLIPSIS


def lines_of(words: str, style: Style, width: float, *, bold: bool = False) -> int:
    """Return how many lines a text takes at most."""
    words = unicodedata.normalize("NFC", words)
    return sum(_lines(line, style.size, width, bold=bold or style.bold) for line in LINE_BREAK.split(words))


def paragraph(
    words: str,
    lines: int,
    tone: Tone = Tone.BODY,
    align: Align = Align.START,
    *,
    bold: bool = False,
    language: str = "",
) -> Paragraph:
    """Return a paragraph of no more than so many lines."""
    said = Span(shortened(words, TONES[tone], lines, bold=bold), bold=bold, language=language)
    return Paragraph(text(said), tone, align=align)


def height_of(blocks: Iterable[Block], width: float = layout.PORTRAIT.text_width) -> float:
    """Return how high blocks are at most, the space above the first of them included; a table has no bound."""
    return sum(_height(block, width) for block in blocks)


def _lines(line: str, size: float, width: float, *, bold: bool) -> int:
    count, filled, known = 0, width, partial(_em, bold=bold)
    for word in filter(None, APART.split(line)):
        wide = sum(map(known, word)) * size
        if filled + wide <= width:
            filled += wide
        elif wide <= width:
            count, filled = count + 1, wide
        else:
            # A word too long for a line is cut where it looks best, with more than half of what fits on each line.
            least = int(width / (max(map(known, word)) * size)) // 2 + 1
            count, filled = count + math.ceil(len(word) / least), width
        filled += known(" ") * size
    return count


@cache
def _em(character: str, *, bold: bool) -> float:
    letters = LETTERS[bold]
    if character in letters:
        return letters[character]
    if character in VERY_WIDE:
        return VERY_WIDE[character]
    base, *marks = unicodedata.normalize("NFD", character)
    if base.isalpha() and base in letters:
        return letters[base] + (MARKED if BROADENING.intersection(marks) else 0.0)
    code = ord(character)
    if 0x370 <= code < 0x460:
        return CAPITAL if character.isupper() else SMALL_LETTER
    return USUAL if 0x2010 <= code < 0x2028 else WIDEST


def _height(block: Block, width: float) -> float:  # noqa: C901, PLR0911  # one line for each kind of block
    match block:
        case Heading():
            apart, style = layout.RULE_ABOVE if block.apart else 0.0, layout.HEADINGS[block.level]
            return apart + max(_prose(block.text, style, width), style.before + style.leading)  # never without a line
        case Paragraph():
            return _prose(block.text, TONES[block.tone], width)
        case BulletList() | NumberedList():
            inner = width - layout.INDENT - MARKER
            return layout.BODY.before + sum(_prose(item, layout.ITEM, inner) for item in block.items)
        case Callout():
            return _callout(block, width)
        case KeyValues():
            return layout.TABLE_BEFORE + sum(
                _row((pair.key, layout.KEY_WIDTH), (pair.value, width - layout.KEY_WIDTH)) for pair in block.pairs
            )
        case Figure():
            caption = _prose(block.caption, layout.CAPTION, width) if block.caption else 0.0
            return layout.FIGURE_BEFORE + block.drawing.height + caption
        case Image():
            return block.height
        case Group():
            return height_of(block.blocks, width)
        case Space():
            return block.height
        case SignatureField():
            return _box([_prose(part, layout.CALLOUT_TEXT, _inner(width)) for part in block.paragraphs])
        case PageBreak() | Table() | FormQuestion():
            return math.inf


def _prose(said: Text | str, style: Style, width: float) -> float:
    words = said if isinstance(said, str) else "".join(span.text for span in said)
    bold = not isinstance(said, str) and any(span.bold for span in said)
    begun = len(LINE_BREAK.findall(words)) * style.leading / 4
    return style.before + lines_of(words, style, width, bold=bold) * style.leading + begun


def _callout(block: Callout, width: float) -> float:
    style = layout.CALLOUT_HEADING if block.kind is CalloutKind.RESULT else layout.NOTICE_HEADING
    said = [_prose(part, layout.CALLOUT_TEXT, _inner(width)) for part in block.paragraphs]
    return _box([_prose(block.heading, style, _inner(width)), *said])


def _box(heights: Iterable[float]) -> float:
    return layout.CALLOUT_BEFORE + sum(heights) + 2 * layout.CALLOUT_PADDING


def _inner(width: float) -> float:
    return width - layout.CALLOUT_BAR - 2 * layout.CALLOUT_PADDING


def _row(*cells: tuple[Text | str, float]) -> float:
    high = max(_prose(words, layout.VALUE, width - 2 * layout.CELL_PADDING) for words, width in cells)
    return high + 2 * layout.CELL_SPACE
