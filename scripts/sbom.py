"""Write a software bill of materials (CycloneDX, JSON) of what the program is made of: ``python scripts/sbom.py FILE``.

It is read from ``installer/lock-run.txt``, which pins every dependency for every system with the hashes of its files;
licences are taken from what is installed here. The same lock file gives the same bill, but for its time and number.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cyclonedx.contrib.license.factories as licensing
import cyclonedx.model as model_library
import cyclonedx.model.bom as bom_library
import cyclonedx.model.component as component_library
import cyclonedx.output.json as output_library
from packageurl import PackageURL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

licences_made: Any = licensing.LicenseFactory()
model: Any = model_library  # its classes are made by decorators that hide their parameters
bom: Any = bom_library
component: Any = component_library
output: Any = output_library

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "installer" / "lock-run.txt"
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<when>[^\\]+))?")
LONGEST = 80
"""A licence that is longer is its whole text."""
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pinned(lines: Iterable[str]) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield name, version, the condition under which it is needed, and the hashes of its files."""
    found: tuple[str, str, str, list[str]] | None = None
    for line in lines:
        start = PINNED.match(line)
        if start:
            if found:
                yield found
            found = (start["name"], start["version"], (start["when"] or "").strip(), [])
        if found:
            found[3].extend(HASH.findall(line))
    if found:
        yield found


def licence_of(name: str) -> str:
    """Return the licence that an installed package names, empty where it is not installed here."""
    try:
        said: Any = metadata(name)
    except PackageNotFoundError:
        return ""
    expression = said.get("License-Expression")
    if expression:
        return expression
    classes = [one.split(" :: ")[-1] for one in said.get_all("Classifier") or () if one.startswith("License :: ")]
    named = ", ".join(one for one in classes if one != "OSI Approved")
    plain = str(said.get("License") or "")
    return named or (plain if len(plain) < LONGEST else "")


def bill(lock: str) -> Any:  # noqa: ANN401  # the library's own type is made by a decorator
    """Return the bill of a lock file."""
    made = bom.Bom()
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    program = component.Component(
        name="eucles-desk",
        version=version[1] if version else "",
        type=component.ComponentType.APPLICATION,
        bom_ref="eucles-desk",
    )
    made.metadata.component = program
    parts = [part(*found) for found in pinned(lock.splitlines())]
    made.components.update(parts)
    made.register_dependency(program, parts)
    return made


def part(name: str, version: str, when: str, hashes: list[str]) -> Any:  # noqa: ANN401  # the same
    """Return one dependency; a package has a file for each system, so its hashes are told as properties."""
    licence = licence_of(name)
    told = [("eucles-desk:needed-when", when)] if when else []
    told += [("eucles-desk:file-sha256", one) for one in hashes]
    return component.Component(
        name=name,
        version=version,
        type=component.ComponentType.LIBRARY,
        bom_ref=f"{name}@{version}",
        purl=PackageURL("pypi", name=name.lower().replace("_", "-"), version=version),
        licenses=[licences_made.make_from_string(licence)] if licence else [],
        properties=[model.Property(name=key, value=value) for key, value in told],
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:  # the program and one file
        sys.exit(__doc__)
    target = Path(sys.argv[1])
    content = output.JsonV1Dot6(bill(LOCK.read_text(encoding="utf-8"))).output_as_string(indent=2)
    target.write_text(content + "\n", encoding="utf-8")
    print(f"{target}: {content.count('bom-ref') - 1} components")
