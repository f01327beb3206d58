"""What a grant shows to others: the page, its paper, and what was seen before."""
