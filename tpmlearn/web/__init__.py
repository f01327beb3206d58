"""Shared Flask plumbing: access, forms, errors, headers, templating."""
