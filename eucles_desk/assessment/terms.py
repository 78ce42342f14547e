"""The terms that have a fixed set of values: steps, kinds, seats, sources, and what is said of a criterion.

They stand apart from the values of an assessment because a list of assessments needs no more than these.
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Final


class Mark(Enum):
    """What stands in place of a level."""

    NOT_APPLICABLE = "not_applicable"


NOT_APPLICABLE: Final = Mark.NOT_APPLICABLE


class Step(StrEnum):
    """Where an assessment stands."""

    DRAFT = "draft"
    ELIGIBILITY = "eligibility"
    SELF_ASSESSMENT = "self_assessment"
    SCORING = "scoring"
    CONSENSUS = "consensus"
    FACT_CHECK = "fact_check"
    DECISION = "decision"
    AWARDED = "awarded"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Kind(StrEnum):
    """Whether a label is asked for the first time or renewed."""

    FIRST = "first"
    RENEWAL = "renewal"


class Role(StrEnum):
    """The seats of an assessment."""

    LEAD = "lead"
    SECOND = "second"
    OBSERVER = "observer"
    TRAINEE = "trainee"


class RestsOn(StrEnum):
    """The kinds of evidence that carry a judgement."""

    DOCUMENT = "document"
    INTERVIEW = "interview"
    OBSERVATION = "observation"
    SURVEY = "survey"


class Verdict(StrEnum):
    """What was found on site about a Silver improvement area."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"


class Opinion(StrEnum):
    """What the cluster manager says of the draft of one criterion."""

    AGREED = "agreed"
    FACT_WRONG = "fact_wrong"
    EVIDENCE_MISSING = "evidence_missing"


class Ruling(StrEnum):
    """What the board decided."""

    AWARDED = "awarded"
    AWARDED_WITH_CONDITIONS = "awarded_with_conditions"
    REFUSED = "refused"
    DEFERRED = "deferred"
    """Nothing yet: the board wants to know more first."""


class AppealOutcome(StrEnum):
    """What came of an appeal."""

    UPHELD = "upheld"
    PARTLY = "partly"
    DISMISSED = "dismissed"


class Disposition(StrEnum):
    """What the experts made of a remark."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    NOT_ACCEPTED = "not_accepted"
