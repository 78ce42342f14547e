"""The start of the program: wiring, command line, settings, paths, log and crash handling."""
