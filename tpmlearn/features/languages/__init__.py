"""Languages: the choice of the one in which the site speaks."""
