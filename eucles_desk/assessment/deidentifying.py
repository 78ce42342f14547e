"""An assessment without the names of people and of the cluster, for training and for those who study how we judge."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from uuid import NAMESPACE_OID, uuid5

from eucles_desk.assessment.codec import assessment_from_data, assessment_to_data
from eucles_desk.assessment.disclosure import PERSONAL
from eucles_desk.assessment.persons import LEAST, Names, others_redacted, with_strings
from eucles_desk.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eucles_desk.assessment.terms import Role
    from eucles_desk.assessment.values import Assessment

PERSON: Final = "[person]"
CLUSTER: Final = "[cluster]"


def deidentified(value: Assessment) -> Assessment:
    """Return the assessment under another id, with terms in the place of the names of people and of the cluster.

    Names are those of seats and of the contact, in every text; a name that is only mentioned in a text is not known.
    Evidence keeps its titles without names, and loses its files, whose content nobody can look through.
    """
    data = assessment_to_data(replace(value, private_notes=(), remarks=(), extra={}))
    names = list(_names(value))
    cluster = value.cluster.name.strip()

    def clean(text: str) -> str:
        for name in names:
            text = name.replaced(text, PERSON)
        return others_redacted(text, [cluster], CLUSTER) if len(cluster) >= LEAST else text

    cleaned = assessment_from_data(with_strings(data, clean), value.edition)
    facts = {key: fact for key, fact in value.cluster.facts.items() if not key.startswith(PERSONAL)}
    return replace(
        cleaned,
        id=uuid5(NAMESPACE_OID, f"deidentified {value.id}"),
        cluster=replace(
            cleaned.cluster,
            id=uuid5(NAMESPACE_OID, f"deidentified {value.cluster.id}"),
            name=CLUSTER,
            region="",
            facts=MappingProxyType(facts),
        ),
        seats=tuple(
            replace(seat, name=_role(seat.role), organisation="", interests=None, key="") for seat in cleaned.seats
        ),
        evidence=tuple(
            replace(piece, sha256="", file_name="", size=0, address="", versions=()) for piece in cleaned.evidence
        ),
        seals=(),
        approvals=(),
        award=None,
    )


def _role(role: Role) -> str:
    return f"[{role.value}]"


def _names(value: Assessment) -> Iterator[Names]:
    contact = str(value.cluster.facts.get("contact_name", ""))
    for name in (*(seat.name for seat in value.seats), contact):
        if name.strip():
            try:
                yield Names(name)
            except UsageError:
                continue  # too short to be told from other words
