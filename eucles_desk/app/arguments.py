"""What the grammars of all commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias, cast

import typer

from eucles_desk.errors import UsageError
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from eucles_desk.app.actions import Actions

DataDir: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="DIR", help=N_("The folder of the data; by default the user's own on this computer.")),
]


def actions_of(context: typer.Context, data_dir: str | None) -> Actions:
    """Return the actions, told of the data folder; given twice, the one after the command counts."""
    actions = cast("Actions", context.obj)
    if data_dir is not None:
        actions.data_dir = path_of(data_dir)
    return actions


def path_of(name: str) -> Path:
    """Return a path; an empty name would mean the present folder, which nobody who writes it means."""
    if not name:
        raise UsageError("A file or folder is given an empty name.")
    return Path(name)


def given(name: str | None) -> Path | None:
    """Return a path where one is given."""
    return None if name is None else path_of(name)
