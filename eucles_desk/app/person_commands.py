"""What the commands on a person do: count, give out and erase what is kept."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eucles_desk.app.backup_desk import make_only
from eucles_desk.app.output import say, say_table, warn
from eucles_desk.app.wiring import local_now
from eucles_desk.assessment.persons import Names
from eucles_desk.errors import UsageError
from eucles_desk.services.person_export import person_file
from eucles_desk.storage.files import write_atomically
from eucles_desk.wording import persons as words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from eucles_desk.app.wiring import Program
    from eucles_desk.assessment.persons import About
    from eucles_desk.language import Language

TEXT: Final = ".txt"


@dataclass(frozen=True, slots=True)
class PersonCommands:
    """The commands on a person.

    Args:
        open_program: opens the program on the data folder.
        second: a second folder with backups, if one was chosen in the settings.
        user: the user's name in the settings, empty for none.
        language: the language of the command line.
    """

    open_program: Callable[[], Program]
    second: Path | None
    user: str
    language: Language

    def find(self, name: str, also: Iterable[str]) -> None:
        """Show how much is kept, by where it stands."""
        names = Names(name, also)
        with self.open_program() as program:
            self._say(program, program.persons.about(names), names)

    def export(self, name: str, also: Iterable[str], out: Path) -> None:
        """Write what is kept as a file for programs and one to be read; the history tells that it was done."""
        names, text = Names(name, also), out.with_suffix(TEXT)
        if out == text:
            raise UsageError(
                "Give the file another ending than {ending}: a text with it is written beside.", ending=TEXT
            )
        with self.open_program() as program:
            about = program.persons.about(names)
            write_atomically(out, person_file(about, names, local_now()), private=True)
            write_atomically(text, words.summary(about, names, self.language).encode(), private=True)
            program.persons.note_given_out()
        say(words.found(about, names, self.language))
        for written in (out, text):
            say(self.language.text("Written: {file}", file=written))

    def erase(self, name: str, also: Iterable[str], *, is_sure: bool, drop_backups: bool) -> None:
        """Show what would be erased, and erase it once the user is sure."""
        names = Names(name, also)
        with self.open_program() as program:
            about = program.persons.about(names)
            self._say(program, about, names)
            if about.is_nothing:
                return
            if not is_sure and not self._asks():
                say(self.language.text("Nothing was changed."))
                return
            done = program.persons.erase(names, self.language.text(words.TERM))
            say(words.erased(done, about, self.language))
            if drop_backups:
                backups = program.data.backups(local_now, self.second)
                dropped = make_only(backups, lambda: False)
                say(self.language.plural("{count} older backup deleted.", "{count} older backups deleted.", dropped))
                if backups.away is not None:
                    warn(self.language.sentence(backups.away))

    def _say(self, program: Program, about: About, names: Names) -> None:
        say(words.found(about, names, self.language))
        if about.is_nothing:
            return
        counted = words.counts(about, self.language)
        say_table((), [(place, self.language.number(count)) for place, count in counted], numbers=frozenset({1}))
        for sentence in words.doubts(about, names, self.language):
            warn(sentence)
        key = program.own_key.own_key()
        is_own_key, is_user = bool(key and names.stand_in(key)), names.stand_in(self.user)
        say(self.language.text("Erasing does not reach:"))
        for sentence in words.left(about, self.language, is_own_key=is_own_key, is_user=is_user):
            say(f"- {sentence}")

    def _asks(self) -> bool:
        """Ask in the terminal; without one, whoever runs the command says so with an option."""
        if sys.stdin is None or not sys.stdin.isatty():
            raise UsageError("Look at what would be erased, then repeat the command with --yes.")
        word = self.language.text("erase")
        warn(self.language.text("This cannot be undone. Type “{word}” to go on:", word=word))
        return sys.stdin.readline().strip().casefold() == word.casefold()
