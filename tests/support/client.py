"""A test client that looks at every page it opens, as a picky browser would."""

import re
from collections import Counter
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as Tree

import html5lib
from flask.testing import FlaskClient
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

XHTML = "{http://www.w3.org/1999/xhtml}"
LABELLED = {"input", "select", "textarea"}


class CheckingClient(FlaskClient):
    """Opens pages and fails on markup that no page of the site may have."""

    person_id = 0

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Open and inspect; redirects and everything but HTML pass."""
        response = super().open(*args, **kwargs)
        plain = "Content-Encoding" not in response.headers
        if (
            plain
            and response.mimetype == "text/html"
            and response.status_code not in range(300, 400)
        ):
            inspect(response.get_data(as_text=True), self)
        return response

    def token(self) -> str:
        """A CSRF token for this browser."""
        page = super().open("/accessibility").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, "no form with a token on the page"
        return found.group(1)

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Post a form as a page of ours would."""
        return self.post(path, data={**fields, "csrf_token": self.token()})

    def save(self, path: str, **fields: Any) -> TestResponse:
        """Post a form as save.js would."""
        return self.post(
            path,
            data={**fields, "csrf_token": self.token()},
            headers={"X-Requested-With": "fetch", "Accept": "application/json"},
        )

    def read(self, path: str) -> str:
        """The words and markup of a page that must be there."""
        response = self.get(path)
        assert response.status_code == 200, f"{path}: {response.status}"
        return response.get_data(as_text=True)


def inspect(html: str, client: FlaskClient) -> None:
    """Fail on what is wrong with the markup of one page."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    root = parser.parse(html)
    assert not parser.errors, f"invalid HTML: {parser.errors[:3]}"
    elements = [
        (node.tag.replace(XHTML, ""), node) for node in root.iter() if type(node.tag) is str
    ]
    heads = [node for tag, node in elements if tag == "h1"]
    assert len(heads) == 1, f"{len(heads)} h1"
    title = next(node.text or "" for tag, node in elements if tag == "title")
    words = " ".join("".join(heads[0].itertext()).split())
    assert " ".join(title.split()).startswith(words), (
        f"title {title!r} does not start with {words!r}"
    )
    assert root.get("lang"), "no language"
    _check_ids(elements)
    for tag, node in elements:
        _check_element(tag, node, client)


def _check_ids(elements: list[tuple[str, Tree.Element]]) -> None:
    ids = Counter(node.get("id") for _, node in elements if node.get("id"))
    assert all(count == 1 for count in ids.values()), [i for i, count in ids.items() if count > 1]
    labels = {node.get("for") for tag, node in elements if tag == "label"}
    wrapped = {id(child) for tag, node in elements if tag == "label" for child in node.iter()}
    for tag, node in elements:
        is_shown = node.get("type") not in {"hidden", "submit"} and node.get("hidden") is None
        if tag in LABELLED and is_shown:
            named = (
                node.get("aria-label") or node.get("aria-labelledby") or node.get("id") in labels
            )
            assert named or id(node) in wrapped, f"no label: {node.attrib}"
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            for target in (node.get(name) or "").split():
                assert target in ids, f"{name} points to no element: {target}"
        fragment = node.get("href", "") if tag == "a" else ""
        if fragment.startswith("#") and len(fragment) > 1:
            assert fragment[1:] in ids, f"link to no element: {fragment}"


def _check_element(tag: str, node: Tree.Element, client: FlaskClient) -> None:
    assert "style" not in node.attrib, f"inline style on {tag}"
    assert not [name for name in node.attrib if name.startswith("on")], f"handler on {tag}"
    # A block of data is no script: nothing runs it.
    is_data = tag == "script" and node.get("type") == "application/ld+json"
    if tag in {"script", "link", "img"} and not is_data:
        target = node.get("src") or node.get("href") or ""
        assert target.startswith("/"), f"{tag} from elsewhere: {target}"
    if tag == "img":
        assert node.get("alt") is not None, "image without alternative"
    if tag == "a" and (node.get("href") or "").startswith("/"):
        _check_route(node.attrib["href"], "GET", client)
    if tag == "form":
        method = (node.get("method") or "get").upper()
        _check_route(node.get("action") or "/", method, client)
        tokens = [child for child in node.iter() if child.get("name") == "csrf_token"]
        assert method == "GET" or tokens, f"form without token: {node.get('action')}"


def _check_route(target: str, method: str, client: FlaskClient) -> None:
    adapter = client.application.url_map.bind("localhost")
    try:
        adapter.match(urlsplit(target).path, method=method)
    except MethodNotAllowed:
        raise AssertionError(f"no {method} at {target}") from None
    except RequestRedirect:
        return
    except HTTPException:
        raise AssertionError(f"no route for {target}") from None
