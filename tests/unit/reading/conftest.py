"""A reader for the tests of a file, and files to give it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.files import Put
from support.sources import PathSource

from eucles_desk.reading.reader import ChildReader


@pytest.fixture(scope="module")
def shared() -> Iterator[ChildReader]:
    """A reader that lives as long as the module's tests."""
    made = ChildReader()
    yield made
    made.close()


@pytest.fixture
def reader(shared: ChildReader) -> ChildReader:
    """The reader, which no test of well-made files may kill."""
    return shared


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file and return it as a stored one."""
    count = 0

    def put_(content: bytes, name: str = "file") -> PathSource:
        nonlocal count
        count += 1
        path = tmp_path / f"{count}-{name}"
        path.write_bytes(content)
        return PathSource(path)

    return put_
