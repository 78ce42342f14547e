"""YAML files read into plain data with the line of every value.

The reader works on the parser's events, one after the other, so that its limits act before anything is built: no file
can make it nest deeply, expand aliases or grow without end. Plain scalars are read as JSON would read them: YAML's
older rules make a truth value of ``no`` and a time of ``12:30``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import yaml

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.plain import Group, Steps, Value, shown, step_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 20
MAX_NODES = 50_000

_NOT_IN_A_FILE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_A_VALUE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,11})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})\.[0-9]{1,6}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one file and the lines that its values begin on."""

    file: str
    data: Group
    lines: dict[Steps, int]

    def at(self, *path: str | int) -> dict[str, object]:
        """Return file and line of the value at the path, or of the nearest one around it, as values of an error."""
        steps = self._by_index(path)
        while steps not in self.lines:
            steps = steps[:-1]
        return {"file": self.file, "line": self.lines[steps]}

    def named(self, path: Steps) -> Steps:
        """Return the path with each entry of a list named by its ``id`` where it has one."""
        steps: list[str | int] = []
        value: Value = self.data
        for step in path:
            value = _inside(value, step)
            steps.append(step_of(value, step) if isinstance(step, int) else step)
        return tuple(steps)

    def _by_index(self, path: Steps) -> Steps:
        steps: list[str | int] = []
        value: Value = self.data
        for step in path:
            found = _index(value, step)
            if found is None:
                break
            value = _inside(value, found)
            steps.append(found)
        return tuple(steps)


def _inside(value: Value, step: str | int) -> Value:
    if isinstance(value, list) and isinstance(step, int):
        return value[step]
    return value.get(str(step)) if isinstance(value, dict) else None


def _index(value: Value, step: str | int) -> str | int | None:
    """Return how a step of a path is spelled in the data: an entry of a list named by its ``id`` has an index."""
    if isinstance(value, list):
        return next((index for index, entry in enumerate(value) if step in {index, step_of(entry, index)}), None)
    return step if isinstance(value, dict) and str(step) in value else None


def read_document(path: Path) -> Document:
    """Read a YAML file; raise ``SchemeError`` with file, line and reason when that cannot be done."""
    text = _text_of(path)
    reader = _Reader(path.name)
    try:
        data = reader.read(text)
    except SchemeError:
        raise
    except ValueError as error:  # the parser written in Python meets an escape outside Unicode so
        raise SchemeError("{file}: this is not a YAML file.", file=path.name) from error
    return Document(path.name, data, reader.lines)


def _text_of(path: Path) -> str:
    try:
        if not path.is_file():
            raise SchemeError("{file} was not found in {folder}.", file=path.name, folder=path.absolute().parent)
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SchemeError("{file} cannot be read: {reason}.", file=path.name, reason=error.strerror) from error
    if len(raw) > MAX_BYTES:
        raise SchemeError("{file} is larger than {limit} MB.", file=path.name, limit=MAX_BYTES // 1024 // 1024)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SchemeError("{file}, line {line}: this is not UTF-8 text.", file=path.name, line=line) from error
    odd = _NOT_IN_A_FILE.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        raise SchemeError(
            "{file}, line {line}: this is not text; a control character is in it.", file=path.name, line=line
        )
    return text


class _Reader:
    """Builds plain data out of events and notes the lines."""

    def __init__(self, file: str) -> None:
        self.lines: dict[Steps, int] = {}
        self._file = file
        self._nodes = 0
        self._events: Iterator[yaml.Event] = iter(())

    def read(self, text: str) -> Group:
        """Return the only document of the text, which must be keys with values."""
        loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
        self._events = yaml.parse(text, Loader=loader)
        try:
            value = self._document()
        except yaml.MarkedYAMLError as error:
            raise _syntax_error(self._file, text, error) from error
        except yaml.YAMLError as error:
            raise SchemeError("{file}: this is not a YAML file.", file=self._file) from error
        if not isinstance(value, dict):
            raise SchemeError("{file} does not begin with keys and values, such as “version: 1”.", file=self._file)
        self.lines[()] = 1
        return value

    def _document(self) -> Value:
        value: Value = None
        documents = 0
        for event in self._events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentEndEvent, yaml.StreamEndEvent)):
                continue
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise SchemeError("{file}, line {line}: a second document begins here.", **self._at(event))
                continue
            value = self._node(event, (), 1)
        if not documents:
            raise SchemeError("{file} is empty.", file=self._file)
        return value

    def _node(self, event: yaml.Event, path: Steps, depth: int, line: int = 0) -> Value:
        """Return one value; ``line`` is that of its key, where it has one."""
        self._check(event, depth)
        self.lines[path] = line or self._line(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        return self._group(path, depth) if isinstance(event, yaml.MappingStartEvent) else self._list(path, depth)

    def _check(self, event: yaml.Event, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise SchemeError("{file}, line {line}: the file holds too many values.", **self._at(event))
        if depth > MAX_DEPTH:
            raise SchemeError("{file}, line {line}: the values are nested too deeply.", **self._at(event))
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise SchemeError(
                "{file}, line {line}: “&” and “*” cannot be used to repeat values; quote text that begins with them.",
                **self._at(event),
            )
        if getattr(event, "tag", None) is not None:
            raise SchemeError(
                "{file}, line {line}: “!” cannot be used to give a value a type; quote text that begins with it.",
                **self._at(event),
            )

    def _group(self, path: Steps, depth: int) -> Group:
        values: Group = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._check(event, depth + 1)
            if not isinstance(event, yaml.ScalarEvent):
                raise SchemeError("{file}, line {line}: a key must be a word or a number.", **self._at(event))
            key: str = event.value
            if _NOT_IN_A_VALUE.search(key):
                raise SchemeError("{file}, line {line}: a control character is in the text.", **self._at(event))
            if key in values:
                raise SchemeError(
                    "{file}, line {line}: “{key}” stands here a second time; it is on line {first} already.",
                    **self._at(event),
                    key=shown(key),
                    first=self.lines[(*path, key)],
                )
            values[key] = self._node(next(self._events), (*path, key), depth + 1, self._line(event))
        return values

    def _list(self, path: Steps, depth: int) -> list[Value]:
        values: list[Value] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            values.append(self._node(event, (*path, len(values)), depth + 1))
        return values

    def _scalar(self, event: yaml.ScalarEvent) -> Value:
        text: str = event.value.strip()
        if _NOT_IN_A_VALUE.search(text):
            raise SchemeError("{file}, line {line}: a control character is in the text.", **self._at(event))
        if event.style:  # quoted, or a block
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.fullmatch(text):
            return int(text)
        return Decimal(text) if _DECIMAL.fullmatch(text) else text

    def _at(self, event: yaml.Event) -> dict[str, object]:
        return {"file": self._file, "line": self._line(event)}

    @staticmethod
    def _line(event: yaml.Event) -> int:
        mark = event.start_mark
        return mark.line + 1 if mark else 1


def _syntax_error(file: str, text: str, error: yaml.MarkedYAMLError) -> SchemeError:
    mark = error.problem_mark or error.context_mark
    if error.context and "quoted scalar" in error.context and error.context_mark:
        line = error.context_mark.line + 1
        if error.problem and "escape" in error.problem:
            return SchemeError(
                "{file}, line {line}: a backslash in the text that opens here means nothing; write two for one.",
                file=file,
                line=line,
            )
        return SchemeError("{file}, line {line}: a quotation mark that opens here is not closed.", file=file, line=line)
    line = mark.line + 1 if mark else 1
    if error.problem and "nesting depth" in error.problem:  # the library has a limit too, beyond ours
        return SchemeError("{file}, line {line}: the values are nested too deeply.", file=file, line=line)
    lines = text.splitlines()
    here = lines[line - 1] if line <= len(lines) else ""
    if "\t" in here[: len(here) - len(here.lstrip())]:
        return SchemeError("{file}, line {line}: a tab indents this line; use spaces.", file=file, line=line)
    return SchemeError(
        "{file}, line {line}: this does not follow the rules of YAML; look at the indents, colons and quotation marks"
        " here and on the line before.",
        file=file,
        line=line,
    )
