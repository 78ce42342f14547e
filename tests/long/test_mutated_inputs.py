"""Started by hand: small files of every reader, damaged at random; each is read or refused in one sentence, and soon.

``python -m pytest tests/long/test_mutated_inputs.py -s`` prints the figures; ``EUCLES_COUNT`` says how many files of each
reader, by default 2,000, and ``EUCLES_SEED`` repeats them. A file that is neither is kept in the folder of the run.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from support import verifying
from support.backed_up import Kept
from support.documents import as_bytes, document, find_small, interchange
from support.signing import NOW, PASSPHRASE, key_file

from eucles_desk.app.settings import SettingsFile
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.errors import EuclesError
from eucles_desk.reports.order import NOTE, RESULT
from eucles_desk.scheme.loading import load_edition, load_overlay
from eucles_desk.signing.keys import read_key_file
from eucles_desk.storage import envelope, manifest
from eucles_desk.storage.recovery_code import key_from_recovery_code, recovery_code
from eucles_desk.templates.reading import read_template

COUNT = int(os.environ.get("EUCLES_COUNT", "2000"))
SEED = int(os.environ.get("EUCLES_SEED", "1"))
SLOW = 10
"""So many times fewer files of whole editions."""
SLOWER = 4
"""So many times fewer of overlays and reports."""
MOST_SECONDS = 2.0
MOST_MEMORY = 500_000_000
ROOT = Path(__file__).parents[2]
EDITION = ROOT / "resources" / "schemes" / "eucles-public-1"
KEY = "0123456789abcdef" * 4
BACKUP = "00000001-20261124T090100Z"
NUMBERS = (
    b"-1",
    b"0",
    b"1e999",
    b"1e-999",
    b"9" * 5000,
    b"-" + b"9" * 40,
    b"0.1" + b"0" * 400,
    b"NaN",
    b"0x1F",
    b"1_0",
)
TOKENS = (
    *(b"{", b"}", b"[", b"]", b'"', b"'", b"\\", b":", b",", b"- ", b"\n", b"\t", b"\0", b"\xff", b"\r", b"&a ", b"*a"),
    *(
        b"!!int ",
        b"---\n",
        b"null",
        b"true",
        b"[]",
        b"{}",
        b'"\\ud800"',
        b'"\\u0000"',
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
    ),
)
TOKEN = re.compile(rb'"[^"\n]{0,60}"|-?[0-9.]+|\w+|[^\s\w]')


def flipped(content: bytes, chance: random.Random) -> bytes:
    out = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(content: bytes, chance: random.Random) -> bytes:
    at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return chance.choice((content[:at], content[at:], content[:at] + content[to:]))


def doubled(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    to = min(len(content), at + chance.choice((1, 5, 50, 500, 5000)))
    return content[:to] + content[at:to] * chance.choice((1, 1, 3, 200)) + content[to:]


def swapped(content: bytes, chance: random.Random) -> bytes:
    """Put one token in the place of another one, or of one that no file should hold."""
    found = list(TOKEN.finditer(content))
    if not found:
        return content + chance.choice(TOKENS)
    one, other = chance.choice(found), chance.choice(found)
    put = other.group() if chance.random() < 0.4 else chance.choice(TOKENS)
    return content[: one.start()] + put + content[one.end() :]


def enlarged(content: bytes, chance: random.Random) -> bytes:
    found = [match for match in TOKEN.finditer(content) if match.group()[-1:].isdigit()]
    if not found:
        return chance.choice(NUMBERS) + content
    one = chance.choice(found)
    return content[: one.start()] + chance.choice(NUMBERS) + content[one.end() :]


def nested(content: bytes, chance: random.Random) -> bytes:
    found = list(TOKEN.finditer(content))
    one = chance.choice(found) if found else None
    start, end = (one.start(), one.end()) if one else (0, 0)
    before, after = chance.choice(((b"[", b"]"), (b'{"a":', b"}"), (b"- ", b""), (b"{a: ", b"}")))
    deep = chance.choice((3, 25, 200, 950, 20_000))
    return content[:start] + before * deep + content[start:end] + after * deep + content[end:]


WAYS = (flipped, cut, doubled, swapped, enlarged, nested)


def mutated(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if content:
            content = chance.choice(WAYS)(content, chance)
    return content


def listing() -> set[Path]:
    """Return what lies where a reader that wrote anything would have left it."""
    places = (
        ROOT,
        Path.home(),
        ROOT / "eucles_desk",
        ROOT / "resources",
        EDITION,
        ROOT / "docs" / "examples" / "template",
    )
    return {path for place in places for path in place.iterdir() if path.name != "__pycache__"}


def memory() -> int:
    """Return the most memory that this process ever held."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def an_interchange_file(_: Path) -> tuple[bytes, Callable[[bytes], object]]:
    reader = interchange()
    return as_bytes(document()), lambda content: reader.read(content, find_small, file="a.json")


def an_edition(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    for file in EDITION.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())

    def read(content: bytes) -> object:
        (folder / "edition.yaml").write_bytes(content)
        return load_edition(folder)

    return (EDITION / "edition.yaml").read_bytes(), read


def texts_of_an_edition(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    an_edition(folder)

    def read(content: bytes) -> object:
        (folder / "texts.fi.yaml").write_bytes(content)
        return load_edition(folder)

    return (EDITION / "texts.fi.yaml").read_bytes(), read


def an_overlay(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    base = load_edition(EDITION).content

    def read(content: bytes) -> object:
        (folder / "overlay.yaml").write_bytes(content)
        return load_overlay(folder / "overlay.yaml", base)

    return (ROOT / "tests" / "fixtures" / "overlays" / "example.yaml").read_bytes(), read


def a_template(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    example = ROOT / "docs" / "examples" / "template"
    (folder / "logo.png").write_bytes((example / "logo.png").read_bytes())

    def read(content: bytes) -> object:
        (folder / "template.yaml").write_bytes(content)
        return read_template(folder / "template.yaml")

    return (example / "template.yaml").read_bytes(), read


def a_logo(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    example = ROOT / "docs" / "examples" / "template"
    (folder / "template.yaml").write_bytes((example / "template.yaml").read_bytes())

    def read(content: bytes) -> object:
        (folder / "logo.png").write_bytes(content)
        return read_template(folder / "template.yaml")

    return (example / "logo.png").read_bytes(), read


def an_envelope(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    sealed = envelope.seal(KEY, "mänty lokki", envelope.Cost(envelope.LEAST.memory, 1, 1))
    return sealed, lambda content: envelope.read(content, folder / "key")


def a_checked_envelope(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    """An envelope of somebody who can work out the check sum."""
    sealed, read = an_envelope(folder)

    def checked(content: bytes) -> object:
        try:
            entries: Any = json.loads(content)
        except (ValueError, RecursionError):
            return read(content)
        if not isinstance(entries, dict):
            return read(content)
        plain = {name: value for name, value in cast("dict[str, Any]", entries).items() if name != "check"}
        said = json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()
        check = hashlib.sha256(said).hexdigest()[:32]
        return read(json.dumps({**plain, "check": check}, indent=1, sort_keys=True).encode() + b"\n")

    return sealed, checked


def a_manifest(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    kept = Kept(folder / "data")
    kept.change("first", b"one paper")
    made = kept.make()
    path = made.folder / manifest.MANIFEST

    def read(content: bytes) -> object:
        path.write_bytes(content)
        return manifest.read(made.folder, kept.key), kept.backups().all()

    return path.read_bytes(), read


def a_list_of_evidence(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    kept = Kept(folder / "data")
    kept.change("first", b"one paper")
    made = kept.make()
    path, said = made.folder / manifest.EVIDENCE_LIST, manifest.read(made.folder, kept.key)
    assert said is not None

    def read(content: bytes) -> object:
        path.write_bytes(content)
        return manifest.read_list(said)

    return path.read_bytes(), read


def settings(folder: Path) -> tuple[bytes, Callable[[bytes], object]]:
    place = folder / "settings"
    SettingsFile(place).save(SettingsFile(place).load())

    def read(content: bytes) -> object:
        file = SettingsFile(place)
        file.path.write_bytes(content)
        file.save(file.load())
        for path in place.glob("*.damaged*"):
            path.unlink()
        return SettingsFile(place).load()

    return (place / "settings.json").read_bytes(), read


def a_recovery_code(_: Path) -> tuple[bytes, Callable[[bytes], object]]:
    return recovery_code(KEY).encode(), lambda content: key_from_recovery_code(content.decode("utf-8", "replace"))


def a_signing_key(_: Path) -> tuple[bytes, Callable[[bytes], object]]:
    return key_file("Maria Beispiel"), lambda content: read_key_file(content, PASSPHRASE, NOW, file="key.p12")


def a_report(_: Path) -> tuple[bytes, Callable[[bytes], object]]:
    return verifying.report(ReportKind.CERTIFICATE), verifying.verify


def result_in_a_report(_: Path) -> tuple[bytes, Callable[[bytes], object]]:
    return _inside(RESULT)


def note_in_a_report(_: Path) -> tuple[bytes, Callable[[bytes], object]]:
    return _inside(NOTE)


def _inside(name: str) -> tuple[bytes, Callable[[bytes], object]]:
    from eucles_desk.reports.reading import read_pdf

    report = verifying.report(ReportKind.CERTIFICATE)
    found = read_pdf(report).attachment(name)
    assert found is not None
    return found.content, lambda content: verifying.verify(
        verifying.changed(report, lambda pdf: verifying.attachment(pdf, name).write(content))
    )


READERS: tuple[tuple[Callable[[Path], tuple[bytes, Callable[[bytes], object]]], int], ...] = (
    (an_interchange_file, 1),
    (an_edition, SLOW),
    (texts_of_an_edition, SLOW),
    (an_overlay, SLOWER),
    (a_template, 1),
    (a_logo, 1),
    (an_envelope, 1),
    (a_checked_envelope, 1),
    (a_manifest, 1),
    (a_list_of_evidence, 1),
    (settings, 1),
    (a_recovery_code, 1),
    (a_signing_key, 1),
    (a_report, SLOWER),
    (result_in_a_report, SLOWER),
    (note_in_a_report, SLOWER),
)


@pytest.fixture(scope="module", autouse=True)
def nothing_else_written() -> Iterator[None]:
    before = listing()
    yield
    assert sorted(listing() - before) == []


@pytest.mark.parametrize(("make", "fewer"), READERS, ids=[make.__name__ for make, _ in READERS])
def test_a_damaged_file_is_read_or_refused_in_a_sentence(
    tmp_path: Path, make: Callable[[Path], tuple[bytes, Callable[[bytes], object]]], fewer: int
) -> None:
    whole, read = make(tmp_path)
    read(whole)
    found: Counter[str] = Counter()
    wrong: list[str] = []
    longest, count, before = 0.0, max(COUNT // fewer, 1), time.perf_counter()
    for number in range(count):
        content = mutated(whole, random.Random(f"{SEED} {make.__name__} {number}"))
        begun = time.process_time()
        problem = ""
        try:
            read(content)
            found["read"] += 1
        except EuclesError as error:
            found["refused"] += 1
            if not str(error).strip() or "\n" in str(error):
                problem = f"no sentence: {error}"
        except Exception as error:  # noqa: BLE001  # this is what is looked for
            problem = f"{type(error).__name__}: {str(error)[:200]}"
        took = time.process_time() - begun
        longest = max(longest, took)
        if took >= MOST_SECONDS:
            problem += f" {took:.1f} s"
        if problem:
            kept = tmp_path / f"wrong-{number}"
            kept.write_bytes(content)
            wrong.append(f"{kept}: {problem}")
    took = time.perf_counter() - before
    print(f"\n{make.__name__}: {count} in {took:.1f} s, {dict(found)}, longest {longest:.2f} s, {memory() >> 20} MB")  # noqa: T201
    assert wrong == []
    assert memory() < MOST_MEMORY
