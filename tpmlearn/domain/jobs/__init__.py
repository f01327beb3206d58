"""Background work: what a job is, when it is tried again, and when it is given up."""
