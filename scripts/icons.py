"""Take the icons that the window uses from an unpacked copy of the Lucide set: ``python scripts/icons.py FOLDER``.

FOLDER is the unpacked package ``lucide-static``. Each drawing becomes one line under the name that the code uses, and
the licence of the set is put beside them. The program's own sign, ``eucles-desk.svg``, is ours.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
NAMES = {
    "agenda": "calendar-days",
    "arrow-left": "arrow-left",
    "arrow-right": "arrow-right",
    "arrow-up": "arrow-up",
    "bell": "bell",
    "check": "check",
    "chevron-down": "chevron-down",
    "chevron-left": "chevron-left",
    "chevron-right": "chevron-right",
    "chevron-up": "chevron-up",
    "circle": "circle",
    "clock": "clock",
    "close": "x",
    "clusters": "network",
    "copy": "copy",
    "criteria": "chart-column",
    "document": "file-text",
    "download": "download",
    "eligibility": "list-checks",
    "error": "circle-alert",
    "external": "external-link",
    "eye": "eye",
    "facts": "hash",
    "filter": "filter",
    "fit-width": "move-horizontal",
    "flag": "flag",
    "grip": "grip-vertical",
    "help": "circle-question-mark",
    "history": "history",
    "improvement": "trending-up",
    "info": "info",
    "interview": "messages-square",
    "keyboard": "keyboard",
    "larger": "maximize-2",
    "link": "link",
    "list": "list",
    "lock": "lock",
    "medal": "medal",
    "more": "ellipsis",
    "note": "sticky-note",
    "open": "folder-open",
    "pencil": "pencil",
    "person": "user",
    "picture": "image",
    "place": "map-pin",
    "plus": "plus",
    "printer": "printer",
    "redo": "redo-2",
    "region": "scan",
    "report": "file-chart-column",
    "schemes": "book-open",
    "search": "search",
    "settings": "sliders-horizontal",
    "target": "target",
    "timer": "timer",
    "today": "calendar-check",
    "trash": "trash-2",
    "undo": "undo-2",
    "upload": "upload",
    "warning": "triangle-alert",
    "window": "app-window",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
}
"""Our names, each with the name in the set."""
CONTROLS = {"control-check": "check", "control-down": "chevron-down", "control-up": "chevron-up"}
"""Parts of controls that the style rules draw; white, and heavier since they are small."""
STROKE, CONTROL_STROKE = "1.75", "3.25"
SVG = "{http://www.w3.org/2000/svg}"


def drawing(source: Path, colour: str, stroke: str) -> str:
    """Return a drawing of the set as one line, in a colour and weight of line."""
    root = ET.fromstring(source.read_text(encoding="utf-8"))
    shapes = "".join(_element(shape) for shape in root)
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round">'
    )
    return f"{head}{shapes}</svg>\n"


def _element(shape: ET.Element) -> str:
    attributes = "".join(f' {key}="{value}"' for key, value in shape.attrib.items())
    return f"<{shape.tag.removeprefix(SVG)}{attributes}/>"


def main() -> int:
    """Write the icons; return 2 when the set lacks one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the unpacked package lucide-static")
    folder: Path = parser.parse_args().folder
    missing = sorted({name for name in (*NAMES.values(), *CONTROLS.values()) if not _file(folder, name).is_file()})
    if missing:
        print(f"The set has no {', '.join(missing)}.", file=sys.stderr)
        return 2
    for ours, theirs in NAMES.items():
        text = drawing(_file(folder, theirs), "currentColor", STROKE)
        (ICONS / f"{ours}.svg").write_text(text, encoding="utf-8")
    for ours, theirs in CONTROLS.items():
        colour = _colour_of(ICONS / f"{ours}.svg")
        text = drawing(_file(folder, theirs), colour, CONTROL_STROKE)
        (ICONS / f"{ours}.svg").write_text(text, encoding="utf-8")
    licence = (folder / "LICENSE").read_text(encoding="utf-8")
    (ICONS / "LICENSE").write_text(licence, encoding="utf-8")
    print(f"{len(NAMES) + len(CONTROLS)} icons written to {ICONS}")
    return 0


def _file(folder: Path, name: str) -> Path:
    return folder / "icons" / f"{name}.svg"


def _colour_of(file: Path) -> str:
    """Return the colour that a control's part is drawn in now."""
    found = re.search(r'stroke="(#[0-9a-fA-F]{6})"', file.read_text(encoding="utf-8"))
    return found.group(1) if found else "#ffffff"


if __name__ == "__main__":
    sys.exit(main())
