"""Invitations to a role: made by admins, taken once by a member."""
