"""What the commands on forms do: make one, and attach one that came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from eucles_desk.app.ids import WHERE_ASSESSMENTS, check_id
from eucles_desk.app.output import say, say_table, warn
from eucles_desk.assessment.forms import FormKind
from eucles_desk.errors import UsageError
from eucles_desk.reading.limits import FILE_BYTES
from eucles_desk.storage.files import write_atomically
from eucles_desk.wording.forms import counted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.app.wiring import Program
    from eucles_desk.language import Language

ENDINGS: Final = {FormKind.SELF_ASSESSMENT: ".xlsx", FormKind.FACT_CHECK: ".pdf"}


@dataclass(frozen=True, slots=True)
class FormCommands:
    """The commands on forms.

    Args:
        open_program: opens the program on the data folder.
        find: returns which assessment is meant.
        language: the language of the command line.
    """

    open_program: Callable[[], Program]
    find: Callable[[Program, str], UUID]
    language: Language

    def make(self, kind: FormKind, wanted: str, out: Path, language: str) -> None:
        """Write a form to send."""
        check_id(wanted, WHERE_ASSESSMENTS)
        if out.suffix.lower() != ENDINGS[kind]:
            raise UsageError("Name a file that ends in {ending}.", ending=ENDINGS[kind])
        with self.open_program() as program:
            found = program.desk.load(self.find(program, wanted))
            write_atomically(out, program.forms.make(kind, found, language))
        say(self.language.text("Written: {file}", file=out))

    def attach(self, kind: FormKind, wanted: str, file: Path, *, is_trial: bool) -> None:
        """Take in a form that came back, after a backup, or tell what it would change."""
        check_id(wanted, WHERE_ASSESSMENTS)
        content = _content(file)
        with self.open_program() as program:
            opened = program.desk.open(self.find(program, wanted))
            received = program.forms.read(content, file.name)
            signed = program.forms.signed_for(opened.value)
            is_self = kind is FormKind.SELF_ASSESSMENT
            found = opened.self_assessment_in(received) if is_self else opened.remarks_in(received, signed)
            if not found.is_nothing and not is_trial:
                program.forms.backup()
                found = opened.attach_self_assessment(received) if is_self else opened.attach_remarks(received, signed)
        rows = [(words, self.language.number(count)) for words, count in counted(found, self.language)]
        if rows:
            say_table((), rows, numbers=frozenset({1}))
        if found.is_nothing:
            warn(self.language.text("Nothing is new: all of it is here already."))
        elif is_trial:
            warn(self.language.text("Nothing was changed."))


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > FILE_BYTES:
            raise UsageError("The file {file} is too large for a form.", file=file.name)
        return file.read_bytes()
    except OSError as error:
        raise UsageError("The file {file} cannot be read.", file=file) from error
