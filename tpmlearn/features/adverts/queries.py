"""Reads for the pages of job adverts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue, Requirement, Skill
from tpmlearn.domain.planning.advert import FoundSkill, Piece, match_advert, pieces
from tpmlearn.domain.planning.gaps import GapReport, gap_report
from tpmlearn.domain.planning.nearest import explain_target
from tpmlearn.domain.profiles.rating import CountedRating
from tpmlearn.models import AdvertRow
from tpmlearn.records.adverts import Advert, advert_of, adverts_of
from tpmlearn.records.goals import goal_of
from tpmlearn.records.measurement import bands_on
from tpmlearn.records.skills import counted_ratings


@dataclass(frozen=True)
class SkillLine:
    """A skill on an advert's list: what is asked, and the words it was found by, if any."""

    skill: Skill
    asked: Requirement
    found: FoundSkill | None

    @property
    def changed(self) -> bool:
        """Whether the person set level or weight otherwise than the matching did."""
        found = self.found
        return found is not None and (found.level, found.weight) != (
            self.asked.level,
            self.asked.weight,
        )

    @property
    def because(self) -> tuple[str, ...]:
        """The words that the found level was read from, each once; none: the usual one."""
        if self.found is None:
            return ()
        level = self.found.level
        words = [one.because for one in self.found.mentions if one.because and one.level == level]
        return tuple(dict.fromkeys(words))


@dataclass(frozen=True)
class OfferedSkill:
    """A skill that words of the text speak of and that is not on the list."""

    skill: Skill
    found: FoundSkill


@dataclass(frozen=True)
class AdvertPage:
    """An advert with what was found in it; `goal` says that it is what the person moves to.

    `offered` were hinted at once, or left out by the person. `others` are all skills, by code,
    that are not on the list. `rated` is how many of its skills count for something.
    """

    advert: Advert
    pieces: tuple[Piece, ...]
    lines: tuple[SkillLine, ...]
    offered: tuple[OfferedSkill, ...]
    others: Mapping[str, str]
    total: int
    found: int
    english: bool
    goal: bool
    report: GapReport

    @property
    def rated(self) -> int:
        """How many of its skills are rated or tested."""
        return len(self.report.rows) - len(self.report.not_rated)

    @property
    def sentences(self) -> tuple[str, ...]:
        """How far the job is, going by what is rated; none where nothing is."""
        return explain_target(self.report)

    @property
    def names(self) -> dict[str, str]:
        """The names of the skills on the list, by code."""
        return {line.skill.code: line.skill.name for line in self.lines}


@dataclass(frozen=True)
class AdvertLine:
    """An advert in the list, and how far it is."""

    advert: Advert
    goal: bool
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class AdvertsPage:
    """All adverts of a person; `removed` was deleted just now and can be brought back.

    `lost` is the title of a deleted advert that was the goal, `falls_back` what the plan is for.
    """

    lines: tuple[AdvertLine, ...]
    removed: Advert | None
    lost: str
    falls_back: str
    total: int


def adverts_page(
    person_id: int | None, catalogue: Catalogue, *, today: date, removed: str
) -> AdvertsPage:
    """The list; `removed` is the id of what was deleted just now. No statement for a visitor."""
    goal = goal_of(person_id, catalogue)
    gone = advert_of(person_id, removed) if removed else None
    adverts = adverts_of(person_id)
    ratings = _ratings(person_id, catalogue, today) if adverts else {}
    return AdvertsPage(
        lines=tuple(
            AdvertLine(
                advert,
                advert.role.slug == goal.role.slug,
                explain_target(gap_report(catalogue, advert.role, ratings)),
            )
            for advert in adverts
        ),
        removed=gone if gone and gone.removed else None,
        lost=goal.lost,
        falls_back=goal.role.title,
        total=len(catalogue.skills),
    )


def advert_page(
    person_id: int | None, advert: str, catalogue: Catalogue, *, today: date
) -> AdvertPage | None:
    """One advert with its text, the marks in it and its list; None where it is not theirs."""
    found = advert_of(person_id, advert)
    if found is None or found.removed:
        return None
    text = db.session.scalar(select(AdvertRow.text).where(AdvertRow.id == advert)) or ""
    matched = match_advert(text, catalogue)
    everything = {one.skill: one for one in (*matched.found, *matched.perhaps)}
    listed = [code for code in catalogue.skills if code in found.skills]
    return AdvertPage(
        advert=found,
        pieces=pieces(text, everything.values()),
        lines=tuple(
            SkillLine(catalogue.skills[code], found.skills[code], everything.get(code))
            for code in listed
        ),
        offered=tuple(
            OfferedSkill(catalogue.skills[code], one)
            for code, one in everything.items()
            if code not in listed
        ),
        others={code: skill.name for code, skill in catalogue.skills.items() if code not in listed},
        total=len(catalogue.skills),
        found=len(matched.found),
        english=matched.english,
        goal=goal_of(person_id, catalogue).role.slug == found.role.slug,
        report=gap_report(catalogue, found.role, _ratings(person_id, catalogue, today)),
    )


def _ratings(
    person_id: int | None, catalogue: Catalogue, today: date
) -> Mapping[str, CountedRating]:
    if person_id is None:
        return {}
    return counted_ratings(person_id, bands_on(person_id, catalogue, today))
