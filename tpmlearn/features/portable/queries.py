"""Reads one's own profile, whole, for the formats that take it along."""

from datetime import datetime, tzinfo

from tpmlearn.domain.content.catalogue import Catalogue, Skill
from tpmlearn.domain.profiles.evidence import Answer, Standing
from tpmlearn.domain.profiles.portable.profile import (
    PortableBand,
    PortableExam,
    PortableProfile,
    PortableRating,
    PortableSkill,
    PortableWork,
    plain_link,
    with_certificates,
)
from tpmlearn.domain.profiles.rating import CountReason
from tpmlearn.domain.profiles.shown import ShownExam
from tpmlearn.domain.profiles.visibility import told
from tpmlearn.records.evidence import Entry, entries
from tpmlearn.records.measurement import MeasuredSkill, measurement
from tpmlearn.records.people import Person
from tpmlearn.records.shown_exams import shown_exams
from tpmlearn.records.skills import SkillState, skill_states
from tpmlearn.words import _

PLAIN = frozenset({CountReason.AS_RATED, CountReason.TESTED})
"""Where the level or the band says everything by itself."""


def portable_profile(
    who: Person | None, catalogue: Catalogue, *, source: str, now: datetime, zone: tzinfo
) -> PortableProfile:
    """All that is taken along; days are those of `zone`. Ten statements, none for a visitor."""
    number = who.id if who else None
    found = measurement(number, catalogue, now=now)
    states = skill_states(number, catalogue.skills, found.tested)
    log = entries(number) if number is not None else ()
    exams = shown_exams(number) if number is not None else ()
    work, certificates = with_certificates(
        (_work(one, catalogue, zone) for one in log), catalogue.certificates.values()
    )
    return PortableProfile(
        name=who.name if who else "",
        made=now.astimezone(zone).date(),
        source=source,
        framework=catalogue.framework_version,
        skills=tuple(
            _skill(catalogue.skills[code], state, found.skills.get(code), catalogue, zone)
            for code, state in states.items()
        ),
        work=work,
        certificates=certificates,
        exams=tuple(_exam(one, zone) for one in exams),
        provisional=found.provisional,
    )


def _skill(
    skill: Skill,
    state: SkillState,
    found: MeasuredSkill | None,
    catalogue: Catalogue,
    zone: tzinfo,
) -> PortableSkill:
    standings = [claim.standing for claim in state.claims]
    return PortableSkill(
        code=skill.code,
        name=skill.name,
        area=catalogue.areas[skill.area].name,
        band=_band(found, zone),
        answers=found.answers if found else 0,
        rating=_rating(state, catalogue, zone),
        confirmed=standings.count(Standing.CONFIRMED),
        claimed=standings.count(Standing.CLAIMED),
    )


def _band(found: MeasuredSkill | None, zone: tzinfo) -> PortableBand | None:
    if found is None or found.band is None:
        return None
    on = found.newest.astimezone(zone).date()
    return PortableBand(found.band.band, found.band.low, found.band.high, found.answers, on)


def _rating(state: SkillState, catalogue: Catalogue, zone: tzinfo) -> PortableRating | None:
    if state.rating.rated is None or state.rated_at is None:
        return None
    name = next((one.name for one in catalogue.levels if one.level == state.rating.rated), "")
    on = state.rated_at.astimezone(zone).date()
    counts = "" if state.rating.reason in PLAIN else told(state.rating)
    return PortableRating(state.rating.rated, name, on, counts)


def _work(one: Entry, catalogue: Catalogue, zone: tzinfo) -> PortableWork:
    said = [confirmer.said for confirmer in one.confirmers]
    return PortableWork(
        title=one.title,
        done=one.done,
        link=plain_link(one.artefact),
        shown_by=one.artefact or (_("a file kept in the evidence log") if one.file else ""),
        began=one.began_on,
        ended=one.ended_on,
        leading_hours=one.leading_hours,
        contact_hours=one.contact_hours,
        skills=tuple(
            catalogue.skills[code].name for code in one.skills if code in catalogue.skills
        ),
        standing=one.standing,
        confirmations=sum(
            answer.answer is Answer.CONFIRMED and answer.stands(one.changed_at) for answer in said
        ),
        logged=one.claimed_at.astimezone(zone).date(),
    )


def _exam(one: ShownExam, zone: tzinfo) -> PortableExam:
    low, high = one.whole.interval
    return PortableExam(
        title=one.title,
        notice=one.notice,
        on=one.ended_at.astimezone(zone).date(),
        questions=one.whole.questions,
        earned=one.whole.earned,
        marks=one.whole.marks,
        low=low,
        high=high,
        timed=one.timed,
        seen_before=one.conditions.seen_before or 0.0,
        corrected=one.corrected_at.astimezone(zone).date() if one.corrected_at else None,
    )
