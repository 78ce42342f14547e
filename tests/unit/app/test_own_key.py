"""The program's own key: made on first wish, kept for its owner only, of no use without the data folder."""

from __future__ import annotations

import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from support.signing import NOW, PASSPHRASE, form, key_file

from eucles_desk.app.own_key import FILE_NAME, OwnKey
from eucles_desk.errors import SigningError
from eucles_desk.services.report_ports import Signing
from eucles_desk.signing.check import check_signatures
from eucles_desk.signing.keys import load_key_file
from eucles_desk.storage.key import derived
from eucles_desk.storage.opening import open_data

LATER = timedelta(days=365 * 6)


def keeper(folder: Path, secret: bytes = b"secret", now: datetime = NOW) -> OwnKey:
    return OwnKey(folder, lambda _: secret, lambda: now)


def test_there_is_no_key_until_one_is_made(tmp_path: Path) -> None:
    key = keeper(tmp_path)
    assert key.own_key() is None
    with pytest.raises(SigningError, match="There is no key yet"):
        key.identity()
    assert key.make_own_key("Maria Beispiel", "Example Agency") == "Maria Beispiel"
    assert keeper(tmp_path).own_key() == "Maria Beispiel"
    assert keeper(tmp_path).identity().organisation == "Example Agency"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights in another way")
def test_only_its_owner_can_read_the_key(tmp_path: Path) -> None:
    keeper(tmp_path).make_own_key("Maria Beispiel", "")
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600


def test_the_file_is_of_no_use_without_the_data_folder(tmp_path: Path) -> None:
    keeper(tmp_path).make_own_key("Maria Beispiel", "")
    for passphrase in (b"", b"other"):
        with pytest.raises(SigningError, match="does not open"):
            load_key_file(tmp_path / FILE_NAME, passphrase, NOW)
    with pytest.raises(SigningError, match="does not open"):
        keeper(tmp_path, b"other").identity()


def test_a_key_that_has_expired_counts_as_none_and_can_be_made_anew(tmp_path: Path) -> None:
    keeper(tmp_path).make_own_key("Maria Beispiel", "")
    old = keeper(tmp_path).identity()
    later = keeper(tmp_path, now=NOW + LATER)
    assert later.own_key() is None
    with pytest.raises(SigningError, match="has expired"):
        later.identity()
    later.make_own_key("Maria Beispiel", "")
    assert later.identity().fingerprint != old.fingerprint


def test_a_name_that_no_certificate_can_carry_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(SigningError):
        keeper(tmp_path).make_own_key(" ", "")
    assert not list(tmp_path.iterdir())


def test_a_report_is_signed_with_the_own_key_or_with_a_certificate_file(tmp_path: Path) -> None:
    key = keeper(tmp_path)
    with pytest.raises(SigningError, match="There is no key yet"):
        key.sign(form(), Signing(), NOW)
    key.make_own_key("Own Key", "")
    certificate = tmp_path / "certificate.p12"
    certificate.write_bytes(key_file("Jānis Paraugs"))
    for signing, name in ((Signing(), "Own Key"), (Signing(certificate, PASSPHRASE.decode()), "Jānis Paraugs")):
        (found,) = check_signatures(key.sign(form(), signing, NOW)).found
        assert (found.signer, found.findings) == (name, ())
    with pytest.raises(SigningError, match="does not open"):
        key.sign(form(), Signing(certificate, "wrong"), NOW)


def test_the_passphrase_does_not_stand_in_what_is_printed_of_an_order() -> None:
    assert "hidden" not in repr(Signing(Path("a.p12"), "hidden"))


def test_each_data_folder_and_each_purpose_has_a_secret_of_its_own(tmp_path: Path) -> None:
    secrets: list[bytes] = []
    for name in ("one", "two"):
        data = open_data(tmp_path / name)
        secrets += [data.secret("a"), data.secret("b")]
        assert data.secret("a") == secrets[-2]
        data.close()
    assert len(set(secrets)) == 4
    assert derived("ab" * 32, "a") != derived("ab" * 32, "b")
