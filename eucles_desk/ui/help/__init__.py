"""Help at the place, and the tour of the first run."""
