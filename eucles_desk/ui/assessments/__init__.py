"""The first page: all assessments, and starting a new one."""
