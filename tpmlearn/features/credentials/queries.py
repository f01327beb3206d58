"""Reads for one's own badges: what can be issued, what was, and how one looks."""

from dataclasses import dataclass
from datetime import datetime

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.credentials.achievement import Achievement, Kind
from tpmlearn.domain.credentials.did import NoIssuer
from tpmlearn.domain.credentials.report import Told, told
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.figures.badge import Face, band_face, bands_in, shares_in
from tpmlearn.records.achieved import Possible, possible_badge, possible_badges
from tpmlearn.records.asked_badges import signed_soon
from tpmlearn.records.credentials import Credential, credential_of, credentials_of
from tpmlearn.records.issuer import current_issuer, why_not
from tpmlearn.records.site import site_settings
from tpmlearn.words import _


@dataclass(frozen=True)
class Badges:
    """The page of a person's badges. `refused` says why the site can issue none.

    `outdated` are ids of standing ones that could not be issued today, `signed_soon` ids of those
    that are being signed.
    """

    refused: str
    ready: tuple[Possible, ...]
    missing: tuple[Possible, ...]
    standing: tuple[Credential, ...]
    revoked: tuple[Credential, ...]
    outdated: frozenset[str]
    signed_soon: tuple[str, ...]


@dataclass(frozen=True)
class Offer:
    """A badge before it is issued; `standing` is the one that it would replace."""

    achievement: Achievement
    face: Face
    standing: Credential | None
    refused: str


@dataclass(frozen=True)
class Own:
    """A badge of one's own, with what it says and its picture."""

    credential: Credential
    told: Told
    face: Face


def badges_of(person_id: int, catalogue: Catalogue, *, now: datetime) -> Badges:
    """All that there is and could be for this person."""
    issued = credentials_of(person_id)
    standing = tuple(one for one in issued if one.revoked_at is None)
    have = {(one.kind, one.about) for one in standing}
    possible = possible_badges(person_id, catalogue, base=_base(), now=now)
    holds = {(one.kind, one.about) for one in possible if one.achievement}
    return Badges(
        refused=why_not(),
        ready=tuple(
            one for one in possible if one.achievement and (one.kind, one.about) not in have
        ),
        missing=tuple(one for one in possible if not one.achievement),
        standing=standing,
        revoked=tuple(one for one in issued if one.revoked_at is not None),
        outdated=frozenset(one.id for one in standing if (one.kind, one.about) not in holds),
        signed_soon=signed_soon(person_id, now=now),
    )


def offer(
    person_id: int, kind: str, about: str, catalogue: Catalogue, *, now: datetime
) -> Offer | None:
    """What would be issued; None where nothing can be."""
    if kind not in set(Kind):
        return None
    found = possible_badge(person_id, Kind(kind), about, catalogue, base=_base(), now=now)
    if found is None or found.achievement is None:
        return None
    standing = next(
        (
            one
            for one in credentials_of(person_id)
            if one.revoked_at is None and (one.kind, one.about) == (Kind(kind), about)
        ),
        None,
    )
    what = found.achievement
    values = {line.key: line.value for line in what.lines}
    face = _face(what.kind, what.title, values, full_day(now.date()))
    return Offer(what, face, standing, why_not())


def own_badge(person_id: int, credential_id: str) -> Own | None:
    """A badge of this person; None for anybody else's."""
    found = credential_of(person_id, credential_id)
    if found is None:
        return None
    said = told(found.document)
    values = {line.key: line.value for line in said.lines}
    face = _face(found.kind, said.name, values, full_day(found.issued_at.date()))
    return Own(found, said, face)


def _base() -> str:
    return site_settings().public_url


def _face(kind: Kind, title: str, values: dict[str, str], day: str) -> Face:
    try:
        site = current_issuer().host
    except NoIssuer:
        site = ""
    if kind is Kind.KNOWLEDGE:
        reached = bands_in(values.get("band", "")) or (0,)
        span = bands_in(values.get("interval", "")) or (0, 5)
        return band_face(title, reached[0], span[0], span[-1], day=day, site=site)
    if kind is Kind.EXAM:
        share = shares_in(values.get("share", "")) or (0.0,)
        low, high = (*shares_in(values.get("interval", "")), 0.0, 1.0)[:2]
        words = f"{share[0]:.0%} earned, 90 % interval {low:.0%} to {high:.0%}"
        words = words.replace("%", " %").replace("  %", " %")
        return Face(kind, title, words, day, site, low=low, high=high, at=share[0])
    passed = values.get("lessons", "")
    steps = passed.partition(" ")[0]
    return Face(
        kind,
        title,
        _("%(passed)s lessons passed", passed=passed),
        day,
        site,
        steps=int(steps) if steps.isdecimal() else 0,
    )
