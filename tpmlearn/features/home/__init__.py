"""What anyone can read: the first page, the roles, how we measure, and the house rules."""
