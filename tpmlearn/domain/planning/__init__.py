"""From gaps to a dated plan: gaps, activities, choice, schedule, changes."""
