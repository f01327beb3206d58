"""Devices: where one is signed in, since when and how, and ending it."""
