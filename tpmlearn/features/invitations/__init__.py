"""Invitations to a role: made by admins, taken once by a member; and who has which role."""
