"""Time away from the plan, and things that are done in two parts."""
