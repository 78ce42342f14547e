"""The sections of a report, each a function from a case to blocks."""
