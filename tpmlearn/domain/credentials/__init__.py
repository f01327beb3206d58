"""Badges: what they say, under which conditions, and how they stand in Open Badges 3.0."""
