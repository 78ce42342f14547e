"""A logo is checked before it is decoded, and embedded as plain pixels only."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from eucles_desk.templates.pictures import MAX_SIDE, PictureError, Pixels, read_picture

SLOW = settings(max_examples=250, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def noise(mode: str = "RGB", size: tuple[int, int] = (30, 20)) -> Image.Image:
    bands = len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, size, random.Random(1).randbytes(size[0] * size[1] * bands))


def read(folder: Path, content: bytes, name: str = "logo.png") -> Pixels:
    (folder / name).write_bytes(content)
    return read_picture(folder / name, folder)


def refused(folder: Path, content: bytes) -> str:
    with pytest.raises(PictureError) as caught:
        read(folder, content)
    return str(caught.value)


def opened(pixels: Pixels) -> Image.Image:
    image = Image.open(io.BytesIO(pixels.content))
    image.load()
    return image


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "P", "1"])
def test_png_files_of_eight_bits_become_rgb(tmp_path: Path, mode: str) -> None:
    made = opened(read(tmp_path, saved(Image.new(mode, (30, 20)), "PNG")))
    assert (made.mode, made.format, made.size) == ("RGB", "PNG", (30, 20))


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_jpeg_files_become_rgb_whatever_they_are_called(tmp_path: Path, mode: str) -> None:
    for options in ({}, {"progressive": True}):
        made = opened(read(tmp_path, saved(noise(mode), "JPEG", **options), "logo.png"))
        assert (made.mode, made.format) == ("RGB", "JPEG")


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    for kind in ("PNG", "JPEG"):
        content = saved(noise(), kind)
        assert read(tmp_path, content) == read(tmp_path, content)


def test_transparency_shows_the_white_of_the_page(tmp_path: Path) -> None:
    image = Image.new("RGBA", (2, 1), (255, 0, 0, 0))
    image.putpixel((1, 0), (0, 0, 0, 128))
    made = opened(read(tmp_path, saved(image, "PNG")))
    assert made.getpixel((0, 0)) == (255, 255, 255)
    assert made.getpixel((1, 0)) == pytest.approx((127, 127, 127), abs=1)


def test_a_colour_that_stands_for_clear_shows_white(tmp_path: Path) -> None:
    for mode, key in (("P", 0), ("RGB", (0, 0, 0)), ("L", 0)):
        made = opened(read(tmp_path, saved(Image.new(mode, (2, 2)), "PNG", transparency=key)))
        assert made.getpixel((0, 0)) == (255, 255, 255)


def test_profiles_and_notes_are_left_behind(tmp_path: Path) -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "A Person")
    exif = Image.Exif()
    exif[0x010E] = "A Person"
    for content in (
        saved(noise(), "PNG", pnginfo=notes, icc_profile=b"profile A Person", exif=exif, dpi=(10, 10)),
        saved(noise(), "JPEG", icc_profile=b"profile A Person", exif=exif, comment=b"A Person"),
    ):
        assert b"A Person" in content or b"iCCP" in content
        made = read(tmp_path, content)
        assert b"A Person" not in made.content
        assert b"iCCP" not in made.content
        assert not ({"icc_profile", "exif", "comment", "Author"} & set(opened(made).info))


def test_a_photo_is_turned_the_right_way_up(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert read(tmp_path, saved(noise(size=(30, 20)), "JPEG", exif=exif))[1:] == (20, 30)


def test_a_large_picture_is_made_smaller_in_proportion(tmp_path: Path) -> None:
    made = read(tmp_path, saved(Image.new("RGB", (3000, 1000)), "PNG"))
    assert (made.width, made.height) == (MAX_SIDE, 400)
    assert read(tmp_path, saved(Image.new("RGB", (5000, 1)), "PNG"))[1:] == (MAX_SIDE, 1)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bomb(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(10_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_what_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path) -> None:
    moving = saved(
        noise(), "PNG", save_all=True, append_images=[noise("RGB", (30, 20)).transpose(Image.Transpose.ROTATE_180)]
    )
    assert refused(tmp_path, bomb(100_000, 100_000)) == (
        "The picture logo.png is 100000 by 100000 pixels; at most 16 million pixels are possible."
    )
    assert refused(tmp_path, moving) == "The picture logo.png moves; a still one is needed."
    assert refused(tmp_path, saved(Image.new("I;16", (4, 4)), "PNG")) == (
        "The picture logo.png has 16 bits a channel; save it with 8."
    )
    assert refused(tmp_path, saved(Image.new("CMYK", (4, 4)), "JPEG")) == (
        "The picture logo.png is made for printing presses (CMYK); save it as RGB."
    )
    assert refused(tmp_path, bytes(2 * 1024 * 1024 + 1)) == "The picture logo.png is larger than 2 MB."
    other = "The picture logo.png is neither a PNG nor a JPEG file, or it is damaged."
    for content in (
        b"",
        b"text",
        saved(noise(), "GIF"),
        saved(noise(), "TIFF"),
        saved(noise(), "BMP"),
        b"<svg/>",
        b"\x89PNG",
    ):
        assert refused(tmp_path, content) == other


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_file_that_is_cut_off_is_refused_wherever_that_is(tmp_path: Path, kind: str) -> None:
    content = saved(noise(size=(64, 64)), kind)
    for end in range(0, len(content) * 3 // 4, 97):
        assert "damaged" in refused(tmp_path, content[:end])


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "logo.png").write_bytes(saved(noise(), "PNG"))
    (inside / "logo.png").symlink_to(tmp_path / "logo.png")
    with pytest.raises(PictureError, match="is not in the folder of the template"):
        read_picture(inside / "logo.png", inside)
    (inside / "round.png").symlink_to(inside / "round.png")
    with pytest.raises(PictureError, match="cannot be read"):
        read_picture(inside / "round.png", inside)


SEEDS = (
    saved(noise(), "PNG"),
    saved(noise("P"), "PNG"),
    saved(noise("RGBA"), "PNG"),
    saved(noise(), "JPEG"),
    bomb(3000, 3000),
)


@SLOW
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
    st.integers(0, 60) | st.none(),
)
def test_a_damaged_file_gives_a_plain_picture_or_a_sentence(
    tmp_path: Path, seed: bytes, changes: list[tuple[int, int]], cut: int | None
) -> None:
    content = bytearray(seed)
    for at, value in changes:
        if at < len(content):
            content[at] = value
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the library says of a damaged file is no matter of ours
        said, made = "", None
        try:
            made = read(tmp_path, bytes(content[: len(content) - cut] if cut else content))
        except PictureError as error:
            said = str(error)
    assert bool(made) != said.startswith("The picture logo.png ")
    assert made is None or (opened(made).mode == "RGB" and max(made.width, made.height) <= MAX_SIDE)
