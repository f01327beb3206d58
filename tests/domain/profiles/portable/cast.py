"""A profile with something of everything, for the formats."""

from dataclasses import replace
from datetime import date

from tpmlearn.domain.content.catalogue import Certificate
from tpmlearn.domain.profiles.evidence import Standing
from tpmlearn.domain.profiles.portable.profile import (
    PortableBand,
    PortableCertificate,
    PortableExam,
    PortableProfile,
    PortableRating,
    PortableSkill,
    PortableWork,
)

DAY = date(2026, 11, 2)
HOSTILE = (
    "<script>alert(1)</script>",
    "# Not a heading\n\n- nor a list",
    "[here](javascript:alert(1))",
    "![](https://tracker.example/x.png)",
    "**bold** `code` | cell \\ 1. 2) &amp;",
    "1. a number",
    "--- \u2028 \u202e naïve 😀",
)

RISK = PortableSkill(
    code="CTL2",
    name="Risk",
    area="Control",
    band=PortableBand(3, 2, 4, 24, DAY),
    answers=24,
    rating=PortableRating(4, "leads", DAY, ""),
    confirmed=1,
    claimed=2,
)
RATED = PortableSkill(
    code="CTL1",
    name="Budget",
    area="Control",
    rating=PortableRating(4, "leads", DAY, "counts as 2: no artefact is named"),
)
FEW = PortableSkill(code="DEL4", name="Estimating", area="Delivery", answers=3)
SHOWN = PortableSkill(code="COM1", name="Listening", area="Communication", claimed=1)
EMPTY = PortableSkill(code="COM2", name="Writing", area="Communication")
WORK = PortableWork(
    title="Ran the register of the portal",
    done="I found 14 risks in two workshops.",
    link="https://wiki.example.org/register_2026?x=1",
    shown_by="https://wiki.example.org/register_2026?x=1",
    began=date(2026, 3, 1),
    ended=date(2026, 6, 30),
    leading_hours=6.0,
    contact_hours=0.0,
    skills=("Risk",),
    standing=Standing.CONFIRMED,
    confirmations=2,
    logged=DAY,
)
CLAIMED = replace(
    WORK,
    title="Cut the budget",
    link="",
    shown_by="The minutes of May",
    standing=Standing.CLAIMED,
    began=None,
)
DECLINED = replace(WORK, title="Declined thing", standing=Standing.DECLINED)
CERTIFIED = replace(
    WORK, title="PMP certificate", began=None, ended=DAY, leading_hours=0.0, confirmations=1
)
EXAM = PortableExam(
    title="PMP, outline of 2026",
    notice="Independent practice material.",
    on=DAY,
    questions=175,
    earned=118,
    marks=175,
    low=0.613,
    high=0.729,
    timed=True,
    seen_before=0.2,
    corrected=None,
)
PMP = Certificate(
    slug="pmp",
    title="Project Management Professional (PMP)",
    issuer="Project Management Institute (PMI)",
    summary="",
    fits=(),
    order=1,
    study_hours=0,
    mock_hours=0,
    exam_hours=0,
    booking_weeks=0,
    skills=(),
    format="",
    eligibility="",
    notice="",
    checked=DAY,
)
PROFILE = PortableProfile(
    name="Ada Obi",
    made=date(2026, 11, 29),
    source="https://tpm.example.org",
    framework="2026.1",
    skills=(RISK, RATED, FEW, SHOWN, EMPTY),
    work=(WORK, CLAIMED),
    certificates=(PortableCertificate(PMP.title, PMP.issuer, DAY, "", Standing.CLAIMED),),
    exams=(EXAM,),
    provisional=True,
)
NOBODY = PortableProfile("", DAY, "https://tpm.example.org", "", (), (), (), (), provisional=True)


def hostile(text: str) -> PortableProfile:
    """The profile with `text` wherever a person can type."""
    work = replace(WORK, title=text, done=text, link="", shown_by=text, skills=(text,))
    return replace(PROFILE, name=text, work=(work,), skills=(replace(RISK, name=text),))
