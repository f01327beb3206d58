"""Candidates side by side against a role, and the same as CSV, with no sum and no rank."""
