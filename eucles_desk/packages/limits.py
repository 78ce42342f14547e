"""How much of a received package, card or box is read before it is refused."""

from __future__ import annotations

from typing import Final

HEADER_BYTES: Final = 4_000_000
MEMBERS: Final = 10_400
"""Files in a package, besides its header and signature."""
EVIDENCE: Final = 10_000
EVIDENCE_BYTES: Final = 2_000_000_000
"""Of one piece."""
ALL_EVIDENCE_BYTES: Final = 8_000_000_000
MEMBER_BYTES: Final = 50_000_000
"""Of one that is not evidence: it is kept in memory."""
ALL_MEMBERS_BYTES: Final = 100_000_000
UNKNOWN: Final = 100
UNKNOWN_BYTES: Final = 20_000_000
"""Of all members that a newer program has added."""
RECIPIENTS: Final = 50
NAME: Final = 200
"""Characters of the author's name."""
PASSPHRASE: Final = 1_024
"""Characters of a passphrase."""
CARD_BYTES: Final = 65_536
BOX_BYTES: Final = 50_000_000
"""Of the content of a box."""
BOX_HEAD: Final = 4_096
"""Bytes of the line before it."""
FILE_NAME: Final = 99
"""Characters of a name in a package: a tar without extensions has room for no more."""
LANGUAGES: Final = 40
"""Of an expert."""
