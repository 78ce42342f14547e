"""The grammar of the command line: commands, their arguments, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, TypeAlias, cast

import typer
from typer.core import TyperGroup

from eucles_desk import __version__
from eucles_desk.app.actions import Actions
from eucles_desk.app.output import NAME, say
from eucles_desk.errors import UsageError
from eucles_desk.language import Language
from eucles_desk.language.marking import N_


def run_parser(arguments: Sequence[str], actions: Actions, language: Language) -> object:
    """Parse the arguments and run what they ask for; ``--help`` speaks the language.

    Returns an exit status, or ``None`` when a command has run to its end.
    """
    app, scheme = _group(ABOUT), _group(N_("Editions of the scheme."))
    app.callback()(_root)
    scheme.callback()(_scheme)
    for group, commands in ((app, _COMMANDS), (scheme, _SCHEME_COMMANDS)):
        for name, (function, help_text) in commands.items():
            group.command(name, help=help_text)(function)
    app.add_typer(scheme, name="scheme")
    command = typer.main.get_command(app)
    _translate(command, language)
    return command(list(arguments), NAME, standalone_mode=False, obj=actions)


class Commands(TyperGroup):
    """A group that says which commands there are when one is missing or unknown."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401  # typer's own types are private
        """Find a command by its name."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            raise UsageError(
                "There is no command “{command}”. The commands are: {commands}.",
                command=args[0][:60],
                commands=", ".join(sorted(self.commands)),
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # typer's own types are private
        """Run the command that was named."""
        if not ctx._protected_args:  # noqa: SLF001  # the one place where typer keeps the command's name
            raise UsageError("Name a command: {commands}.", commands=", ".join(sorted(self.commands)))
        return super().invoke(ctx)


def _version(value: bool) -> None:
    if value:
        say(f"EUCLES Desk {__version__}")
        raise typer.Exit


ABOUT: Final = N_(
    "Leads assessors through the recognition criteria of the EUCLES labels. Without a command the window opens."
)
DataDir: TypeAlias = Annotated[
    str | None,
    typer.Option(metavar="DIR", help=N_("The folder of the data; by default the user's own on this computer.")),
]
Version: TypeAlias = Annotated[
    bool, typer.Option("--version", help=N_("Show the version and end."), callback=_version, is_eager=True)
]
Id: TypeAlias = Annotated[str, typer.Argument(metavar="ID", help=N_("The id of an assessment, as “list” shows it."))]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help=N_("Print JSON for other programs."))]
File: TypeAlias = Annotated[str, typer.Argument(metavar="FILE", help=N_("The file to read."))]
Out: TypeAlias = Annotated[
    str, typer.Option(metavar="FILE", help=N_("The file to write; one that is there is replaced."))
]
Lang: TypeAlias = Annotated[str, typer.Option(metavar="CODE", help=N_("The report's language: en or fi."))]
Kind: TypeAlias = Annotated[str, typer.Option(metavar="KIND", help=N_("The kind of report: full."))]


def _root(context: typer.Context, data_dir: DataDir = None, version: Version = False) -> None:  # noqa: ARG001
    _actions(context, data_dir)


def _scheme(context: typer.Context, data_dir: DataDir = None) -> None:
    _actions(context, data_dir)


def _sample(context: typer.Context, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).sample()


def _list(context: typer.Context, json: Json = False, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).list(as_json=json)


def _import(context: typer.Context, file: File, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).take_in(_path(file))


def _export(context: typer.Context, assessment: Id, out: Out, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).give_out(assessment, _path(out))


def _report(  # noqa: PLR0917  # the parser's own order of arguments
    context: typer.Context,
    assessment: Id,
    out: Out,
    lang: Lang = "en",
    kind: Kind = "full",
    data_dir: DataDir = None,
) -> None:
    _actions(context, data_dir).report(assessment, _path(out), lang, kind)


def _check(context: typer.Context, assessment: Id, json: Json = False, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).check(assessment, as_json=json)


def _scheme_list(context: typer.Context, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).schemes()


def _scheme_check(context: typer.Context, file: File, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).check_scheme(_path(file))


_COMMANDS: Final[dict[str, tuple[Callable[..., None], str]]] = {
    "sample": (_sample, N_("Write sample data: invented clusters in several states.")),
    "list": (_list, N_("List the assessments with id, cluster, label, step and points.")),
    "import": (_import, N_("Take in an interchange file and print the assessment's id.")),
    "export": (_export, N_("Write the interchange file of an assessment.")),
    "report": (_report, N_("Write the report of an assessment as a PDF file.")),
    "check": (_check, N_("List the open points and quality findings of an assessment.")),
}
_SCHEME_COMMANDS: Final[dict[str, tuple[Callable[..., None], str]]] = {
    "list": (_scheme_list, N_("List the editions kept, with their hash and use.")),
    "check": (_scheme_check, N_("Check an edition or overlay file; name line and reason of what is wrong.")),
}


def _group(help_text: str) -> typer.Typer:
    return typer.Typer(
        cls=Commands,
        help=help_text,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _actions(context: typer.Context, data_dir: str | None) -> Actions:
    """Return the actions, told of the data folder; given twice, the one after the command counts."""
    actions = cast("Actions", context.obj)
    if data_dir is not None:
        actions.data_dir = _path(data_dir)
    return actions


def _path(name: str) -> Path:
    """An empty name would mean the present folder, which nobody who writes it means."""
    if not name:
        raise UsageError("A file or folder is given an empty name.")
    return Path(name)


def _translate(command: Any, language: Language) -> None:  # noqa: ANN401  # typer's own types are private
    """Put the help into the language; typer takes it from declarations that are made once."""
    command.help = language.text(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = language.text(parameter.help)
    for child in getattr(command, "commands", {}).values():
        _translate(child, language)
