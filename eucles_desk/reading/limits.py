"""Every limit on what is read, in one place; parent and child keep to the same ones."""

from __future__ import annotations

from typing import Final

MEGA: Final = 1_000_000

# Files

FILE_BYTES: Final = 200 * MEGA
"""The largest file that is read at all."""
KEPT_FILES: Final = 4
"""How many files the child keeps open."""
KEPT_BYTES: Final = 250 * MEGA
"""How much of them it keeps."""

# Pages and pictures

PAGES: Final = 20_000
PICTURE_PAGES: Final = 500
"""The most pages of a picture file; scanners make TIFF files with several."""
PIXELS: Final = 100 * MEGA
"""The largest picture that is decoded whole."""
SCALED_PIXELS: Final = 500 * MEGA
"""The largest picture of a kind that can be made smaller while it is decoded."""
SHOWN_PIXELS: Final = 36 * MEGA
"""The largest picture that is handed back: 6000 by 6000. A page that would be larger comes back narrower."""
SHOWN_SIDE: Final = 20_000

# Text

PAGE_TEXT: Final = 200_000
"""Characters of a page; what is beyond is left out."""
FILE_TEXT: Final = 4 * MEGA
"""Characters of a file; what is beyond is left out."""
QUOTE: Final = 20_000
WORDS: Final = 500
"""Characters of what is looked for."""
FOUND_PAGES: Final = 1_000
REGIONS: Final = 500
"""The most places on a page that are told."""
EXCERPT: Final = 80
"""Characters before and after what was found."""

# Files inside a file

PACKED_PARTS: Final = 5_000
PACKED_DIRECTORY: Final = 4 * MEGA
PART_BYTES: Final = 100 * MEGA
"""The largest part when it is unpacked."""
PARTS_BYTES: Final = 250 * MEGA
"""All parts together when they are unpacked."""
RATIO: Final = 300
"""How much smaller a part may have been packed, from the size on from which it matters."""
RATIO_FROM: Final = 2 * MEGA
XML_DEPTH: Final = 200
CELLS: Final = 1 * MEGA
"""The most cells of a spreadsheet."""
ROW_CELLS: Final = 2_000

# Forms that come back

FORM_SHEETS: Final = 50
FORM_NAME: Final = 100
"""Characters of the name of a sheet; what is beyond is left out."""
FORM_CELLS: Final = 50_000
"""The most cells that are not empty, in all sheets together."""
FORM_TEXT: Final = 33_000
"""Characters of a cell or field; a spreadsheet holds 32,767."""
FORM_FIELDS: Final = 5_000
FORM_OBJECTS: Final = 500_000
"""The most things on the pages of a PDF file that are compared."""

# Time and memory

SECONDS: Final = 15.0
"""How long the parent waits for an answer before it ends the child."""
OWN_SECONDS: Final = 20.0
"""How long the child works at an answer before it ends itself; the parent may have gone."""
PROCESSOR_SECONDS: Final = 15
BATCH_SECONDS: Final = 0.5
"""How long the child reads pages on one request before it hands back what it has."""
BATCH_TEXT: Final = 100_000
"""Characters after which it hands back what it has; more at once would keep the parent's other threads waiting."""
START_SECONDS: Final = 20.0
"""How long a new child may take until it answers."""
MEMORY: Final = 1_500 * MEGA
DEATHS: Final = 2
"""A file on which the child died so often is not tried again."""

# Between parent and child

HEADER_BYTES: Final = 2 * MEGA
TEXT_BYTES: Final = 4 * FILE_TEXT + MEGA
PICTURE_BYTES: Final = 3 * SHOWN_PIXELS
