"""Pictures, by Pillow: turned as the camera was held, on white, scaled while they are decoded where that can be."""

from __future__ import annotations

import io
import warnings
from typing import Final

from PIL import (
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from eucles_desk.reading import limits
from eucles_desk.reading.child.document import Document, RefusalError
from eucles_desk.reading.child.pdf import fitting

KINDS: Final = {
    b"\x89PNG\r\n\x1a\n": PngImagePlugin.PngImageFile,
    b"\xff\xd8\xff": JpegImagePlugin.JpegImageFile,
    b"GIF87a": GifImagePlugin.GifImageFile,
    b"GIF89a": GifImagePlugin.GifImageFile,
    b"BM": BmpImagePlugin.BmpImageFile,
    b"II*\0": TiffImagePlugin.TiffImageFile,
    b"MM\0*": TiffImagePlugin.TiffImageFile,
    b"RIFF": WebPImagePlugin.WebPImageFile,
}
"""How a picture begins, and what reads it; no other kinds that Pillow knows are tried."""

ORIENTATION: Final = 0x0112
ON_ITS_SIDE: Final = frozenset({5, 6, 7, 8})
SMOOTH: Final = frozenset({"L", "RGB", "RGBA", "CMYK", "YCbCr", "LAB"})
"""Modes that can be made smaller without changing them first."""
SIXTEEN_BITS: Final = 256


def is_picture(content: bytes) -> bool:
    """Return whether a file begins as a picture does."""
    begins = any(content.startswith(start) for start in KINDS)
    return begins and (content[:4] != b"RIFF" or content[8:12] == b"WEBP")


class PictureFile(Document):
    """A picture, or the pages of a scan; raise ``RefusalError`` when it cannot be opened."""

    kind = "picture"

    def __init__(self, content: bytes) -> None:
        self._content = content
        image = self._open(1)
        pages = 1
        if isinstance(image, TiffImagePlugin.TiffImageFile):
            pages = min(image.n_frames, limits.PICTURE_PAGES)
        self.sizes = [_seen_size(self._open(page)) for page in range(1, pages + 1)]

    def picture(self, page: int, width: int) -> tuple[int, int, bytes]:
        """Return the picture so wide."""
        if not 1 <= page <= len(self.sizes):
            raise RefusalError("page")
        image: Image.Image = self._open(page)
        wide, high = fitting(self.sizes[page - 1], width)
        turned = image.getexif().get(ORIENTATION, 1)
        stored = (high, wide) if turned in ON_ITS_SIDE else (wide, high)
        image.draft("RGB", stored)
        if image.width * image.height > limits.PIXELS:
            raise RefusalError("large")
        image.load()
        if image.mode not in SMOOTH:
            image = plain(image)
        image = image.resize(stored, Image.Resampling.BICUBIC, reducing_gap=2.0)
        image = plain(_turned(image, turned))
        return image.width, image.height, image.tobytes()

    def texts(self, first: int, most: int) -> tuple[list[str], int]:
        """Return that there is no text on any page."""
        del most
        return [""] * (len(self.sizes) - first + 1), 0

    def _open(self, page: int) -> Image.Image:
        """Return the picture, not decoded yet."""
        plugin = next(kind for start, kind in KINDS.items() if self._content.startswith(start))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image: Image.Image = plugin(io.BytesIO(self._content))
            if page > 1:
                image.seek(page - 1)
        pixels = image.width * image.height
        if pixels <= 0:
            raise RefusalError("damaged")
        scales = isinstance(image, JpegImagePlugin.JpegImageFile)
        if pixels > (limits.SCALED_PIXELS if scales else limits.PIXELS):
            raise RefusalError("large")
        return image


def plain(image: Image.Image) -> Image.Image:
    """Return a picture in red, green and blue, on white where it can be seen through."""
    if image.mode == "RGB":
        return image
    if image.mode.startswith("I;16"):
        image = image.convert("I")
    if image.mode in {"I", "F"}:
        return _grey(image)
    if image.mode == "LAB":
        return image.getchannel("L").convert("RGB")  # its colours would need a library of their own
    if image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, (255, 255, 255))
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image.convert("RGB")


def _grey(image: Image.Image) -> Image.Image:
    """Return a picture of any brightness in 256 steps; one of 16 bits is told by what is in it."""
    brightest = image.getextrema()[1]
    assert isinstance(brightest, int | float)
    factor = 1 / SIXTEEN_BITS if brightest >= SIXTEEN_BITS else 1.0
    if image.mode == "F" and brightest <= 1:
        factor = 255.0
    return image.convert("F").point(lambda value: value * factor + 0.0).convert("L").convert("RGB")


def _turned(image: Image.Image, turned: int) -> Image.Image:
    if turned == 1:
        return image
    exif = Image.Exif()
    exif[ORIENTATION] = turned
    image.info["exif"] = exif.tobytes()
    return ImageOps.exif_transpose(image)


def _seen_size(image: Image.Image) -> tuple[float, float]:
    turned = image.getexif().get(ORIENTATION, 1)
    return (image.height, image.width) if turned in ON_ITS_SIDE else (image.width, image.height)


def warm_up() -> None:
    """Read one picture of each kind, so that everything that is loaded late is loaded while it still can be."""
    drawn = Image.new("RGB", (8, 8), (200, 100, 50))
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    for name in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"):
        file = io.BytesIO()
        drawn.save(file, name, exif=exif)
        PictureFile(file.getvalue()).picture(1, 4)
