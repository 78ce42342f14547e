"""Looking at a stored file: its pages as pictures, its text, and the places in it that are found or cited."""
