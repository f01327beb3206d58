"""Which modules, assignments and certificate a person's gaps ask for, closed under prerequisites.

A gap of any size wants all modules of its skill and all its assignments whose modules are there:
what one quiz or one piece of work closes is not known beforehand, so nothing is left out on the
strength of a guess. The skill's weighted gap is shared equally among what serves it; that share
is the value by which the plan is ordered.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tpmlearn.domain.content.catalogue import Catalogue, Certificate
from tpmlearn.domain.planning.activities import Activity, Kind, Progress, State, key_of
from tpmlearn.domain.planning.gaps import GapReport, SkillGap
from tpmlearn.domain.planning.offers import CERTIFICATE_PARTS, offered_activities
from tpmlearn.domain.planning.wording import levels, named, title
from tpmlearn.words import N_, _

_SETTLED = (State.DONE, State.SKIPPED)


@dataclass(frozen=True)
class Selection:
    """What there is to do, in learning order.

    `activities` are open, started and done; `skipped` can be taken up again. `uncovered` are codes
    of skills with a gap that no module teaches yet; `worked_through` those with a gap for which
    everything there is has been done: time to rate again.
    """

    activities: tuple[Activity, ...] = ()
    skipped: tuple[Activity, ...] = ()
    uncovered: tuple[str, ...] = ()
    worked_through: tuple[str, ...] = ()


def select_activities(
    catalogue: Catalogue,
    report: GapReport,
    *,
    progress: Mapping[str, Progress],
    pinned: Collection[str] = (),
    waiting: Collection[str] = (),
) -> Selection:
    """Return what the gaps of `report` ask for, given `progress` by activity key.

    What is done, started or `pinned` stays in even when no gap asks for it any more. A prerequisite
    that is done or skipped does not come back, nor does what stands behind it. Certificates that
    are `waiting` for their conditions, by slug, are not begun. Keys that the
    catalogue no longer has are left out.
    """
    known = offered_activities(catalogue, progress)
    gaps = {row.skill: row for row in report.gaps}
    certificate = certificate_for(catalogue, report, progress=progress, waiting=waiting)
    kept = {key for key in known if key in pinned or known[key].state is not State.OPEN}
    asked = {key for key in known if _serves(known[key], gaps)} | kept
    keys = _closed(asked, known)
    if certificate:
        keys.update(key_of(kind, certificate.slug) for kind in CERTIFICATE_PARTS)
    known |= _gates([known[key] for key in keys], known, gaps)
    keys |= {key for key, one in known.items() if one.kind is Kind.TEST and one.follows}
    chosen = sorted((known[key] for key in keys), key=lambda one: (one.order, one.key))
    planned = [one for one in chosen if one.state is not State.SKIPPED]
    return Selection(
        activities=tuple(_valued(planned, gaps, report.title)),
        skipped=tuple(one for one in chosen if one.state is State.SKIPPED),
        uncovered=_uncovered(catalogue, gaps),
        worked_through=_worked_through(planned, gaps),
    )


def certificate_for(
    catalogue: Catalogue,
    report: GapReport,
    *,
    progress: Mapping[str, Progress],
    waiting: Collection[str] = (),
) -> Certificate | None:
    """Return the certificate to study for, or None.

    It fits the role and works on at least one gap; of several the one that the content puts first,
    as the later ones ask for months of leading. One that is under way is kept to, one whose exam is
    done is enough, and one whose study or exam is skipped gives way to the next.
    """
    ordered = sorted(catalogue.certificates.values(), key=lambda one: (one.order, one.slug))
    states = [_how_far(one, progress) for one in ordered]
    if State.STARTED in states:
        return ordered[states.index(State.STARTED)]
    if State.DONE in states:
        return None
    gaps = {row.skill for row in report.gaps}
    for one, state in zip(ordered, states, strict=True):
        fits = report.role in one.fits and gaps.intersection(one.skills)
        if fits and state is State.OPEN and one.slug not in waiting:
            return one
    return None


def _how_far(certificate: Certificate, progress: Mapping[str, Progress]) -> State:
    """How far a person is with a certificate, from its parts."""
    entries = {kind: progress.get(key_of(kind, certificate.slug)) for kind in CERTIFICATE_PARTS}
    states = {kind: entry.state for kind, entry in entries.items() if entry}
    if states.get(Kind.EXAM) is State.DONE:
        return State.DONE
    if State.SKIPPED in (states.get(Kind.CERTIFICATE), states.get(Kind.EXAM)):
        return State.SKIPPED
    return State.STARTED if {State.STARTED, State.DONE} & set(states.values()) else State.OPEN


def _serves(activity: Activity, gaps: Mapping[str, SkillGap]) -> bool:
    """Certificates are chosen one at a time, tests by the lessons before them."""
    chosen = activity.kind in (*CERTIFICATE_PARTS, Kind.TEST)
    return not chosen and any(one in gaps for one in activity.skills)


def _gates(
    planned: Iterable[Activity], known: Mapping[str, Activity], gaps: Mapping[str, SkillGap]
) -> dict[str, Activity]:
    """Each test behind the lessons of the plan that teach its skills, in learning order.

    None of them where no lesson works on a gap. A test that was taken before the last of them was
    done is to be taken again.
    """
    lessons = sorted((one for one in planned if one.kind is Kind.MODULE), key=lambda one: one.order)
    lessons = [one for one in lessons if one.state is not State.SKIPPED]
    found = {}
    for key, test in known.items():
        if test.kind is Kind.TEST:
            before = [one for one in lessons if set(one.skills).intersection(test.skills)]
            before = before if any(_serves(one, gaps) for one in before) else []
            found[key] = replace(_taken(test, before), follows=tuple(one.key for one in before))
    return found


def _taken(test: Activity, before: Sequence[Activity]) -> Activity:
    """The test as it stands: done only if everything before it was done by then."""
    over = all(
        one.state is State.DONE and one.since and test.since and one.since <= test.since
        for one in before
    )
    if test.state is not State.DONE or over:
        return test
    return replace(test, state=State.OPEN, since=None)


def _closed(asked: Iterable[str], known: Mapping[str, Activity]) -> set[str]:
    keys: set[str] = set()
    waiting = sorted(asked)
    while waiting:
        key = waiting.pop()
        if key in keys or key not in known:
            continue
        keys.add(key)
        if known[key].state not in _SETTLED:
            waiting.extend(known[key].requires)
    return keys


def _valued(planned: list[Activity], gaps: Mapping[str, SkillGap], role: str) -> Iterable[Activity]:
    """Give each activity its value and reason, and each certificate the modules it follows."""
    serving = Counter(skill for one in planned if one.kind is not Kind.TEST for skill in one.skills)
    studied = tuple(one.key for one in planned if one.kind is Kind.MODULE)
    for one in planned:
        worked_on = () if one.kind is Kind.TEST else one.skills
        shares = [(gaps[code].weighted or 0) / serving[code] for code in worked_on if code in gaps]
        follows = studied if one.kind is Kind.CERTIFICATE else one.follows
        reason = _reason(one, planned, gaps=gaps, role=role)
        yield replace(one, value=sum(shares), reason=reason, follows=follows)


def _reason(
    activity: Activity, planned: list[Activity], *, gaps: Mapping[str, SkillGap], role: str
) -> str:
    if activity.kind in _REASONS:
        return _(_REASONS[activity.kind])
    served = [row for code, row in gaps.items() if code in activity.skills]
    names = [title(row.name) for row in served]
    if served and activity.kind is Kind.CERTIFICATE:
        return _("Fits %(role)s, and works on %(skills)s.", role=role, skills=named(names))
    if served:
        return _for_skills(names, levels(served[0].gap or 0), role)
    later = [title(one.title) for one in planned if activity.key in one.requires]
    if later and activity.state not in _SETTLED:
        return _("Comes before %(titles)s.", titles=named(later))
    return _(_KEPT.get(activity.state, PINNED))


def _for_skills(names: Sequence[str], short: str, role: str) -> str:
    if not names[1:]:
        return _(
            "For %(skill)s, %(levels)s below what %(role)s asks.",
            skill=names[0],
            levels=short,
            role=role,
        )
    return _(
        "For %(skill)s, %(levels)s below what %(role)s asks; also for %(others)s.",
        skill=names[0],
        levels=short,
        role=role,
        others=named(names[1:]),
    )


PINNED = N_("You have pinned it.")
_KEPT = {State.DONE: N_("Done already."), State.STARTED: N_("You have started it.")}
_REASONS = {
    Kind.TEST: N_("A gate: it shows what these lessons have changed, with its error."),
    Kind.MOCK: N_("Two mocks in a row above the mark, before you pay for the day."),
    Kind.BOOKING: N_("Places go early, and a date keeps study going."),
    Kind.EXAM: N_("The day itself, when study, mocks and booking are done."),
}


def _uncovered(catalogue: Catalogue, gaps: Mapping[str, SkillGap]) -> tuple[str, ...]:
    taught = {skill for module in catalogue.modules.values() for skill in module.skills}
    return tuple(code for code in gaps if code not in taught)


def _worked_through(planned: list[Activity], gaps: Mapping[str, SkillGap]) -> tuple[str, ...]:
    work = [one for one in planned if one.kind is not Kind.TEST]
    done = {skill for one in work if one.state is State.DONE for skill in one.skills}
    left = {skill for one in work if one.state is not State.DONE for skill in one.skills}
    return tuple(code for code in gaps if code in done - left)
