"""Makes the forms that a cluster fills in, and reads them in the process that reads files of others."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from eucles_desk import __version__
from eucles_desk.assessment.forms import FormKind
from eucles_desk.assessment.terms import Step
from eucles_desk.errors import InvalidKeyError, Message, UsageError
from eucles_desk.services.attaching_forms import ReceivedFile
from eucles_desk.wording.places import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from eucles_desk.app.languages import Languages
    from eucles_desk.assessment.forms import Received
    from eucles_desk.assessment.values import Assessment
    from eucles_desk.language import Language
    from eucles_desk.packages.keys import OwnKeys
    from eucles_desk.scheme.values import Edition
    from eucles_desk.services.attaching_forms import FormReader, IsSigned
    from eucles_desk.services.shelf import EditionShelf

CHECKED_IN = frozenset({Step.CONSENSUS, Step.FACT_CHECK, Step.DECISION})
"""The steps in which there is a draft that a cluster manager can check."""


class ProgramForms:
    """Fits ``FormDesk``.

    Args:
        resources: what comes with the program, for the fonts.
        languages: the languages that a form can be in.
        shelf: the editions.
        reader: reads files of others.
        keys: returns the keys of this data folder.
        now: the clock.
        backup: makes a backup.
    """

    def __init__(
        self,
        resources: Path,
        languages: Languages,
        shelf: EditionShelf,
        reader: FormReader,
        *,
        keys: Callable[[], OwnKeys],
        now: Callable[[], datetime],
        backup: Callable[[], object],
    ) -> None:
        self._fonts = resources / "fonts"
        self._languages, self._shelf, self._reader = languages, shelf, reader
        self._keys, self._now = keys, now
        self.backup = backup

    def make(self, kind: FormKind, assessment: Assessment, language: str) -> bytes:
        """Return a form to send.

        Raises:
            UsageError: There is no form in this language, or no draft to check in this step.
        """
        if language not in self._languages.codes:
            raise UsageError(
                "There is no form in the language “{language}”. There is: {languages}.",
                language=language,
                languages=", ".join(self._languages.codes),
            )
        edition, spoken = self._shelf.get(assessment.edition), self._languages.load(language)
        if kind is FormKind.SELF_ASSESSMENT:
            from eucles_desk.reports.self_form import self_form

            return self_form(assessment, edition, spoken, self._now().date())
        if assessment.step not in CHECKED_IN:
            raise UsageError(
                "A fact check is made from the consensus until the decision; the assessment is in the step “{step}”.",
                step=Message(STEPS[assessment.step]),
            )
        return self._fact_check(assessment, edition, spoken)

    def read(self, content: bytes, name: str) -> Received:
        """Return what is filled into a file."""
        return self._reader.form(ReceivedFile(content), name)

    def signed_for(self, assessment: Assessment) -> IsSigned:
        """Return what knows the signatures of this data folder and of the computers of the seats."""
        from eucles_desk.packages.keys import public_key

        known = [self._keys().public]
        for seat in assessment.seats:
            try:
                known += [public_key(seat.key)] if seat.key else []
            except InvalidKeyError:  # whoever has such a key signs nothing
                continue
        return lambda signature, content: any(key.has_signed(signature, content) for key in known)

    def _fact_check(self, assessment: Assessment, edition: Edition, language: Language) -> bytes:
        """Write the form twice: what stands on its pages is known only when they are written, and is then signed."""
        from eucles_desk.assessment.disclosure import ReportKind
        from eucles_desk.assessment.fact_form import DRAFT_NAME, form_name
        from eucles_desk.reports.fact_check import fact_check
        from eucles_desk.reports.kinds import case_of
        from eucles_desk.reports.pdf import write_pdf

        day = self._now().date()
        case = case_of(assessment, edition, language, made_on=day, program_version=__version__, kind=ReportKind.DRAFT)

        def written(name: str) -> bytes:
            file = io.BytesIO()
            write_pdf(fact_check(case, name), file, self._fonts)
            return file.getvalue()

        pages = self.read(written(DRAFT_NAME), "form.pdf").pages
        return written(form_name(assessment, edition, pages, self._keys().sign))
