"""Second step: what signing in asks for besides the password, and recovery codes."""
