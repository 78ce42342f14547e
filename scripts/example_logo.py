"""Draw the logo of the invented organisation in the example of a template."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

PLACE = Path(__file__).resolve().parent.parent / "docs" / "examples" / "template" / "logo.png"
SIZE = (480, 200)
SCALE = 4
INK = (122, 31, 92)


def main() -> None:
    """Draw it large and make it smaller, for smooth edges."""
    image = Image.new("RGBA", (SIZE[0] * SCALE, SIZE[1] * SCALE), (*INK, 0))
    pen = ImageDraw.Draw(image)
    for x in (100, 240, 380):
        box = [(x - 85) * SCALE, 15 * SCALE, (x + 85) * SCALE, 185 * SCALE]
        pen.ellipse(box, outline=(*INK, 255), width=20 * SCALE)
    image.resize(SIZE, Image.Resampling.LANCZOS).save(PLACE, optimize=True)


if __name__ == "__main__":
    main()
