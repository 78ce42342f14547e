"""EUCLES Desk: assessments of cluster management excellence, offline, from criteria to report."""

__version__ = "0.1.0"
