"""Figures as authors write them, the smallest and the largest that the rules allow."""

from tpmlearn.domain.content.fences.reading import Figure, read_figure

WORD = "Wednesday"


def read(kind: str, text: str) -> Figure:
    """The figure; fails where the text has a flaw."""
    figure = read_figure(kind, text)
    assert figure is not None, text
    return figure


def many_activities(count: int, *, name: int = 60, after: int = 3) -> str:
    """A network in which each activity waits for some of those before."""
    rows = [
        f"  - {{id: A{n}, name: {_words(name)}, duration: {n * 7 % 13}, after: [{_few(n, after)}]}}"
        for n in range(count)
    ]
    return "\n".join(["title: " + _words(80), "unit: " + "d" * 20, "activities:", *rows])


def _few(n: int, count: int) -> str:
    found = sorted({(n * k * 5 + k) % n for k in range(1, count + 1)}) if n else []
    return ", ".join(f"A{one} SS +2" if one % 5 == 1 else f"A{one}" for one in found)


def _words(length: int) -> str:
    return (f"{WORD} " * length)[:length].strip()


def series(*names: str, count: int, step: float, head: bool = True) -> str:
    """Series of running totals under long words."""
    first = [f"title: {_words(80)}", f"unit: {'m' * 20}", f"period: {'w' * 20}"] if head else []
    rows = [
        f"{name}: {[round(step * n / (k + 1), 2) for n in range(1, count + 1)]}"
        for k, name in enumerate(names)
    ]
    return "\n".join([*first, *rows])


def many_states(states: int, *, count: int) -> str:
    """A flow through states with long names."""
    rows = [
        f"  - {{name: {_words(58)} {n}, counts: {[n + k for k in range(count)]}}}"
        for n in range(states)
    ]
    return "\n".join([f"title: {_words(80)}", f"unit: {'i' * 20}", "states:", *rows])


SAMPLES: dict[str, list[str]] = {
    "network": [
        "title: One\nactivities:\n  - {id: A, duration: 0}",
        many_activities(60),
        many_activities(60, name=3, after=1),
        many_activities(12, after=4),
        "title: Wide\nactivities:\n"
        + "\n".join(f"  - {{id: {'W' * 10}{n}, duration: 9998.25}}" for n in range(10, 40)),
    ],
    "evm": [
        "title: First\npv: [0, 5]\nev: [0]\nac: [0]",
        "title: Nothing\npv: [0]\nev: [0]\nac: [0]",
        series("pv", "ev", "ac", count=60, step=16_666_666.25),
        series("pv", count=10, step=20) + "\n" + series("ev", "ac", count=4, step=18, head=False),
    ],
    "burn": [
        "title: First\nperiods: 1\nscope: [0]\ndone: [0]",
        "periods: 60\ndirection: up\nscope: [999999999]\n" + series("done", count=60, step=16e6),
        "title: Late\nperiods: 4\nscope: [40, 40, 44, 50, 50, 50]\ndone: [0, 0, 0, 4, 4, 9]",
        "title: Over\ndirection: up\nperiods: 3\nscope: [4]\ndone: [4]",
    ],
    "flow": [
        "title: Two\nstates:\n  - {name: Open, counts: [1]}\n  - {name: Done, counts: [0]}",
        many_states(6, count=60),
        many_states(3, count=2),
        "title: None\nstates:\n  - {name: Open, counts: [0, 0]}\n  - {name: Done, counts: [0, 0]}",
    ],
    "histogram": [
        "title: One\nvalues: [0]\nwidth: 1",
        "title: Same\nvalues: [-3, -3, -3]\nwidth: 0.5\npercentiles: [50, 85, 95]",
        f"title: Many\nunit: days\nvalues: {[n * n % 397 for n in range(500)]}\nwidth: 12\n"
        "percentiles: [50, 52, 54]",
        "title: Far\nunit: days\nvalues: [-999999, 999999]\nwidth: 60000\npercentiles: [1, 100]",
        "title: Bars\nunit: "
        + "u" * 20
        + "\nbars:\n"
        + "\n".join(f"  - {{label: {'Wide label ' * 2}{n}, count: {n * 1000}}}" for n in range(40)),
        "title: Bars\nbars:\n  - {label: A, count: 0}",
    ],
}
CASES = [(kind, text) for kind, texts in SAMPLES.items() for text in texts]
NAMES = [f"{kind}-{n}" for n, (kind, _) in enumerate(CASES)]
