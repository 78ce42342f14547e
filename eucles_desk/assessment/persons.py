"""A person by name in what is kept: how the name is written, where it stands, and what takes its place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from eucles_desk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

LEAST: Final = 3
"""A shorter name would stand in too many words that mean nobody."""
MOST: Final = 200
MOST_FORMS: Final = 20


class Where(StrEnum):
    """What kind of data a name stands in, or belongs to it."""

    SEAT = "seat"
    CONTACT = "contact"
    INTERVIEW = "interview"
    ADDRESSEE = "addressee"
    EVIDENCE = "evidence"
    FILE_TEXT = "file_text"
    """The text of a stored file, as it is kept for the search; the file itself has it too."""
    REMARK = "remark"
    VISIT = "visit"
    JUDGEMENT = "judgement"
    PRIVATE_NOTE = "private_note"
    DECISION = "decision"
    EXPERT = "expert"
    EXCHANGE = "exchange"
    """What is kept of packages: who wrote which value, and the history of the other computer."""
    CLUSTER = "cluster"
    OTHER = "other"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Mention:
    """A text in which a person is named, or that is about the person.

    Attributes:
        field: The name of the value among its like, such as ``reason``.
        about: What the text belongs to: the code of a criterion, the title of a piece of evidence, empty for none.
        seq: The number of the change, for one of the history.
    """

    where: Where
    assessment: UUID | None
    field: str
    text: str
    about: str = ""
    seq: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A stored file in whose text a person is named; it is another's document, and cannot be changed."""

    sha256: str
    title: str
    assessment: UUID


@dataclass(frozen=True, slots=True)
class About:
    """What is kept about a person.

    Attributes:
        mentions: Each text, those of now before those of the history.
        clusters: The name of the cluster of each assessment that is concerned.
        entries: How many entries of the history name the person or belong to what does.
        files: The files that do; only their texts are among the mentions.
        reports: How many reports were kept of these assessments; nobody can see from outside what they say.
        others: The names of other people in the data.
        wider: Names of people that are longer than the one looked for, which is a part of them.
    """

    mentions: Sequence[Mention] = ()
    clusters: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    entries: int = 0
    files: Sequence[NamedFile] = ()
    reports: int = 0
    others: Sequence[str] = ()
    wider: Sequence[str] = ()

    @property
    def total(self) -> int:
        """How many texts and changes of the history there are."""
        return len([one for one in self.mentions if one.where is not Where.HISTORY]) + self.entries

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is kept."""
        return not self.mentions and not self.entries

    def counts(self) -> Mapping[Where, int]:
        """Return how many texts there are of each kind, in the order of the kinds; entries of the history by number."""
        counted = {where: sum(1 for one in self.mentions if one.where is where) for where in Where}
        counted[Where.HISTORY] = self.entries
        return {where: count for where, count in counted.items() if count}


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: values changed in the data, entries of the history emptied, and in which assessments."""

    values: int
    entries: int
    assessments: frozenset[UUID]


class Names:
    """The ways in which one person's name is written.

    Args:
        name: the name as it is usually written, given names first.
        also: further forms, inflected ones for instance, that are looked for as they are.

    Raises:
        UsageError: A name is too short or long to be looked for.
    """

    def __init__(self, name: str, also: Iterable[str] = ()) -> None:
        self.name: Final = _checked(name)
        further = tuple(dict.fromkeys(_checked(one) for one in also if one.strip()))
        if len(further) > MOST_FORMS:
            raise UsageError("These are too many forms of a name; {most} can be looked for at once.", most=MOST_FORMS)
        plain, addresses = _forms(self.name)
        self.forms: Final = tuple(dict.fromkeys((*plain, *further)))
        """Every form that is looked for as a name."""
        alternatives = [_pattern(form) for form in (*self.forms, *addresses)]
        self._pattern = re.compile(
            rf"(?<!\w)(?:{'|'.join(alternatives)})(?:@[\w.-]*\w)?(?![\w\u0300-\u036f])", re.IGNORECASE
        )
        self._hints = tuple({_hint(form) for form in (*self.forms, *addresses)})

    def stand_in(self, text: str) -> bool:
        """Return whether the name stands in a text, as words of its own."""
        return self._pattern.search(text) is not None

    def are(self, text: str) -> bool:
        """Return whether a text is the name and nothing else."""
        return self._pattern.fullmatch(text.strip()) is not None

    @property
    def is_single(self) -> bool:
        """Whether the name is one word, which may be a word of the language or a part of many names."""
        return " " not in self.name

    def found_small(self, text: str) -> str:
        """Return the first place where the name is written without a capital letter as a word is, empty for none."""
        found = (one.group() for one in self._pattern.finditer(text))
        return next((word for word in found if word.islower() and word.isalpha()), "")

    def around(self, text: str, most: int) -> str:
        """Return a text in one line, of a long one what stands around the name."""
        line = " ".join(text.split())
        if len(line) <= most:
            return line
        found = self._pattern.search(line)
        begin = max(0, min(found.start() - most // 2, len(line) - most)) if found else 0
        before = "\N{HORIZONTAL ELLIPSIS}" if begin else ""
        after = "\N{HORIZONTAL ELLIPSIS}" if begin + most < len(line) else ""
        return f"{before}{line[begin : begin + most].strip()}{after}"

    def replaced(self, text: str, term: str) -> str:
        """Return a text with a term in place of the name."""
        return self._pattern.sub(lambda _: term, text)

    def may_stand_in(self, text: str) -> bool:
        """Return quickly whether the name could stand in a text in any notation, escaped signs included."""
        folded = text.casefold()
        return "\\u" in folded or any(hint in folded for hint in self._hints)


def others_redacted(text: str, others: Iterable[str], term: str) -> str:
    """Return a text with a term in place of other people's names, the longest first."""
    for other in sorted({one for one in others if len(one.strip()) >= LEAST}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){_pattern(other.strip())}(?!\w)", lambda _: term, text, flags=re.IGNORECASE)
    return text


def strings_in(data: object) -> Iterator[str]:
    """Yield every text in plain data, keys included."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in cast("dict[object, object]", data).items():
            yield from strings_in(key)
            yield from strings_in(value)
    elif isinstance(data, list | tuple):
        for value in cast("Sequence[object]", data):
            yield from strings_in(value)


def with_strings(data: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401  # plain data as JSON has it
    """Return plain data with each text in it changed; a key that becomes like another gets a number."""
    if isinstance(data, str):
        return change(data)
    if isinstance(data, dict):
        changed: dict[str, Any] = {}
        for key, value in cast("dict[str, Any]", data).items():
            name, number = change(key), 1
            while name in changed:
                number += 1
                name = f"{change(key)} {number}"
            changed[name] = with_strings(value, change)
        return changed
    if isinstance(data, list):
        return [with_strings(value, change) for value in cast("list[Any]", data)]
    return data


def _checked(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if len(name) < LEAST or sum(sign.isalpha() for sign in name) < LEAST - 1:
        raise UsageError(
            "“{name}” is too short to be looked for: it would be found in words that mean nobody.", name=name
        )
    if len(name) > MOST:
        raise UsageError("This name is too long: {count} characters.", count=len(name))
    return name


def _forms(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return how a name is written in texts and in addresses."""
    first, *between = name.split(" ")
    if not between or "," in name:
        return (name,), ()
    *_, last = between
    given = " ".join((first, *between[:-1]))
    plain = (name, f"{first} {last}", f"{last}, {given}", f"{last} {given}", f"{last}, {first}", f"{last} {first}")
    letters = {form: unicodedata.normalize("NFKD", form).encode("ascii", "ignore").decode() for form in (first, last)}
    addresses = [f"{given_name}{dot}{family}" for dot in "._-" for given_name, family in ((first, last), (last, first))]
    addresses += [
        f"{letters[one]}{dot}{letters[two]}"
        for dot in "._-"
        for one, two in ((first, last), (last, first))
        if letters[one] and letters[two]
    ]
    return tuple(dict.fromkeys(plain)), tuple(dict.fromkeys(addresses))


def _pattern(form: str) -> str:
    """Return a pattern for a form, its letters composed or not, and any space between its words."""
    return r"\s+".join("".join(_letter(sign) for sign in word) for word in unicodedata.normalize("NFC", form).split())


def _letter(sign: str) -> str:
    parts = unicodedata.normalize("NFD", sign)
    return re.escape(sign) if parts == sign else f"(?:{re.escape(sign)}|{re.escape(parts)})"


def _hint(form: str) -> str:
    """Return the longest piece of a form that is written alike in every notation."""
    return max(re.findall(r"[!-~]+", form.casefold()), key=len, default="")
