"""The data on disk: one encrypted SQLite database and the evidence files beside it."""
