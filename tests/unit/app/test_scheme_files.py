from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from eucles_desk.app import paths
from eucles_desk.app.scheme_files import FOLDER, LOCK_FILE, SchemeFiles
from eucles_desk.errors import SchemeError

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def files() -> SchemeFiles:
    return SchemeFiles(paths.resources())


def test_the_lock_file_names_the_edition_that_comes_with_the_program() -> None:
    """When this fails, the edition was changed: a released one must not be; make a new edition instead."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "lock_edition.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "The lock file is current.\n")


def test_the_lock_file_holds_every_source_file(files: SchemeFiles) -> None:
    lock = json.loads((files.folder / LOCK_FILE).read_text(encoding="utf-8"))
    assert set(lock["files"]) == {path.name for path in files.folder.glob("*.yaml")}


def test_the_reference_is_that_of_the_content(files: SchemeFiles) -> None:
    loaded = files.bundled()
    assert loaded.edition.ref == files.bundled_ref()
    assert files.from_content(loaded.content).ref == files.bundled_ref()
    assert files.received(loaded.content) == loaded.edition


def test_naming_the_edition_reads_no_yaml() -> None:
    code = (
        "import sys; from eucles_desk.app import paths; from eucles_desk.app.scheme_files import SchemeFiles;"
        "SchemeFiles(paths.resources()).bundled_ref(); assert not {'yaml', 'jsonschema'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def test_an_edition_that_was_changed_is_refused(tmp_path: Path, files: SchemeFiles) -> None:
    shutil.copytree(files.folder, tmp_path / FOLDER)
    texts = tmp_path / FOLDER / "texts.en.yaml"
    texts.write_text(texts.read_text(encoding="utf-8").replace("Gold", "Golden"), encoding="utf-8")
    with pytest.raises(SchemeError, match="have been changed"):
        SchemeFiles(tmp_path).bundled()


def test_an_overlay_is_checked_over_the_edition_that_comes_with_the_program(files: SchemeFiles) -> None:
    overlay = ROOT / "tests" / "fixtures" / "overlays" / "example.yaml"
    checked = files.check(overlay)
    assert (checked.kind, checked.edition) == ("overlay", "example-2026")
    assert files.overlay(overlay, files.bundled().content).sha256 == checked.sha256


def test_an_overlay_for_another_edition_is_refused(tmp_path: Path, files: SchemeFiles) -> None:
    overlay = (ROOT / "tests" / "fixtures" / "overlays" / "example.yaml").read_text(encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text(overlay.replace("edition: public-1", "edition: public-9"), encoding="utf-8")
    with pytest.raises(SchemeError, match="eucles/public-9"):
        files.check(other)
