"""The window that is shown when the data cannot be opened as they are."""
