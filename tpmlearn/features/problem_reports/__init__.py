"""Reports of problems: a learner says what is wrong with a question or a paragraph of a lesson."""
