"""What the workspace leaves out in site mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eucles_desk.ui.workspace.workspace import Workspace


def leave_what_matters(workspace: Workspace) -> None:
    """Show what to look for and the questions to ask at once; leave out what is compared at the desk."""
    judgement = workspace.judgement
    judgement.beside.is_left_out = True
    judgement.beside.hide()
    judgement.guidance.unfold_button.setChecked(True)
