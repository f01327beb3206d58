"""What a study came to: the cut, its error, what it would do, and what stays of whom."""

import io
import json
import re
import zipfile
from html import unescape

from sqlalchemy import select

from tests.conftest import Enter
from tests.features.standards.cast import (
    NOW,
    add_results,
    begin,
    panel_of,
    say,
    say_all,
    turn,
)
from tests.support.answering import add_people
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db
from tpmlearn.models import PersonRow
from tpmlearn.records.archive import write_archive
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.standard_results import PassMarkLine, pass_mark_line
from tpmlearn.records.standards import study_from, study_row

INDEX = "/author/standards"


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def closed(chair: CheckingClient, enter: Enter, cuts: tuple[int, ...] = (60, 70, 65)) -> str:
    """A study whose judges each said one percent of all items; its address."""
    judges = panel_of(enter, len(cuts))
    study = begin(chair, judges)
    for judge, percent in zip(judges, cuts, strict=True):
        say_all(judge, study, [percent] * 20)
    turn(chair, study, "close-1")
    turn(chair, study, "close-2")
    return study


def test_the_result_is_as_worked_by_hand(author: CheckingClient, enter: Enter) -> None:
    """Cuts 60, 70, 65: mean 65, SD 5, SE 5 / √3 = 2.887."""
    study = closed(author, enter)

    page = author.read(study)

    text = words(page)
    assert "Cut of the panel 65.0 %" in text
    assert "A standard error either way 62.1 % to 67.9 %" in text
    assert "Standard error 2.9 points" in text
    assert "SD of the judges 5.0 points" in text
    assert "3 judges are few: five to ten are recommended." in text
    assert "pass_rule: {share: 0.65, each_domain: true, whose: ours}" in text
    assert "content/exams/pmp-2026-half/blueprint.yml" in text
    link = re.search(r'href="(/author/edit[^"]+)"', page)
    assert link
    assert "exams/pmp-2026-half/blueprint.yml" in words(author.read(unescape(link[1])))
    assert "No people have a result of this exam. Under 20 nothing is said" in text
    assert "Where the judges put the pass mark" in text
    # The figure names nobody.
    assert re.search(r"Judge [123] (60|65|70)\.0 %", text)


def test_the_line_is_there_for_others_once_the_study_is_closed(
    author: CheckingClient, enter: Enter
) -> None:
    study = closed(author, enter)

    def line() -> PassMarkLine | None:
        with author.application.app_context():
            row = study_row(study.rpartition("/")[2])
            assert row
            return pass_mark_line(study_from(row), current_catalogue())

    found = line()
    assert found
    assert (found.path, found.share) == ("content/exams/pmp-2026-half/blueprint.yml", 0.65)
    turn(author, study, "open-2")
    assert line() is None


def test_revised_values_count_and_the_others_stay(author: CheckingClient, enter: Enter) -> None:
    judges = panel_of(enter, 3)
    study = begin(author, judges)
    for judge in judges:
        say_all(judge, study, [50] * 20)
    turn(author, study, "close-1")
    for position in range(1, 11):
        say(judges[0], study, position, 80, 2)
    turn(author, study, "close-2")

    text = words(author.read(study))

    # The mean of 65, 50 and 50.
    assert "Cut of the panel 55.0 %" in text
    assert "After round 1 it was 50.0 %, standard error 0.0." in text
    assert "80 17 – to discuss" in text
    assert "You" in words(judges[0].read(study))


def test_it_says_who_would_have_passed(author: CheckingClient, enter: Enter) -> None:
    """Twenty people with 50 to 69 of 90 marks: 62.1 % are 55.9 marks, 65 % 58.5, 67.9 % 61.1."""
    study = closed(author, enter)
    with author.application.app_context():
        people = add_people(20)
    # The older result of the first one does not count.
    add_results(author.application, [people[0], *people], [90, *range(50, 70)])

    text = words(author.read(study))

    assert re.search(r"A standard error below 62\.1 % 70 %, nine times in ten", text)
    assert re.search(r"The cut 65\.0 % 55 %, nine times in ten", text)
    assert re.search(r"A standard error above 67\.9 % 40 %, nine times in ten", text)
    assert re.search(r"The pass mark of today 75\.0 % 10 %, nine times in ten", text)
    assert "The newest results of 20 people" in text
    assert "Under 100 it is a hint only." in text


def test_a_result_stays_when_judge_and_chair_leave(author: CheckingClient, enter: Enter) -> None:
    study = closed(author, enter)
    reader = enter("other@example.org", ("author",))
    with author.application.test_request_context(method="POST"):
        for person in db.session.scalars(
            select(PersonRow).where(PersonRow.email.in_(["j1@example.org", "ari@example.org"]))
        ):
            db.session.delete(person)
        db.session.commit()

    text = words(reader.read(study))

    assert "Cut of the panel 65.0 %" in text
    assert "somebody who has left 20 of 20" in text
    assert "Judge Name 1" not in text
    assert "Chair: somebody who has left" in words(reader.read(INDEX))


def test_an_export_has_what_one_said_and_nothing_of_the_others(
    author: CheckingClient, enter: Enter
) -> None:
    closed(author, enter, cuts=(60, 70, 65))

    tables = exported(author, "j2@example.org")

    assert {row["percent"] for row in tables["standard_ratings"]} == {70}
    assert len(tables["standard_judges"]) == 1
    assert "standard_studies" not in tables
    assert len(exported(author, "ari@example.org")["standard_studies"]) == 1


def exported(client: CheckingClient, email: str) -> dict[str, list[dict[str, object]]]:
    out = io.BytesIO()
    with client.application.app_context():
        person = db.session.scalars(select(PersonRow.id).where(PersonRow.email == email)).one()
        write_archive(out, person, now=NOW)
    found = json.loads(zipfile.ZipFile(out).read("everything.json"))
    return {name: rows for name, rows in found["tables"].items() if rows}


def test_it_asks_few_things_of_the_database(author: CheckingClient, enter: Enter) -> None:
    study = closed(author, enter)

    with statements(author.application) as seen:
        author.read(study)

    # The person's, and seven more.
    assert len(seen.sql) <= 8
    assert seen.commits == 0
