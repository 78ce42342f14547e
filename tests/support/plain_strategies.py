"""Hypothesis strategies for what every part of an assessment is made of: texts, days, hashes, unknown keys."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import MappingProxyType

from hypothesis import strategies as st

from eucles_desk.assessment.values import NOTHING, Extra

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
TEXTS = st.text(CHARACTERS, max_size=20)
FILE_NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="/\\"), max_size=20).filter(
    lambda name: name not in {".", ".."}
)
FRACTIONS = st.tuples(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 12)).map(
    lambda parts: float(Decimal(parts[0]).scaleb(-parts[1]))
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | FRACTIONS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def extras() -> st.SearchStrategy[Extra]:
    """Return keys of a later version, none that this version knows."""
    keys = TEXTS.map(lambda key: f"x {key}")
    return st.just(NOTHING) | st.dictionaries(keys, JSON, max_size=2).map(
        lambda found: MappingProxyType(found) if found else NOTHING
    )


def months() -> st.SearchStrategy[str]:
    """Return months as ``YYYY-MM``."""
    return st.builds("{:04}-{:02}".format, st.integers(1990, 2060), st.integers(1, 12))


def days() -> st.SearchStrategy[str]:
    """Return real days as ``YYYY-MM-DD``."""
    return st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(date.isoformat)


def hashes() -> st.SearchStrategy[str]:
    """Return SHA-256 hashes of something."""
    return st.binary(min_size=32, max_size=32).map(bytes.hex)
