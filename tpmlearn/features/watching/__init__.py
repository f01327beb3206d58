"""What watches the site asks: alive, ready, and how it does."""
