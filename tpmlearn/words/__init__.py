"""What the site says, in the language of whoever it speaks to: texts, dates, numbers and lists."""

from tpmlearn.words.marks import N_, _, later, ngettext, pgettext
from tpmlearn.words.speech import (
    LANGUAGES,
    OFFERED,
    SOURCE,
    Speech,
    current,
    known,
    speak,
    speaking,
)

__all__ = [
    "LANGUAGES",
    "N_",
    "OFFERED",
    "SOURCE",
    "Speech",
    "_",
    "current",
    "known",
    "later",
    "ngettext",
    "pgettext",
    "speak",
    "speaking",
]
