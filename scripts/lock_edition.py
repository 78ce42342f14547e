"""Write the lock file of the edition that comes with the program: its content hash, and the hash of each source file.

    python scripts/lock_edition.py            write it
    python scripts/lock_edition.py --check    say whether it is current, by the exit status

The program names its edition by this file without reading the edition, and a test compares the two: an edition that
has been released never changes unnoticed. Write a new edition beside it instead.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from eucles_desk.app.scheme_files import FOLDER, LOCK_FILE  # found by the line above
from eucles_desk.scheme.loading import load_edition

SOURCES = "*.yaml"


def lock(folder: Path) -> str:
    """Return what the lock file of an edition's folder must say."""
    ref = load_edition(folder).edition.ref
    files = {path.name: _sha256(path) for path in sorted(folder.glob(SOURCES))}
    data = {"scheme": ref.scheme, "edition": ref.edition, "sha256": ref.sha256, "files": files}
    return json.dumps(data, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write or check the lock file."""
    folder = ROOT / "resources" / FOLDER
    path, wanted = folder / LOCK_FILE, lock(folder)
    if "--check" in arguments:
        is_current = path.is_file() and path.read_text(encoding="utf-8") == wanted
        print("The lock file is current." if is_current else "The edition is not the one that the lock file names.")
        return 0 if is_current else 1
    path.write_text(wanted, encoding="utf-8", newline="\n")
    print(f"Written: {path.relative_to(ROOT)}")
    return 0


def _sha256(path: Path) -> str:
    """Hash a text file; line ends are those of the repository, whatever a checkout has made of them."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
