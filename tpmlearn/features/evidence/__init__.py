"""The evidence log: what somebody did, what shows it, and who is asked to confirm it."""
