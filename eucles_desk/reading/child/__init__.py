"""The process that reads files: it gets their bytes, has no way to other files or the network, and may die any time."""
