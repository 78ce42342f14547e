"""The report page as tests show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.closing import destroy
from support.gold import ROOT, assessment, levels_for
from support.opened import Saved, open_assessment, window_context
from support.reporting import Maker, Shown, ShowReport

from eucles_desk.assessment.values import Assessment
from eucles_desk.services.report_ports import SigningKeys
from eucles_desk.ui import theme
from eucles_desk.ui.jobs import wait_for_all
from eucles_desk.ui.report.page import ReportPage
from eucles_desk.ui.report.signature import SignatureField
from eucles_desk.ui.report.template_field import TemplateField


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> None:
    theme.set_up(ROOT / "resources")
    theme.apply("light", 100)


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path, look: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[ShowReport]:
    for asking in (ReportPage, SignatureField, TemplateField):
        monkeypatch.setattr(asking, "uses_native_dialog", False)
    makers: list[Maker] = []
    pages: list[ReportPage] = []

    def show_page(
        maker: Maker | None = None,
        save_file: Callable[[Path, bytes], None] | None = None,
        value: Assessment | None = None,
        keys: SigningKeys | None = None,
        *,
        size: tuple[int, int] = (1000, 700),
    ) -> Shown:
        maker = maker or Maker()
        makers.append(maker)
        saved = Saved()
        opened = open_assessment(value or assessment(agreed=levels_for(128)), tmp_path / "evidence")
        context = window_context(tmp_path, maker, save_file or saved, opened.store, keys)
        page = ReportPage(context, opened.working)
        pages.append(page)
        page.resize(*size)
        with qtbot.waitExposed(page):
            page.show()
        return Shown(page, opened, maker, saved, context.desk, qtbot)

    yield show_page
    for maker in makers:
        maker.may_go_on.set()
    wait_for_all()
    destroy(pages)
