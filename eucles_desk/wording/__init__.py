"""Sentences about an assessment in the reader's language, one wording for window, report and command line."""
