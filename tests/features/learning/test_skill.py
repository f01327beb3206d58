"""The skill page."""

import html
from dataclasses import replace

import pytest

from tests.support.client import CheckingClient
from tpmlearn.records.catalogue import current_catalogue


def test_every_skill_has_its_page_with_six_statements(visitor: CheckingClient) -> None:
    with visitor.application.app_context():
        skills = current_catalogue().skills
    assert len(skills) == 34
    for code, skill in skills.items():
        page = html.unescape(visitor.read(f"/skills/{code}"))
        assert skill.definition in page
        for statement in skill.statements:
            assert statement in page


def test_it_shows_what_teaches_it_and_where_it_is_mapped(visitor: CheckingClient) -> None:
    page = visitor.read("/skills/DEL4")

    assert 'href="/learn/16-estimate-in-ranges"' in page
    assert 'href="/assignments/jb05-estimate-the-next-release"' in page
    assert "PRMG, DEMG" in page
    assert "US Department of Labor/ETA" in page
    assert "This framework is our own work" in page
    uri = "http://data.europa.eu/esco/skill/875eeec4-fc70-4e6a-80ef-4d18356976e3"
    assert f'<a href="{uri}" rel="noopener noreferrer">forecast workload</a>' in page
    assert "This service uses the ESCO classification of the European Commission." in page


def test_every_skill_has_something_that_teaches_it(visitor: CheckingClient) -> None:
    with visitor.application.app_context():
        content = current_catalogue()

    for code in content.skills:
        assert "teaches this skill yet" not in visitor.read(f"/skills/{code}"), code


def test_a_skill_that_nothing_teaches_says_so(
    visitor: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with visitor.application.app_context():
        content = current_catalogue()
    library = visitor.application.extensions["library"]
    monkeypatch.setattr(library, "catalogue", replace(content, modules={}, assignments={}))

    assert "teaches this skill yet" in visitor.read("/skills/DEL4")


@pytest.mark.parametrize("code", ["XX9", "del4", "<b>", "x" * 500])
def test_a_skill_that_does_not_exist_is_not_there(visitor: CheckingClient, code: str) -> None:
    assert visitor.get(f"/skills/{code}").status_code == 404
