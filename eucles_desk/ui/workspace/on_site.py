"""What the workspace leaves out in site mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.ui import theme

if TYPE_CHECKING:
    from eucles_desk.ui.workspace.workspace import Workspace

HIGH_ENOUGH = 44
"""In multiples of the text size."""


def leave_what_matters(workspace: Workspace, height: int) -> None:
    """Leave out what is compared at the desk; show the questions to ask where the levels still have room below."""
    judgement = workspace.judgement
    judgement.beside.is_left_out = True
    judgement.beside.hide()
    judgement.guidance.unfold_button.setChecked(height >= theme.em(HIGH_ENOUGH))
