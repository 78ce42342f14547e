"""The package: an assessment in one file, signed and encrypted, from one laptop to another; docs/package-format.md."""
