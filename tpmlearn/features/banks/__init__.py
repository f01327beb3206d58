"""Tests as a whole, for authors: what the bank of each can tell, and how it was shown."""
