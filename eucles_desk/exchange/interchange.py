"""The interchange file: an assessment as JSON that other programs can read and write."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from eucles_desk.assessment.codec import assessment_from_data, assessment_to_data
from eucles_desk.errors import ExchangeError, SchemeError
from eucles_desk.exchange.faults import Fault, inner, not_written, refusal, shown
from eucles_desk.exchange.keeping import check_keeping
from eucles_desk.exchange.parsing import Json, Refused, check_values, parse
from eucles_desk.exchange.shape import Shape
from eucles_desk.scheme.values import Edition, EditionRef

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Assessment

FORMAT: Final = "eucles-assessment"
VERSION: Final = 1

FindEdition: TypeAlias = Callable[[str, str, "str | None"], "Edition | None"]
"""Finds an edition by scheme, name and SHA-256; without a hash, the one of that name that comes with the program."""
LoadEdition: TypeAlias = Callable[[bytes], Edition]
"""Reads an edition from its canonical content; raises ``SchemeError`` when it is not right."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an interchange file held.

    ``edition_content`` is the canonical content of the edition where the file carried it.
    """

    assessment: Assessment
    edition_content: bytes | None


class Interchange:
    """Reads and writes interchange files.

    Args:
        schema: the published JSON Schema of the file.
        load_edition: reads an edition that a file carries and that is not known here; without it such a file is
            refused.
    """

    def __init__(self, schema: Mapping[str, Any], load_edition: LoadEdition | None = None) -> None:
        self._shape = Shape(schema)
        self._load_edition = load_edition

    def read(self, content: bytes, find_edition: FindEdition, *, file: str) -> Imported:
        """Return what a file holds, in the order in which :meth:`write` puts it; nothing in it is trusted.

        Raises:
            ExchangeError: the file cannot be used; the sentence names the file, the place and the reason.
        """
        try:
            return self._read(content, find_edition)
        except Fault as fault:
            raise refusal(fault, file) from fault

    def write(self, assessment: Assessment, *, edition_content: bytes | None = None) -> bytes:
        """Return the file of an assessment; the same assessment always gives the same bytes.

        Args:
            assessment: what is written.
            edition_content: the canonical content of an edition that does not come with the program, so that the
                file carries what it was judged by.

        Raises:
            ExchangeError: the assessment holds something that :meth:`read` would refuse or change.
        """
        document: dict[str, Any] = {"format": FORMAT, "version": VERSION, **assessment_to_data(assessment)}
        if edition_content is not None:
            document["scheme"]["content"] = json.loads(edition_content)
        try:
            check_values(document)
            content = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
            self._check_readable(content, assessment)
        except Fault as fault:
            raise not_written(fault) from fault
        return content

    def _read(self, content: bytes, find_edition: FindEdition) -> Imported:
        document = self._document(content)
        edition_content = _carried_edition(document)
        edition = self._edition(document, edition_content, find_edition)
        assessment = assessment_from_data(document, edition.ref)
        check_keeping(assessment, edition)
        # Once more, so that the order is that of the file this program would write.
        ordered = assessment_from_data(assessment_to_data(assessment), edition.ref)
        return Imported(ordered, edition_content)

    def _document(self, content: bytes) -> dict[str, Any]:
        parsed = parse(content)
        if isinstance(parsed, dict):
            _check_format(parsed)
        check_values(parsed)
        if not isinstance(parsed, dict):
            raise Fault(_other_format())
        self._shape.check(parsed)
        return parsed

    def _edition(self, document: Mapping[str, Any], content: bytes | None, find_edition: FindEdition) -> Edition:
        named = document["scheme"]
        found = find_edition(named["id"], named["edition"], named.get("sha256"))
        if found is None and content is not None and self._load_edition is not None:
            found = _loaded(self._load_edition, content, named)
        if found is None:
            is_other = "sha256" in named and find_edition(named["id"], named["edition"], None) is not None
            raise Fault(_unknown_edition(named, is_other=is_other), ("scheme",))
        return found

    def _check_readable(self, content: bytes, assessment: Assessment) -> None:
        document = self._document(content)
        _carried_edition(document)
        again = assessment_from_data(document, assessment.edition)
        for fact, value in assessment.cluster.facts.items():
            if again.cluster.facts[fact] != value:
                problem = ExchangeError("the number {number} has too many digits to be kept.", number=value)
                raise Fault(problem, ("cluster", "facts", fact))
        if sorted(assessment.earlier, key=lambda result: result.month) != list(again.earlier):
            raise Fault(ExchangeError("a number has too many digits to be kept."), ("earlier",))
        if again.benchmark != assessment.benchmark:
            raise Fault(ExchangeError("a number has too many digits to be kept."), ("benchmark",))


def _check_format(document: Mapping[str, Json]) -> None:
    if document.get("format") != FORMAT:
        raise Fault(_other_format())
    version = document.get("version")
    if isinstance(version, Refused) or version is None:
        return  # said in more general words later
    if isinstance(version, bool) or not isinstance(version, int | float) or version < VERSION or version % 1:
        raise Fault(ExchangeError("the version of the file, {version}, is not known.", version=shown(repr(version))))
    if version > VERSION:
        raise Fault(
            ExchangeError(
                "it was written by a newer program; its version is {version}, and this program reads version {known}.",
                version=f"{version:.0f}",
                known=VERSION,
            )
        )


def _other_format() -> ExchangeError:
    return ExchangeError("it is not an assessment; its “format” must be “{format}”.", format=FORMAT)


def _unknown_edition(named: Mapping[str, Any], *, is_other: bool) -> ExchangeError:
    values = {"edition": shown(named["edition"]), "scheme": shown(named["id"])}
    if is_other:
        return ExchangeError(
            "this program knows the edition “{edition}” of the scheme “{scheme}” with another content only.", **values
        )
    return ExchangeError("the edition “{edition}” of the scheme “{scheme}” is not known here.", **values)


def _carried_edition(document: Mapping[str, Any]) -> bytes | None:
    """Return the canonical content of the edition in the file, which must be the one that the file names."""
    named = document["scheme"]
    if "content" not in named:
        return None
    content = json.dumps(named["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    if hashlib.sha256(content).hexdigest() != named["sha256"]:
        raise Fault(ExchangeError("the edition here is not the one whose SHA-256 is given."), ("scheme", "content"))
    return content


def _loaded(load_edition: LoadEdition, content: bytes, named: Mapping[str, Any]) -> Edition:
    try:
        edition = load_edition(content)
    except SchemeError as error:
        raise Fault(inner(error), ("scheme", "content")) from error
    if edition.ref != EditionRef(named["id"], named["edition"], cast("str", named["sha256"])):
        raise Fault(ExchangeError("the edition here is not the one that is named."), ("scheme", "content"))
    return edition
