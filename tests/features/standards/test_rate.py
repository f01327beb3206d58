"""The page on which a judge speaks of the items: kept as typed, alone in round 1, revised in 2."""

import re
from html import unescape

import pytest

from tests.conftest import Enter
from tests.features.standards.cast import NOW, begin, items, panel_of, ratings, say, say_all, turn
from tests.support.answering import add_people, add_sitting
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.calibration.item_statistics import compute
from tpmlearn.features.standards import services
from tpmlearn.features.standards.services import Turn
from tpmlearn.records.catalogue import current_catalogue


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_what_is_typed_is_kept_at_once_and_stands_there_again(
    author: CheckingClient, enter: Enter
) -> None:
    (judge,) = panel_of(enter, 1)
    study = begin(author, [judge])

    reply = judge.save(f"{study}/items/3", percent="65", round="1")

    assert reply.status_code == 200
    assert re.match(r"\d", reply.json["saved"]) if reply.json else False
    assert ratings(author) == [(3, 1, 65)]
    page = judge.read(f"{study}/items")
    assert 'id="percent-3" name="percent" value="65"' in page
    assert "1 of 20 items rated" in words(page)
    assert say(judge, study, 3, 40) == 200
    assert ratings(author) == [(3, 1, 40)]


def test_without_javascript_it_comes_back_to_the_item(author: CheckingClient, enter: Enter) -> None:
    (judge,) = panel_of(enter, 1)
    study = begin(author, [judge])

    sent = judge.send(f"{study}/items/12", percent="0", round="1")

    assert sent.location == f"{study}/items?page=2#item-12"
    assert ratings(author) == [(12, 1, 0)]


def test_the_key_is_behind_a_fold(author: CheckingClient, enter: Enter) -> None:
    (judge,) = panel_of(enter, 1)
    page = judge.read(f"{begin(author, [judge])}/items")

    folded = re.findall(r"<details><summary>Key.*?</details>", page, re.DOTALL)
    assert len(folded) == 10
    assert "reason-right" not in re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)


@pytest.mark.parametrize(
    "percent", ["-1", "101", "7", "NaN", "nan", "1e1", "", "５０", "50.0", "9" * 400, "½"]
)
def test_what_is_no_step_of_five_is_refused_and_nothing_lost(
    author: CheckingClient, enter: Enter, percent: str
) -> None:
    (judge,) = panel_of(enter, 1)
    study = begin(author, [judge])
    say(judge, study, 1, 50)

    reply = judge.save(f"{study}/items/1", percent=percent, round="1")
    page = judge.send(f"{study}/items/1", percent=percent, round="1")

    assert reply.status_code == page.status_code == 422
    assert reply.json == {"errors": {"percent": "Give a percentage from 0 to 100 in steps of 5."}}
    assert "in steps of 5" in page.get_data(as_text=True)
    assert ratings(author) == [(1, 1, 50)]


def test_other_items_and_other_studies_are_not_found(author: CheckingClient, enter: Enter) -> None:
    (judge,) = panel_of(enter, 1)
    study, other = begin(author, [judge]), begin(author, [])

    assert say(judge, study, 21, 50) == 404
    assert say(judge, study, 0, 50) == 404
    assert say(judge, study, 10**30, 50) == 404
    assert say(judge, other, 1, 50) == 404
    assert say(judge, "/author/standards/nowhere", 1, 50) == 404
    assert judge.get(f"{other}/items").status_code == 404
    assert ratings(author) == []


def test_the_chair_cannot_speak_for_a_judge(author: CheckingClient, enter: Enter) -> None:
    study = begin(author, panel_of(enter, 1))

    assert say(author, study, 1, 50) == 404
    assert author.get(f"{study}/items").status_code == 404
    assert ratings(author) == []


def test_nobody_sees_what_others_say_in_round_1(author: CheckingClient, enter: Enter) -> None:
    first, second = panel_of(enter, 2)
    study = begin(author, [first, second])
    page = words(second.read(f"{study}/items"))
    of_chair, of_judge = words(author.read(study)), words(second.read(study))

    say_all(first, study, [85] * 20)

    assert words(second.read(f"{study}/items")) == page
    spoken = ("Judge Name 1 0 of 20", "Judge Name 1 20 of 20")
    assert words(second.read(study)) == of_judge.replace(*spoken)
    # That one has spoken of all is what the chair must know; what, nobody.
    counted = "Round 1 can be closed once three judges have rated every item; none have."
    said = of_chair.replace(*spoken).replace(" Remove the study", "")
    assert words(author.read(study)) == said.replace(counted, counted.replace("none have", "1 has"))


def test_in_round_2_a_judge_sees_the_panel_and_revises(
    author: CheckingClient, enter: Enter
) -> None:
    judges = panel_of(enter, 3)
    study = begin(author, judges)
    for judge, percent in zip(judges, (40, 60, 90), strict=True):
        say_all(judge, study, [percent] * 20)
    assert turn(author, study, "close-1") == 302

    page = words(judges[0].read(f"{study}/items"))
    say(judges[0], study, 1, 55, 2)

    assert "The panel in round 1: median 60 %, from 40 to 90 %." in page
    assert "Fewer than 20 people have answered it in this wording." in page
    assert ratings(author)[:4] == [(1, 1, 40), (1, 1, 60), (1, 1, 90), (1, 2, 55)]
    after = judges[0].read(f"{study}/items")
    assert 'id="percent-1" name="percent" value="55"' in after
    assert 'id="percent-2" name="percent" value="40"' in after


def test_in_round_2_the_real_share_stands_there_from_twenty_people_on(
    author: CheckingClient, enter: Enter
) -> None:
    judges = panel_of(enter, 3)
    study = begin(author, judges)
    for judge in judges:
        say_all(judge, study, [50] * 20)
    turn(author, study, "close-1")
    first, second = (one.item_version for one in items(author, study)[:2])
    with author.application.app_context():
        known = {one.version: one for one in current_catalogue().items}
        for n, person in enumerate(add_people(20)):
            add_sitting(person, [known[first]], [n < 15])
            if n:
                add_sitting(person, [known[second]], [True])
        compute(known, now=NOW)

    page = words(judges[0].read(f"{study}/items"))

    # Wilson's interval of 15 of 20.
    assert "Of 20 people who answered it, 75 %, nine times in ten 57 to 87 % were right." in page
    assert "Of 19 people" not in page


def test_a_page_of_round_1_says_nothing_in_round_2(author: CheckingClient, enter: Enter) -> None:
    judges = panel_of(enter, 3)
    study = begin(author, judges)
    for judge in judges:
        say_all(judge, study, [50] * 20)
    turn(author, study, "close-1")

    reply = judges[0].save(f"{study}/items/1", percent="70", round="1")

    assert reply.status_code == 422
    assert "closed meanwhile" in reply.get_data(as_text=True)
    assert all(percent == 50 for _, _, percent in ratings(author))


def test_who_did_not_finish_round_1_is_not_in_round_2(author: CheckingClient, enter: Enter) -> None:
    *judges, late = panel_of(enter, 4)
    study = begin(author, [*judges, late])
    for judge in judges:
        say_all(judge, study, [50] * 20)
    say_all(late, study, [90] * 19)
    turn(author, study, "close-1")

    page = words(late.read(f"{study}/items"))

    assert "round 2 goes on without you" in page
    assert "The panel in round 1" not in page
    assert say(late, study, 20, 50, 2) == 422
    # What they said does not count among what the others see.
    assert "from 50 to 50 %" in words(judges[0].read(f"{study}/items"))


def test_two_judges_at_once_lose_nothing(author: CheckingClient, enter: Enter) -> None:
    first, second = panel_of(enter, 2)
    study = begin(author, [first, second]).rpartition("/")[2]

    def speak(client: CheckingClient, percent: str) -> int:
        return services.rate(study, client.person_id, 1, of_round=1, percent=percent, now=NOW)

    outcomes = at_once(author.application, lambda: speak(first, "30"), lambda: speak(second, "70"))

    assert outcomes == [30, 70]
    assert sorted(percent for _, _, percent in ratings(author)) == [30, 70]


def test_a_value_and_the_closing_of_its_round_at_once_leave_one_order(
    author: CheckingClient, enter: Enter
) -> None:
    judges = panel_of(enter, 3)
    address = begin(author, judges)
    for judge in judges:
        say_all(judge, address, [50] * 20)
    study = address.rpartition("/")[2]

    outcomes = at_once(
        author.application,
        lambda: services.rate(study, judges[0].person_id, 1, of_round=1, percent="70", now=NOW),
        lambda: services.turn(study, author.person_id, Turn.CLOSE_1, now=NOW),
    )

    assert outcomes[1] is None
    kept = (1, 1, 70) in ratings(author)
    assert (outcomes[0] == 70) == kept
    assert kept or isinstance(outcomes[0], services.RoundOver)


def test_it_asks_few_things_of_the_database(author: CheckingClient, enter: Enter) -> None:
    judges = panel_of(enter, 3)
    study = begin(author, judges)
    for judge in judges:
        say_all(judge, study, [50] * 20)
    turn(author, study, "close-1")

    with statements(author.application) as seen:
        judges[0].read(f"{study}/items")

    # The person's, and five more.
    assert len(seen.sql) <= 6
    assert seen.commits == 0


def test_items_stay_as_they_were_worded(author: CheckingClient, enter: Enter) -> None:
    study = begin(author, [], items=30)

    found = items(author, study)

    assert len(found) == 30
    assert {one.part for one in found} == {"PE", "PR", "BE"}
    assert [one.position for one in found] == list(range(1, 31))
