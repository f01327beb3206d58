"""One SVG grammar and the figures drawn with it; each figure has the same data as a table."""
