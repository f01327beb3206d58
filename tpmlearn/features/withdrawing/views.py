"""The page that takes an item out of the content at once."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.withdrawing import forms, services
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.publish_refusals import CannotPublish
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import typed
from tpmlearn.words import _

blueprint = Blueprint("withdrawing", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.route("/author/items/<item>/withdraw", methods=["GET", "POST"])
@audience("author")
def withdraw(item: str) -> Page:
    """What withdrawing an item does; posted with its reason, it is done."""
    library, form, refused = current_library(), forms.WithdrawForm(), ""
    try:
        found = services.present(library, item)
    except services.UnknownItem:
        abort(404)
    if form.is_submitted() and form.accepted():
        try:
            services.withdraw(
                library, item, known(), typed(form.why), version=typed(form.version), now=now()
            )
        except services.UnknownItem:
            abort(404)
        except CannotPublish as reason:
            refused = str(reason)
        else:
            flash(
                _(
                    "It is out of the content: every server stops asking it within five seconds. "
                    "Results of exams that had it can be corrected here."
                )
            )
            return redirect(url_for("corrections.index", item=item))
    form.version.data = found.version
    page = render_template("withdrawing/withdraw.html", item=found, form=form, refused=refused)
    return (page, 422) if refused or form.errors else page
