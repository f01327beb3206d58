"""Proving: showing again that it is you, before a way into the account changes."""
