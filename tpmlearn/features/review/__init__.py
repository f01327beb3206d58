"""Review: what is due again, asked in short sessions, and how well confidence fits."""
