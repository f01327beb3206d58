"""A small framework, its modules, and short ways to make ratings, activities and requests."""

from datetime import date

from tpmlearn.domain.content.catalogue import (
    Area,
    Assignment,
    Catalogue,
    Certificate,
    Module,
    Requirement,
    Role,
    Skill,
    Stage,
)
from tpmlearn.domain.planning.activities import Activity, Kind
from tpmlearn.domain.planning.gaps import GapReport, gap_report
from tpmlearn.domain.planning.request import PlanRequest
from tpmlearn.domain.planning.selection import Selection
from tpmlearn.domain.planning.settings import PlanSettings
from tpmlearn.domain.profiles.rating import CountedRating, counted_level

TODAY = date(2026, 11, 23)
"""A Monday."""

LEAD = {"EST": (4, 3), "RISK": (3, 2), "TALK": (3, 1), "BUY": (2, 1)}
HELP = {"EST": (2, 1), "RISK": (2, 1), "TALK": (4, 3), "BUY": (1, 1)}


def skill(code: str, name: str, *, area: str = "DEL", developer: int = 1) -> Skill:
    return Skill(code, area, name, "", ("",) * 6, developer, "", {})


def role(slug: str, order: int, asked: dict[str, tuple[int, int]]) -> Role:
    title = slug.capitalize()
    skills = {code: Requirement(level, weight) for code, (level, weight) in asked.items()}
    return Role(slug, title, title, order, "", "", (), "", skills)


def module(
    slug: str, *, skills: tuple[str, ...], requires: tuple[str, ...] = (), stage: int = 3
) -> Module:
    number = int(slug[:2])
    title = slug[3:].replace("-", " ").capitalize()
    return Module(
        slug,
        number,
        title,
        "",
        stage,
        skills,
        requires,
        60,
        (),
        (),
        "",
        TODAY,
        (),
        "",
        (),
        (),
        "v1",
    )


def assignment(slug: str, *, skills: tuple[str, ...], after: tuple[str, ...]) -> Assignment:
    code, title = slug.split("-", 1)[0].upper(), slug.split("-", 1)[1].replace("-", " ")
    return Assignment(code, slug, title.capitalize(), "", skills, after, 6.0, 3, "", TODAY, "", "")


def certificate(
    slug: str, order: int, *, fits: tuple[str, ...], skills: tuple[str, ...]
) -> Certificate:
    return Certificate(
        slug, slug.upper(), "", "", fits, order, 20.0, 4.0, 2.0, 2, skills, "", "", "", TODAY
    )


def catalogue() -> Catalogue:
    """Four skills, of which BUY has no module; 03 needs 02, 02 needs 01; JB2 waits for 09."""
    skills = [
        skill("EST", "Estimating", developer=2),
        skill("RISK", "Risk", developer=2),
        skill("TALK", "Writing, speaking", area="COM"),
        skill("BUY", "Buying", developer=0),
    ]
    modules = [
        module("01-basics", skills=(), stage=1),
        module("02-scope", skills=("RISK",), requires=("01-basics",)),
        module("03-estimate", skills=("EST",), requires=("02-scope",)),
        module("04-talk", skills=("TALK",), stage=5),
    ]
    assignments = [
        assignment("jb1-own-a-register", skills=("RISK",), after=("02-scope",)),
        assignment("jb2-forecast", skills=("EST",), after=("03-estimate", "09-not-there")),
        assignment("jb3-interview", skills=("TALK",), after=("04-talk",)),
    ]
    certificates = [
        certificate("late", 2, fits=("lead",), skills=("EST",)),
        certificate("early", 1, fits=("lead", "help"), skills=("EST", "TALK")),
    ]
    return Catalogue(
        version="v1",
        stages=(
            Stage(1, "Ways", "", "technical base"),
            Stage(3, "Planning", "", "project experience"),
            Stage(5, "People", "", "leadership and communication"),
        ),
        areas={
            "DEL": Area("DEL", "Delivery", "", ("EST", "RISK", "BUY")),
            "COM": Area("COM", "Communication", "", ("TALK",)),
        },
        skills={one.code: one for one in skills},
        roles={"lead": role("lead", 1, LEAD), "help": role("help", 2, HELP)},
        modules={one.slug: one for one in modules},
        assignments={one.slug: one for one in assignments},
        certificates={one.slug: one for one in certificates},
    )


def rated(**levels: int) -> dict[str, CountedRating]:
    """Ratings that count as given."""
    return {
        code: counted_level(level, artefacts=2, confirmable=2) for code, level in levels.items()
    }


def report(**levels: int) -> GapReport:
    """The gap of these levels to the role of lead."""
    content = catalogue()
    return gap_report(content, content.roles["lead"], rated(**levels))


def study(
    name: str, hours: float = 1.0, *, requires: tuple[str, ...] = (), value: float = 0.0
) -> Activity:
    """A module to study, key module:name."""
    return Activity(
        key=f"module:{name}",
        kind=Kind.MODULE,
        title=name.capitalize(),
        hours=hours,
        weeks=0,
        requires=tuple(f"module:{one}" for one in requires),
        skills=(),
        step="project experience",
        reason="",
        value=value,
    )


def work(name: str, hours: float, weeks: int, *, requires: tuple[str, ...] = ()) -> Activity:
    """An assignment over weeks, key assignment:name, after modules."""
    return Activity(
        key=f"assignment:{name}",
        kind=Kind.ASSIGNMENT,
        title=name.capitalize(),
        hours=hours,
        weeks=weeks,
        requires=tuple(f"module:{one}" for one in requires),
        skills=(),
        step="project experience",
        reason="",
    )


def request(
    *activities: Activity,
    hours: float = 2.0,
    start: date = TODAY,
    today: date = TODAY,
    ready_by: date | None = None,
    free: frozenset[date] = frozenset(),
    pins: dict[str, date] | None = None,
    off: frozenset[date] = frozenset(),
) -> PlanRequest:
    settings = PlanSettings(
        hours_a_week=hours,
        start=start,
        ready_by=ready_by,
        free_weeks=free,
        pins=pins or {},
        days_off=off,
    )
    return PlanRequest(settings=settings, selection=Selection(activities=activities), today=today)
