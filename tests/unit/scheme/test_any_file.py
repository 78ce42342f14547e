"""Whatever a file holds, reading it ends soon, and in an edition or a ``SchemeError``."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
import time
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.loading import LoadedEdition, check_content, edition_from_content, load_edition, load_overlay

BUNDLED = Path(__file__).resolve().parents[3] / "resources" / "schemes" / "eucles-public-1"
OVERLAY = Path(__file__).resolve().parents[2] / "fixtures" / "overlays" / "example.yaml"
FILES = ("edition.yaml", "texts.en.yaml", "texts.fi.yaml")
LIMIT = 2.0

# fmt: off
SNIPPETS = st.sampled_from([
    "\t", "&a ", "*a", "!!int ", "- ", ": ", "{", "}", "[" * 30, "]", '"', "'", "|", ">", "---\n", "? ", "#", "\0",
    "\u2028", "null", "1e5", "-1", "5: 3", "[]", "{}", "%YAML 2.0\n", "<<: ", "0x1F", "\r", "\x85", '"\\ud800"',
    '"\\U00110000"', "\\",
])
VALUES: list[object] = [
    None, True, 0, 7, -1, 0.5, 1e300, 10**30, "", "en", "\ud800", [], ["en"], [[]], {}, {"en": 1}, {"id": []},
    {"value": None, "provenance": "published"}, {"provenance": "inferred", "source": {}},
]
# fmt: on


@pytest.fixture(scope="module")
def copy() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(BUNDLED, Path(folder) / "edition"))


def _keys(value: Any) -> Iterable[Any]:
    if isinstance(value, list):
        return range(len(value))  # pyright: ignore[reportUnknownArgumentType]
    return cast("Iterable[Any]", value) if isinstance(value, dict) else ()


def places_in(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every dict or list in plain data with each of its keys."""
    for key in _keys(value):
        yield value, key
        yield from places_in(value[key])


@contextlib.contextmanager
def ends_soon_and_well() -> Generator[None]:
    begun = time.process_time()
    said = "nothing"
    try:
        yield
    except SchemeError as error:
        said = str(error)
    assert said
    assert "\n" not in said
    assert time.process_time() - begun < LIMIT


@settings(max_examples=80, deadline=None)
@given(raw=st.binary(max_size=2000) | st.text(max_size=2000).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes(copy: Path, raw: bytes) -> None:
    path = copy / "edition.yaml"
    try:
        path.write_bytes(raw)
        with ends_soon_and_well():
            load_edition(copy)
    finally:
        shutil.copy(BUNDLED / "edition.yaml", path)


@settings(max_examples=50, deadline=None)
@given(
    name=st.sampled_from(FILES),
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 40), SNIPPETS | st.text(max_size=8)), min_size=1, max_size=4
    ),
)
def test_the_edition_with_random_changes(copy: Path, name: str, cuts: list[tuple[float, int, str]]) -> None:
    path = copy / name
    text = path.read_text(encoding="utf-8")
    try:
        for place, length, snippet in cuts:
            begin = int(place * len(text))
            text = text[:begin] + snippet + text[begin + length :]
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        with ends_soon_and_well():
            load_edition(copy)
    finally:
        shutil.copy(BUNDLED / name, path)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_the_edition_with_lines_moved_and_left_out(copy: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(FILES))
    path = copy / name
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    try:
        path.write_text("\n".join(lines), encoding="utf-8")
        with ends_soon_and_well():
            load_edition(copy)
    finally:
        shutil.copy(BUNDLED / name, path)


@settings(max_examples=100, deadline=None)
@given(place=st.floats(0, 1), length=st.integers(0, 60), snippet=SNIPPETS | st.text(max_size=8))
def test_an_overlay_with_random_changes(
    bundled: LoadedEdition, copy: Path, place: float, length: int, snippet: str
) -> None:
    text = OVERLAY.read_text(encoding="utf-8")
    begin = int(place * len(text))
    path = copy / "example.yaml"
    path.write_bytes((text[:begin] + snippet + text[begin + length :]).encode("utf-8", "surrogatepass"))
    with ends_soon_and_well():
        load_overlay(path, bundled.content)


@settings(max_examples=80, deadline=None)
@given(
    place=st.floats(0, 1),
    length=st.integers(0, 30),
    piece=st.binary(max_size=6)
    | st.sampled_from([b"null", b"[]", b"{}", b"1e99", b"-1", b'""', b"true", b"1e9999999999999999999"]),
    check=st.booleans(),
)
def test_content_with_random_changes(
    bundled: LoadedEdition, place: float, length: int, piece: bytes, check: bool
) -> None:
    content = bundled.content
    begin = int(place * len(content))
    changed = content[:begin] + piece + content[begin + length :]
    with ends_soon_and_well():
        check_content(changed) if check else edition_from_content(changed)


@settings(max_examples=80, deadline=None)
@given(place=st.floats(0, 1, exclude_max=True), value=st.sampled_from(VALUES))
def test_content_with_a_value_of_another_kind_in_any_place(bundled: LoadedEdition, place: float, value: object) -> None:
    """Like the test above, but the JSON stays JSON, so that the change reaches the building of the edition."""
    data = json.loads(bundled.content)
    places = list(places_in(data))
    holder, key = places[int(place * len(places))]
    holder[key] = value
    changed = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with ends_soon_and_well():
        check_content(changed.encode("utf-8", "surrogatepass"))
    with ends_soon_and_well():
        edition_from_content(changed.encode("utf-8", "surrogatepass"))
