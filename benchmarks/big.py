"""Make a large data folder and measure lists and search in it: ``python benchmarks/big.py [--keep FOLDER]``.

10,000 assessments with 310,000 judgements, 100,000 evidence files with a text of about 300 words each, and the history
of some work on all of them. Copies are made by SQL, so that filling takes a few minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from eucles_desk.app import paths  # noqa: E402
from eucles_desk.app.wiring import Program, open_program  # noqa: E402
from eucles_desk.assessment.terms import Role, Step  # noqa: E402
from eucles_desk.assessment.values import Assessment  # noqa: E402
from eucles_desk.services.summaries import summarise  # noqa: E402
from eucles_desk.storage import driver  # noqa: E402
from eucles_desk.storage.chain import COLUMNS, SALT_BYTES, Head, Row, chained  # noqa: E402
from eucles_desk.storage.opening import DATABASE  # noqa: E402

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MODELS = (
    Step.AWARDED,
    Step.AWARDED,
    Step.AWARDED,
    Step.REFUSED,
    Step.WITHDRAWN,
    Step.FACT_CHECK,
    Step.SCORING,
    Step.DRAFT,
)
"""The steps of the models, which take turns; the share of those that have ended is as after some years of use."""
WORDS_EACH = 300
VOCABULARY = 30_000
PARTS = (
    "fact", "seat", "eligibility_answer", "judgement", "strength", "improvement", "citation", "agreement", "visit",
    "remark", "award", "earlier_result", "benchmark",
)  # fmt: skip
NOTES_EACH = 5
DAY = "date('2026-06-01', printf('+%d days', copy.number % 90))"
MONTH = "strftime('%Y-%m', '2026-06-01', printf('+%d months', copy.number % 36))"
AIMS = {"find": 50.0, "page": 100.0, "running": 20.0, "ending": 20.0, "recent": 20.0, "missing": 100.0}


def fill_big(folder: Path, assessments: int = 10_000, files_each: int = 10) -> UUID:
    """Fill a data folder; return the assessment that was changed last, in the step *scoring*, with its files stored."""
    with open_program(folder, paths.resources()) as program:
        models = _models(program)
        files = [program.data.evidence.add_content(text.encode()) for text in texts(files_each, seed=1)]
    key = (folder / "key").read_text(encoding="ascii")
    connection = driver.connect(folder / DATABASE, key)
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -262144", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    ids = [UUID(int=(0xB16 << 100) + number) for number in range(assessments)]
    connection.execute("CREATE TEMP TABLE copy (number INTEGER PRIMARY KEY, id TEXT, cluster TEXT, model TEXT)")
    rows = [(n, one.hex, UUID(int=one.int + 1_000_000).hex, models[n % len(models)].hex) for n, one in enumerate(ids)]
    rows[-1] = (*rows[-1][:3], models[MODELS.index(Step.SCORING)].hex)
    connection.executemany("INSERT INTO copy VALUES (?, ?, ?, ?)", rows)
    _copy_assessments(connection)
    _add_evidence(connection, ids, files_each, [stored.sha256 for stored in files])
    _add_history(connection, ids)
    connection.execute("COMMIT")
    connection.execute("BEGIN")
    _add_texts(connection, assessments * files_each, [stored.sha256 for stored in files])
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return ids[-1]


def texts(count: int, seed: int = 0) -> Iterator[str]:
    """Yield invented texts whose words are as unevenly common as those of a language; *alku* is in every second one."""
    chance = random.Random(seed)
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(count):
        said = chance.choices(words, cum_weights=weights, k=WORDS_EACH)
        said[7] = "alku" if number % 2 else "loppu"
        said[9] = f"tunnus{number}"
        yield " ".join(said)


def vocabulary() -> list[str]:
    """Return invented words, the commonest first; short ones are the common ones, as in a language."""
    chance = random.Random(7)
    onsets, vowels = (
        ("k", "t", "s", "l", "m", "n", "p", "v", "r", "h", "j", "d", ""),
        ("a", "e", "i", "o", "u", "y", "ä", "ö", "aa", "ie"),
    )
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        length = 1 + int(len(found) ** 0.13)
        found[
            "".join(chance.choice(onsets) + chance.choice(vowels) for _ in range(length))
            + chance.choice(("", "n", "s", "t"))
        ] = None
    return list(found)


def _models(program: Program) -> list[UUID]:
    """Store one Gold assessment for each step, with the 31 judgements of the lead, and return their ids."""
    samples = [program.desk.load(found) for found in program.make_sample()]
    model = max(samples, key=lambda assessment: len(assessment.judgements))
    edition = program.desk.shelf.get(model.edition)
    found: list[UUID] = []
    with program.data.open_store() as store:
        for number, step in enumerate(MODELS):
            one = _model(model, number, step)
            store.clusters.add(one.cluster)
            store.assessments.add(one, summarise(one, edition, BEGIN))
            found.append(one.id)
    return found


def _model(model: Assessment, number: int, step: Step) -> Assessment:
    lead = model.seat(Role.LEAD)
    assert lead is not None
    cluster = replace(model.cluster, id=UUID(int=(0xC << 100) + number), name=f"Model {number}")
    return replace(
        model,
        id=UUID(int=(0xA << 100) + number),
        cluster=cluster,
        step=step,
        judgements=tuple(
            replace(found, citations=(), on_site=index % 7 == 0)
            for index, found in enumerate(model.judgements)
            if found.seat == lead.id
        ),
        consensus=() if step in {Step.SCORING, Step.DRAFT} else model.consensus,
        award=model.award if step is Step.AWARDED else None,
        evidence=(),
        reply_due="2026-06-01" if step is Step.FACT_CHECK else "",
    )


def _copy_assessments(connection: Any) -> None:
    connection.execute(
        "INSERT INTO cluster (id, name, name_folded, country, region) SELECT copy.cluster, "
        "printf('Measured cluster %05d', copy.number), printf('measured cluster %05d', copy.number), 'FI', '' FROM copy"
    )
    differing = {
        "id": "copy.id",
        "cluster_id": "copy.cluster",
        "cluster_name": "printf('Measured cluster %05d', copy.number)",
        "cluster_name_folded": "printf('measured cluster %05d', copy.number)",
        "changed_at": "strftime('%Y-%m-%d %H:%M:%S.000000', '2026-01-01', printf('+%d minutes', copy.number))",
        "reply_due": f"CASE WHEN reply_due > '' THEN {DAY} ELSE '' END",
        "award_last": f"CASE WHEN award_last > '' THEN {MONTH} ELSE '' END",
    }
    _copy(connection, "assessment", "id", differing)
    for part in PARTS:
        differing = {"assessment_id": "copy.id"}
        if part == "award":
            differing["last"] = MONTH
        if part in {"visit", "remark"}:
            differing["id"] = "lower(hex(randomblob(16)))"
        _copy(connection, part, "assessment_id", differing)


def _copy(connection: Any, table: str, key: str, differing: dict[str, str]) -> None:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(differing.get(name, f'{table}."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    connection.execute(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM copy JOIN {table} ON {table}.{key} = copy.model"
    )


def _sha256(number: int) -> str:
    return f"{number:064x}"


def _add_evidence(connection: Any, ids: list[UUID], files_each: int, last: list[str]) -> None:
    """Give each assessment its files, and let its judgements cite them."""
    rows: list[tuple[object, ...]] = []
    for number, one in enumerate(ids):
        for index in range(files_each):
            which = number * files_each + index
            sha256 = last[index] if number == len(ids) - 1 else _sha256(which)
            piece = UUID(int=(0xE << 100) + which).hex
            rows.append((one.hex, piece, index, f"File {index} of cluster {number:05d}", sha256, f"file-{index}.txt"))
    connection.executemany(
        "INSERT INTO evidence (assessment_id, id, position, title, kind, sha256, file_name, size, address, added_at) "
        "VALUES (?, ?, ?, ?, 'document', ?, ?, 2000, '', '2026-01-01T09:00:00+02:00')",
        rows,
    )
    connection.execute(
        "INSERT INTO citation (assessment_id, seat_id, criterion, position, evidence_id, page, note) "
        "SELECT judgement.assessment_id, seat_id, criterion, 0, evidence.id, 1, '' FROM copy "
        "JOIN judgement ON judgement.assessment_id = copy.id "
        "JOIN evidence ON evidence.assessment_id = copy.id AND evidence.position = judgement.position % ?",
        (files_each,),
    )


def _add_history(connection: Any, ids: list[UUID]) -> None:
    """Add some steps of work on each, and typing without end in the last one, to the chain of what there is."""
    rows: list[Row] = []
    for step in range(NOTES_EACH):
        for number, one in enumerate(ids):
            at = BEGIN + timedelta(days=step, seconds=number)
            rows.append(_entry(one, at, UUID(int=(0xF << 100) + len(rows))))
    rows.extend(
        _entry(ids[-1], BEGIN + timedelta(days=30, seconds=second), UUID(int=(0xF0 << 100) + second // 500))
        for second in range(1500)
    )
    last = connection.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    connection.executemany(
        f"INSERT INTO history ({COLUMNS}) VALUES ({', '.join('?' * len(Row._fields))})",
        chained(rows, Head(*last) if last else Head()),
    )


def _entry(assessment: UUID, at: datetime, group: UUID) -> Row:
    change = {"part": "fact", "key": "field", "before": "a" * 200, "after": "b" * 200}
    return Row(
        seq=0,
        assessment_id=assessment.hex,
        at=at.strftime("%Y-%m-%d %H:%M:%S.%f"),
        group_id=group.hex,
        mode="do",
        message="reason of {criterion}",
        values='{"criterion": "2.5"}',
        merge_key="reason:2.5",
        seat_id=None,
        changes=json.dumps([change]),
        erased=0,
        salt=secrets.token_bytes(SALT_BYTES),
        payload_hash=b"",
        hash=b"",
    )


def _add_texts(connection: Any, count: int, last: list[str]) -> None:
    first_of_last = count - len(last)

    def rows() -> Iterator[tuple[str, int, str]]:
        for number, text in enumerate(texts(count)):
            sha256 = _sha256(number) if number < first_of_last else last[number - first_of_last]
            yield sha256, 0, ""
            yield sha256, 1, text

    connection.executemany("INSERT INTO evidence_text (sha256, page, text) VALUES (?, ?, ?)", rows())
    connection.execute("INSERT INTO evidence_word (rowid, text) SELECT id, text FROM evidence_text WHERE page > 0")


# Measuring


def questions() -> dict[str, list[str]]:
    """Return words to look for: common, middling and rare ones, beginnings, one to three at a time."""
    chance, words = random.Random(3), vocabulary()
    common, middling, rare = words[:50], words[500:2000], words[-5000:]
    return {
        "common": chance.sample(common, 20),
        "half of all": ["alku", "loppu", "alk", "lop"],
        "one letter": list("kaetsmö"),
        "two letters": ["ka", "ti", "su", "al", "ho"],
        "middling": chance.sample(middling, 20),
        "rare": chance.sample(rare, 20),
        "only one": [f"tunnus{chance.randrange(100_000)}" for _ in range(20)],
        "begin of only ones": ["tunnus", "tunnus1", "tunnus12"],
        "two common": [" ".join(chance.sample(common, 2)) for _ in range(20)],
        "three common": [" ".join(chance.sample(common, 3)) for _ in range(20)],
        "common and rare": [f"{chance.choice(common)} {chance.choice(rare)}" for _ in range(20)],
        "three mixed": [f"{chance.choice(common)} {chance.choice(middling)} {chance.choice(rare)}" for _ in range(20)],
        "none": ["xyzzy", "kaxyzzy alku"],
    }


def measured(folder: Path, assessment: UUID) -> dict[str, list[float]]:
    """Return the milliseconds of each kind of question, each asked several times."""
    found: dict[str, list[float]] = {}

    def time_of(name: str, ask: Callable[..., object], *asked: object) -> None:
        begin = time.perf_counter()
        ask(*asked)
        found.setdefault(name, []).append((time.perf_counter() - begin) * 1000)

    with open_program(folder, paths.resources()) as program:
        program.data.warm_up()
        for _ in range(5):
            with program.data.open_store() as store:
                listed = store.assessments
                time_of("page", listed.page, "", 0, 50)
                time_of("page, search", listed.page, "cluster 07", 0, 50)
                time_of("page, far down", listed.page, "", 9_000, 50)
                time_of("count", listed.count, "")
                time_of("running", listed.running, 50)
                time_of("count_running", listed.count_running)
                time_of("ending", listed.ending, "2026-06", "2026-12", 50)
                time_of("recent", listed.recent, 20)
                time_of("load", listed.load, assessment)
                time_of("missing", store.evidence_texts.missing, 20)
        for _ in range(3):
            for kind, asked in questions().items():
                for words in asked:
                    with program.data.open_store() as store:
                        time_of(f"find, {kind}", store.evidence_texts.find, words, 20)
                        time_of(f"find in one, {kind}", store.evidence_texts.find, words, 20, assessment)
    return found


def filled(folder: Path) -> UUID:
    """Return the assessment to work on in a large folder, filled when it is not there yet."""
    mark = folder / "measured.json"
    if mark.is_file():
        return UUID(json.loads(mark.read_text(encoding="ascii")))
    begin = time.perf_counter()
    latest = fill_big(folder)
    mark.write_text(json.dumps(str(latest)), encoding="ascii")
    size = (folder / DATABASE).stat().st_size / 1_000_000
    print(f"(filled in {time.perf_counter() - begin:.0f} s, {size:.0f} MB)", flush=True)
    return latest


def main() -> None:
    """Fill and measure, and print the figures with their aims."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as thrown_away:
        folder = (arguments.keep or Path(thrown_away)) / "big"
        figures = measured(folder, filled(folder))
    every = [figure for name, kind in figures.items() if name.startswith("find,") for figure in kind]
    for name, kind in {**figures, "find, all": every}.items():
        ordered = sorted(kind)
        p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        aim = AIMS.get(name.split(",")[0].split(" in ")[0])
        verdict = "" if aim is None else f"   aim {aim:g}: {'reached' if p95 <= aim else 'MISSED'}"
        print(
            f"  {name:34} median {ordered[len(ordered) // 2]:7.1f}  p95 {p95:7.1f}  most {ordered[-1]:7.1f} ms{verdict}"
        )


if __name__ == "__main__":
    main()
