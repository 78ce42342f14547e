"""Damaged files that a reader once stumbled over: each is read, or refused in a sentence.

They lie in ``tests/fixtures/mutated``, in a folder named like their reader in ``support.mutated_readers``; the run that
finds such files is ``tests/long/test_mutated_inputs.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support import mutated_readers
from support.mutated_readers import Reader

from eucles_desk.errors import EuclesError

FILES = sorted(path for path in (Path(__file__).parents[1] / "fixtures" / "mutated").glob("*/*") if path.is_file())


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.name}" for file in FILES])
def test_a_file_that_was_stumbled_over_is_read_or_refused_in_a_sentence(tmp_path: Path, file: Path) -> None:
    made: Reader = getattr(mutated_readers, file.parent.name)(tmp_path)
    try:
        made[1](file.read_bytes())
        said = "read"
    except EuclesError as error:
        said = str(error)
    assert said.strip()
    assert "\n" not in said
