"""Markdown and SVG of authors in, clean HTML out, kept on disk by the hash of what went in."""
