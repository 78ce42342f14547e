"""Started by hand: a long history, verified as a whole, and altered at random in every way that one byte can be.

``python -m pytest tests/long/test_audit.py -s`` prints the figures; ``EUCLES_COUNT`` says how many changes, by default
100,000, ``EUCLES_TRIALS`` how many alterations, and ``EUCLES_SEED`` repeats them.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection
from support.gold import assessment, public_edition

from eucles_desk.app.wiring import local_now
from eucles_desk.assessment.auditing import Verified
from eucles_desk.assessment.terms import Step
from eucles_desk.services.auditing import Auditing
from eucles_desk.services.open_assessment import OpenAssessment
from eucles_desk.services.summaries import summarise
from eucles_desk.storage.chain import COLUMNS, Head, Row, breaks
from eucles_desk.storage.opening import OpenData, open_data

CHANGES = int(os.environ.get("EUCLES_COUNT", "100000"))
TRIALS = int(os.environ.get("EUCLES_TRIALS", "1000"))
WHOLE = TRIALS // 20
"""So many of the alterations are looked for in the whole history, the others in the rows around."""
SEED = int(os.environ.get("EUCLES_SEED", "1"))
AIM_SECONDS = 2.0
CHECKPOINT = 5_000
RUNS = 7


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenData]:
    folder: Path = tmp_path_factory.mktemp("audit") / "data"
    opened = open_data(folder, local_now)
    value, edition = assessment(step=Step.SCORING), public_edition()
    with opened.open_store() as store:
        store.editions.add(edition.ref, edition.title, b"{}")
        store.clusters.add(value.cluster)
        store.assessments.add(value, summarise(value, edition, local_now()))
    service = OpenAssessment(value, edition, opened.open_store, opened.evidence, local_now)
    chance, codes = random.Random(SEED), sorted(edition.criteria)
    began = time.perf_counter()
    for number in range(CHANGES):
        code = chance.choice(codes)
        match number % 5:
            case 0 | 1:
                service.set_level(code, None if service.judgement(code).level else chance.randint(0, 5))
            case 2 | 3:
                service.set_reason(
                    code, f"Seen in the register, and told alike in {number} talks. " * chance.randint(1, 4)
                )
            case _:
                service.undo()
        if number % CHECKPOINT == 0:  # as the program does each minute
            opened.checkpoint()
    opened.checkpoint()
    took = time.perf_counter() - began
    print(f"\n{CHANGES:,} changes kept one by one in {took:.0f} s, {took / CHANGES * 1000:.2f} ms each")  # noqa: T201
    yield opened
    opened.close()


def verified(data: OpenData) -> Verified:
    return Auditing(data.open_store).verify()


def test_the_whole_history_is_verified_within_two_seconds(data: OpenData) -> None:
    seconds, work = list[float](), list[float]()
    found = verified(data)
    for _ in range(RUNS):
        began, worked = time.perf_counter(), time.process_time()
        found = verified(data)
        seconds.append(time.perf_counter() - began)
        work.append(time.process_time() - worked)
        assert found.is_sound and found.entries >= CHANGES * 0.99
    size = (data.folder / "eucles.db").stat().st_size / 1e6
    spread = f"{min(seconds):.2f}-{max(seconds):.2f} s, of which the processor {statistics.median(work):.2f} s"
    print(f"\n{found.entries:,} entries verified in {spread} (database of {size:.0f} MB)")  # noqa: T201
    assert statistics.median(work) < AIM_SECONDS, "whatever else the machine has to do"


def test_any_changed_byte_is_found_in_every_column(data: OpenData) -> None:
    chance, tried = random.Random(SEED), Counter[str]()
    last = verified(data).entries
    for trial in range(TRIALS):
        seq, name = chance.randint(1, last), Row._fields[trial % len(Row._fields)]
        with data.open_store.engine.connect() as connection, connection.begin() as transaction:
            if _alter(connection, seq, name, chance):
                tried[name] += 1
                found = _found(connection, 0 if trial < WHOLE else max(0, seq - 3), seq + 3, last)
                assert found, (SEED, trial, seq, name)
            transaction.rollback()
    assert sum(tried.values()) >= TRIALS * 0.9
    print(f"\n{sum(tried.values()):,} single bytes changed, all found: {dict(tried)}")  # noqa: T201


@pytest.mark.parametrize("kind", ["taken out", "several taken out", "swapped", "put twice", "brought from elsewhere"])
def test_entries_that_are_taken_out_swapped_or_added_are_found(data: OpenData, kind: str) -> None:
    chance, last = random.Random(SEED), verified(data).entries
    for _ in range(TRIALS // 10):
        seq = chance.randint(2, last - 10)
        with data.open_store.engine.connect() as connection, connection.begin() as transaction:
            _disturb(connection, kind, seq, chance)
            assert _found(connection, seq - 2, seq + 12, last), (SEED, kind, seq)
            transaction.rollback()
    print(f"\n{TRIALS // 10} times {kind}: all found")  # noqa: T201


def _disturb(connection: Connection, kind: str, seq: int, chance: random.Random) -> None:
    run = connection.exec_driver_sql
    match kind:
        case "taken out":
            run("DELETE FROM history WHERE seq = ?", (seq,))
        case "several taken out":
            run("DELETE FROM history WHERE seq BETWEEN ? AND ?", (seq, seq + chance.randint(1, 8)))
        case "swapped":
            run("UPDATE history SET seq = -1 WHERE seq = ?", (seq,))
            run("UPDATE history SET seq = ? WHERE seq = ?", (seq, seq + 1))
            run("UPDATE history SET seq = ? WHERE seq = -1", (seq + 1,))
        case "put twice":
            run("DELETE FROM history WHERE seq = ?", (seq + 1,))
            rest = COLUMNS.removeprefix("seq, ")
            run(f"INSERT INTO history ({COLUMNS}) SELECT seq + 1, {rest} FROM history WHERE seq = ?", (seq,))
        case _:
            other = (seq + 7) if seq % 2 else seq - 1
            for column in ("message", "changes", "salt", "payload_hash"):
                run(
                    f"UPDATE history SET {column} = (SELECT {column} FROM history WHERE seq = ?) WHERE seq = ?",
                    (other, seq),
                )


def _alter(connection: Connection, seq: int, name: str, chance: random.Random) -> bool:
    """Change one byte of a value; return whether there is one to change."""
    column = f'"{name}"'
    value = connection.exec_driver_sql(f"SELECT {column} FROM history WHERE seq = ?", (seq,)).scalar_one()
    match value:
        case int():
            altered: object = value ^ (1 << chance.randrange(8)) if name != "seq" else value + 1_000_000_000
        case bytes() if value:
            at = chance.randrange(len(value))
            altered = value[:at] + bytes([value[at] ^ (1 << chance.randrange(8))]) + value[at + 1 :]
        case str() if value:
            at = chance.randrange(len(value))
            altered = value[:at] + chr((ord(value[at]) ^ (1 << chance.randrange(7))) & 0x7F) + value[at + 1 :]
        case str():
            altered = "x"
        case _:
            return False
    if altered == value:
        return False
    connection.exec_driver_sql(f"UPDATE history SET {column} = ? WHERE seq = ?", (altered, seq))
    return True


def _found(connection: Connection, first: int, to: int, last: int) -> bool:
    """Return whether something is found among the rows from one number on; the end is known from outside."""
    rows = connection.exec_driver_sql(f"SELECT {COLUMNS} FROM history WHERE seq > ? ORDER BY seq", (first,))
    head = Head()
    if first:
        known = connection.exec_driver_sql("SELECT hash FROM history WHERE seq = ?", (first,)).scalar_one()
        head = Head(first, known)
    seen = [Row(*row) for row in (rows if not first else rows.fetchmany(to - first + 1))]
    ends = not first and (not seen or seen[-1].seq != last)
    return ends or next(breaks(seen, head), None) is not None
