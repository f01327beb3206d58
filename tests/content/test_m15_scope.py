"""The tree, the list of requests and the days that module 15 quotes are recomputed."""

from pathlib import Path
from statistics import median

MODULE = Path(__file__).parents[2] / "content" / "modules" / "15-requirements-and-scope"

TREE: dict[str, dict[str, int]] = {
    "1.1 Upload on the phone": {"Capture screen": 24, "Upload service": 26, "Virus scan": 12},
    "1.2 Adjuster’s desk": {"Photo viewer": 34, "Link to the claim": 20},
    "1.3 Keep and protect": {"Storage and deletion": 22, "Access log": 18},
    "1.4 Release and handover": {
        "Pilot with 40 claims": 18,
        "Load test": 12,
        "Runbook and training": 14,
    },
}
PACE, PLAN = 4, 50
REQUESTS: list[tuple[int, str, str, str, int]] = [
    (1, "Take HEIC photos, not only JPEG", "developer, in chat", "yes", 2),
    (1, "Show upload progress in per cent", "developer, after a demo", "yes", 1),
    (2, "Blur other cars' number plates", "Farah, product owner", "yes", 6),
    (2, "Read the plate automatically", "Farah, product owner", "no", 12),
    (3, "Let brokers upload as well", "tech lead, in the lift", "yes", 8),
    (3, "Dark mode for the upload page", "developer, in his own pull request", "yes", 1),
    (4, "Keep the original file as well", "tech lead, by email", "yes", 3),
    (4, "Map of all photos for adjusters", "Farah, product owner", "no", 9),
    (5, "Retry after a lost connection", "developer, on a bug report", "yes", 3),
    (5, "Spanish texts", "Farah, product owner", "yes", 4),
    (6, "Download photos as a ZIP file", "tech lead, in a meeting", "yes", 4),
    (6, "Video of 30 seconds", "you, at the demo", "not yet", 15),
]
ACCEPTED = [row for row in REQUESTS if row[3] == "yes"]
RIVERSIDE = {"four languages": 6.0, "sending time": 1.5, "reminder": 3.0, "quiet": 3.0, "stop": 4.5}


def read(name: str) -> str:
    return (MODULE / name).read_text(encoding="utf-8")


def branch(name: str) -> int:
    return sum(TREE[name].values())


def days_by(week: int, *, owner: bool) -> float:
    sizes = (
        size for when, _, who, _, size in ACCEPTED if when <= week and owner is ("Farah" in who)
    )
    return sum(sizes) / PACE


def test_it_adds_the_tree_from_its_leaves() -> None:
    sums = [branch(name) for name in TREE]

    assert f"24 + 26 + 12 = {sums[0]}" in read("lesson.md")
    assert f"{' + '.join(map(str, sums))} = {sum(sums)}" in read("lesson.md")
    assert sum(sums) == PLAN * PACE


def test_it_draws_each_leaf_and_branch_with_its_size() -> None:
    figure = read("wbs.svg")

    for name, leaves in TREE.items():
        assert name in figure
        assert f">{branch(name)}</text>" in figure
        for leaf, size in leaves.items():
            assert f"{leaf}</text>" in figure
            assert f">{size}</text>" in figure


def test_it_recomputes_the_share_that_no_demo_shows() -> None:
    hidden = branch("1.3 Keep and protect") + branch("1.4 Release and handover")

    assert f"40 + 44 = {hidden} of 200 person-days" in read("lesson.md")
    assert f"so {100 * hidden / 200:.0f} % of the work appears at no demo" in read("lesson.md")


def test_it_prints_each_request_of_the_list() -> None:
    for row in REQUESTS:
        assert f"| {' | '.join(map(str, row))} |" in read("lesson.md")


def test_it_recomputes_the_eight_days() -> None:
    sizes = [row[4] for row in ACCEPTED]
    days = sum(sizes) / PACE

    assert f"accepted: {len(ACCEPTED)} of {len(REQUESTS)} requests" in read("lesson.md")
    assert f"{' + '.join(map(str, sizes))} = {sum(sizes)} person-days" in read("lesson.md")
    assert f"{sum(sizes)} / {PACE} = {days:.0f} working days" in read("lesson.md")
    assert f"{days:.0f} / {PLAN} = {100 * days / PLAN:.0f} % of the plan" in read("lesson.md")
    assert f"from day {PLAN} to day {PLAN + days:.0f}" in read("lesson.md")


def test_it_recomputes_the_largest_and_the_middle_request() -> None:
    sizes = [row[4] for row in ACCEPTED]

    assert f"{max(sizes)} / {PACE} = {max(sizes) // PACE} working days" in read("lesson.md")
    assert f"the middle one, at {median(sizes)} person-days, less than one" in read("lesson.md")


def test_it_recomputes_who_decided_the_days() -> None:
    owner, others = days_by(6, owner=True), days_by(6, owner=False)

    assert f"{owner * PACE:.0f} person-days, or {owner} working days" in read("lesson.md")
    assert f"{others * PACE:.0f} person-days or {others} working days" in read("lesson.md")


def test_it_draws_the_days_week_by_week() -> None:
    totals = [days_by(week, owner=True) + days_by(week, owner=False) for week in range(1, 7)]
    steps = [now - before for before, now in zip([0.0, *totals], totals, strict=False)]

    for total in totals:
        assert f">{total:g}</text>" in read("creep.svg")
    assert f"never exceeds {max(steps)}, and the sum is {totals[-1]:g}" in read("lesson.md")


def test_it_recomputes_the_offer_to_the_sponsor() -> None:
    moved = 8 + 4 + 4

    assert f"8 + 4 + 4 = {moved} person-days, {moved // PACE} working days" in read("lesson.md")
    assert f"it is day {PLAN + (32 - moved) // PACE}" in read("lesson.md")


def test_it_recomputes_the_library_exercise() -> None:
    total = sum(RIVERSIDE.values())
    later = RIVERSIDE["four languages"] + RIVERSIDE["stop"]

    assert f"6 + 1.5 + 3 + 3 + 4.5 = {total:.0f} person-days; 18 / 3 = 6" in read("lesson.md")
    assert total / 3 / 30 == 0.2
    assert f"6 + 4.5 = {later} person-days, {later / 3} working days" in read("lesson.md")
    assert 30 + (total - later) / 3 == 32.5


def test_it_keeps_the_timed_parts_equal_to_the_exercise_minutes() -> None:
    parts = [16, 12, 10, 8]

    assert all(f"*{minutes} minutes.*" in read("lesson.md") for minutes in parts)
    assert f"exercise_minutes: {sum(parts)}" in read("lesson.md")


def test_it_recomputes_the_days_asked_for_in_the_quiz() -> None:
    total = 3 + 7.5 + 4 + 10.5 + 5

    assert f"- = {total / 5} ± 0.05 working days" in read("quiz.md")
    assert f"3 + 7.5 + 4 + 10.5 + 5 = {total:.0f} person-days, and 30 / 5 = 6.0" in read("quiz.md")
    assert f"with it you would get {(total + 12) / 5}" in read("quiz.md")
