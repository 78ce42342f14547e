"""Put the letters of Georgian and Armenian into the four styles of Noto Sans.

``python scripts/merge_fonts.py FOLDER`` takes the fonts of the Debian package ``fonts-noto-core`` from the folder and
writes ``resources/fonts``. It is needed only when the fonts are renewed, and wants the package ``fonttools``.
"""

# fontTools has no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

from fontTools import merge, subset, ttLib

ROOT = Path(__file__).resolve().parent.parent
STYLES = {"Regular": "Regular", "Bold": "Bold", "Italic": "Regular", "BoldItalic": "Bold"}
"""Each style with that of the two scripts, which have no italic."""
SCRIPTS = {
    "NotoSansGeorgian": (*range(0x10A0, 0x1100), *range(0x1C90, 0x1CC0), *range(0x2D00, 0x2D30)),
    "NotoSansArmenian": (*range(0x530, 0x590), *range(0xFB13, 0xFB18)),
}
VERSION = 5
"""The number of the name that says the version."""
KEPT = ("ascent", "descent", "lineGap")
"""Measures of a line, which stay those of the Latin font."""


def letters(path: Path, codes: tuple[int, ...]) -> io.BytesIO:
    """Return a font with these characters only, without rules for setting them."""
    options = subset.Options(layout_features=[], hinting=False, glyph_names=True, notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF"]
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    file = io.BytesIO()
    font.save(file)
    file.seek(0)
    return file


def merged(folder: Path, style: str) -> ttLib.TTFont:
    """Return a style of Noto Sans with the letters of the other scripts."""
    main = folder / f"NotoSans-{style}.ttf"
    others = [letters(folder / f"{name}-{STYLES[style]}.ttf", codes) for name, codes in SCRIPTS.items()]
    font: Any = merge.Merger().merge([str(main), *others])
    before: Any = ttLib.TTFont(main)
    for name in KEPT:
        setattr(font["hhea"], name, getattr(before["hhea"], name))
    for name in ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"):
        setattr(font["OS/2"], name, getattr(before["OS/2"], name))
    for name in ("created", "modified", "fontRevision"):
        setattr(font["head"], name, getattr(before["head"], name))
    font["name"] = before["name"]
    for record in font["name"].names:
        if record.nameID == VERSION:
            record.string = f"{record.toUnicode()}; with Georgian and Armenian"
    font.recalcTimestamp = False
    return font


def main() -> int:
    """Write the four styles."""
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    for style in STYLES:
        merged(Path(sys.argv[1]), style).save(ROOT / "resources" / "fonts" / f"NotoSans-{style}.ttf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
