"""The recovery sheet: one page with the code that opens the data when the passphrase is forgotten, to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from eucles_desk.drawing.shapes import Anchor, Drawing, Label, Line, Point, Rectangle, Role
from eucles_desk.language.marking import N_
from eucles_desk.reports import layout
from eucles_desk.reports.content import Align, Block, BulletList, Document, Figure, Heading, NumberedList, Tone, text
from eucles_desk.reports.fitting import paragraph
from eucles_desk.reports.qr import qr_drawing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from eucles_desk.language import Language

WIDTH: Final = layout.PORTRAIT.text_width
COLUMNS: Final = 5
BOX_HEIGHT: Final = 38.0
GAP: Final = 7.0
SIGNS_SIZE: Final = 17.0
SIGN_PITCH: Final = 15.0
"""The signs stand apart, so that each is read for itself."""
CODE_SIZE: Final = 78.0
LINE_WIDTH: Final = 215.0
DOT: Final = " \N{MIDDLE DOT} "
_KEEP: Final = (
    N_(
        "Print it and keep it with your important papers, away from the computer. Whoever has this sheet and the data "
        "can read everything."
    ),
    N_(
        "Delete the file once it is printed, also from the recycle bin. Do not send it by e-mail, and do not take a "
        "picture of it."
    ),
    N_("It opens these data and their backups, whatever their passphrase: a new one does not change the key."),
)
_USE: Final = (
    N_("Start EUCLES Desk and choose “Use the recovery sheet…”, or run: eucles-desk passphrase recover"),
    N_(
        "Type the code. Dashes, spaces and small or capital letters make no difference. There is no letter O, I, L or "
        "U in it. A group that is mistyped is named by its number."
    ),
    N_("Set a new passphrase."),
)


def recovery_sheet(code: str, data_id: str, language: Language, made_on: date, program_version: str) -> Document:
    """Return the sheet for a code, groups with dashes between.

    Args:
        code: the code.
        data_id: by which these data are told from others; it says nothing of the key.
        language: the language of the sheet.
        made_on: the day.
        program_version: the version, for the foot.
    """
    _ = language.text
    title = _("Recovery sheet")
    return Document(
        title=title,
        language=language.code,
        subject=_("Opens the data {id} when the passphrase is forgotten", id=data_id),
        author=_("EUCLES Desk"),
        made_on=made_on,
        footer=DOT + _("EUCLES Desk {version}", version=program_version),
        blocks=_blocks(code, data_id, language, made_on),
        page_label=_("{page} / {pages}"),
        footer_name=title,
        framed=True,
    )


def _blocks(code: str, data_id: str, language: Language, made_on: date) -> tuple[Block, ...]:
    _ = language.text
    kicker = (_("EUCLES Desk"), _("Data {id}", id=data_id), language.date(made_on))
    qr = _("QR code with the recovery code as plain text.")
    lost = _(
        "If somebody else may have seen this sheet, a new passphrase is not enough. Keep everybody away from the data "
        "folder and its backups then, and delete copies that nobody needs."
    )
    return (
        paragraph(DOT.join(kicker), 1, Tone.KICKER),
        Heading(1, _("Recovery sheet"), "recovery"),
        paragraph(_("This code opens the data when the passphrase is forgotten. There is no other way."), 2, Tone.LEAD),
        Figure(_groups(code.split("-"), language)),
        Heading(2, _("Keep this sheet safe")),
        BulletList(tuple(text(_(said)) for said in _KEEP)),
        Heading(2, _("When the passphrase is forgotten")),
        NumberedList(tuple(text(_(said)) for said in _USE)),
        paragraph(lost, 4),
        _lines(language),
        Figure(qr_drawing(code, CODE_SIZE, qr), align=Align.CENTRE),
        paragraph(
            _("The code once more, for a reader of QR codes that belongs to you and works offline."),
            2,
            Tone.NOTE,
            Align.CENTRE,
        ),
    )


def _groups(groups: Sequence[str], language: Language) -> Drawing:
    """Draw the groups in boxes, each under its number."""
    box = (WIDTH - (COLUMNS - 1) * GAP) / COLUMNS
    shapes: list[Rectangle | Label] = []
    for at, group in enumerate(groups):
        x, y = at % COLUMNS * (box + GAP), at // COLUMNS * (BOX_HEIGHT + GAP)
        shapes.append(Rectangle(x + 0.5, y + 0.5, box - 1, BOX_HEIGHT - 1, stroke=Role.GRID))
        shapes.append(Label(Point(x + 5, y + 11), str(at + 1), Role.MUTED, 8.0))
        left = x + box / 2 - (len(group) - 1) / 2 * SIGN_PITCH
        for place, sign in enumerate(group):
            where = Point(left + place * SIGN_PITCH, y + BOX_HEIGHT - 9)
            shapes.append(Label(where, sign, Role.TEXT, SIGNS_SIZE, bold=True, anchor=Anchor.MIDDLE))
    rows = -(-len(groups) // COLUMNS)
    said = language.text("The recovery code, in groups of five: {code}", code="; ".join(map(" ".join, groups)))
    return Drawing(WIDTH, rows * (BOX_HEIGHT + GAP) - GAP, tuple(shapes), said)


def _lines(language: Language) -> Figure:
    """Draw two lines to write on by hand whose data these are."""
    _, y = language.text, 24.0
    shapes: list[Line | Label] = []
    for left, words in ((0.0, _("Whose data, on which computer")), (WIDTH - LINE_WIDTH, _("Where the backups are"))):
        shapes.append(Line(Point(left, y), Point(left + LINE_WIDTH, y), Role.MUTED, 0.75))
        shapes.append(Label(Point(left, y + 12), words, Role.MUTED, layout.CAPTION.size))
    said = _("Two empty lines by hand: whose data these are and on which computer, and where the backups are.")
    return Figure(Drawing(WIDTH, y + 16, tuple(shapes), said))
