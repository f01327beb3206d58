"""What a check of a badge found, and how it is said in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tpmlearn.domain.credentials.achievement import Line
from tpmlearn.domain.credentials.document import issued_at
from tpmlearn.domain.credentials.reading import at, objects, plain
from tpmlearn.words import _, dates


class Verdict(StrEnum):
    """What the signature says. `others` is a badge of somebody else, which is not looked into."""

    GOOD = "good"
    BAD = "bad"
    OTHERS = "others"
    UNREADABLE = "unreadable"


class Revocation(StrEnum):
    """What is known of whether a badge was withdrawn."""

    NO = "no"
    YES = "yes"
    NOT_CHECKED = "not-checked"
    STALE = "stale"
    UNUSABLE = "unusable"


@dataclass(frozen=True)
class Told:
    """What a badge says, read once its signature is known to be good.

    `holder` is empty where the badge names nobody, `evidence` where it links to none.
    """

    id: str
    name: str
    description: str
    issued: datetime | None
    holder: str
    evidence: str
    lines: tuple[Line, ...]
    paragraphs: tuple[str, ...]

    def value(self, key: str) -> str:
        """Return the value of a condition or figure; empty where the badge has none."""
        return next((line.value for line in self.lines if line.key == key), "")


@dataclass(frozen=True)
class Report:
    """A check. `why` says what is wrong, `issuer` is whom the badge names, `key` whose proof held.

    `list_made` and `list_until` are of the status list that was looked at.
    """

    verdict: Verdict
    why: str = ""
    issuer: str = ""
    key: str = ""
    told: Told | None = None
    revocation: Revocation = Revocation.NOT_CHECKED
    list_made: datetime | None = None
    list_until: datetime | None = None
    list_why: str = ""


def told(badge: Mapping[str, object]) -> Told:
    """Return what a badge of ours says; what it lacks is left empty."""
    subject = badge.get("credentialSubject")
    achievement = at(subject, "achievement")
    names = {
        str(one.get("id")): str(one.get("name", ""))
        for one in objects(at(achievement, "resultDescription"))
    }
    lines = (
        _line(str(one.get("resultDescription")), names, str(one.get("value", "")))
        for one in objects(at(subject, "result"))
    )
    narrative = at(achievement, "criteria", "narrative")
    named = (
        plain(one.get("identityHash"))
        for one in objects(at(subject, "identifier"))
        if one.get("identityType") == "name"
    )
    links = (str(one.get("id", "")) for one in objects(badge.get("evidence")))
    return Told(
        id=str(badge.get("id", "")),
        name=str(badge.get("name", "")),
        description=str(badge.get("description", "")),
        issued=issued_at(badge),
        holder=next(named, ""),
        evidence=next(links, ""),
        lines=tuple(line for line in lines if line.name),
        paragraphs=tuple(str(narrative).split("\n\n")) if isinstance(narrative, str) else (),
    )


def _line(about: str, names: Mapping[str, str], value: str) -> Line:
    return Line(about.rpartition("#")[2], names.get(about, ""), value)


def signature_in_words(report: Report) -> str:
    """Return in one sentence whether the signature is good, and why not."""
    if report.verdict is Verdict.GOOD:
        return _(
            "The signature is good: %(issuer)s issued this badge, and not a letter differs.",
            issuer=report.issuer,
        )
    if report.verdict is Verdict.OTHERS:
        if not report.issuer:
            return _(
                "Issued by nobody that it names: this can only check badges of its own issuer, and"
                " looks nothing up."
            )
        return _(
            "Issued by %(issuer)s: this can only check badges of its own issuer, and looks nothing"
            " up.",
            issuer=report.issuer,
        )
    if report.verdict is Verdict.UNREADABLE:
        return _("This is no badge that can be read: %(why)s.", why=report.why)
    return _("The signature is not good: %(why)s.", why=report.why)


def revocation_in_words(report: Report) -> str:
    """Return in one sentence whether the badge is revoked, as far as that is known."""
    if report.verdict is not Verdict.GOOD:
        return ""
    made = _("the list")
    if report.list_made:
        made = _("the status list of %(moment)s", moment=_moment(report.list_made))
    if report.revocation is Revocation.YES:
        return _("Revoked: %(list)s says so. Do not rely on it.", list=made)
    if report.revocation is Revocation.NO:
        return _("Not revoked, says %(list)s.", list=made)
    if report.revocation is Revocation.STALE:
        return _(
            "Revocation not known: %(list)s was good until %(moment)s. Fetch a fresh one.",
            list=made,
            moment=_moment(report.list_until),
        )
    if report.revocation is Revocation.UNUSABLE:
        return _(
            "Revocation not known: the status list cannot be used, because %(why)s.",
            why=report.list_why,
        )
    return _("Revocation not checked: there was no status list to look at.")


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return _("an unknown moment")
    return _("%(day)s, %(time)s UTC", day=dates.long_date(moment), time=dates.clock(moment))
