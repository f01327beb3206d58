"""Grants that work, as admins see them: of what kind and how long, and a way to end one."""
