"""The key that the program makes for its user, kept with the data; and signing with it or with a certificate file."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from eucles_desk.app import paths
from eucles_desk.errors import SigningError
from eucles_desk.storage.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from eucles_desk.services.report_ports import Signing
    from eucles_desk.signing.keys import Identity

FILE_NAME: Final = "signing-key.p12"


class OwnKey:
    """Keeps the program's own key and signs; the signing libraries are imported by the first call.

    The key is locked with a secret of the data folder, so nobody has to remember a passphrase, and a copy of the file
    alone is of no use.

    Args:
        folder: the data folder.
        secret: returns a secret of the data folder for a purpose.
        now: the clock.
    """

    def __init__(self, folder: Path, secret: Callable[[str], bytes], now: Callable[[], datetime]) -> None:
        self.path = folder / FILE_NAME
        self._secret = secret
        self._now = now

    def own_key(self) -> str | None:
        """Return whose key there is, ``None`` when there is none yet or it has expired."""
        if not self.path.exists() or self.has_expired():
            return None
        return self.identity().name

    def make_own_key(self, name: str, organisation: str) -> str:
        """Make the key, in the place of one that is there, and return whose it is."""
        from eucles_desk.signing.keys import make_key_file

        write_atomically(self.path, make_key_file(name, organisation, self._passphrase(), self._now()), private=True)
        return self.identity().name

    def identity(self) -> Identity:
        """Return the key with its certificate; raise ``SigningError`` when there is none that can be used."""
        from eucles_desk.signing.keys import load_key_file

        if not self.path.exists():
            raise SigningError("There is no key yet. Make one: {command}", command=self._making_command())
        return load_key_file(self.path, self._passphrase(), self._now())

    def _making_command(self) -> str:
        """Return the command that makes the key, whole, so that it can be copied."""
        command = 'eucles-desk key make --name "..."'
        folder = self.path.parent
        return command if folder == paths.data_dir() else f"{command} --data-dir {shlex.quote(str(folder))}"

    def has_expired(self) -> bool:
        """Return whether the key is there and too old to sign with."""
        from eucles_desk.signing.keys import load_key_file

        return load_key_file(self.path, self._passphrase(), None).valid_until < self._now()

    def sign(self, pdf: bytes, signing: Signing, now: datetime) -> bytes:
        """Return the PDF signed as ordered.

        Raises:
            SigningError: the key cannot be used, or the file has no place for a signature.
        """
        from eucles_desk.signing.sign import sign

        return sign(pdf, self.identity_for(signing), now)

    def identity_for(self, signing: Signing) -> Identity:
        """Return the key that is ordered; raise ``SigningError`` when it cannot be used."""
        from eucles_desk.signing.keys import load_key_file

        if signing.file is None:
            return self.identity()
        return load_key_file(signing.file, signing.passphrase.encode(), self._now())

    def _passphrase(self) -> bytes:
        return self._secret(FILE_NAME)
