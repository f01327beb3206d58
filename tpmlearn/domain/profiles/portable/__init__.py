"""The framework and a person's profile in formats that other programs read."""
