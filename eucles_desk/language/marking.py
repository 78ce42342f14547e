"""Marks a text for translation where it is written down but not yet shown."""

from eucles_desk.errors import N_

__all__ = ["N_"]
