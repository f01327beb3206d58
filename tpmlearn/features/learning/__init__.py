"""Learning: the catalogue, lessons, notes and bookmarks, search, assignments, skills."""
