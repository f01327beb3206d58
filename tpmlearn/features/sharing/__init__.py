"""Views of a profile, the grants that open them, what they show to others, and who looked."""
