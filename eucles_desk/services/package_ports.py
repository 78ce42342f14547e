"""What the surfaces need of packages and of the register of experts, as a protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.assessment.experts import Expert
    from eucles_desk.assessment.merging import Conflict
    from eucles_desk.assessment.package_values import Outgoing, Preview, Purpose
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition


@dataclass(frozen=True, slots=True)
class Offered:
    """A package that was looked at: nothing of it is stored.

    Attributes:
        author: What its author calls themselves.
        fingerprint: Of the key that signed it, to be compared by voice.
        known_as: What the register of experts or a seat calls whoever has this key; empty for nobody.
        is_own: Whether this computer has made it.
        left_out: How many evidence files were too large to come along.
        here: The assessment as it is here, ``None`` where it is new.
        edition: By which it is judged.
        preview: What taking it in would do.
    """

    purpose: Purpose
    author: str
    fingerprint: str
    known_as: str
    is_own: bool
    made_at: str
    left_out: int
    here: Assessment | None
    edition: Edition | None
    preview: Preview


@dataclass(frozen=True, slots=True)
class Given:
    """A package that was written: how many evidence files were too large to go along."""

    file: Path
    left_out: int


class PackageDesk(Protocol):
    """Packages, cards and experts. What takes a path, and whatever makes something to go out, any thread may call."""

    @property
    def own_key(self) -> str:
        """The key that others know this computer by."""
        ...

    def fingerprint(self, key: str) -> str:
        """Return what is compared by voice; raise ``InvalidKeyError`` for what is no key."""
        ...

    # Experts

    def experts(self) -> Sequence[Expert]:
        """Return the register of experts by name."""
        ...

    def put_expert(self, expert: Expert) -> None:
        """Add somebody to the register, or change what it says."""
        ...

    def remove_expert(self, expert: Expert) -> None:
        """Take somebody out of the register; assessments stay as they are."""
        ...

    def read_card(self, file: Path) -> Expert:
        """Return the expert of a card: the one of the register who has this key, as the card says, or a new one.

        Nothing is stored; raise ``EuclesError`` for what is no card.
        """
        ...

    def save_own_card(self, file: Path, name: str, organisation: str, country: str, languages: Sequence[str]) -> None:
        """Write one's own card."""
        ...

    # Out

    def assign(self, assessment: UUID, seat: UUID, key: str) -> Outgoing:
        """Give a seat to the computer with a key, or make its package again. On the GUI thread only."""
        ...

    def hand_over(self, assessment: UUID) -> Outgoing:
        """Return what goes to the computers of the other seats."""
        ...

    def copy(self, assessment: UUID, *, without_names: bool) -> Outgoing:
        """Return everything."""
        ...

    def suggested_passphrase(self, language: str) -> str:
        """Return a passphrase of random words."""
        ...

    def keys_of_others(self, assessment: UUID) -> Sequence[str]:
        """Return the keys of the computers of the other seats."""
        ...

    def write(self, outgoing: Outgoing, file: Path, lock: Sequence[str] | str, largest: int | None) -> Given:
        """Write a package for these keys or under a passphrase, without evidence of more than so many bytes."""
        ...

    # In

    def needs_passphrase(self, file: Path) -> bool:
        """Return whether a passphrase opens a package; raise ``PackageError`` where it is none."""
        ...

    def look(self, file: Path, passphrase: str | None) -> Offered:
        """Return what a package is and what taking it in would do."""
        ...

    def leave(self) -> bool:
        """Leave what is open in all windows, as it may change; return whether it could. On the GUI thread only."""
        ...

    def take(self, file: Path, purpose: Purpose, passphrase: str | None, *, is_sure: bool) -> Preview:
        """Take a package in; nothing is stored when it is refused."""
        ...

    # Conflicts

    def conflicts(self, assessment: UUID) -> Sequence[Conflict]:
        """Return what two people wrote without knowing of each other and nobody has settled."""
        ...

    def settle(self, assessment: UUID, conflict: Conflict, text: str) -> None:
        """Have a field hold one of the values that it was given, for good. On the GUI thread only."""
        ...
