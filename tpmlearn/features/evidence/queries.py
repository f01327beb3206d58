"""Reads for the pages of the evidence log."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tpmlearn.domain.content.catalogue import Area, Catalogue, Certificate, Skill
from tpmlearn.domain.profiles.eligibility import Eligibility, eligibility
from tpmlearn.domain.profiles.evidence import ConfirmerState, Standing
from tpmlearn.domain.profiles.stories import Logged, Told, log_as_markdown
from tpmlearn.records.confirm_links import token_of
from tpmlearn.records.evidence import Confirmer, Entry, entries, entry, logged_work
from tpmlearn.records.evidence_files import bytes_kept

CERTIFICATE = "pmp"


@dataclass(frozen=True)
class Log:
    """The log as one page: the entries that were asked for, counts over all of them."""

    shown: tuple[Entry, ...]
    total: int
    counts: Mapping[Standing, int]
    standing: Standing | None
    skill: Skill | None
    skills: tuple[Skill, ...]
    certificate: Certificate | None
    eligibility: Eligibility | None


@dataclass(frozen=True)
class ConfirmerLine:
    """One confirmer on the page of an entry; `token` only while their link leads somewhere."""

    confirmer: Confirmer
    state: ConfirmerState
    token: str
    open: bool
    askable: bool


@dataclass(frozen=True)
class EntryPage:
    """An entry with its skills by name and its confirmers."""

    entry: Entry
    skills: tuple[Skill, ...]
    confirmers: tuple[ConfirmerLine, ...]
    kept: int


def log_page(
    person_id: int | None, catalogue: Catalogue, *, standing: str, skill: str, today: date
) -> Log:
    """The log, perhaps only what has this standing or shows this skill; three statements."""
    log = entries(person_id) if person_id is not None else ()
    wanted = next((one for one in Standing if one == standing), None)
    code = catalogue.skills.get(skill)
    named = {name for one in log for name in one.skills}
    certificate = catalogue.certificates.get(CERTIFICATE)
    return Log(
        shown=tuple(
            one
            for one in log
            if wanted in (None, one.standing) and (code is None or code.code in one.skills)
        ),
        total=len(log),
        counts={one: sum(row.standing is one for row in log) for one in Standing},
        standing=wanted,
        skill=code,
        skills=tuple(one for name, one in catalogue.skills.items() if name in named),
        certificate=certificate,
        eligibility=eligibility(logged_work(log), certificate, today=today)
        if certificate
        else None,
    )


def entry_page(
    person_id: int, entry_id: int, catalogue: Catalogue, *, now: datetime
) -> EntryPage | None:
    """An entry of this person; None for what is not theirs. Four statements."""
    found = entry(person_id, entry_id)
    if found is None:
        return None
    return EntryPage(
        found,
        skills_named(found.skills, catalogue),
        tuple(_line(one, found, now) for one in found.confirmers),
        bytes_kept(person_id),
    )


def as_markdown(person_id: int | None, catalogue: Catalogue, *, now: datetime) -> str:
    """The whole log as one text; three statements, none for a visitor."""
    log = entries(person_id) if person_id is not None else ()
    return log_as_markdown(
        Logged(
            work=Told(
                title=one.title,
                done=one.done,
                artefact=one.artefact,
                began=one.began_on,
                ended=one.ended_on,
                leading_hours=one.leading_hours,
            ),
            standing=one.standing.words,
            contact_hours=one.contact_hours,
            skills=tuple(skill.name for skill in skills_named(one.skills, catalogue)),
            file=one.file.name if one.file else "",
            confirmers=tuple(
                f"{who.name} ({who.state(one.changed_at, now).words})" for who in one.confirmers
            ),
        )
        for one in log
    )


def skills_named(codes: Sequence[str], catalogue: Catalogue) -> tuple[Skill, ...]:
    """The skills of the framework among these codes."""
    return tuple(catalogue.skills[code] for code in codes if code in catalogue.skills)


def areas_of(catalogue: Catalogue) -> list[tuple[Area, list[Skill]]]:
    """The skills to choose from, by area."""
    return [
        (area, [catalogue.skills[code] for code in area.skills])
        for area in catalogue.areas.values()
    ]


def _line(one: Confirmer, found: Entry, now: datetime) -> ConfirmerLine:
    state = one.state(found.changed_at, now)
    leads = one.key is not None and one.asking.revoked_at is None
    token = token_of(one.key or "") if leads and state is not ConfirmerState.EXPIRED else ""
    takes = one.takes_answer(found.changed_at, now)
    askable = not takes and not one.said.stands(found.changed_at)
    return ConfirmerLine(one, state, token, takes, askable)
