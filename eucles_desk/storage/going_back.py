"""What the history says where the data went back to an earlier state."""

from __future__ import annotations

from typing import Final

from eucles_desk.errors import N_

RESTORED: Final = N_(
    "The backup of {made_at} was restored, without {lost} evidence files; what was there before is in {folder}"
)
ACCEPTED: Final = N_("Older data were accepted: {found} changes instead of {expected}")
ALL: Final = (RESTORED, ACCEPTED)
