"""How answers become results: marking, quizzes; later the adaptive tests."""
