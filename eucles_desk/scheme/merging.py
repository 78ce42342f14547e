"""The structure of an edition and its texts in every language put together into one content.

The content is plain data that stands for itself: it is what an assessment carries, what is hashed, and what an
edition is built from. A text in it is a group of languages, as in ``{"en": "…", "fi": "…"}``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.building import CONTENT_FORMAT, CONTENT_VERSION
from eucles_desk.scheme.plain import Group, Value, entries, group, groups, shown, string, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from eucles_desk.scheme.yaml_source import Document

KINDS: Mapping[str, tuple[str, ...]] = {
    "dimensions": ("title", "short", "meaning"),
    "labels": ("title", "byname", "basis"),
    "eligibility": ("title", "question", "help"),
    "facts": ("title", "help", "unit"),
    "criteria": ("title", "question", "look_for"),
}
LISTS = ("evidence", "interview")
WHOLE = ("title", "notice", "overlay_notice")


def merge(structure: Document, texts: Sequence[Document]) -> Group:
    """Return the content; raise ``SchemeError`` when ids are not unique or a language has too much or too little."""
    for section in (*KINDS, "consistency"):
        _check_unique(structure, section)
    for document in texts:
        _check_texts(structure, document)
    for document in texts[1:]:
        _check_lists(texts[0], document)
    languages = {string(document.data["language"]): document.data for document in texts}
    data = structure.data
    content: Group = {key: value for key, value in data.items() if key not in {"format", "version"}}
    content |= {"format": CONTENT_FORMAT, "version": CONTENT_VERSION}
    content["languages"] = [[code, texts["language_name"]] for code, texts in languages.items()]
    content |= {key: _text(languages, key) for key in WHOLE}
    content["not_applicable"] = {**group(data["not_applicable"]), "text": _text(languages, "not_applicable")}
    content["sources"] = [{"key": key, **group(source)} for key, source in group(data["sources"]).items()]
    content["fact_parts"] = [{"id": part, "title": _text(languages, "fact_parts", part)} for part in _parts(data)]
    content["consistency"] = [
        {**check, "text": _text(languages, "consistency", string(check["id"]))} for check in groups(data["consistency"])
    ]
    for section in KINDS:
        content[section] = [_with_texts(languages, section, entry) for entry in groups(data[section])]
    return content


def levels_of(scale: Value) -> range:
    """Return the levels of a scale."""
    return range(whole(group(scale)["lowest"]), whole(group(scale)["highest"]) + 1)


def _with_texts(languages: Mapping[str, Group], section: str, entry: Group) -> Group:
    name = string(entry["id"])
    merged: Group = entry | {key: _text(languages, section, name, key) for key in KINDS[section]}
    if section == "facts":
        merged["choices"] = [
            {"id": choice, "title": _text(languages, "choices", name, string(choice))}
            for choice in entries(entry.get("choices", []))
        ]
    if section == "criteria":
        sample = group(group(next(iter(languages.values()))[section])[name])
        for key in LISTS:
            merged[key] = [_text(languages, section, name, key, i) for i in range(len(entries(sample[key])))]
        provenance = group(entry["texts"])["provenance"]
        merged["levels"] = [
            {"value": int(level), "text": _text(languages, section, name, "levels", level), "provenance": provenance}
            for level in sorted(group(sample["levels"]))
        ]
    return merged


def _text(languages: Mapping[str, Group], *steps: str | int) -> Value:
    text: Group = {}
    for code, data in languages.items():
        value: Value = data
        for step in steps:
            value = entries(value)[step] if isinstance(step, int) else group(value)[step]
        text[code] = value
    return text


def _parts(structure: Group) -> list[str]:
    return list(dict.fromkeys(string(fact["part"]) for fact in groups(structure["facts"])))


def _check_unique(document: Document, section: str) -> None:
    seen: set[Value] = set()
    for index, entry in enumerate(groups(document.data[section])):
        name = string(entry["id"])
        if name in seen:
            raise SchemeError(
                "{file}, line {line}: “{id}” stands in {section} a second time.",
                **document.at(section, index),
                id=name,
                section=section,
            )
        seen.add(name)


def _check_texts(structure: Document, document: Document) -> None:
    """Check that the file has the texts of everything in the structure, and of nothing else."""
    data = structure.data
    wanted: dict[str, list[str]] = {
        section: [string(entry["id"]) for entry in groups(data[section])] for section in (*KINDS, "consistency")
    }
    wanted["fact_parts"] = _parts(data)
    choices = {string(fact["id"]): entries(fact["choices"]) for fact in groups(data["facts"]) if "choices" in fact}
    wanted["choices"] = list(choices)
    for section, names in wanted.items():
        _check_names(structure, document, (section,), names)
    for fact, names in choices.items():
        _check_names(structure, document, ("choices", fact), [string(name) for name in names])
    for fact in groups(data["facts"]):
        _check_unit(document, fact)
    for criterion in wanted["criteria"]:
        _check_levels(structure, document, criterion)


def _check_names(structure: Document, document: Document, steps: tuple[str, ...], wanted: Sequence[str]) -> None:
    found = group(document.data[steps[0]])
    for step in steps[1:]:
        found = group(found[step])
    place = " / ".join(steps)
    for name in wanted:
        if name not in found:
            raise SchemeError(
                "{file}, line {line}: “{place}” has no text for “{id}”.", **document.at(*steps), place=place, id=name
            )
    for name in found:
        if name not in wanted:
            raise SchemeError(
                "{file}, line {line}: “{id}” is not in “{place}” of {structure}.",
                **document.at(*steps, name),
                id=shown(name),
                place=place,
                structure=structure.file,
            )


def _check_unit(document: Document, fact: Group) -> None:
    name = string(fact["id"])
    unit = string(group(group(document.data["facts"])[name])["unit"])
    if fact["unit"] is not None and not unit:
        raise SchemeError(
            "{file}, line {line}: the unit of “{id}” has no text.", **document.at("facts", name, "unit"), id=name
        )
    if fact["unit"] is None and unit:
        raise SchemeError(
            "{file}, line {line}: “{id}” has no unit, but the text “{unit}” for one.",
            **document.at("facts", name, "unit"),
            id=name,
            unit=unit,
        )


def _check_levels(structure: Document, document: Document, criterion: str) -> None:
    levels = group(group(group(document.data["criteria"])[criterion])["levels"])
    scale = [str(level) for level in levels_of(structure.data["scale"])]
    for level in scale:
        if level not in levels:
            raise SchemeError(
                "{file}, line {line}: level {level} of criterion {criterion} has no text.",
                **document.at("criteria", criterion, "levels"),
                level=level,
                criterion=criterion,
            )
    for level in levels:
        if level not in scale:
            raise SchemeError(
                "{file}, line {line}: the scale has no level {level}; it runs from {lowest} to {highest}.",
                **document.at("criteria", criterion, "levels", level),
                level=level,
                lowest=scale[0],
                highest=scale[-1],
            )


def _check_lists(first: Document, other: Document) -> None:
    for criterion, texts in group(first.data["criteria"]).items():
        for key in LISTS:
            wanted = len(entries(group(texts)[key]))
            found = len(entries(group(group(other.data["criteria"])[criterion])[key]))
            if found != wanted:
                raise SchemeError(
                    "{file}, line {line}: “{list}” of criterion {criterion} has {found} entries; {other} has {wanted}.",
                    **other.at("criteria", criterion, key),
                    list=key,
                    criterion=criterion,
                    found=found,
                    wanted=wanted,
                    other=first.file,
                )
