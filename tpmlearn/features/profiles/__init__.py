"""The own profile: what was rated, what shows it, what was answered, skill by skill."""
