"""The passphrase as the surfaces see it: set, changed, removed, remembered by the system, and the recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.app.keyring_copy import KeyringCopy
from eucles_desk.errors import UsageError
from eucles_desk.services.passphrases import check_strength

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from eucles_desk.app.languages import Languages
    from eucles_desk.assessment.records import Protection
    from eucles_desk.storage.protecting import Protecting


class ProgramPassphrase:
    """Fits the port ``Protecting``; each change makes the system forget what it remembered.

    Args:
        data: the passphrase of the data that are open.
        resources: the folder of what comes with the program.
        languages: the languages that a sheet can be in.
        now: the clock, for the date on the sheet.
    """

    def __init__(self, data: Protecting, resources: Path, languages: Languages, now: Callable[[], datetime]) -> None:
        self._data = data
        self._copy = KeyringCopy(data.folder)
        self._resources = resources
        self._languages = languages
        self._now = now

    def also_in(self, second: Path | None) -> None:
        """Change copies of the key in a second folder of backups as well, as a stick that is there now."""
        self._data.also_in(second)

    def protection(self) -> Protection:
        """Return what keeps the key now."""
        return self._data.protection()

    def set_passphrase(self, passphrase: str) -> Sequence[Path]:
        """Lock the data with a passphrase; raise ``UsageError`` when there is one or this one is too weak."""
        if self.is_set:
            raise UsageError("These data have a passphrase already.")
        check_strength(passphrase)
        return self._forgetting(self._data.set_passphrase(passphrase))

    def change_passphrase(self, old: str, new: str) -> Sequence[Path]:
        """Lock the data with another passphrase."""
        check_strength(new)
        return self._forgetting(self._data.change_passphrase(old, new))

    def recover(self, new: str) -> Sequence[Path]:
        """Lock the data with a new passphrase after they were opened with the recovery code."""
        check_strength(new)
        return self._forgetting(self._data.recover(new))

    def remove_passphrase(self, passphrase: str) -> Sequence[Path]:
        """Keep the key plainly again."""
        return self._forgetting(self._data.remove_passphrase(passphrase))

    def check_passphrase(self, passphrase: str) -> None:
        """Raise ``WrongPassphraseError`` when this is not the passphrase."""
        self._data.check_passphrase(passphrase)

    def recovery_code(self) -> str:
        """Return the code that opens the data without the passphrase."""
        return self._data.recovery_code()

    def recovery_sheet(self, language: str) -> bytes:
        """Return the page with the recovery code as a PDF; raise ``UsageError`` for a language that there is not."""
        from eucles_desk.app.recovery_sheet import recovery_sheet_pdf

        if language not in self._languages.codes:
            raise UsageError(
                "There is no recovery sheet in the language “{language}”. There is: {languages}.",
                language=language,
                languages=", ".join(self._languages.codes),
            )
        loaded = self._languages.load(language)
        return recovery_sheet_pdf(self.recovery_code(), self._resources, loaded, self._now().date())

    def suggested(self, language: str) -> str:
        """Return a passphrase of random words of a language; English ones where there is no list of it."""
        import secrets

        from eucles_desk.services.passphrases import suggested

        folder = self._resources / "words"
        found = [path for path in (folder / f"{language}.txt", folder / "en.txt") if path.is_file()]
        return suggested(found[0].read_text(encoding="utf-8").split(), secrets.choice)

    @property
    def is_remembered(self) -> bool:
        """Whether the system remembers what opens these data."""
        return self._copy.exists

    def remember(self) -> None:
        """Let the system remember what opens these data; raise ``StorageError`` where it cannot."""
        if not self.is_set:
            raise UsageError("These data have no passphrase.")
        self._copy.remember(self.recovery_code())

    def forget(self) -> None:
        """Let the system forget it."""
        self._copy.forget()

    @property
    def is_set(self) -> bool:
        """Whether there is a passphrase."""
        from eucles_desk.assessment.records import Protection

        return self.protection() is Protection.PASSPHRASE

    def _forgetting(self, left: Sequence[Path]) -> Sequence[Path]:
        self._copy.forget()
        return left
