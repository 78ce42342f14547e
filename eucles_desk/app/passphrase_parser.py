"""The grammar of the commands on the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from eucles_desk.app.arguments import DataDir, actions_of, given, path_of
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT: Final = N_(
    "The passphrase that locks the data. It does not change the key: copies of the data folder from before it was "
    "set or changed open as they did then, and their key file opens later data too."
)
Sheet: TypeAlias = Annotated[
    str | None,
    typer.Option("--sheet", metavar="FILE.pdf", help=N_("Write the recovery sheet to this file at once.")),
]
SheetOut: TypeAlias = Annotated[
    str,
    typer.Option(
        "--out",
        metavar="FILE.pdf",
        help=N_("The file to write, with the code that opens the data; print and delete it."),
    ),
]
SheetLang: TypeAlias = Annotated[
    str, typer.Option("--lang", metavar="CODE", help=N_("The sheet's language: {languages}."))
]

FromBackup: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--from-backup",
        help=N_("The key file is missing: put back the copy that lies with the newest backup. No code is needed."),
    ),
]


def _group(context: typer.Context, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir)


def _set(context: typer.Context, sheet: Sheet = None, lang: SheetLang = "en", data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).passphrase.set(given(sheet), lang)


def _change(context: typer.Context, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).passphrase.change()


def _remove(context: typer.Context, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).passphrase.remove()


def _recover(context: typer.Context, from_backup: FromBackup = False, data_dir: DataDir = None) -> None:
    commands = actions_of(context, data_dir).passphrase
    if from_backup:
        commands.put_key_back()
    else:
        commands.recover()


def _sheet(context: typer.Context, out: SheetOut, lang: SheetLang = "en", data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).passphrase.sheet(path_of(out), lang)


GROUP: Final = _group
COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "set": (
        _set,
        N_(
            "Lock the data with a passphrase. It is asked for, or is taken from the variable "
            "EUCLES_DESK_NEW_PASSPHRASE. Other commands then ask for it, or take it from EUCLES_DESK_PASSPHRASE. It is "
            "never given on the command line: other users of the computer can read that."
        ),
    ),
    "change": (_change, N_("Lock the data with another passphrase.")),
    "remove": (_remove, N_("Let the data be without a passphrase again.")),
    "recover": (
        _recover,
        N_(
            "Set a new passphrase with the code of the recovery sheet, which is asked for or is taken from the "
            "variable EUCLES_DESK_RECOVERY_CODE."
        ),
    ),
    "sheet": (_sheet, N_("Write the recovery sheet, which opens the data when the passphrase is forgotten.")),
}
