"""The report of an assessment: ordered, made in the background, looked at and saved."""
