"""A profile as Markdown, for a README or an application."""

from collections.abc import Iterable

from tpmlearn.domain.planning.report_markdown import escaped
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.domain.profiles.portable.profile import (
    PortableProfile,
    PortableSkill,
    PortableWork,
)
from tpmlearn.domain.profiles.portable.wording import (
    exam_in_words,
    facts_of_work,
    level_in_words,
    limits,
    particulars,
    when_in_words,
)
from tpmlearn.words import _


def profile_markdown(profile: PortableProfile) -> str:
    """Return the whole profile."""
    parts = [
        f"# {escaped(profile.name) or _('My profile')}",
        f"*{escaped(_made(profile))}*",
        *_section(_("Skills"), _skills(profile.known)),
        *_section(_("Work and evidence"), _logged(profile.work)),
        *_section(_("Certificates"), _certificates(profile)),
        *_section(_("Practice exams"), _exams(profile)),
        f"## {_('What this does not show')}",
        _list(escaped(one) for one in limits(profile)),
    ]
    return "\n\n".join(parts) + "\n"


def _made(profile: PortableProfile) -> str:
    values = {"source": profile.source, "day": full_day(profile.made)}
    if not profile.framework:
        return _("From %(source)s on %(day)s.", **values)
    return _(
        "From %(source)s on %(day)s, framework version %(version)s.",
        version=profile.framework,
        **values,
    )


def _skills(skills: Iterable[PortableSkill]) -> list[str]:
    parts: list[str] = []
    areas: dict[str, list[PortableSkill]] = {}
    for one in skills:
        areas.setdefault(one.area, []).append(one)
    for area, rows in areas.items():
        parts += [f"### {escaped(area)}", _list(_skill(one) for one in rows)]
    return parts


def _skill(skill: PortableSkill) -> str:
    said = "; ".join((level_in_words(skill), *particulars(skill)))
    return f"**{escaped(skill.name)}** ({escaped(skill.code)}): {escaped(said)}."


def _logged(work: Iterable[PortableWork]) -> list[str]:
    rows = [_work(one) for one in work]
    return [_list(rows)] if rows else []


def _work(work: PortableWork) -> str:
    said = [f"**{escaped(work.title)}** ({escaped(', '.join(facts_of_work(work)))})."]
    if when := when_in_words(work):
        said.append(f"{when}.")
    if work.done:
        said.append(escaped(work.done))
    if work.link:
        said.append(f"<{work.link}>")
    elif work.shown_by:
        said.append(_("Shown by: %(artefact)s.", artefact=escaped(work.shown_by)))
    if work.skills:
        said.append(_("Skills: %(skills)s.", skills=escaped(", ".join(work.skills))))
    return " ".join(said)


def _certificates(profile: PortableProfile) -> list[str]:
    rows = [
        f"{escaped(one.title)}, {escaped(one.issuer)}, {full_day(one.on)} "
        f"({one.standing.words}){f' <{one.link}>' if one.link else ''}"
        for one in profile.certificates
    ]
    return [_list(rows)] if rows else []


def _exams(profile: PortableProfile) -> list[str]:
    rows = [f"{escaped(one.title)}: {escaped(exam_in_words(one))}." for one in profile.exams]
    notices = [escaped(one) for one in dict.fromkeys(exam.notice for exam in profile.exams) if one]
    return [_list(rows), *notices] if rows else []


def _section(title: str, parts: list[str]) -> list[str]:
    return [f"## {title}", *parts] if parts else []


def _list(rows: Iterable[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)
