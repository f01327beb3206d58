"""Side by side: up to five, each look on record, no total, and what is not shared said so."""

import csv
import io
import re

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.features.testing import cast as testing
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.granting import Desk, granted, looks, rated, withdrawn


@pytest.fixture
def desk(learner: CheckingClient, recruiter: CheckingClient) -> Desk:
    """Ada's view on Rita's desk."""
    return Desk(learner, recruiter)


def table(page: str) -> str:
    return page.partition('<table class="side-table">')[2].partition("</table>")[0]


def cell_of(page: str, skill: str, place: int = 0) -> str:
    """What is told of one candidate and skill, as text."""
    row = table(page).partition(f'<th scope="row">{skill}</th>')[2].partition("</tr>")[0]
    cell = row.split("<td>")[place + 1]
    return " ".join(re.sub("<[^>]+>", " ", cell).split())


def test_without_anybody_it_says_where_to_choose(recruiter: CheckingClient) -> None:
    assert "Nobody is chosen" in recruiter.read("/desk/compare")


def test_it_puts_candidates_beside_one_another_and_records_each_look(
    desk: Desk, recruiter: CheckingClient, stranger: CheckingClient
) -> None:
    sven = granted(desk.app, stranger.person_id, desk.rita, naming="initials")
    rated(desk.app, stranger.person_id, CTL2=1)

    page = recruiter.read(f"/desk/compare?who={desk.grant}&who={sven}&role=tpm")

    assert "Ada Obi, S. S., skill by skill" in page
    assert "rated: 3" in cell_of(page, "Risk management", 0)
    assert "rated: 1" in cell_of(page, "Risk management", 1)
    assert looks(desk.app, desk.grant) == looks(desk.app, sven) == [("compared", desk.rita)]


def test_it_says_that_nothing_is_ranked_and_has_no_total(
    desk: Desk, recruiter: CheckingClient
) -> None:
    page = recruiter.read(f"/desk/compare?who={desk.grant}")

    assert "There is no total, no rank, and no colour that means better" in page
    assert "<tfoot" not in page
    assert not re.search(r"(?i)average|overall|score", table(page))


def test_what_is_not_shared_says_so_and_is_never_0(
    desk: Desk, recruiter: CheckingClient, stranger: CheckingClient
) -> None:
    closed = granted(desk.app, desk.ada, desk.rita, ["plan"], naming="none")
    narrow = granted(desk.app, desk.ada, desk.rita, skills=["DEL4"], naming="none")

    page = recruiter.read(f"/desk/compare?who={closed}&who={narrow}")

    assert cell_of(page, "Risk management", 0) == "not shared"
    assert cell_of(page, "Risk management", 1) == "not shared"


def test_only_five_are_compared_and_it_says_so(desk: Desk, recruiter: CheckingClient) -> None:
    grants = [granted(desk.app, desk.ada, desk.rita) for _ in range(7)]

    page = recruiter.read("/desk/compare?" + "&".join(f"who={one}" for one in grants))

    assert "Only the first 5 are compared; 2 more were chosen" in page
    assert table(page).count('<th scope="col">Ada Obi</th>') == 5
    assert [len(looks(desk.app, one)) for one in grants] == [1, 1, 1, 1, 1, 0, 0]


def test_one_that_has_ended_is_left_out_and_it_says_so(
    desk: Desk, recruiter: CheckingClient, stranger: CheckingClient
) -> None:
    sven = granted(desk.app, stranger.person_id, desk.rita)
    withdrawn(desk.app, desk.ada, desk.grant)

    page = recruiter.read(f"/desk/compare?who={desk.grant}&who={sven}")

    assert "1 of the views you chose has ended" in page
    assert "Ada" not in page
    assert "Sven Strand" in page


def test_another_recruiters_candidate_is_not_there(desk: Desk, enter: Enter) -> None:
    eve = enter("eve@example.org", ("recruiter",))
    own = granted(desk.app, desk.ada, eve.person_id)

    for path in ("/desk/compare", "/desk/export.csv"):
        assert eve.get(f"{path}?who={own}&who={desk.grant}").status_code == 404
        assert eve.get(f"{path}?who={desk.grant}").status_code == 404
    assert looks(desk.app, desk.grant) == []


def test_it_compares_with_a_role_of_the_recruiters_own(
    desk: Desk, recruiter: CheckingClient
) -> None:
    address = recruiter.send("/desk/roles", role="tpm", title="Ours").location
    recruiter.send(address, title="Ours", level_CTL2="5", level_DEL4="none")

    page = recruiter.read(f"/desk/compare?who={desk.grant}&role={address.rpartition('/')[2]}")

    assert "against the job of a Ours" in page
    assert "Risk management: asked level 5" in page
    assert table(page).count('<th scope="row">') == 33


def test_a_figure_has_the_same_in_words(desk: Desk, recruiter: CheckingClient) -> None:
    page = recruiter.read(f"/desk/compare?who={desk.grant}")

    assert page.count('<svg xmlns="http://www.w3.org/2000/svg"') >= 34
    assert "; rated 3; evidence none.</desc>" in page


def test_a_tested_band_stands_with_its_range_answers_and_conditions(
    desk: Desk, recruiter: CheckingClient, learner: CheckingClient
) -> None:
    testing.finish(learner, testing.begin(learner, "pro"))

    page = recruiter.read(f"/desk/compare?who={desk.grant}")
    table = recruiter.get(f"/desk/export.csv?who={desk.grant}").data.decode()

    found = re.search(r"K(\d) very likely K\d( to K\d)?; [^<]*unsupervised", table_text(page))
    assert found
    assert re.search(r"tested K\d, very likely K\d( to K\d)?; \d+ answers", page)
    bands = [row for row in rows(table) if row["band"]]
    assert bands
    for row in bands:
        assert int(row["band, low"]) <= int(row["band"]) <= int(row["band, high"])
        assert int(row["answers"]) >= 5
        assert "unsupervised" in row["conditions"]


def table_text(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", table(page)).split())


def test_no_cache_keeps_it(desk: Desk, recruiter: CheckingClient) -> None:
    for path in (f"/desk/compare?who={desk.grant}", f"/desk/export.csv?who={desk.grant}"):
        assert recruiter.get(path).headers["Cache-Control"] == "no-store"


def rows(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_file_has_a_row_for_each_skill_and_is_on_record(
    desk: Desk, recruiter: CheckingClient
) -> None:
    response = recruiter.get(f"/desk/export.csv?who={desk.grant}&with=tpm")

    assert response.mimetype == "text/csv"
    assert "attachment" in response.headers["Content-Disposition"]
    found = rows(response.data.decode())
    assert len(found) == 34
    (risk,) = [row for row in found if row["skill code"] == "CTL2"]
    assert (risk["candidate"], risk["self-rating"], risk["evidence"]) == ("Ada Obi", "3", "none")
    assert looks(desk.app, desk.grant) == [("exported", desk.rita)]


def test_the_file_of_the_list_has_those_who_are_wanted(
    desk: Desk, recruiter: CheckingClient, stranger: CheckingClient
) -> None:
    sven = granted(desk.app, stranger.person_id, desk.rita, role="scrum-master")

    found = rows(recruiter.get("/desk/export.csv?role=scrum-master").data.decode())

    assert {(row["candidate"], row["role"]) for row in found} == {("Sven Strand", "Scrum Master")}
    assert looks(desk.app, desk.grant) == []
    assert looks(desk.app, sven) == [("exported", desk.rita)]


def test_a_hostile_name_is_no_formula_in_the_file(
    app: Flask, enter: Enter, recruiter: CheckingClient
) -> None:
    hostile = enter("x@example.org", name='=HYPERLINK("http://x";"y")')
    grant = granted(app, hostile.person_id, recruiter.person_id)

    found = rows(recruiter.get(f"/desk/export.csv?who={grant}").data.decode())

    assert {row["candidate"] for row in found} == {'\'=HYPERLINK("http://x";"y")'}


def test_a_file_of_nobody_has_a_header_alone(recruiter: CheckingClient) -> None:
    assert rows(recruiter.get("/desk/export.csv").data.decode()) == []


def test_statements_grow_with_those_compared_and_with_nothing_else(
    desk: Desk, recruiter: CheckingClient
) -> None:
    grants = [desk.grant, *(granted(desk.app, desk.ada, desk.rita) for _ in range(4))]
    with statements(desk.app) as one:
        recruiter.read(f"/desk/compare?who={desk.grant}&role=tpm")

    with statements(desk.app) as five:
        recruiter.read("/desk/compare?role=tpm&" + "&".join(f"who={grant}" for grant in grants))

    assert len(five.sql) <= 5 * len(one.sql)
    assert len(one.sql) <= 45
    assert five.commits == 5
