"""What a view tells of each skill: no more than it shows, and what is missing said in words."""

from datetime import UTC, datetime

from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.rating import CountedRating, CountReason
from tpmlearn.domain.profiles.shown import Fit, Shown, ShownClaim, ShownSkill, ShownTests
from tpmlearn.domain.profiles.side_by_side import NOT_SHARED
from tpmlearn.domain.profiles.skill_facts import facts_of
from tpmlearn.domain.profiles.visibility import Consent, Section

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
RATED_4 = CountedRating(4, 2, CountReason.NEEDS_ARTEFACT)
COUNTS_2 = CountedRating(2, 2, CountReason.AS_RATED)


def skill(code: str, *standings: Standing, rating: CountedRating = RATED_4) -> ShownSkill:
    claims = tuple(ShownClaim("Plan", "Plan", "", one, (), (), AT) for one in standings)
    return ShownSkill(code, code, rating, "", "", AT, "", claims)


def shown(*sections: Section, **parts: object) -> Shown:
    skills = parts.pop("only", None)
    consent = Consent(frozenset(sections), skills=skills)  # type: ignore[arg-type]
    return Shown(consent, "Ada", **parts)  # type: ignore[arg-type]


def test_nothing_chosen_is_not_shared_and_never_0() -> None:
    found = facts_of(shown(Section.PLAN), ["A"])["A"]

    assert (found.untested, found.unrated, found.evidence) == (NOT_SHARED,) * 3
    assert not found.is_shared


def test_a_skill_that_the_view_leaves_out_has_no_facts() -> None:
    one = shown(Section.RATINGS, skills=(skill("A"),), only=frozenset({"A"}))

    assert set(facts_of(one, ["A", "B"])) == {"A"}


def test_tests_that_are_shared_and_were_not_taken_say_so() -> None:
    found = facts_of(shown(Section.TESTS, tests=ShownTests((), provisional=True)), ["A"])["A"]

    assert found.untested == "not tested"
    assert found.unrated == NOT_SHARED


def test_ratings_tell_what_was_rated_and_the_fit_alone_what_counts() -> None:
    fit = Fit({"A": COUNTS_2}, {"A": Standing.CLAIMED}, 1, AT, AT)

    alone = facts_of(shown(Section.FIT, fit=fit), ["A"])["A"]
    both = facts_of(shown(Section.FIT, Section.RATINGS, fit=fit, skills=(skill("A"),)), ["A"])["A"]

    assert (alone.rated, alone.evidence) == (2, "claimed")
    assert (both.rated, both.evidence) == (4, "none")


def test_of_several_pieces_of_work_the_best_counts() -> None:
    lines = (
        skill("A", Standing.CLAIMED, Standing.CONFIRMED),
        skill("B", Standing.CLAIMED),
        skill("C"),
    )

    found = facts_of(shown(Section.RATINGS, skills=lines), ["A", "B", "C", "D"])

    assert [found[code].evidence for code in "ABCD"] == ["confirmed", "claimed", "none", "none"]
    assert found["D"].unrated == "not rated"
