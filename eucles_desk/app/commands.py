"""Runs a command: the parser around the actions, and one plain line for whatever goes wrong."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from eucles_desk.app import paths
from eucles_desk.app.languages import Languages
from eucles_desk.app.output import OutputClosed, discard, use_utf8, warn
from eucles_desk.errors import EuclesError, UsageError

if TYPE_CHECKING:
    from typer import TyperException

    from eucles_desk.language import Language

OK = 0
BUG = 1
MISTAKE = 2


def run_command(arguments: Sequence[str]) -> int:
    """Run what the arguments ask for; return the exit status: 0, 2 for a mistake of the user, 1 for one of ours."""
    use_utf8()
    resources = paths.resources()
    languages = Languages(resources)
    language = languages.of_environment(os.environ)
    from typer import TyperException

    from eucles_desk.app.actions import Actions
    from eucles_desk.app.parser import run_parser

    actions = Actions(resources, languages, language)
    try:
        status = run_parser(arguments, actions, language)
    except OutputClosed:
        discard()
        return OK
    except EuclesError as error:
        return _mistake(error, language)
    except TyperException as error:
        return _mistake(_in_our_words(error), language)
    except Exception as error:  # noqa: BLE001  # the crash handler of the command line
        return _bug(error, actions.data_dir, language)
    return status if isinstance(status, int) else OK


def _mistake(error: EuclesError, language: Language) -> int:
    from eucles_desk.app.ways_out import ways_out

    warn(language.sentence(error))
    for sentence in ways_out(error):
        warn(language.text(sentence))
    return MISTAKE


def _in_our_words(error: TyperException) -> UsageError:
    """Say a mistake in the arguments as the program says everything else."""
    parameter, option = getattr(error, "param", None), str(getattr(error, "option_name", ""))[:60]
    said = error.format_message()
    match type(error).__name__:
        case "NoSuchOption":
            return UsageError("There is no option “{option}” here.", option=option)
        case "BadOptionUsage" if "requires" in said:
            return UsageError("The option “{option}” needs a value.", option=option)
        case "BadOptionUsage":
            return UsageError("The option “{option}” takes no value.", option=option)
        case "MissingParameter" if parameter is not None:
            name = next((form for form in parameter.opts if form.startswith("--")), parameter.metavar)
            return UsageError("Something is missing: {name}", name=name)
        case _ if "unexpected extra argument" in said:
            return UsageError(
                "There is too much on the line: {rest}", rest=said.partition("(s) (")[2].removesuffix(")")[:200]
            )
        case _:
            return UsageError("{sentence}", sentence=said)


def _bug(error: Exception, data_dir: Path | None, language: Language) -> int:
    from eucles_desk.app.log import describe, keep_small, open_log

    description = describe(error)
    log_file = open_log(data_dir or paths.data_dir())
    if log_file is None:
        warn(language.text("Something went wrong in the program itself. Please pass on these details:"))
        for line in description.splitlines():
            warn(line)
        return BUG
    keep_small(log_file)
    logging.getLogger(__name__).critical("Unexpected error:\n%s", description)
    warn(language.text("Something went wrong in the program itself. The details are in {file}", file=log_file))
    return BUG
