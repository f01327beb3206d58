"""Portable: the framework for other programs, and one's own profile to take along."""
