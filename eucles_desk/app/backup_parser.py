"""The grammar of the commands on backups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from eucles_desk.app.arguments import DataDir, actions_of, given
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT: Final = N_("Backups of the data, with their evidence files.")
BackupId: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help=N_("The id of a backup, as “backup list” shows it, or a beginning of it."))
]
MaybeId: TypeAlias = Annotated[
    str | None, typer.Argument(metavar="ID", help=N_("The id of a backup; by default the newest."))
]
From: TypeAlias = Annotated[
    str | None, typer.Option("--from", metavar="FOLDER", help=N_("Look in this second folder too, such as a stick."))
]
Also: TypeAlias = Annotated[
    str | None, typer.Option("--to", metavar="FOLDER", help=N_("A second folder that gets the same, such as a stick."))
]
Into: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--to", metavar="FOLDER", help=N_("Restore into this empty folder, and leave the data folder as it is.")
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help=N_("Print JSON for other programs."))]


def _group(context: typer.Context, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir)


def _list(context: typer.Context, source: From = None, json: Json = False, data_dir: DataDir = None) -> int:
    return actions_of(context, data_dir).backups.list(given(source), as_json=json)


def _make(context: typer.Context, target: Also = None, data_dir: DataDir = None) -> int:
    return actions_of(context, data_dir).backups.make(given(target))


def _check(context: typer.Context, backup: MaybeId = None, source: From = None, data_dir: DataDir = None) -> int:
    return actions_of(context, data_dir).backups.check(backup, given(source))


def _restore(
    context: typer.Context, backup: BackupId, source: From = None, target: Into = None, data_dir: DataDir = None
) -> None:
    actions_of(context, data_dir).backups.restore(backup, given(source), given(target))


GROUP: Final = _group
COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "list": (_list, N_("List the backups, newest first, with what was changed since each.")),
    "make": (_make, N_("Make a backup now and check it.")),
    "check": (_check, N_("Check a backup; the exit status is 2 when something is wrong with it.")),
    "restore": (_restore, N_("Put a backup in the place of the data. What was there is kept in “replaced”.")),
}
