"""Releases of the content: what is live, what was, rolling back, pulling from a remote."""
