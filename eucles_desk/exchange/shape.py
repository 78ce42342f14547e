"""Whether a document has the shape that the published JSON Schema asks for."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, cast

from eucles_desk.errors import N_, EuclesError, ExchangeError
from eucles_desk.exchange.faults import Fault, named_path, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import ValidationError
    from jsonschema.protocols import Validator


class Shape:
    """Checks documents against a JSON Schema; made once, since preparing the schema costs more than a check."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema

    def check(self, document: Mapping[str, Any]) -> None:
        """Raise ``Fault`` at the first place where the document does not fit."""
        error = next(self._validator.iter_errors(document), None)
        if error is not None:
            raise Fault(_problem(error), named_path(document, error.absolute_path) or None)

    @cached_property
    def _validator(self) -> Validator:
        from jsonschema import validators

        library: Any = validators  # its types say little
        strict = library.extend(library.Draft202012Validator, {"pattern": _whole_pattern})
        return cast("Validator", strict(self._schema))


def _whole_pattern(_validator: object, pattern: str, value: object, _schema: object) -> Iterator[ValidationError]:
    """Match the whole text: Python's ``$``, unlike the standard's, would let a last line break pass."""
    if isinstance(value, str) and not re.fullmatch(pattern, value):
        from jsonschema import ValidationError

        yield ValidationError(pattern)


def _problem(error: ValidationError) -> EuclesError:  # noqa: C901, PLR0911  # one sentence for each keyword
    wanted: Any = error.validator_value
    found: Any = error.instance
    value = _repeat(found)
    form = str(cast("Mapping[str, Any]", error.schema).get("title", ""))
    match error.validator:
        case "required":
            return _missing(next(key for key in wanted if key not in found))
        case "dependentRequired":
            return _missing(
                next(key for one, keys in wanted.items() if one in found for key in keys if key not in found)
            )
        case "type":
            return _wrong_type(form, wanted)
        case "pattern" | "not":
            return _wrong_form(form, value)
        case "maxLength":
            return ExchangeError("this has {count} characters; at most {most} fit.", count=len(found), most=wanted)
        case "maxItems" | "maxProperties":
            return ExchangeError("this has {count} items; at most {most} fit.", count=len(found), most=wanted)
        case "minItems":
            return ExchangeError("this has {count} items; it needs {needed}.", count=len(found), needed=wanted)
        case "uniqueItems":
            return ExchangeError("the same item stands in this list twice.")
        case "enum":
            return ExchangeError("“{value}” is not one of {choices}.", value=value, choices=", ".join(wanted))
        case "minimum":
            return ExchangeError("{value} is too small; the lowest is {lowest}.", value=value, lowest=wanted)
        case "maximum":
            return ExchangeError("{value} is too large; the highest is {highest}.", value=value, highest=wanted)
        case _:
            return ExchangeError("this does not fit the format of the file.")


def _missing(key: str) -> EuclesError:
    return ExchangeError("the key “{key}” is missing.", key=key)


def _wrong_type(form: str, wanted: str | list[str]) -> EuclesError:  # noqa: PLR0911  # one sentence for each type
    match wanted:
        case "object":
            return ExchangeError("this must be an object in curly brackets.")
        case "array":
            return ExchangeError("this must be a list in square brackets.")
        case "boolean":
            return ExchangeError("this must be true or false.")
        case "integer":
            return ExchangeError("this must be a whole number.")
        case "number":
            return ExchangeError("this must be a number.")
        case "string":
            return ExchangeError("this must be text in quotes.")
        case _:
            return _wrong_level() if form == "level" else ExchangeError("this must be a number or text in quotes.")


_FORMS: Final[Mapping[str, str]] = {
    "uuid": N_("“{value}” is not a UUID."),
    "sha256": N_("“{value}” is not a SHA-256 of 64 hexadecimal digits in lower case."),
    "month": N_("“{value}” is not a month written as 2025-06."),
    "month_or_empty": N_("“{value}” is not a month written as 2025-06."),
    "day": N_("“{value}” is not a day written as 2025-06-30."),
    "day_or_empty": N_("“{value}” is not a day written as 2025-06-30."),
    "day_or_month_or_empty": N_("“{value}” is neither a day written as 2025-06-30 nor a month."),
    "hour_or_empty": N_("“{value}” is not a time of day written as 09:30."),
    "start": N_("“{value}” is not a day and time written as 2025-06-30T09:30."),
    "time": N_("“{value}” is not a time written as 2025-06-30T14:05:00+03:00."),
    "file_name": N_("“{value}” is not the name of a file without folders."),
}
"""What is said of a text that does not have its form, by the form's title in the schema."""


def _wrong_form(form: str, value: str) -> EuclesError:
    if form == "level":
        return _wrong_level()
    sentence = _FORMS.get(form, N_("“{value}” does not have the form that is asked for."))
    return ExchangeError(sentence, value=value)


def _wrong_level() -> EuclesError:
    return ExchangeError("this must be a whole number or “not_applicable”; a level not looked at is left out.")


def _repeat(value: object) -> str:
    return shown(value if isinstance(value, str) else repr(value))
