"""Reports as the program makes them, and a verifier of them, without a data folder."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf

from eucles_desk.app.languages import Languages
from eucles_desk.app.report_making import Reports
from eucles_desk.app.scheme_files import SchemeFiles
from eucles_desk.app.verifying import Verified, Verifier
from eucles_desk.assessment.disclosure import ReportKind
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.exchange.interchange import Interchange
from eucles_desk.services.report_ports import ReportOrder, Signing
from eucles_desk.signing.sign import sign
from eucles_desk.templates.values import PLAIN, Template
from support import report_cases
from support.signing import identity

RESOURCES = Path(__file__).parents[2] / "resources"
MADE_AT = datetime(2026, 3, 17, 12, 4, 11, tzinfo=UTC)
FILES = SchemeFiles(RESOURCES)
SCHEMA: dict[str, Any] = json.loads((RESOURCES / "schemas/assessment.schema.json").read_text(encoding="utf-8"))


@cache
def interchange() -> Interchange:
    return Interchange(SCHEMA, FILES.received)


@cache
def edition() -> Any:
    return FILES.bundled().edition


@cache
def gold(step: Step = Step.DECISION) -> Assessment:
    return report_cases.gold(edition(), step)


@cache
def report(kind: ReportKind = ReportKind.SUMMARY, language: str = "en", signing: Signing | None = None) -> bytes:
    """Return a report of the Gold case in the step that the kind is for."""
    steps = {ReportKind.CERTIFICATE: Step.AWARDED, ReportKind.DRAFT: Step.FACT_CHECK}
    return report_of(gold(steps.get(kind, Step.DECISION)), kind, language, signing)


def report_of(
    assessment: Assessment,
    kind: ReportKind = ReportKind.SUMMARY,
    language: str = "en",
    signing: Signing | None = None,
    template: Template = PLAIN,
) -> bytes:
    reports = Reports(
        RESOURCES,
        Languages(RESOURCES),
        lambda: MADE_AT,
        interchange=interchange,
        edition_content=lambda _: None,
        sign=lambda pdf, _, now: sign(pdf, identity(), now),
        identify=lambda _: identity(),
    )
    return reports(ReportOrder(assessment, edition(), language, kind, template=template, signing=signing)).content


def verify(content: bytes, *, version: str | None = None) -> Verified:
    """Verify a file, as a program of this version would."""
    verifier = Verifier(RESOURCES, Languages(RESOURCES), FILES, interchange)
    if version is not None:
        verifier = Verifier(RESOURCES, Languages(RESOURCES), FILES, interchange, version)
    return verifier(content)


def changed(content: bytes, change: Callable[[Any], object]) -> bytes:
    """Return a file as an editor has changed it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        file = io.BytesIO()
        pdf.save(file)
    return file.getvalue()


def attachment(pdf: Any, name: str) -> Any:
    """Return the stream of a file inside a report."""
    return next(file.EF.UF for file in pdf.Root.AF if str(file.UF) == name)


def with_cluster(assessment: Assessment, name: str) -> Assessment:
    return replace(assessment, cluster=replace(assessment.cluster, name=name))
