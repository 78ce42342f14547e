"""Who wrote which field of an assessment, so that two copies can be put together without losing what either says.

Every field is a register. It holds the values that nobody has replaced yet, each with its *dot*, the computer that
wrote it and how far that computer had come, and a *context*: all that was known when they were written. A value that
the other copy knew and no longer has was replaced there; one that it never knew is kept. So joining two registers is
the same in any order and as often as it is done (docs/decisions/0035-merging.md).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.fields import ABSENT, Place, canonical
from eucles_desk.assessment.terms import Step
from eucles_desk.errors import InvalidPackageError, NewerPackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

FORMAT: Final = "eucles-versions"
VERSION: Final = 1
MOST_PARTS: Final = 50_000
MOST_FIELDS: Final = 1_000
"""Of one part."""
MOST_VERSIONS: Final = 100
"""Of one field; so many people do not write one at once."""
MOST_REPLICAS: Final = 1_000
MOST_SIGNS: Final = 4_000_000
"""Of one value as JSON."""
MOST_KEY: Final = 1_000
HIGHEST: Final = 2**53 - 1
_REPLICA: Final = re.compile(r"=?[0-9A-Za-z_\-]{1,64}(\.[0-9]{1,16})?")
_STEPS: Final = {canonical(step.value): rank for rank, step in enumerate(Step)}


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A value of a field, with who wrote it.

    Attributes:
        counter: How far the writer's history had come; 0 for a value of which only the content is known.
        replica: The writer's computer; the content's hash where the writer is not known.
        text: The value as canonical JSON, empty for one that was taken out.
    """

    counter: int
    replica: str
    text: str

    @property
    def dot(self) -> tuple[str, int]:
        """What the version is known by."""
        return self.replica, self.counter

    @property
    def value(self) -> object:
        """The value, ``None`` for one that was taken out."""
        return json.loads(self.text) if self.text else None


@dataclass(frozen=True, slots=True)
class Register:
    """The versions of one field that stand, and what was known when they were written."""

    versions: tuple[Version, ...] = ()
    context: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def texts(self) -> frozenset[str]:
        """The different values that stand; more than one is a conflict."""
        return frozenset(version.text for version in self.versions)

    def shown(self, part: Part) -> Version | None:
        """Return the version that is shown, the same on every computer; ``None`` when nobody has written any.

        A value goes before its removal, and of several steps the one furthest along goes first.
        """
        return max(self.versions, key=lambda one: (bool(one.text), _rank(part, one), one), default=None)

    def written(self, replica: str, counter: int, text: str) -> Register:
        """Return the register after somebody who had seen all of it has written a value."""
        context = MappingProxyType({**self.context, replica: max(counter, self.context.get(replica, 0))})
        return Register((Version(counter, replica, text),), context)

    def joined(self, other: Register) -> Register:
        """Return what both registers know."""
        if self == other or not other.context:
            return self
        if not self.context:
            return other
        kept = set(_standing(self, other)) | set(_standing(other, self))
        if not kept:  # never so with honest registers: rather too much than nothing
            kept = set(self.versions) | set(other.versions)
        replicas = self.context.keys() | other.context.keys()
        context = {one: max(self.context.get(one, 0), other.context.get(one, 0)) for one in sorted(replicas)}
        return Register(tuple(sorted(kept)), MappingProxyType(context))


NEVER: Final = Register()
"""The register of a field that nobody has written."""


def unsigned(text: str) -> Register:
    """Return the register of a value of which it is not known who wrote it."""
    replica = "=" + hashlib.sha256(text.encode()).hexdigest()[:32]
    return Register((Version(0, replica, text),), MappingProxyType({replica: 0}))


@dataclass(frozen=True, slots=True)
class Versions:
    """The registers of an assessment, by part and field.

    A field that has none holds what it held before anybody's writing was followed.
    """

    parts: Mapping[Place, Mapping[str, Register]] = field(default_factory=lambda: MappingProxyType({}))

    def register(self, place: Place, name: str) -> Register | None:
        """Return the register of a field, if it has one."""
        return self.parts.get(place, {}).get(name)

    def only(self, keep: Callable[[Part, str], bool]) -> Versions:
        """Return the registers of some parts, such as those that may leave this computer."""
        return Versions(MappingProxyType({place: found for place, found in self.parts.items() if keep(*place)}))

    def joined(self, other: Versions) -> Versions:
        """Return what both know."""
        parts = dict(self.parts)
        for place, theirs in other.parts.items():
            mine = parts.get(place, {})
            both = {name: mine.get(name, NEVER).joined(register) for name, register in theirs.items()}
            parts[place] = MappingProxyType({**mine, **both})
        return Versions(MappingProxyType(parts))

    def furthest(self, key: str) -> int:
        """Return the highest counter of a computer's own, under any of its names, that is known here."""
        counters = (
            counter
            for fields in self.parts.values()
            for register in fields.values()
            for replica, counter in register.context.items()
            if replica.partition(".")[0] == key
        )
        return max(counters, default=0)


def replica_name(key: str, since: int) -> str:
    """Return the name under which a computer writes, from a short id of its key.

    It takes a new name whenever it goes back to an earlier state, with the number of the entry that did so; otherwise
    what it writes afterwards would pass for what it wrote before.
    """
    return f"{key}.{since}" if since else key


def versions_to_data(versions: Versions) -> dict[str, Any]:
    """Return registers as plain data for a package or the database."""
    parts = [
        {
            "part": place[0].value,
            "key": place[1],
            "fields": {name: _register_to_data(register) for name, register in sorted(fields.items())},
        }
        for place, fields in sorted(versions.parts.items())
    ]
    return {"format": FORMAT, "version": VERSION, "parts": parts}


def versions_from_data(data: object) -> Versions:
    """Read what :func:`versions_to_data` wrote, perhaps on another computer.

    Parts that are not known here are left out, and so are private notes, which nobody sends.

    Raises:
        NewerPackageError: A later version of the program wrote it.
        InvalidPackageError: It is something else.
    """
    try:
        return _read(data)
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as exc:
        raise InvalidPackageError("What the package says about who wrote what cannot be read.") from exc


def _read(data: Any) -> Versions:  # noqa: ANN401  # as it comes from JSON, and so below
    if data["format"] != FORMAT or not _is_count(data["version"]):
        raise ValueError(FORMAT)
    if data["version"] > VERSION:
        raise NewerPackageError(
            "The package was made by a newer version of the program; this one cannot read it. Nothing was stored."
        )
    parts: dict[Place, Mapping[str, Register]] = {}
    known = {part.value: part for part in Part if part is not Part.PRIVATE_NOTE}
    for one in _few(_typed(data["parts"], list), MOST_PARTS):
        part, key = _typed(one["part"], str), _typed(one["key"], str)
        if part not in known:
            continue
        place = known[part], key
        if place in parts or len(key) > MOST_KEY:
            raise ValueError(key)
        fields = _few(_typed(one["fields"], dict), MOST_FIELDS)
        parts[place] = MappingProxyType({_name(name): _register_from_data(found) for name, found in fields.items()})
    return Versions(MappingProxyType(parts))


def _standing(register: Register, other: Register) -> Iterator[Version]:
    """Yield the versions that the other register still has or never knew."""
    dots = {version.dot for version in other.versions}
    for version in register.versions:
        if version.dot in dots or version.counter > other.context.get(version.replica, -1):
            yield version


def _rank(part: Part, version: Version) -> int:
    return _STEPS.get(version.text, -1) if part is Part.STEP else 0


def _register_to_data(register: Register) -> dict[str, Any]:
    versions: list[dict[str, Any]] = []
    for version in register.versions:
        written = {"value": version.value} if version.text != ABSENT else {}
        versions.append({"by": version.replica, "at": version.counter, **written})
    return {"versions": versions, "context": dict(register.context)}


def _register_from_data(data: Any) -> Register:  # noqa: ANN401
    versions = tuple(sorted(_version(one) for one in _few(_typed(data["versions"], list), MOST_VERSIONS)))
    found = _few(_typed(data["context"], dict), MOST_REPLICAS)
    context = {_replica(replica): _count(counter) for replica, counter in found.items()}
    if any(version.counter > context.get(version.replica, -1) for version in versions):
        raise ValueError("a version that its own context does not know")
    return Register(versions, MappingProxyType(context))


def _version(data: Any) -> Version:  # noqa: ANN401
    text = canonical(data["value"]) if "value" in data else ABSENT
    if len(text) > MOST_SIGNS:
        raise ValueError("long")
    text.encode()  # half a pair of surrogates cannot be kept
    return Version(_count(data["at"]), _replica(data["by"]), text)


def _replica(name: object) -> str:
    if not _REPLICA.fullmatch(_typed(name, str)):
        raise ValueError(name)
    return cast("str", name)


def _name(name: object) -> str:
    if len(_typed(name, str)) > MOST_KEY:
        raise ValueError(name)
    return cast("str", name)


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= HIGHEST


def _count(value: object) -> int:
    if not _is_count(value):
        raise ValueError(value)
    return cast("int", value)


def _typed(value: object, kind: type) -> Any:  # noqa: ANN401
    if type(value) is not kind:
        raise TypeError(kind.__name__)
    return value


def _few(found: Any, most: int) -> Any:  # noqa: ANN401
    if len(found) > most:
        raise ValueError(f"more than {most}")
    return found
