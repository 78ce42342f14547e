"""Fills a data folder with many assessments, for measuring."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from eucles_desk.app import paths
from eucles_desk.app.wiring import open_program
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.values import Assessment
from eucles_desk.services.summaries import summarise

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
CHUNK = 250


def fill(folder: Path, count: int) -> UUID:
    """Write *count* Gold assessments with 31 judgements of two experts each; return the one changed last.

    They are copies of the finished one of the sample data under names and ids of their own; the last is in the step
    *scoring*, so that it can be worked on.
    """
    with open_program(folder, paths.resources()) as program:
        samples = [program.desk.load(found) for found in program.make_sample()]
        model = max(samples, key=lambda assessment: len(assessment.judgements))
        edition = program.desk.shelf.get(model.edition)
        latest = model.id
        for first in range(0, count, CHUNK):
            with program.data.open_store() as store:
                for number in range(first, min(first + CHUNK, count)):
                    copy = _copy(model, number, last=number == count - 1)
                    store.clusters.add(copy.cluster)
                    at = BEGIN + timedelta(minutes=number) + timedelta(days=365 * (number == count - 1))
                    store.assessments.add(copy, summarise(copy, edition, at))
                    latest = copy.id
            program.data.checkpoint()
    return latest


def _copy(model: Assessment, number: int, *, last: bool) -> Assessment:
    name = f"Measured cluster {number:05d}"
    cluster = replace(model.cluster, id=uuid5(NAMESPACE_URL, f"cluster-{number}"), name=name)
    copy = replace(model, id=uuid5(NAMESPACE_URL, f"assessment-{number}"), cluster=cluster)
    return replace(copy, step=Step.SCORING, consensus=()) if last else copy
