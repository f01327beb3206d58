"""Interview stories and CV lines: drafted from the evidence log, edited and kept by the learner."""
