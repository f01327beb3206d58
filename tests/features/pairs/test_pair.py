"""The page on which an author judges a pair."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from sqlalchemy import func, select

from tests.conftest import Enter
from tests.features.pairs.cast import PAGE, items_of, judge, make_known
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db
from tpmlearn.features.pairs import services
from tpmlearn.models import PairJudgementRow, PairJudgeRow, PersonRow
from tpmlearn.records.catalogue import current_catalogue

VERSION = re.compile(r'name="(left|right)" value="([0-9a-f]+)"')


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def shown(page: str) -> dict[str, str]:
    return dict(VERSION.findall(page))


def kept(client: CheckingClient) -> list[PairJudgementRow]:
    with client.application.app_context():
        return list(db.session.scalars(select(PairJudgementRow).order_by(PairJudgementRow.id)))


def test_it_shows_two_items_of_the_area_and_keeps_what_is_said(author: CheckingClient) -> None:
    page = author.read(PAGE)
    pair = shown(page)

    author.send(PAGE, **pair, harder="right")

    (row,) = kept(author)
    assert set(pair.values()) <= {one.version for one in items_of(author)}
    assert (row.harder, row.left, row.area) == (pair["right"], pair["left"], "CTL")
    assert row.version < row.other_version
    after = author.read(PAGE)
    assert shown(after) != pair
    assert "You have judged 1 pair of" in words(after)
    assert "You said last:" in words(after)


def test_the_same_pair_stands_there_until_it_is_judged(author: CheckingClient) -> None:
    assert shown(author.read(PAGE)) == shown(author.read(PAGE))


def test_the_key_is_behind_a_fold_and_nowhere_else(author: CheckingClient) -> None:
    page = author.read(PAGE)

    folded = re.findall(r"<details><summary>Key.*?</details>", page, re.DOTALL)
    open_part = re.sub(r"<details>.*?</details>", "", page, flags=re.DOTALL)
    assert len(folded) == 2
    assert "Right answer" not in open_part
    assert "reason-right" not in open_part


def test_whoever_cannot_tell_passes_the_pair_over(author: CheckingClient) -> None:
    first, second = items_of(author)[:2]

    judge(author, first, second, "neither")

    assert kept(author)[0].harder == ""
    assert "0 of" in words(author.read(PAGE))


def test_a_pair_counts_once_whichever_way_it_is_sent(author: CheckingClient) -> None:
    first, second = items_of(author)[:2]

    judge(author, first, second, "left")
    judge(author, second, first, "left")

    (row,) = kept(author)
    assert row.harder == first.version


def test_two_windows_at_once_keep_one_judgement(author: CheckingClient) -> None:
    first, second = items_of(author)[:2]

    def say(harder: str) -> bool:
        catalogue = current_catalogue()
        return services.judge(
            catalogue,
            catalogue.areas["CTL"],
            author.person_id,
            left=first.version,
            right=second.version,
            harder=harder,
            now=datetime.now(UTC),
        )

    outcomes = at_once(author.application, lambda: say("left"), lambda: say("right"))

    assert sorted(map(str, outcomes)) == ["False", "True"]
    assert len(kept(author)) == 1


def test_the_last_judgement_is_taken_back(author: CheckingClient) -> None:
    first, second, third = items_of(author)[:3]
    judge(author, first, second)
    judge(author, first, third)

    author.send(f"{PAGE}/take-back")

    (row,) = kept(author)
    assert {row.version, row.other_version} == {first.version, second.version}
    assert "It is taken back." in words(author.read(PAGE))
    author.send(f"{PAGE}/take-back")
    author.send(f"{PAGE}/take-back")
    assert kept(author) == []
    assert "There was nothing to take back." in words(author.read(PAGE))


def test_nobody_takes_back_what_another_said(author: CheckingClient, enter: Enter) -> None:
    first, second = items_of(author)[:2]
    judge(author, first, second)

    enter("bo@example.org", ("author",)).send(f"{PAGE}/take-back")

    assert len(kept(author)) == 1


def test_new_items_stand_beside_known_ones(author: CheckingClient) -> None:
    items = items_of(author)
    make_known(author, items[:8])
    known = {one.version for one in items[:8]}
    rest = {one.version for one in items[8:]}

    kinds: set[int] = set()
    # A known one stands in every second pair by chance: of so many, one has none in 10^12 tries.
    for _ in range(40):
        pair = shown(author.read(PAGE))
        kinds.add(len(known & set(pair.values())))
        assert rest & set(pair.values())
        author.send(PAGE, **pair, harder="left")
        if kinds == {0, 1}:
            break

    assert kinds == {0, 1}


def test_without_anything_new_it_says_so(author: CheckingClient, enter: Enter) -> None:
    items = items_of(author)
    make_known(author, items)

    assert "Nothing to judge here" in words(author.read(PAGE))


@pytest.mark.parametrize("harder", ["", "both", "1", "left right", "x" * 5000])
def test_another_answer_is_refused_and_nothing_kept(author: CheckingClient, harder: str) -> None:
    pair = shown(author.read(PAGE))

    sent = author.send(PAGE, **pair, harder=harder)

    assert sent.status_code == 422
    assert "Choose which one is harder" in sent.get_data(as_text=True)
    assert kept(author) == []


@pytest.mark.parametrize("forged", ["same", "nowhere", "other-area", "quiz", "nothing"])
def test_a_forged_pair_is_not_kept(author: CheckingClient, forged: str) -> None:
    first = items_of(author)[0]
    with author.application.app_context():
        practice = next(iter(current_catalogue().modules.values())).quiz[0].version
    other = {
        "same": first.version,
        "nowhere": "f" * 64,
        "other-area": items_of(author, "COM")[0].version,
        "quiz": practice,
        "nothing": "",
    }[forged]

    author.send(PAGE, left=first.version, right=other, harder="left")

    assert kept(author) == []
    assert "Here is another pair" in words(author.read(PAGE))


@pytest.mark.parametrize("area", ["CTL", "xyz", "%00", "..", "a" * 3000])
def test_other_areas_are_not_found(author: CheckingClient, area: str) -> None:
    assert author.get(f"/author/pairs/{area}").status_code == 404
    assert author.send(f"/author/pairs/{area}").status_code in {404, 405}


def test_it_is_for_authors_alone(
    visitor: CheckingClient, learner: CheckingClient, recruiter: CheckingClient
) -> None:
    for path in ("/author/pairs", PAGE):
        assert visitor.get(path).status_code == 302
        assert learner.get(path).status_code == recruiter.get(path).status_code == 403
    assert learner.send(PAGE, left="a", right="b", harder="left").status_code == 403
    assert learner.send(f"{PAGE}/take-back").status_code == 403
    assert kept(learner) == []


def test_a_form_without_its_token_keeps_nothing(author: CheckingClient) -> None:
    pair = shown(author.read(PAGE))

    assert author.post(PAGE, data={**pair, "harder": "left"}).status_code in {400, 403}
    assert author.post(f"{PAGE}/take-back").status_code in {400, 403}
    assert kept(author) == []


def test_what_a_judge_said_stays_when_they_leave_and_leads_to_nobody(
    author: CheckingClient,
) -> None:
    first, second = items_of(author)[:2]
    judge(author, first, second)

    with author.application.test_request_context(method="POST"):
        db.session.delete(db.session.get_one(PersonRow, author.person_id))
        db.session.commit()

    assert len(kept(author)) == 1
    with author.application.app_context():
        assert db.session.scalars(select(PairJudgeRow.person_id)).all() == [None]


def test_it_asks_few_things_of_the_database_and_writes_nothing(author: CheckingClient) -> None:
    for other in items_of(author)[1:12]:
        judge(author, items_of(author)[0], other)
    author.read(PAGE)

    with statements(author.application) as seen:
        author.read(PAGE)

    # The person behind the cookie, the judge, the judgements, the bank in force.
    assert len(seen.sql) <= 4
    assert seen.commits == 0
    with author.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(PairJudgementRow)) == 11
