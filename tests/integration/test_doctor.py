"""``eucles-desk doctor``: what is wrong with program and data, in words that can be passed on."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from support.calling import Call

from eucles_desk.app import paths
from eucles_desk.app.wiring import open_program


@pytest.fixture
def healthy(call: Call, sampled: Path) -> Path:
    assert call("backup", "make", "--data-dir", sampled).status == 0
    return sampled


def points(call: Call, data: Path) -> tuple[int, dict[str, list[tuple[str, str]]]]:
    done = call("doctor", "--json", "--data-dir", data)
    found: dict[str, list[tuple[str, str]]] = {}
    for one in json.loads(done.out)["points"]:
        found.setdefault(one["topic"], []).append((one["state"], one["said"]))
    return done.status, found


def states(found: dict[str, list[tuple[str, str]]], topic: str) -> list[str]:
    return [state for state, _ in found[topic]]


def test_sound_data_are_called_sound(call: Call, healthy: Path) -> None:
    status, found = points(call, healthy)
    assert status == 0
    assert {topic: states(found, topic) for topic in ("Database", "History", "Evidence", "Backups")} == {
        "Database": ["good"],
        "History": ["good"],
        "Evidence": ["good"],
        "Backups": ["good"],
    }
    assert states(found, "Key") == ["note"]  # no passphrase


def test_no_data_are_printed(call: Call, healthy: Path) -> None:
    with open_program(healthy, paths.resources()) as program:
        names = {found.cluster_name for found in program.desk.page("", 0, 50)}
        titles = {
            piece.title for found in program.desk.page("", 0, 50) for piece in program.desk.load(found.id).evidence
        }
    said = call("doctor", "--data-dir", healthy).out
    assert names
    assert titles
    assert not [one for one in (*names, *titles) if one and one in said]


def test_a_folder_that_is_not_there_is_not_made(call: Call, tmp_path: Path) -> None:
    status, found = points(call, tmp_path / "none")
    assert status == 0
    assert states(found, "Data") == ["note"]
    assert not (tmp_path / "none").exists()


def test_a_damaged_database_is_called_damaged(call: Call, healthy: Path) -> None:
    content = bytearray((healthy / "eucles.db").read_bytes())
    content[5 * 4096 + 50] ^= 1
    (healthy / "eucles.db").write_bytes(content)
    status, found = points(call, healthy)
    assert status == 1
    assert found["Database"][0] == ("wrong", "Its database is damaged.")
    assert "backup restore ID" in found["Database"][1][1]
    audit = call("audit", "--data-dir", healthy)
    assert (audit.status, "is sound" in audit.out, "backup restore ID" in audit.out) == (1, False, True)
    assert call("audit", "--json", "--data-dir", healthy).data["verified"]["sound"] is False


def test_a_folder_that_cannot_be_used_is_a_problem(call: Call, healthy: Path) -> None:
    (healthy / "lock").unlink()
    (healthy / "lock").mkdir()
    status, found = points(call, healthy)
    assert (status, "wrong" in states(found, "Place")) == (1, True)


def test_the_size_of_a_small_database_is_told(call: Call, healthy: Path) -> None:
    assert re.search(r" 0\.[1-9] MB", points(call, healthy)[1]["Database"][0][1])


def test_older_data_are_called_older(call: Call, healthy: Path, tmp_path: Path) -> None:
    shutil.copy(healthy / "eucles.db", tmp_path / "old")
    with open_program(healthy, paths.resources()) as program:
        program.desk.add_cluster("A later cluster", "FI", "")
    shutil.copy(tmp_path / "old", healthy / "eucles.db")
    status, found = points(call, healthy)
    assert status == 1
    assert ("wrong", "The data are older than what was saved last: 6 changes instead of 7") in found["History"]


def test_missing_and_damaged_evidence_is_counted(call: Call, healthy: Path) -> None:
    stored = sorted(path for path in (healthy / "evidence").rglob("*") if path.is_file())
    stored[0].unlink()
    content = bytearray(stored[1].read_bytes())
    content[-1] ^= 1
    stored[1].write_bytes(content)
    status, found = points(call, healthy)
    assert status == 1
    assert found["Evidence"][0][0] == "wrong"
    assert found["Evidence"][0][1].endswith("1 missing, 1 damaged")


def test_second_copies_by_a_cloud_drive_are_named_and_left_alone(call: Call, healthy: Path) -> None:
    copy = healthy / "eucles (conflicted copy 2026-11-24).db"
    shutil.copy(healthy / "eucles.db", copy)
    status, found = points(call, healthy)
    assert status == 1
    assert copy.name in found["Place"][-1][1]
    assert copy.is_file()


def test_without_a_backup_it_says_how_to_make_one(call: Call, sampled: Path) -> None:
    status, found = points(call, sampled)
    assert status == 1
    assert found["Backups"] == [("wrong", "There is no backup. “eucles-desk backup make” makes one.")]


def test_data_in_use_are_left_alone(call: Call, healthy: Path) -> None:
    with open_program(healthy, paths.resources()):
        status, found = points(call, healthy)
    assert status == 0
    assert found["Data"][0][1].startswith("EUCLES Desk is already open")
    assert "Database" not in found


def test_nothing_is_changed(call: Call, healthy: Path) -> None:
    def content() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in healthy.rglob("*") if path.is_file() and path.name != "lock"}

    before = content()
    assert points(call, healthy)[0] == 0
    assert content() == before
