"""Finds circles in the prerequisites of modules."""

from collections.abc import Mapping, Sequence


def circles(needs: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Each circle once, from its lowest slug back to itself; `needs` are the requires by slug."""
    done: set[str] = set()
    found: list[list[str]] = []

    def walk(slug: str, path: list[str]) -> None:
        if slug in path:
            circle = path[path.index(slug) :]
            start = circle.index(min(circle))
            around = [*circle[start:], *circle[:start], circle[start]]
            if around not in found:
                found.append(around)
            return
        if slug in done or slug not in needs:
            return
        for needed in needs[slug]:
            walk(needed, [*path, slug])
        done.add(slug)

    for slug in sorted(needs):
        walk(slug, [])
    return found
