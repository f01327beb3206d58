"""Results of exams: what a sitting says and how surely, and how it compares with earlier ones."""
