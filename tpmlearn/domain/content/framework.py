"""Reads the YAML files: the framework with its skills, the roles, traps, glossary, certificates."""

import re
from collections.abc import Callable

from tpmlearn.domain.content.catalogue import (
    Area,
    Certificate,
    Contact,
    EscoConcept,
    Experience,
    Fact,
    Level,
    Requirement,
    Role,
    Skill,
    Stage,
    Term,
    Trap,
)
from tpmlearn.domain.content.drafts import Entry, FrameworkDraft, Value
from tpmlearn.domain.content.fields import LINE, Fields, Named
from tpmlearn.domain.content.front_matter import read_each, read_list, read_mapping
from tpmlearn.domain.content.rules import Report

AREA = re.compile(r"[A-Z]{3}")
SKILL = re.compile(r"[A-Z]{3}\d")
MAPPINGS = ("pmp", "prince2", "sfia", "onet")
ESCO = re.compile(r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""The address of a concept, which is its identifier: http and not https, as ESCO publishes it."""
STATEMENTS = 6


def read_framework(path: str, text: str) -> tuple[FrameworkDraft | None, Report]:
    """Stages, levels, areas and skills; None when the file cannot be used at all."""
    report = Report(path)
    fields = read_mapping(text, report)
    if fields is None:
        return None, report
    draft = framework_of(fields, path)
    fields.close()
    return draft, report


def framework_of(fields: Fields, path: str) -> FrameworkDraft:
    """The framework that some fields describe."""
    areas: list[Area] = []
    skills: list[Skill] = []
    places: dict[str, Named] = {}
    reviewed = fields.day("reviewed")
    version, notice = fields.text("version", longest=20), fields.text("notice")
    stages = read_each(fields.mappings("stages", least=1), _stage)
    levels = read_each(fields.mappings("levels", least=1), _level)
    for entry in fields.mappings("areas", least=1):
        found = _skills(entry, entry.text("code", longest=3), places)
        skills += found
        areas.append(_area(entry, tuple(skill.code for skill in found)))
        entry.close()
    return FrameworkDraft(
        path, version, reviewed, notice, stages, levels, tuple(areas), tuple(skills), places
    )


def read_role(path: str, slug: str, text: str) -> tuple[Entry[Role] | None, Report]:
    """The role in `<slug>.yml`; None when the file cannot be used at all."""
    report = Report(path)
    fields = read_mapping(text, report)
    if fields is None:
        return None, report
    entry = role_of(fields, path, slug)
    fields.close()
    return entry, report


def role_of(fields: Fields, path: str, slug: str) -> Entry[Role]:
    """The role that some fields describe."""
    wanted = {name: _requirement(entry) for name, entry in fields.entries("skills")}
    role = Role(
        slug=slug,
        title=fields.text("title", longest=80),
        short=fields.text("short", longest=40),
        order=fields.integer("order", 0, 99),
        summary=fields.text("summary"),
        day=fields.text("day"),
        first_titles=fields.texts("first_titles", least=1),
        note=fields.text("note", ""),
        skills={name.text: requirement for name, requirement in wanted.items()},
    )
    return Entry(role, Named(slug, 1, 1), path, skills=tuple(wanted))


def read_traps(path: str, text: str) -> tuple[tuple[Entry[Trap], ...], Report]:
    """The named misconceptions."""
    return _entries(path, text, trap_of)


def read_terms(path: str, text: str) -> tuple[tuple[Entry[Term], ...], Report]:
    """The glossary."""
    return _entries(path, text, term_of)


def read_facts(path: str, text: str) -> tuple[tuple[Entry[Fact], ...], Report]:
    """The facts that age."""
    return _entries(path, text, fact_of)


def read_certificates(path: str, text: str) -> tuple[tuple[Entry[Certificate], ...], Report]:
    """The outside certificates."""
    return _entries(path, text, certificate_of)


def read_contacts(path: str, text: str) -> tuple[tuple[Entry[Contact], ...], Report]:
    """What to do with other people on the way."""
    return _entries(path, text, contact_of)


def _entries(
    path: str, text: str, read: Callable[[Fields, str], Entry[Value]]
) -> tuple[tuple[Entry[Value], ...], Report]:
    report = Report(path)
    return read_each(read_list(text, report), lambda fields: read(fields, path)), report


def _stage(fields: Fields) -> Stage:
    return Stage(
        fields.integer("number", 0, 20),
        fields.text("title", longest=80),
        fields.text("summary"),
        fields.text("step", longest=80),
    )


def _level(fields: Fields) -> Level:
    return Level(
        fields.integer("level", 0, 5),
        fields.text("name", longest=40),
        fields.text("meaning"),
        fields.text("evidence"),
    )


def _area(fields: Fields, codes: tuple[str, ...]) -> Area:
    code = fields.text("code", longest=3)
    fields.matching("code", code, AREA, "area code", "DEL")
    return Area(code, fields.text("name", longest=80), fields.text("definition"), codes)


def _skills(area: Fields, code: str, places: dict[str, Named]) -> list[Skill]:
    found = []
    for fields in area.mappings("skills", least=1):
        skill = _skill(fields, code)
        places.setdefault(skill.code, Named(skill.code, *fields.place("code")))
        found.append(skill)
        fields.close()
    return found


def _skill(fields: Fields, area: str) -> Skill:
    code = fields.text("code", longest=4)
    fields.matching("code", code, SKILL, "skill code", "DEL4")
    return Skill(
        code=code,
        area=area,
        name=fields.text("name", longest=80),
        definition=fields.text("definition"),
        statements=fields.texts("statements", least=STATEMENTS, most=STATEMENTS),
        developer=fields.integer("developer", 0, 5),
        developer_note=fields.text("developer_note"),
        mappings={key: fields.texts(key) for key in MAPPINGS},
        esco=tuple(_concept(entry) for entry in fields.mappings("esco", most=50)),
    )


def _concept(fields: Fields) -> EscoConcept:
    concept = EscoConcept(fields.text("label", longest=LINE), fields.text("uri", longest=LINE))
    example = "http://data.europa.eu/esco/skill/6eff134b-e34f-4d6e-a6e8-5e47cf2228d0"
    fields.matching("uri", concept.uri, ESCO, "address of an ESCO skill", example)
    fields.close()
    return concept


def _requirement(fields: Fields) -> Requirement:
    requirement = Requirement(fields.integer("level", 0, 5), fields.integer("weight", 1, 3))
    fields.close()
    return requirement


def trap_of(fields: Fields, path: str) -> Entry[Trap]:
    """The trap that some fields describe."""
    slug = fields.slug("slug")
    lesson = fields.named("lesson", "")
    trap = Trap(
        slug, fields.text("name", longest=80), fields.text("costs"), fields.text("instead"),
        lesson.text,
    )  # fmt: skip
    modules = (lesson,) if lesson.text else ()
    return Entry(trap, Named(slug, *fields.place("slug")), path, modules=modules)


def term_of(fields: Fields, path: str) -> Entry[Term]:
    """The term that some fields describe."""
    slug = fields.slug("slug")
    taught = fields.names("taught")
    term = Term(
        slug, fields.text("term", longest=80), fields.text("meaning"),
        tuple(name.text for name in taught),
    )  # fmt: skip
    return Entry(term, Named(slug, *fields.place("slug")), path, modules=taught)


def fact_of(fields: Fields, path: str) -> Entry[Fact]:
    """The fact that some fields describe."""
    slug = fields.slug("slug")
    fact = Fact(
        slug,
        fields.text("value", longest=LINE),
        fields.text("about", longest=LINE),
        fields.day("checked"),
    )
    return Entry(fact, Named(slug, *fields.place("slug")), path)


def contact_of(fields: Fields, path: str) -> Entry[Contact]:
    """The contact that some fields describe."""
    slug = fields.slug("slug")
    after, skills = fields.names("after"), fields.names("skills")
    contact = Contact(
        slug=slug,
        title=fields.text("title", longest=LINE),
        summary=fields.text("summary"),
        stage=fields.integer("stage", 0, 20),
        hours=fields.number("hours", 0, 100),
        weeks=fields.integer("weeks", 0, 52),
        after=tuple(name.text for name in after),
        skills=tuple(name.text for name in skills),
    )
    place = Named(slug, *fields.place("slug"))
    return Entry(contact, place, path, modules=after, skills=skills)


def certificate_of(fields: Fields, path: str) -> Entry[Certificate]:
    """The certificate that some fields describe."""
    slug = fields.slug("slug")
    fits, skills = fields.names("fits"), fields.names("skills")
    certificate = Certificate(
        slug=slug,
        title=fields.text("title", longest=LINE),
        issuer=fields.text("issuer", longest=LINE),
        summary=fields.text("summary"),
        fits=tuple(name.text for name in fits),
        order=fields.integer("order", 0, 99),
        study_hours=fields.number("study_hours", 0, 2000),
        mock_hours=fields.number("mock_hours", 0, 100),
        exam_hours=fields.number("exam_hours", 0, 24),
        booking_weeks=fields.integer("booking_weeks", 0, 26),
        skills=tuple(name.text for name in skills),
        format=fields.text("format"),
        eligibility=fields.text("eligibility"),
        notice=fields.text("notice"),
        checked=fields.day("checked"),
        experience=tuple(_experience(one) for one in fields.mappings("experience", most=10)),
        experience_years=fields.integer("experience_years", 0, 50, 0),
        contact_hours=fields.number("contact_hours", 0, 1000, 0),
    )
    place = Named(slug, *fields.place("slug"))
    return Entry(certificate, place, path, skills=skills, roles=fits)


def _experience(fields: Fields) -> Experience:
    return Experience(fields.text("education", longest=LINE), fields.integer("months", 1, 240))
