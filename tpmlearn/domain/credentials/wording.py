"""The words of the three kinds of badges, so that none is read as more than was measured."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tpmlearn.domain.assessment.bands import Band
from tpmlearn.domain.assessment.quiz_rules import PASS_SHARE
from tpmlearn.domain.content.catalogue import Blueprint, Module, Skill, Stage
from tpmlearn.domain.credentials.achievement import Achievement, Alignment, Kind, Line
from tpmlearn.domain.exams.result import Earned
from tpmlearn.domain.planning.wording import counted, full_day
from tpmlearn.domain.profiles.conditions import Conditions, Watch

NO_PERFORMANCE = (
    "It shows knowledge and judgement in questions. It does not show how somebody works, and is no "
    "level of performance."
)
PUBLIC_BANK = (
    "The item bank is public: questions and keys can be read by anybody, so a result that nobody "
    "watched may rest on having read them."
)
NOBODY_ENDORSES = (
    "It is not endorsed by the owner of any exam or certificate, and is no statement about passing "
    "a real one."
)
WHO_NOT_CHECKED = "Who the holder is was not checked by the site."
_KEYS = {
    "Who watched": "supervision",
    "Questions": "bank",
    "Answers": "answers",
    "Taken before": "retakes",
    "Seen before": "seen",
    "Calibration": "calibration",
}
SURE = 0.80


def path_badge(
    stage: Stage,
    modules: Sequence[Module],
    *,
    conditions: Conditions,
    alignments: Sequence[Alignment],
) -> Achievement:
    """A path of lessons whose quizzes are all passed.

    `conditions` are those of the quizzes together; `retakes` are attempts that did not pass.
    """
    rule = f"{PASS_SHARE.numerator} of {PASS_SHARE.denominator}"
    names = "; ".join(f"{one.code} {one.title}" for one in modules)
    return Achievement(
        kind=Kind.PATH,
        about=str(stage.number),
        title=f"Lessons of stage {stage.number} passed: {stage.title}",
        short=stage.title,
        figure=f"{len(modules)} of {counted(len(modules), 'lesson')} passed",
        description=f"Passed the quiz of every lesson of the stage “{stage.title}”. "
        f"{stage.summary}",
        earned_by=f"The quiz of each of these lessons was passed with at least {rule} questions "
        f"right: {names}.",
        limits=(
            "A quiz stands at the end of its lesson and may be repeated until it is passed.",
            NO_PERFORMANCE,
            *_bank(conditions),
            NOBODY_ENDORSES,
            WHO_NOT_CHECKED,
        ),
        lines=(
            Line("lessons", "Lessons passed", f"{len(modules)} of {len(modules)}"),
            Line("rule", "Rule for each lesson", f"at least {rule} questions right"),
            *_lines(
                conditions,
                retakes=f"{counted(conditions.retakes, 'attempt').capitalize()} that did not pass.",
                calibration="None: quizzes measure nothing on a scale.",
            ),
            Line("interval", "How sure", "no interval: passed or not, by a fixed rule"),
        ),
        alignments=tuple(alignments),
        on=conditions.on.date(),
    )


@dataclass(frozen=True)
class ExamFacts:
    """How a sitting of a practice exam went, and when it was scored again."""

    whole: Earned
    timed: bool
    corrected: date | None = None


def exam_badge(
    blueprint: Blueprint,
    facts: ExamFacts,
    *,
    conditions: Conditions,
) -> Achievement:
    """A practice exam that was taken whole and passed by its rule."""
    rule, whole = blueprint.pass_rule, facts.whole
    low, high = whole.interval
    share = f"{_percent(whole.share)}, very likely between {_percent(low)} and {_percent(high)}"
    where = " in each of its parts" if rule.each_domain else ""
    whose = "a rule of this site" if rule.whose == "ours" else f"the rule of {rule.whose}"
    counted_as = "questions" if whole.marks == whole.questions else "marks"
    corrected = f"; scored again on {full_day(facts.corrected)}" if facts.corrected else ""
    return Achievement(
        kind=Kind.EXAM,
        about=blueprint.slug,
        title=f"Practice exam passed: {blueprint.title}",
        short=blueprint.title,
        figure=share,
        description=f"Took the whole practice exam “{blueprint.title}” and passed it by {whose}.",
        earned_by=f"{_percent(rule.share)} of the {counted_as} were to be earned{where}: {whose}. "
        f"{whole.earned} of {whole.marks} were.",
        limits=(
            "It is a practice exam of this site, and no certificate.",
            NO_PERFORMANCE,
            *_bank(conditions),
            NOBODY_ENDORSES,
            blueprint.notice,
            WHO_NOT_CHECKED,
        ),
        lines=(
            Line("share", "Share earned", f"{_percent(whole.share)}{corrected}"),
            Line("interval", "90 % interval of the share", f"{_percent(low)} to {_percent(high)}"),
            Line("rule", "Rule", f"{_percent(rule.share)}{where}, {whose}"),
            *_lines(conditions),
            Line("clock", "Clock", "with a clock" if facts.timed else "without a clock"),
        ),
        alignments=(),
        on=conditions.on.date(),
    )


def knowledge_badge(
    skill: Skill,
    band: Band,
    *,
    conditions: Conditions,
    alignments: Sequence[Alignment],
) -> Achievement:
    """Knowledge of a skill at the band that is reached: P(theta > its cut) is at least SURE."""
    reached = band.reached
    chance = sum(band.probabilities[reached:])
    span = f"K{band.low}" if band.low == band.high else f"K{band.low} to K{band.high}"
    return Achievement(
        kind=Kind.KNOWLEDGE,
        about=skill.code,
        title=f"Knowledge of {skill.name} at band K{reached}",
        short=skill.name,
        figure=f"band K{reached} reached, interval {span}",
        description=f"Answers to adaptive tests make it likely that knowledge of “{skill.name}” is "
        f"at band K{reached} of K0 to K5, or above. {skill.definition}",
        earned_by=f"The probability of being above the cut of band K{reached} was "
        f"{chance:.2f}; {SURE:.2f} is asked for.",
        limits=(
            NO_PERFORMANCE,
            "A band (K0 to K5) is a span of knowledge, not a level of work. Its cuts are a "
            "judgement of the site's authors.",
            *_bank(conditions),
            NOBODY_ENDORSES,
            WHO_NOT_CHECKED,
        ),
        lines=(
            Line("band", "Knowledge band reached", f"K{reached}, on the scale from K0 to K5"),
            Line("interval", "90 % interval", span),
            Line("chance", "Probability of being above its cut", f"{chance:.2f}"),
            *_lines(conditions),
        ),
        alignments=tuple(alignments),
        on=conditions.on.date(),
    )


def _bank(conditions: Conditions) -> tuple[str, ...]:
    """What the bank makes a result rest on; nothing where all of it was private."""
    return () if conditions.private_bank else (PUBLIC_BANK,)


def _lines(conditions: Conditions, **instead: str) -> tuple[Line, ...]:
    """The conditions as the site tells them everywhere, but for what is said `instead`, by key.

    A badge is for good and goes anywhere: it names the centre and not the person who watched.
    """
    nameless = tuple(dict.fromkeys(Watch(one.centre, "") for one in conditions.watches))
    told = replace(conditions, watches=nameless).details
    return (
        Line("date", "Date of the last answer", full_day(conditions.on.date())),
        *(Line(_KEYS[term], term, instead.get(_KEYS[term], words)) for term, words in told),
    )


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
