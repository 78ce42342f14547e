"""Personal data and keeping periods: looked at, given out, erased."""
