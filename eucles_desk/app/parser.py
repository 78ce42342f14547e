"""The grammar of the command line: commands, their arguments, and what is said of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final, TypeAlias

import typer
from typer.core import TyperGroup

from eucles_desk import __version__
from eucles_desk.app import backup_parser, form_parser, package_parser, passphrase_parser, person_parser
from eucles_desk.app.actions import Actions
from eucles_desk.app.arguments import DataDir
from eucles_desk.app.arguments import actions_of as _actions
from eucles_desk.app.arguments import given as _given
from eucles_desk.app.arguments import path_of as _path
from eucles_desk.app.output import NAME, say
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.errors import UsageError
from eucles_desk.language import Language
from eucles_desk.language.marking import N_
from eucles_desk.templates.values import ENTRIES


def run_parser(arguments: Sequence[str], actions: Actions, language: Language) -> object:
    """Parse the arguments and run what they ask for; ``--help`` speaks the language.

    Returns an exit status, or ``None`` when a command has run to its end.
    """
    app, scheme = _group(ABOUT), _group(N_("Editions of the scheme."))
    key = _group(N_("The key that the program signs reports with."))
    passphrase, person = _group(passphrase_parser.ABOUT), _group(person_parser.ABOUT)
    app.callback()(_root)
    scheme.callback()(_scheme)
    key.callback()(_key)
    backup = _group(backup_parser.ABOUT)
    backup.callback()(backup_parser.GROUP)
    passphrase.callback()(passphrase_parser.GROUP)
    person.callback()(person_parser.GROUP)
    package, expert = _group(package_parser.ABOUT), _group(package_parser.ABOUT_EXPERTS)
    package.callback()(package_parser.GROUP)
    expert.callback()(package_parser.GROUP)
    form, attach = _group(form_parser.ABOUT_FORM), _group(form_parser.ABOUT_ATTACH)
    form.callback()(form_parser.GROUP)
    attach.callback()(form_parser.GROUP)
    for group, commands in (
        (app, _COMMANDS),
        (scheme, _SCHEME_COMMANDS),
        (key, _KEY_COMMANDS),
        (passphrase, passphrase_parser.COMMANDS),
        (backup, backup_parser.COMMANDS),
        (person, person_parser.COMMANDS),
        (package, package_parser.COMMANDS),
        (expert, package_parser.EXPERT_COMMANDS),
        (app, package_parser.SINGLE_COMMANDS),
        (form, form_parser.FORM),
        (attach, form_parser.ATTACH),
    ):
        for name, (function, help_text) in commands.items():
            group.command(name, help=help_text)(function)
    app.add_typer(scheme, name="scheme")
    app.add_typer(key, name="key")
    app.add_typer(backup, name="backup")
    app.add_typer(passphrase, name="passphrase")
    app.add_typer(person, name="person")
    app.add_typer(package, name="package")
    app.add_typer(form, name="form")
    app.add_typer(attach, name="attach")
    app.add_typer(expert, name="expert")
    command = typer.main.get_command(app)
    values = {
        "languages": ", ".join(actions.language_codes),
        "kinds": ", ".join(ReportKind),
        "entries": ", ".join(ENTRIES),
    }
    _translate(command, language, values)
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
Version: TypeAlias = Annotated[
    bool, typer.Option("--version", help=N_("Show the version and end."), callback=_version, is_eager=True)
]
Id: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=N_("The id of an assessment, as “list” shows it, or a beginning of it that no other has.")
    ),
]
Json: TypeAlias = Annotated[bool, typer.Option("--json", help=N_("Print JSON for other programs."))]
File: TypeAlias = Annotated[str, typer.Argument(metavar="FILE", help=N_("The file to read."))]
Out: TypeAlias = Annotated[
    str, typer.Option(metavar="FILE", help=N_("The file to write; one that is there is replaced."))
]
ReportOut: TypeAlias = Annotated[
    str,
    typer.Option(
        "--out",
        metavar="FILE",
        help=N_(
            "The file to write; its ending says what it is: .pdf, .xlsx (a spreadsheet) or .docx (a text to rework)."
        ),
    ),
]
Lang: TypeAlias = Annotated[str, typer.Option(metavar="CODE", help=N_("The report's language: {languages}."))]
Kind: TypeAlias = Annotated[
    str,
    typer.Option(
        metavar="KIND",
        help=N_(
            "The kind of report: {kinds}. A certificate is made once the label is awarded, a draft and a closing sheet "
            "until the assessment has ended."
        ),
    ),
]
TemplateFile: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help=N_(
            "A template: a YAML file with any of these entries: {entries}. For instance: organisation: Example Office"
        ),
    ),
]
KeptReport: TypeAlias = Annotated[
    str | None, typer.Option("--report", metavar="REPORT", help=N_("The id of a report to write again, with --out."))
]
KeptOut: TypeAlias = Annotated[
    str | None, typer.Option("--out", metavar="FILE", help=N_("The file to write that report to."))
]

Sign: TypeAlias = Annotated[
    bool, typer.Option("--sign", help=N_("Sign the PDF with the program's own key, which “key make” makes."))
]
Certificate: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--certificate",
        metavar="FILE.p12",
        help=N_(
            "Sign the PDF with this certificate file (PKCS #12). Its passphrase is asked for, or is taken from the "
            "variable EUCLES_DESK_CERTIFICATE_PASSPHRASE or from --passphrase-file. It is never given on the command "
            "line: other users of the computer can read that."
        ),
    ),
]
PassphraseFile: TypeAlias = Annotated[
    str | None,
    typer.Option("--passphrase-file", metavar="FILE", help=N_("A file whose first line is that passphrase.")),
]
Invisible: TypeAlias = Annotated[bool, typer.Option("--invisible", help=N_("Do not show the signature on the page."))]
Report: TypeAlias = Annotated[str, typer.Argument(metavar="FILE", help=N_("The report to verify, a PDF."))]
OwnName: TypeAlias = Annotated[str, typer.Option("--name", metavar="NAME", help=N_("Whose key it is."))]
Organisation: TypeAlias = Annotated[
    str, typer.Option("--organisation", metavar="NAME", help=N_("The organisation of that person."))
]
Replace: TypeAlias = Annotated[
    bool, typer.Option("--replace", help=N_("Make another key in the place of one that is there."))
]

Whole: TypeAlias = Annotated[bool, typer.Option("--full", help=N_("Show long texts whole."))]
AuditId: TypeAlias = Annotated[
    str | None,
    typer.Argument(
        metavar="ID",
        help=N_("The id of an assessment, or a beginning of it; without one all is only verified."),
    ),
]
AuditOut: TypeAlias = Annotated[
    str | None, typer.Option("--out", metavar="FILE", help=N_("With --json: the file to write it to."))
]


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
    out: ReportOut,
    lang: Lang = "en",
    kind: Kind = "full",
    template: TemplateFile = None,
    sign: Sign = False,
    certificate: Certificate = None,
    passphrase_file: PassphraseFile = None,
    invisible: Invisible = False,
    data_dir: DataDir = None,
) -> None:
    actions = _actions(context, data_dir)
    signing = actions.signing(_given(certificate), _given(passphrase_file), sign=sign, visible=not invisible)
    actions.report(assessment, _path(out), lang, kind, template=_given(template), signing=signing)


def _issued(  # noqa: PLR0917  # the parser's own order of arguments
    context: typer.Context,
    assessment: Id,
    report: KeptReport = None,
    out: KeptOut = None,
    json: Json = False,
    data_dir: DataDir = None,
) -> None:
    actions = _actions(context, data_dir)
    if report is None and out is None:
        actions.issued(assessment, as_json=json)
        return
    if report is None or out is None:
        raise UsageError("Name both the report with --report and the file to write with --out.")
    actions.issued_file(assessment, report, _path(out))


def _check(context: typer.Context, assessment: Id, json: Json = False, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).check(assessment, as_json=json)


def _audit(  # noqa: PLR0917  # the parser's own order of arguments
    context: typer.Context,
    assessment: AuditId = None,
    full: Whole = False,
    json: Json = False,
    out: AuditOut = None,
    data_dir: DataDir = None,
) -> int:
    if out is not None and not json:
        raise UsageError("--out goes with --json.")
    return _actions(context, data_dir).audit(assessment, _given(out), as_json=json, full=full)


def _doctor(context: typer.Context, json: Json = False, data_dir: DataDir = None) -> int:
    return _actions(context, data_dir).doctor(as_json=json)


def _verify(context: typer.Context, file: Report, json: Json = False, data_dir: DataDir = None) -> int:
    return _actions(context, data_dir).verify(_path(file), as_json=json)


def _key(context: typer.Context, data_dir: DataDir = None) -> None:
    _actions(context, data_dir)


def _key_make(
    context: typer.Context,
    name: OwnName,
    organisation: Organisation = "",
    replace: Replace = False,
    data_dir: DataDir = None,
) -> None:
    _actions(context, data_dir).make_key(name, organisation, replace=replace)


def _key_show(context: typer.Context, json: Json = False, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).show_key(as_json=json)


def _scheme_list(context: typer.Context, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).schemes()


def _scheme_check(context: typer.Context, file: File, data_dir: DataDir = None) -> None:
    _actions(context, data_dir).check_scheme(_path(file))


_COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "sample": (_sample, N_("Write sample data: invented clusters in several states.")),
    "list": (_list, N_("List the assessments with id, cluster, label, step and points.")),
    "import": (_import, N_("Take in an interchange file and print the assessment's id.")),
    "export": (_export, N_("Write the interchange file of an assessment.")),
    "report": (_report, N_("Write a report of an assessment.")),
    "issued": (_issued, N_("List the reports of an assessment that are kept, or write one again as it was.")),
    "verify": (
        _verify,
        N_("Say who signed a report, whether it was changed, and whether it says what the result in it says."),
    ),
    "doctor": (_doctor, N_("Examine program, environment and data, and print what support needs; it names no data.")),
    "audit": (_audit, N_("Tell who changed what and when in an assessment, and verify the whole history.")),
    "check": (_check, N_("List the open points and quality findings of an assessment.")),
}
_KEY_COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "make": (_key_make, N_("Make the key that the program signs reports with.")),
    "show": (_key_show, N_("Show whose key it is, with the fingerprint by which others know it.")),
}
_SCHEME_COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "list": (_scheme_list, N_("List the editions kept, with their hash and use.")),
    "check": (_scheme_check, N_("Check an edition or overlay file; name line and reason of what is wrong.")),
}


def _group(help_text: str) -> typer.Typer:
    return typer.Typer(
        cls=Commands,
        help=help_text,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _translate(command: Any, language: Language, values: Mapping[str, str]) -> None:  # noqa: ANN401  # typer's own types
    """Put the help into the language with its values; typer takes it from declarations that are made once."""
    command.help = language.text(command.help or "")
    for parameter in command.params:
        if getattr(parameter, "help", None):
            parameter.help = language.text(parameter.help, **values)
    for child in getattr(command, "commands", {}).values():
        _translate(child, language, values)
