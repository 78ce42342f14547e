"""Packages for other computers: making them, taking them in, and who has which key."""
