"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says nothing on a machine that does other things too; tests that mean a time say so.
settings.register_profile("eucles-desk", deadline=None)
settings.load_profile("eucles-desk")
