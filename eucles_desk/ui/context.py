"""What the window's parts are handed by the wiring: services and the few choices of the user."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from uuid import UUID

    from eucles_desk.language import Language
    from eucles_desk.services.attaching_forms import FormDesk
    from eucles_desk.services.auditing import Auditing
    from eucles_desk.services.backup_ports import BackupKeeper
    from eucles_desk.services.desk import Desk
    from eucles_desk.services.package_ports import PackageDesk
    from eucles_desk.services.ports import EvidenceReader
    from eucles_desk.services.report_ports import ReportMaker, SigningKeys
    from eucles_desk.ui.locking.secrecy import Secrecy
    from eucles_desk.ui.message_bar import Notices
    from eucles_desk.ui.privacy.desk import PrivacyDesk
    from eucles_desk.ui.viewer.looked import Looked

SITE_SCALE = 1.25
LARGEST_TEXT = 200
"""In percent; the theme keeps to the same bound."""


@dataclass(slots=True)
class Choices:
    """What the user has chosen about the program itself.

    ``language`` is a code or empty for the system's; ``theme`` is ``system``, ``light`` or ``dark``; ``text_size`` is
    a percentage; ``high_contrast`` asks for more contrast than the system does. ``name``, ``organisation`` and
    ``country`` of the user fill the lead seat of a new assessment.
    ``keep_files_days`` and its like are periods after the end of an assessment, 0 for none.
    ``template`` is the file of the template that reports are made with, empty for none. ``tour_seen``
    says that the tour of the first run has ended. ``site_mode`` shows larger text and only what matters on site.
    ``backup_folder`` is a second folder for backups, empty for none. ``lock_minutes`` is after how many minutes of
    nobody touching the program data with a passphrase are locked, 0 for never.
    """

    language: str = ""
    theme: str = "system"
    text_size: int = 100
    high_contrast: bool = False
    name: str = ""
    organisation: str = ""
    country: str = ""
    template: str = ""
    keep_files_days: int = 0
    keep_interviews_days: int = 0
    keep_private_days: int = 0
    keep_assessments_days: int = 0
    tour_seen: bool = False
    site_mode: bool = False
    backup_folder: str = ""
    lock_minutes: int = 10

    @property
    def shown_text_size(self) -> int:
        """The text size to show: larger in site mode, where one reads from further away."""
        return min(round(self.text_size * SITE_SCALE), LARGEST_TEXT) if self.site_mode else self.text_size


@dataclass(frozen=True, slots=True)
class Context:
    """The services and resources that windows work with.

    Attributes:
        choices: The user's choices; change them only through ``save_choices``.
        languages: The languages of the program by code, each with its own name.
        make_sample: Writes the sample data and returns the assessments' ids.
        save_file: Writes a whole file at once: afterwards the place holds all of it, or what was there before.
        signing_keys: The key of the program's own; ``None`` where there can be none.
        reader: Shows and reads evidence files; ``None`` where none is shown.
        auditing: The history, to be looked through; ``None`` where there is none.
        privacy: Returns what can be done about personal data; ``None`` where nothing can.
        packages: Packages for other computers and the register of experts; ``None`` where there are none.
        forms: Returns what makes forms for the cluster and takes them in; ``None`` where there are none.
        unread: Returns how many files are still to be read before their words are found; any thread may ask.
        backups: The backups of the data; ``None`` where there are none.
        secrecy: What can be done about the secrecy of the data; ``None`` where nothing can.
        notices: What all windows say above their pages; ``None`` where nothing is.
        looked: What was looked at last in each assessment, by its id, until the program ends.
    """

    desk: Desk
    make_report: ReportMaker
    resources: Path
    data_dir: Path
    choices: Choices
    save_choices: Callable[[Choices], None]
    load_language: Callable[[str], Language]
    languages: Mapping[str, str]
    make_sample: Callable[[], tuple[UUID, ...]]
    save_file: Callable[[Path, bytes], None]
    signing_keys: SigningKeys | None = None
    reader: EvidenceReader | None = None
    auditing: Auditing | None = None
    privacy: Callable[[], PrivacyDesk] | None = None
    packages: PackageDesk | None = None
    forms: Callable[[], FormDesk] | None = None
    unread: Callable[[], int] = lambda: 0
    backups: BackupKeeper | None = None
    secrecy: Secrecy | None = None
    notices: Notices | None = None
    looked: dict[UUID, Looked] = field(default_factory=dict["UUID", "Looked"])
