"""Drafts from beginning to publishing."""
