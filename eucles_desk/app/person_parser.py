"""The grammar of the commands on what is kept about a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from eucles_desk.app.arguments import DataDir, actions_of, path_of
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT: Final = N_("What is kept about a person, for requests under data protection law.")
Name: TypeAlias = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("The name as it is usually written, given names first."))
]
Also: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--also", metavar="FORM", help=N_("Another form of the name, an inflected one for instance; may be repeated.")
    ),
]
Out: TypeAlias = Annotated[
    str,
    typer.Option(
        "--out",
        metavar="FILE.json",
        help=N_("The file to write; the same is written beside it as a text to be read, ending in .txt."),
    ),
]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes", help=N_("Do it without asking; it cannot be undone."))]
Only: TypeAlias = Annotated[
    bool, typer.Option("--drop-backups", help=N_("Make a new backup afterwards and delete every older one."))
]


def _group(context: typer.Context, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir)


def _find(context: typer.Context, name: Name, also: Also = None, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).persons.find(name, also or ())


def _export(context: typer.Context, name: Name, out: Out, also: Also = None, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).persons.export(name, also or (), path_of(out))


def _erase(  # noqa: PLR0917  # the parser's own order of arguments
    context: typer.Context,
    name: Name,
    also: Also = None,
    yes: Yes = False,
    drop_backups: Only = False,
    data_dir: DataDir = None,
) -> None:
    actions_of(context, data_dir).persons.erase(name, also or (), is_sure=yes, drop_backups=drop_backups)


GROUP: Final = _group
COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "find": (_find, N_("Count what is kept about a person, by where it stands.")),
    "export": (_export, N_("Write all that is kept about a person, other people's names left out.")),
    "erase": (_erase, N_("Put a neutral term in the name's place everywhere, for good. The history stays provable.")),
}
