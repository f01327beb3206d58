"""The page of the audit trail, for admins: it can be read and nothing else."""

from flask import Blueprint, render_template, request

from tpmlearn.domain.accounts.audit import IN_WORDS, Act
from tpmlearn.features.auditing import queries
from tpmlearn.web.access import audience, from_replica
from tpmlearn.web.addresses import LARGEST

blueprint = Blueprint("auditing", __name__, template_folder="templates")
LONGEST = 32


@blueprint.get("/admin/audit")
@audience("admin")
@from_replica
def trail() -> str:
    """Who did what to whom, newest first, by act and by pseudonym."""
    asked, who = request.args.get("act", ""), _who(request.args.get("who", ""))
    act = Act(asked) if asked in frozenset(Act) else None
    number = request.args.get("before", 0, type=int)
    before = number if 0 < number <= LARGEST else None
    found = queries.trail(act=act, who=who, before=before)
    return render_template(
        "auditing/trail.html", page=found, act=act, who=who, before=before, words=IN_WORDS
    )


def _who(typed: str) -> str:
    """A pseudonym as typed: letters and numbers, nothing that a database or a page refuses."""
    return "".join(one for one in typed if one.isascii() and one.isalnum())[:LONGEST]
