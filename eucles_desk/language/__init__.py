"""The languages of the program: texts from gettext catalogues, numbers and dates as each language writes them.

One catalogue serves window, report and command line, so that a thing has one word everywhere; a report's language is
independent of the screen's because a :class:`Language` is handed to whatever needs one.
"""

from eucles_desk.language.languages import ENGLISH, Language, available, load

__all__ = ["ENGLISH", "Language", "available", "load"]
