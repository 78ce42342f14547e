"""An assessment as single fields, the pieces in which two copies of it are put together.

A field is a key of a part's plain data, with its value as canonical JSON, so that two fields are the same exactly when
their texts are. What a field holds anyway when nobody has written it, such as an empty reason, is no field.
"""

from __future__ import annotations

import hashlib
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from eucles_desk.assessment.change_data import change_from_data, change_to_data
from eucles_desk.assessment.changes import Change, Part, current, judgement_key
from eucles_desk.assessment.parts import SINGLE
from eucles_desk.assessment.signs import grouped, signs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from eucles_desk.assessment.changes import PartValue
    from eucles_desk.assessment.values import Assessment

Place: TypeAlias = tuple[Part, str]
"""A part with the key that says which of its kind."""
Fields: TypeAlias = dict[str, str]
"""The fields of one part by name, each as canonical JSON."""

PRESENCE: Final = ""
"""The field that says whether the part is there."""
WHOLE: Final = "="
"""The only field of a part that is one value: a fact, the step, a day."""
ABSENT: Final = ""
"""Stands where a field would hold JSON: nothing is there, or what is there anyway."""
HERE: Final = "true"
CODE_SIGNS: Final = 16
DIGEST_BITS: Final = 256

_ID, _CRITERION, _SEAT = "id", "criterion", "seat"
_LISTED: Final[Mapping[Part, tuple[str, tuple[str, ...]]]] = MappingProxyType(
    {
        Part.SEAT: ("seats", (_ID,)),
        Part.ELIGIBILITY: ("eligibility", (_CRITERION,)),
        Part.JUDGEMENT: ("judgements", (_SEAT, _CRITERION)),
        Part.AGREEMENT: ("consensus", (_CRITERION,)),
        Part.EVIDENCE: ("evidence", (_ID,)),
        Part.AREA: ("improvement_areas", (_ID,)),
        Part.VISIT: ("visits", (_ID,)),
        Part.REMARK: ("remarks", (_ID,)),
        Part.SELF_JUDGEMENT: ("self_assessment", (_CRITERION,)),
        Part.ACCEPTED: ("accepted", ()),
        Part.PRIVATE_NOTE: ("private_notes", (_CRITERION,)),
        Part.SEAL: ("seals", (_SEAT,)),
        Part.APPROVAL: ("approvals", (_SEAT,)),
        Part.APPEAL: ("appeals", (_ID,)),
        Part.CORRECTION: ("corrections", (_ID,)),
    }
)
"""Where the parts stand of which there are many, and the keys of their data that say which one it is."""
IN_LISTS: Final = frozenset(_LISTED)
_VALUES: Final = frozenset({Part.FACT, Part.STEP, Part.REPLY_DUE, Part.EARLIER})
_EMPTY: Final[Mapping[Part, object]] = MappingProxyType({Part.REPLY_DUE: "", Part.EARLIER: ()})
_NESTED: Final = frozenset({(Part.EVIDENCE, "interview"), (Part.AGENDA, "minutes")})
"""Groups within a part whose keys are fields of their own."""
_KEPT: Final = frozenset({(Part.SEAT, "interests"), (Part.ELIGIBILITY, "met")})
"""Where empty and *no* say something else than nothing: none declared, not met."""
_USUAL: Final = frozenset(
    {"name", "organisation", "country", "region", "note", "reason", "strengths", "improvements", "rests_on", "on_site"}
    | {"citations", "adopted", "title", "before", "after", "effect", "place", "text", "reply", "number", "from", "to"}
    | {"comment", "starts", "done", "detail", "role", "day", "start", "notes", "criteria", "dimensions", "extra"}
    | {"earlier_benchmarking", "sealed_at", "salt", "approved_at", "conditions", "grounds", "decided_on"}
)
"""Keys that plain data have even when there is nothing; a key of a later version is left as it is."""
_NEEDED: Final[Mapping[Part, Mapping[str, object]]] = MappingProxyType(
    {
        Part.EVIDENCE: {"title": ""},
        Part.CLUSTER: {"name": "", "country": "", "region": ""},
        Part.DETAILS: {"earlier_benchmarking": "", "extra": {}},
        Part.BENCHMARK: {"title": ""},
        Part.VISIT: {"day": ""},
        Part.APPEAL: {"day": ""},
        Part.CORRECTION: {"day": ""},
    }
)
"""Keys that reading does not do without."""


def canonical(value: object) -> str:
    """Return a value as the one JSON text that stands for it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def values_of(assessment: Assessment) -> dict[Place, PartValue]:
    """Return every part that is there, in the order of the lists; private notes are no one else's and are left out."""
    return dict(_all(assessment))


def fields_of(part: Part, value: PartValue) -> Fields:
    """Return the fields of a part, none for one that is not there."""
    if value is None:
        return {}
    data = change_to_data(Change(part, "", None, value))["after"]
    if part in _VALUES:
        return {WHOLE: canonical(data)} if data or part is Part.FACT else {}
    own = _LISTED[part][1] if part in _LISTED else ()
    fields = {PRESENCE: HERE}
    for key, one in data.items():
        if key in own:
            continue
        if (part, key) in _NESTED:
            fields[f".{key}"] = HERE
            fields |= {f".{key}/{name}": canonical(inner) for name, inner in one.items() if not _is_usual(name, inner)}
        elif (part, key) in _KEPT or not _is_usual(key, one):
            fields[f".{key}"] = canonical(one)
    return fields


def name_of(part: Part, shown: str) -> str:
    """Return the name of the field that a conflict calls so: without the sign that it begins with."""
    if shown:
        return f".{shown}"
    return WHOLE if part in _VALUES else PRESENCE


def part_of(place: Place, fields: Mapping[str, str]) -> PartValue:
    """Return the part that has these fields, ``None`` when it is not there.

    Raises:
        ValueError: There is no such part; the fields are made up.
    """
    part, key = place
    try:
        if part in _VALUES:
            text = fields.get(WHOLE, ABSENT)
            data = json.loads(text) if text else _EMPTY.get(part)
        elif fields.get(PRESENCE) != HERE:
            return None
        else:
            data = _data_of(part, key, fields)
        value = change_from_data({"part": part, "key": key, "before": None, "after": data}).after
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as exc:
        raise ValueError(f"{part.value} {key}") from exc
    return value


def digest(assessment: Assessment, keep: Callable[[Part, str], bool] = lambda _part, _key: True) -> str:
    """Return the SHA-256 of what an assessment says, the same on every computer.

    The order of the parts in their lists means nothing and is left out of it, as are private notes. ``keep`` says which
    parts count.
    """
    said = [
        [*place, sorted(fields_of(place[0], value).items())]
        for place, value in sorted(_all(assessment), key=lambda one: one[0])
        if keep(*place)
    ]
    whole = [str(assessment.id), assessment.label, assessment.edition.sha256, said]
    return hashlib.sha256(canonical(whole).encode()).hexdigest()


def short(digest_of_it: str) -> str:
    """Return the first 80 bits of a digest as people read them aloud to compare two copies."""
    number = int(digest_of_it, 16) >> (DIGEST_BITS - 5 * CODE_SIGNS)
    return grouped(signs_of(number, CODE_SIGNS))


def _all(assessment: Assessment) -> Iterator[tuple[Place, PartValue]]:
    for part in SINGLE:
        value = current(assessment, part, "")
        if value is not None:
            yield (part, ""), value
    for fact, answer in assessment.cluster.facts.items():
        yield (Part.FACT, fact), answer
    for part, (name, own) in _LISTED.items():
        if part is Part.PRIVATE_NOTE:
            continue
        for item in getattr(assessment, name):
            if part is Part.JUDGEMENT:
                yield (part, judgement_key(item.seat, item.criterion)), item
            else:
                yield (part, str(getattr(item, own[0])) if own else item.key), item


def _is_usual(key: str, value: object) -> bool:
    return key in _USUAL and (value is False or value in ("", [], {}))


def _data_of(part: Part, key: str, fields: Mapping[str, str]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    own = _LISTED[part][1] if part in _LISTED else ()
    data |= dict(zip(own, key.split("/", 1) if len(own) > 1 else (key,), strict=True)) if own else {}
    groups: dict[str, dict[str, Any]] = {}
    for name, text in fields.items():
        if name == PRESENCE or not text:
            continue
        group, slash, inner = name.removeprefix(".").partition("/")
        if slash and (part, group) in _NESTED:
            groups.setdefault(group, {})[inner] = json.loads(text)
        elif (part, name.removeprefix(".")) in _NESTED:
            data[name.removeprefix(".")] = {}
        else:
            data[name.removeprefix(".")] = json.loads(text)
    data |= {name: group for name, group in groups.items() if name in data}
    return {**_NEEDED.get(part, {}), **data}
