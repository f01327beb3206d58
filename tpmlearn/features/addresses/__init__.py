"""Addresses: confirming one's e-mail address, and changing it."""
