"""Whatever stands in a text, the report engine follows nothing: no file of the computer, no program, no network."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from support import verifying
from support.silence import attempt

from eucles_desk.assessment.disclosure import ReportKind

TEXTS = (
    '<img src="/etc/passwd"/>',
    '<img src="file:///etc/passwd"/>',
    '<img src="http://192.0.2.1/x.png"/>',
    '<img src="//192.0.2.1/share/x.png"/>',
    r'<img src="\\192.0.2.1\share\x.png"/>',
    '<img src="ftp://192.0.2.1/x.png"/>',
    '<img src="data:image/png;base64,AAAA"/>',
    '<image src="/etc/hostname"/>',
    '<font face="/etc/passwd">x</font>',
    '<font name="http://192.0.2.1/x.ttf">x</font>',
    '<a href="file:///etc/passwd">x</a>',
    '<link href="javascript:alert(1)">x</link>',
    '<onDraw name="x" label="/etc/passwd"/>',
    '<para bulletText="/etc/passwd"><img src="/etc/hosts"/></para>',
    "<svg><image href='/etc/passwd'/></svg><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
)
OWN = (verifying.RESOURCES, Path(sys.prefix), Path(sys.base_prefix), verifying.RESOURCES.parent / "eucles_desk")


def test_no_text_makes_the_report_open_a_file_or_speak_to_anybody() -> None:
    found: list[str] = []
    is_on = False

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if not is_on:
            return
        if event == "open" and isinstance(arguments[0], str | Path):
            path = Path(arguments[0]).resolve()
            if not any(path.is_relative_to(place.resolve()) for place in OWN):
                found.append(str(path))
        elif event in {"subprocess.Popen", "os.system", "os.exec", "urllib.Request"}:
            found.append(event)
        elif said := attempt(event, arguments):
            found.append(said)

    sys.addaudithook(hear)
    assessment = verifying.gold()
    hostile = tuple(
        replace(one, reason=f"{text} {one.reason}", strengths=(text,))
        for one, text in zip(assessment.judgements, TEXTS * 20, strict=False)
    )
    agreed = tuple(
        replace(one, reason=f"{text} {one.reason}") for one, text in zip(assessment.consensus, TEXTS * 20, strict=False)
    )
    verifying.report()  # what the engine opens for itself, it has opened once
    is_on = True
    try:
        content = verifying.report_of(
            verifying.with_cluster(replace(assessment, judgements=hostile, consensus=agreed), TEXTS[0]),
            ReportKind.FULL,
        )
    finally:
        is_on = False
    assert found == []
    printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert all(word in printed for word in ("onDraw", "javascript", "ftp:", "ENTITY", "bulletText"))
