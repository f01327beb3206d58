"""Exams: which there are, before one starts, drills, and who sits one now."""
