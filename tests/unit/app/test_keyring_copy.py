"""What the system's keyring remembers is a copy: locked, of no use alone, gone when it fails, forgotten on a change."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from eucles_desk.app import keyring_copy, paths
from eucles_desk.app.keyring_copy import KeyringCopy
from eucles_desk.app.languages import Languages
from eucles_desk.app.protecting import ProgramPassphrase
from eucles_desk.errors import StorageError, UsageError
from eucles_desk.storage import envelope
from eucles_desk.storage.envelope import LEAST, Cost, seal
from eucles_desk.storage.opening import open_data

CODE = "04HM3-ASW90-NF6YE"
LONG = "mänty lokki vispilä kattila"
OTHER = "soutu harmaa kirves omena"


class Kept(KeyringBackend):
    """A keyring in memory, or one that fails."""

    priority = 1.0  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride, reportUnannotatedClassAttribute]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.failing: Exception | None = None

    def _check(self) -> None:
        if self.failing is not None:
            raise self.failing

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch) -> Kept:
    kept = Kept()
    monkeypatch.setattr(keyring, "get_keyring", lambda: kept)
    monkeypatch.setattr(keyring_copy, "KEEPERS", frozenset({__name__}))
    return kept


def test_what_is_remembered_comes_back_and_can_be_forgotten(keeper: Kept, tmp_path: Path) -> None:
    copy = KeyringCopy(tmp_path)
    assert not copy.exists
    assert copy.recall() is None
    copy.remember(CODE)
    assert copy.exists
    assert KeyringCopy(tmp_path).recall() == CODE
    copy.forget()
    assert (copy.exists, copy.recall(), keeper.kept, list(tmp_path.iterdir())) == (False, None, {}, [])
    copy.forget()


def test_neither_the_keyring_nor_the_folder_alone_is_enough(keeper: Kept, tmp_path: Path) -> None:
    KeyringCopy(tmp_path).remember(CODE)
    ((_, secret),) = keeper.kept.items()
    assert CODE not in secret
    assert len(secret) == 64
    assert CODE.encode() not in (tmp_path / "remembered").read_bytes()
    assert (tmp_path / "remembered").stat().st_mode & 0o077 == 0
    keeper.kept.clear()
    assert KeyringCopy(tmp_path).recall() is None


def test_remembering_again_leaves_nothing_of_the_last_time(keeper: Kept, tmp_path: Path) -> None:
    copy = KeyringCopy(tmp_path)
    copy.remember(CODE)
    copy.remember(CODE[::-1])
    assert len(keeper.kept) == 1
    assert copy.recall() == CODE[::-1]


@pytest.mark.parametrize("error", [KeyringLocked(), RuntimeError(), OSError(), AttributeError()])
def test_a_keyring_that_fails_is_done_without(keeper: Kept, tmp_path: Path, error: Exception) -> None:
    copy = KeyringCopy(tmp_path)
    copy.remember(CODE)
    keeper.failing = error
    assert copy.recall() is None
    with pytest.raises(StorageError, match="Type it each time"):
        copy.remember(CODE)
    assert not copy.exists


def test_no_keyring_and_one_that_keeps_plain_text_are_told_in_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for found in (NoKeyring(), Kept()):
        monkeypatch.setattr(keyring, "get_keyring", lambda found=found: found)
        with pytest.raises(StorageError, match="keeps no passphrases"):
            KeyringCopy(tmp_path).remember(CODE)
        assert list(tmp_path.iterdir()) == []


def test_a_chain_of_keyrings_is_as_good_as_the_worst_of_them(
    keeper: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Chain(Kept):
        backends = (keeper, NoKeyring())

    Chain.__module__ = "keyring.backends.chainer"
    monkeypatch.setattr(keyring, "get_keyring", Chain)
    with pytest.raises(StorageError):
        KeyringCopy(tmp_path).remember(CODE)


def test_a_damaged_file_is_as_good_as_none(keeper: Kept, tmp_path: Path) -> None:
    copy = KeyringCopy(tmp_path)
    copy.remember(CODE)
    content = (tmp_path / "remembered").read_bytes()
    for at in range(len(content)):
        (tmp_path / "remembered").write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert copy.recall() is None
        (tmp_path / "remembered").write_bytes(content[:at])
        assert copy.recall() is None


def test_each_change_of_the_passphrase_makes_it_forget(
    keeper: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quick(key: str, passphrase: str) -> bytes:
        return seal(key, passphrase, Cost(LEAST.memory, 1, 4))

    monkeypatch.setattr(envelope, "seal", quick)
    data = open_data(tmp_path / "data")
    resources = paths.resources()
    passphrase = ProgramPassphrase(
        data.protecting, resources, Languages(resources), lambda: datetime(2026, 5, 4, tzinfo=UTC)
    )
    with pytest.raises(UsageError, match="no passphrase"):
        passphrase.remember()
    passphrase.set_passphrase(LONG)
    with pytest.raises(UsageError, match="already"):
        passphrase.set_passphrase(LONG)
    for change in (
        lambda: passphrase.change_passphrase(LONG, OTHER),
        lambda: passphrase.recover(LONG),
        lambda: passphrase.remove_passphrase(LONG),
    ):
        passphrase.remember()
        assert passphrase.is_remembered
        assert KeyringCopy(tmp_path / "data").recall() == passphrase.recovery_code()
        change()
        assert not passphrase.is_remembered
        assert keeper.kept == {}
    data.close()


def test_a_weak_passphrase_is_refused_everywhere(keeper: Kept, tmp_path: Path) -> None:
    data = open_data(tmp_path / "data")
    resources = paths.resources()
    passphrase = ProgramPassphrase(data.protecting, resources, Languages(resources), lambda: datetime.now(UTC))
    for change in (
        lambda: passphrase.set_passphrase("hunter2"),
        lambda: passphrase.change_passphrase("", "hunter2"),
        lambda: passphrase.recover("hunter2"),
    ):
        with pytest.raises(UsageError, match="too easy to guess"):
            change()
    data.close()
