"""The word counts, meeting costs and prices in the module on writing and meetings, recomputed."""

import re
from pathlib import Path

MODULE = Path(__file__).parents[2] / "content" / "modules" / "38-writing-meetings-facilitation"
LESSON = (MODULE / "lesson.md").read_text(encoding="utf-8")
QUIZ = (MODULE / "quiz.md").read_text(encoding="utf-8")
COST = (MODULE / "cost.svg").read_text(encoding="utf-8")

CENTS_A_MINUTE = 7200 // 60
SOFT = [
    "The tests were basically successful.",
    "Both ways have pros and cons, so it would be great to hear your thoughts at some point.",
    "All in all we are more or less on track, and I would leave the status at green for now.",
]
POLITE = ["Hi Imogen, I hope you had a good weekend.", "Many thanks and regards, Rukmini"]
NEEDED = ("However, it turned out", "There might be the possibility", "Alternatively, we could")
WEEKLY = [("reports", 38), ("talk", 15), ("decisions", 7)]
SHEET = [(0, 5), (5, 11), (11, 19), (19, 23), (23, 25)]


def words(text: str) -> int:
    return len(text.split())


def quotes(start: str, end: str) -> list[str]:
    """The quoted texts between two places of the lesson, each as one line."""
    part = LESSON.split(start, 1)[1].split(end, 1)[0]
    blocks = re.findall(r"(?:^>.*\n)+", part, re.MULTILINE)
    return [" ".join(re.sub(r"^> ?", "", b, flags=re.MULTILINE).split()) for b in blocks]


LONG = quotes("Here is the mail", "## The same news")[0]
SHORT = quotes("## The same news", "Five cuts")[0]


def test_it_counts_240_words_before_and_80_after() -> None:
    assert words(LONG) == 240
    assert "Here is the mail, 240 words:" in LESSON
    assert words(SHORT) == 80
    assert "## The same news in 80 words" in LESSON


def test_it_counts_what_the_long_mail_spends_its_words_on() -> None:
    sentences = re.split(r"(?<=[.]) ", LONG)
    soft = sum(words(s) for s in sentences if s in SOFT)
    polite = sum(words(s) for s in sentences if s in POLITE)
    needed = sum(words(s) for s in sentences if s.startswith(NEEDED))
    activity = words(LONG) - soft - polite - needed
    assert sum(s in SOFT for s in sentences) == len(SOFT)
    assert sum(s in POLITE for s in sentences) == len(POLITE)
    assert f"But {activity} of the 240 words say what people did, {soft} soften" in LESSON
    assert f"and {polite} are courtesy. The facts and the choice take {needed}." in LESSON


def test_it_hides_offer_and_question_in_the_third_paragraph() -> None:
    mail = LESSON.split("Here is the mail", 1)[1].split("Nothing in it", 1)[0]
    third = mail.split("\n>\n")[2]
    assert "larger plan" in third
    assert "hear your thoughts" in third


def test_it_recomputes_the_price_of_both_ways() -> None:
    larger_plan = 12 * 1900
    assert f"12 × 1,900 = €{larger_plan:,}" in SHORT
    assert f"€{larger_plan - 9600:,} cheaper" in SHORT
    assert LESSON.count(f"€{larger_plan - 9600:,}") == 3


def test_it_fills_the_hour_of_the_weekly_and_prices_it() -> None:
    assert sum(minutes for _, minutes in WEEKLY) == 60
    assert "of which 38 went on a round of reports, 15 on talk and 7 on decisions" in LESSON
    assert f"11 × 60 × 1.20 = €{11 * 60 * CENTS_A_MINUTE // 100} a week" in LESSON


def test_it_recomputes_each_row_of_the_decision_meeting() -> None:
    rows = {
        "Page and invitation": (1, 40),
        "Two talks beforehand": (2, 30),
        "Meeting": (6, 25),
        "Record": (1, 10),
    }
    for name, (people, minutes) in rows.items():
        product = people * minutes
        euros = product * CENTS_A_MINUTE // 100
        assert f"| {name} | {people} | {minutes} | {product} | {euros} |" in LESSON
    total = sum(people * minutes for people, minutes in rows.values())
    euros = total * CENTS_A_MINUTE // 100
    assert f"| All | | | {total} | {euros} |" in LESSON
    assert f"then €{euros} for a sound one" in LESSON


def test_it_runs_the_sheet_for_25_minutes_without_a_gap() -> None:
    assert [a for a, _ in SHEET[1:]] == [b for _, b in SHEET[:-1]]
    assert all(f"| {a}-{b} |" in LESSON for a, b in SHEET)
    assert "10:00 to 10:25" in LESSON


def test_it_invites_as_many_people_as_it_pays_for() -> None:
    invited = ["Imogen decides", "Gareth, Leyla, Thabo and Tuan advise", "I run it"]
    assert all(part in LESSON for part in invited)
    assert 1 + 4 + 1 == 6


def test_it_draws_both_meetings_on_one_scale() -> None:
    bars = re.findall(r'width="(\d+)" height="(\d+)"', COST)
    weekly, decision = bars[:3], bars[3:]
    assert [int(w) // 7 for w, _ in weekly] == [minutes for _, minutes in WEEKLY]
    assert [int(w) // 7 for w, _ in decision] == [b - a for a, b in SHEET]
    assert {int(h) // 13 for _, h in weekly} == {11}
    assert {int(h) // 13 for _, h in decision} == {6}
    assert f"{11 * 60} person-minutes, €{11 * 60 * CENTS_A_MINUTE // 100}" in COST
    assert f"{6 * 25} person-minutes, €{6 * 25 * CENTS_A_MINUTE // 100}" in COST


def test_it_keeps_the_model_answer_within_45_words() -> None:
    answer = LESSON.split('**(1)** "', 1)[1].split('"', 1)[0]
    assert words(answer) <= 45
    assert f"That is {words(answer)} words." in LESSON
    assert f"140 × 35 = €{140 * 35:,}" in answer


def test_it_recomputes_the_meetings_of_the_exercise() -> None:
    assert f"9 × 50 × 1.00 = €{9 * 50} each week" in LESSON
    assert f"5 × 20 + 60 = {5 * 20 + 60} person-minutes, €{5 * 20 + 60}" in LESSON


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    assert "exercise_minutes: 47" in LESSON
    assert f"Take {27 + 20} minutes: 27 for part A, 20 for part B." in LESSON


def test_it_recomputes_the_meeting_of_the_quiz() -> None:
    cost = 9 * 50 * 66 // 60
    assert f"- = {cost} ± 0.5 euros" in QUIZ
    assert f"9 × 50 = {9 * 50} person-minutes" in QUIZ
    assert f"450 × 1.10 = {cost}" in QUIZ


def test_it_leaves_seven_minutes_for_two_sentences_in_the_quiz() -> None:
    assert 25 - 18 == 7
    assert "seven minutes are enough" in QUIZ
