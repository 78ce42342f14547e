"""Files that were made or broken to do harm: one plain sentence each, and the reader goes on."""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import files
from support.files import Put
from support.sources import PathSource

from eucles_desk.errors import GoneError, ReadingError
from eucles_desk.reading import limits
from eucles_desk.reading.reader import ChildReader


@pytest.fixture
def good(put: Put) -> PathSource:
    """A file that can always be read."""
    return put(files.pdf(["All is well"]))


@pytest.fixture
def reader(good: PathSource) -> Iterator[ChildReader]:
    """A reader that must still read a good file after the test."""
    made = ChildReader(seconds=4)
    yield made
    assert made.texts(good, "good.pdf") == ("All is well",)
    made.close()


def everything(reader: ChildReader, path: PathSource, name: str) -> str:
    """Ask all there is to ask of a file; return the first sentence that says no."""
    said = ""
    calls: list[Callable[[], object]] = [
        lambda: reader.look(path, name),
        lambda: reader.picture(path, name, 1, 500),
        lambda: reader.texts(path, name),
        lambda: reader.find(path, name, "well"),
    ]
    for call in calls:
        try:
            call()
        except ReadingError as error:
            said = said or str(error)
    return said


TRUE_PDF = files.pdf(["one"], ["two"])


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"\0" * 5000,
        TRUE_PDF[: len(TRUE_PDF) // 2],
        TRUE_PDF[:-200],
        b"%PDF-1.7\ntrailer<</Root 1 0 R>>\nstartxref\n99999999999\n%%EOF",
        files.raw_pdf(b"<</Type/Catalog/Pages 1 0 R>>"),
        files.raw_pdf(b"<</Type/Catalog>>"),
        files.raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count -5>>"),
        files.looping_pdf(),
        files.one_page(b"", b"q " * 100_000 + b"BT /F1 1e38 Tf (x) Tj ET"),
        files.one_page(b"/MediaBox[-1e30 -1e30 1e30 1e30]/CropBox[1 1 1 1]/Rotate 17"),
        files.one_page(b"/UserUnit 1e20", b"1e30 0 0 1e30 1e30 1e30 cm 0 0 1 1 re f"),
    ],
    ids=range(12),
)
def test_a_broken_pdf_file_harms_nothing(reader: ChildReader, put: Put, content: bytes) -> None:
    said = everything(reader, put(content), "broken.pdf")
    assert said in {
        "",
        "broken.pdf is damaged and cannot be shown here.",
        "broken.pdf cannot be shown here: reading it failed.",
        "broken.pdf takes too long to read. Open it with another program.",
    }


@pytest.mark.parametrize("depth", [100, 10_000, 1_000_000])
def test_objects_in_objects_harm_nothing(reader: ChildReader, put: Put, depth: int) -> None:
    said = everything(reader, put(files.deep_pdf(depth)), "deep.pdf")
    assert said in {
        "",
        "deep.pdf is damaged and cannot be shown here.",
        "deep.pdf cannot be shown here: reading it failed.",
    }


def test_a_page_that_takes_memory_without_end_is_given_up(reader: ChildReader, put: Put) -> None:
    path = put(files.exploding_pdf())
    with pytest.raises(ReadingError, match=r"^a\.pdf (cannot be shown here: reading it failed|takes too long)"):
        reader.picture(path, "a.pdf", 1, 500)


def test_a_page_that_takes_time_without_end_is_given_up(reader: ChildReader, put: Put) -> None:
    path = put(files.slow_pdf())
    before = time.monotonic()
    with pytest.raises(ReadingError, match=r"^a\.pdf takes too long to read\. Open it with another program\.$"):
        reader.picture(path, "a.pdf", 1, 500)
    assert time.monotonic() - before < 9


def test_what_takes_too_long_twice_is_not_tried_a_third_time(good: PathSource, put: Put) -> None:
    reader, path = ChildReader(seconds=0.7), put(files.slow_pdf())
    for _ in range(limits.DEATHS):
        with pytest.raises(ReadingError, match="takes too long"):
            reader.picture(path, "a.pdf", 1, 500)
    for call in (lambda: reader.look(path, "a.pdf"), lambda: reader.picture(path, "a.pdf", 1, 500)):
        with pytest.raises(
            ReadingError, match=r"^a\.pdf could not be read and is not tried again until the next start"
        ):
            call()
    assert reader.look(good, "good.pdf").pages == 1
    reader.close()


@pytest.mark.parametrize(
    "declared", [files.xml_bomb(), files.entity('SYSTEM "/etc/passwd"'), files.entity('"harmless"')]
)
def test_xml_may_declare_nothing(reader: ChildReader, put: Put, declared: bytes) -> None:
    path = put(declared)
    with pytest.raises(ReadingError, match=r"^a\.docx is damaged and cannot be shown here\.$"):
        reader.texts(path, "a.docx")


def test_a_part_that_unpacks_to_too_much_is_refused(reader: ChildReader, put: Put) -> None:
    path = put(files.zip_bomb(limits.PART_BYTES + 1))
    assert path.size() < 200_000
    with pytest.raises(ReadingError, match=r"^a\.docx is too large to be shown here\.$"):
        reader.look(path, "a.docx")


def test_a_part_that_lies_about_its_size_is_refused(reader: ChildReader, put: Put) -> None:
    content = bytearray(files.zip_bomb(50_000_000))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + place
        content[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(ReadingError, match=r"too large|damaged"):
        reader.look(put(bytes(content)), "a.docx")


def test_too_many_parts_are_refused(reader: ChildReader, put: Put) -> None:
    content = files.packed({f"{at}": b"" for at in range(limits.PACKED_PARTS + 1)})
    with pytest.raises(ReadingError, match="too large"):
        reader.look(put(content), "a.docx")


def test_elements_in_elements_are_refused(reader: ChildReader, put: Put) -> None:
    deep = f'<w:document xmlns:w="w">{"<w:p>" * 100_000}{"</w:p>" * 100_000}</w:document>'
    with pytest.raises(ReadingError, match="too large"):
        reader.look(put(files.packed({"word/document.xml": deep})), "a.docx")


def test_a_table_without_end_is_cut(reader: ChildReader, put: Put) -> None:
    cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell * 3000}</table:table-row>'
    path = put(files.open_document("spreadsheet", f"<table:table>{row * 3}</table:table>"))
    (text,) = reader.texts(path, "a.ods")
    assert len(text) <= 2 * 3 * limits.ROW_CELLS


def test_a_slide_cannot_name_what_lies_outside(reader: ChildReader, put: Put) -> None:
    content = files.packed(
        {
            "ppt/presentation.xml": f'<p:p xmlns:p="p" {files.PLACES}><p:sldId r:id="rId1"/><p:sldId r:id="rId2"/></p:p>',
            "ppt/_rels/presentation.xml.rels": files.RELATIONS.format(
                '<Relationship Id="rId1" Target="../../../../etc/passwd"/>'
                '<Relationship Id="rId2" Target="file:///etc/passwd" TargetMode="External"/>'
            ),
        }
    )
    assert reader.texts(put(content), "a.pptx") == ("",)


def test_very_much_text_is_cut(reader: ChildReader, put: Put) -> None:
    (text,) = reader.texts(put(b"word " * 3_000_000), "a.txt")
    assert len(text) == limits.FILE_TEXT


def test_a_file_larger_than_the_limit_is_not_even_opened(reader: ChildReader, put: Put) -> None:
    path = put(b"%PDF-1.7")
    os.truncate(path.path, 2_000_000_000)
    path.path.chmod(0)
    with pytest.raises(ReadingError, match=r"^big\.pdf is too large to be shown here\.$"):
        reader.look(path, "big.pdf")
    path.path.chmod(0o600)


def test_a_file_that_has_gone_is_told(reader: ChildReader, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"^a\.pdf is not there any more, or cannot be read\.$"):
        reader.look(PathSource(tmp_path / "nowhere"), "a.pdf")


def test_a_file_that_is_changed_while_it_is_read_is_told(
    reader: ChildReader, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = files.pdf(["one"]) + bytes(3_000_000)
    path = PathSource(put(content).path, hashlib.sha256(content).hexdigest())
    reading: Any = Path.read_bytes

    def shorten(self: Path) -> Any:
        os.truncate(path.path, 1_500_000)
        return reading(self)

    monkeypatch.setattr(Path, "read_bytes", shorten)
    for _ in range(limits.DEATHS + 1):  # it says nothing about the file itself
        with pytest.raises(GoneError, match=r"^a\.pdf was changed or damaged on disk since it was attached, so"):
            reader.look(path, "a.pdf")


def test_a_file_that_was_changed_is_read_anew(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["old"]))
    assert reader.texts(path, "a.pdf") == ("old",)
    path.path.write_bytes(files.pdf(["new text"]))
    assert reader.texts(path, "a.pdf") == ("new text",)


def test_a_file_of_chance_harms_nothing(reader: ChildReader, put: Put) -> None:
    chance = random.Random(4)
    for start in (b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"II*\0", b"BM"):
        everything(reader, put(start + chance.randbytes(3000)), "chance")


def test_names_and_words_of_any_kind_are_taken(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["one"]))
    for text in ("", "\0", "\ud800", "x" * 100_000, "{name} {page}", "\u202e\U0001f600"):
        assert reader.look(path, text, text).pages == 1
        assert reader.find(path, text, text) == ()
