"""Reads the blueprint of an exam: how long, how many, drawn from where, passed when."""

from datetime import date

from tpmlearn.domain.content.catalogue import Blueprint, Draw, ExamSection, PassRule, Pool
from tpmlearn.domain.content.drafts import Entry
from tpmlearn.domain.content.fields import LINE, Fields, Named
from tpmlearn.domain.content.front_matter import read_mapping, read_sources
from tpmlearn.domain.content.outlines import OUTLINES, PAST
from tpmlearn.domain.content.rules import Report

MOST_QUESTIONS = 400
_OUTLINE = sorted({*OUTLINES, *PAST})
_POOLS = [Pool.TEST.value, Pool.EXAM.value]
_NO_DRAW, _NO_RULE = Draw(), PassRule(1.0, each_domain=False, whose="")


def read_blueprint(path: str, slug: str, text: str) -> tuple[Entry[Blueprint] | None, Report]:
    """The blueprint of the exam in the folder `slug`; None when nothing of it can be used."""
    report = Report(path)
    fields = read_mapping(text, report)
    if fields is None:
        return None, report
    blueprint = blueprint_of(fields, slug)
    _check_sums(blueprint, fields)
    fields.close()
    return Entry(blueprint, Named(slug, 1, 1), path), report


def blueprint_of(fields: Fields, slug: str) -> Blueprint:
    """The blueprint that some fields describe."""
    since, until = _in_force(fields)
    questions = fields.integer("questions", 1, MOST_QUESTIONS)
    pool = _pool(fields)
    return Blueprint(
        slug=slug,
        title=fields.text("title", longest=80),
        summary=fields.text("summary"),
        outline=_outline(fields),
        pool=pool,
        since=since,
        until=until,
        questions=questions,
        marks=fields.integer("marks", 1, 1000, questions),
        unscored=fields.integer("unscored", 0, 100, 0),
        minutes=fields.integer("minutes", 1, 600),
        book=fields.text("book", "closed", longest=LINE),
        sections=tuple(_section(one) for one in fields.mappings("sections", least=1, most=10)),
        draw=_draw(fields),
        pass_rule=_pass_rule(fields),
        notice=fields.text("notice"),
        sources=read_sources(fields),
        checked=fields.day("checked"),
    )


def _in_force(fields: Fields) -> tuple[date, date | None]:
    for one in fields.mapping("in_force"):
        since = one.day("from")
        until = one.day("until") if "until" in one else None
        one.close()
        return since, until
    return date.min, None


def _pool(fields: Fields) -> Pool:
    value = fields.word("pool", _POOLS)
    return Pool(value) if value else Pool.TEST


def _outline(fields: Fields) -> str:
    return fields.word("outline", _OUTLINE) if "outline" in fields else ""


def _section(fields: Fields) -> ExamSection:
    section = ExamSection(
        fields.text("title", longest=80),
        fields.integer("questions", 1, MOST_QUESTIONS),
        fields.yes("cases"),
        fields.integer("break_minutes", 0, 60, 0),
        fields.yes("reopen"),
    )
    fields.close()
    return section


def _draw(fields: Fields) -> Draw:
    for one in fields.mapping("draw"):
        draw = Draw(
            domains=one.counts("domain"),
            groups=one.counts("group"),
            approach=one.shares("approach"),
            every_task=one.yes("every_task"),
        )
        one.close()
        return draw
    return _NO_DRAW


def _pass_rule(fields: Fields) -> PassRule:
    for one in fields.mapping("pass_rule"):
        rule = PassRule(
            one.number("share", 0, 1),
            each_domain=one.yes("each_domain"),
            whose=one.text("whose", longest=LINE),
        )
        one.close()
        return rule
    return _NO_RULE


def _check_sums(blueprint: Blueprint, fields: Fields) -> None:
    """Report parts that do not add up to the whole."""
    in_sections = sum(section.questions for section in blueprint.sections)
    _check_sum(fields, "sections", in_sections, blueprint.questions, "questions")
    if blueprint.draw.domains:
        in_domains = sum(blueprint.draw.domains.values())
        _check_sum(fields, "draw", in_domains, blueprint.questions, "questions")
    if blueprint.draw.groups:
        in_groups = sum(blueprint.draw.groups.values())
        _check_sum(fields, "draw", in_groups, blueprint.marks, "marks")


def _check_sum(fields: Fields, key: str, found: int, wanted: int, what: str) -> None:
    if key in fields and found != wanted:
        fields.report.add(
            "E134", *fields.place(key), key=key, found=found, wanted=wanted, what=what
        )
