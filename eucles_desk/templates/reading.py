"""Reads a template file: what is right in it is used, what is not is left out and said.

A report must not wait for a logo. So nothing here raises: a file that cannot be read at all, or holds no entry of a
template, is refused and gives the plain template; a part that cannot be used gives the plain part. Each is told in one
sentence that names file and line.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from eucles_desk.errors import N_, Message, SchemeError
from eucles_desk.scheme.plain import shown
from eucles_desk.scheme.yaml_source import Document, read_document
from eucles_desk.templates.pictures import PictureError, read_picture
from eucles_desk.templates.values import ENTRIES, PLAIN, Logo, Template, Texts

if TYPE_CHECKING:
    from collections.abc import Sized
    from pathlib import Path

    from eucles_desk.scheme.plain import Value

MAX_BYTES: Final = 64 * 1024
MAX_NAME: Final = 200
MAX_LINES: Final = 8
MAX_LINE: Final = 120
MAX_NOTE: Final = 2000
MAX_DESCRIPTION: Final = 300
MAX_LANGUAGES: Final = 40
CONTRAST: Final = 4.5
"""How much the accent colour stands out from white at least, as accessibility rules count it."""
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
NO_TEXTS: Final[Texts] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """A template, and what in its file could not be used, each in one sentence.

    Attributes:
        template: What can be used.
        warnings: What cannot.
        refused: Whether nothing of the file can be used, since it cannot be read or is no template.
    """

    template: Template
    warnings: tuple[Message, ...] = ()
    refused: bool = False


def read_template(path: Path) -> ReadTemplate:
    """Read a template file with its logo; nothing is raised, whatever the file holds."""
    try:
        if path.is_file() and path.stat().st_size > MAX_BYTES:
            too_large = Message("{file} is larger than {limit} kB.", {"file": path.name, "limit": MAX_BYTES // 1024})
            return ReadTemplate(PLAIN, (too_large,), refused=True)
        document = read_document(path)
    except SchemeError as error:
        return ReadTemplate(PLAIN, (Message(error.message, error.values),), refused=True)
    except (OSError, ValueError):  # the reader reports all but a name that no system allows
        return ReadTemplate(PLAIN, (Message("{file} cannot be read.", {"file": path.name}),), refused=True)
    reader = _Reader(document, path.parent)
    template = reader.template()
    return ReadTemplate(template, tuple(reader.warnings), refused=not any(key in ENTRIES for key in document.data))


def contrast_with_white(colour: str) -> float:
    """Return how much a colour given as ``#rrggbb`` stands out from white, from 1 to 21."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


class _Reader:
    """Takes a template out of the data of a file, one part after the other, and gathers what was wrong."""

    def __init__(self, document: Document, folder: Path) -> None:
        self.warnings: list[Message] = []
        self._document = document
        self._folder = folder

    def template(self) -> Template:
        """Return the template with all parts that can be used."""
        for key in self._document.data:
            if key not in ENTRIES:
                self._unknown(key)
        name = self._line("organisation", MAX_NAME)
        description = self._texts("logo_description", MAX_DESCRIPTION)
        return Template(
            organisation=name,
            address=self._address(),
            acknowledgement=self._texts("acknowledgement", MAX_NOTE),
            legal_note=self._texts("legal_note", MAX_NOTE),
            accent=self._accent(),
            logo=self._logo(description, name),
        )

    # Parts

    def _unknown(self, key: str) -> None:
        near = difflib.get_close_matches(key, ENTRIES, 1)
        if near:
            text = N_("{file}, line {line}: “{key}” is not known here; perhaps “{near}” was meant.")
            self._warn(text, key, key=shown(key), near=near[0])
        else:
            text = N_("{file}, line {line}: “{key}” is no entry of a template. There is: {keys}.")
            self._warn(text, key, key=shown(key), keys=", ".join(ENTRIES))

    def _line(self, key: str, longest: int) -> str:
        if key not in self._document.data:
            return ""
        return " ".join(self._text(self._document.data[key], longest, key).split())

    def _address(self) -> tuple[str, ...]:
        value = self._document.data.get("address", [])
        if isinstance(value, str):
            value = [*value.splitlines()]
        if not isinstance(value, list):
            self._warn(N_("{file}, line {line}: “{place}” is not a list."), "address")
            return ()
        if not self._fits(value, MAX_LINES, "address"):
            return ()
        lines = (self._text(line, MAX_LINE, "address", index) for index, line in enumerate(value))
        return tuple(" ".join(line.split()) for line in lines if line)

    def _texts(self, key: str, longest: int) -> Texts:
        """Return a text that is given once, under no language, or once for each language."""
        if key not in self._document.data:
            return NO_TEXTS
        value = self._document.data[key]
        if not isinstance(value, dict):
            text = self._text(value, longest, key)
            return MappingProxyType({"": text}) if text else NO_TEXTS
        found: dict[str, str] = {}
        for code, said in value.items() if self._fits(value, MAX_LANGUAGES, key) else ():
            if not LANGUAGE.fullmatch(code):
                text = N_("{file}, line {line}: “{code}” is not the code of a language, such as “en”.")
                self._warn(text, key, code, code=shown(code))
            elif text := self._text(said, longest, key, code):
                found[code] = text
        return MappingProxyType(found)

    def _accent(self) -> str:
        if "accent" not in self._document.data:
            return ""
        value = self._document.data["accent"]
        if value is None:
            text = N_(
                "{file}, line {line}: “accent” has no colour; write it in quotation marks, since # begins a comment."
            )
            self._warn(text, "accent")
        elif not isinstance(value, str) or not COLOUR.fullmatch(value):
            text = N_("{file}, line {line}: “{value}” is not a colour, such as “#10304c”.")
            self._warn(text, "accent", value=shown(value))
        elif contrast_with_white(value) < CONTRAST:
            text = N_("{file}, line {line}: the colour {value} is too light to be read on white; choose a darker one.")
            self._warn(text, "accent", value=value)
        else:
            return value.lower()
        return ""

    def _logo(self, description: Texts, organisation: str) -> Logo | None:
        name = self._line("logo", MAX_NAME)
        if not name:
            return None
        try:
            found = read_picture(self._inside(name), self._folder)
        except PictureError as error:
            self._warn(N_("{file}, line {line}: {reason}"), "logo", reason=error)
            return None
        if not description and not organisation:
            text = N_("{file}, line {line}: “logo_description” is missing, so nobody hears what the logo shows.")
            self._warn(text, "logo")
        return Logo(found.content, found.width, found.height, description)

    def _inside(self, name: str) -> Path:
        """Return the path of a file named by its way from the template's folder."""
        ways = (PurePosixPath(name), PureWindowsPath(name))
        if any(way.is_absolute() or way.drive or way.root or ".." in way.parts for way in ways):
            raise PictureError("The picture {file} is not in the folder of the template.", file=shown(name))
        return self._folder / name.replace("\\", "/")

    # What parts are made of

    def _text(self, value: Value, longest: int, *path: str | int) -> str:
        """Return a text without space around it, or nothing when it cannot be used."""
        if value is not None and not isinstance(value, str):
            self._warn(N_("{file}, line {line}: “{place}” is not text; put quotation marks around it."), *path)
            return ""
        text = (value or "").strip()
        if not text:
            self._warn(N_("{file}, line {line}: “{place}” has no text."), *path)
        elif len(text) > longest:
            long = N_("{file}, line {line}: “{place}” has {length} characters; at most {limit} fit.")
            self._warn(long, *path, length=len(text), limit=longest)
            return ""
        return text

    def _fits(self, value: Sized, most: int, key: str) -> bool:
        if len(value) > most:
            text = N_("{file}, line {line}: “{place}” has {count} entries; at most {limit} are possible.")
            self._warn(text, key, count=len(value), limit=most)
        return len(value) <= most

    def _warn(self, message: str, *path: str | int, **values: object) -> None:
        steps = [str(step + 1) if isinstance(step, int) else step for step in path]
        place = shown(" / ".join(steps))
        self.warnings.append(Message(message, {**self._document.at(*path), "place": place, **values}))
