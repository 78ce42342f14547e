"""A damaged database and a backup of earlier: everything that can still be read comes back."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from support.damaged_pages import PAGE, Case, everything, levels, opened, salvaging

from eucles_desk.storage import snapshot
from eucles_desk.storage.damaged import DamagedData
from eucles_desk.storage.key import KEY_FILE


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case(tmp_path_factory.mktemp("salvaging"))


def test_from_a_sound_database_every_change_comes_back(case: Case) -> None:
    found, content = case.save(case.damage())
    assert (found.changes, found.lost, found.added, found.incomplete) == (case.changes, 0, [], [])
    assert found.changes > 20
    assert content == case.content


def test_of_a_database_without_its_first_page_nothing_comes_back_and_nothing_breaks(case: Case) -> None:
    found, content = case.save(case.damage(0))
    assert found.changes == 0
    assert set(content) == set(case.content)


def test_with_any_page_damaged_what_comes_back_is_what_was_there(case: Case) -> None:
    pages = range(1, len(case.raw) // PAGE)
    whole = 0
    for page in random.Random(5).sample(pages, 25):
        damaged = case.damage(page)
        assert snapshot.faults(damaged, case.key)
        _found, content = case.save(damaged)
        assert set(content) == set(case.content)
        whole += content == case.content
        before, after = levels(case.old), levels(case.content)
        assert all(level in {before.get(place), after.get(place)} for place, level in levels(content).items())
    assert whole >= 15


def test_an_assessment_that_the_backup_does_not_have_is_taken_over_whole(case: Case, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copy(case.now / KEY_FILE, empty / KEY_FILE)
    data = DamagedData(case.damage(), case.key)
    with opened(empty) as program:
        found = salvaging(program).run(data, 0)
        assert len(found.added) == len(case.content)
        assert everything(program) == case.content
    data.close()


def test_a_damaged_database_is_not_written_to(case: Case) -> None:
    damaged = case.damage(7, 19)
    before = damaged.read_bytes()
    case.save(damaged)
    assert damaged.read_bytes() == before
