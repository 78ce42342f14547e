"""What is kept about a person, as one file that people and programs can read; other people's names are left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from eucles_desk.assessment.persons import Where, others_redacted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from eucles_desk.assessment.persons import About, Mention, Names

FORMAT: Final = "eucles-person"
VERSION: Final = 1
OTHER: Final = "[another person]"


def person_data(about: About, names: Names, at: datetime) -> dict[str, Any]:
    """Return it as plain data, by assessment."""
    by_assessment: dict[str, Any] = {}
    for assessment, cluster in about.clusters.items():
        mentions = [one for one in about.mentions if one.assessment == assessment]
        by_assessment[str(assessment)] = {
            "cluster": others_redacted(cluster, about.others, OTHER),
            **_by_kind(mentions, about.others),
        }
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": at.isoformat(timespec="seconds"),
        "name": names.name,
        "looked_for": list(names.forms),
        "assessments": by_assessment,
        "elsewhere": _by_kind([one for one in about.mentions if one.assessment not in about.clusters], about.others),
        "files": [
            {"title": others_redacted(file.title, about.others, OTHER), "assessment": str(file.assessment)}
            for file in about.files
        ],
        "reports_kept": about.reports,
    }


def person_file(about: About, names: Names, at: datetime) -> bytes:
    """Return the file."""
    return (json.dumps(person_data(about, names, at), ensure_ascii=False, indent=2) + "\n").encode()


def _by_kind(mentions: Sequence[Mention], others: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in mentions:
        said: dict[str, Any] = {"field": one.field}
        if one.about:
            said["about"] = others_redacted(one.about, others, OTHER)
        if one.where is Where.HISTORY:
            said |= {"change": one.seq, "at": one.at.isoformat() if one.at else None}
        found.setdefault(one.where.value, []).append({**said, "text": others_redacted(one.text, others, OTHER)})
    return found
