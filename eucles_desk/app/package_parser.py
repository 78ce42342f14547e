"""The grammar of the commands on packages, cards, seals and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import typer

from eucles_desk.app.arguments import DataDir, actions_of, given, path_of
from eucles_desk.assessment.package_values import Purpose
from eucles_desk.assessment.verdict import Decision
from eucles_desk.language.marking import N_

if TYPE_CHECKING:
    from collections.abc import Callable

ABOUT: Final = N_("Assessments between computers, in one signed and encrypted file.")
ABOUT_EXPERTS: Final = N_("The register of experts.")
Id: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help=N_("The id of an assessment, as “list” shows it, or a beginning of it."))
]
File: TypeAlias = Annotated[str, typer.Argument(metavar="FILE", help=N_("The file to read."))]
Out: TypeAlias = Annotated[str, typer.Option("--out", metavar="FILE", help=N_("The file to write."))]
CardOut: TypeAlias = Annotated[
    str | None, typer.Option("--out", metavar="FILE", help=N_("Write your card, to be given to other experts."))
]
To: TypeAlias = Annotated[
    str | None,
    typer.Option("--to", metavar="CARD", help=N_("Who can open it: a card file, a key, or an expert of the register.")),
]
SeatRole: TypeAlias = Annotated[str, typer.Option("--seat", metavar="ROLE", help=N_("The seat that is given away."))]
Largest: TypeAlias = Annotated[
    int | None, typer.Option("--leave-out-over", metavar="MB", help=N_("Leave out evidence that is larger."))
]
Yes: TypeAlias = Annotated[bool, typer.Option("--yes", help=N_("Go on where it would ask first."))]
Show: TypeAlias = Annotated[bool, typer.Option("--preview", help=N_("Say what it would do, and do nothing."))]
Nameless: TypeAlias = Annotated[bool, typer.Option("--without-names", help=N_("Leave out all names and files."))]
Name: TypeAlias = Annotated[str, typer.Option("--name", metavar="NAME", help=N_("The name on the card."))]
Organisation: TypeAlias = Annotated[
    str, typer.Option("--organisation", metavar="NAME", help=N_("The organisation on the card."))
]
Country: TypeAlias = Annotated[str, typer.Option("--country", metavar="CODE", help=N_("The country on the card."))]
Heard: TypeAlias = Annotated[
    str | None, typer.Option("--heard", metavar="CODE", help=N_("Keep the code that the other expert told you."))
]
Anew: TypeAlias = Annotated[
    bool, typer.Option("--anew", help=N_("With --heard: the other expert has sealed once more since."))
]
Reopen: TypeAlias = Annotated[
    str | None, typer.Option("--reopen", metavar="REASON", help=N_("Open your own seal, and say why."))
]
RulingOption: TypeAlias = Annotated[
    str,
    typer.Option("--ruling", metavar="RULING", help=N_("awarded, awarded_with_conditions, refused or deferred.")),
]
Number: TypeAlias = Annotated[str, typer.Option("--number", metavar="NUMBER", help=N_("The number of the decision."))]
Day: TypeAlias = Annotated[str, typer.Option("--day", metavar="DAY", help=N_("The day of the decision: 2026-05-04."))]
Condition: TypeAlias = Annotated[
    list[str] | None, typer.Option("--condition", metavar="TEXT", help=N_("A condition; may be repeated."))
]
Reason: TypeAlias = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why it was decided."))]


def _group(context: typer.Context, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir)


def _card(  # noqa: PLR0917  # the parser's own order of arguments
    context: typer.Context,
    out: CardOut = None,
    name: Name = "",
    organisation: Organisation = "",
    country: Country = "",
    data_dir: DataDir = None,
) -> None:
    actions_of(context, data_dir).packages.show_card(given(out), name, organisation, country)


def _add(context: typer.Context, file: File, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).packages.add_expert(path_of(file))


def _list(context: typer.Context, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).packages.list_experts()


def _assign(  # noqa: PLR0917
    context: typer.Context,
    wanted: Id,
    out: Out,
    seat: SeatRole = "second",
    to: To = None,
    leave_out_over: Largest = None,
    data_dir: DataDir = None,
) -> None:
    actions_of(context, data_dir).packages.assign(wanted, seat, to, path_of(out), leave_out_over)


def _hand_over(  # noqa: PLR0917
    context: typer.Context,
    wanted: Id,
    out: Out,
    to: To = None,
    leave_out_over: Largest = None,
    data_dir: DataDir = None,
) -> None:
    actions_of(context, data_dir).packages.hand_over(wanted, path_of(out), to, leave_out_over)


def _copy(  # noqa: PLR0917
    context: typer.Context,
    wanted: Id,
    out: Out,
    to: To = None,
    without_names: Nameless = False,
    data_dir: DataDir = None,
) -> None:
    actions_of(context, data_dir).packages.copy(wanted, path_of(out), to, without_names=without_names)


def _show(context: typer.Context, file: File, data_dir: DataDir = None) -> None:
    actions_of(context, data_dir).packages.show(path_of(file))


def _receive(context: typer.Context, file: File, preview: Show = False, data_dir: DataDir = None) -> None:
    take = actions_of(context, data_dir).packages.take
    take(path_of(file), [Purpose.ASSIGNMENT], is_sure=False, only_show=preview)


def _merge(
    context: typer.Context, file: File, yes: Yes = False, preview: Show = False, data_dir: DataDir = None
) -> None:
    take = actions_of(context, data_dir).packages.take
    take(path_of(file), [Purpose.SEAT, Purpose.ASSIGNMENT], is_sure=yes, only_show=preview)


def _replace(
    context: typer.Context, file: File, yes: Yes = False, preview: Show = False, data_dir: DataDir = None
) -> None:
    take = actions_of(context, data_dir).packages.take
    take(path_of(file), [Purpose.COPY], is_sure=yes, only_show=preview)


def _seal(  # noqa: PLR0917
    context: typer.Context,
    wanted: Id,
    heard: Heard = None,
    anew: Anew = False,
    reopen: Reopen = None,
    data_dir: DataDir = None,
) -> None:
    actions_of(context, data_dir).packages.seal(wanted, heard, reopen, anew=anew)


def _decide(  # noqa: PLR0917
    context: typer.Context,
    wanted: Id,
    ruling: RulingOption,
    number: Number = "",
    day: Day = "",
    condition: Condition = None,
    reason: Reason = "",
    data_dir: DataDir = None,
) -> None:
    decision = Decision(None, number, day, tuple(condition or ()), reason)
    actions_of(context, data_dir).packages.decide(wanted, ruling, decision)


GROUP: Final = _group
COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "assign": (_assign, N_("Give a seat to another expert's computer.")),
    "receive": (_receive, N_("Take in the assignment of a seat.")),
    "hand-over": (_hand_over, N_("Make a package of your seat for the other experts.")),
    "merge": (_merge, N_("Merge the package of the other seat.")),
    "copy": (_copy, N_("Make a package of everything, for your own other computer.")),
    "replace": (_replace, N_("Replace your copy by that of your other computer.")),
    "show": (_show, N_("Say what a package holds and what taking it in would do.")),
}
EXPERT_COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "list": (_list, N_("List the experts.")),
    "add": (_add, N_("Add the expert of a card, or change what is known of one.")),
}
SINGLE_COMMANDS: Final[dict[str, tuple[Callable[..., object], str]]] = {
    "card": (_card, N_("Print the key that other experts encrypt to, and write your card.")),
    "seal": (_seal, N_("Seal your seat and print its code, or enter the code of the other seat.")),
    "decide": (_decide, N_("Enter what the board decided.")),
}
