"""The editions that are kept here."""
