"""Pages that anyone can read without an account."""

from flask import Blueprint, Response, render_template

from tpmlearn.domain.accounts.kept import KEPT
from tpmlearn.features.home import queries
from tpmlearn.features.home.forms import SampleForm
from tpmlearn.web.access import audience
from tpmlearn.web.forms import unsaved, wants_json
from tpmlearn.words import _

Page = str | tuple[Response, int]
blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.get("/")
@audience("anyone")
def index() -> str:
    """What this is, for whom, how long it takes, and three doors."""
    return render_template("home/index.html", extent=queries.extent(), gap=queries.sample_gap())


@blueprint.get("/roles")
@audience("anyone")
def roles() -> str:
    """The five roles: what the job is, and what it asks of each skill."""
    return render_template("home/roles.html", page=queries.roles_page())


@blueprint.get("/how-we-measure")
@audience("anyone")
def measure() -> str:
    """What a rating, a claim and a quiz result mean, and what they do not."""
    return render_template("home/measure.html", levels=queries.levels())


@blueprint.get("/for-recruiters")
@audience("anyone")
def recruiters() -> str:
    """How to read a shared profile in two minutes."""
    return render_template("home/recruiters.html", gap=queries.sample_gap())


@blueprint.get("/for-authors")
@audience("anyone")
def authors() -> str:
    """How lessons and questions are written and checked."""
    return render_template("home/authors.html")


@blueprint.get("/privacy")
@audience("anyone")
def privacy() -> str:
    """Every table with its purpose, who sees it and how long it stays; how to get or erase it."""
    return render_template("home/privacy.html", subjects=KEPT)


@blueprint.get("/hiring")
@audience("anyone")
def hiring() -> str:
    """What the site decides about people (nothing), who decides, and what the law asks."""
    return render_template("home/hiring.html")


@blueprint.get("/accessibility")
@audience("anyone")
def accessibility() -> str:
    """What the site does so that everybody can use it, and how to report a fault."""
    return render_template("home/accessibility.html")


@blueprint.get("/glossary")
@audience("anyone")
def glossary() -> str:
    """The words of the site and of the field, with an anchor for each."""
    return render_template("home/glossary.html", terms_by_letter=queries.terms_by_letter)


@blueprint.get("/facts")
@audience("anyone")
def facts() -> str:
    """The facts that age, each with the day on which it was last checked."""
    return render_template("home/facts.html", facts=queries.facts())


@blueprint.route("/styleguide", methods=["GET", "POST"])
@audience("anyone")
def styleguide() -> Page:
    """Every component in every state; its forms are shown and keep nothing."""
    if wants_json():
        return unsaved({"": _("This is the style guide: nothing is kept here.")})
    form = SampleForm(
        formdata=None, name="Asha", hours=0, role="tpm", skills=["DEL4"], meta={"csrf": False}
    )
    form.validate()
    return render_template("styleguide.html", form=form, gap=queries.sample_gap())
