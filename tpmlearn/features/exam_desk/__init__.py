"""Sitting an exam: one question at a time, each answer saved, breaks, the end."""
