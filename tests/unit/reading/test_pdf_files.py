"""PDF files: sizes, pictures, texts, words and where they stand."""

from __future__ import annotations

import pikepdf
import pytest
from support import files
from support.files import Put, pixel

from eucles_desk.assessment.evidence import Region
from eucles_desk.errors import ReadingError
from eucles_desk.reading import limits
from eucles_desk.reading.reader import ChildReader
from eucles_desk.services.ports import ContentKind

WHOLE_PAGE = Region(0, 0, 1000, 1000)


def test_each_page_has_its_own_size(reader: ChildReader, put: Put) -> None:
    content = reader.look(put(files.pdf(["one"], ["two"], size=(300, 400))), "a.pdf")
    assert (content.kind, content.sizes, content.pages, content.protected) == (
        ContentKind.PDF,
        ((300, 400), (300, 400)),
        2,
        False,
    )


def test_a_page_is_as_wide_as_asked_and_as_high_as_it_is(reader: ChildReader, put: Put) -> None:
    shown = reader.picture(put(files.pdf(["one"], size=(300, 400))), "a.pdf", 1, 600)
    assert (shown.width, shown.height, len(shown.rgb)) == (600, 800, 600 * 800 * 3)
    assert pixel(shown, 0.9, 0.9) == (255, 255, 255)
    assert min(shown.rgb) == 0


@pytest.mark.parametrize("width", [1, 7, 333])
def test_rows_have_no_gaps(reader: ChildReader, put: Put, width: int) -> None:
    red = files.one_page(content=b"1 0 0 rg 0 0 595 842 re f")
    shown = reader.picture(put(red), "a.pdf", 1, width)
    assert set(zip(*[iter(shown.rgb)] * 3, strict=True)) == {(255, 0, 0)}


def test_what_is_filled_in_and_noted_is_drawn(reader: ChildReader, put: Put) -> None:
    empty, filled = (reader.picture(put(files.form(text)), "form.pdf", 1, 600) for text in ("", "WWWWWW"))
    assert sum(value < 60 for value in filled.rgb) > sum(value < 60 for value in empty.rgb) + 500
    noted = files.one_page(
        b"/Annots[5 0 R]",
        b"",
        b"<</Type/Annot/Subtype/Square/Rect[100 100 500 700]/IC[0 0 1]/C[0 0 1]/F 4/AP<</N 6 0 R>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 400 600]/Length 27>>stream\n0 0 1 rg 0 0 400 600 re f \nendstream",
    )
    assert pixel(reader.picture(put(noted), "a.pdf", 1, 300), 0.5, 0.5) == (0, 0, 255)


def test_texts_are_told_page_by_page(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["First line", "second"], [], ["Käytäntö"]))
    assert reader.texts(path, "a.pdf") == ("First line\nsecond", "", "Käytäntö")


def test_words_are_found_without_regard_to_capitals(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["nothing"], ["The CLUSTER has 57 members", "cluster"]))
    (found,) = reader.find(path, "a.pdf", "cluster")
    assert (found.page, len(found.regions), found.excerpt) == (2, 2, "The CLUSTER has 57 members cluster")
    first, second = found.regions
    assert 80 < first.top < 100 < second.top < 150
    assert first.left > second.left


def test_words_are_found_across_lines_and_in_ligatures(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["ends with strategy", "document here"]))
    (found,) = reader.find(path, "a.pdf", "Strategy  document")
    assert len(found.regions) == 2


def test_words_that_do_not_stand_there_are_not_found(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["The cluster"]))
    assert reader.find(path, "a.pdf", "clusters") == ()
    assert reader.find(path, "a.pdf", "  ") == ()


def test_the_text_in_a_region_is_quoted(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["First line", "Second line", "Third line"]))
    (second,) = reader.find(path, "a.pdf", "Second line")
    assert reader.quote(path, "a.pdf", 1, second.regions[0]) == "Second line"
    assert reader.quote(path, "a.pdf", 1, WHOLE_PAGE) == "First line\nSecond line\nThird line"
    assert reader.quote(path, "a.pdf", 1, Region(0, 900, 1000, 100)) == ""


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_regions_are_where_the_eye_sees_them(reader: ChildReader, put: Put, turned: int) -> None:
    """Also on a page that is turned and cut: what is found there is quoted there, and drawn there."""
    path = put(files.pdf(["", "", "Somewhere", "else"]))
    with pikepdf.open(path.path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = turned
        pdf.pages[0].cropbox = pikepdf.Array([30, 400, 400, 800])
        pdf.save(path.path)
    (found,) = reader.find(path, "a.pdf", "Somewhere")
    (place,) = found.regions
    assert reader.quote(path, "a.pdf", 1, place) == "Somewhere"
    shown = reader.picture(path, "a.pdf", 1, 1000)
    inside = [
        sum(pixel(shown, x / 1000, y / 1000)) < 300
        for x in range(place.left, place.left + place.width)
        for y in range(place.top, place.top + place.height)
    ]
    assert sum(inside) > 0.1 * len(inside)


def test_a_password_opens_a_protected_file(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["Secret"], encrypt="open"))
    locked = reader.look(path, "a.pdf")
    assert (locked.kind, locked.protected, locked.pages) == (ContentKind.PDF, True, 0)
    assert reader.look(path, "a.pdf", "wrong").pages == 0
    with pytest.raises(ReadingError, match=r"a\.pdf is protected with a password"):
        reader.texts(path, "a.pdf")
    opened = reader.look(path, "a.pdf", "open")
    assert (opened.protected, opened.pages) == (True, 1)
    assert reader.texts(path, "a.pdf", "open") == ("Secret",)


def test_a_file_that_only_its_owner_may_change_needs_no_password(reader: ChildReader, put: Put) -> None:
    path = put(files.pdf(["Open"]))
    with pikepdf.open(path.path, allow_overwriting_input=True) as pdf:
        pdf.save(
            path.path, encryption=pikepdf.Encryption(owner="mine", user="", allow=pikepdf.Permissions(extract=False))
        )
    content = reader.look(path, "a.pdf")
    assert (content.protected, content.pages) == (False, 1)
    assert reader.texts(path, "a.pdf") == ("Open",)


@pytest.mark.parametrize("page", [0, -1, 3, 10**9])
def test_a_page_that_is_not_there_is_told(reader: ChildReader, put: Put, page: int) -> None:
    path = put(files.pdf(["one"], ["two"]))
    with pytest.raises(ReadingError, match=f"a.pdf has no page {page}."):
        reader.picture(path, "a.pdf", page, 100)
    with pytest.raises(ReadingError):
        reader.quote(path, "a.pdf", page, WHOLE_PAGE)


def test_ten_thousand_pages_are_read_some_at_a_time(reader: ChildReader, put: Put) -> None:
    path = put(files.many_pages(10_000))
    assert reader.look(path, "a.pdf").pages == 10_000
    assert reader.picture(path, "a.pdf", 10_000, 50).width == 50
    assert reader.texts(path, "a.pdf") == ("",) * 10_000
    assert reader.find(path, "a.pdf", "anything") == ()


def test_too_many_pages_are_refused(reader: ChildReader, put: Put) -> None:
    with pytest.raises(ReadingError, match="too large to be shown here"):
        reader.look(put(files.many_pages(limits.PAGES + 1)), "a.pdf")


@pytest.mark.parametrize(
    ("box", "wide", "high"),
    [
        (b"0 0 14400 14400", 6000, 6000),
        (b"0 0 1 14400", 1, 14_400),
        (b"0 0 14400 1", limits.SHOWN_SIDE, 1),
        (b"0 0 0 0", 6000, 7764),
    ],
)
def test_a_huge_or_odd_page_comes_back_narrower(
    reader: ChildReader, put: Put, box: bytes, wide: int, high: int
) -> None:
    path = put(files.one_page(b"/MediaBox[%s]" % box).replace(b"/MediaBox[0 0 595 842]", b"", 1))
    shown = reader.picture(path, "a.pdf", 1, 50_000)
    assert shown.width * shown.height <= limits.SHOWN_PIXELS
    assert abs(shown.width - wide) < wide / 5 + 2
    assert abs(shown.height - high) < high / 5 + 2


def test_no_action_of_a_file_is_followed(reader: ChildReader, put: Put) -> None:
    path = put(files.acting())
    assert reader.look(path, "a.pdf").pages == 1
    assert reader.picture(path, "a.pdf", 1, 300).width == 300
    assert reader.texts(path, "a.pdf") == ("Quite harmless",)
