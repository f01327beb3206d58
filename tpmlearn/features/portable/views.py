"""The framework as a CASE 1.1 service, which anybody may read; downloads of one's own profile."""

import json

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.profiles.portable.case import (
    RESOURCES,
    CaseFramework,
    case_framework,
    found_in,
)
from tpmlearn.domain.profiles.portable.case_asking import (
    Refusal,
    Refused,
    not_an_id,
    past_the_end,
    read_paging,
    unknown,
)
from tpmlearn.domain.profiles.portable.case_ids import is_identifier
from tpmlearn.domain.profiles.portable.markdown import profile_markdown
from tpmlearn.domain.profiles.portable.profile import PortableProfile
from tpmlearn.domain.profiles.portable.resume import resume as as_resume
from tpmlearn.features.portable import queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.site import site_settings
from tpmlearn.web.access import audience, now, person
from tpmlearn.web.downloads import download
from tpmlearn.web.templating import zone

blueprint = Blueprint("portable", __name__)
CASE = "/ims/case/v1p1"
# Any program may read it from any page: it holds nothing of anybody and knows no session.
FOR_ANY_SITE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, X-Total-Count",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
FRESH_SECONDS = 300


@blueprint.get(f"{CASE}/CFDocuments")
@audience("anyone")
def documents() -> Response:
    """The list of frameworks: there is one."""
    try:
        paging = read_paging(request.args)
    except Refused as refused:
        return _refused(refused.refusal)
    shown = [_framework().alone()][paging.offset : paging.offset + paging.limit]
    if not shown:
        return _refused(past_the_end())
    response = _told({"CFDocuments": shown})
    response.headers["X-Total-Count"] = "1"
    response.headers["Link"] = paging.links(f"{_base()}/CFDocuments", 1)
    return response


@blueprint.get(f"{CASE}/<resource>/<source_id>")
@audience("anyone")
def resource(resource: str, source_id: str) -> Response:
    """The package, or one document, item, association or type of item."""
    if resource not in RESOURCES:
        return _refused(unknown(resource))
    if not is_identifier(source_id):
        return _refused(not_an_id())
    found = found_in(_framework(), resource, source_id)
    return _told(found) if found else _refused(unknown(resource))


@blueprint.get("/profile/resume.json")
@audience("anyone")
def resume() -> Response:
    """One's own profile as JSON Resume."""
    return _own(as_resume(_profile()), "resume.json", "application/json")


@blueprint.get("/profile.md")
@audience("anyone")
def markdown() -> Response:
    """One's own profile as Markdown."""
    text = profile_markdown(_profile())
    return _own(text.encode(), "profile.md", "text/markdown")


def _own(data: bytes, name: str, media_type: str) -> Response:
    response = download(data, name, media_type)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _profile() -> PortableProfile:
    who = person()
    return queries.portable_profile(
        who,
        current_catalogue(),
        source=site_settings().public_url,
        now=now(),
        zone=zone(who.time_zone if who else "UTC"),
    )


def _framework() -> CaseFramework:
    source = site_settings().public_url + url_for("learning.catalogue", by="skill")
    return case_framework(current_catalogue(), _base(), source)


def _base() -> str:
    return site_settings().public_url + CASE


def _told(found: dict[str, object]) -> Response:
    response = _json(found)
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    # Weak: the same content goes out plain and compressed.
    response.add_etag(weak=True)
    return response.make_conditional(request.environ)


def _refused(refusal: Refusal) -> Response:
    response = _json(refusal.body())
    response.status_code = refusal.status
    response.headers["Cache-Control"] = "no-store"
    return response


def _json(found: dict[str, object]) -> Response:
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    response = Response(body, content_type="application/json")
    response.headers.update(FOR_ANY_SITE)
    return response
