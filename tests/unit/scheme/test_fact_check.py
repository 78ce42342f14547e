"""Whether the fact check shows levels is said by the edition, with where the rule comes from; else they are shown."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from support.gold import ROOT

from eucles_desk.errors import SchemeError
from eucles_desk.scheme.loading import LoadedEdition, edition_from_content, load_edition
from eucles_desk.scheme.values import FACT_CHECK_SCORES, Origin, Provenance, Sourced

FOLDER = ROOT / "resources" / "schemes" / "eucles-public-1"


def with_rule(tmp_path: Path, rule: str) -> Path:
    """Return a copy of the public edition that says it."""
    copy = tmp_path / "edition"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.lock.json"))
    file = copy / "edition.yaml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\nfact_check: {rule}\n", encoding="utf-8")
    return copy


def test_an_edition_that_says_nothing_shows_them(bundled: LoadedEdition) -> None:
    assert bundled.edition.fact_check_scores == FACT_CHECK_SCORES
    assert Sourced(True, Origin(Provenance.PROJECT)) == FACT_CHECK_SCORES


def test_an_edition_may_hide_them_and_says_it_in_its_content(tmp_path: Path) -> None:
    loaded = load_edition(with_rule(tmp_path, "{scores: hidden, provenance: operator}"))
    hidden = Sourced(False, Origin(Provenance.OPERATOR))
    assert loaded.edition.fact_check_scores == hidden
    assert edition_from_content(loaded.content).fact_check_scores == hidden
    assert json.loads(loaded.content)["fact_check"] == {"provenance": "operator", "scores": "hidden"}


@pytest.mark.parametrize("rule", ["{scores: perhaps, provenance: project}", "{scores: hidden}", "hidden"])
def test_another_rule_is_refused(tmp_path: Path, rule: str) -> None:
    with pytest.raises(SchemeError):
        load_edition(with_rule(tmp_path, rule))
