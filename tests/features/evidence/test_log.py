"""The evidence log: entries saved, changed, filtered, removed and brought back; nobody else's."""

import re

import pytest

from tests.features.evidence.cast import WORK, answer, ask, count, log
from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tests.support.counting import statements


def test_a_visitor_reads_what_will_be_here(visitor: CheckingClient) -> None:
    page = visitor.read("/evidence")

    assert "Nothing logged yet" in page
    assert "Months of leading that are asked, by education" in page


def test_a_get_never_makes_a_guest(visitor: CheckingClient) -> None:
    for path in ("/evidence", "/evidence/new", "/evidence/log.md", "/evidence/stories"):
        visitor.get(path)

    with visitor.session_transaction() as session:
        assert "_user_id" not in session


def test_the_first_entry_makes_a_guest(visitor: CheckingClient) -> None:
    entry = log(visitor, confirmer="", email="")

    visitor.send(f"/evidence/{entry}/confirmers", confirmer="Jo")
    page = visitor.read(f"/evidence/{entry}")
    assert "Moved billing to the new platform" in page
    assert "Take off" in page
    assert "Ask them" not in page
    assert "Asking needs an account" in page
    assert "Files need an account" in page


def test_an_entry_says_all_that_was_logged(learner: CheckingClient) -> None:
    page = learner.read(f"/evidence/{log(learner)}")

    for words in (
        "claimed, not confirmed",
        "I planned the move with 3 teams.",
        "Mon 2 March 2026 to Fri 5 June 2026",
        "8 hours a week",
        "The release plan in the wiki",
        "Risk management",
        "Priya, my tech lead",
        "named, not asked",
    ):
        assert words in page, words


def test_a_name_is_enough(learner: CheckingClient) -> None:
    learner.send("/evidence/new", title="Led a stand-up")

    assert "Led a stand-up" in learner.read("/evidence")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Give it a name"),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"done": "x" * 4001}, "at most 4,000 characters"),
        ({"artefact": "x" * 501}, "at most 500 characters"),
        ({"began_on": "tomorrow"}, "Give a day as year, month and day"),
        ({"began_on": "2026-02-30"}, "Give a day as year, month and day"),
        ({"began_on": "9999-12-31", "ended_on": ""}, "Give a day that has been"),
        ({"began_on": "0001-01-01"}, "Give a day that has been"),
        ({"ended_on": "2026-03-01"}, "The last day is before the first one"),
        ({"began_on": "", "leading_hours": ""}, "Give the first day too"),
        ({"began_on": "", "ended_on": ""}, "months of leading are counted by day"),
        ({"leading_hours": "-1"}, "Give 0 to 80 hours a week"),
        ({"leading_hours": "81"}, "Give 0 to 80 hours a week"),
        ({"leading_hours": "nan"}, "Give the hours as a number"),
        ({"contact_hours": "1e400"}, "Give the hours as a number"),
        ({"contact_hours": "2001"}, "Give 0 to 2,000 hours"),
        ({"skills": ["CTL2", "XYZ9"]}, "Choose from the skills offered"),
        ({"email": "nobody"}, "Give an address such as"),
        ({"email": "a@example.org,b@example.org"}, "Give an address such as"),
        ({"email": "Priya <p@example.org>"}, "Give an address such as"),
        ({"email": "p@example.org\nBcc: b@example.org"}, "Give an address such as"),
        ({"confirmer": ""}, "Say who this is, or leave the address out"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    learner: CheckingClient, fields: dict[str, str], words: str
) -> None:
    response = learner.send("/evidence/new", **{**WORK, **fields})

    assert response.status_code == 422
    assert words in response.text
    kept = {**WORK, **fields}
    for name in ("done", "artefact", "leading_hours", "confirmer"):
        assert str(kept[name]).splitlines()[0:1] == [] or str(kept[name])[:40] in response.text
    assert 'value="DEL4" id="skills-' in response.text or "XYZ9" in str(fields)
    assert count(learner) == 0


def test_a_link_can_begin_an_entry_and_brings_nothing_else(learner: CheckingClient) -> None:
    page = learner.read("/evidence/new?title=Own+a+register<b>&skill=CTL2&skill=XYZ&done=no")

    assert 'value="Own a register&lt;b&gt;"' in page
    assert re.findall(r'value="(\w+)" id="skills-\d+" checked', page) == ["CTL2"]
    assert "Log it as evidence" in learner.read("/assignments/jb03-own-a-risk-register")


def test_a_change_is_kept_and_the_same_again_changes_nothing(learner: CheckingClient) -> None:
    entry = log(learner)
    before = learner.read(f"/evidence/{entry}/edit")
    same = {name: value for name, value in WORK.items() if name not in {"confirmer", "email"}}

    learner.send(f"/evidence/{entry}/edit", **same)
    unchanged = learner.read(f"/evidence/{entry}")
    learner.send(f"/evidence/{entry}/edit", **{**same, "title": "Moved it", "skills": ["COM1"]})

    assert 'value="2026-03-02"' in before
    assert 'value="8"' in before
    assert "changed on" not in unchanged
    page = learner.read(f"/evidence/{entry}")
    assert "Moved it" in page
    assert "changed on" in page
    assert "Risk management" not in page


def test_a_removed_entry_can_be_brought_back_and_counts_for_nothing_meanwhile(
    learner: CheckingClient,
) -> None:
    entry = log(learner)
    scene.say(learner.application, learner.person_id, CTL2=3)

    gone = learner.send(f"/evidence/{entry}/remove")

    assert "Undo" in learner.read(gone.headers["Location"])
    assert learner.get(f"/evidence/{entry}").status_code == 404
    assert "counts as 2" in learner.read("/rate/ctl")
    back = learner.send(f"/evidence/{entry}/restore")
    assert "Priya" in learner.read(back.headers["Location"])
    assert "claimed, not confirmed" in learner.read("/rate/ctl")


def test_the_log_shows_what_is_asked_for(learner: CheckingClient, visitor: CheckingClient) -> None:
    first = log(learner)
    log(learner, title="Kept a register", skills=["CTL2"], confirmer="Jo", email="")
    answer(visitor, ask(learner, first))

    confirmed = learner.read("/evidence?standing=confirmed")
    by_skill = learner.read("/evidence?skill=DEL4")

    for page in (confirmed, by_skill):
        cards = re.findall(r'class="card-title"><a[^>]*>([^<]+)', page)
        assert cards == ["Moved billing to the new platform"]
    assert "All (2)" in confirmed
    assert "No entry is both" in learner.read("/evidence?standing=declined")
    assert learner.get("/evidence?standing=<b>&skill=XYZ").status_code == 200


def test_the_rating_page_and_the_log_hold_the_same_evidence(learner: CheckingClient) -> None:
    learner.send("/rate/skills/CTL2/evidence", artefact="The Q3 register", confirmer="Jo")
    entry = log(learner)

    assert "The Q3 register" in learner.read("/evidence")
    rating = learner.read("/rate/ctl")
    assert "Moved billing to the new platform: The release plan in the wiki" in rating
    # It shows a second skill, so the page of one skill does not remove it.
    assert f'action="/rate/evidence/{entry}/remove"' not in rating


def test_an_entry_without_anything_to_look_at_carries_no_rating(learner: CheckingClient) -> None:
    scene.say(learner.application, learner.person_id, CTL2=3)

    entry = log(learner, artefact="")

    assert "counts as 2: name an artefact" in learner.read("/rate/ctl")
    assert "names nothing to look at yet" in learner.read(f"/evidence/{entry}")


def test_months_and_hours_are_shown_claimed_and_confirmed_apart(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    log(learner, began_on="2025-01-01", ended_on="2025-12-31")
    first = log(learner, began_on="2025-03-01", ended_on="2025-04-30", contact_hours="21,5")
    answer(visitor, ask(learner, first))

    page = learner.read("/evidence")

    assert "12, 2 confirmed" in page
    assert "21.5, 21.5 confirmed" in page
    assert "13.5 of 35 hours of training are still missing" in page
    row = re.search(r"Bachelor&#39;s degree or higher</th>(.*?)</tr>", page, re.DOTALL)
    assert row
    assert re.findall(r">(\d+|none)<", row[1]) == ["36", "24", "34"]


def test_the_log_goes_along_as_markdown(learner: CheckingClient) -> None:
    log(learner)

    response = learner.get("/evidence/log.md")

    assert "attachment" in response.headers["Content-Disposition"]
    assert "## Moved billing to the new platform" in response.text
    assert "- Confirmers: Priya, my tech lead (named, not asked)" in response.text


@pytest.mark.parametrize("path", ["", "/edit", "/file", "/story"])
def test_a_stranger_and_a_visitor_find_nothing(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient, path: str
) -> None:
    entry = log(learner)

    assert stranger.get(f"/evidence/{entry}{path}").status_code == 404
    assert visitor.get(f"/evidence/{entry}{path}").status_code == 404
    assert "Moved billing" not in stranger.read("/evidence")


def test_a_strangers_skills_and_confirmers_stay_theirs(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    entry = log(learner)

    assert stranger.send(f"/evidence/{entry}/edit", title="Mine").status_code == 404
    assert stranger.send(f"/evidence/{entry}/confirmers", confirmer="Eve").status_code == 404
    assert "Eve" not in learner.read(f"/evidence/{entry}")


def test_markup_in_an_entry_is_text(learner: CheckingClient) -> None:
    entry = log(learner, title="<img src=x>", done="<script>1</script>", artefact="<b>x</b>")

    for path in (f"/evidence/{entry}", "/evidence", f"/evidence/{entry}/story"):
        page = learner.read(path)
        assert "<img src=x" not in page
        assert "<script>1" not in page


@pytest.mark.parametrize("artefact", ["javascript:alert(1)", "data:text/html,x", "http://a b"])
def test_only_web_addresses_become_links(learner: CheckingClient, artefact: str) -> None:
    page = learner.read(f"/evidence/{log(learner, artefact=artefact)}")

    assert f'href="{artefact}"' not in page
    assert "http" not in artefact or 'href="http://a' not in page


def test_the_log_takes_few_statements_however_long_it_is(learner: CheckingClient) -> None:
    for _ in range(3):
        log(learner)

    with statements(learner.application) as seen:
        learner.read("/evidence")

    assert len(seen.sql) <= 4
