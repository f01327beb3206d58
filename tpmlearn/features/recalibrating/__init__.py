"""Learning from answers, asked for by an author: how far it is, and what came of it."""
