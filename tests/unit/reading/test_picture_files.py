"""Pictures: every kind and mode, as the eye sees them."""

from __future__ import annotations

from typing import Any

import pytest
from support import files
from support.files import Put, is_dark, pixel

from eucles_desk.assessment.evidence import Region
from eucles_desk.errors import ReadingError
from eucles_desk.reading import limits
from eucles_desk.reading.reader import ChildReader
from eucles_desk.services.ports import ContentKind


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_every_kind_is_shown(reader: ChildReader, put: Put, form: str) -> None:
    path = put(files.picture(form=form, color=(255, 0, 0)))
    content = reader.look(path, "photo")
    assert (content.kind, content.sizes) == (ContentKind.PICTURE, ((40, 20),))
    shown = reader.picture(path, "photo", 1, 80)
    assert (shown.width, shown.height) == (80, 40)
    red, green, blue = pixel(shown, 0.2, 0.5)
    assert red > 230
    assert green + blue < 60
    assert is_dark(shown, 0.8, 0.5)


@pytest.mark.parametrize(
    ("mode", "form", "color", "seen"),
    [
        ("1", "PNG", 1, (255, 255, 255)),
        ("L", "PNG", 200, (200, 200, 200)),
        ("LA", "PNG", (0, 0), (255, 255, 255)),
        ("P", "GIF", 255, None),
        ("RGBA", "PNG", (0, 0, 255, 0), (255, 255, 255)),
        ("RGBA", "PNG", (0, 0, 255, 255), (0, 0, 255)),
        ("CMYK", "TIFF", (0, 255, 255, 0), (255, 0, 0)),
        ("I;16", "PNG", 65535, (255, 255, 255)),
        ("I;16", "TIFF", 32768, (128, 128, 128)),
        ("I", "TIFF", 65535, (255, 255, 255)),
        ("F", "TIFF", 1.0, (255, 255, 255)),
        ("F", "TIFF", 200.0, (200, 200, 200)),
        ("YCbCr", "TIFF", (128, 128, 128), (128, 128, 128)),
        ("LAB", "TIFF", (255, 0, 0), None),
    ],
)
def test_every_mode_is_shown(  # noqa: PLR0917  # one for each of what is told of a mode
    reader: ChildReader, put: Put, mode: str, form: str, color: Any, seen: tuple[int, int, int] | None
) -> None:
    shown = reader.picture(put(files.picture(mode, form=form, color=color)), "photo", 1, 40)
    assert len(shown.rgb) == 40 * 20 * 3
    if seen:
        assert pixel(shown, 0.2, 0.5) == pytest.approx(seen, abs=2)


@pytest.mark.parametrize(
    ("orientation", "size", "red"),
    [
        (1, (40, 20), (0.1, 0.5)),
        (2, (40, 20), (0.9, 0.5)),
        (3, (40, 20), (0.9, 0.5)),
        (4, (40, 20), (0.1, 0.5)),
        (5, (20, 40), (0.5, 0.1)),
        (6, (20, 40), (0.5, 0.1)),
        (7, (20, 40), (0.5, 0.9)),
        (8, (20, 40), (0.5, 0.9)),
    ],
)
def test_a_photo_is_turned_as_the_camera_was_held(
    reader: ChildReader, put: Put, orientation: int, size: tuple[int, int], red: tuple[float, float]
) -> None:
    path = put(files.turned_photo(orientation))
    assert reader.look(path, "photo.jpg").sizes == (size,)
    shown = reader.picture(path, "photo.jpg", 1, size[0])
    assert (shown.width, shown.height) == size
    assert pixel(shown, *red)[0] > 200
    assert is_dark(shown, 1 - red[0] if red[0] != 0.5 else 0.5, 1 - red[1] if red[1] != 0.5 else 0.5)


def test_of_a_moving_picture_the_first_frame_is_shown(reader: ChildReader, put: Put) -> None:
    path = put(files.frames("GIF", (255, 0, 0), (0, 0, 255)))
    assert reader.look(path, "a.gif").pages == 1
    assert pixel(reader.picture(path, "a.gif", 1, 30), 0.5, 0.4) == (255, 0, 0)


def test_a_scan_of_several_pages_has_them_all(reader: ChildReader, put: Put) -> None:
    path = put(files.frames("TIFF", (255, 0, 0), (0, 0, 255)))
    assert reader.look(path, "a.tif").sizes == ((30, 20), (30, 30))
    assert pixel(reader.picture(path, "a.tif", 2, 30), 0.5, 0.5) == (0, 0, 255)
    assert reader.texts(path, "a.tif") == ("", "")


def test_there_is_no_text_in_a_picture(reader: ChildReader, put: Put) -> None:
    path = put(files.picture())
    assert reader.texts(path, "a.png") == ("",)
    assert reader.find(path, "a.png", "anything") == ()
    assert reader.quote(path, "a.png", 1, Region(0, 0, 1000, 1000)) == ""


def test_a_very_large_photo_is_made_smaller_while_it_is_decoded(reader: ChildReader, put: Put) -> None:
    """Decoded whole, 225 million pixels would take 675 million bytes."""
    path = put(files.picture("L", (15_000, 15_000), "JPEG", 255))
    assert reader.look(path, "photo.jpg").sizes == ((15_000, 15_000),)
    shown = reader.picture(path, "photo.jpg", 1, 900)
    assert (shown.width, shown.height) == (900, 900)
    assert pixel(shown, 0.2, 0.5) == (255, 255, 255)


@pytest.mark.parametrize("side", [12_000, 60_000, 2_000_000_000])
def test_a_picture_with_too_many_pixels_is_refused(reader: ChildReader, put: Put, side: int) -> None:
    assert side * side > limits.PIXELS
    path = put(files.png_bomb(side))
    with pytest.raises(ReadingError, match=r"bomb\.png is (too large to be shown|damaged)"):
        reader.look(path, "bomb.png")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_half_a_picture_is_damaged(reader: ChildReader, put: Put, form: str) -> None:
    content = files.picture(size=(300, 300), form=form, color=(1, 200, 3))
    path = put(content[: len(content) // 2])
    with pytest.raises(ReadingError, match=r"photo is damaged and cannot be shown here\."):
        reader.picture(path, "photo", 1, 100)
