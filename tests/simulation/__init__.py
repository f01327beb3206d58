"""A simulated year of learners through the real services, whose truth is known."""
