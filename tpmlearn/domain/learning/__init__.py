"""Learning: how lessons are ordered and what stands around each, and what counts as progress."""
