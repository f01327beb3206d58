"""The admins' front page: how many people, what waits, how the site does, and where to go."""
