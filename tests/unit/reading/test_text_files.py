"""Plain text, web pages and office files: what they say, and that nothing they name is followed."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from support import files
from support.files import Put
from support.sources import PathSource

from eucles_desk.assessment.evidence import Region
from eucles_desk.errors import ReadingError
from eucles_desk.reading.reader import ChildReader
from eucles_desk.services.ports import Content, ContentKind


def said(reader: ChildReader, path: PathSource, name: str) -> str:
    """Return what a file of text says, and see that it is one."""
    assert reader.look(path, name) == Content(ContentKind.TEXT)
    (text,) = reader.texts(path, name)
    return text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_plain_text_is_read_however_it_is_written(reader: ChildReader, put: Put, encoding: str) -> None:
    path = put("Jäsenet: 57\r\nKäytäntö".encode(encoding))
    assert said(reader, path, "a.txt") == "Jäsenet: 57\nKäytäntö"


def test_a_table_stays_as_it_is(reader: ChildReader, put: Put) -> None:
    assert said(reader, put(b"name;members\nLake;57\n"), "a.csv") == "name;members\nLake;57"


def test_words_are_found_in_text_without_a_place(reader: ChildReader, put: Put) -> None:
    path = put(("x" * 200 + " The Cluster\nhas grown").encode())
    (found,) = reader.find(path, "a.txt", "cluster has")
    assert (found.page, found.regions) == (1, ())
    assert "The Cluster has grown" in found.excerpt
    assert found.excerpt.startswith("…")
    assert len(found.excerpt) < 120
    assert reader.quote(path, "a.txt", 1, Region(0, 0, 1000, 1000)) == ""


def test_text_has_no_picture(reader: ChildReader, put: Put) -> None:
    with pytest.raises(ReadingError, match=r"a\.txt cannot be shown here\. Open it with another program\."):
        reader.picture(put(b"text"), "a.txt", 1, 100)


def test_signs_that_no_text_has_are_left_out(reader: ChildReader, put: Put) -> None:
    content = b"a\x1b[31mred\x07 plain enough to be taken for a text" + b"." * 200
    assert said(reader, put(content), "a.txt").startswith("a[31mred plain")


def test_a_web_page_is_read_without_what_does_not_show(reader: ChildReader, put: Put) -> None:
    source = """<!DOCTYPE html><html><head><title>No</title><style>p {color: red}</style></head>
    <body><script src="http://127.0.0.1:9/x.js">alert("no")</script><h1>Members &amp; more</h1>
    <p>The  cluster has <b>57</b><br>members.</p><img src="http://127.0.0.1:9/x.png">
    <table><tr><td>1</td><td>2</td></tr></table><iframe src="file:///etc/passwd"></iframe></body></html>"""
    assert said(reader, put(source.encode()), "a.html") == "Members & more\n\nThe cluster has 57\nmembers.\n\n\t1\t2"


def test_text_of_word_is_read_with_its_tables(reader: ChildReader, put: Put) -> None:
    path = put(files.word("Strategy", "The cluster has 57 members.", table=[["Year", "Members"], ["2024", "57"]]))
    assert said(reader, path, "a.docx") == "Strategy\nThe cluster has 57 members.\nYear\tMembers\n2024\t57"


def test_slides_are_read_in_their_order(reader: ChildReader, put: Put) -> None:
    assert said(reader, put(files.slides("First", "Second\nslide")), "a.pptx") == "First\n\nSecond\nslide"


def workbook() -> bytes:
    book: Any = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Members"
    sheet.append(["Name", "Since", "Share", "Active"])
    sheet.append(["Lake & co", date(2024, 3, 17), 0.25, True])
    sheet.append([None, datetime(2024, 3, 17, 9, 30), "=1+1"])  # noqa: DTZ001  # a spreadsheet knows no time zone
    other = book.create_sheet("Empty")
    other["C3"] = "far"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_read_sheet_by_sheet(reader: ChildReader, put: Put) -> None:
    assert said(reader, put(workbook()), "a.xlsx") == (
        "Members\nName\tSince\tShare\tActive\nLake & co\t2024-03-17\t0.25\t1\n\t2024-03-17 09:30\n\nEmpty\n\t\tfar"
    )


def test_open_documents_are_read(reader: ChildReader, put: Put) -> None:
    text = "<text:h>Strategy</text:h><text:p>The<text:s/>cluster <text:span>has</text:span><text:tab/>57</text:p>"
    assert said(reader, put(files.open_document("text", text)), "a.odt") == "Strategy\nThe cluster has\t57"
    slide = "<draw:page><text:p>One</text:p></draw:page><draw:page><text:p>Two</text:p></draw:page>"
    assert said(reader, put(files.open_document("presentation", slide)), "a.odp") == "One\nTwo"
    cells = (
        '<table:table table:name="Members"><table:table-row><table:table-cell><text:p>Name</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>57</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="16000"/></table:table-row></table:table>'
    )
    assert said(reader, put(files.open_document("spreadsheet", cells)), "a.ods") == "Members\nName\t\t\t57"


def test_the_content_counts_and_not_the_name(reader: ChildReader, put: Put) -> None:
    assert reader.look(put(files.pdf(["one"])), "photo.jpg").kind is ContentKind.PDF
    assert reader.look(put(files.picture()), "report.pdf").kind is ContentKind.PICTURE
    assert said(reader, put(files.word("Text")), "a.zip") == "Text"
    assert said(reader, put(b"not a picture"), "photo.png") == "not a picture"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02\x03" * 100,
        b"MZ\x90\x00" + bytes(200),
        b"{\\rtf1 text}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        files.packed({"photo.jpg": b"x"}),
    ],
    ids=["empty", "numbers", "program", "rich text", "old office", "packed"],
)
def test_what_cannot_be_shown_is_told(reader: ChildReader, put: Put, content: bytes) -> None:
    path = put(content)
    kind = ContentKind.TEXT if not content else ContentKind.OTHER
    assert reader.look(path, "file") == Content(kind)
    assert "".join(reader.texts(path, "file")) == ""
    assert reader.find(path, "file", "anything") == ()
    with pytest.raises(ReadingError, match="cannot be shown here"):
        reader.picture(path, "file", 1, 100)


@pytest.mark.parametrize(
    "content",
    [
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        files.open_document("text", "", locked=True),
    ],
    ids=["microsoft", "open document"],
)
def test_a_locked_office_file_is_told_as_such(reader: ChildReader, put: Put, content: bytes) -> None:
    path = put(content)
    assert reader.look(path, "a.docx") == Content(ContentKind.OTHER, protected=True)
    with pytest.raises(ReadingError, match="protected with a password"):
        reader.texts(path, "a.docx")
