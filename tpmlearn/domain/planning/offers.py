"""Everything to do that the content offers, with how far a person is with it."""

from collections.abc import Mapping
from dataclasses import replace

from tpmlearn.domain.content.catalogue import Assignment, Catalogue, Certificate, Module
from tpmlearn.domain.planning.activities import Activity, Kind, Progress, State, key_of

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
    found += [_certificate(one, catalogue) for one in catalogue.certificates.values()]
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


def _certificate(certificate: Certificate, catalogue: Catalogue) -> Activity:
    stage = max((one.number for one in catalogue.stages), default=0)
    return Activity(
        key=key_of(Kind.CERTIFICATE, certificate.slug),
        kind=Kind.CERTIFICATE,
        title=certificate.title,
        hours=certificate.study_hours,
        weeks=0,
        requires=(),
        skills=certificate.skills,
        step=_step(catalogue, stage),
        reason="",
        stage=stage,
        order=CERTIFICATE_ORDER + certificate.order,
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
