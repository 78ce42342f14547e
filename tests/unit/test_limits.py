"""The page of limits says what the constants say, and names every one of them."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (.+?) \| (.+?) \| ([^|]+?) \| `([\w.]+)` \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs" / "limits.md").read_text(encoding="utf-8"))
LIMIT = re.compile(r"^(_?(?:MAX|MOST|LARGEST)(?:_[A-Z]+)*)\b.* = .*\d", re.MULTILINE)
NUMBER = re.compile(r"^([A-Z_]+): Final = .*\d", re.MULTILINE)
READERS = ("exchange", "packages", "age", "scheme", "templates", "reading", "signing", "storage")
OTHERS = (
    *("app/settings", "app/verifying", "app/signing_commands", "app/left_typed", "app/keyring_copy", "app/anew"),
    *(
        "app/instance",
        "assessment/texts",
        "assessment/versions",
        "reports/comparing",
        "reports/decoding",
        "reports/reading",
    ),
    *("ui/assessments/taking_in", "ui/locking/secret_field", "ui/locking/typed", "ui/workspace/taking"),
)
NO_LIMITS = {"reading.limits.MEGA"}


def value_of(name: str) -> Any:
    """Return what a name such as ``storage.envelope.MOST.memory`` stands for; a number is a place in a row."""
    parts = name.split(".")
    at = next(index for index, part in enumerate(parts) if part.strip("_").isupper())
    value: Any = importlib.import_module(".".join(("eucles_desk", *parts[:at])))
    for part in parts[at:]:
        value = getattr(value, part) if hasattr(value, part) else value[int(part) if part.isdigit() else part]
    return value


def constants() -> set[str]:
    """Return the limits of all modules that read what others may have made."""
    modules = [file for package in READERS for file in (ROOT / "eucles_desk" / package).rglob("*.py")]
    modules += [ROOT / "eucles_desk" / f"{name}.py" for name in OTHERS]
    found: set[str] = set()
    for module in modules:
        name = ".".join(module.relative_to(ROOT / "eucles_desk").with_suffix("").parts)
        pattern = NUMBER if module.name == "limits.py" else LIMIT
        found |= {f"{name}.{constant}" for constant in pattern.findall(module.read_text(encoding="utf-8"))}
    return found - NO_LIMITS


@pytest.mark.parametrize(("said", "name"), [(said, name) for _, _, said, name in ROWS], ids=[row[3] for row in ROWS])
def test_the_number_in_the_table_is_the_one_that_is_kept_to(said: str, name: str) -> None:
    value = value_of(name)
    numbers = [float(number) for number in said.replace(",", "").split(" to ")]
    assert numbers == ([value[0], value[-1]] if isinstance(value, range) else [float(value)])


def test_every_limit_of_a_reader_stands_in_the_table() -> None:
    named = {re.sub(r"\.[a-z0-9_.]+$", "", row[3]) for row in ROWS}
    found = constants()
    assert len(found) > 80
    assert sorted(found - named) == []


def test_no_limit_stands_there_twice_and_no_row_is_left_out() -> None:
    names = [row[3] for row in ROWS]
    assert len(names) == len(set(names))
    lines = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8").splitlines()
    assert len(names) == sum(line.startswith("| ") for line in lines) - 2  # the heads and the line below them


def test_the_window_reads_no_more_of_an_interchange_file_than_its_reader_takes() -> None:
    assert value_of("ui.assessments.taking_in.LARGEST") == value_of("exchange.limits.MAX_BYTES")
