"""What a text is rendered in: the things it may link to and the figures of its folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from tpmlearn.domain.content.references import Reference, Target
from tpmlearn.rendering.svg import Figure

ADDRESSES = {
    Target.MODULE: "/learn/{}",
    Target.TERM: "/glossary#{}",
    Target.ASSIGNMENT: "/assignments/{}",
    Target.FACT: "/facts#{}",
    Target.TEMPLATE: "/learn/{}",
}
LINK_CLASSES = {
    Target.MODULE: "lesson-link",
    Target.TERM: "term-link",
    Target.ASSIGNMENT: "assignment-link",
    Target.FACT: "fact-link",
    Target.TEMPLATE: "template-link",
}


@dataclass(frozen=True)
class Surroundings:
    """Titles of what can be linked, by kind and slug, and the figures by file name.

    `module` is the slug of the module whose lesson it is, empty elsewhere.
    """

    titles: Mapping[Target, Mapping[str, str]] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    module: str = ""

    def address(self, kind: Target, slug: str) -> str:
        """Where a link to it leads; a template belongs to the module that is rendered."""
        where = f"{self.module}/templates/{slug}.md" if kind is Target.TEMPLATE else slug
        return ADDRESSES[kind].format(where)

    def title(self, kind: Target, slug: str) -> str | None:
        """The title of what a reference leads to, or None if it cannot be linked."""
        return self.titles.get(kind, {}).get(slug)

    def used_by(self, references: tuple[Reference, ...]) -> list[list[str | None]]:
        """What these references lead to, as a value that changes when the rendering would."""
        return sorted(
            (
                [reference.kind, reference.target, self._content(reference)]
                for reference in references
            ),
            key=itemgetter(0, 1),
        )

    def _content(self, reference: Reference) -> str | None:
        if reference.kind is Target.FIGURE:
            figure = self.figures.get(reference.target)
            return figure.view_box + figure.inner if figure else None
        return self.title(reference.kind, reference.target)
