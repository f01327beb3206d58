"""A small content folder without a flaw: each test changes one thing in it."""

FRAMEWORK = """\
version: "1"
reviewed: 2026-11-22
notice: Our own work.
stages:
  - {number: 0, title: Orientation, summary: Look around., step: project experience}
levels:
  - {level: 0, name: not met yet, meaning: You have not done this yet., evidence: None.}
areas:
  - code: DEL
    name: Delivery
    definition: Planning and delivering.
    skills:
      - code: DEL4
        name: Estimation
        definition: Gives ranges.
        developer: 2
        developer_note: You estimate tasks.
        statements: [Guess., Explain a range., Give one., Give all., Lead it., Set the way.]
        pmp: [PR8]
        prince2: [PL]
        sfia: [PRMG]
        onet: [2.A.2.a]
        esco:
          - label: forecast workload
            uri: http://data.europa.eu/esco/skill/875eeec4-fc70-4e6a-80ef-4d18356976e3
"""

ROLE = """\
title: Technical Project Manager
short: TPM
order: 1
summary: You lead a software project.
day: A week has one planning session.
first_titles: [IT Project Manager]
note: Our judgement.
skills:
  DEL4: {level: 4, weight: 3}
"""

TRAPS = """\
- slug: hero-mode
  name: Saved by long nights
  costs: It hides the real size.
  instead: Show the gap.
  lesson: 01-start
"""

GLOSSARY = """\
- {slug: float, term: float, meaning: Spare time., taught: [02-ranges]}
- {slug: range, term: range, meaning: Two values., taught: [01-start]}
"""

CERTIFICATES = """\
- slug: pmp
  title: Project Management Professional
  issuer: PMI
  summary: For those who lead.
  fits: [tpm]
  order: 1
  study_hours: 80
  mock_hours: 6
  exam_hours: 4
  booking_weeks: 2
  skills: [DEL4]
  format: 180 questions.
  eligibility: See the official page.
  notice: Not endorsed.
  checked: 2026-11-22
"""

CONTACTS = """\
- slug: find-a-mentor
  title: Find a mentor
  summary: Ask somebody who leads projects.
  stage: 0
  hours: 4
  weeks: 6
  after: [01-start]
  skills: [DEL4]
"""

LESSON = """\
---
title: Start here
summary: What you will be able to do.
stage: 0
skills: [DEL4]
requires: []
minutes: 30
exercise_minutes: 18
outcomes:
  - Give a range.
tasks: [pmp-2026:PR8, prince2-7:PL]
assignment: jb01-shadow
reviewed: 2026-11-22
sources:
  own: {title: Own work, url: "https://example.org/", checked: 2026-11-22}
---

Before the first section.

## A situation

A [[glossary:range|range]] is honest.[^own] Read [[02-ranges]] or [do it](assignment:jb01-shadow).

| Task | Days |
|------|-----:|
| Login, see [[02-ranges\\|ranges]] | 3 |

> [!NOTE]
> Take [a list](template:ranges) and [[fact:psm-fee]].

```quiz
Which is a range?

- [ ] Ten days
  > One number.
- [x] Eight to twelve days
  > Two numbers.
- [ ] Soon enough
  > No number.
```

## An exercise

Do it.

??? answer "Model answer"
    The answer.

[^own]: Own work.
"""

SECOND_LESSON = (
    LESSON.replace("title: Start here", "title: Ranges")
    .replace("requires: []", "requires: [01-start]")
    .replace("02-ranges", "01-start")
    .replace("assignment: jb01-shadow\n", "")
    .replace("[a list](template:ranges)", "a list")
)

QUIZ = """\
---
skill: DEL4
approach: hybrid
sources:
  own: {title: Own work, checked: 2026-11-22}
---

## Slip {#m01-slip kind=situation difficulty=3 tasks="pmp-2026:PR8" source=own}

The vendor reports a slip of two weeks. What should you do **first**?

- [ ] Tell the buyers that their date moves. {trap=hero-mode}
  > You do not know yet what it does.
- [x] Work out the effect on the network.
  > Every later option needs this number.
- [ ] Accept the shifts that were offered. {trap=hero-mode}
  > It spends people first.

> A slip is a fact, its effect a calculation. [[01-start]]

## Two of them {#m01-two kind=apply difficulty=2 source=own}

Which practices belong to planning? Choose two.

- [x] Estimating in ranges
  > Yes.
- [ ] Praising the people
  > That is leading.
- [x] Ordering the activities
  > Yes.
- [ ] Closing the accounts
  > That is closing.

## A statement {#m01-true kind=recall difficulty=1 source=own}

Float belongs to the whole path.

- [x] True
  > Yes.
- [ ] False
  > Whoever uses it takes it from the others.

## A sum {#m01-sum kind=apply difficulty=4 source=own}

A takes 3 days, then B takes 4. How long is the path, in days?

- = 7.0 ± 0.05 days
  > 3 + 4 = 7.
"""

_FILLER = """
## Filler {n} {{#{module}-filler-{n} kind=apply difficulty=2 source=own}}

{stem}

- [ ] The first of the three
  > No.
- [x] The next of the three
  > Yes.
- [ ] The third of the three
  > No.
"""
_STEMS = (
    "Who signs the charter of a small rewrite?",
    "Where does a flaky build belong in the register?",
    "How does a freeze in December change the forecast?",
    "When is a pilot with nine shops enough?",
    "Why would a sponsor ask for one date?",
    "Whose budget pays for the second cluster?",
)

ASSIGNMENT = """\
---
code: JB01
title: Shadow a lead
summary: Watch one for a week.
skills: [DEL4]
after: [01-start]
hours: 6
weeks: 2
evidence: A log.
reviewed: 2026-11-22
---

## Aim

See [[01-start]].
"""


ADVERTS = """\
skills:
  - skill: DEL4
    words: [estimate, "=WAG"]
    hints: [range]
levels:
  - level: 4
    words: [own]
    titles: [senior]
    years: 8
weights:
  - weight: 1
    words: [a plus]
    headings: [nice to have]
headings: [duties]
aside_headings: [benefits]
asides: [equal opportunity]
negations: ["no"]
negated: [not required]
nothing: [best estimate]
everyday: [range]
"""

FACTS = """\
- {slug: psm-fee, value: USD 150, about: PSM I, checked: 2026-11-22}
"""

TEMPLATE = """\
# A list of ranges

| Task | Low | High |
|---|---|---|
"""

BANK = """\
---
skill: DEL4
kind: apply
difficulty: 2
approach: hybrid
source: own
sources:
  own: {title: Own work, checked: 2026-11-22}
---

## Wide {#del4-wide}

Whose range is wider than nine days?

- [ ] Ada: two to six
  > Four.
- [x] Bo: two to twelve
  > Ten.
- [ ] Cy: one to nine
  > Eight.
"""

CASE = """\
---
title: The late portal
skill: DEL4
kind: apply
difficulty: 2
approach: hybrid
source: own
sources:
  own: {title: Own work, checked: 2026-11-22}
---

The portal had 40 points a sprint in its plan. See [[01-start]].

| Sprint | Done |
|---|--:|
| 1 | 34 |

## Pace {#case-pace}

At what pace does the portal move?

- [ ] 33 points
  > Less than was done.
- [x] 34 points
  > The one sprint says so.
- [ ] 40 points
  > That was the plan.
""" + "".join(
    f"""
## Filler {n} {{#case-filler-{n}}}

{stem}

- [ ] The first of the three
  > No.
- [x] The next of the three
  > Yes.
- [ ] The third of the three
  > No.
"""
    for n, stem in enumerate(
        ("Who reads the chart?", "Where is sprint two?", "Which day ends it?"), 1
    )
)

BLUEPRINT = """\
title: A short exam
summary: Two questions.
outline: pmp-2026
in_force: {from: 2026-07-09}
pool: exam
questions: 2
marks: 2
minutes: 4
sections:
  - {title: All, questions: 2}
draw: {group: {planning: 1, people: 1}, approach: {predictive: 0.5}}
pass_rule: {share: 0.6, whose: ours}
notice: Not endorsed.
checked: 2026-11-22
"""

EXAM_ITEMS = BANK.replace("#del4-wide", "#short-narrow group=planning").replace(
    "Whose range is wider than nine days?", "Which forecast covers ten days or more?"
)


def fillers(module: str, count: int) -> str:
    """`count` further items that no rule finds fault with."""
    return "".join(
        _FILLER.format(n=n, module=module, stem=f"{stem} ({module})")
        for n, stem in enumerate(_STEMS[:count], 1)
    )


def second_quiz() -> str:
    """A quiz whose questions differ from those of the first module."""
    quiz = QUIZ.replace("m01-", "m02-")
    for old, new in (
        ("The vendor reports a slip of two weeks.", "An auditor wants a list by noon."),
        ("Which practices belong to planning?", "Name what a range needs."),
        ("Float belongs to the whole path.", "A range has two ends."),
        ("A takes 3 days, then B takes 4. How long is the path, in days?", "How much is 3 + 4?"),
    ):
        quiz = quiz.replace(old, new)
    others = (
        "What does a backlog order by?",
        "Which stakeholder hears of it last?",
        "How many reviewers slow a merge?",
        "What is left when scope shrinks?",
        "Who decides at the stage gate?",
        "Whom does an outage call surprise?",
    )
    rest = fillers("m02", 6)
    for stem, other in zip(_STEMS, others, strict=True):
        rest = rest.replace(stem, other)
    return quiz + rest


def sample() -> dict[str, str]:
    """The texts of the folder by name."""
    return {
        "framework.yml": FRAMEWORK,
        "roles/tpm.yml": ROLE,
        "traps.yml": TRAPS,
        "glossary.yml": GLOSSARY,
        "certificates.yml": CERTIFICATES,
        "contacts.yml": CONTACTS,
        "modules/01-start/lesson.md": LESSON,
        "modules/01-start/quiz.md": QUIZ + fillers("m01", 6),
        "modules/02-ranges/lesson.md": SECOND_LESSON,
        "modules/02-ranges/quiz.md": second_quiz(),
        "modules/01-start/templates/ranges.md": TEMPLATE,
        "assignments/jb01-shadow.md": ASSIGNMENT,
        "facts.yml": FACTS,
        "bank/del4.md": BANK,
        "cases/late-portal.md": CASE,
        "exams/short/blueprint.yml": BLUEPRINT,
        "exams/short/items.md": EXAM_ITEMS,
    }
