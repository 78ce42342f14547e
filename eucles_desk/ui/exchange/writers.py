"""Says who wrote a value: this computer, an expert whose key is known, or somebody by their fingerprint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eucles_desk.errors import EuclesError
from eucles_desk.ui.language import tr

if TYPE_CHECKING:
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.assessment.versions import Version
    from eucles_desk.services.package_ports import PackageDesk


class Writers:
    """Knows the computers of the register's experts and of the assessment's seats by their fingerprints."""

    def __init__(self, packages: PackageDesk, value: Assessment) -> None:
        self._names: dict[str, str] = {}
        pairs = [(seat.key, seat.name) for seat in value.seats] + [(one.key, one.name) for one in packages.experts()]
        for key, name in pairs:
            try:
                self._names[packages.fingerprint(key)] = name
            except EuclesError:
                continue
        self._names[packages.fingerprint(packages.own_key)] = tr("on this computer")

    def by(self, version: Version) -> str:
        """Return who wrote a version."""
        replica = version.replica.partition(".")[0]
        if version.counter == 0 or replica.startswith("="):
            return tr("before anybody's changes were followed")
        return self._names.get(replica) or tr("computer {fingerprint}", fingerprint=replica)

    def said(self, version: Version, value: str, *, is_shown: bool) -> str:
        """Say a value with who wrote it."""
        if is_shown:
            return tr("Shown: {value} ({by})", value=value, by=self.by(version))
        return tr("Also kept: {value} ({by})", value=value, by=self.by(version))
