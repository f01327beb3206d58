"""The authors' language: front matter, lessons, items, the catalogue and its checker."""
