"""What lies on the clipboard, as evidence: files, a picture such as a screenshot, a link, or a text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime
from PySide6.QtGui import QImage

from eucles_desk.ui.language import current, tr
from eucles_desk.ui.speaking import locale_of
from eucles_desk.ui.workspace.opening import web_address

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from eucles_desk.ui.workspace.attaching import Attaching


def paste(data: QMimeData, attaching: Attaching, criterion: str, now: QDateTime | None = None) -> bool:
    """Attach what the clipboard holds; return whether there was something to attach.

    A program that offers a table as text and as a picture means its text.
    """
    at = _moment(now or QDateTime.currentDateTime())
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    text = data.text().strip() if data.hasText() else ""
    if paths:
        attaching.attach_paths(paths, criterion)
    elif text and web_address(text) is not None and "://" in text:
        attaching.attach_link(text, "", criterion)
    elif text:
        attaching.attach_text(data.text(), tr("Pasted text {moment}", moment=at), criterion)
    elif data.hasImage():
        picture = QImage(data.imageData())
        if picture.isNull():
            return False
        attaching.attach_picture(picture, tr("Screenshot {moment}", moment=at), criterion)
    else:
        return False
    return True


def _moment(moment: QDateTime) -> str:
    finnish = current().code == "fi"
    return locale_of(current()).toString(moment, "d.M.yyyy H.mm" if finnish else "d MMM yyyy HH:mm")
