"""One flaw at a time in a flawless folder: the checker names file, line, column and code."""

from dataclasses import dataclass

import pytest

from tests.domain.content.sample import CASE as CASE_TEXT
from tests.domain.content.sample import FRAMEWORK, sample
from tpmlearn.domain.content.checker import check_files

LESSON = "modules/01-start/lesson.md"
SECOND = "modules/02-ranges/lesson.md"
QUIZ = "modules/01-start/quiz.md"
TASK = "assignments/jb01-shadow.md"
FRAME = "framework.yml"
BANK = "bank/del4.md"
CASE = "cases/late-portal.md"
CASE_STORY = CASE_TEXT[CASE_TEXT.index("\nThe portal had") : CASE_TEXT.index("## Pace") + 7]
PRINT = "exams/short/blueprint.yml"
EXAM = "exams/short/items.md"


@dataclass(frozen=True)
class Flaw:
    """`old` becomes `new` in `file`; ¶ in `new` marks where the problems `codes` are expected."""

    file: str
    old: str
    new: str
    codes: str

    def __str__(self) -> str:
        return f"{self.codes}: {self.new[:40]!r}"


FLAWS = (
    # banks, cases, exams, facts and templates
    Flaw(BANK, "Bo: two to twelve\n  > Ten.", "Bo: two to twelve\n  ¶", "E060@17"),
    Flaw(BANK, "- [ ] Ada: two to six\n  > Four.\n", "", "E069@15"),
    Flaw(CASE, "title: The late portal\n", "", "E020@2"),
    Flaw(CASE, "skill: DEL4", "pool: ¶exam\nskill: DEL4", "E022"),
    Flaw(CASE, CASE_STORY, "\n## Pace", "E130@1"),
    Flaw(PRINT, "outline: pmp-2026", "outline: ¶pmp-2015", "E022"),
    Flaw(PRINT, "questions: 2}", "questions: 3}", "E134@10:3"),
    Flaw(PRINT, "planning: 1", "planning: 2", "E134@11:7"),
    Flaw(PRINT, "predictive: 0.5", "predicted: 0.5", "E137@1"),
    Flaw(PRINT, "predictive: 0.5", "predictive: ¶5", "E023"),
    Flaw(PRINT, "notice: Not endorsed.\n", "", "E020@1"),
    Flaw(EXAM, "group=planning", "¶group=plans", "E131"),
    Flaw("facts.yml", "checked: 2026-11-22", "checked: ¶soon", "E022"),
    Flaw(LESSON, "[[fact:psm-fee]]", "¶[[fact:psm-price]]", "E132"),
    Flaw(
        LESSON,
        "template:ranges",
        "¶template:lists",
        "E133 W131@content/modules/01-start/templates/ranges.md:1:1",
    ),
    Flaw(
        "modules/01-start/templates/ranges.md",
        "# A list",
        "¶A list",
        "E135 E133@content/modules/01-start/lesson.md:29:17",
    ),
    # front matter and YAML
    Flaw(LESSON, "---\ntitle", "¶title", "E010"),
    Flaw(LESSON, "title: Start here", "title: [Start", "E012@3:8"),
    Flaw(LESSON, "title: Start here", "title: Start¶: here", "E012"),
    Flaw(LESSON, "title: Start here\n", "title: Start here\n¶title: Again\n", "E016"),
    Flaw(LESSON, "title: Start here", "title: ¶&x Start", "E013"),
    Flaw(LESSON, "title: Start here", "title: ¶*x", "E013"),
    Flaw(LESSON, "title: Start here", "title: ¶!!python/name:os.system x", "E017"),
    Flaw(LESSON, "title: Start here", f"title: {'[' * 11}¶[x]{']' * 11}", "E014"),
    Flaw(LESSON, "title: Start here", "¶titel: Start here", "E020 E021"),
    Flaw(LESSON, "title: Start here", "title: ¶2026", "E022"),
    Flaw(LESSON, "title: Start here", f"title: ¶{'x' * 81}", "E025"),
    Flaw(LESSON, "title: Start here", 'title: ¶""', "E025"),
    Flaw(LESSON, "stage: 0", "stage: ¶zero", "E022"),
    Flaw(LESSON, "stage: 0", "stage: ¶21", "E023"),
    Flaw(LESSON, "minutes: 30", "minutes: ¶thirty", "E022"),
    Flaw(LESSON, "reviewed: 2026-11-22", "reviewed: ¶22/11/2026", "E022"),
    Flaw(LESSON, "reviewed: 2026-11-22", "reviewed: ¶2026-02-30", "E022"),
    Flaw(LESSON, "skills: [DEL4]", "skills: ¶DEL4", "E022"),
    Flaw(LESSON, "skills: [DEL4]", "skills: ¶[]", "E027"),
    Flaw(LESSON, "skills: [DEL4]", "skills: [DEL4, ¶DEL4]", "E026"),
    Flaw(LESSON, '"https://example.org/"', "¶ftp://example.org", "E029"),
    Flaw(LESSON, "title: Own work, url", "¶titel: Own work, url", "E020@15:8 E021"),
    Flaw(TASK, "code: JB01", "code: ¶jb-1", "E028"),
    Flaw(TASK, "hours: 6", "hours: ¶.nan", "E022"),
    Flaw(TASK, "weeks: 2", "weeks: ¶0", "E023"),
    Flaw("glossary.yml", "slug: float", "slug: ¶Float Time", "E028"),
    Flaw("traps.yml", "- slug", "- ¶just a text\n- slug", "E022"),
    Flaw(LESSON, "\n---\n\nBefore", "\n\nBefore", "E011@1 E042@1"),
    Flaw(LESSON, "title: Start here", "title: Start here # ¶".replace("¶", "x" * 262144), "E015@2"),
    Flaw(FRAME, FRAMEWORK, "¶- a list", "E022"),
    Flaw("roles/tpm.yml", "weight: 3", "weight: ¶4", "E023"),
    # running text
    Flaw(LESSON, "Before the", "¶# Title\n\nBefore the", "E031"),
    Flaw(LESSON, "Do it.", "¶#### Too deep", "E031"),
    Flaw(LESSON, "Do it.", "> ¶### Heading in a quote", "E032"),
    Flaw(LESSON, "Do it.", "Do ¶<b onclick='x'>it</b>.", "E033"),
    Flaw(LESSON, "Do it.", "¶<script>alert(1)</script>", "E033"),
    Flaw(LESSON, "Do it.", "[Do it](¶javascript:alert(1)).", "E034"),
    Flaw(LESSON, "Do it.", "[Do it](¶../other/lesson.md).", "E034"),
    Flaw(LESSON, "Do it.", "[Do it](¶//evil.example/x).", "E034"),
    Flaw(LESSON, "Do it.", "Do ¶[[02-ranges it.", "E035"),
    Flaw(LESSON, "Do it.", "\n¶![What it shows](figure.png)\n", "E036"),
    Flaw(LESSON, "Do it.", "\n¶![](x.svg)\n", "E037 E094"),
    Flaw(LESSON, "Do it.", "Do ¶![What it shows](x.svg) it.", "E038 E094"),
    Flaw(LESSON, "Do it.", "Do it.¶[^other]", "E040"),
    Flaw(LESSON, '??? answer "Model answer"', '¶??? note "Model answer"', "E041"),
    Flaw(LESSON, '??? answer "Model answer"\n    The', '¶??? answer "Model answer"\nThe', "E140"),
    Flaw(LESSON, '??? answer "Model answer"\n    The', '¶??? answer "Model"\n\n  The', "E140"),
    Flaw(LESSON, "```quiz", "¶```quizz", "E141"),
    Flaw(LESSON, "```quiz", "¶```quiz title", "E141"),
    Flaw(LESSON, "Do it.", "¶```flows\nx: 1\n```", "E141"),
    Flaw(LESSON, "Do it.", "- x\n\n    ¶~~~Burndown\n    x: 1\n    ~~~", "E141"),
    Flaw(LESSON, "> [!NOTE]\n> Take", "> [!NOTE] ¶Take", "E142"),
    Flaw(LESSON, "> [!NOTE]\n>", "> [!NOTE]¶: first\n>", "E142"),
    Flaw(LESSON, "## An exercise", "¶## A situation", "E045"),
    Flaw(LESSON, "> [!NOTE]", "> ¶[!DANGER]", "E046"),
    Flaw(LESSON, "\n```\n\n## An ex", "\n\n## An ex", "E044@31"),
    Flaw(LESSON, "  > No number.\n```", "  > No number.\n```\n\n¶```python\nx = 1", "E044"),
    Flaw(LESSON, "| 3 |", "| 3 |\n¶| two | bars | here |", "W127"),
    Flaw(LESSON, "Do it.", "¶" + "x" * 10_001, "E047"),
    Flaw(LESSON, "Do it.", "¶" + "[" * 201, "E035 E047"),
    Flaw(LESSON, "Do it.", "¶" + "- " * 6 + "- x", "E048"),
    # recall questions
    Flaw(LESSON, "- [ ] Soon enough\n  > No number.", "¶- [ ] Soon enough", "E060"),
    Flaw(LESSON, "- [x] Eight", "- [ ] Eight", "E062@34"),
    # the heading of an item
    Flaw(QUIZ, "## Slip", "¶Too early.\n\n## Slip", "E050"),
    Flaw(QUIZ, "## Slip", "¶### Slip", "E031 E050@10 E050@12 E050@19 W122@1"),
    Flaw(QUIZ, "## Slip {#m01-slip kind", "¶## Slip {kind", "E051"),
    Flaw(QUIZ, "#m01-slip", "¶#M01_Slip", "E052"),
    Flaw(QUIZ, "kind=situation", "¶knd=situation kind=situation", "E053"),
    Flaw(QUIZ, "kind=situation", "kind=situation ¶loud", "E053"),
    Flaw(QUIZ, "kind=situation difficulty=3", "¶kind=story difficulty=3", "E055"),
    Flaw(QUIZ, "difficulty=3", "¶difficulty=6", "E055"),
    Flaw(QUIZ, "## Slip {#m01-slip kind=situation", "¶## Slip {#m01-slip", "E054"),
    Flaw(QUIZ, "source=own}\n\nThe vendor", "source=own ¶type=number}\n\nThe vendor", "E073"),
    Flaw(QUIZ, "source=own}\n\nThe vendor", "source=own ¶type=essay}\n\nThe vendor", "E055"),
    Flaw(QUIZ, "source=own}\n\nThe vendor", "source=own ¶minutes=0}\n\nThe vendor", "E055"),
    Flaw(QUIZ, "approach: hybrid\n", "approach: hybrid\nid: ¶x\n", "E074"),
    Flaw(
        QUIZ,
        "  > That is closing.\n",
        "  > That is closing.\n"
        + "".join(f"- [ ] Closing the topic {word}\n  > No.\n" for word in "abcde"),
        "E072@25",
    ),
    # stem, rows and reasons
    Flaw(
        QUIZ,
        "The vendor reports a slip of two weeks. What should you do **first**?\n",
        "",
        "E056@8",
    ),
    Flaw(QUIZ, "- = 7.0 ± 0.05 days\n  > 3 + 4 = 7.", "Seven.", "E057@43"),
    Flaw(QUIZ, "- [ ] Accept the", "¶- Accept the", "E058"),
    Flaw(QUIZ, "- [ ] Accept the", "¶- [] Accept the", "E058"),
    Flaw(QUIZ, "Tell the buyers that", "Tell ¶[[01-start]] that", "E059"),
    Flaw(QUIZ, "- [ ] Tell the buyers", "- [ ] ¶[Tell](https://example.org) the buyers", "E059"),
    Flaw(
        QUIZ, "  > You do not know yet", "\n  ¶Second paragraph.\n\n  > You do not know yet", "E059"
    ),
    Flaw(QUIZ, "  > It spends people first.\n", "", "E060@16"),
    Flaw(QUIZ, "  > It spends people first.", "  ¶>", "E060"),
    Flaw(QUIZ, "  > You do not", "¶> You do not", "E061"),
    Flaw(QUIZ, "- [x] Work out", "- [ ] Work out", "E062@12 E065@14"),
    Flaw(QUIZ, "Choose two.", "Which fits best?", "E063@23"),
    Flaw(QUIZ, "Choose two.", "Choose three.", "E063@23"),
    Flaw(QUIZ, "- [ ] Closing", "- [x] Closing", "E063@23"),
    Flaw(QUIZ, "- [ ] False", "- [x] False", "E064@38"),
    Flaw(
        QUIZ,
        "- [ ] Accept the shifts that were offered. {trap=hero-mode}",
        "¶- [ ] Accept the shifts that were offered.",
        "E065",
    ),
    Flaw(QUIZ, "the network.", "the network. {¶trap=hero-mode}", "E066"),
    Flaw(QUIZ, "- = 7.0 ± 0.05 days", "- ¶= seven", "E067"),
    Flaw(QUIZ, "- = 7.0 ± 0.05 days", "- ¶= 7,000 ± 1 days", "E067"),
    Flaw(
        QUIZ,
        "  > It spends people first.\n",
        "  > It spends people first.\n\n¶Stray.\n",
        "E068 E068@21",
    ),
    Flaw(QUIZ, "- [x] True", "- [x] Yes", "E069@38"),
    Flaw(
        QUIZ,
        "Accept the shifts that were offered.",
        "Work out the effect on the network, then act.",
        "E070@16",
    ),
    Flaw(QUIZ, "- [ ] Closing the accounts", "¶- [ ] Praising the people", "E070"),
    Flaw(QUIZ, "Closing the accounts", "¶None of the above", "E071 W103@31"),
    Flaw(QUIZ, "Closing the accounts", "¶Both A and B", "E071"),
    Flaw(QUIZ, "  > 3 + 4 = 7.", "  > 3 + 4 = 7.\n¶- = 8 ± 1 days\n  > Or so.", "E072"),
    Flaw(QUIZ, "the buyers", "the buyers¶[^own]", "E043"),
    # references
    Flaw(LESSON, "skills: [DEL4]", "skills: [¶DEL5]", "E080"),
    Flaw(QUIZ, "skill: DEL4", "skill: ¶DEL9", "E080"),
    Flaw(LESSON, "requires: []", "requires: [¶09-none]", "E081"),
    Flaw(LESSON, "Read [[02-ranges]]", "Read ¶[[02-rangs]]", "E081"),
    Flaw("glossary.yml", "taught: [02-ranges]", "taught: [¶02-none]", "E081"),
    Flaw("traps.yml", "lesson: 01-start", "lesson: ¶01-stop", "E081"),
    Flaw(QUIZ, "date moves. {trap=hero-mode}", "date moves. {¶trap=hero}", "E082"),
    Flaw(LESSON, "[[glossary:range|range]]", "¶[[glossary:ranges|range]]", "E083"),
    Flaw(QUIZ, "source=own}\n\nThe vendor", "¶source=pmbok}\n\nThe vendor", "E084"),
    Flaw(LESSON, "assignment: jb01-shadow", "assignment: ¶jb09-none", "E085"),
    Flaw(LESSON, "(assignment:jb01-shadow)", "(¶assignment:jb02-none)", "E085"),
    Flaw(LESSON, "pmp-2026:PR8", "¶pmp-2026:PR11", "E086"),
    Flaw(
        LESSON,
        "requires: []",
        "requires: [¶02-ranges]",
        f"E087 E088 E087@content/{SECOND}:6:12",
    ),
    Flaw(QUIZ, "#m01-two", "#m01-slip", "E089@21"),
    Flaw("glossary.yml", "slug: float", "slug: range", "E090@2:10"),
    Flaw(LESSON, "stage: 0", "stage: ¶3", "E092"),
    Flaw("roles/tpm.yml", "  DEL4: {level", "  ¶DEL5: {level", "E080 E093@1"),
    Flaw("certificates.yml", "fits: [tpm]", "fits: [¶pm]", "E095"),
    Flaw(FRAME, "statements: [Guess.,", "statements: ¶[", "E027"),
    # numbers
    Flaw(LESSON, "minutes: 30", "¶minutes: 60", "W121"),
    # warnings about items
    Flaw(SECOND, "Read [[01-start]]", "Read ¶[[02-ranges]]", "W126"),
    Flaw(
        QUIZ,
        "Work out the effect on the network.",
        "Work out the effect on the network, the reserve and the next gate.",
        "W101@14",
    ),
    Flaw(
        QUIZ,
        "Closing the accounts",
        "Closing the accounts of every supplier of the last two years",
        "W102@31",
    ),
    Flaw(QUIZ, "- [ ] Accept the shifts", "¶- [ ] Always accept the shifts", "W103"),
    Flaw(QUIZ, "- [x] Work out the", "¶- [x] Usually work out the", "W104"),
    Flaw(QUIZ, "What should you do **first**?", "What should you not do first?", "W105@10"),
    Flaw(QUIZ, "What should you do **first**?", "What is **not** wrong, except now?", "W105@10"),
    Flaw(QUIZ, "on the network.", "of the two weeks' slip.", "W107@14"),
    Flaw(QUIZ, "Closing the accounts", "a " * 25 + "b", "W102@31 W109@31"),
    Flaw(QUIZ, "Closing the accounts", "It depends", "W110@31"),
    Flaw(QUIZ, "How long is the path, in days?", "Then comes the end.", "W111@45"),
    Flaw(FRAME, "uri: http://data", "uri: ¶https://data", "E028"),
    Flaw(FRAME, "uri: http://data.europa.eu/esco/skill/875eeec4-", "uri: ¶forecast-", "E028"),
    Flaw(FRAME, "label: forecast workload", "¶title: forecast workload", "E020 E021"),
)


def _applied(flaw: Flaw) -> tuple[dict[str, str], list[str]]:
    """The files with the flaw, and the expected `file:line:column code`."""
    files = sample()
    assert flaw.old in files[flaw.file], "the sample has changed"
    text = files[flaw.file].replace(flaw.old, flaw.new, 1)
    before, mark, _ = text.partition("¶")
    place = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    files[flaw.file] = text.replace("¶", "")
    codes = flaw.codes.split()
    assert mark or all("@" in code for code in codes)
    return files, _placed(flaw.file, codes, place)


def _placed(file: str, codes: list[str], place: tuple[int, int]) -> list[str]:
    found = []
    for code in codes:
        name, _, at = code.partition("@")
        path, _, elsewhere = at.rpartition(".md:") if ".md:" in at else (file, "", at)
        shown = f"{path}.md" if elsewhere != at else f"content/{file}"
        line, _, column = (elsewhere or f"{place[0]}:{place[1]}").partition(":")
        found.append(f"{shown}:{line}:{column or 1} {name}")
    return found


def test_it_finds_nothing_in_a_flawless_folder() -> None:
    shelf, problems = check_files(sample())

    assert problems == ()
    assert list(shelf.lessons) == ["01-start", "02-ranges"]


LANGUAGES = (
    "bash c css diff dot go html ini java javascript js json latex makefile markdown mathematica "
    "mermaid python r rust sh sql swift tex text toml ts txt vb xml yaml"
)


@pytest.mark.parametrize("language", ["", *LANGUAGES.split(), "python title=x"])
def test_a_fence_of_code_may_have_any_language(language: str) -> None:
    files = sample()
    files[LESSON] = files[LESSON].replace("Do it.", f"```{language}\nx\n```")

    assert check_files(files)[1] == ()


@pytest.mark.parametrize("flaw", FLAWS, ids=str)
def test_it_names_the_place_and_the_rule_of_each_flaw(flaw: Flaw) -> None:
    files, expected = _applied(flaw)

    _, problems = check_files(files)

    found = [f"{one.path}:{one.line}:{one.column} {one.code}" for one in problems]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("title: Start here", "title: {Start: here}", "quote a text that holds a colon"),
        ("- Give a range.", "- Give: a range.", "quote a text that holds a colon followed by a"),
        ("stage: 0", "stage: 3", "Known are: 0 Orientation."),
        ("pmp-2026:PR8", "PR8", "Write pmp-2026:PR8."),
    ],
)
def test_it_says_how_to_mend_a_flaw(old: str, new: str, says: str) -> None:
    files = sample()
    files[LESSON] = files[LESSON].replace(old, new, 1)

    (found,) = check_files(files)[1]

    assert says in found.message
