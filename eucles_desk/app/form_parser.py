"""The grammar of the commands on forms that a cluster fills in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from eucles_desk.app.arguments import DataDir, actions_of, path_of
from eucles_desk.assessment.forms import FormKind
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT_FORM: Final = N_("Forms for the cluster to fill in.")
ABOUT_ATTACH: Final = N_("Take in what the cluster filled in.")
Id: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="ID", help=N_("The id of an assessment, as “list” shows it, or a beginning of it that no other has.")
    ),
]
Out: TypeAlias = Annotated[
    str, typer.Option("--out", metavar="FILE", help=N_("The file to write; one that is there is replaced."))
]
Lang: TypeAlias = Annotated[str, typer.Option(metavar="CODE", help=N_("The form's language: {languages}."))]
File: TypeAlias = Annotated[str, typer.Argument(metavar="FILE", help=N_("The form that came back."))]
Trial: TypeAlias = Annotated[bool, typer.Option("--dry-run", help=N_("Only show what would change."))]


def _group(context: typer.Context, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir)


def _self_assessment(context: typer.Context, id: Id, out: Out, lang: Lang = "en", data_dir: DataDir = None) -> None:  # noqa: A002
    actions_of(context, data_dir).forms.make(FormKind.SELF_ASSESSMENT, id, path_of(out), lang)


def _fact_check(context: typer.Context, id: Id, out: Out, lang: Lang = "en", data_dir: DataDir = None) -> None:  # noqa: A002
    actions_of(context, data_dir).forms.make(FormKind.FACT_CHECK, id, path_of(out), lang)


def _attach(context: typer.Context, id: Id, file: File, dry_run: Trial = False, data_dir: DataDir = None) -> None:  # noqa: A002
    actions_of(context, data_dir).forms.attach(FormKind.SELF_ASSESSMENT, id, path_of(file), is_trial=dry_run)


def _remarks(context: typer.Context, id: Id, file: File, dry_run: Trial = False, data_dir: DataDir = None) -> None:  # noqa: A002
    actions_of(context, data_dir).forms.attach(FormKind.FACT_CHECK, id, path_of(file), is_trial=dry_run)


GROUP: Final = _group
FORM: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "self-assessment": (_self_assessment, N_("Write the workbook in which a cluster assesses itself.")),
    "fact-check": (_fact_check, N_("Write the draft as a PDF form for the cluster manager to check.")),
}
ATTACH: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "self-assessment": (_attach, N_("Take in a filled-in self-assessment as one step; twice changes nothing more.")),
    "remarks": (_remarks, N_("Take in a filled-in fact check as one step; twice changes nothing more.")),
}
