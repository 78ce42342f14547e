"""The window that says what is wrong with the data, and leads to the newest backup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from eucles_desk.ui import theme
from eucles_desk.ui.basics import button, label, primary_button, spaced
from eucles_desk.ui.icons import pixmap
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.wording import backups as words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QKeyEvent

    from eucles_desk.assessment.backups import Backup
    from eucles_desk.errors import EuclesError

_BACKUP: Final = Qt.ItemDataRole.UserRole


class RecoveringWindow(QWidget):
    """Says what is wrong and offers what can be done; nothing is done before the user says so.

    Signals:
        restore_wanted: Put this backup in the place of the data, ``None`` for no backup but what can still be read; and
            whether to bring back what was changed since.
        accept_wanted: Go on with the data as they are.
        done_seen: The user has read what came of it and wants to go on.
        given_up: The user ends the program.
    """

    restore_wanted = Signal(object, bool)
    accept_wanted = Signal()
    done_seen = Signal()
    given_up = Signal()

    def __init__(self, error: EuclesError, place: str, *, is_older: bool) -> None:
        super().__init__()
        self._is_older, self._is_done, self._is_busy = is_older, False, False
        self.setWindowTitle(tr("EUCLES Desk cannot open the data"))
        self._make(current().sentence(error), place)
        self._lay_out()
        self.restore_button.clicked.connect(self._on_restore)
        self.accept_button.clicked.connect(self._on_accept)
        self.quit_button.clicked.connect(self.close)
        self.list.itemActivated.connect(self._on_restore)
        theme.notifier().changed.connect(self._draw_sign)
        self.work(tr("Looking for sound backups…"))

    def work(self, sentence: str) -> None:
        """Show that something is being done, which nobody should interrupt."""
        self._is_busy = True
        self.state_label.setText(sentence)
        self.progress.show()
        self._follow()

    def offer(self, backups: Sequence[Backup], unsound: int) -> None:
        """Show the backups that can be restored, the newest chosen."""
        self._is_busy = False
        self.progress.hide()
        self.list.clear()
        for backup in backups:
            item = QListWidgetItem(_told(backup))
            item.setData(_BACKUP, backup)
            self.list.addItem(item)
        if backups:
            self.list.setCurrentRow(0)
            said = trn("{count} sound backup was found.", "{count} sound backups were found.", len(backups))
        else:
            said = tr("No sound backup was found.")
        if unsound:
            said += " " + trn("{count} is damaged itself.", "{count} are damaged themselves.", unsound)
        self.state_label.setText(said)
        self._follow()
        (self.list if backups else self.restore_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: EuclesError) -> None:
        """Say why something could not be done; the data are as they were."""
        self._is_busy = False
        self.progress.hide()
        self.state_label.setText(current().sentence(error))
        self._follow()

    def tell(self, sentences: Sequence[str], aside: Path | None) -> None:
        """Say what came of it."""
        self._is_busy, self._is_done = False, True
        self.progress.hide()
        for part in (self.list, self.choice_label, self.back_check, self.accept_button):
            part.hide()
        self.title_label.setText(tr("The data can be opened again"))
        self.reason_label.setText(" ".join(sentences))
        self.state_label.setText(
            "" if aside is None else tr("What was there before is kept in {folder}.", folder=aside)
        )
        self.restore_button.setText(tr("Open the data"))
        self._column.insertStretch(self._column.indexOf(self.state_label) + 1, 1)
        self._follow()
        self.restore_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay while something is being done: it is soon over, and half done would be carried through later anyway."""
        if self._is_busy and self.progress.isVisible() and not self.quit_button.isEnabled():
            event.ignore()
            return
        super().closeEvent(event)
        self.given_up.emit()

    # Making

    def _make(self, reason: str, place: str) -> None:
        self.sign = QLabel()
        title = tr("The data are older than they should be") if self._is_older else tr("The data are damaged")
        self.title_label = label(title, "title", wrap=True)
        self.reason_label = label(reason, wrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Backups"))
        self.back_check = QCheckBox(tr("&Bring back what was changed since, as far as it can still be read"))
        self.back_check.setChecked(True)
        self.back_check.setVisible(not self._is_older)
        self.choice_label = label(self._said_of_choice(), "muted", wrap=True)
        self.state_label = label("", wrap=True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setRange(0, 0)
        self.progress.setFixedHeight(max(theme.em(0.3), 3))
        policy = self.progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.progress.setSizePolicy(policy)
        self.place_label = label(tr("Data folder: {folder}", folder=place), "small", wrap=True, selectable=True)
        self.restore_button = primary_button(tr("Restore the backup"))
        self.accept_button = button(tr("Go on with these data"))
        self.accept_button.setVisible(self._is_older)
        self.quit_button = button(tr("Quit"))

    def _said_of_choice(self) -> str:
        """Say what becomes of what is there now."""
        kept = tr("What is there now is kept in the data folder, whatever takes its place.")
        if not self._is_older:
            return kept
        return (
            tr(
                "“Go on with these data” opens them as they are, without what was saved after them; the history notes "
                "it. Nothing is removed, and the backups stay, so that one can still be restored later."
            )
            + " "
            + kept
        )

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        spaced(row, 0, 0.7)
        row.addWidget(self.accept_button)
        row.addStretch()
        row.addWidget(self.quit_button)
        row.addWidget(self.restore_button)
        self._column = column = QVBoxLayout(self)
        spaced(column, 2, 0.7)
        for part in (self.sign, self.title_label, self.reason_label):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        for part in (self.choice_label, self.back_check, self.state_label, self.progress):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.place_label)
        self._draw_sign()
        room = self.screen().availableSize()
        self.resize(min(theme.em(44), room.width() - 40), min(theme.em(38), room.height() - 40))

    def _follow(self) -> None:
        """Let be pressed what has an effect now."""
        has_backup = self.list.count() > 0
        self.list.setEnabled(not self._is_busy)
        self.back_check.setEnabled(not self._is_busy and has_backup)
        if not self._is_done:
            whole = has_backup or self._is_older
            self.restore_button.setText(tr("Restore the backup") if whole else tr("Bring back what can be read"))
        self.restore_button.setEnabled(not self._is_busy and (self._is_done or has_backup or not self._is_older))
        self.accept_button.setEnabled(not self._is_busy)

    # Slots

    @Slot()
    def _on_restore(self) -> None:
        if self._is_busy:
            return
        if self._is_done:
            self.done_seen.emit()
            return
        item = self.list.currentItem()
        backup = item.data(_BACKUP) if self.list.count() else None
        self.quit_button.setEnabled(False)
        self.work(tr("Restoring…"))
        self.restore_wanted.emit(backup, self.back_check.isChecked() and not self._is_older)

    @Slot()
    def _on_accept(self) -> None:
        self.work(tr("Opening…"))
        self.accept_wanted.emit()

    @Slot()
    def _draw_sign(self) -> None:
        self.sign.setPixmap(pixmap("warning", theme.colour("warning").name(), theme.em(3), self.devicePixelRatioF()))


def _told(backup: Backup) -> str:
    language = current()
    made = backup.made_at.astimezone()
    changes = trn("{changes} change", "{changes} changes", backup.generation, changes=backup.generation)
    time = f"{language.short_date(made.date())} {language.time(made)}"
    return f"{time}, {tr(words.REASONS[backup.reason])}, {changes}"
