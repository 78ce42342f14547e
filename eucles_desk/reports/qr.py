"""The code on a certificate: the data of the award as plain text that any reader shows, drawn as a QR code.

The text is one line without an address, so that it can be read offline and by people. Its fields stand between bars::

    EUCLES|1|number|label|cluster|country|first month|last month|hash

``1`` is the version of the format; a later one may change what follows it. In a field, ``%`` is written ``%25`` and a
bar ``%7C``. The label is its id in the edition, the country an ISO 3166 code, months are ``YYYY-MM``, and the hash is
the start of the content hash that stands at the foot of the certificate. A long name of a cluster is cut and ends in
an ellipsis.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Final, Self

import segno

from eucles_desk.drawing.shapes import Drawing, Rectangle, Role
from eucles_desk.errors import ReportError
from eucles_desk.reports.fitting import ELLIPSIS, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME: Final = "EUCLES"
VERSION: Final = "1"
BAR: Final = "|"
MOST_BYTES: Final = 90
"""How much of the cluster's name the code takes, so that its squares stay large enough on paper."""
QUIET: Final = 4
"""How many squares around a code stay empty, for readers to find it."""
HASH_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class AwardCode:
    """What the code on a certificate says, in the order of its fields.

    Attributes:
        number: The number of the award.
        label: The id of the label.
        cluster: The name of the cluster.
        country: Its country as an ISO 3166 code, or empty.
        first: The first month, ``YYYY-MM``.
        last: The last month, ``YYYY-MM``.
        content_hash: The first digits of the certificate's content hash.
    """

    number: str
    label: str
    cluster: str
    country: str
    first: str
    last: str
    content_hash: str

    def to_text(self) -> str:
        """Return the text that the code holds."""
        said: Sequence[str] = astuple(self)
        return BAR.join((NAME, VERSION, *(_escaped(_printable(field)) for field in said)))

    @classmethod
    def from_text(cls, words: str) -> Self:
        """Read the text of a code; raise ``ReportError`` when it is not one that this version can read."""
        name, _, rest = words.partition(BAR)
        version, _, rest = rest.partition(BAR)
        if name != NAME:
            raise ReportError("This is not the code of a EUCLES certificate.")
        if version != VERSION:
            raise ReportError("The code is of a version that this program does not know.")
        said = [_unescaped(field) for field in rest.split(BAR)]
        if len(said) != len(fields(cls)):
            raise ReportError("The code is damaged.")
        return cls(*said)


def cut_to_bytes(words: str, most: int = MOST_BYTES) -> str:
    """Cut a text so that it takes no more than so many bytes, an ellipsis at its end then."""
    words = _printable(words)
    content = words.encode()
    if len(content) <= most:
        return words
    return content[: most - len(ELLIPSIS.encode())].decode("utf-8", "ignore").rstrip() + ELLIPSIS


def matrix(words: str) -> tuple[tuple[bool, ...], ...]:
    """Return the squares of the code by rows, dark ones true, without the empty ones around them.

    The code says that its text is UTF-8 where that matters, and can be read with about a seventh of it gone.
    """
    code = segno.make_qr(
        words, error="m", boost_error=False, encoding=None if words.isascii() else "utf-8", eci=not words.isascii()
    )
    return tuple(tuple(bool(square) for square in row) for row in code.matrix)


def qr_drawing(words: str, size: float, description: str) -> Drawing:
    """Draw the code as large as asked for, its quiet zone included."""
    rows = matrix(words)
    square = size / (len(rows) + 2 * QUIET)
    shapes = [Rectangle(0, 0, size, size, fill=Role.BACKGROUND)]
    for number, row in enumerate(rows):
        shapes += [
            Rectangle((start + QUIET) * square, (number + QUIET) * square, length * square, square, fill=Role.TEXT)
            for start, length in _runs(row)
        ]
    return Drawing(size, size, tuple(shapes), description)


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    """Return where dark squares stand side by side: the first one and how many."""
    runs: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs


def _printable(words: str) -> str:
    return "".join(filter(str.isprintable, one_line(words)))


def _escaped(field: str) -> str:
    return field.replace("%", "%25").replace(BAR, "%7C")


def _unescaped(field: str) -> str:
    return field.replace("%7C", BAR).replace("%25", "%")
