"""An open assessment as the window's parts share it: one place that saves, tells of changes and of failures."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from eucles_desk.errors import EuclesError, StorageError
from eucles_desk.services.hands import Hand, overwrites
from eucles_desk.ui.language import current, tr, trn
from eucles_desk.ui.workspace.file_checks import FileChecks

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from eucles_desk.assessment.changes import Change, Part
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.open_assessment import OpenAssessment
    from eucles_desk.services.standing import Standing
    from eucles_desk.services.undo import Stepped

RETRY_MILLISECONDS = 5_000


class Working(QObject):
    """Wraps an :class:`OpenAssessment` for the window.

    Signals:
        changed: The assessment changed, here or in another window; carries the tuple of changes.
        saved: A change is on disk.
        refused: A change was against a rule and was not made; carries the sentence to show.
        not_saved: A change could not be stored and is being retried; carries the sentence to show.
        held: What was typed in a field cannot be stored as it stands; carries the sentence to show.
        taken_back: What a field holds that is not stored is taken back; carries the field.
        stopped: Only some of several steps could be undone or made again, or a change took the place of one that
            another window made meanwhile; carries the sentence to show.
        about_to_act: Fields that hold typed text not handed on yet hand it on now.
    """

    changed = Signal(object)
    saved = Signal()
    refused = Signal(str)
    not_saved = Signal(str)
    held = Signal(str)
    taken_back = Signal(str)
    stopped = Signal(str)
    about_to_act = Signal()

    def __init__(self, opened: OpenAssessment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.opened = opened
        self.is_stepping = False
        """Whether the change told of right now is an undo or redo asked for in this window."""
        self.is_redoing = False
        """Whether that is a redo."""
        self._unsaved: dict[str, Callable[[], object]] = {}
        self._texts: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        """What was typed and is against a rule, by field: it stays on screen to be mended, and is not stored."""
        self._problems: dict[str, str] = {}
        """What is said of each of these fields and of those that are retried."""
        self._retry = QTimer(self, interval=RETRY_MILLISECONDS)
        self._retry.timeout.connect(self.retry)
        self._unseen: dict[tuple[Part, str], Change] = {}
        """What another window changed while a change of this one was on its way to the disk already."""
        self._is_acting = False
        self.checks = FileChecks(opened, self)
        """What is known of the stored files of the evidence on this computer."""
        self._hand = Hand(self.flush)
        self._leave = opened.hands.join(self._hand)
        self._stop_listening = opened.listen(self._on_change)

    @property
    def value(self) -> Assessment:
        """The assessment as it is stored."""
        return self.opened.value

    @property
    def edition(self) -> Edition:
        """The edition it is judged by."""
        return self.opened.edition

    @property
    def standing(self) -> Standing:
        """What follows from it."""
        return self.opened.standing

    @property
    def seat(self) -> UUID | None:
        """The seat that this laptop holds."""
        return self.opened.seat

    @property
    def has_unsaved(self) -> bool:
        """Whether a change is shown that is not on disk."""
        return bool(self._unsaved or self._refused)

    @property
    def can_retry(self) -> bool:
        """Whether what is not on disk may get there without being mended."""
        return bool(self._unsaved)

    @property
    def can_take_back(self) -> bool:
        """Whether an undo takes back what is typed and not stored, before anything that is."""
        return bool(self._refused) and not self._unsaved

    @property
    def problem(self) -> str:
        """Why something is not on disk, as it was said last; empty when everything is."""
        return next(reversed(self._problems.values()), "")

    @property
    def unsaved_text(self) -> str:
        """What was typed and is not on disk, to be copied elsewhere before it is lost."""
        return "\n\n".join(text for text in (*self._texts.values(), *self._refused.values()) if text.strip())

    def do(self, action: Callable[[], object], *, field: str = "", text: str = "") -> bool:
        """Run a service call; return whether its change is on disk.

        A change that cannot be stored is kept and retried; a later one of the same ``field`` takes its place.
        ``text`` is what the user typed, kept within reach until it is stored.
        """
        try:
            self._act(action)
        except StorageError as error:
            key = field or str(id(action))
            self._unsaved[key] = action
            self._texts[key] = text or self._texts.get(key, "")
            self._problems[key] = current().sentence(error)
            self._retry.start()
            self.not_saved.emit(self._problems[key])
            return False
        except EuclesError as error:
            self._forget(field)
            if field and text.strip():
                self._refused[field], self._problems[field] = text, current().sentence(error)
            self.refused.emit(current().sentence(error))
            return False
        self._forget(field)
        if not self._unsaved:
            self._retry.stop()
        self._tell_if_saved()
        return True

    def hold(self, field: str, text: str, sentence: str) -> None:
        """Say that what was typed in a field cannot be stored as it stands, and why."""
        if self._refused.get(field) != text or self._problems.get(field) != sentence:
            self._forget(field)
            self._refused[field], self._problems[field] = text, sentence
            self.held.emit(sentence)

    def let_go(self, field: str) -> None:
        """Say that a field no longer holds anything that cannot be stored."""
        if field in self._refused:
            self._forget(field)
            self._tell_if_saved()

    def undo(self) -> None:
        """Take back what is typed and cannot be stored, otherwise the last step; neither while storing fails."""
        self.flush()
        if self._unsaved:
            self.stopped.emit(tr("Nothing was undone: the last change is not saved yet, and is tried again."))
        elif self._refused:
            field = next(reversed(self._refused))
            self._forget(field)
            self.taken_back.emit(field)
            self.changed.emit(())
            self._tell_if_saved()
        else:
            self._step(self.opened.undo)

    def redo(self) -> None:
        """Make the step undone last again."""
        self._step(self.opened.redo, redo=True)

    def undo_to(self, group: UUID) -> None:
        """Take back every step down to this one."""
        self._step(partial(self._go_to, self.opened.undo_to, group))

    def redo_to(self, group: UUID) -> None:
        """Make every step up to this one again."""
        self._step(partial(self._go_to, self.opened.redo_to, group), redo=True)

    def flush(self) -> None:
        """Have fields hand on what was typed, so that nothing is overtaken or lost."""
        self.about_to_act.emit()

    @Slot()
    def retry(self) -> None:
        """Try to store what could not be stored."""
        for field, action in tuple(self._unsaved.items()):
            if not self.do(action, field=field) and field in self._unsaved:
                break
        if not self._unsaved:
            self._retry.stop()

    def close(self) -> None:
        """Hand on what was typed and stop listening."""
        self.flush()
        self._leave()
        self._stop_listening()

    def _act(self, action: Callable[[], object]) -> None:
        """Act once the other windows have stored what is typed in them."""
        before, self._is_acting = self._is_acting, True
        try:
            with self.opened.hands.turn(self._hand):
                action()
        finally:
            self._is_acting = before
            if not before and not self._unsaved:
                self._unseen.clear()

    def _forget(self, field: str) -> None:
        self._unsaved.pop(field, None)
        self._texts.pop(field, None)
        self._refused.pop(field, None)
        self._problems.pop(field, None)

    def _tell_if_saved(self) -> None:
        if not self.has_unsaved:
            self.saved.emit()

    def _go_to(self, go: Callable[[UUID], Stepped], group: UUID) -> None:
        """Say where it stopped when one of the steps could not be made; those before it are stored."""
        stepped = go(group)
        if stepped.stuck is not None:
            from eucles_desk.wording.steps import step_name  # no start waits for it

            name = step_name(stepped.stuck, self.edition, current())
            self.stopped.emit(
                trn(
                    "{count} step was done; “{name}” could not be: what it changed is another now.",
                    "{count} steps were done; “{name}” could not be: what it changed is another now.",
                    stepped.count,
                    name=name,
                )
            )

    def _step(self, action: Callable[[], object], *, redo: bool = False) -> None:
        self.flush()
        self.is_stepping, self.is_redoing = True, redo
        try:
            self.do(action)
        finally:
            self.is_stepping = False

    def _on_change(self, changes: tuple[Change, ...]) -> None:
        is_own = self.opened.hands.acting is self._hand
        if not is_own and (self._is_acting or self._unsaved):
            self._unseen |= {(change.part, change.key): change for change in changes}
        self.changed.emit(changes)
        if is_own and not self.is_stepping and self._unseen:
            others = [(change, self._unseen.pop((change.part, change.key), None)) for change in changes]
            if any(other is not None and overwrites(change, other) for change, other in others):
                self.stopped.emit(
                    tr("Another window changed this too. What stands here now is kept; undo brings the other back.")
                )
