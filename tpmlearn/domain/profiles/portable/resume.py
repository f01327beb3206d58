"""A profile as JSON Resume 1.0.0: skills, work that was logged as projects, certificates."""

import json

from tpmlearn.domain.profiles.portable.profile import (
    PortableCertificate,
    PortableProfile,
    PortableSkill,
    PortableWork,
)
from tpmlearn.domain.profiles.portable.wording import (
    facts_of_work,
    level_in_words,
    limits,
    particulars,
)
from tpmlearn.words import _

Json = dict[str, object]
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"


def resume(profile: PortableProfile) -> bytes:
    """Return the file, in UTF-8.

    Practice exams are not in it: the format has no place for them but that of certificates. Nor
    are contact details, which a file that is often published should not get unasked.
    """
    whole: Json = {
        "$schema": SCHEMA,
        "basics": _given(name=profile.name, summary=" ".join(limits(profile))),
        "skills": [_skill(one) for one in profile.known],
        "projects": [_project(one) for one in profile.work],
        "certificates": [_certificate(one) for one in profile.certificates],
        "meta": {"version": "v1.0.0", "lastModified": f"{profile.made.isoformat()}T00:00:00"},
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def _skill(skill: PortableSkill) -> Json:
    return {
        "name": skill.name,
        "level": level_in_words(skill),
        "keywords": [skill.code, *particulars(skill)],
    }


def _project(work: PortableWork) -> Json:
    artefact = (
        [_("shown by: %(artefact)s", artefact=work.shown_by)]
        if work.shown_by and not work.link
        else []
    )
    return _given(
        name=work.title,
        description=work.done,
        highlights=[*facts_of_work(work), *artefact],
        keywords=list(work.skills),
        startDate=work.began.isoformat() if work.began else "",
        endDate=work.ended.isoformat() if work.ended else "",
        url=work.link,
    )


def _certificate(one: PortableCertificate) -> Json:
    return _given(
        name=f"{one.title} ({one.standing.words})",
        issuer=one.issuer,
        date=one.on.isoformat(),
        url=one.link,
    )


def _given(**fields: object) -> Json:
    """The fields that say anything."""
    return {name: value for name, value in fields.items() if value}
