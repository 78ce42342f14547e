"""Files checked against the JSON Schemas, with plain sentences that name file and line."""

from __future__ import annotations

import difflib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import jsonschema
from jsonschema import ValidationError

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.plain import Steps, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from eucles_desk.scheme.yaml_source import Document


def check_header(document: Document, kind: str, version: int) -> None:
    """Raise ``SchemeError`` unless the file says that it is of this format and version."""
    found = document.data.get("format")
    if found != kind:
        raise SchemeError(
            "{file}, line {line}: the format is “{found}”; “{wanted}” was expected.",
            **document.at("format"),
            found=shown("" if found is None else found),
            wanted=kind,
        )
    if document.data.get("version") != version:
        raise SchemeError(
            "{file}, line {line}: version {found} of the format is unknown to this program, which reads {wanted}.",
            **document.at("version"),
            found=shown(document.data.get("version", "—")),
            wanted=version,
        )


def check_shape(document: Document, schema: str) -> None:
    """Raise ``SchemeError`` for the first place, from the top of the file, that is against the schema."""
    errors = _validator(schema).iter_errors(cast("Any", document.data))  # pyright: ignore[reportUnknownMemberType]
    found = [(_path(error), error) for error in errors]
    if found:
        path, error = min(found, key=lambda pair: _order(document, pair[1]))
        raise _sentence(document, path, error)


def _order(document: Document, error: ValidationError) -> tuple[int, bool, int]:
    """Return where an error comes: by line, and a key that is misspelt before the key that is missing for it."""
    path = tuple(error.absolute_path)
    return cast("int", document.at(*path)["line"]), error.validator != "additionalProperties", len(path)


@cache
def _validator(schema: str) -> jsonschema.Draft202012Validator:
    content = json.loads((_folder() / f"{schema}.schema.json").read_text(encoding="utf-8"))
    return jsonschema.Draft202012Validator(content)


def _folder() -> Path:
    """Return where the schemas are: inside the installed package, or beside it in a working copy."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources" / "schemas"
    return installed if installed.is_dir() else package.parent / "resources" / "schemas"


def _path(error: ValidationError) -> Steps:
    """Return the path of what is wrong: for an unknown or ill-formed key, that of the key."""
    path: Steps = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        return (*path, str(error.instance))
    unknown = _unknown_keys(error)
    return (*path, unknown[0]) if unknown else path


def _unknown_keys(error: ValidationError) -> list[str]:
    if error.validator != "additionalProperties":
        return []
    schema = cast("Mapping[str, Any]", error.schema)
    known: Iterable[str] = schema.get("properties", {})
    return [key for key in cast("dict[str, object]", error.instance) if key not in known]


def _sentence(document: Document, path: Steps, error: ValidationError) -> SchemeError:  # noqa: PLR0911  # one per kind
    at = document.at(*path)
    place = shown(" / ".join(str(step) for step in document.named(path)))
    limit = cast("Any", error.validator_value)
    instance: Any = error.instance
    if unknown := _unknown_keys(error):
        return _unknown(at, unknown[0], error)
    match error.validator:
        case "required":
            missing = next(key for key in limit if key not in instance)
            if not path:
                return SchemeError("{file}: “{key}” is missing.", **at, key=missing)
            return SchemeError("{file}, line {line}: “{place}” has no “{key}”.", **at, place=place, key=missing)
        case "dependentRequired":
            missing = next(
                key for given, keys in limit.items() if given in instance for key in keys if key not in instance
            )
            return SchemeError("{file}, line {line}: “{place}” has no “{key}”.", **at, place=place, key=missing)
        case "type":
            return _wrong_type(at, place, limit)
        case "enum":
            allowed = ", ".join("null" if value is None else str(value) for value in limit)
            return SchemeError(
                "{file}, line {line}: “{place}” is “{value}”; it may be one of: {allowed}.",
                **at,
                place=place,
                value=shown(instance),
                allowed=allowed,
            )
        case "pattern":
            return _ill_formed(at, place, error)
        case _:
            return _out_of_bounds(at, place, error)


def _unknown(at: dict[str, object], key: str, error: ValidationError) -> SchemeError:
    known = list(cast("Mapping[str, Any]", error.schema)["properties"])
    near = difflib.get_close_matches(key, known, 1)
    if near:
        return SchemeError(
            "{file}, line {line}: “{key}” is not known here; perhaps “{near}” was meant.",
            **at,
            key=shown(key),
            near=near[0],
        )
    return SchemeError("{file}, line {line}: “{key}” is not known here.", **at, key=shown(key))


def _wrong_type(at: dict[str, object], place: str, wanted: str | list[str]) -> SchemeError:  # noqa: PLR0911  # one per type
    if not place:
        return SchemeError("{file} does not begin with keys and values, such as “version: 1”.", **at)
    match wanted if isinstance(wanted, str) else wanted[0]:
        case "string":
            return SchemeError(
                "{file}, line {line}: “{place}” is not text; put quotation marks around it.", **at, place=place
            )
        case "integer":
            return SchemeError("{file}, line {line}: “{place}” is not a whole number.", **at, place=place)
        case "number":
            return SchemeError("{file}, line {line}: “{place}” is not a number.", **at, place=place)
        case "boolean":
            return SchemeError("{file}, line {line}: “{place}” is neither true nor false.", **at, place=place)
        case "array":
            return SchemeError("{file}, line {line}: “{place}” is not a list.", **at, place=place)
        case _:
            return SchemeError("{file}, line {line}: “{place}” has no keys and values under it.", **at, place=place)


def _ill_formed(at: dict[str, object], place: str, error: ValidationError) -> SchemeError:
    schema = cast("Mapping[str, Any]", error.schema)
    if "examples" in schema:
        return SchemeError(
            "{file}, line {line}: “{value}” in “{place}” is not of the right form, such as “{example}”.",
            **at,
            place=place,
            value=shown(error.instance),
            example=schema["examples"][0],
        )
    return SchemeError("{file}, line {line}: “{place}” has no words in it.", **at, place=place)


def _out_of_bounds(at: dict[str, object], place: str, error: ValidationError) -> SchemeError:  # noqa: PLR0911  # as above
    limit = cast("Any", error.validator_value)
    instance: Any = error.instance
    match error.validator:
        case "minLength":
            return SchemeError("{file}, line {line}: “{place}” has no text.", **at, place=place)
        case "maxLength":
            return SchemeError(
                "{file}, line {line}: “{place}” has {length} characters; at most {limit} fit.",
                **at,
                place=place,
                length=len(instance),
                limit=limit,
            )
        case "minimum":
            return SchemeError(
                "{file}, line {line}: “{place}” is {value}; at least {limit} is expected.",
                **at,
                place=place,
                value=instance,
                limit=limit,
            )
        case "maximum":
            return SchemeError(
                "{file}, line {line}: “{place}” is {value}; at most {limit} is possible.",
                **at,
                place=place,
                value=instance,
                limit=limit,
            )
        case "minItems" | "minProperties":
            return SchemeError(
                "{file}, line {line}: “{place}” has {count} entries; at least {limit} are expected.",
                **at,
                place=place,
                count=len(instance),
                limit=limit,
            )
        case "maxItems" | "maxProperties":
            return SchemeError(
                "{file}, line {line}: “{place}” has {count} entries; at most {limit} are possible.",
                **at,
                place=place,
                count=len(instance),
                limit=limit,
            )
        case "uniqueItems":
            return SchemeError(
                "{file}, line {line}: “{place}” names “{value}” twice.",
                **at,
                place=place,
                value=shown(_twice(instance)),
            )
        case _:
            return SchemeError("{file}, line {line}: “{place}” is not what is expected here.", **at, place=place)


def _twice(entries: Iterable[object]) -> object:
    seen: list[object] = []
    for entry in entries:
        if entry in seen:
            return entry
        seen.append(entry)
    return ""
