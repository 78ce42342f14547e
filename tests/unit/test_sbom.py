"""The bill of materials names what the lock file pins, in the form that others read."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> Any:
    target = tmp_path_factory.mktemp("bill") / "bill.json"
    command = [sys.executable, "-W", "error", str(ROOT / "scripts" / "sbom.py"), str(target)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(target.read_text(encoding="utf-8")) is None
    return json.loads(target.read_text(encoding="utf-8"))


def test_every_pinned_dependency_is_in_it_with_its_version(bill: Any) -> None:
    lock = (ROOT / "installer" / "lock-run.txt").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^([\w.-]+)==([^ ;]+)", lock, re.MULTILINE))
    assert len(wanted) > 30
    assert {(one["name"], one["version"]) for one in bill["components"]} == wanted


def test_each_has_the_hashes_of_its_files_and_a_licence(bill: Any) -> None:
    for one in bill["components"]:
        hashes = [said for said in one["properties"] if said["name"] == "eucles-desk:file-sha256"]
        assert hashes, one["name"]
    licensed = [one["name"] for one in bill["components"] if one.get("licenses")]
    assert {"pyside6-essentials", "sqlalchemy", "reportlab"} <= {name.lower() for name in licensed}


def test_no_dependency_is_under_a_licence_that_would_bind_the_program(bill: Any) -> None:
    for one in bill["components"]:
        said = json.dumps(one.get("licenses", []))
        assert not re.search(r"(?<!L)(?<!Lesser )GPL|Affero|GNU General Public", said) or "LGPL" in said, one["name"]
