"""Which skills an advert asks for: against readers' marks, and rule by rule."""

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning.advert_marks import (
    KNOWN,
    UNSEEN,
    Score,
    marked_adverts,
    score,
    shipped,
    text_of,
)
from tpmlearn.domain.planning.advert import Matched, Sureness, match_advert, pieces
from tpmlearn.domain.planning.advert_paste import (
    LONGEST,
    AdvertProblem,
    clean_advert,
    first_line,
)


def match(text: str) -> Matched:
    return match_advert(text, shipped())


def asked(text: str) -> Mapping[str, tuple[int, int]]:
    """Level and weight by skill code."""
    return {code: (one.level, one.weight) for code, one in match(text).requirements.items()}


def printed(name: str, found: Score) -> Score:
    print(
        f"{name}: precision {found.precision:.3f}, recall {found.recall:.3f} "
        f"({found.both} of {found.found} found and {found.marked} marked); "
        f"same level {found.same_level}, within one {found.near_level}, "
        f"same weight {found.same_weight} of {found.both}"
    )
    return found


def test_it_finds_what_a_careful_reader_marks() -> None:
    adverts = marked_adverts(shipped(), KNOWN)

    found = printed("known", score(adverts))

    assert len(adverts) == 14
    assert found.precision >= 0.90
    assert found.recall >= 0.90
    assert found.same_level >= 0.80 * found.both
    assert found.near_level >= 0.95 * found.both
    assert found.same_weight >= 0.90 * found.both


def test_it_finds_less_in_texts_that_use_words_of_their_own() -> None:
    found = printed("unseen", score(marked_adverts(shipped(), UNSEEN)))

    assert found.precision >= 0.85
    assert found.recall >= 0.60


def test_an_advert_for_another_trade_asks_for_nothing() -> None:
    assert asked(text_of("no-skill")) == {}


def test_what_cannot_be_seen_is_not_matched() -> None:
    found = asked(text_of("hostile"))

    assert "COM1" not in found
    assert "CTL1" not in found
    assert "BUS4" not in found
    assert "COM4" not in found


@pytest.mark.parametrize(
    ("text", "skill", "level", "weight"),
    [
        # The nearest words before a skill say the level; else the advert's usual one does.
        ("You keep the risk register.", "CTL2", 3, 2),
        ("You own the risk register.", "CTL2", 4, 2),
        ("You assist with the risk register.", "CTL2", 2, 2),
        ("Basic knowledge of risk management.", "CTL2", 1, 2),
        ("You set standards for risk management.", "CTL2", 5, 2),
        ("Familiar with Jira, expert in Scrum.", "PRO1", 2, 2),
        ("Familiar with Jira, expert in Scrum.", "DEL2", 4, 2),
        ("Junior project manager\nYou keep the risk register.", "CTL2", 2, 2),
        ("Senior project manager\nYou keep the risk register.", "CTL2", 4, 2),
        ("Project manager\nTen years in projects.\nA risk register.", "CTL2", 4, 2),
        ("Project manager\nThree years in projects.\nA risk register.", "CTL2", 3, 2),
        # Must and nice to have, in the sentence, above it, or before a colon.
        ("A risk register is a must.", "CTL2", 3, 3),
        ("Must have:\n- risk management", "CTL2", 3, 3),
        ("Must: risk management", "CTL2", 3, 3),
        ("Risk management is a plus.", "CTL2", 2, 1),
        ("Nice to have\n- risk management", "CTL2", 2, 1),
        ("Expert knowledge of Scrum is a plus.", "DEL2", 4, 1),
        ("Nice to have:\n- a boat\nYour tasks:\n- risk management", "CTL2", 3, 2),
        # Said twice: the highest level that is asked for, and not only wished.
        ("You own the risk register. Basic risk management.", "CTL2", 4, 2),
        ("Risk management. Expert risk management is a plus.", "CTL2", 3, 2),
    ],
)
def test_level_and_weight_come_from_the_words_around(
    text: str, skill: str, level: int, weight: int
) -> None:
    assert asked(text)[skill] == (level, weight)


@pytest.mark.parametrize(
    "text",
    [
        "No knowledge of contract management is needed.",
        "You need not know anything about procurement.",
        "Knowledge of Jira is not required.",
        "You work without Jira.",
        "What we offer\n- a coach and a mentor",
        "Benefits:\nA budget, risk management of our own",
        "We offer coaching.",
        "We are an equal opportunity employer and value feedback.",
        "Regardless of conflict or compliance.",
        "A training budget.",
        "A risk-free start.",
        "It is safe here.",
        "<script>risk register</script>",
        "<!-- risk register -->",
        "<img alt='x' title='risk register'>",
        "<style>.risk-management {}",
    ],
)
def test_it_leaves_out_what_is_negated_offered_set_or_hidden(text: str) -> None:
    assert asked(text) == {}


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("Not only Jira.", "PRO1"),
        ("Not Java, but Jira.", "PRO1"),
        ("You do not code. You own the budget.", "CTL1"),
        ("You know SAFe.", "DEL2"),
        ("MANAGE STAKEHOLDERS", "COM1"),
        ("organisational change, organizational change", "PPL5"),
        ("&lt;Kanban&gt;", "DEL2"),
        ("<p>You run <b>risk</b> <i>reviews</i></p>", "CTL2"),
    ],
)
def test_it_finds_what_is_meant(text: str, skill: str) -> None:
    assert skill in asked(text)


def test_one_hint_is_not_enough_and_two_are() -> None:
    once = match("You are good with customers.")
    twice = match("You are good with customers and their expectations.")

    assert [one.skill for one in once.perhaps] == ["COM1"]
    assert once.found == ()
    assert [(one.skill, one.sure) for one in twice.found] == [("COM1", Sureness.HINTED)]


def test_it_says_how_sure_it_is_and_by_which_words() -> None:
    (found,) = match("Risk management. You own the risk register.").found

    assert found.sure is Sureness.TWICE
    assert found.words == ("Risk management", "risk register")
    assert [one.because for one in found.mentions] == ["", "own"]


def test_a_term_of_the_glossary_leads_to_the_skill_of_its_lesson() -> None:
    (found,) = match("You draw a network diagram.").found

    assert (found.skill, found.words) == ("DEL5", ("network diagram",))


def test_the_name_of_an_area_hints_at_all_its_skills() -> None:
    matched = match("You are at home in business and governance.")

    assert [one.skill for one in matched.perhaps] == ["BUS1", "BUS2", "BUS3", "BUS4"]
    assert matched.found == ()


def test_the_matching_words_are_cut_out_of_the_text_and_nothing_is_lost() -> None:
    text = "You own the risk register,\nand Jira."

    cut = pieces(text, match(text).found)

    assert "".join(piece.text for piece in cut) == text
    assert [(one.text, one.skills) for one in cut if one.skills] == [
        ("risk register", ("CTL2",)),
        ("Jira", ("PRO1",)),
    ]


def test_it_notices_another_language() -> None:
    german = "Wir suchen eine Person, die Projekte plant und steuert. " * 5

    assert not match(german).english
    assert match(text_of("tpm")).english
    assert match("Jira").english


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Paste the text"),
        (" \n\t ", "Paste the text"),
        ("a" * (LONGEST + 1), "20,001 characters"),
        ("PK\x03\x04\x00", "not plain text"),
        ("caf\ufffd", "not plain text"),
        ("lone \ud800", "not plain text"),
    ],
)
def test_it_refuses_what_is_no_advert_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(AdvertProblem, match=said):
        clean_advert(text)


def test_it_takes_the_longest_that_it_promises() -> None:
    assert len(clean_advert(" " + "a" * LONGEST + "\r\n")) == LONGEST


def test_the_first_line_that_shows_something_is_the_title() -> None:
    assert first_line("<html>\n\n<h1>Lead  of it</h1>", 40) == "Lead of it"
    assert first_line("a" * 50, 10) == "aaaaaaaaa…"
    assert first_line("<br>", 10) == "Advert"


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["risk register", "not", "but", "own", "a plus", "<b>", "</b>", "<script", ">", "\n",
             ": ", ". ", "Must:", "Benefits\n", "ß", "İ", "’s", "&amp;", "5+ years", "- ", "🙂"]
        ),
        max_size=40,
    ).map(" ".join)
)  # fmt: skip
def test_any_text_is_read_and_every_mention_stands_where_it_says(text: str) -> None:
    matched = match(text)

    found = (*matched.found, *matched.perhaps)
    assert "".join(piece.text for piece in pieces(text, found)) == text
    for one in found:
        assert 0 <= one.level <= 5
        assert 1 <= one.weight <= 3
        assert all(text[m.start : m.end] == m.words for m in one.mentions)


@pytest.mark.parametrize(
    "text", [a * 400 + b * 400 for a, b in product(["risk ", "not ", "<a ", "own "], repeat=2)]
)
def test_a_text_that_repeats_itself_is_read_too(text: str) -> None:
    assert match(text).found is not None
