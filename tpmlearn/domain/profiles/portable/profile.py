"""A person's own profile as it is taken along: skills, work, certificates and practice exams."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.content.catalogue import Certificate
from tpmlearn.domain.profiles.evidence import Standing

# RFC 3986, as far as web addresses go: what it does not allow, some reader does not follow.
_SIGNS = r"(?:[\w.~:/@!$&'()*+,;=-]|%[\dA-Fa-f]{2})*"
_LINK = re.compile(
    rf"https?://[A-Za-z\d.-]+(?::\d+)?(?:/{_SIGNS})?(?:\?{_SIGNS})?(?:#{_SIGNS})?", re.ASCII
)
_CALLED = ("", " certificate", " certification")


@dataclass(frozen=True)
class PortableBand:
    """A knowledge band, 0-5, with the bands that hold the ends of its 90 % interval."""

    band: int
    low: int
    high: int
    answers: int
    on: date


@dataclass(frozen=True)
class PortableRating:
    """A level that a person gave themselves.

    `counts` says in a reader's words how it counts; empty where it counts as it was given or a
    test says more.
    """

    level: int
    name: str
    on: date
    counts: str


@dataclass(frozen=True)
class PortableSkill:
    """What is known of one skill.

    `answers` are those to tests that count: with too few of them there is no `band`. `confirmed`
    and `claimed` are pieces of evidence; what was declined is in neither.
    """

    code: str
    name: str
    area: str
    band: PortableBand | None = None
    answers: int = 0
    rating: PortableRating | None = None
    confirmed: int = 0
    claimed: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is known."""
        return not (self.band or self.answers or self.rating or self.confirmed or self.claimed)


@dataclass(frozen=True)
class PortableWork:
    """An entry of the evidence log; `link` is empty where the artefact is no address.

    Who confirmed is not in it: they agreed to speak to the learner, not to stand in a file that
    goes anywhere.
    """

    title: str
    done: str
    link: str
    shown_by: str
    began: date | None
    ended: date | None
    leading_hours: float
    contact_hours: float
    skills: tuple[str, ...]
    standing: Standing
    confirmations: int
    logged: date


@dataclass(frozen=True)
class PortableCertificate:
    """A certificate that the log says somebody has, and how far that goes."""

    title: str
    issuer: str
    on: date
    link: str
    standing: Standing


@dataclass(frozen=True)
class PortableExam:
    """A practice exam: marks, the ends of the 90 % interval as shares, and its conditions."""

    title: str
    notice: str
    on: date
    questions: int
    earned: int
    marks: int
    low: float
    high: float
    timed: bool
    seen_before: float
    corrected: date | None


@dataclass(frozen=True)
class PortableProfile:
    """All that is taken along, on `made`; `source` is the site, `framework` the version."""

    name: str
    made: date
    source: str
    framework: str
    skills: tuple[PortableSkill, ...]
    work: tuple[PortableWork, ...]
    certificates: tuple[PortableCertificate, ...]
    exams: tuple[PortableExam, ...]
    provisional: bool

    @property
    def known(self) -> tuple[PortableSkill, ...]:
        """The skills of which anything is known."""
        return tuple(one for one in self.skills if not one.is_empty)


def with_certificates(
    log: Iterable[PortableWork], known: Iterable[Certificate]
) -> tuple[tuple[PortableWork, ...], tuple[PortableCertificate, ...]]:
    """Return a log parted into work and certificates.

    An entry is a certificate where its title is the name of one (whole, or what stands in or
    before its brackets, with "certificate" or "certification" behind it or not), something shows
    it, and it speaks of no hours: "PMP" with hours of training is a course. What was declined is
    in neither part.
    """
    names = {called: one for one in known for called in _names(one)}
    work: list[PortableWork] = []
    certificates: list[PortableCertificate] = []
    for one in log:
        if one.standing is Standing.DECLINED:
            continue
        named = names.get(" ".join(one.title.casefold().split()))
        if named and one.shown_by and not (one.leading_hours or one.contact_hours):
            on = one.ended or one.began or one.logged
            found = PortableCertificate(named.title, named.issuer, on, one.link, one.standing)
            certificates.append(found)
        else:
            work.append(one)
    return tuple(work), tuple(certificates)


def _names(one: Certificate) -> set[str]:
    before, _, rest = one.title.partition(" (")
    whole = {one.title, before, rest.rstrip(")")} - {""}
    return {f"{name}{ending}".casefold() for name in whole for ending in _CALLED}


def plain_link(artefact: str) -> str:
    """Return an artefact that is an address any program can follow; else an empty text."""
    return artefact if _LINK.fullmatch(artefact) else ""
