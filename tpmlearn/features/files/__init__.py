"""All content files: what is wrong in them, and what is said where."""
