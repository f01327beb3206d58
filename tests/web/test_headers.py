"""Headers of every answer, and compression that hides the size of a token."""

import gzip

import pytest

from tests.support.client import CheckingClient


@pytest.mark.parametrize("path", ["/", "/learn", "/nothing-here", "/sign-in"])
def test_the_policy_is_strict_everywhere(visitor: CheckingClient, path: str) -> None:
    headers = visitor.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"


def test_the_cookie_is_closed_to_scripts_and_other_sites(visitor: CheckingClient) -> None:
    cookie = visitor.get("/sign-in").headers["Set-Cookie"]

    assert cookie.startswith("sid=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_page_is_compressed_and_its_length_varies(visitor: CheckingClient) -> None:
    answers = [visitor.get("/privacy", headers={"Accept-Encoding": "gzip"}) for _ in range(12)]

    assert all(answer.headers["Content-Encoding"] == "gzip" for answer in answers)
    assert len({len(gzip.decompress(answer.data)) for answer in answers}) > 3


def test_static_files_are_kept_for_a_year(visitor: CheckingClient) -> None:
    page = visitor.read("/")
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]

    answer = visitor.get(path, headers={"Accept-Encoding": "gzip"})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Encoding"] == "gzip"
    assert visitor.get("/static/x/../../config.py").status_code == 404
    assert visitor.get("/static/x/%2e%2e/%2e%2e/config.py").status_code == 404
