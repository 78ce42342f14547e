"""Makes the areas of an assessment, each when it is first shown; what it needs is imported then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.assessment.places import Area

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from eucles_desk.ui.assessment.area_page import AreaPage
    from eucles_desk.ui.working import Working


ICONS = {
    Area.DETAILS: "pencil",
    Area.ELIGIBILITY: "eligibility",
    Area.FACTS: "facts",
    Area.CRITERIA: "criteria",
    Area.ON_SITE: "place",
    Area.IMPROVEMENT_AREAS: "improvement",
    Area.CONSENSUS: "person",
    Area.REMARKS: "interview",
    Area.RESULT: "medal",
}


def _details(working: Working) -> AreaPage:
    from eucles_desk.ui.assessment.details import DetailsArea

    return DetailsArea(working)


def _eligibility(working: Working) -> AreaPage:
    from eucles_desk.ui.assessment.eligibility import EligibilityArea

    return EligibilityArea(working)


def _facts(working: Working) -> AreaPage:
    from eucles_desk.ui.assessment.facts import FactsArea

    return FactsArea(working)


def _areas(working: Working) -> AreaPage:
    from eucles_desk.ui.assessment.areas import ImprovementAreasPage

    return ImprovementAreasPage(working)


def _consensus(working: Working) -> AreaPage:
    from eucles_desk.ui.consensus.area import ConsensusArea

    return ConsensusArea(working)


def _remarks(working: Working) -> AreaPage:
    from eucles_desk.ui.assessment.remarks import RemarksArea

    return RemarksArea(working)


def _result(working: Working) -> AreaPage:
    from eucles_desk.ui.assessment.result import ResultArea

    return ResultArea(working)


MAKERS: Mapping[Area, Callable[[Working], AreaPage]] = {
    Area.DETAILS: _details,
    Area.ELIGIBILITY: _eligibility,
    Area.FACTS: _facts,
    Area.IMPROVEMENT_AREAS: _areas,
    Area.CONSENSUS: _consensus,
    Area.REMARKS: _remarks,
    Area.RESULT: _result,
}
