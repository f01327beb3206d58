"""Rules of exams: drawing, clock, scoring, results, re-scoring."""
