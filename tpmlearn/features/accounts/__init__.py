"""Accounts: sign up, sign in, passwords, settings, leaving."""
