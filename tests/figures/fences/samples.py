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


def many_boxes(count: int, *, arrows: int, label: int = 60) -> str:
    """Boxes with arrows in all directions."""
    kinds = ("box", "person", "store", "outside")
    boxes = [
        f"  - {{id: b{n}, name: {_words(60)}, kind: {kinds[n % 4]}, note: {_words(119)}}}"
        for n in range(count)
    ]
    ways = [(n * 7 % count, (n * 7 + n % 5 + 1) % count) for n in range(arrows)]
    rows = [f"  - {{from: b{a}, to: b{b}, label: {_words(label)}}}" for a, b in ways if a != b]
    return "\n".join([f"title: {_words(80)}", "boxes:", *boxes, "arrows:", *rows])


def deep_tree(depth: int, *, key: str) -> str:
    """A tree that forks at each level, down to the depth that YAML may have."""

    def node(level: int) -> str:
        number = "cost: 999999999, " if key == "choices" else ""
        if level == depth:
            end = "value: -999999999" if key == "choices" else ""
            return f"{{name: {_words(60)}, {number}{end}}}".replace(", }", "}")
        both = ", ".join(node(level + 1 if n else depth) for n in range(2))
        return f"{{name: {_words(60)}, {number}{key}: [{both}]}}"

    return f"title: {_words(80)}\nunit: {'u' * 20}\nname: Top\n{key}: [{node(1)}, {node(1)}]"


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
    "grid": [
        *(
            f"title: Risks\nlevels: {levels}\nitems:\n"
            + "\n".join(
                f"  - {{name: {_words(60)}, probability: {1 + n % levels}, impact: {1 + n // 9}}}"
                for n in range(levels * 5)
            )
            for levels in (3, 4, 5)
        ),
        "title: Crowd\nitems:\n" + "  - {name: X, probability: 5, impact: 5}\n" * 30,
        "title: People\nkind: power-interest\nitems:\n"
        + "  - {name: The board, power: high, interest: low}\n" * 30,
    ],
    "tree": [
        "title: One\nname: One",
        deep_tree(5, key="parts"),
        deep_tree(5, key="choices"),
        "title: Wide\nname: Top\nparts:\n" + "\n".join(f"  - name: N{n}" for n in range(12)),
        "title: Chances\nname: Top\nchances:\n"
        + "\n".join("  - {name: N, probability: 0.125, value: 1.5}" for n in range(8)),
    ],
    "gantt": [
        "title: One\ntasks:\n  - {id: A, name: A, duration: 0}",
        "title: Many\nunit: "
        + "u" * 20
        + "\nnow: 999\ntasks:\n"
        + "\n".join(
            f"  - {{id: A{n}, name: {_words(60)}, start: {n * 25}, duration: {n * 20 % 999}, "
            f"done: {n % 3 / 2}, after: [{_few(n, 2)}]}}"
            for n in range(40)
        ),
    ],
    "boxes": [
        "title: One\nboxes:\n  - {id: a, name: A}",
        many_boxes(40, arrows=80),
        many_boxes(12, arrows=20, label=9),
        "title: Round\nboxes:\n  - {id: a, name: A}\n  - {id: b, name: B}\narrows:\n"
        "  - {from: a, to: b, label: there}\n  - {from: b, to: a, label: back}\n"
        "  - {from: a, to: b, label: there again}",
    ],
}
CASES = [(kind, text) for kind, texts in SAMPLES.items() for text in texts]
NAMES = [f"{kind}-{n}" for n, (kind, _) in enumerate(CASES)]
