"""Pages: all stories and CV lines, one story to edit, the same as Markdown."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.stories import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, now, person_id
from tpmlearn.web.downloads import download
from tpmlearn.words import _

blueprint = Blueprint("stories", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]


@blueprint.get("/evidence/stories")
@audience("anyone")
def index() -> Page:
    """All stories and CV lines, kept or drafted."""
    stories = queries.own_stories(person_id())
    return render_template(
        "stories/index.html",
        stories=stories,
        saved=[one for one in stories if not one.is_draft],
        markdown=queries.as_markdown(stories),
        skills=current_catalogue().skills,
    )


@blueprint.get("/evidence/stories.md")
@audience("anyone")
def markdown() -> Page:
    """What is kept, as a file."""
    text = queries.as_markdown(queries.own_stories(person_id()))
    return download(text.encode(), "stories-and-cv-lines.md", "text/markdown; charset=utf-8")


@blueprint.route("/evidence/<int:entry_id>/story", methods=["GET", "POST"])
@audience("anyone")
def story(entry_id: int) -> Page:
    """Edit the story and the CV line of an entry."""
    who = person_id() or abort(404)
    found = queries.own_story(who, entry_id) or abort(404)
    form = forms.StoryForm() if request.method == "POST" else forms.filled(found.story)
    if form.accepted():
        try:
            services.save_story(who, entry_id, form.story(), now=now())
        except services.NoSuchEntry:
            abort(404)
        flash(_("The story and the CV line are saved."))
        return redirect(url_for("stories.index", _anchor=f"story-{entry_id}"))
    page = render_template("stories/story.html", form=form, found=found)
    return page, 422 if request.method == "POST" else 200
