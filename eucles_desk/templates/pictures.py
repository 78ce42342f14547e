"""A logo from a file: checked before anything of it is decoded, then made anew as a plain picture.

What the report embeds is never the file that somebody handed in but the pixels of it, on white, with eight bits a
channel: no profiles, no notes about the camera, no transparency.
"""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from eucles_desk.errors import EuclesError

if TYPE_CHECKING:
    from pathlib import Path

    from PIL.Image import Image

MAX_BYTES: Final = 2 * 1024 * 1024
MAX_PIXELS: Final = 16_000_000
MAX_SIDE: Final = 1200
"""A larger picture is made smaller: at the size of a logo this is more than paper shows."""
PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"
JPEG_QUALITY: Final = 92
WHITE: Final = (255, 255, 255)
GREY_OR_RGB: Final = frozenset({"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa"})
FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""The markers of a JPEG file after which the size stands."""
ALONE: Final = frozenset({0x01, *range(0xD0, 0xDA)})
"""The markers of a JPEG file that carry nothing."""


class PictureError(EuclesError):
    """A picture cannot be used."""


class Pixels(NamedTuple):
    """A plain picture: the file, its width and height."""

    content: bytes
    width: int
    height: int


class _Header(NamedTuple):
    width: int
    height: int
    bits: int
    channels: int
    animated: bool = False


def read_picture(path: Path, folder: Path) -> Pixels:
    """Return the picture of a file inside a folder; raise ``PictureError`` with a sentence when it is no use."""
    content = _content(path, folder)
    name = path.name
    header = _header(content)
    if header is None:
        raise PictureError("The picture {file} is neither a PNG nor a JPEG file, or it is damaged.", file=name)
    if header.width * header.height > MAX_PIXELS:
        raise PictureError(
            "The picture {file} is {width} by {height} pixels; at most {limit} million pixels are possible.",
            file=name,
            width=header.width,
            height=header.height,
            limit=MAX_PIXELS // 1_000_000,
        )
    if header.animated:
        raise PictureError("The picture {file} moves; a still one is needed.", file=name)
    if header.bits > 8:
        raise PictureError("The picture {file} has {bits} bits a channel; save it with 8.", file=name, bits=header.bits)
    if header.channels == 4 and not content.startswith(PNG):
        raise PictureError("The picture {file} is made for printing presses (CMYK); save it as RGB.", file=name)
    return _plain(content, name)


def _content(path: Path, folder: Path) -> bytes:
    try:
        place = path.resolve(strict=True)
        if not place.is_relative_to(folder.resolve()):
            raise PictureError("The picture {file} is not in the folder of the template.", file=path.name)
        if not place.is_file():
            raise PictureError("The picture {file} is not a file.", file=path.name)
        with place.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise PictureError("The picture {file} was not found.", file=path.name) from error
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, a name that no system allows
        raise PictureError("The picture {file} cannot be read.", file=path.name) from error
    if len(content) > MAX_BYTES:
        raise PictureError(
            "The picture {file} is larger than {limit} MB.", file=path.name, limit=MAX_BYTES // 1024 // 1024
        )
    return content


def _header(content: bytes) -> _Header | None:
    """Return what the start of the file says about it; nothing when it is of another kind, or cut off."""
    if content.startswith(PNG):
        return _png_header(content)
    return _jpeg_header(content) if content.startswith(JPEG) else None


def _png_header(content: bytes) -> _Header | None:
    if len(content) < 33 or content[12:16] != b"IHDR":
        return None
    width, height, bits, colour = struct.unpack(">IIBB", content[16:26])
    before_pixels = content[: content.find(b"IDAT")] if b"IDAT" in content else b""
    if not width or not height or not before_pixels:
        return None
    return _Header(width, height, bits, 4 if colour == 6 else 3, animated=b"acTL" in before_pixels)


def _jpeg_header(content: bytes) -> _Header | None:
    at = 2
    while at + 9 < len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in ALONE:
            at += 2
            continue
        if marker in FRAMES:
            bits, height, width, channels = struct.unpack(">BHHB", content[at + 4 : at + 10])
            return _Header(width, height, bits, channels) if width and height else None
        at += 2 + max(int.from_bytes(content[at + 2 : at + 4], "big"), 2)
    return None


def _plain(content: bytes, name: str) -> Pixels:
    """Decode the picture and make it anew."""
    from PIL import Image

    damaged = PictureError("The picture {file} is damaged.", file=name)
    kind = "PNG" if content.startswith(PNG) else "JPEG"
    try:
        with Image.open(io.BytesIO(content), formats=(kind,)) as image:
            if getattr(image, "n_frames", 1) > 1:
                raise PictureError("The picture {file} moves; a still one is needed.", file=name)
            image.load()
            if image.mode not in GREY_OR_RGB:
                raise PictureError("The colours of the picture {file} are not RGB; save it as RGB.", file=name)
            made = _on_white(image)
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        ArithmeticError,
        LookupError,
        struct.error,
        zlib.error,
    ) as error:
        raise damaged from error  # what the decoders raise for content that contradicts itself
    except (TypeError, MemoryError) as error:
        raise damaged from error
    made.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    if kind == "PNG":
        made.save(file, "PNG", optimize=True)
    else:
        made.save(file, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return Pixels(file.getvalue(), made.width, made.height)


def _on_white(image: Image) -> Image:
    """Return the picture the right way up, in RGB, on white where it lets the page through."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"1", "L", "RGB"} and "transparency" not in upright.info:
        made = upright.convert("RGB")
    else:
        clear = upright.convert("RGBA")
        made = Image.new("RGB", clear.size, WHITE)
        made.paste(clear, mask=clear.getchannel("A"))
    made.info.clear()
    return made
