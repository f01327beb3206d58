"""Page: show again that it is you."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.accounts.ways_in import Way
from tpmlearn.features.proving import forms, queries, services
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, known, local_path, now
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.proof import note_proof
from tpmlearn.web.sign_in_log import Outcome, note_try
from tpmlearn.words import _

blueprint = Blueprint("proving", __name__, template_folder="templates")
Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.route("/settings/prove", methods=["GET", "POST"])
@audience("member")
def prove() -> Page:
    """Ask for the password again, then lead on."""
    form = forms.ProofForm()
    target = local_path(request.args.get("next")) or url_for("accounts.settings")
    status, headers = (422 if form.is_submitted() else 200), {}
    if form.accepted():
        try:
            services.check_own_password(known(), typed(form.password), now=now())
        except services.WrongPassword:
            note_try(Way.PASSWORD, Outcome.REFUSED, who=known())
            refuse(form.password, _("This is not your password."))
        except Throttled as wait:
            note_try(Way.PASSWORD, Outcome.HELD_OFF, who=known())
            refuse(form.password, str(wait))
            status, headers = 429, {"Retry-After": str(round(wait.wait.total_seconds()) + 1)}
        else:
            note_proof()
            services.commit_proof()
            note_try(Way.PASSWORD, Outcome.PROVEN, who=known())
            return redirect(target)
    page = render_template(
        "proving/prove.html", form=form, target=target, has_password=queries.has_password(known())
    )
    return page, status, headers
