"""Changing what surrounds the judgements: visits, remarks, interests, the award, earlier results and the peers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.validation import check_award, check_benchmark, check_earlier, check_visit, criterion_of
from eucles_desk.assessment.values import Award, Benchmark, EarlierResult, Remark, Visit
from eucles_desk.errors import RuleError
from eucles_desk.services.changing import Changing, named

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID


class Surroundings(Changing):
    """The part of :class:`OpenAssessment` that changes what surrounds the judgements."""

    def set_visit(self, visit: Visit) -> None:
        """Add a visit or change it."""
        check_visit(visit)
        self._do(named("visit"), {}, [self._change(Part.VISIT, str(visit.id), visit)], f"visit:{visit.id}")

    def remove_visit(self, visit: UUID) -> None:
        """Take a visit out."""
        self._do(named("removal of a visit"), {}, [self._change(Part.VISIT, str(visit), None)])

    def set_remark(self, remark: Remark) -> None:
        """Add a remark on the draft or change it, its disposition and reply included."""
        criterion_of(self.edition, remark.criterion)
        change = self._change(Part.REMARK, str(remark.id), remark)
        self._do(named("remark on {criterion}"), {"criterion": remark.criterion}, [change], f"remark:{remark.id}")

    def remove_remark(self, remark: UUID) -> None:
        """Take a remark out."""
        self._do(named("removal of a remark"), {}, [self._change(Part.REMARK, str(remark), None)])

    def declare_interests(self, seat: UUID, interests: str | None) -> None:
        """Enter the interests that a person has declared, nothing for none; ``None`` takes the declaration back."""
        found = next((one for one in self.value.seats if one.id == seat), None)
        if found is None:
            raise RuleError("The assessment has no such person any more.")
        change = self._change(Part.SEAT, str(seat), replace(found, interests=interests))
        self._do(named("declared interests"), {}, [change], f"interests:{seat}")

    def set_award(self, award: Award) -> None:
        """Enter number and months of the award; an empty one takes it back."""
        check_award(award)
        after = None if award == Award() else award
        self._do(named("award"), {}, [self._change(Part.AWARD, "", after)], "award")

    def set_earlier(self, results: Iterable[EarlierResult]) -> None:
        """Replace what earlier assessments came to; they are put in the order of time."""
        after = tuple(sorted(results, key=lambda result: result.month))
        for result in after:
            check_earlier(result)
        self._do(named("earlier results"), {}, [self._change(Part.EARLIER, "", after)])

    def set_benchmark(self, benchmark: Benchmark | None) -> None:
        """Say which peers the cluster is compared with; ``None`` takes them out."""
        change = self._change(Part.BENCHMARK, "", benchmark)
        if benchmark is None:
            self._do(named("removal of the benchmark"), {}, [change])
        else:
            check_benchmark(self.edition, benchmark)
            self._do(named("benchmark"), {}, [change], "benchmark")
