"""The plan as files for other programs, one module a format."""
