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

TOO_FEW = "tested, not enough answers for a band yet"
BAND_LIMITS = (
    "Knowledge bands (K0 to K5) come from tests taken alone, with questions that anyone can read. "
    "They show knowledge and judgement, not how somebody works; the range holds the band nine "
    "times in ten."
)
RATING_LIMITS = "Self-ratings are the person's own choice among six described statements."
EVIDENCE_LIMITS = (
    "Evidence is claimed by the person. Confirmed means that somebody whom the person named "
    "confirmed the work as it is worded: not a level, and who they are was not checked."
)
NO_SCORE = "There is no overall score."
PROVISIONAL = (
    "The questions are still being tried on people, so the knowledge bands are provisional."
)
EXAM_LIMITS = (
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
    return tuple(sentence for applies, sentence in said if applies)


def range_words(band: PortableBand) -> str:
    """Return the interval: "K2 to K4", or "K3" where both ends lie in one band."""
    return f"K{band.low}" if band.low == band.high else f"K{band.low} to K{band.high}"


def band_in_words(band: PortableBand) -> str:
    """Return a band with its interval, as in "knowledge K3 of 5, very likely K2 to K4"."""
    return f"knowledge K{band.band} of 5, very likely {range_words(band)}"


def answers_in_words(band: PortableBand) -> str:
    """Return what a band rests on."""
    return f"{band.answers} answers, the last on {full_day(band.on)}"


def rating_in_words(rating: PortableRating) -> str:
    """Return a self-rating, as in "self-rated 4 of 5 (leads)"."""
    return f"self-rated {rating.level} of 5{f' ({rating.name})' if rating.name else ''}"


def evidence_in_words(skill: PortableSkill) -> str:
    """Return how many pieces of evidence there are, told apart; empty where there is none."""
    parts = [
        f"{count} {word}"
        for count, word in ((skill.confirmed, "confirmed"), (skill.claimed, "claimed"))
        if count
    ]
    return f"evidence: {', '.join(parts)}" if parts else ""


def level_in_words(skill: PortableSkill) -> str:
    """Return the one line that stands for a skill: what says most of it, and what it is not."""
    if skill.band:
        return band_in_words(skill.band)
    if skill.rating:
        return f"{rating_in_words(skill.rating)}, not tested"
    return TOO_FEW if skill.answers else "neither rated nor tested"


def particulars(skill: PortableSkill) -> tuple[str, ...]:
    """Return what stands behind that line."""
    said = [answers_in_words(skill.band)] if skill.band else []
    if skill.answers and not skill.band:
        said.append(f"{skill.answers} of {LEAST_ANSWERS} answers that a band needs")
    if skill.rating:
        rated = rating_in_words(skill.rating) if skill.band else "rated"
        said.append(f"{rated} on {full_day(skill.rating.on)}")
        said.append(skill.rating.counts)
    return tuple(one for one in (*said, evidence_in_words(skill)) if one)


def standing_in_words(work: PortableWork) -> str:
    """Return how far an entry goes, with the number of people and without their names."""
    if work.standing is not Standing.CONFIRMED:
        return work.standing.words
    people = "one person" if work.confirmations == 1 else f"{work.confirmations} people"
    return f"confirmed by {people} whom the author named"


def facts_of_work(work: PortableWork) -> tuple[str, ...]:
    """Return standing, leading and training of an entry."""
    leading = f"leading {work.leading_hours:g} hours a week" if work.leading_hours else ""
    training = f"{work.contact_hours:g} hours of training" if work.contact_hours else ""
    return tuple(one for one in (standing_in_words(work), leading, training) if one)


def when_in_words(work: PortableWork) -> str:
    """Return from when to when; empty where no day is known."""
    return span_words(work.began, work.ended)


def exam_in_words(exam: PortableExam) -> str:
    """Return the result of a practice exam with its range, its size and its conditions."""
    share = exam.earned / exam.marks if exam.marks else 0.0
    counted = "questions"
    if exam.marks != exam.questions:
        counted = f"marks in {exam.questions} questions"
    said = (
        f"{exam.earned} of {exam.marks} {counted} on {full_day(exam.on)}: {_percent(share)}, "
        f"very likely between {_percent(exam.low)} and {_percent(exam.high)}; "
        f"{'with' if exam.timed else 'without'} a clock, "
        f"{_percent(exam.seen_before)} of the questions seen before"
    )
    return f"{said}; corrected on {full_day(exam.corrected)}" if exam.corrected else said


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
