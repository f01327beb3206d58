"""Figures of lessons, drawn from the data that authors write in fences."""
