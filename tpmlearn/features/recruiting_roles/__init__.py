"""Roles of a recruiter's own: a level and a weight for each skill, begun as a copy of ours."""
