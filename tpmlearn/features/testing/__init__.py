"""Adaptive tests: choose an area, answer one item after the other, see the knowledge bands."""
