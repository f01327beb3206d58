"""Rate yourself: anchored statements, evidence, history; later the adaptive tests."""
