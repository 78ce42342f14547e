from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from eucles_desk.errors import OlderDataError
from eucles_desk.storage.chain import GENESIS, Head
from eucles_desk.storage.opening import DATABASE, WITNESS, OpenData, open_data
from eucles_desk.storage.witness import SLOT, Witness

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SECRET = b"secret"


def head(seq: int) -> Head:
    return Head(seq, bytes([seq]) * 32)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "state" / "witness"


@pytest.fixture
def witness(place: Path) -> Iterator[Witness]:
    made = Witness([place], SECRET)
    yield made
    made.close()


def test_the_last_head_is_remembered(witness: Witness, place: Path) -> None:
    assert witness.remembered() is None
    for seq in range(1, 6):
        witness.note(head(seq))
    assert Witness([place], SECRET).remembered() == head(5)
    assert place.stat().st_mode & 0o077 == 0


def test_a_torn_write_leaves_the_head_before(witness: Witness, place: Path) -> None:
    witness.note(head(1))
    witness.note(head(2))
    content = bytearray(place.read_bytes())
    for start in (0, SLOT):
        if content[start + 7] == 2:
            content[start + 20] ^= 1
    place.write_bytes(content)
    assert witness.remembered() == head(1)


def test_one_that_another_secret_has_written_is_not_believed(witness: Witness, place: Path) -> None:
    witness.note(head(3))
    assert Witness([place], b"another").remembered() is None


def test_the_furthest_of_all_places_counts(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for places, seq in (([one, other], 4), ([other], 9)):
        made = Witness(places, SECRET)
        made.note(head(seq))
        made.close()
    assert Witness([one, other], SECRET).remembered() == head(9)


def test_a_place_that_cannot_be_written_is_done_without(tmp_path: Path, place: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    made = Witness([tmp_path / "file" / "witness", place], SECRET)
    made.note(head(1))
    made.close()
    assert Witness([place], SECRET).remembered() == head(1)


def test_beginning_anew_forgets_what_was_further(witness: Witness) -> None:
    witness.note(head(8))
    witness.note(head(9))
    witness.begin_anew(head(2))
    assert witness.remembered() == head(2)


# In a data folder


def work(data: OpenData, times: int) -> None:
    for number in range(times):
        with data.open_store() as store:
            store.history.note("Something happened: {number}", {"number": str(number)})


def opened(folder: Path, state: Path | None = None, *, accept_older: bool = False) -> OpenData:
    return open_data(folder, lambda: NOW, state=state, accept_older=accept_older)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    data = opened(folder)
    work(data, 3)
    data.close()
    return folder


def test_data_as_they_were_left_are_opened(folder: Path) -> None:
    for _ in range(3):
        data = opened(folder)
        work(data, 1)
        data.close()


def test_an_older_database_is_noticed_and_can_be_gone_on_with_knowingly(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / DATABASE, tmp_path / "old")
    data = opened(folder)
    work(data, 4)
    data.close()
    shutil.copy(tmp_path / "old", folder / DATABASE)
    with pytest.raises(OlderDataError, match="they hold 3 changes, and 7 had been saved") as caught:
        opened(folder)
    assert (caught.value.found, caught.value.expected) == (3, 7)
    data = opened(folder, accept_older=True)
    with data.open_store() as store:
        (noted,) = list(store.history.rows(3))
        assert noted.message.startswith("Older data were accepted")
    data.close()
    opened(folder).close()


def test_a_lost_write_ahead_log_is_noticed(folder: Path, tmp_path: Path) -> None:
    data = opened(folder)
    work(data, 2)
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("lock"))
    data.close()
    (copy / f"{DATABASE}-wal").unlink()
    (copy / f"{DATABASE}-shm").unlink(missing_ok=True)
    with pytest.raises(OlderDataError):
        opened(copy)


def test_a_whole_folder_of_an_earlier_day_is_noticed_by_the_witness_elsewhere(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    shutil.copytree(folder, tmp_path / "earlier")
    data = opened(folder, state)
    work(data, 2)
    data.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "earlier", folder)
    opened(folder).close()  # the folder alone holds together
    with pytest.raises(OlderDataError):
        opened(folder, state)


def test_a_database_of_the_same_length_with_another_past_is_noticed(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / DATABASE, tmp_path / "before")
    data = opened(folder)
    work(data, 1)
    data.close()
    kept = (folder / WITNESS).read_bytes()
    shutil.copy(tmp_path / "before", folder / DATABASE)
    data = opened(folder, accept_older=True)
    work(data, 3)
    data.close()
    (folder / WITNESS).write_bytes(kept)
    with pytest.raises(OlderDataError):
        opened(folder)


def test_without_a_witness_the_data_are_opened_and_one_begins(folder: Path) -> None:
    (folder / WITNESS).unlink()
    data = opened(folder)
    work(data, 1)
    data.close()
    assert (folder / WITNESS).is_file()


def test_a_commit_that_was_rolled_back_is_not_remembered(folder: Path) -> None:
    data = opened(folder)
    with pytest.raises(RuntimeError), data.open_store() as store:
        store.history.note("never")
        raise RuntimeError
    data.close()
    opened(folder).close()


def test_the_history_of_a_data_folder_holds_together(folder: Path) -> None:
    data = opened(folder)
    with data.open_store() as store:
        assert list(store.history.breaks()) == []
        assert store.history.head().seq == 3
        assert store.history.hash_at(0) == GENESIS
    data.close()


def test_the_number_of_the_database_file_is_remembered_until_it_is_knowingly_an_earlier_one(place: Path) -> None:
    for step in ("known", "kept", "forgotten"):
        witness = Witness([place], SECRET)
        if step == "known":
            witness.note(head(1))
            witness.note_mark(6)
        else:
            witness.note(head(2))
        if step == "forgotten":
            witness.forget_mark()
        witness.close()
        assert Witness([place], SECRET).remembered_mark() == (0 if step == "forgotten" else 6)
