"""Packages as files: what the services give and take goes through the signed and encrypted format."""

from __future__ import annotations

import json
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import UUID

from eucles_desk.assessment.deidentifying import deidentified
from eucles_desk.assessment.package_values import Incoming, Outgoing, Preview, Purpose
from eucles_desk.errors import ExchangeError, StorageError, UsageError
from eucles_desk.packages.card import Card, Cards
from eucles_desk.packages.content import Draft, EvidenceFile, Passphrase, Recipients
from eucles_desk.packages.keys import OwnKeys, PublicKey, public_key
from eucles_desk.packages.reading import PackageReader, has_passphrase
from eucles_desk.packages.writing import PackageWriter
from eucles_desk.scheme.values import EditionRef
from eucles_desk.services.giving_packages import GivingPackages
from eucles_desk.services.package_context import PackageContext
from eucles_desk.services.settling import Settling
from eucles_desk.services.taking_packages import TakingPackages
from eucles_desk.storage.files import writing_atomically
from eucles_desk.storage.staging import StagedEvidence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path
    from typing import Any, BinaryIO, TypeAlias

    from eucles_desk.assessment.merging import Conflict
    from eucles_desk.exchange.interchange import Interchange
    from eucles_desk.packages.content import Header, Package, Source
    from eucles_desk.services.desk import Desk
    from eucles_desk.services.ports import OpenStore
    from eucles_desk.storage.opening import OpenData

    Lock: TypeAlias = "OwnKeys | Passphrase"

SIGNING = "package signing"
SEALING = "package sealing"


class Packaging:
    """Writes and reads packages and cards.

    Args:
        resources: what comes with the program.
        data: the data that are open.
        desk: the assessments.
        open_store: the store.
        interchange: returns the interchange format.
        now: the clock.
        backup: makes a backup before something that is here is changed.
    """

    def __init__(
        self,
        resources: Path,
        data: OpenData,
        desk: Desk,
        *,
        open_store: OpenStore,
        interchange: Callable[[], Interchange],
        now: Callable[[], datetime],
        backup: Callable[[], object],
    ) -> None:
        self._schemas, self._data, self._now = resources / "schemas", data, now
        around = PackageContext(desk, open_store, interchange, now, self._replica, backup)
        self._giving, self._taking = GivingPackages(around), TakingPackages(around)
        self._settling, self._desk = Settling(around), desk

    # Keys and cards

    @cached_property
    def own(self) -> OwnKeys:
        """The keys of this data folder."""
        signing, sealing = (bytes.fromhex(self._data.secret(purpose).decode()) for purpose in (SIGNING, SEALING))
        return OwnKeys(signing, sealing)

    @property
    def key(self) -> PublicKey:
        """The key that others know this computer by."""
        return self.own.public

    def own_card(self, name: str, organisation: str, country: str, languages: Sequence[str] = ()) -> bytes:
        """Return one's own card, signed."""
        if not name.strip():
            raise UsageError("Give the name that stands on the card.")
        made_at = self._now().isoformat(timespec="seconds")
        card = Card(self.key, name.strip(), organisation, country, "", tuple(languages), made_at)
        return self._cards.sign(card, self.own).content

    def read_card(self, content: bytes) -> Card:
        """Return the card of a file, of which nothing is believed that its key has not signed."""
        return self._cards.read(content)

    # Out

    def assign(self, assessment: UUID, seat: UUID, key: str) -> Outgoing:
        """Give a seat to the computer with a key, or make its package again."""
        if self._desk.open(assessment).judges_here(seat):
            return self._giving.assign(assessment, seat, str(public_key(key)), str(self.key))
        return self._giving.again(assessment, seat)

    def hand_over(self, assessment: UUID) -> Outgoing:
        """Give what is here to the computers of the other seats."""
        return self._giving.hand_over(assessment)

    def copy(self, assessment: UUID, *, without_names: bool = False) -> Outgoing:
        """Give all that is here to another computer of the same person, or without names to anybody."""
        return self._giving.copy(assessment, deidentified if without_names else None)

    def keys_of_others(self, assessment: UUID) -> tuple[str, ...]:
        """Return the keys of the computers of the other seats."""
        own = str(self.key)
        return tuple({seat.key: None for seat in self._desk.load(assessment).seats if seat.key and seat.key != own})

    def missing(self, outgoing: Outgoing) -> int:
        """Return how many files behind the evidence are not on this computer, and so do not go along."""
        return sum(1 for sha256, _ in outgoing.evidence if not self._data.evidence.holds(sha256))

    def write(
        self, outgoing: Outgoing, target: Path, lock: Sequence[str] | str, name: str, largest: int | None = None
    ) -> Header:
        """Write a package and note that it went out.

        Args:
            outgoing: what goes into it.
            target: the file; one that is there is replaced only when the new one is whole.
            lock: the keys of those who can open it, or a passphrase.
            name: what the author is called.
            largest: evidence with more bytes is left out.
        """
        locked = Passphrase(lock) if isinstance(lock, str) else Recipients([public_key(key) for key in lock])
        draft = Draft(
            purpose=outgoing.purpose,
            assessment=str(outgoing.assessment),
            edition=EditionRef(outgoing.scheme, outgoing.edition, outgoing.edition_sha256),
            content=outgoing.content,
            history=outgoing.history or None,
            versions=outgoing.versions or None,
            released=MappingProxyType({str(seat): content for seat, content in outgoing.released.items()}),
            boxes=MappingProxyType({str(seat): box for seat, box in outgoing.boxes.items()}),
            evidence=tuple(
                EvidenceFile(sha256, size) for sha256, size in outgoing.evidence if self._data.evidence.holds(sha256)
            ),
            seat=str(outgoing.seat) if outgoing.seat else None,
            is_deidentified=outgoing.is_deidentified,
            unknown=_unknown(outgoing.unknown),
        )
        with writing_atomically(target) as file:
            header = PackageWriter(self._schema("package")).write(
                draft,
                file,
                own=self.own,
                name=name,
                made_at=self._now(),
                lock=locked,
                source=self._source,
                largest=largest,
            )
        self._giving.sent(outgoing, UUID(header.id), str(self.key), name)
        return header

    # In

    def needs_passphrase(self, source: Path) -> bool:
        """Return whether a passphrase opens a package; raise ``PackageError`` where it is none."""
        with _opened(source) as file:
            return has_passphrase(file)

    def look(self, source: Path, passphrase: str | None = None) -> Header:
        """Return what a package says of itself, signed."""
        with _opened(source) as file:
            return self._reader.look(file, self._lock(passphrase))

    def preview(self, source: Path, passphrase: str | None = None) -> tuple[Incoming, Preview]:
        """Return what a package holds and what taking it in would do; no evidence of it is stored."""
        package, sink = self._read(source, passphrase)
        sink.drop()
        incoming = _incoming(package)
        return incoming, self._taking.preview(incoming)

    def take(
        self, source: Path, purposes: Sequence[Purpose], passphrase: str | None = None, *, is_sure: bool = False
    ) -> Preview:
        """Take a package of one of these purposes in; nothing is stored when it is refused.

        Raises:
            ExchangeError: It cannot be taken in; the sentence says why.
        """
        header = self.look(source, passphrase)
        if header.purpose not in purposes:
            raise ExchangeError("This package is for something else: {purpose}.", purpose=header.purpose.value)
        package, sink = self._read(source, passphrase)
        try:
            return self._taking.take(_incoming(package), is_sure=is_sure)
        except BaseException:
            sink.drop()
            raise

    # Conflicts

    def conflicts(self, assessment: UUID) -> Sequence[Conflict]:
        """Return the conflicts that stand after merges."""
        return self._settling.conflicts(assessment)

    def settle(self, assessment: UUID, conflict: Conflict, text: str) -> None:
        """Have a field hold one of the values that it was given."""
        self._settling.settle(assessment, conflict, text)

    def _read(self, source: Path, passphrase: str | None) -> tuple[Package, StagedEvidence]:
        sink = StagedEvidence(self._data.evidence)
        with _opened(source) as file:
            return self._reader.read(file, self._lock(passphrase), sink), sink

    def _lock(self, passphrase: str | None) -> Lock:
        return self.own if passphrase is None else Passphrase(passphrase)

    def _source(self, sha256: str) -> Source:
        stored = self._data.evidence.stored(sha256)
        if stored is None:
            raise StorageError("A file of the evidence is not here any more, so it cannot go along.")
        return stored

    def _replica(self) -> str:
        return self.key.fingerprint

    @cached_property
    def _reader(self) -> PackageReader:
        return PackageReader(self._schema("package"))

    @cached_property
    def _cards(self) -> Cards:
        return Cards(self._schema("card"))

    def _schema(self, name: str) -> dict[str, Any]:
        return json.loads((self._schemas / f"{name}.schema.json").read_text(encoding="utf-8"))


def _opened(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise UsageError("The file cannot be read: {file}", file=source.name) from error


def _incoming(package: Package) -> Incoming:
    header, files = package.header, package.files
    return Incoming(
        id=UUID(header.id),
        purpose=header.purpose,
        author_key=str(header.author.key),
        author_name=header.author.name,
        content=files["assessment.json"],
        history=files.get("history.jsonl", b""),
        versions=files.get("versions.json", b""),
        released=MappingProxyType({UUID(seat): content for seat, content in package.released.items()}),
        boxes=MappingProxyType({UUID(seat): box for seat, box in package.boxes.items()}),
        seat=UUID(header.seat) if header.seat else None,
        is_deidentified=header.is_deidentified,
        unknown=_packed(package.unknown),
    )


def _packed(unknown: Mapping[str, bytes]) -> bytes:
    """Keep files of a newer program as one piece of JSON."""
    return json.dumps({name: content.hex() for name, content in unknown.items()}).encode() if unknown else b""


def _unknown(packed: bytes) -> MappingProxyType[str, bytes]:
    found: dict[str, str] = json.loads(packed) if packed else {}
    return MappingProxyType({name: bytes.fromhex(content) for name, content in found.items()})
