"""Editions read from files, and from the content that the program has kept of them.

An edition is written by hand as one YAML file for structure and numbers and one for the texts of each language. Read
and found to be right, it becomes its *content*: canonical JSON that stands for the whole edition, names it by its hash
and is kept with every assessment. The program works from the content; the YAML files are only read to take one in.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, cast

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.building import CONTENT_FORMAT, CONTENT_VERSION, build_edition
from eucles_desk.scheme.plain import MOST, Group, ShapeError, shown

if TYPE_CHECKING:
    from pathlib import Path

    from eucles_desk.scheme.values import Edition
    from eucles_desk.scheme.yaml_source import Document

EDITION_FILE = "edition.yaml"
EDITION_FORMAT = "eucles-edition"
OVERLAY_FORMAT = "eucles-overlay"
VERSION = 1
MAX_CONTENT = 20 * 1024 * 1024
MAX_LANGUAGES = 60

FindContent = Callable[[str, str], bytes | None]
"""Gives the content of the edition with this scheme and name, or ``None`` when there is none."""


@dataclass(frozen=True, slots=True, repr=False)
class LoadedEdition:
    """An edition with the content that it was built from."""

    edition: Edition
    content: bytes

    @property
    def sha256(self) -> str:
        """The hash that names the edition for good."""
        return self.edition.ref.sha256

    def __repr__(self) -> str:
        return f"LoadedEdition({self.edition.ref})"


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """What a checked file holds; ``kind`` is ``edition`` or ``overlay``."""

    kind: str
    scheme: str
    edition: str
    sha256: str
    languages: tuple[str, ...]
    labels: int
    dimensions: int
    criteria: int
    eligibility: int
    facts: int


def load_edition(folder: Path) -> LoadedEdition:
    """Read the edition in a folder; raise ``SchemeError`` that names file, line and reason when it is not right."""
    from eucles_desk.scheme.merging import merge
    from eucles_desk.scheme.schemas import check_header, check_shape
    from eucles_desk.scheme.yaml_source import read_document

    structure = read_document(folder / EDITION_FILE)
    check_header(structure, EDITION_FORMAT, VERSION)
    check_shape(structure, "edition")
    texts = _read_texts(folder)
    return _finish(merge(structure, texts), structure.at)


def load_overlay(path: Path, base: bytes) -> LoadedEdition:
    """Read an overlay and lay it over the content of its base; raise ``SchemeError`` when it is not right."""
    return _lay_over(_read_overlay(path), base)


def edition_from_content(content: bytes) -> Edition:
    """Build the edition out of content that :func:`load_edition` has made.

    This is meant to be fast: beyond what building takes, nothing is checked.
    """
    return _build(_parse(content), content)


def check_content(content: bytes) -> LoadedEdition:
    """Return the edition of content received from elsewhere; raise ``SchemeError`` unless it is right throughout."""
    from eucles_desk.scheme.agreement import check_edition

    data = _parse(content)
    edition = _build(data, content)
    try:
        is_canonical = canonical(data) == content
    except (ValueError, RecursionError):
        is_canonical = False
    if not is_canonical:
        raise SchemeError(
            "The content of the edition {edition} is not written as this program writes it.",
            edition=edition.ref.edition,
        )
    name = f"{edition.ref.scheme}/{edition.ref.edition}"
    check_edition(edition, data, lambda *_steps: {"file": name, "line": 1})  # canonical content is one line
    return LoadedEdition(edition, content)


def check_file(path: Path, find_content: FindContent) -> CheckedFile:
    """Check a folder of an edition, its ``edition.yaml`` or an overlay, and say what it holds.

    ``find_content`` gives the base of an overlay; an edition does not need it.
    """
    if path.is_dir():
        return _summary("edition", load_edition(path))
    from eucles_desk.scheme.yaml_source import read_document

    document = read_document(path)
    found = document.data.get("format")
    if found == OVERLAY_FORMAT:
        return _summary("overlay", _check_overlay(path, find_content))
    if found == EDITION_FORMAT and path.name == EDITION_FILE:
        return _summary("edition", load_edition(path.parent))
    if found == EDITION_FORMAT:
        raise SchemeError("{file}: the file of an edition must be called {name}.", file=path.name, name=EDITION_FILE)
    if found is None and "language" in document.data:
        raise SchemeError("{file} holds the texts of an edition in one language; check its folder.", file=path.name)
    raise SchemeError(
        "{file}, line {line}: the format is “{found}”; it can be “{edition}” or “{overlay}”.",
        **document.at("format"),
        found=shown("" if found is None else found),
        edition=EDITION_FORMAT,
        overlay=OVERLAY_FORMAT,
    )


def canonical(data: Group) -> bytes:
    """Return plain data as canonical JSON: UTF-8, sorted keys, no spaces, whole numbers without a point."""
    return json.dumps(
        data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=_json_number
    ).encode()


def _json_number(value: object) -> int | float:
    if not isinstance(value, Decimal) or not -MOST < value < MOST:
        raise ValueError
    return int(value) if value == value.to_integral_value() else float(value)


def _no_number(_name: str) -> None:
    """Refuse what JSON of Python allows beyond JSON: infinity, and what is not a number."""
    raise ValueError


def _read_texts(folder: Path) -> list[Document]:
    """Return the files of texts, English first and the others by code."""
    from eucles_desk.scheme.schemas import check_shape
    from eucles_desk.scheme.yaml_source import read_document

    paths = sorted(folder.glob("texts.*.yaml"), key=lambda path: (path.name != "texts.en.yaml", path.name))
    if not paths:
        raise SchemeError("{folder} has no file with texts, such as texts.en.yaml.", folder=folder)
    if len(paths) > MAX_LANGUAGES:
        raise SchemeError("{folder} has more than {limit} files with texts.", folder=folder, limit=MAX_LANGUAGES)
    documents: list[Document] = []
    for path in paths:
        document = read_document(path)
        check_shape(document, "edition-texts")
        code = document.data["language"]
        if path.name != f"texts.{code}.yaml":
            raise SchemeError(
                "{file}, line {line}: the language is “{code}”, so the file must be called texts.{code}.yaml.",
                **document.at("language"),
                code=code,
            )
        documents.append(document)
    return documents


def _read_overlay(path: Path) -> Document:
    from eucles_desk.scheme.schemas import check_header, check_shape
    from eucles_desk.scheme.yaml_source import read_document

    document = read_document(path)
    check_header(document, OVERLAY_FORMAT, VERSION)
    check_shape(document, "overlay")
    return document


def _lay_over(document: Document, base: bytes) -> LoadedEdition:
    from eucles_desk.scheme.overlay import apply_overlay, place_in

    content = apply_overlay(document, _parse(base), hashlib.sha256(base).hexdigest())
    return _finish(content, partial(place_in, document))


def _check_overlay(path: Path, find_content: FindContent) -> LoadedEdition:
    from eucles_desk.scheme.overlay import base_of

    document = _read_overlay(path)
    scheme, edition = base_of(document)
    base = find_content(scheme, edition)
    if base is None:
        raise SchemeError(
            "{file}, line {line}: the overlay is for edition {wanted}, which this program does not have.",
            **document.at("base"),
            wanted=f"{scheme}/{edition}",
        )
    return _lay_over(document, base)


def _finish(data: Group, at: Callable[..., dict[str, object]]) -> LoadedEdition:
    from eucles_desk.scheme.agreement import check_edition

    content = canonical(data)
    edition = edition_from_content(content)
    check_edition(edition, data, at)
    return LoadedEdition(edition, content)


def _parse(content: bytes) -> Group:
    if len(content) > MAX_CONTENT:
        raise SchemeError("The content of the edition is larger than {limit} MB.", limit=MAX_CONTENT // 1024 // 1024)
    try:
        data = json.loads(content, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise SchemeError("The content of the edition is damaged: it is not JSON.") from error
    if not isinstance(data, dict):
        raise SchemeError("The content of the edition is damaged: it has no keys.")
    return cast("Group", data)


def _build(data: Group, content: bytes) -> Edition:
    if data.get("format") != CONTENT_FORMAT or data.get("version") != CONTENT_VERSION:
        raise SchemeError("The content of the edition is of a format that this program does not know.")
    try:
        return build_edition(data, hashlib.sha256(content).hexdigest())
    except (ShapeError, KeyError, ValueError) as error:
        raise SchemeError("The content of the edition is damaged: a part is missing or not as expected.") from error


def _summary(kind: str, loaded: LoadedEdition) -> CheckedFile:
    edition = loaded.edition
    return CheckedFile(
        kind=kind,
        scheme=edition.ref.scheme,
        edition=edition.ref.edition,
        sha256=loaded.sha256,
        languages=tuple(code for code, _ in edition.languages),
        labels=len(edition.labels),
        dimensions=len(edition.dimensions),
        criteria=len(edition.criteria),
        eligibility=len(edition.eligibility),
        facts=len(edition.facts),
    )
