"""The history of an assessment, to be looked through."""
