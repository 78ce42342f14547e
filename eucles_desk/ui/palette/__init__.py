"""Finding anything with one key: the field with its results, what they say, and where they lead."""
