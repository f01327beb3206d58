"""The two widths in which figures of lessons are drawn: about those of the column of text."""

NARROW = 340.0
WIDE = 600.0
