"""Locking the data, and what is shown while they are locked."""
