"""A lesson's template is downloaded as it was written."""

from tests.support.client import CheckingClient
from tpmlearn.config import ROOT

SLUG = "23-risk-find-and-rank"
NAME = "risk-register"
FILE = ROOT / "content" / "modules" / SLUG / "templates" / f"{NAME}.md"


def test_the_lesson_links_it(visitor: CheckingClient) -> None:
    assert f'href="/learn/{SLUG}/templates/{NAME}.md"' in visitor.read(f"/learn/{SLUG}")


def test_it_is_a_file_to_keep(visitor: CheckingClient) -> None:
    response = visitor.get(f"/learn/{SLUG}/templates/{NAME}.md")

    assert response.status_code == 200
    assert response.mimetype == "text/markdown"
    assert response.headers["Content-Disposition"] == f"attachment; filename={NAME}.md"
    assert response.get_data(as_text=True) == FILE.read_text(encoding="utf-8")


def test_what_is_not_there_is_not_found(visitor: CheckingClient) -> None:
    paths = (f"{SLUG}/templates/none", f"none/templates/{NAME}", f"{SLUG}/templates/..%2Flesson")

    for path in paths:
        assert visitor.get(f"/learn/{path}.md").status_code == 404
