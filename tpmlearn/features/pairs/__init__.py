"""Which of two items is harder: authors judge pairs, and new items get their difficulty of it."""
