"""A little content to search in."""

from datetime import date

from tpmlearn.domain.content.catalogue import Assignment, Catalogue, Module, Section, Term

DAY = date(2026, 11, 22)
SECTIONS = {
    "s-register": ("A register that lives", "Every risk in the register has an owner & a date."),
    "s-pre-mortem": ("Pre-mortem", "Imagine that the project failed: a pre-mortem in CI/CD."),
    "s-script": ("Bad input", "Type <script>alert(1)</script> & see what the café's page does."),
    "s-numbers": ("Numbers", "The deviation is 2.62 days. " + "Filler goes on and on. " * 40),
}


def catalogue(version: str = "1", title: str = "Find risks and rank them") -> Catalogue:
    """One lesson, two terms, one assignment."""
    module = Module(
        slug="23-risk",
        number=23,
        title=title,
        summary="Turn vague worries into risks.",
        stage=3,
        skills=("CTL2",),
        requires=(),
        minutes=60,
        outcomes=("Write a cause, an event and an effect.",),
        tasks=(),
        assignment="",
        reviewed=DAY,
        sources=(),
        intro="",
        sections=tuple(
            Section(anchor, head, "", text) for anchor, (head, text) in SECTIONS.items()
        ),
        quiz=(),
        version=version,
    )
    assignment = Assignment(
        code="JB03",
        slug="jb03-own-a-risk-register",
        title="Own a risk register",
        summary="Keep it for four weeks.",
        skills=("CTL2",),
        after=("23-risk",),
        hours=8,
        weeks=4,
        evidence="Four dated versions.",
        reviewed=DAY,
        html="",
        text="Ask the sponsor for fifteen minutes a week.",
    )
    terms = (
        Term("sponsor", "sponsor", "Who pays, and who can stop the project.", ("23-risk",)),
        Term("risk-register", "risk register", "The living list of a project's risks.", ()),
    )
    return Catalogue(
        version=version,
        modules={module.slug: module},
        assignments={assignment.slug: assignment},
        terms={term.slug: term for term in terms},
    )
