"""What the user chooses about the program itself."""
