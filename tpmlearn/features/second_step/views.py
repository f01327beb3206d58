"""Pages: the second step in settings, and at sign-in."""

from flask import (
    Blueprint,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from tpmlearn.domain.accounts.ways_in import Step
from tpmlearn.features.second_step import forms, queries, services
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.admission import Halfway, complete, forget_halfway, halfway
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.proof import proven
from tpmlearn.web.sign_in_log import Outcome, note_try
from tpmlearn.web.standing import account_notes
from tpmlearn.words import N_, _

blueprint = Blueprint("second_step", __name__, template_folder="templates")
Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]
FRESH = "fresh_codes"
WRONG = N_("This code does not work now. Codes change every 30 seconds, and each works once.")


@blueprint.get("/settings/second-step")
@audience("member")
def index() -> Page:
    """What signing in asks for besides the password."""
    found = queries.standing_of(known())
    return render_template("second_step/index.html", standing=found, notes=account_notes())


@blueprint.post("/settings/second-step/start")
@audience("member")
@proven("second_step.index")
def start() -> Page:
    """Begin to set an app up."""
    try:
        services.start(known(), now=now())
    except services.NotConfirmed:
        flash(_("Confirm your address first: it is your way back if you lose your phone."))
        return redirect(url_for("addresses.address"))
    except services.HasApp:
        flash(_("Your app is set up already. To move to another one, turn it off first."))
        return redirect(url_for("second_step.index"))
    return redirect(url_for("second_step.app"))


@blueprint.route("/settings/second-step/app", methods=["GET", "POST"])
@audience("member")
@proven("second_step.app")
def app() -> Page:
    """The picture for the app, and its first code."""
    form, status = forms.CodeForm(), 200
    picture = queries.picture_for(known(), now=now())
    if picture is None:
        return redirect(url_for("second_step.index"))
    if form.accepted():
        try:
            codes = services.confirm(known(), typed(form.code), now=now())
        except services.WrongCode:
            refuse(form.code, _(WRONG))
        except Throttled as wait:
            refuse(form.code, str(wait))
            status = 429
        else:
            session[FRESH] = codes
            flash(_("Your app is set up. Signing in asks for a code of it from now on."))
            return redirect(url_for("second_step.codes" if codes else "second_step.index"))
    page = render_template("second_step/app.html", form=form, picture=picture)
    status = status if status != 200 or not form.is_submitted() else 422
    return page, status, {"Cache-Control": "no-store"}


@blueprint.get("/settings/second-step/codes")
@audience("member")
def codes() -> Page:
    """New recovery codes, once; afterwards how many are left."""
    found = queries.standing_of(known())
    fresh = session.pop(FRESH, None) or []
    response = make_response(render_template("second_step/codes.html", standing=found, fresh=fresh))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/settings/second-step/codes")
@audience("member")
@proven("second_step.codes")
def renew() -> Page:
    """Make new recovery codes; the old ones work no more."""
    session[FRESH] = services.renew_codes(known(), now=now())
    return redirect(url_for("second_step.codes"))


@blueprint.route("/settings/second-step/off", methods=["GET", "POST"])
@audience("member")
@proven("second_step.off")
def off() -> Page:
    """Turn the app off."""
    if request.method == "POST":
        services.turn_off(known(), now=now())
        flash(_("The app is turned off. You can set one up again at any time."))
        return redirect(url_for("second_step.index"))
    return render_template("second_step/off.html", standing=queries.standing_of(known()))


@blueprint.route("/sign-in/second-step", methods=["GET", "POST"])
@audience("anyone")
def ask() -> Page:
    """The second page of signing in: nobody is signed in before it is answered."""
    found, form = halfway(), forms.CodeForm()
    if found is None:
        forget_halfway()
        flash(_("Sign in again: the second step waits for ten minutes."))
        return redirect(url_for("accounts.sign_in"))
    if form.accepted():
        try:
            step = services.check_code(found.person, typed(form.code), now=now())
        except services.WrongCode:
            note_try(found.way, Outcome.REFUSED, step=Step.CODE, who=found.person)
            refuse(form.code, _(WRONG))
        except Throttled as wait:
            note_try(found.way, Outcome.HELD_OFF, step=Step.CODE, who=found.person)
            refuse(form.code, str(wait))
            seconds = str(round(wait.wait.total_seconds()) + 1)
            return _ask(found, form), 429, {"Retry-After": seconds}
        else:
            return complete(found.person, found.way, step, found.target)
    return _ask(found, form), 422 if form.is_submitted() else 200


def _ask(found: Halfway, form: forms.CodeForm) -> str:
    standing = queries.standing_of(found.person)
    return render_template("second_step/ask.html", form=form, standing=standing)
