"""What a person says and shows of themselves: ratings, evidence, visibility."""
