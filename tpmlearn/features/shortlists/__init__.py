"""A recruiter's shortlists: candidates for one opening, kept together."""
