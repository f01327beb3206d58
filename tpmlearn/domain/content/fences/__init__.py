"""Figures that authors write as data: one reader for each kind of fence."""
