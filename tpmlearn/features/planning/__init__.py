"""Planning: the gap to a role, the dated plan that closes it, and what it says for today."""
