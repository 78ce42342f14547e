"""Editions of the scheme as data: values, loading, overlays."""
