"""What evidence carries: the short reading agrees with the long one; merged and erased whole."""

import itertools

from sqlalchemy import func, select, update

from tests.conftest import Enter
from tests.features.accounts.test_sign_in import PASSWORD
from tests.features.evidence.cast import PDF, answer, ask, attach, log
from tests.features.planning.cast import rate
from tests.features.sharing import scene
from tests.features.stories.test_story import STORY
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import Base, db, writing
from tpmlearn.domain.profiles.visibility import read_consent
from tpmlearn.models import ConfirmerRow, EvidenceRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.evidence import eligibility_of
from tpmlearn.records.hashing import hash_password
from tpmlearn.records.people import hashed
from tpmlearn.records.shown import shown_profile
from tpmlearn.records.skills import counted_ratings, skill_states

ANSWERS = ("", "confirmed", "declined", "unknown", "outdated")
OF_ENTRIES = ("evidence", "evidence_skills", "evidence_files", "confirmers", "stories")


def test_the_short_reading_agrees_with_the_long_one_for_all_answers(
    learner: CheckingClient,
) -> None:
    """Every pair of answers to an entry, with and without something to look at."""
    codes = list(itertools.islice(_codes(learner), 30))
    rate(learner, {code: 3 + place % 2 for place, code in enumerate(codes)})
    pairs = itertools.combinations_with_replacement(ANSWERS, 2)
    for code, (first, second) in zip(codes, itertools.cycle(pairs), strict=False):
        scene.show(learner.application, learner.person_id, code, "A plan", "Another")
        _say(learner, first, second)
    log(learner, artefact="", skills=codes)

    with learner.application.app_context():
        with statements(learner.application) as seen:
            short = counted_ratings(learner.person_id)
        long = skill_states(learner.person_id, codes)

    assert len(seen.sql) == 1
    assert {code: long[code].rating for code in codes} == {code: short[code] for code in codes}
    assert len({rating.reason for rating in short.values()}) == 4


def _codes(client: CheckingClient) -> list[str]:
    with client.application.app_context():
        return list(current_catalogue().skills)


def _say(client: CheckingClient, *said: str) -> None:
    """Let the two newest confirmers say this, and name another for the newer entry."""
    with client.application.app_context(), writing():
        newest = db.session.scalars(
            select(ConfirmerRow).order_by(ConfirmerRow.id.desc()).limit(2)
        ).all()
        entry = db.session.get_one(EvidenceRow, newest[0].evidence_id)
        for row, one in zip(newest, said, strict=True):
            row.evidence_id = entry.id
            row.answer = "confirmed" if one == "outdated" else one
            hour = scene.HOUR * (-1 if one == "outdated" else 1)
            row.answered_at = entry.changed_at + hour if one else None
        db.session.commit()


def test_what_was_declined_counts_for_no_month(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner, contact_hours="20")
    with learner.application.app_context():
        certificate = current_catalogue().certificates["pmp"]
        today = scene.NOW.date()
        before = eligibility_of(learner.person_id, certificate, today)
    answer(visitor, ask(learner, entry), "declined")

    with learner.application.app_context():
        after = eligibility_of(learner.person_id, certificate, today)
        nobody = eligibility_of(None, certificate, today)

    assert (before.months, before.contact_hours) == (3, 20)
    assert (after.months, after.contact_hours) == (nobody.months, nobody.contact_hours) == (0, 0)
    assert before.months_short("Bachelor's degree or higher") == 33


def test_a_shared_profile_tells_confirmed_from_claimed_and_shows_no_refusal(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    scene.say(learner.application, learner.person_id, CTL2=3, DEL4=3)
    confirmed = log(learner, title="A confirmed thing", skills=["CTL2"])
    declined = log(learner, title="A declined thing", skills=["CTL2"])
    log(learner, title="A claimed thing", skills=["DEL4"], confirmer="Jo", email="")
    answer(visitor, ask(learner, confirmed), sentence="For Ada alone")
    answer(visitor, ask(learner, declined), "declined")
    scene.link(learner.application, learner.person_id)

    page = visitor.read("/p/token")

    assert "evidence confirmed, not tested" in page
    assert "Confirmed by Priya, my tech lead on" in page
    assert "A claimed thing" in page
    assert "Can be confirmed by Jo" in page
    for private in ("A declined thing", "For Ada alone", "priya@example.org"):
        assert private not in page
    with learner.application.app_context():
        consent = read_consent(scene.ALL, naming="none")
        shown = repr(shown_profile(learner.person_id, consent, current_catalogue(), now=scene.NOW))
    assert "A declined thing" not in shown


def test_a_guests_log_joins_the_account_whole(enter: Enter) -> None:
    enter("ada@example.org", password_hash=hash_password(PASSWORD), name="Ada Obi")
    guest = enter(None)
    entry = log(guest)
    guest.send(f"/evidence/{entry}/story", **STORY)

    guest.send("/sign-in", email="ada@example.org", password=PASSWORD)
    assert "entries of the evidence log" in guest.read("/sign-in/merge")
    guest.send("/sign-in/merge", choice="merge")

    page = guest.read(f"/evidence/{entry}")
    assert "Priya, my tech lead" in page
    assert STORY["situation"] in guest.read("/evidence/stories")
    assert attach(guest, entry).status_code == 302


def test_erasing_an_account_leaves_nothing_of_the_log(
    enter: Enter, visitor: CheckingClient
) -> None:
    ada = enter("ada@example.org", password_hash=hash_password(PASSWORD), name="Ada Obi")
    entry = log(ada)
    attach(ada, entry)
    ada.send(f"/evidence/{entry}/story", **STORY)
    path = ask(ada, entry)
    answer(visitor, path)

    ada.send("/settings/erase", erase_password=PASSWORD, sure="y", when="now")

    assert visitor.get(path).status_code == 404
    with ada.application.app_context():
        for name in OF_ENTRIES:
            table = Base.metadata.tables[name]
            assert db.session.scalar(select(func.count()).select_from(table)) == 0, name


def test_a_file_comes_back_byte_by_byte_from_both_databases(learner: CheckingClient) -> None:
    entry = log(learner)
    data = PDF + bytes(range(256)) * 300

    attach(learner, entry, "all bytes.pdf", data)

    assert learner.get(f"/evidence/{entry}/file").data == data


def test_a_key_is_no_token(learner: CheckingClient) -> None:
    path = ask(learner, log(learner))

    with learner.application.app_context(), writing():
        key = db.session.scalars(select(ConfirmerRow.key)).one()
        db.session.execute(update(ConfirmerRow).values(key=hashed("other")[:32]))
        db.session.commit()

    assert key
    assert learner.get(f"/confirm/{key}").status_code == 404
    assert learner.get(path).status_code == 404
