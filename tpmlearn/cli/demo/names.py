"""Names for demo people, drawn from many places; each says that it is a demo."""

from collections.abc import Iterator
from random import Random

FIRST = [
    "Amara",
    "Bilal",
    "Chiara",
    "Daniel",
    "Elif",
    "Farah",
    "Goran",
    "Hana",
    "Ivo",
    "Jana",
    "Kofi",
    "Leila",
    "Mateo",
    "Nadia",
    "Olu",
    "Priya",
    "Quentin",
    "Rosa",
    "Samir",
    "Tomoko",
    "Uma",
    "Viktor",
    "Wanjiru",
    "Ximena",
    "Yusuf",
    "Zofia",
    "Anton",
    "Beatriz",
    "Cem",
    "Dagny",
]
LAST = [
    "Abara",
    "Bergström",
    "Costa",
    "Diallo",
    "Eriksen",
    "Ferrari",
    "García",
    "Haddad",
    "Ivanova",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Mbeki",
    "Nakamura",
    "Okafor",
    "Petrov",
    "Quispe",
    "Rahman",
    "Sato",
    "Tanaka",
    "Usman",
    "Virtanen",
    "Weber",
    "Xu",
    "Yılmaz",
    "Zhang",
]
TAG = "(demo)"


def names(rng: Random, count: int) -> Iterator[str]:
    """That many names; they may repeat, as names do."""
    for _ in range(count):
        yield f"{rng.choice(FIRST)} {rng.choice(LAST)} {TAG}"
