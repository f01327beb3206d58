"""Asking somebody to confirm a claim, and the page on which they answer without an account."""
