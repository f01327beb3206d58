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


SAMPLES: dict[str, list[str]] = {
    "network": [
        "title: One\nactivities:\n  - {id: A, duration: 0}",
        many_activities(60),
        many_activities(60, name=3, after=1),
        many_activities(12, after=4),
        "title: Wide\nactivities:\n"
        + "\n".join(f"  - {{id: {'W' * 10}{n}, duration: 9998.25}}" for n in range(10, 40)),
    ],
}
CASES = [(kind, text) for kind, texts in SAMPLES.items() for text in texts]
NAMES = [f"{kind}-{n}" for n, (kind, _) in enumerate(CASES)]
