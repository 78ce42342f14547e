"""What leaves and enters the program as files that other programs may read."""
