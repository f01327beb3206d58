"""The recruiter's desk: who granted a view, one candidate with notes, and what was opened."""
