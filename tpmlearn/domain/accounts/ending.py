"""Why an admin ends a grant that is not theirs: from a list, so that nothing typed is kept."""

from tpmlearn.words import N_, later

CHOSEN = {
    "asked": later("Its owner asked for it"),
    "leaked": later("It has come to somebody for whom it was not meant"),
    "misused": later("What it shows is misused"),
}
"""As the admin chooses it."""
TOLD = {
    "asked": N_("you asked for it"),
    "leaked": N_("it had come to somebody for whom it was not meant"),
    "misused": N_("what it showed was misused"),
}
"""As its owner reads it, after “because”."""
