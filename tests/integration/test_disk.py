"""Disks and folders that do not do what they should."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.calling import ROOT, Call, start

from eucles_desk.app import paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights and limits of POSIX systems")

GOLD = paths.resources() / "sample" / "40-gold-awarded.json"
PR_CAPBSET_DROP = 24
CAPABILITIES_OVER_RIGHTS = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


def _as_ordinary_user() -> Callable[[], object] | None:
    """Rights mean nothing to root: tests run by it take the power to pass over them from the program they start."""
    if os.geteuid() != 0:
        return None
    if sys.platform != "linux":
        pytest.skip("rights mean nothing to root")
    library = ctypes.CDLL(None)
    return lambda: [library.prctl(PR_CAPBSET_DROP, capability) for capability in CAPABILITIES_OVER_RIGHTS]


@pytest.mark.parametrize(
    "command",
    [["list"], ["sample"], ["scheme", "list"], ["import", GOLD]],
    ids=lambda command: " ".join(map(str, command[:1])),
)
def test_a_read_only_folder_is_told(tmp_path: Path, command: list[object]) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o500)
    done = start([*command, "--data-dir", data], preexec_fn=_as_ordinary_user())
    assert done.returncode == 2
    assert (
        done.stderr.decode()
        == f"eucles-desk: This place cannot be written to. Choose another, or change its rights: {data}\n"
    )
    assert list(data.iterdir()) == []


def test_a_place_for_the_report_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    user = _as_ordinary_user()
    data, closed = tmp_path / "data", tmp_path / "closed"
    closed.mkdir(mode=0o555)
    id_ = start(["import", GOLD, "--data-dir", data], preexec_fn=user).stdout.decode().strip()
    for command in ("export", "report"):
        done = start([command, id_, "--out", closed / "file.pdf", "--data-dir", data], preexec_fn=user)
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith("eucles-desk: This place cannot be written to.")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "closed.json"
    shutil.copy(GOLD, file)
    file.chmod(0)
    done = start(["import", file, "--data-dir", tmp_path / "data"], preexec_fn=_as_ordinary_user())
    assert done.returncode == 2
    assert "may not be read" in done.stderr.decode()


def _small_disk(most: int) -> Callable[[], object]:
    import resource

    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def test_a_disk_that_is_full_stores_nothing_and_loses_nothing(call: Call, sampled: Path, tmp_path: Path) -> None:
    before = call("list", "--json", "--data-dir", sampled).data
    document = json.loads(GOLD.read_bytes())
    document["assessment"]["id"] = "11111111-1111-4111-8111-111111111111"
    for judgement in document["judgements"]:
        judgement["reason"] = judgement["reason"] * 40
    file = tmp_path / "large.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    done = start(["import", file, "--data-dir", sampled], preexec_fn=_small_disk(300_000))
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1
    assert call("list", "--json", "--data-dir", sampled).data == before


def test_a_full_disk_leaves_the_old_report(call: Call, sampled: Path, ids: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    out.write_bytes(b"the old one")
    done = start(["report", ids["gold awarded"], "--out", out, "--data-dir", sampled], preexec_fn=_small_disk(100_000))
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1
    assert out.read_bytes() == b"the old one"
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_output_that_cannot_be_written_is_told(sampled: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "eucles_desk", "list", "--data-dir", str(sampled)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == "eucles-desk: The output cannot be written: No space left on device\n"


def test_a_reader_that_has_seen_enough_is_no_trouble(sampled: Path) -> None:
    command = f'"{sys.executable}" -m eucles_desk list --json --data-dir "{sampled}" | true; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_output_is_utf8_whatever_the_locale(sampled: Path) -> None:
    done = start(["list", "--data-dir", sampled], env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0
    assert "\N{EN DASH}" in done.stdout.decode("utf-8")


def test_the_data_are_for_their_owner_only(sampled: Path) -> None:
    for path in (sampled, sampled / "eucles.db", sampled / "key", sampled / "evidence"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_data_of_a_newer_program_are_left_alone(call: Call, sampled: Path) -> None:
    from sqlalchemy import text

    from eucles_desk.storage.engine import open_engine

    engine = open_engine(sampled / "eucles.db", (sampled / "key").read_text(encoding="ascii").strip())
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    before = (sampled / "eucles.db").read_bytes()
    said = call("list", "--data-dir", sampled)
    assert said.status == 2
    assert "newer version of EUCLES Desk" in said.err
    assert (sampled / "eucles.db").read_bytes() == before


def test_a_folder_in_use_is_told(call: Call, sampled: Path) -> None:
    from eucles_desk.storage.opening import open_data

    held = open_data(sampled)
    try:
        said = call("list", "--data-dir", sampled)
    finally:
        held.close()
    assert said.status == 2
    assert "already open with this data folder" in said.err


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\x00" + bytes(4000), bytes(range(256)) * 40], ids=["empty", "plain", "damaged"]
)
def test_a_database_that_is_not_ours_or_damaged_is_told_and_kept(call: Call, sampled: Path, content: bytes) -> None:
    database = sampled / "eucles.db"
    database.write_bytes(content)
    said = call("list", "--json", "--data-dir", sampled)
    if content:
        assert said.status == 2
        first, *ways_out = said.err.splitlines()
        assert first.startswith("eucles-desk: ")
        assert [line.split(": ")[0] for line in ways_out] == ["eucles-desk"] * len(ways_out)
        assert ("backup restore" in said.err) is bool(ways_out)
        assert database.read_bytes() == content


def test_a_missing_key_is_told(call: Call, sampled: Path) -> None:
    (sampled / "key").unlink()
    said = call("list", "--data-dir", sampled)
    assert said.status == 2
    assert "key file is missing" in said.err
    assert not (sampled / "key").exists()


def test_data_dir_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("--data-dir", "here", "sample").status == 0
    assert (tmp_path / "here" / "eucles.db").is_file()
