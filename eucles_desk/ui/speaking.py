"""Puts the screen into a language: our texts, Qt's own, and how Qt writes numbers and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from eucles_desk.ui.language import set_current

if TYPE_CHECKING:
    from eucles_desk.language import Language

_installed: list[QTranslator] = []


def locale_of(language: Language) -> QLocale:
    """Return how Qt writes numbers and dates in a language; English is Europe's, with the day before the month."""
    return QLocale("en_GB") if language.code == "en" else QLocale(language.code)


def speak(language: Language) -> None:
    """Speak a language from now on; windows made before keep their words until they are made again."""
    set_current(language)
    QLocale.setDefault(locale_of(language))
    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())
    translator = QTranslator()
    if translator.load(f"qtbase_{language.code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(translator)
        _installed.append(translator)
