"""Collect the texts for users, bring each language's catalogue up to date, and compile it.

``python scripts/translations.py`` renews ``resources/i18n``; with ``--check`` nothing is written and the status is 1
when a catalogue is not complete or not current.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = ("fi",)
ERRORS = (
    *("EuclesError", "SchemeError", "RuleError", "ExchangeError", "StorageError", "ReportError"),
    *("SigningError", "ReadingError", "ReaderAwayError", "UsageError", "PictureError", "Message"),
    *("OlderDataError", "DataInUseError", "LockedError", "WrongPassphraseError", "GoneError"),
    *("MissingFileError", "ChangedFileError", "DamagedDataError", "MissingKeyError", "UnwritableError"),
    *("PackageError", "NotPackageError", "DamagedPackageError", "CutPackageError"),
    *("ChangedPackageError", "NotRecipientError", "LockedPackageError", "PackagePassphraseError"),
    *("ForgedPackageError", "ForwardedPackageError", "OtherSchemeError", "NewerPackageError"),
    *("OversizedPackageError", "InvalidPackageError", "InvalidKeyError", "InvalidCardError"),
    *("InvalidBoxError", "FormError"),
)
ONE = ("_", "N_", "tr", "named", *ERRORS)
KEYWORDS: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(ONE, (1,)),
    "trn": (1, 2),
    "plural": (1, 2),
    "text": (1,),
}
SQL_TEXT = ("storage",)
"""Packages in which ``text("...")`` is SQL."""


def collect() -> Catalog:
    """Return every text for users with the files that it stands in."""
    catalog = Catalog(project="EUCLES Desk", charset="utf-8", header_comment="# Texts of EUCLES Desk.")
    package = ROOT / "eucles_desk"
    for name in sorted(path.name for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"):
        keywords = {key: value for key, value in KEYWORDS.items() if key != "text" or name not in SQL_TEXT}
        for file in sorted((package / name).rglob("*.py")):
            for message in calls(file, keywords):
                catalog.add(message, None, [(file.relative_to(ROOT).as_posix(), 0)])
    return catalog


def calls(file: Path, keywords: Mapping[str, tuple[int, ...]]) -> Iterator[str | tuple[str, ...]]:
    """Yield the texts of each call of a keyword, however deep it stands in other calls."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        places = keywords.get(name, ())
        found = [node.args[place - 1] for place in places if len(node.args) >= place]
        texts = tuple(one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str))
        if places and len(texts) == len(places) and all(texts):
            yield texts if len(texts) > 1 else "".join(texts)


def po_path(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return FOLDER / language / "LC_MESSAGES" / "eucles_desk.po"


def updated(language: str, template: Catalog) -> Catalog:
    """Return the language's catalogue with today's texts; translations of texts that are gone are kept as obsolete."""
    path = po_path(language)
    if path.is_file():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language, project="EUCLES Desk", version="1", charset="utf-8")
    catalog.header_comment, catalog.fuzzy = "# Texts of EUCLES Desk.", False
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def missing(catalog: Catalog) -> list[str]:
    """Return the texts without a translation, or with one that names other values."""
    found: list[str] = []
    for message in catalog:
        if not message.id:
            continue
        ids, strings = forms(message.id), forms(message.string)
        if message.fuzzy or not all(strings) or any(fields(text) - fields(*ids) for text in strings):
            found.append(ids[0])
    return found


def forms(text: object) -> list[str]:
    """Return the forms of a text: one, or one for each plural."""
    if isinstance(text, list | tuple):
        return [str(form or "") for form in cast("list[object]", text)]
    return [str(text or "")]


def fields(*texts: str) -> set[str]:
    """Return the names in braces."""
    import string

    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def as_po(catalog: Catalog) -> bytes:
    """Return the catalogue as the .po file says it."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, omit_header=False, include_lineno=False)
    lines = buffer.getvalue().splitlines(keepends=True)
    dates = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator', b'"Language-Team')
    return b"".join(line for line in lines if not line.startswith(dates))


def as_mo(catalog: Catalog) -> bytes:
    """Return the catalogue as the program reads it."""
    catalog.creation_date = datetime(2000, 1, 1, tzinfo=UTC)  # not that of this run: --check compares
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main(*, check: bool) -> int:
    """Renew or check the catalogues; return the exit status."""
    template, status = collect(), 0
    for language in LANGUAGES:
        catalog = updated(language, template)
        open_texts = missing(catalog)
        path = po_path(language)
        compiled = as_mo(read_po(io.BytesIO(as_po(catalog)), locale=language))
        if check:
            # Where a text stands may have changed since; what it says may not.
            current = path.with_suffix(".mo").read_bytes() == compiled
            status |= bool(open_texts) or not current
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(as_po(catalog))
            path.with_suffix(".mo").write_bytes(compiled)
        print(f"{language}: {len(catalog)} texts, {len(open_texts)} open", *open_texts[:40], sep="\n  ")
    return status


if __name__ == "__main__":
    sys.exit(main(check="--check" in sys.argv))
