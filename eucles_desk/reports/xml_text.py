"""Text on its way into a file that is made of XML."""

from __future__ import annotations

import re
from typing import Final

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold."""
LINE_END: Final = re.compile("\r\n?|[\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return a text as XML can hold it, with one sign for the end of a line; nothing in it is read as markup later."""
    return FORBIDDEN.sub("", LINE_END.sub("\n", text))
