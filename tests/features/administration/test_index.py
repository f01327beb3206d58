"""The admins' front page: counts, how the site does, and the way to everything else."""

from dataclasses import replace

from flask import Flask

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.counting import statements


def test_it_counts_and_leads_to_all_their_pages(
    admin: CheckingClient, learner: CheckingClient, guest: CheckingClient
) -> None:
    admin.send("/invitations", role="author", label="Ari", days="7")

    page = admin.read("/admin")

    assert "2 members; 1 guest." in page
    assert "1 invitation open" in page
    assert "0 grants at work" in page
    for path in (
        "/admin/people",
        "/invitations",
        "/admin/grants",
        "/codes",
        "/exams/under-way",
        "/admin/audit",
    ):
        assert f'href="{path}"' in page


def test_it_says_how_the_site_does(app: Flask, admin: CheckingClient) -> None:
    settings = app.extensions["settings"]
    page = admin.read("/admin")
    app.extensions["settings"] = replace(settings, mail_url="smtp://mail.example.org")
    try:
        with_mail = admin.read("/admin")
    finally:
        app.extensions["settings"] = settings

    assert "answers; migrations at head" in page
    assert "no server is set: mail stands in the log" in page
    assert page.count("look at it") == 1
    assert "look at it" not in with_mail


def test_admins_have_one_entry_in_the_menu(admin: CheckingClient, learner: CheckingClient) -> None:
    page = admin.read("/admin/people")
    menu = page.split('aria-label="Main"')[1].split("</nav>")[0]

    assert '<a href="/admin" aria-current="page">Admin</a>' in menu
    assert "Codes" not in menu
    assert 'href="/admin"' not in learner.read("/today")


def test_it_asks_few_statements_and_is_for_admins_alone(
    app: Flask, admin: CheckingClient, author: CheckingClient, visitor: CheckingClient, enter: Enter
) -> None:
    with statements(app) as seen:
        admin.get("/admin")

    assert len(seen.sql) <= 5
    assert author.get("/admin").status_code == 403
    assert enter(None).get("/admin").status_code == 302
    assert visitor.get("/admin").status_code == 302
