"""What the workspace leaves out in site mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eucles_desk.ui.workspace.workspace import Workspace


def leave_what_matters(workspace: Workspace) -> None:
    """Leave out what is compared at the desk; what to look for unfolds by its key, as it hides the levels."""
    workspace.judgement.beside.is_left_out = True
    workspace.judgement.beside.hide()
