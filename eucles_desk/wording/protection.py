"""What a passphrase protects and what it does not, and how good one is, in sentences for every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.records import Protection
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PROTECTED: Mapping[Protection, Sequence[str]] = {
    Protection.NONE: (
        N_(
            "There is no passphrase. The data are encrypted, and the key lies beside them in a file that only you may "
            "read."
        ),
        N_(
            "This keeps other users of this computer out and finds damage, but it is no secrecy: whoever has the whole "
            "folder, on a lost computer or in a copy, can read everything."
        ),
    ),
    Protection.PASSPHRASE: (
        N_(
            "The data are locked with your passphrase. Without it nobody can read assessments and evidence in this "
            "folder and its backups, unless they have the key from before or the recovery sheet."
        ),
        N_(
            "Nobody can bring a forgotten passphrase back, not even the makers of the program. Only the recovery sheet "
            "opens the data then."
        ),
        N_(
            "It does not protect data that are open, reports and files that you saved elsewhere, or a computer on "
            "which somebody has installed a program that watches you. How many files there are, how large and when "
            "they were changed can be seen."
        ),
    ),
}
"""What is said of each state; the last sentence of one with a passphrase is what it does not do."""
EARLIER_COPIES = N_(
    "Copies of the data folder and backups made before, in a cloud or on a stick that is not connected, open as they "
    "did then. A passphrase does not change the key: the key file of such a copy, put beside the data, opens what is "
    "there now and what is added later. Delete such copies."
)
"""To be said where a passphrase is set or changed, and for as long as there is one."""
OPEN_TO_OTHERS = N_(
    "Other users of this computer can read this, and the disk does not let it be put right. Move the data folder to a "
    "place of your own: {path}"
)
"""To be said of each path that is open to others."""
NOT_REPLACED = N_("This copy of the key could not be replaced, and it still opens as before: {path}")
"""To be said of each path that a change of the passphrase returns."""
