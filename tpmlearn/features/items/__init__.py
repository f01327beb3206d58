"""Items as authors see them: what they are, how they did, where they are used."""
