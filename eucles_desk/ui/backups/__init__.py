"""The backups: what there is, and what can be done with them."""
