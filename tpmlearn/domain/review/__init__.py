"""Rules of review: how sure people are, what they are likely to have forgotten, what comes when."""
