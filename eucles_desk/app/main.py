"""The entry: straight to the window when nothing else is asked for, since every import delays it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

READ_EVIDENCE = "--read-evidence"
"""With this alone the program is the process that reads files; ``reading/process.py`` starts it so."""


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the program with the command line's arguments and end with its exit status."""
    sys.exit(run(sys.argv[1:] if argv is None else argv))


def run(arguments: Sequence[str]) -> int:
    """Open the window, or run a command; return the exit status."""
    if tuple(arguments) == (READ_EVIDENCE,):
        from eucles_desk.reading.child.serving import serve

        return serve()
    asks_for_window, data_dir = _window_options(arguments)
    if asks_for_window:
        from eucles_desk.app.window import run_window

        return run_window(data_dir)
    from eucles_desk.app.commands import run_command

    return run_command(arguments)


def _window_options(arguments: Sequence[str]) -> tuple[bool, str | None]:
    """Return whether the arguments hold nothing but the data folder, and that folder.

    Everything else, mistakes included, is for the command line's parser.
    """
    data_dir: str | None = None
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        if name != "--data-dir":
            return False, None
        data_dir = value if equals else next(rest, "")
        if not data_dir or data_dir.startswith("-"):
            return False, None
    return True, data_dir
