"""Rules of drafts and releases."""
