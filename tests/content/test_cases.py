"""The figures of the cases, worked out again from the raw data of their stories."""

import re
from itertools import combinations, pairwise
from math import ceil
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
import yaml

CASES = Path(__file__).parents[2] / "content" / "cases"


def case(name: str) -> str:
    return (CASES / f"{name}.md").read_text(encoding="utf-8")


def item(name: str, identifier: str) -> str:
    return case(name).split("{#" + identifier + " ", 1)[1].split("\n## ", 1)[0]


def figure(name: str) -> dict[str, Any]:
    fence = re.search(r"^```[a-z]+\n(.*?)^```", case(name), re.MULTILINE | re.DOTALL)
    assert fence is not None
    found: dict[str, Any] = yaml.safe_load(fence[1])
    return found


def table(name: str, row: str) -> list[str]:
    """The cells after the first of the story's row that begins with these words."""
    line = re.search(rf"^\| {re.escape(row)} \|(.*)\|$", case(name), re.MULTILINE)
    assert line is not None, row
    return [cell.strip() for cell in line[1].split("|")]


def numbers(name: str, row: str) -> list[float]:
    return [
        float(re.sub(r"[^\d.]", "", cell)) for cell in table(name, row) if re.search(r"\d", cell)
    ]


def keys(text: str) -> list[str]:
    return re.findall(r"^- \[x\] (.*?)(?: \{.*\})?$", text, re.MULTILINE)


def dates(name: str, **longer: float) -> dict[str, tuple[float, float, float]]:
    """Early start, early finish and total float of each activity; all links are finish to start."""
    jobs = {one["id"]: one for one in figure(name)["activities"]}
    length = {key: longer.get(key, one["duration"]) for key, one in jobs.items()}
    after = {key: one.get("after", []) for key, one in jobs.items()}
    finish: dict[str, float] = {}
    while len(finish) < len(jobs):
        for key in jobs:
            if key not in finish and all(one in finish for one in after[key]):
                finish[key] = max((finish[one] for one in after[key]), default=0) + length[key]
    latest = dict.fromkeys(jobs, max(finish.values()))
    for key in sorted(jobs, key=lambda one: -finish[one]):
        for one in after[key]:
            latest[one] = min(latest[one], latest[key] - length[key])
    return {
        key: (finish[key] - length[key], finish[key], latest[key] - finish[key]) for key in jobs
    }


def test_theatre_float_and_length() -> None:
    planned, later = dates("theatre-wing"), dates("theatre-wing", B=7)
    text = item("theatre-wing", "theatre-ceiling-effect")
    assert keys(text) == [f"{planned['B'][2]} weeks", f"{later['G'][1]} weeks"]
    assert planned["G"][1] == 13
    assert later["G"][1] == 14
    assert "The first patient has been invited for the Monday after week 14" in case(
        "theatre-wing"
    ).replace("\n", " ")


def test_theatre_cheapest_week() -> None:
    offers = {
        "A second crew of electricians": {"B": 5},
        "A specialist from the records vendor": {"B": 7, "D": 3},
        "Two more trainers": {"B": 7, "E": 1},
        "Evening rehearsals with paid volunteers": {"B": 7, "F": 1},
    }
    first = dates("theatre-wing")["G"][1]
    ends = {name: dates("theatre-wing", **change)["G"][1] for name, change in offers.items()}
    works = [name for name, end in ends.items() if end <= first]
    price = {name: numbers("theatre-wing", name)[-1] for name in offers}
    assert keys(item("theatre-wing", "theatre-buy-a-week")) == [min(works, key=price.__getitem__)]
    assert ends["A specialist from the records vendor"] == 14
    assert min(price, key=price.__getitem__) == "A specialist from the records vendor"
    assert min(price.values()) > 5000


def test_theatre_ines() -> None:
    later = dates("theatre-wing", B=7)
    assert later["D"][1] - 1 == later["E"][0] == 9
    assert later["D"][2] == 1
    assert later["D"][1] + 1 == later["E"][1]
    assert later["E"][2] == 0


def test_theatre_licence_is_below_the_limit_and_the_wait_above_the_float() -> None:
    assert "costs €1,900" in item("theatre-wing", "theatre-licence")
    assert 10 / 5 > dates("theatre-wing", B=7)["D"][2] == 1


def test_teller_forecast() -> None:
    chart = figure("teller-software")
    earned, spent, planned = chart["ev"][-1], chart["ac"][-1], chart["pv"][4]
    total = chart["pv"][-1]
    cost, pace = earned / spent, earned / planned
    text = item("teller-software", "teller-forecast")
    assert keys(text) == [f"{cost:.2f}", f"€{total / cost:.0f} thousand"]
    assert f"- [ ] {pace:.2f}" in text
    assert f"- [ ] {1 / cost:.2f}" in text
    assert f"- [ ] €{spent + total - earned} thousand" in text
    assert f"- [ ] €{spent + (total - earned) / (cost * pace):.0f} thousand" in text
    assert min(spent + total - earned, total / cost) > 630


def test_teller_table_and_chart_agree() -> None:
    rows = [numbers("teller-software", str(month)) for month in range(1, 6)]
    finished, second = [row[0] for row in rows], [row[1] for row in rows]
    chart = figure("teller-software")
    steps = [b - a for a, b in pairwise([0, *chart["ev"]])]
    assert steps == [5 * count for count in finished]
    assert 120 * 5 == chart["pv"][-1] == 600
    text = item("teller-software", "teller-report-sentence")
    shares = [round(100 * a / b) for a, b in zip(second, finished, strict=True)]
    assert shares == sorted(shares) == [17, 38, 50, 67, 80]
    assert "17, 38, 50, 67 and 80 per cent" in text
    assert "1 in 6 to 4 in 5" in text
    assert (second[0] / finished[0], second[-1] / finished[-1]) == (1 / 6, 4 / 5)
    assert f"It was {sum(second):.0f} of {sum(finished):.0f}" in text
    assert finished[2:] == [12, 12, 10]
    costs = [b - a for a, b in pairwise([0, *chart["ac"]])]
    each = [round(1000 * a / b) for a, b in zip(costs, finished, strict=True)]
    assert each[1:] == [6250, 6250, 6667, 6000]
    assert rows[4][2] == 2.8


def test_season_what_fits() -> None:
    chart = figure("season-three")
    left = chart["scope"][-1] - chart["done"][-1]
    room = chart["done"][-1] / 3 * 3
    names = ["Ranked league", "New map", "Clan chat", "Spectator mode"]
    points = {name: numbers("season-three", name)[0] for name in names}
    players = {name: numbers("season-three", name)[1] for name in names}
    sets = [one for size in range(1, 5) for one in combinations(names, size)]
    fitting = [one for one in sets if sum(points[name] for name in one) <= room]
    best = max(fitting, key=lambda one: sum(players[name] for name in one))
    assert sum(points.values()) == left == 98
    assert best == ("Ranked league", "New map")
    text = item("season-three", "season-what-fits")
    assert keys(text) == ["Ranked league and new map"]
    assert f"{sum(points[n] for n in best):.0f} points of the {room:.0f}" in text
    assert "with 56 points" in text
    assert "That is 76 points" in text
    assert "With 64 points" in text
    assert points["Ranked league"] + points["Clan chat"] == 56
    assert sum(points.values()) - points["Clan chat"] == 76
    assert sum(points.values()) - points["Ranked league"] == 64


def test_season_where_the_gap_comes_from() -> None:
    chart = figure("season-three")
    text = item("season-three", "season-who-is-behind")
    pace = chart["scope"][0] / chart["periods"]
    behind = 3 * pace - chart["done"][-1]
    grown = chart["scope"][-1] - chart["scope"][0]
    assert f"{behind:.0f} points behind its {3 * pace:.0f}, and {grown} came on top" in text
    assert grown > behind
    second = chart["done"][1] - chart["done"][0]
    assert f"Sprint 2 brought {second}. Six of those are {6 * second} points" in text
    assert round((chart["scope"][-1] - chart["done"][-1]) / 3) == 33


def test_parcel_flow_is_possible() -> None:
    states = {one["name"]: one["counts"] for one in figure("parcel-lane")["states"]}
    done = [b - a for a, b in pairwise(states["Done"])]
    lane = [b - a + out for (a, b), out in zip(pairwise(states["Lane test"]), done, strict=True)]
    review = [b - a + out for (a, b), out in zip(pairwise(states["Review"]), lane, strict=True)]
    assert set(done) == {3}
    assert max(lane) <= 7
    assert max(review) <= 5
    open_now = sum(states[name][-1] for name in ("Build", "Review", "Lane test"))
    assert open_now / 3 == 8
    assert "wait two months" in case("parcel-lane")


def test_parcel_offers() -> None:
    rate = {"Build": 5, "Review": 7, "Lane test": 3, "Roll-out": 9}
    assert "build 5, review 7, lane test 3, roll-out 9" in case("parcel-lane")
    shown = (CASES / "parcel-steps.svg").read_text(encoding="utf-8")
    found = re.findall(r">([A-Z][a-z -]+)</text>\s*<text[^>]*>(\d)</text>", shown)
    assert {name: int(count) for name, count in found} == rate
    assert keys(item("parcel-lane", "parcel-constraint")) == [min(rate, key=rate.__getitem__)]
    before = min(rate.values())
    after = {
        "Third night on the lane": min(rate["Build"], before * 1.5),
        "Scanner simulator": min(rate["Build"], before / (1 - 2 / 5)),
        "Two more developers": before,
        "Tool for reviews": before,
    }
    price = {name: numbers("parcel-lane", name)[0] for name in after}
    each = {name: price[name] / (out - before) for name, out in after.items() if out > before}
    text = item("parcel-lane", "parcel-four-offers")
    assert keys(text) == [min(each, key=each.__getitem__)]
    assert [round(one) for one in each.values()] == [800, 750]
    assert "are €800 each" in text
    assert "two more, at €750 each" in text


def test_meter_tree() -> None:
    value = {
        one["name"]: sum(c["probability"] * c["value"] for c in one["chances"]) - one["cost"]
        for one in figure("meter-platform")["choices"]
    }
    assert {name: round(one) for name, one in value.items()} == {"Build": 430, "Buy": 470}
    text = item("meter-platform", "meter-build-or-buy")
    assert keys(text) == ["Buy, by €40 thousand"]
    assert "850 - 420 = 430 for build, 770 - 300 = 470 for buy" in text
    assert "560 + 210 - 300 = 470, against 700 + 150 - 420 = 430" in text
    assert (850 - 770, 420 - 300) == (80, 120)


def test_meter_reserve() -> None:
    rows = [
        numbers("meter-platform", name)
        for name in (
            "Suppliers charge for the new standard",
            "Radio does not reach the old town",
            "The chosen supplier fails",
            "The region pays a grant",
        )
    ]
    weighed = [share / 100 * effect for share, effect in rows]
    assert [round(one) for one in weighed] == [36, 30, 24, 20]
    text = item("meter-platform", "meter-reserve")
    assert keys(text) == [f"€{sum(weighed[:3]) - weighed[3]:.0f} thousand"]
    for wrong in (sum(weighed[:3]), sum(weighed), sum(effect for _, effect in rows[:3])):
        assert f"- [ ] €{wrong:.0f} thousand" in text
    assert "36 + 30 + 24" in text


def test_permit_opening() -> None:
    tasks = {one["id"]: one for one in figure("parking-permits")["tasks"]}
    now = figure("parking-permits")["now"]
    signed = now + tasks["D"]["duration"] * (1 - tasks["D"]["done"])
    begun = now - tasks["C"]["duration"] * tasks["C"]["done"]
    alone = begun + 3
    register = max(alone, signed) + tasks["C"]["duration"] - 3
    build = tasks["B"]["start"] + tasks["B"]["duration"]
    assert now == build - tasks["B"]["duration"] * (1 - tasks["B"]["done"])
    opening = max(register, signed, build + tasks["E"]["duration"])
    assert (signed, alone, register, opening) == (11, 9, 13, 14)
    text = item("parking-permits", "permit-opening")
    assert keys(text) == [f"Week {opening}"]
    assert f"D ends with week {signed:.0f}" in text
    assert f"in week {alone:.0f}, waits for two and ends with week {register:.0f}" in text
    late = signed - (tasks["D"]["start"] + tasks["D"]["duration"])
    assert f"- [ ] Week {opening + late:.0f}" in text
    assert f"- [ ] Week {opening + signed - alone:.0f}" in text


def test_fibre_latest_start_of_each_answer() -> None:
    rows = {
        "The one for the bridge permit": "Bridge permit comes late",
        "The one for the digging crew": "Digging firm withdraws a crew",
        "The one for the rock": "Rock where maps show soil",
        "The one for the splitters": "Splitters become scarce",
    }
    start = {
        key: numbers("fibre-valley", row)[0] - numbers("fibre-valley", row)[1]
        for key, row in rows.items()
    }
    text = item("fibre-valley", "fibre-begin-today")
    assert list(start.values()) == [9, 2, 7, 5]
    assert keys(text) == [key for key, week in start.items() if week == 2]
    assert "beginning of week 2" in case("fibre-valley")
    scores = [one["probability"] * one["impact"] for one in figure("fibre-valley")["items"]]
    assert scores == [16, 12, 12, 6]


def test_fibre_money_and_homes() -> None:
    assert 60 * 1.08 > 62
    assert 20_000 * 60 * 0.04 == 48_000
    assert "About €48,000" in item("fibre-valley", "fibre-eight-per-cent")
    squads = [numbers("fibre-valley", name) for name in ("North", "South", "West")]
    passed, connected = (sum(row[place] for row in squads) for place in (0, 1))
    text = item("fibre-valley", "fibre-ministry-figure")
    assert keys(text) == [
        f"Report {connected:,.0f} as connected, and {passed:,.0f} as passed in the line below it"
    ]
    assert f"Report {(passed + connected) / 2:,.0f} as the middle" in text


def test_claims_cycle_times() -> None:
    values = figure("windscreen-claims")["values"]
    text = item("windscreen-claims", "claims-eighty-five")
    assert values == sorted(values)
    assert len(values) == 20
    assert f"Their sum is {sum(values)}" in case("windscreen-claims")
    assert ", ".join(str(one) for one in values) + "." in case("windscreen-claims")
    assert keys(text) == [f"{values[ceil(0.85 * 20) - 1]} days"]
    within = {days: sum(one <= days for one in values) for days in (5, 6.5, 7, 9)}
    assert within == {5: 11, 6.5: 13, 7: 15, 9: 17}
    assert mean(values) == 6.5
    assert "Seven days held in 15 of 20" in item("windscreen-claims", "claims-one-week")
    for name in ("Panorama roofs", "Rule for second claims", "Rental cars"):
        total, waiting = numbers("windscreen-claims", name)
        assert total in values[-3:]
        assert waiting / total >= 0.5


def test_claims_sample() -> None:
    assert 6 / 50 == 0.12
    assert "Set the limit to 12 %" in item("windscreen-claims", "claims-six-of-fifty")
    chance = 1 - sum(binomial(50, n) * 0.02**n * 0.98 ** (50 - n) for n in range(6))
    assert chance < 0.001


def binomial(n: int, k: int) -> float:
    result = 1.0
    for step in range(k):
        result *= (n - step) / (step + 1)
    return result


def test_kelp_parser_hangs_on_one_person() -> None:
    changes = {name: [row[-2], row[-1]] for name in ("Core", "Plots") for row in [rows(name)]}
    assert all(one < every for every, one in changes.values())
    assert rows("Parser")[-2] == rows("Parser")[-1] == 95
    assert "waits 17 days" in case("kelp-library")
    assert "thirty countries" in case("kelp-library")
    assert "Twenty-eight countries" in item("kelp-library", "kelp-private-report")


def rows(name: str) -> list[float]:
    return numbers("kelp-library", name)


def test_dairy_order_and_room() -> None:
    names = ["Feed advice", "Udder chart", "Heat alarm", "Milk truck link"]
    row = {name: numbers("dairy-alarms", name) for name in names}
    worth = {name: value / points for name, (value, points) in row.items()}
    assert [round(worth[name]) for name in names] == [30, 40, 60, 50]
    best = ", ".join(sorted(names, key=lambda one: -worth[one]))
    assert [one.lower() for one in keys(item("dairy-alarms", "dairy-which-first"))] == [
        best.lower()
    ]
    chart = figure("dairy-alarms")
    pace = chart["done"][-1] / 4
    left = sum(points for _, points in row.values())
    assert chart["scope"][0] - chart["done"][-1] == left == 90
    text = item("dairy-alarms", "dairy-other-sensor")
    assert f"€{60 * 140:,} and {50 + 5} of the {4 * pace:.0f} points" in text
    assert f"has {4 * pace - 55:.0f} to spare" in text
    assert 60 * 140 < 10_000
    assert row["Feed advice"][1] / pace > 2.5


def test_checkout_result() -> None:
    visitors, orders, back = numbers("one-page-checkout", "Old")
    _, new_orders, new_back = numbers("one-page-checkout", "New")
    old = (orders - back) * 20 - back * 12
    new = (new_orders - new_back) * 20 - new_back * 12
    text = item("one-page-checkout", "checkout-what-it-brings")
    points = 100 * (new_orders - orders) / visitors
    assert keys(text) == [f"{points:.0f}", f"falls by €{old - new:.0f}"]
    assert f"are {new:,.0f}" in text
    assert f"which is {old:,.0f}" in text
    assert f"rises by €{20 * (new_orders - new_back - orders + back):,.0f}" in text
    assert f"rises by €{20 * (new_orders - orders):,.0f}" in text
    assert f"what {new_back - back:.0f} more returns cost" in text


def test_checkout_remedies() -> None:
    now = {one["label"]: one["count"] for one in figure("one-page-checkout")["bars"]}
    before = dict(zip(now, (120, 12, 72, 36), strict=True))
    assert sum(now.values()) == numbers("one-page-checkout", "New")[2]
    assert sum(before.values()) == numbers("one-page-checkout", "Old")[2]
    remedies = {
        "Size table beside each of the articles": "Wrong size",
        "Button that locks after one click": "Ordered twice",
        'Window "Are you sure?"': "Changed my mind",
        "Stronger cardboard boxes": "Damaged",
    }
    spared = {
        name: (now[why] - before[why]) / numbers("one-page-checkout", name)[-1]
        for name, why in remedies.items()
    }
    text = item("one-page-checkout", "checkout-first-remedy")
    assert keys(text) == [max(spared, key=spared.__getitem__)]
    assert [round(one) for one in spared.values()] == [7, 28, -2, -1]
    assert "96 less 12 are 84 for 3 points, 28 a point" in text


def test_firmware_bench_test_becomes_critical() -> None:
    planned, later = dates("lift-firmware"), dates("lift-firmware", D=18)
    assert planned["F"][1] == 25
    assert {key for key in "BCEF" if planned[key][2] > 0 and later[key][2] == 0} == {"E"}
    assert later["G"][1] == 31
    assert planned["E"][2] == later["C"][2] == later["F"][2] == 1
    assert later["B"][2] > planned["B"][2] == 3
    assert "D 18, E 8 and G 5 are 31 days" in item("lift-firmware", "firmware-bench-longer")


def test_firmware_network_and_picture_agree() -> None:
    picture = (CASES / "lift-network.svg").read_text(encoding="utf-8")
    shown = dict(re.findall(r">([A-G]) (\d+)</text>", picture))
    jobs = figure("lift-firmware")["activities"]
    assert shown == {one["id"]: str(one["duration"]) for one in jobs}


def test_firmware_change_and_safety_file() -> None:
    assert dates("lift-firmware", B=13)["G"][0] == 25
    assert dates("lift-firmware", B=13, F=11)["G"][0] == 27
    text = item("lift-firmware", "firmware-safety-file")
    assert f"take {9 / 0.8} days" in text
    assert f"5 / 0.8 are {5 / 0.8} days and 4 / 0.5 are {4 / 0.5:.0f}" in text
    assert max(5 / 0.8, 4 / 0.5) < dates("lift-firmware")["F"][1] - dates("lift-firmware")["F"][0]
    assert dates("lift-firmware")["C"][1] < 17


def test_orbit_indices() -> None:
    chart = figure("petrel-ground")
    planned, earned, spent = chart["pv"][3], chart["ev"][3], chart["ac"][3]
    stood = 3 + (earned - chart["pv"][2]) / (planned - chart["pv"][2])
    text = item("petrel-ground", "orbit-cheap-and-late")
    assert keys(text) == [str(earned - spent), f"{4 - stood:.1f}"]
    assert f"- [ ] {planned - earned}\n" in text
    assert f"- [ ] {planned - spent}\n" in text
    assert "the plan was there at 3.5" in text


def test_orbit_products() -> None:
    names = ["Antenna scheduling", "Archive", "Full rehearsal", "Operator console"]
    names += ["Orbit data feed", "Pass planner", "Second station"]
    row = {name: table("petrel-ground", name) for name in names}
    chart = figure("petrel-ground")
    assert sum(int(cells[0]) for cells in row.values()) == chart["pv"][-1] - chart["ev"][-1]
    behind = chart["pv"][3] - chart["ev"][3]
    later = [n for n in names if row[n][2] != "launch" and int(row[n][0]) >= behind]
    assert keys(item("petrel-ground", "orbit-what-later")) == later
    order = re.findall(r"^\d\. (.*)$", item("petrel-ground", "orbit-one-after-other"), re.MULTILINE)
    assert set(order) == {name for name in names if row[name][2] == "launch"}
    assert [row[name][1] for name in order] == ["-", *order[:-1]]


def test_rail_use_and_pace() -> None:
    coast, hills, plain = (
        numbers("seat-reservation", name) for name in ("Coast", "Hills", "Plain")
    )
    text = item("seat-reservation", "rail-trained-and-then")
    used = round(100 * coast[2] / coast[1])
    elsewhere = round(100 * (hills[2] + plain[2]) / (hills[1] + plain[1]))
    assert f"{used} % of its trained use the app, against {elsewhere} % elsewhere" in text
    people, trained = (sum(one[place] for one in (coast, hills, plain)) for place in (0, 1))
    tasks = {one["id"]: one for one in figure("seat-reservation")["tasks"]}
    assert trained / people == tasks["C"]["done"]
    assert 10 + (people - trained) / (trained / 2) < 14
    assert "by week 14" in text


def test_rail_plan_holds_the_date() -> None:
    tasks = {one["id"]: one for one in figure("seat-reservation")["tasks"]}
    ends = [tasks[key].get("start", 0) + tasks[key]["duration"] for key in "ABC"]
    switched = max(ends) + tasks["D"]["duration"]
    assert ends == [12, 13, 14]
    assert switched == tasks["M"]["start"] == 15
    assert f"end of week {switched + 2}" in item("seat-reservation", "rail-old-system")


@pytest.mark.parametrize("path", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_each_story_can_be_read_in_two_minutes(path: Path) -> None:
    story = path.read_text(encoding="utf-8").split("---\n", 2)[2].split("\n## ", 1)[0]
    words = re.findall(r"[\w’'-]+", re.sub(r"```.*?```", "", story, flags=re.DOTALL))
    assert 100 <= len(words) <= 260
