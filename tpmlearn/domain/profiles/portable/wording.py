"""How a profile says what is known of a skill, so that no reader takes it for more."""

from tpmlearn.domain.assessment.measured import LEAST_ANSWERS
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.portable.profile import (
    PortableBand,
    PortableExam,
    PortableProfile,
    PortableRating,
    PortableSkill,
    PortableWork,
)
from tpmlearn.domain.profiles.stories import span_words
from tpmlearn.words import N_, _, ngettext, numbers

TOO_FEW = N_("tested, not enough answers for a band yet")
BAND_LIMITS = N_(
    "Knowledge bands (K0 to K5) come from tests taken alone, with questions that anyone can read. "
    "They show knowledge and judgement, not how somebody works; the range holds the band nine "
    "times in ten."
)
RATING_LIMITS = N_("Self-ratings are the person's own choice among six described statements.")
EVIDENCE_LIMITS = N_(
    "Evidence is claimed by the person. Confirmed means that somebody whom the person named "
    "confirmed the work as it is worded: not a level, and who they are was not checked."
)
NO_SCORE = N_("There is no overall score.")
PROVISIONAL = N_(
    "The questions are still being tried on people, so the knowledge bands are provisional."
)
EXAM_LIMITS = N_(
    "Practice exams are taken alone, with questions that can be met in other exams of the site. "
    "They are no certificates, and no statement about passing the real exam."
)


def limits(profile: PortableProfile) -> tuple[str, ...]:
    """Return what has to be said beside everything else, of what there is."""
    tested = any(one.band for one in profile.skills)
    evidence = profile.work or profile.certificates
    said = (
        (tested, BAND_LIMITS),
        (tested and profile.provisional, PROVISIONAL),
        (any(one.rating for one in profile.skills), RATING_LIMITS),
        (evidence or any(one.confirmed + one.claimed for one in profile.skills), EVIDENCE_LIMITS),
        (profile.exams, EXAM_LIMITS),
        (True, NO_SCORE),
    )
    return tuple(_(sentence) for applies, sentence in said if applies)


def range_words(band: PortableBand) -> str:
    """Return the interval: "K2 to K4", or "K3" where both ends lie in one band."""
    if band.low == band.high:
        return f"K{band.low}"
    return _("K%(low)s to K%(high)s", low=band.low, high=band.high)


def band_in_words(band: PortableBand) -> str:
    """Return a band with its interval, as in "knowledge K3 of 5, very likely K2 to K4"."""
    return _(
        "knowledge K%(band)s of 5, very likely %(range)s", band=band.band, range=range_words(band)
    )


def answers_in_words(band: PortableBand) -> str:
    """Return what a band rests on."""
    return _("%(num)s answers, the last on %(day)s", num=band.answers, day=full_day(band.on))


def rating_in_words(rating: PortableRating) -> str:
    """Return a self-rating, as in "self-rated 4 of 5 (leads)"."""
    if not rating.name:
        return _("self-rated %(level)s of 5", level=rating.level)
    return _("self-rated %(level)s of 5 (%(name)s)", level=rating.level, name=rating.name)


def evidence_in_words(skill: PortableSkill) -> str:
    """Return how many pieces of evidence there are, told apart; empty where there is none."""
    parts = [
        said
        for count, said in (
            (skill.confirmed, _("%(num)s confirmed", num=skill.confirmed)),
            (skill.claimed, _("%(num)s claimed", num=skill.claimed)),
        )
        if count
    ]
    return _("evidence: %(parts)s", parts=", ".join(parts)) if parts else ""


def level_in_words(skill: PortableSkill) -> str:
    """Return the one line that stands for a skill: what says most of it, and what it is not."""
    if skill.band:
        return band_in_words(skill.band)
    if skill.rating:
        return _("%(rating)s, not tested", rating=rating_in_words(skill.rating))
    return _(TOO_FEW) if skill.answers else _("neither rated nor tested")


def particulars(skill: PortableSkill) -> tuple[str, ...]:
    """Return what stands behind that line."""
    said = [answers_in_words(skill.band)] if skill.band else []
    if skill.answers and not skill.band:
        said.append(
            _(
                "%(num)s of %(needed)s answers that a band needs",
                num=skill.answers,
                needed=LEAST_ANSWERS,
            )
        )
    if skill.rating:
        day = full_day(skill.rating.on)
        rated = _("rated on %(day)s", day=day)
        if skill.band:
            rated = _("%(rating)s on %(day)s", rating=rating_in_words(skill.rating), day=day)
        said.append(rated)
        said.append(skill.rating.counts)
    return tuple(one for one in (*said, evidence_in_words(skill)) if one)


def standing_in_words(work: PortableWork) -> str:
    """Return how far an entry goes, with the number of people and without their names."""
    if work.standing is not Standing.CONFIRMED:
        return work.standing.words
    return ngettext(
        "confirmed by one person whom the author named",
        "confirmed by %(num)s people whom the author named",
        work.confirmations,
    )


def facts_of_work(work: PortableWork) -> tuple[str, ...]:
    """Return standing, leading and training of an entry."""
    said = [standing_in_words(work)]
    if work.leading_hours:
        hours = numbers.shortest(work.leading_hours)
        said.append(_("leading %(hours)s hours a week", hours=hours))
    if work.contact_hours:
        hours = numbers.shortest(work.contact_hours)
        said.append(_("%(hours)s hours of training", hours=hours))
    return tuple(said)


def when_in_words(work: PortableWork) -> str:
    """Return from when to when; empty where no day is known."""
    return span_words(work.began, work.ended)


def exam_in_words(exam: PortableExam) -> str:
    """Return the result of a practice exam with its range, its size and its conditions."""
    share = exam.earned / exam.marks if exam.marks else 0.0
    said = [
        _(
            "%(result)s: %(share)s, very likely between %(low)s and %(high)s",
            result=_earned(exam),
            share=_percent(share),
            low=_percent(exam.low),
            high=_percent(exam.high),
        ),
        _clock(exam),
    ]
    if exam.corrected:
        said.append(_("corrected on %(day)s", day=full_day(exam.corrected)))
    return "; ".join(said)


def _earned(exam: PortableExam) -> str:
    values = {"earned": exam.earned, "marks": exam.marks, "day": full_day(exam.on)}
    if exam.marks == exam.questions:
        return _("%(earned)s of %(marks)s questions on %(day)s", **values)
    return _(
        "%(earned)s of %(marks)s marks in %(questions)s questions on %(day)s",
        questions=exam.questions,
        **values,
    )


def _clock(exam: PortableExam) -> str:
    share = _percent(exam.seen_before)
    if exam.timed:
        return _("with a clock, %(share)s of the questions seen before", share=share)
    return _("without a clock, %(share)s of the questions seen before", share=share)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
