"""What anybody may read of badges: keys, status lists, a badge by its address, and the check."""
