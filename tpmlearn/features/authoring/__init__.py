"""For authors: questions from and to other programs."""
