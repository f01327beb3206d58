"""Releases: what is live, back, and from a remote."""
