"""What the commands on packages, cards, seals and decisions do."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from eucles_desk.app.output import say, say_table, warn
from eucles_desk.assessment.experts import Expert, Grade
from eucles_desk.assessment.terms import Role, Ruling
from eucles_desk.errors import UsageError
from eucles_desk.storage.files import write_atomically
from eucles_desk.wording import packages as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from eucles_desk.app.packaging import Packaging
    from eucles_desk.app.wiring import Program
    from eucles_desk.assessment.package_values import Outgoing, Preview, Purpose
    from eucles_desk.assessment.values import Assessment, Seat
    from eucles_desk.assessment.verdict import Decision
    from eucles_desk.language import Language

MOST_CARD: Final = 100_000
MEGA: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class PackageCommands:
    """The commands on packages, cards, seals and decisions.

    Args:
        open_program: opens the program on the data folder.
        find: finds an assessment by what was typed.
        user: the user's name in the settings, empty for none.
        language: the language of the command line.
    """

    open_program: Callable[[], Program]
    find: Callable[[Program, str], UUID]
    user: str
    language: Language

    # Cards

    def show_card(self, out: Path | None, name: str, organisation: str, country: str) -> None:
        """Print one's own key, and write one's card."""
        with self.open_program() as program:
            packaging = program.packaging
            say(str(packaging.key))
            say(self.language.text("To compare by voice: {fingerprint}", fingerprint=packaging.key.fingerprint))
            if out is not None:
                write_atomically(out, packaging.own_card(name or self.user, organisation, country))
                say(self.language.text("Written: {file}", file=out))

    def add_expert(self, file: Path) -> None:
        """Put the expert of a card into the register; a later card of the same key takes its place."""
        with self.open_program() as program:
            card = program.packaging.read_card(_content(file))
            with program.data.open_store() as store:
                known = next((one for one in store.experts.all() if one.key == str(card.key)), None)
                expert = known or Expert(uuid4(), card.name)
                grade = Grade(card.grade) if card.grade in set(Grade) else expert.grade
                found = replace(
                    expert,
                    name=card.name,
                    organisation=card.organisation,
                    country=card.country,
                    languages=card.languages,
                    grade=grade,
                    key=str(card.key),
                )
                store.experts.put(found)
                store.history.note(words.EXPERT_ADDED, {"name": found.name})
            say(self.language.text("{name}: {fingerprint}", name=card.name, fingerprint=card.key.fingerprint))

    def list_experts(self) -> None:
        """Show the register of experts."""
        with self.open_program() as program, program.data.open_store() as store:
            experts = store.experts.all()
        if not experts:
            warn(self.language.text("The register of experts is empty. Add the card of one."))
            return
        text = self.language.text
        heads = [text("Name"), text("Organisation"), text("Country"), text("Id")]
        say_table(heads, [[one.name, one.organisation, one.country, str(one.id)] for one in experts])

    # Packages out

    def assign(self, wanted: str, role: str, to: str | None, out: Path, largest: int | None) -> None:
        """Give a seat to another computer, named by a card file, a key or the name of an expert."""
        with self.open_program() as program:
            assessment = self.find(program, wanted)
            seat = _seat(program.desk.load(assessment), role)
            key = self._key(program, to) if to else seat.key
            if not key:
                raise UsageError("Name who gets the seat: a card file, a key, or an expert of the register.")
            outgoing = program.packaging.assign(assessment, seat.id, key)
            program.packaging.write(outgoing, out, [key], self._author(program, assessment), _bytes(largest))
            self._say_written(program, outgoing, out)

    def hand_over(self, wanted: str, out: Path, to: str | None, largest: int | None) -> None:
        """Make a package of what is here for the computers of the other seats."""
        with self.open_program() as program:
            assessment = self.find(program, wanted)
            packaging = program.packaging
            keys = (self._key(program, to),) if to else packaging.keys_of_others(assessment)
            if not keys:
                raise UsageError("No seat of this assessment is judged on another computer. Assign one first.")
            outgoing = packaging.hand_over(assessment)
            packaging.write(outgoing, out, keys, self._author(program, assessment), _bytes(largest))
            self._say_written(program, outgoing, out)
            if not outgoing.released:
                warn(self.language.text(words.CLOSED))

    def copy(self, wanted: str, out: Path, to: str | None, *, without_names: bool) -> None:
        """Make a package of everything for one's own other computer, or without names."""
        with self.open_program() as program:
            assessment = self.find(program, wanted)
            lock = [self._key(program, to)] if to else self._new_passphrase()
            outgoing = program.packaging.copy(assessment, without_names=without_names)
            program.packaging.write(outgoing, out, lock, "" if without_names else self._author(program, assessment))
            self._say_written(program, outgoing, out)

    # Packages in

    def show(self, file: Path) -> None:
        """Say what a package is and what taking it in would do; nothing is changed."""
        with self.open_program() as program:
            packaging, passphrase = program.packaging, self._passphrase(program.packaging, file)
            incoming, preview = packaging.preview(file, passphrase)
            say(words.purpose(incoming.purpose, incoming.author_name, self.language))
            self._say(program, preview)

    def take(self, file: Path, purposes: Sequence[Purpose], *, is_sure: bool, only_show: bool) -> None:
        """Take a package in, after saying what it does."""
        if only_show:
            self.show(file)
            return
        with self.open_program() as program:
            packaging, passphrase = program.packaging, self._passphrase(program.packaging, file)
            preview = packaging.take(file, purposes, passphrase, is_sure=is_sure)
            program.indexing.wake()
            self._say(program, preview)
            say(str(preview.assessment))

    # Seals and decisions

    def seal(self, wanted: str, heard: str | None, reopen: str | None, *, anew: bool = False) -> None:
        """Seal the seat of this computer, enter the code of the other one, or open the seal with a reason."""
        with self.open_program() as program:
            opened = program.desk.open(self.find(program, wanted))
            own = opened.seat
            if own is None:
                raise UsageError("The assessment has no lead expert.")
            if heard is not None:
                other = next((seat for seat in opened.value.seats if _judges(seat) and seat.id != own), None)
                if other is None:
                    raise UsageError("The assessment has one expert only.")
                opened.hear(other.id, heard, anew=anew)
                say(self.language.text("The code of {name} is kept.", name=other.name))
            elif reopen is not None:
                opened.reopen(own, reopen)
                say(self.language.text("The seat is open again. The next code is another one."))
            else:
                known = opened.value.seal(own)
                say(known.code if known else opened.seal(own))

    def decide(self, wanted: str, ruling: str, decision: Decision) -> None:
        """Enter what the board decided; the ruling comes by its name."""
        if ruling not in set(Ruling):
            rulings = ", ".join(Ruling)
            raise UsageError("There is no ruling “{ruling}”. There are: {rulings}.", ruling=ruling, rulings=rulings)
        with self.open_program() as program:
            opened = program.desk.open(self.find(program, wanted))
            opened.set_decision(replace(decision, ruling=Ruling(ruling)))
            say(self.language.text("The decision is kept."))

    # Private

    def _say(self, program: Program, preview: Preview) -> None:
        value = None if preview.is_new else program.desk.load(preview.assessment)
        for sentence in words.preview(preview, value, self.language):
            say(sentence)

    def _say_written(self, program: Program, outgoing: Outgoing, out: Path) -> None:
        say(self.language.text("Written: {file}", file=out))
        if missing := program.packaging.missing(outgoing):
            warn(words.missing(missing, self.language))

    def _key(self, program: Program, to: str) -> str:
        from pathlib import Path

        if Path(to).is_file():
            return str(program.packaging.read_card(_content(Path(to))).key)
        with program.data.open_store() as store:
            named = [one for one in store.experts.all() if to in {one.name, str(one.id)} and one.key]
        return named[0].key if len(named) == 1 else to

    def _author(self, program: Program, assessment: UUID) -> str:
        opened = program.desk.open(assessment)
        seat = next((one for one in opened.value.seats if one.id == opened.seat), None)
        return (seat.name if seat else "") or self.user

    def _passphrase(self, packaging: Packaging, file: Path) -> str | None:
        if not packaging.needs_passphrase(file):
            return None
        return getpass.getpass(self.language.text("Passphrase of {file}:", file=file.name) + " ")

    def _new_passphrase(self) -> str:
        first = getpass.getpass(self.language.text("Passphrase for the package:") + " ")
        if first != getpass.getpass(self.language.text("Once more:") + " "):
            raise UsageError("The two passphrases are not the same.")
        return first


def _seat(value: Assessment, role: str) -> Seat:
    found = [seat for seat in value.seats if role in {seat.role.value, str(seat.id)}]
    if len(found) != 1:
        roles = ", ".join(seat.role.value for seat in value.seats)
        raise UsageError("Name one seat of the assessment: {roles}.", roles=roles)
    return found[0]


def _judges(seat: Seat) -> bool:
    return seat.role in {Role.LEAD, Role.SECOND}


def _bytes(megabytes: int | None) -> int | None:
    return None if megabytes is None else megabytes * MEGA


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_CARD + 1)
    except OSError as error:
        raise UsageError("The file cannot be read: {file}", file=file.name) from error
