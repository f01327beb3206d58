"""Everything to do that the content offers, with how far a person is with it."""

from collections.abc import Mapping
from dataclasses import replace

from tpmlearn.domain.assessment.adaptive import SKILL_QUOTA
from tpmlearn.domain.content.catalogue import (
    Area,
    Assignment,
    Catalogue,
    Certificate,
    Contact,
    Module,
)
from tpmlearn.domain.content.checker import MINUTES_AN_ITEM
from tpmlearn.domain.planning.activities import (
    Activity,
    ActivityLink,
    Kind,
    Progress,
    State,
    key_of,
)
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.words import _

CERTIFICATE_PARTS = (Kind.CERTIFICATE, Kind.MOCK, Kind.BOOKING, Kind.EXAM)
"""What a certificate is made of in a plan; each part has the certificate's slug."""
CERTIFICATE_ORDER = 1_000_000
"""Certificates come after all modules and their assignments in learning order."""


def offered_activities(
    catalogue: Catalogue, progress: Mapping[str, Progress]
) -> dict[str, Activity]:
    """Return all activities by key, with the person's `progress` on them, values and reasons empty.

    An assignment is offered once all modules that it comes after are there.
    """
    modules = catalogue.modules
    present = [one for one in catalogue.assignments.values() if set(one.after) <= set(modules)]
    found = [_module(one, catalogue) for one in modules.values()]
    found += [_assignment(one, catalogue) for one in present]
    found += [_contact(one, catalogue) for one in catalogue.contacts.values()]
    found += [_test(area, catalogue) for area in tested_areas(catalogue)]
    for one in catalogue.certificates.values():
        found += _certificate(one, catalogue)
    return {one.key: _moved_on(one, progress.get(one.key)) for one in found}


def _step(catalogue: Catalogue, stage: int) -> str:
    return next((one.step for one in catalogue.stages if one.number == stage), "")


def _module(module: Module, catalogue: Catalogue) -> Activity:
    return Activity(
        key=key_of(Kind.MODULE, module.slug),
        kind=Kind.MODULE,
        title=module.title,
        hours=module.minutes / 60,
        weeks=0,
        requires=tuple(key_of(Kind.MODULE, slug) for slug in module.requires),
        skills=module.skills,
        step=_step(catalogue, module.stage),
        reason="",
        stage=module.stage,
        order=module.number * 10,
    )


def _assignment(assignment: Assignment, catalogue: Catalogue) -> Activity:
    """Place an assignment in the seed step and stage of the last module that it comes after."""
    after = [catalogue.modules[slug] for slug in assignment.after]
    last = max(after, key=lambda module: module.number, default=None)
    return Activity(
        key=key_of(Kind.ASSIGNMENT, assignment.slug),
        kind=Kind.ASSIGNMENT,
        title=assignment.title,
        hours=assignment.hours,
        weeks=assignment.weeks,
        requires=tuple(key_of(Kind.MODULE, slug) for slug in assignment.after),
        skills=assignment.skills,
        step=_step(catalogue, last.stage if last else 0),
        reason="",
        stage=last.stage if last else 0,
        order=last.number * 10 + 5 if last else 5,
    )


def tested_areas(catalogue: Catalogue) -> tuple[Area, ...]:
    """The areas that have a test: those of whose skills each has questions."""
    return tuple(
        area
        for area in catalogue.areas.values()
        if area.skills and all(catalogue.bank.get(code.lower()) for code in area.skills)
    )


def _test(area: Area, catalogue: Catalogue) -> Activity:
    """The test of an area, a gate behind its lessons, in the seed step of the last of them."""
    skills = set(area.skills)
    taught = [one for one in catalogue.modules.values() if skills.intersection(one.skills)]
    last = max(taught, key=lambda module: module.number, default=None)
    questions = SKILL_QUOTA * len(area.skills)
    return Activity(
        key=key_of(Kind.TEST, area.code),
        kind=Kind.TEST,
        title=_("Test: %(area)s", area=area.name),
        hours=MINUTES_AN_ITEM * questions / 60,
        weeks=0,
        requires=(),
        skills=area.skills,
        step=_step(catalogue, last.stage if last else 0),
        reason="",
        stage=last.stage if last else 0,
        order=last.number * 10 + 7 if last else 7,
    )


def _contact(contact: Contact, catalogue: Catalogue) -> Activity:
    """Something to do with other people, beside study."""
    last = max((catalogue.modules[slug].number for slug in contact.after), default=0)
    return Activity(
        key=key_of(Kind.CONTACT, contact.slug),
        kind=Kind.CONTACT,
        title=contact.title,
        hours=contact.hours,
        weeks=contact.weeks,
        requires=tuple(key_of(Kind.MODULE, slug) for slug in contact.after),
        skills=contact.skills,
        step=_step(catalogue, contact.stage),
        reason="",
        stage=contact.stage,
        order=last * 10 + 3,
    )


def _certificate(certificate: Certificate, catalogue: Catalogue) -> tuple[Activity, ...]:
    """Study, mocks, booking and exam day of a certificate.

    A place is booked in the second week of study, and far enough before the exam.
    """
    stage = max((one.number for one in catalogue.stages), default=0)
    study, mocks, booking, exam = (key_of(one, certificate.slug) for one in CERTIFICATE_PARTS)
    whole = Activity(
        key=study,
        kind=Kind.CERTIFICATE,
        title=_("Study for %(certificate)s", certificate=certificate.title),
        hours=certificate.study_hours,
        weeks=0,
        requires=(),
        skills=certificate.skills,
        step=_step(catalogue, stage),
        reason="",
        stage=stage,
        order=CERTIFICATE_ORDER + certificate.order * 10,
    )
    rest = replace(whole, skills=())
    return (
        whole,
        replace(
            rest,
            key=booking,
            kind=Kind.BOOKING,
            title=_("Book the exam: %(certificate)s", certificate=certificate.title),
            hours=0.5,
            weeks=1,
            links=(ActivityLink(study, LinkKind.SS, 1),),
            order=whole.order + 1,
        ),
        replace(
            rest,
            key=mocks,
            kind=Kind.MOCK,
            title=_("Mock exams: %(certificate)s", certificate=certificate.title),
            hours=certificate.mock_hours,
            requires=(study,),
            order=whole.order + 2,
        ),
        replace(
            rest,
            key=exam,
            kind=Kind.EXAM,
            title=_("Exam day: %(certificate)s", certificate=certificate.title),
            hours=certificate.exam_hours,
            requires=(mocks,),
            links=(ActivityLink(booking, LinkKind.FS, certificate.booking_weeks),),
            order=whole.order + 3,
        ),
    )


def _moved_on(activity: Activity, entry: Progress | None) -> Activity:
    if entry is None or entry.state is State.OPEN:
        return activity
    counts = entry.state is State.STARTED and not activity.weeks
    left = entry.hours_left if counts else None
    return replace(
        activity,
        state=entry.state,
        since=entry.on,
        tested_out=entry.tested_out,
        hours=activity.hours if left is None else min(left, activity.hours),
    )
