"""A write-ahead log of which a part is gone, or of another time, never makes data silently older."""

from __future__ import annotations

import hmac
import shutil
from itertools import permutations
from pathlib import Path

import pytest
from support.write_ahead import LOG, NOW, Opener, Said, Series, cuts

from eucles_desk.errors import DamagedDataError
from eucles_desk.storage.chain import Head
from eucles_desk.storage.opening import DATABASE, open_data
from eucles_desk.storage.witness import Witness


def test_a_log_cut_at_any_frame_is_told_with_the_changes_found_and_expected(tmp_path: Path) -> None:
    series = Series(tmp_path / "data")
    open_data(series.folder, lambda: NOW).close()
    data = open_data(series.folder, lambda: NOW)
    for number in range(4):
        with data.open_store() as store:
            if number:
                store.history.note("Something happened: {number}", {"number": str(number)})
        series.take(number)
    opener = series.keep_the_rest(tmp_path / "rest")
    data.close()
    told: list[str] = []
    assert cuts(opener, series.moments, (24,), told.append) > 10, told
    assert opener.silent == []
    assert opener.counts[Said.TOLD] == opener.counts.total() - 1, told


@pytest.fixture
def series(tmp_path: Path) -> Series:
    """Return four copies, with the log moved into the database before each of the last two."""
    made = Series(tmp_path / "data")
    data = open_data(made.folder, lambda: NOW)
    for number in range(1, 5):
        if number > 2:
            assert data.checkpoint()
        with data.open_store() as store:
            store.history.note("Something happened: {number}", {"number": str(number)})
        made.take(number)
    shutil.copytree(made.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("lock"))
    made.keep_the_rest(tmp_path / "rest")
    data.close()
    return made


def test_database_and_log_of_different_times_are_told_or_hold_every_row(series: Series, tmp_path: Path) -> None:
    opener = Opener(tmp_path / "rest", series.moments[-1])
    for one, other in permutations(series.moments, 2):
        opener.open((one.generation, other.generation), one.database, other.log)
    assert opener.silent == []
    assert opener.counts.total() == 12
    assert opener.counts[Said.REFUSED] >= 1


def test_a_database_older_than_its_log_is_refused_each_time_and_left_as_it_is(series: Series, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    older = series.moments[1].database
    (copy / DATABASE).write_bytes(older)
    log = (copy / LOG).read_bytes()
    for _ in range(2):
        with pytest.raises(DamagedDataError):
            open_data(copy, lambda: NOW)
    assert ((copy / DATABASE).read_bytes(), (copy / LOG).read_bytes()) == (older, log)
    (copy / DATABASE).write_bytes(series.moments[-1].database)
    open_data(copy, lambda: NOW).close()


def test_a_witness_of_an_earlier_version_is_believed(tmp_path: Path) -> None:
    said = (7).to_bytes(8, "big") + bytes([7]) * 32
    (tmp_path / "witness").write_bytes(said + hmac.digest(b"secret", said, "sha256"))
    witness = Witness([tmp_path / "witness"], b"secret")
    assert (witness.remembered(), witness.remembered_mark()) == (Head(7, bytes([7]) * 32), 0)
