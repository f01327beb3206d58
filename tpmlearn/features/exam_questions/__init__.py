"""Questions of an exam that is over, each with its key and every reason: one, or a list of them."""
