"""Points one under the other: no sign runs into its text, whatever sign it is."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from eucles_desk.ui import theme
from eucles_desk.ui.workspace.points import BULLET, Point, PointList


@pytest.mark.parametrize("sign", [BULLET, "+", "\N{RIGHTWARDS ARROW}", "12"])
def test_there_is_a_gap_between_a_sign_and_its_text(qtbot: QtBot, sign: str) -> None:
    points = PointList()
    qtbot.addWidget(points)
    points.show_points([Point("Visit each participant.", sign)])
    assert points.indent - points.fontMetrics().horizontalAdvance(sign) >= theme.em(0.3)
