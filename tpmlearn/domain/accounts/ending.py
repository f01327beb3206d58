"""Why an admin ends a grant that is not theirs: from a list, so that nothing typed is kept."""

CHOSEN = {
    "asked": "Its owner asked for it",
    "leaked": "It has come to somebody for whom it was not meant",
    "misused": "What it shows is misused",
}
"""As the admin chooses it."""
TOLD = {
    "asked": "you asked for it",
    "leaked": "it had come to somebody for whom it was not meant",
    "misused": "what it showed was misused",
}
"""As its owner reads it, after “because”."""
