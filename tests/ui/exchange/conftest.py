"""A user at the window of one laptop, and the program of another expert's laptop."""
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytestqt.qtbot import QtBot
from support.seated import Seated, seated

from eucles_desk.app import paths
from eucles_desk.app.wiring import Program, open_program
from eucles_desk.assessment.package_values import Purpose
from eucles_desk.assessment.terms import Kind, Role
from eucles_desk.assessment.values import Cluster, Period
from eucles_desk.services.desk import NewAssessment, new_seat


@dataclass
class TwoLaptops:
    """``user`` sits at the first; ``other`` is the second expert's, on which commands are given."""

    user: Seated
    other: Program
    folder: Path
    assessment: UUID

    @property
    def program(self) -> Program:
        return self.user.program

    @property
    def second(self) -> UUID:
        return self.program.desk.load(self.assessment).seats[1].id

    def assign(self) -> None:
        """Give the second seat to the other laptop, and receive it there."""
        key = str(self.other.packaging.key)
        out = self.program.packaging.assign(self.assessment, self.second, key)
        self.program.packaging.write(out, self.folder / "given.eucles", [key], "Aa Example")
        self.other.packaging.take(self.folder / "given.eucles", [Purpose.ASSIGNMENT])

    def handed_back(self) -> Path:
        """Return a package that the other laptop makes of what it has."""
        file = self.folder / f"{uuid4()}.eucles"
        packaging = self.other.packaging
        out = packaging.hand_over(self.assessment)
        packaging.write(out, file, packaging.keys_of_others(self.assessment), "Bb Example")
        return file


@pytest.fixture
def laptops(qtbot: QtBot, tmp_path: Path) -> Iterator[TwoLaptops]:
    wanted = NewAssessment(
        Cluster(uuid4(), "Sample Cluster", "FI"),
        "gold",
        Kind.FIRST,
        Period("2025-01", "2025-12"),
        new_seat(Role.LEAD, "Aa Example", country="FI"),
        new_seat(Role.SECOND, "Bb Example", country="SE"),
    )
    with (
        seated(qtbot, tmp_path / "one", has_sample=True) as user,
        open_program(tmp_path / "two", paths.resources()) as other,
    ):
        yield TwoLaptops(user, other, tmp_path, user.program.desk.start(wanted))
