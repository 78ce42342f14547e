"""An operator's own texts and numbers laid over the content of an edition."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.plain import Group, Value, group, groups, string, strings
from eucles_desk.scheme.values import Provenance

if TYPE_CHECKING:
    from eucles_desk.scheme.yaml_source import Document

TEXTS = ("title", "question", "look_for")
NUMBERS = ("weight", "minimum")


def base_of(document: Document) -> tuple[str, str]:
    """Return scheme and name of the edition that the overlay is for."""
    base = group(document.data["base"])
    return string(base["scheme"]), string(base["edition"])


def apply_overlay(document: Document, base: Group, base_sha256: str) -> Group:
    """Return the content of the new edition; raise ``SchemeError`` when the overlay does not fit the base.

    A text of the overlay takes the place of the old one in all languages at once: where the overlay lacks a language,
    its reader gets another language of the overlay, and never the words that the operator has replaced.
    """
    _check_names(document, base)
    data = document.data
    content = copy.deepcopy(base)
    content["edition"] = data["edition"]
    content["title"] = data["title"]
    content["notice"] = data.get("notice", content["overlay_notice"])
    content["base"] = {"scheme": base["scheme"], "edition": base["edition"], "sha256": base_sha256}
    labels = {string(label["id"]): label for label in groups(content["labels"])}
    for name, changes in group(data.get("labels", {})).items():
        if name not in labels:
            raise SchemeError(
                "{file}, line {line}: there is no label “{label}”.", **document.at("labels", name), label=name
            )
        award = group(labels[name]["award"])
        award |= {key: _operators(value) for key, value in group(changes).items()}
    criteria = {string(criterion["id"]): criterion for criterion in groups(content["criteria"])}
    for code, changes in group(data.get("criteria", {})).items():
        if code not in criteria:
            raise SchemeError(
                "{file}, line {line}: there is no criterion {criterion}.",
                **document.at("criteria", code),
                criterion=code,
            )
        _change_criterion(document, criteria[code], group(changes))
    return content


def place_in(document: Document, *steps: str | int) -> dict[str, object]:
    """Return file and line where the overlay says what a path of the edition now holds."""
    if steps[0] not in document.data and steps[0] == "labels":
        return document.at("criteria")  # points that do not add up come of the weights then
    return document.at(*(step for step in steps if step not in {"suggestion", "award"}))


def _check_names(document: Document, base: Group) -> None:
    scheme, edition = base_of(document)
    if (scheme, edition) != (base["scheme"], base["edition"]):
        raise SchemeError(
            "{file}, line {line}: the overlay is for edition {wanted}, not for {found}.",
            **document.at("base"),
            wanted=f"{scheme}/{edition}",
            found=f"{base['scheme']}/{base['edition']}",
        )
    if document.data["edition"] == base["edition"]:
        raise SchemeError(
            "{file}, line {line}: the new edition needs a name of its own; “{edition}” is that of its base.",
            **document.at("edition"),
            edition=base["edition"],
        )


def _change_criterion(document: Document, criterion: Group, changes: Group) -> None:
    replaced = [key for key in TEXTS if key in changes]
    for key in replaced:
        criterion[key] = changes[key]
    if replaced:
        criterion["replaced"] = list[Value](sorted({*replaced, *strings(criterion.get("replaced", []))}))
    for key in NUMBERS:
        if key in changes:
            criterion[key] = _operators(changes[key])
    if "levels" in changes:
        _change_levels(document, criterion, group(changes["levels"]))
    if "thresholds" in changes:
        _change_thresholds(document, criterion, group(changes["thresholds"]))


def _change_levels(document: Document, criterion: Group, changes: Group) -> None:
    levels = {str(level["value"]): level for level in groups(criterion["levels"])}
    for value, text in changes.items():
        if value not in levels:
            raise SchemeError(
                "{file}, line {line}: the scale has no level {level}; it runs from {lowest} to {highest}.",
                **document.at("criteria", string(criterion["id"]), "levels", value),
                level=value,
                lowest=min(levels),
                highest=max(levels),
            )
        levels[value] |= {"text": text, "provenance": Provenance.OPERATOR}


def _change_thresholds(document: Document, criterion: Group, changes: Group) -> None:
    code = string(criterion["id"])
    if criterion["suggestion"] is None:
        raise SchemeError(
            "{file}, line {line}: the base edition suggests no level for criterion {criterion}, so there are no"
            " thresholds to replace.",
            **document.at("criteria", code, "thresholds"),
            criterion=code,
        )
    suggestion = group(criterion["suggestion"])
    suggestion["thresholds"] = group(suggestion["thresholds"]) | changes
    suggestion["provenance"] = Provenance.OPERATOR
    suggestion.pop("source", None)


def _operators(value: Value) -> Group:
    return {"value": value, "provenance": Provenance.OPERATOR}
