"""Nightly work on what answers say of items: a new version of the bank, and item statistics."""
