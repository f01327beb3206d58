"""The editor: one file of a draft as text, with the checker's words and its page beside it."""
