"""The days on site: interviews as they are held, and what is to be closed before leaving."""
