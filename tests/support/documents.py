"""A whole interchange file against the small edition, as plain data that tests may bend."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from eucles_desk.exchange.interchange import Interchange
from eucles_desk.scheme.values import Edition
from support.editions import small_edition

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "resources/schemas/assessment.schema.json").read_text(encoding="utf-8")
)

LEAD = "11111111-1111-4111-8111-111111111111"
SECOND = "22222222-2222-4222-8222-222222222222"
MINUTES = "33333333-3333-4333-8333-333333333333"
SITE = "44444444-4444-4444-8444-444444444444"
AREA = "55555555-5555-4555-8555-555555555555"
VISIT = "66666666-6666-4666-8666-666666666666"
REMARK = "77777777-7777-4777-8777-777777777777"
TALK = "cccccccc-cccc-4ccc-8ccc-cccccccccccc"
EARLIER = "88888888-8888-4888-8888-888888888888"


def interchange() -> Interchange:
    """Return a reader and writer with the published schema."""
    return Interchange(SCHEMA)


def find_small(scheme: str, edition: str, sha256: str | None) -> Edition | None:
    """Find the small edition and no other."""
    found = small_edition()
    named = (found.ref.scheme, found.ref.edition)
    return found if (scheme, edition) == named and sha256 in {None, found.ref.sha256} else None


def document() -> dict[str, Any]:
    """Return a file with each part filled, made anew each time."""
    ref = small_edition().ref
    return {
        "format": "eucles-assessment",
        "version": 1,
        "assessment": {
            "id": "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa",
            "label": "gold",
            "kind": "first",
            "step": "consensus",
            "period": {"from": "2024-01", "to": "2025-12"},
            "earlier_benchmarking": "2023-06",
        },
        "scheme": {"id": ref.scheme, "edition": ref.edition, "sha256": ref.sha256},
        "cluster": {
            "id": "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb",
            "name": "Pohjoinen puuklusteri (keksitty)",
            "country": "FI",
            "region": "FI1D7",
            "facts": {"committed_participants": 42, "field": "Puu", "participants": 57, "staff_fte": 3.5},
        },
        "seats": [
            {"id": LEAD, "role": "lead", "name": "L. Lead", "organisation": "One", "country": "FI", "interests": ""},
            {"id": SECOND, "role": "second", "name": "S. Second", "organisation": "Two", "country": "GR"},
        ],
        "eligibility": [{"criterion": "members", "met": True, "note": "57"}, {"criterion": "operating", "note": ""}],
        "judgements": [
            {
                "seat": LEAD,
                "criterion": "1.2",
                "level": 4,
                "reason": "Seen in the register.",
                "strengths": ["Clear roles"],
                "improvements": [
                    {"text": "Keep minutes", "effect": "Fewer gaps", "addressee": "Board", "due": "2026-09"}
                ],
                "rests_on": ["document", "interview"],
                "on_site": False,
                "citations": [
                    {
                        "evidence": MINUTES,
                        "page": 4,
                        "note": "Table 2",
                        "region": [120, 80, 640, 90],
                        "quote": "57 participants",
                        "sha256": "1" * 64,
                    },
                    {"evidence": SITE},
                    {"evidence": TALK, "page": 3},
                ],
            },
            {
                "seat": LEAD,
                "criterion": "2.9",
                "level": "not_applicable",
                "reason": "",
                "strengths": [],
                "improvements": [],
                "rests_on": [],
                "on_site": False,
                "citations": [],
            },
            {
                "seat": SECOND,
                "criterion": "2.10",
                "reason": "To be seen.",
                "strengths": [],
                "improvements": [],
                "rests_on": [],
                "on_site": True,
                "citations": [],
            },
        ],
        "consensus": [{"criterion": "1.2", "level": 4, "reason": "Sovittu yhdessä.", "adopted": True}],
        "evidence": [
            {
                "id": MINUTES,
                "title": "Minutes",
                "kind": "document",
                "sha256": "0" * 64,
                "file_name": "minutes.pdf",
                "size": 1234,
                "added_at": "2025-03-01T09:30:00+02:00",
                "dated": "2025-02",
                "expires": "2026-12-31",
                "versions": [
                    {
                        "sha256": "1" * 64,
                        "file_name": "draft.pdf",
                        "size": 1200,
                        "added_at": "2025-02-01T09:30:00+02:00",
                    }
                ],
            },
            {"id": SITE, "title": "Web site", "kind": "link", "address": "https://example.org/"},
            {
                "id": TALK,
                "title": "Talk with the board",
                "kind": "interview",
                "interview": {
                    "role": "Chair",
                    "day": "2026-02-10",
                    "start": "09:30",
                    "notes": [{"number": 3, "text": "The board meets monthly.", "criteria": ["1.2", "2.10"]}],
                },
            },
        ],
        "improvement_areas": [
            {
                "id": AREA,
                "criterion": "2.10",
                "before": "None",
                "after": "Two",
                "effect": "More",
                "verdict": "confirmed",
            }
        ],
        "visits": [{"id": VISIT, "day": "2026-02-10", "place": "Kuopio"}],
        "remarks": [
            {
                "id": REMARK,
                "criterion": "1.2",
                "opinion": "fact_wrong",
                "text": "58, not 57.",
                "disposition": "accepted",
                "reply": "Corrected.",
            }
        ],
        "award": {"number": "TEST-1", "from": "2026-02", "to": "2028-01"},
        "earlier": [
            {
                "assessment": EARLIER,
                "month": "2021-12",
                "label": "gold",
                "percent": 72.5,
                "levels": {"1.2": 3, "4.1": "not_applicable"},
                "recommendations": {
                    "1.2": [{"text": "Name a deputy", "effect": "", "addressee": "Board", "due": "2022-06"}]
                },
            }
        ],
        "benchmark": {
            "title": "Invented peers",
            "peers": 38,
            "criteria": {"1.2": {"median": 3.5, "first_quartile": 3, "third_quartile": 4}},
            "dimensions": {"1": 71.5},
        },
        "reply_due": "2026-03-15",
        "self_assessment": [{"criterion": "1.2", "level": 5, "comment": "All roles are filled."}],
        "agenda": {
            "frame": "two_days",
            "starts": ["2026-02-10T09:00", "2026-02-11T09:00"],
            "minutes": {"1.2": 20},
            "done": ["2.10"],
        },
        "accepted_findings": [
            {
                "kind": "level_without_reason",
                "place": "criteria:2.9",
                "detail": "4",
                "reason": "Said in the report.",
            }
        ],
    }


def as_bytes(data: object) -> bytes:
    """Return data as this program writes files."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
