"""How the parts of an office file name each other; nothing outside the file is ever followed."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from eucles_desk.reading.child.document import RefusalError
from eucles_desk.reading.child.packed import read_xml

if TYPE_CHECKING:
    from eucles_desk.reading.child.packed import Parts


def targets(parts: Parts, part: str, ids: list[str]) -> list[str]:
    """Return the parts that another part names by these ids; nothing outside the file is ever followed."""
    folder, name = posixpath.split(part)
    list_name = f"{folder}/_rels/{name}.rels"
    if list_name not in parts.names:
        raise RefusalError("damaged")
    found = Targets()
    read_xml(parts.read(list_name), found)
    paths = (posixpath.normpath(posixpath.join(folder, found.by_id.get(one, ""))).lstrip("/") for one in ids)
    return [path for path in paths if path in parts.names]


class Order:
    """The ids by which a part names others, in their order; ``names`` are what else stands there."""

    def __init__(self, element: str) -> None:
        self._element = element
        self.ids: list[str] = []
        self.names: list[str] = []

    def start(self, name: str, values: dict[str, str]) -> None:
        """Take an id; the plain ``id`` beside it is a number, which the name space tells apart."""
        if name == self._element:
            self.ids.append(next((value for value in values.values() if value.startswith("rId")), values.get("id", "")))
            self.names.append(values.get("name", ""))

    def end(self, name: str) -> None:
        """Wait for the next."""

    def text(self, text: str) -> None:
        """Pass over it."""


class Targets:
    """Where the parts lie that another part names."""

    def __init__(self) -> None:
        self.by_id: dict[str, str] = {}

    def start(self, name: str, values: dict[str, str]) -> None:
        """Take a place inside the file."""
        if name == "Relationship" and values.get("TargetMode") != "External":
            target = values.get("Target", "")
            self.by_id[values.get("Id", "")] = target

    def end(self, name: str) -> None:
        """Wait for the next."""

    def text(self, text: str) -> None:
        """Pass over it."""
