"""Packages, cards and experts for the window; small, as every start imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.app.packaging import Packaging
    from eucles_desk.app.wiring import Program
    from eucles_desk.assessment.experts import Expert
    from eucles_desk.assessment.merging import Conflict
    from eucles_desk.assessment.package_values import Outgoing, Preview, Purpose
    from eucles_desk.services.package_ports import Given, Offered


class ProgramPackages:
    """Fits the port ``PackageDesk``.

    Args:
        program: what the window stands on.
        user: returns what the user is called in the settings.
        leave: leaves what is open in all windows.
    """

    def __init__(self, program: Program, user: Callable[[], str], leave: Callable[[], bool]) -> None:
        self._program, self._user, self._leave = program, user, leave

    @property
    def _packaging(self) -> Packaging:
        return self._program.packaging

    @property
    def own_key(self) -> str:
        """The key that others know this computer by."""
        return str(self._packaging.key)

    def fingerprint(self, key: str) -> str:
        """Return what is compared by voice."""
        from eucles_desk.packages.keys import public_key

        return public_key(key).fingerprint

    # Experts

    def experts(self) -> Sequence[Expert]:
        """Return the register of experts."""
        with self._program.data.open_store() as store:
            return store.experts.all()

    def put_expert(self, expert: Expert) -> None:
        """Add somebody to the register, or change what it says."""
        from eucles_desk.wording.packages import EXPERT_ADDED, EXPERT_CHANGED

        if not expert.name.strip():
            raise UsageError("Give the expert a name.")
        with self._program.data.open_store() as store:
            said = EXPERT_ADDED if store.experts.get(expert.id) is None else EXPERT_CHANGED
            store.experts.put(expert)
            store.history.note(said, {"name": expert.name})

    def remove_expert(self, expert: Expert) -> None:
        """Take somebody out of the register."""
        from eucles_desk.wording.packages import EXPERT_REMOVED

        with self._program.data.open_store() as store:
            store.experts.remove(expert.id)
            store.history.note(EXPERT_REMOVED, {"name": expert.name})

    def read_card(self, file: Path) -> Expert:
        """Return the expert of a card, as the register would have them."""
        from dataclasses import replace
        from uuid import uuid4

        from eucles_desk.assessment.experts import Expert, Grade
        from eucles_desk.packages.limits import CARD_BYTES

        try:
            with file.open("rb") as opened:
                content = opened.read(CARD_BYTES + 1)
        except OSError as error:
            raise UsageError("The file cannot be read: {file}", file=file.name) from error
        card = self._packaging.read_card(content)
        key = str(card.key)
        if key == self.own_key:
            raise UsageError("This is the card of this computer itself.")
        known = next((one for one in self.experts() if one.key == key), None)
        expert = known or Expert(uuid4(), card.name)
        return replace(
            expert,
            name=card.name,
            organisation=card.organisation,
            country=card.country,
            languages=card.languages or expert.languages,
            grade=Grade(card.grade) if card.grade in set(Grade) else expert.grade,
            key=key,
        )

    def save_own_card(self, file: Path, name: str, organisation: str, country: str, languages: Sequence[str]) -> None:
        """Write one's own card."""
        from eucles_desk.storage.files import write_atomically

        write_atomically(file, self._packaging.own_card(name, organisation, country, languages))

    # Out

    def assign(self, assessment: UUID, seat: UUID, key: str) -> Outgoing:
        """Give a seat to the computer with a key, or make its package again."""
        return self._packaging.assign(assessment, seat, key)

    def hand_over(self, assessment: UUID) -> Outgoing:
        """Return what goes to the computers of the other seats."""
        return self._packaging.hand_over(assessment)

    def copy(self, assessment: UUID, *, without_names: bool) -> Outgoing:
        """Return everything."""
        return self._packaging.copy(assessment, without_names=without_names)

    def suggested_passphrase(self, language: str) -> str:
        """Return a passphrase of random words."""
        return self._program.passphrase.suggested(language)

    def keys_of_others(self, assessment: UUID) -> Sequence[str]:
        """Return the keys of the computers of the other seats."""
        return self._packaging.keys_of_others(assessment)

    def write(self, outgoing: Outgoing, file: Path, lock: Sequence[str] | str, largest: int | None) -> Given:
        """Write a package."""
        from eucles_desk.services.package_ports import Given

        name = "" if outgoing.is_deidentified else self._author(outgoing.assessment)
        header = self._packaging.write(outgoing, file, lock, name, largest)
        return Given(file, len(header.left_out))

    def _author(self, assessment: UUID) -> str:
        opened = self._program.desk.open(assessment)
        seat = next((one for one in opened.value.seats if one.id == opened.seat), None)
        return (seat.name if seat else "") or self._user()

    # In

    def needs_passphrase(self, file: Path) -> bool:
        """Return whether a passphrase opens a package."""
        return self._packaging.needs_passphrase(file)

    def look(self, file: Path, passphrase: str | None) -> Offered:
        """Return what a package is and what taking it in would do."""
        from eucles_desk.services.package_ports import Offered

        header = self._packaging.look(file, passphrase)
        incoming, preview = self._packaging.preview(file, passphrase)
        here = None if preview.is_new else self._program.desk.load(preview.assessment)
        key = incoming.author_key
        return Offered(
            purpose=incoming.purpose,
            author=incoming.author_name,
            fingerprint=header.author.key.fingerprint,
            known_as=next((one.name for one in (*self.experts(), *(here.seats if here else ())) if one.key == key), ""),
            is_own=key == self.own_key,
            made_at=header.made_at,
            left_out=len(header.left_out),
            here=here,
            edition=self._program.desk.shelf.get(here.edition) if here else None,
            preview=preview,
        )

    def leave(self) -> bool:
        """Leave what is open in all windows."""
        return self._leave()

    def take(self, file: Path, purpose: Purpose, passphrase: str | None, *, is_sure: bool) -> Preview:
        """Take a package in."""
        preview = self._packaging.take(file, [purpose], passphrase, is_sure=is_sure)
        self._program.indexing.wake()
        return preview

    # Conflicts

    def conflicts(self, assessment: UUID) -> Sequence[Conflict]:
        """Return what nobody has settled."""
        return self._packaging.conflicts(assessment)

    def settle(self, assessment: UUID, conflict: Conflict, text: str) -> None:
        """Have a field hold one of the values that it was given."""
        self._packaging.settle(assessment, conflict, text)
