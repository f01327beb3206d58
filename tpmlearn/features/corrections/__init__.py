"""For authors: a key of an exam that was wrong, whose result it changes, and re-scoring."""
