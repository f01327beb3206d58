"""Reports of items: a learner says what is wrong with one, an author answers."""
