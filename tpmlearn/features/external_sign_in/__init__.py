"""Signing in by a provider that the operator names: join, come back, link, unlink."""
