"""The quizzes of modules: start, answer, see why, repeat what was wrong."""
