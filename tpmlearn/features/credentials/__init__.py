"""Badges: what can be issued, issuing and revoking, and the files to take along."""
