"""Passkeys: adding, naming and removing them, and coming in by one."""
