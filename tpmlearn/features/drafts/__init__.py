"""Drafts of content: what they change, their review, publishing, merging."""
