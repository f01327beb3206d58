"""What is kept about oneself: to see, to take along, and, for guests, to erase."""
