"""Every page, for every audience: fit to be used by anybody, on any screen, on paper, and light."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.browser import audit, exam, past_badges, past_exams, quiz, studies
from tests.browser.conftest import Window
from tests.browser.recruiter import desk_of
from tests.browser.test_7_share import make_link
from tests.browser.test_11_advert import paste
from tests.browser.visit import HEIGHTS, SCREENSHOTS, Visit
from tests.browser.walks import rated, sign_in
from tests.browser.weight import Scales
from tests.support.exams import At
from tests.support.site import Site
from tpmlearn import create_app
from tpmlearn.config import from_environment

MEMBERS = ("learner", "recruiter", "author", "admin")
EVERYBODY = ("visitor", *MEMBERS)
OWNER = ("learner",)
AUTHOR = ("author",)
RECRUITER = ("recruiter",)
# Sections of a view, by the words of their boxes.
WHOLE = (
    "Role fit",
    "Tests",
    "Ratings",
    "Quiz results",
    "Practice exams",
    "Plan progress",
    "Badges",
)
# Files and what scripts read, which no window shows.
DOWNLOADS = {
    "static",
    "authoring.export",
    "comparing.export",
    # A release is what its site shows from then on: both are looked at in test_17_studio.py.
    "drafts.merge",
    "releases.release",
    # This site has no provider; test_19_provider.py looks at them.
    "external_sign_in.back",
    "external_sign_in.join",
    "external_sign_in.link",
    "external_sign_in.own",
    "external_sign_in.start",
    "recruiting.pdf",
    "exports.download",
    "exports.feed",
    "learning.template",
    "credentials.take",
    "portable.documents",
    "portable.markdown",
    "portable.resource",
    "rights.everything",
    "portable.resume",
    "confirming.file",
    "exam_desk.clock",
    "showing.pdf",
    "exam_desk.questions",
    "evidence.file",
    "evidence.markdown",
    "stories.markdown",
    "verifying.credential",
    "verifying.did",
    "verifying.status",
    "watching.alive",
    "watching.metrics",
    "watching.ready",
}
NARROWEST = 320
# The desk has a module for each thing it does; they are fetched once a year, an exam once a day.
# The editor has its script and CodeMirror besides.
MOST_REQUESTS = {
    "assessment.quick": 7,
    "exam_desk.question": 15,
    "editor.edit": 9,
    "editor.edit lesson": 9,
}
EDITOR = {"Script": 140}
# Long pages whose pieces are compressed each by itself (ADR 56).
LONG = {"Document": 27}
MORE_KB = {
    "editor.edit": EDITOR,
    "editor.edit lesson": EDITOR,
    "home.glossary": LONG,
    "planning.plan time-line": LONG,
}
FEWEST_WORDS = 12

# By endpoint; a second view of a page has a name after a blank. `{...}` is filled in by `places`.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "home.index": ("/", EVERYBODY),
    "home.roles": ("/roles", EVERYBODY),
    "home.measure": ("/how-we-measure", EVERYBODY),
    "home.recruiters": ("/for-recruiters", EVERYBODY),
    "home.authors": ("/for-authors", EVERYBODY),
    "home.privacy": ("/privacy", EVERYBODY),
    "home.accessibility": ("/accessibility", EVERYBODY),
    "home.glossary": ("/glossary", EVERYBODY),
    "home.facts": ("/facts", EVERYBODY),
    "home.hiring": ("/hiring", EVERYBODY),
    "home.styleguide": ("/styleguide", EVERYBODY),
    "planning.today": ("/today", EVERYBODY),
    "planning.gap": ("/gap", EVERYBODY),
    "planning.gap wheel": ("/gap?view=radar", EVERYBODY),
    "planning.plan": ("/plan", EVERYBODY),
    "planning.plan time-line": ("/plan?view=gantt", EVERYBODY),
    "planning.plan week": ("/plan?view=week", EVERYBODY),
    "moving.away": ("/plan/away", EVERYBODY),
    "moving.split": ("{split}", OWNER),
    "exports.export": ("/plan/export", EVERYBODY),
    "exports.paper": ("/plan/export/paper", OWNER),
    "tracking.baseline": ("/plan/baseline", EVERYBODY),
    "tracking.report": ("/plan/report", EVERYBODY),
    "weekly_mail.choose": ("/plan/mail", EVERYBODY),
    "weekly_mail.confirm": ("/plan/mail/confirm/a-token", ("visitor", "learner")),
    "weekly_mail.stop": ("/plan/mail/stop/a-token", ("visitor", "learner")),
    "forecast.forecast": ("/plan/forecast", EVERYBODY),
    "what_if.compare": ("/plan/what-if", EVERYBODY),
    "what_if.compare asked": ("/plan/what-if?hours=9.5&ready_by=&role=scrum-master", EVERYBODY),
    "learning.catalogue": ("/learn", EVERYBODY),
    "learning.catalogue by-skill": ("/learn?by=skill", EVERYBODY),
    "learning.lesson": ("/learn/16-estimate-in-ranges", EVERYBODY),
    "learning.lesson network": ("/learn/18-network-and-critical-path", EVERYBODY),
    "learning.search": ("/learn/search", EVERYBODY),
    "learning.search found": ("/learn/search?q=risk+register", EVERYBODY),
    "learning.kept": ("/learn/bookmarks-and-notes", EVERYBODY),
    "learning.assignment": ("/assignments/jb03-own-a-risk-register", EVERYBODY),
    "learning.skill": ("/skills/DEL4", EVERYBODY),
    "quizzes.index": ("/quizzes", EVERYBODY),
    "quizzes.module": ("/learn/16-estimate-in-ranges/quiz", EVERYBODY),
    "quizzes.case": ("/quizzes/cases/practice-freight-portal", EVERYBODY),
    "quizzes.question case": ("{case}/2", OWNER),
    "quizzes.take": ("{all}", OWNER),
    "quizzes.question": ("{one}/1", OWNER),
    "quizzes.question open": ("{one}/2", OWNER),
    "quizzes.result": ("{finished}/result", OWNER),
    "testing.index": ("/tests", EVERYBODY),
    "testing.readiness": ("/tests/readiness", EVERYBODY),
    "testing.front": ("/tests/com", EVERYBODY),
    "testing.front quick": ("/tests/quick", EVERYBODY),
    "testing.take": ("{sitting}", OWNER),
    "testing.result": ("{tested}/result", OWNER),
    "testing.how": ("{tested}/how", OWNER),
    "exams.index": ("/exams", EVERYBODY),
    "exams.front": ("/exams/pmp-2026", EVERYBODY),
    "exams.front history": ("/exams/pmp-2021", ("visitor",)),
    "exams.drills": ("/exams/drills", EVERYBODY),
    "exams.under_way": ("/exams/under-way", ("admin",)),
    "invigilating.index": ("/codes", ("admin",)),
    "invigilating.code": ("{code}", ("admin",)),
    "invitations.index": ("/invitations", ("admin",)),
    "invitations.invitation": ("{invitation}", ("visitor", "learner")),
    "exam_desk.desk": ("{in_break}", OWNER),
    "exam_desk.question": ("{sat}/1", OWNER),
    "exam_desk.review": ("{sat}/review", OWNER),
    "exam_desk.end": ("{sat}/end", OWNER),
    "exam_results.result": ("{examined}/result", OWNER),
    "exam_results.result in-marks": ("{in_marks}/result", OWNER),
    "exam_results.history": ("/exams/pmp-2026/history", ("visitor", "learner")),
    "exam_questions.index": ("{examined}/result/questions", OWNER),
    "exam_questions.index wrong": ("{examined}/result/questions?show=wrong&page=2", OWNER),
    "exam_questions.question": ("{examined}/result/174", OWNER),
    "review.index": ("/review", EVERYBODY),
    "review.confidence": ("/review/confidence", EVERYBODY),
    "review.take": ("{review}", OWNER),
    "review.question": ("{review}/2", OWNER),
    "review.question answered": ("{review}/1", OWNER),
    "review.result": ("{reviewed}/result", OWNER),
    "assessment.rate": ("/rate", EVERYBODY),
    "assessment.area": ("/rate/del", EVERYBODY),
    "assessment.quick": ("/rate/quick", EVERYBODY),
    "assessment.history": ("/rate/history", EVERYBODY),
    "evidence.log": ("/evidence", EVERYBODY),
    "evidence.log confirmed": ("/evidence?standing=confirmed", OWNER),
    "evidence.new": ("/evidence/new", EVERYBODY),
    "evidence.entry": ("{entry}", OWNER),
    "evidence.edit": ("{entry}/edit", OWNER),
    "stories.index": ("/evidence/stories", EVERYBODY),
    "stories.story": ("{entry}/story", OWNER),
    "confirming.confirm": ("{confirm}", ("visitor", "learner")),
    "health.index": ("/author/health", AUTHOR),
    "files.index": ("/author/files", AUTHOR),
    "files.index found": ("/author/files?q=critical+path", AUTHOR),
    "drafts.index": ("/author/drafts", AUTHOR),
    "drafts.index discarded": ("/author/drafts?show=discarded", AUTHOR),
    "drafts.draft": ("{draft}", AUTHOR),
    "recalibrating.index": ("/author/calibration", AUTHOR),
    "releases.index": ("/author/releases", AUTHOR),
    "withdrawing.withdraw": ("/author/items/m03-who-may-swap/withdraw", AUTHOR),
    "draft_files.choose": ("/author/edit?file=bank/ctl2.md&line=40", AUTHOR),
    "draft_files.new": ("{draft}/new", AUTHOR),
    "draft_files.figure": ("{draft}/figures/bank/ctl2.md", AUTHOR),
    "editor.edit": ("{draft}/files/bank/ctl2.md?line=40", AUTHOR),
    "editor.edit lesson": ("{draft}/files/modules/16-estimate-in-ranges/lesson.md", AUTHOR),
    "items.index": ("/author/items", AUTHOR),
    "items.index none": ("/author/items?concern=rapid&q=nothing", AUTHOR),
    "items.item": ("/author/items/m03-who-may-swap", AUTHOR),
    "items.item exam": ("/author/items/psm-pillars", AUTHOR),
    "banks.area": ("/author/tests/ctl", AUTHOR),
    "pairs.index": ("/author/pairs", AUTHOR),
    "pairs.pair": ("/author/pairs/ctl", AUTHOR),
    "standards.index": ("/author/standards", AUTHOR),
    "standards.new": ("/author/standards/exams/pmp-2026-half/new", AUTHOR),
    "standards.study": ("{study}", AUTHOR),
    "standards.study closed": ("{closed_study}", AUTHOR),
    "standards.rate": ("{study}/items", AUTHOR),
    "authoring.exchange": ("/author/exchange", AUTHOR),
    "authoring.exchange dropped": ("/author/exchange?format=gift", AUTHOR),
    "problem_reports.index": ("/reports", EVERYBODY),
    "problem_reports.exam": ("{examined}/result/174/report", OWNER),
    "problem_reports.quiz": ("{one}/1/report", OWNER),
    "problem_reports.review": ("{review}/1/report", OWNER),
    "problem_reports.test": ("{tested}/1/report", OWNER),
    "problem_reports.item": ("/author/items/psm-pillars/report", AUTHOR),
    "problem_reports.lesson": (
        "/learn/16-estimate-in-ranges/report?section=s-three-numbers-two-formulas",
        EVERYBODY,
    ),
    "problem_reports.lesson sections": ("/learn/16-estimate-in-ranges/report", ("visitor",)),
    "administration.index": ("/admin", ("admin",)),
    "people.index": ("/admin/people", ("admin",)),
    "people.index narrowed": ("/admin/people?role=author&state=leaving", ("admin",)),
    "people.member": ("{member}", ("admin",)),
    "open_grants.index": ("/admin/grants", ("admin",)),
    "open_grants.grant": ("{grant_to_end}", ("admin",)),
    "auditing.trail": ("/admin/audit", ("admin",)),
    "report_inbox.inbox": ("/author/reports", AUTHOR),
    "report_inbox.inbox none": ("/author/reports?state=declined&of=lessons", AUTHOR),
    "corrections.index": ("/author/corrections", AUTHOR),
    "corrections.correction": ("/author/corrections/psm-pillars?kind=withdrawn", AUTHOR),
    "adverts.index": ("/adverts", EVERYBODY),
    "adverts.advert": ("{advert}", OWNER),
    "planning.gap advert": ("/gap?role=advert-{advert_id}", OWNER),
    "profiles.profile": ("/profile", EVERYBODY),
    "recruiting.index": ("/desk", RECRUITER),
    "recruiting.index narrowed": ("/desk?name=nobody&kind=tests", RECRUITER),
    "recruiting.candidate": ("{candidate}", RECRUITER),
    "recruiting.seen": ("{seen_before}", RECRUITER),
    "recruiting.sheet": ("{candidate}/sheet", RECRUITER),
    "recruiting.audit": ("/desk/audit", RECRUITER),
    "interviewing.questions": ("{candidate}/questions", RECRUITER),
    "comparing.compare": ("/desk/compare", RECRUITER),
    "comparing.compare five": ("{compared}", RECRUITER),
    "recruiting_roles.index": ("/desk/roles", RECRUITER),
    "recruiting_roles.role": ("{own_role}", RECRUITER),
    "shortlists.index": ("/desk/shortlists", RECRUITER),
    "shortlists.shortlist": ("{shortlist}", RECRUITER),
    "credentials.index": ("/badges", MEMBERS),
    "credentials.issue": ("/badges/new/exam/psm-i", OWNER),
    "credentials.own": ("/badges/{badge}", OWNER),
    "credentials.own refused": ("/badges/{unsigned}", OWNER),
    "verifying.verify": ("/verify", EVERYBODY),
    "verifying.own": ("/verify/{badge}", ("visitor", "learner")),
    "sharing.index": ("/sharing", EVERYBODY),
    "sharing.new_view": ("/sharing/views/new", OWNER),
    "sharing.view": ("{view}", OWNER),
    "sharing.grant": ("{view}/grant", OWNER),
    "sharing.openings": ("/sharing/openings", OWNER),
    "showing.preview": ("{view}/preview", OWNER),
    "showing.shared": ("{shared}", ("visitor", "recruiter")),
    "showing.sheet": ("{shared}/sheet", ("visitor",)),
    "showing.seen": ("{seen}", ("visitor",)),
    "showing.public": ("/people/lena-vogt", ("visitor",)),
    "accounts.sign_up": ("/sign-up", EVERYBODY),
    "accounts.sign_in": ("/sign-in", ("visitor", "learner")),
    "accounts.merge": ("/sign-in/merge", MEMBERS),
    "accounts.forgot": ("/password/forgot", ("visitor", "learner")),
    "accounts.reset": ("/password/reset/a-token", ("visitor", "learner")),
    "accounts.settings": ("/settings", EVERYBODY),
    "addresses.address": ("/settings/address", ("visitor", "learner")),
    "addresses.change": ("/settings/address/change", ("visitor", "learner")),
    "addresses.confirm": ("/address/confirm/a-token", ("visitor", "learner")),
    "proving.prove": ("/settings/prove", ("visitor", "learner")),
    "devices.index": ("/settings/devices", ("visitor", "learner")),
    "passkeys.index": ("/settings/passkeys", ("visitor", "learner")),
    "second_step.app": ("/settings/second-step/app", ("visitor", "learner")),
    "second_step.ask": ("/sign-in/second-step", ("visitor", "learner")),
    "second_step.codes": ("/settings/second-step/codes", ("visitor", "learner")),
    "second_step.index": ("/settings/second-step", ("visitor", "learner")),
    "second_step.off": ("/settings/second-step/off", ("visitor", "learner")),
    "accounts.leaving": ("/settings/leaving", ("visitor", "learner")),
    "rights.my_data": ("/my-data", EVERYBODY),
}
# What these lead away from unless something is under way; who looks at them then, and as what.
ELSEWHERE = {
    "accounts.leaving": ("test_19_ways_in.py", "19-leaving"),
    "accounts.merge": ("test_1_arrive.py", "1-merge"),
    "second_step.ask": ("test_19_ways_in.py", "19-ask"),
}
# Leads to the question that is open, or to the result: it has no page of its own.
LEADS_ON = {"review.take"}
ROWS = [(who, name) for name, (_, audiences) in PAGES.items() for who in audiences]
# What differs between people although it is the same page.
PERSONAL = re.compile(r'value="[^"]{20,}"|\S+@demo\.invalid|[A-Z]\w+ [A-Z]\w+ \(demo\)')
seen: set[str] = set()


@pytest.fixture(scope="module")
def windows(demo_site: Site, window: Window) -> Iterator[dict[str, tuple[Visit, Scales]]]:
    """A browser for each audience, signed in once."""
    found = {}
    for who in EVERYBODY:
        visit = window(who, demo_site, 390)
        if who in MEMBERS:
            sign_in(visit, demo_site.accounts[who])
        found[who] = (visit, Scales(visit.page))
    yield found
    for visit, _ in found.values():
        visit.faults.clear()


@pytest.fixture(scope="module")
def places(windows: dict[str, tuple[Visit, Scales]]) -> dict[str, str]:
    """The addresses of things that have an id: attempts and a share link of the demo learner."""
    visit, _ = windows["learner"]
    visit.go("/settings/second-step")
    visit.press("Set up an app")
    examined, in_marks = exams_past(visit)
    quiz.begin(visit, "18-network-and-critical-path")
    one = visit.path().rpartition("/")[0]
    quiz.answer(visit, visit.page.locator("main"), slug="18-network-and-critical-path", right=False)
    quiz.begin(visit, "39-leading-developers", layout="All questions on one page")
    every = visit.path()
    quiz.begin_at(visit, "/quizzes/cases/practice-freight-portal")
    case = visit.path().rpartition("/")[0]
    visit.go("/tests")
    tested = visit.page.locator("a[href$='/result']").first.get_attribute("href") or ""
    visit.go("/tests/quick")
    visit.page.get_by_role("button", name="Start the test").click()
    sitting = visit.path()
    visit.go("/review")
    reviewed = visit.page.locator("tbody a[href$='/result']").first.get_attribute("href") or ""
    visit.page.get_by_role("button", name="Start the session").click()
    review = visit.path().rpartition("/")[0]
    quiz.answer(visit, visit.page.locator("main"), slug="", right=False)
    visit.go("/quizzes")
    finished = visit.page.locator("tbody a[href$='/result']").first.get_attribute("href") or ""
    visit.go("/plan")
    split = visit.page.locator("a[href$='/split']").first.get_attribute("href") or ""
    advert = paste(visit)
    visit.go("/evidence/new")
    visit.page.get_by_label("What it was").fill("Wrote the hand-over")
    visit.page.get_by_label("Who can confirm it").fill("Priya, my tech lead")
    visit.page.get_by_role("button", name="Save the entry").click()
    entry = visit.path()
    visit.page.get_by_role("button", name="Ask them").click()
    confirm = visit.page.get_by_label("Their link").input_value()
    shared = make_link(visit, *WHOLE)
    preview = visit.page.get_by_role("link", name="Preview").first.get_attribute("href") or ""
    seen = seen_before(visit, shared)
    visit.go(preview.replace("/preview", "/grant"))
    visit.page.get_by_label("Name in the address").fill("lena-vogt")
    visit.page.get_by_label("I want anybody to see this view").check()
    visit.page.get_by_role("button", name="Make it public").click()
    visit.go("/exams/pmp-2026-half")
    visit.page.get_by_role("button", name="Start the exam").click()
    exam.ready(visit.page)
    in_break = visit.path().rpartition("/")[0]
    visit.go(f"{in_break}/end")
    visit.page.get_by_role("button", name="Close it and take the break").click()
    visit.go("/exams/prince2-practitioner")
    visit.page.get_by_role("button", name="Start the exam").click()
    exam.ready(visit.page)
    sat = visit.path().rpartition("/")[0]
    email = visit.site.accounts["learner"].email
    past_exams.sat(visit, email, "psm-i", [At()] * 12, at=datetime.now(UTC) - timedelta(days=3))
    code, invitation = given_by(windows["admin"][0])
    member, grant_to_end = looked_after(windows["admin"][0], email)
    windows["author"][0].go("/author/edit?file=bank/ctl2.md")
    windows["author"][0].page.get_by_label("What do you change?").fill("Mend an item")
    windows["author"][0].page.get_by_role("button", name="Begin the draft").click()
    return {
        "draft": windows["author"][0].path().partition("/files/")[0],
        **desk_of(windows["recruiter"][0]),
        "study": studies.study_of(windows["author"][0]),
        "closed_study": studies.closed_study(windows["author"][0]),
        "code": code,
        "invitation": invitation,
        "member": member,
        "grant_to_end": grant_to_end,
        "in_break": in_break,
        "sat": sat,
        "examined": examined,
        "in_marks": in_marks,
        "one": one,
        "split": split,
        "advert": advert,
        "advert_id": advert.rpartition("/")[2],
        "case": case,
        "tested": tested.removesuffix("/result"),
        "sitting": sitting,
        "all": every,
        "review": review,
        "reviewed": reviewed.removesuffix("/result"),
        "finished": finished.removesuffix("/result"),
        "shared": shared.removeprefix(visit.site.url),
        "view": preview.removesuffix("/preview"),
        "seen": seen,
        "entry": entry,
        "confirm": "/confirm/" + confirm.rpartition("/")[2],
        "badge": past_badges.issued(visit, email),
        "unsigned": past_badges.asked(visit, email, soon=False),
    }


def seen_before(visit: Visit, shared: str) -> str:
    """Let somebody look, change a rating, let them look again: what they saw at first."""
    urlopen(shared).close()
    rated(visit, {"TEC1": 1})
    with urlopen(shared) as answer:
        page = answer.read().decode()
    found = re.search(r'href="(/p/[^"]+/seen/[^"]+)"', page)
    assert found
    return found.group(1)


def given_by(admin: Visit) -> tuple[str, str]:
    """A code and an invitation that an admin made: their addresses."""
    page = admin.page
    admin.go("/codes")
    page.get_by_label("Where").fill("Lagos Test House, second floor")
    page.get_by_label("Who watches").fill("Ngozi Eze")
    page.get_by_role("button", name="Issue the code").click()
    code = admin.path()
    admin.go("/invitations")
    page.get_by_label("For whom").fill("Priya of Acme")
    page.get_by_role("button", name="Make the invitation").click()
    link = page.get_by_label("Copy it now").input_value()
    return code, link.removeprefix(admin.site.url)


def looked_after(admin: Visit, email: str) -> tuple[str, str]:
    """The admins' pages of a member and of a grant that works."""
    admin.go(f"/admin/people?q={email}")
    admin.page.locator("tbody th a").click()
    member = admin.path()
    admin.page.get_by_role("link", name="End it").first.click()
    return member, admin.path()


def exams_past(visit: Visit) -> tuple[str, str]:
    """Two whole PMP mocks and a paper that counts marks; the addresses of the last two."""
    email, now = visit.site.accounts["learner"].email, datetime.now(UTC)
    done = [
        At(
            right=None if n > 175 else n % 4 > 0,
            seconds=40.0 + 7 * (n % 13),
            flagged=n % 9 == 0,
            scored=n % 18 != 7,
            seen=n % 3 == 0,
            late=n == 173,
        )
        for n in range(180)
    ]
    past_exams.sat(visit, email, "pmp-2026", done[::-1], at=now - timedelta(days=30))
    sittings = [
        past_exams.sat(visit, email, "pmp-2026", done, at=now - timedelta(days=2)),
        past_exams.sat(visit, email, "prince2-practitioner", done[:50], at=now - timedelta(days=1)),
    ]
    return f"/exams/sittings/{sittings[0]}", f"/exams/sittings/{sittings[1]}"


def test_every_page_of_the_site_is_in_the_table(tmp_path: Path) -> None:
    app = create_app(from_environment({"TPMLEARN_INSTANCE": str(tmp_path)}))

    endpoints = {
        rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())
    }

    assert {name.split()[0] for name in PAGES} == endpoints - DOWNLOADS


def test_each_page_is_shown_to_somebody_here_or_looked_at_elsewhere(
    windows: dict[str, tuple[Visit, Scales]], places: dict[str, str]
) -> None:
    """A row of the table that only leads on to another page would check that one twice."""
    shown = {
        name
        for name, (address, audiences) in PAGES.items()
        if any(is_shown(windows[who][0], address.format(**places)) for who in audiences)
    }

    assert set(PAGES) - shown - LEADS_ON == set(ELSEWHERE)
    folder = Path(__file__).parent
    for name, (test, label) in ELSEWHERE.items():
        assert f'look("{label}")' in (folder / test).read_text(encoding="utf-8"), name


def is_shown(visit: Visit, path: str) -> bool:
    """Whether an address answers by itself, without leading on."""
    answer = visit.context.request.get(visit.site.url + path, max_redirects=0)
    return answer.status == 200


@pytest.mark.parametrize(("who", "name"), ROWS, ids=[f"{who}-{name}" for who, name in ROWS])
def test_a_page_is_fit_for_everybody(
    windows: dict[str, tuple[Visit, Scales]], places: dict[str, str], who: str, name: str
) -> None:
    visit, scales = windows[who]
    path = PAGES[name][0].format(**places)
    sent = visit.context.request.get(visit.site.url + path)
    assert sent.ok, f"{sent.status} {path}"
    if not is_new(sent.text(), who, name):
        return

    scales.clear()
    visit.go(path)
    if visit.page.locator("[data-desk]").count():
        exam.ready(visit.page)

    assert not scales.faults(MOST_REQUESTS.get(name, 6), MORE_KB.get(name, {}))
    assert not faults_on_screen(visit, f"{name.replace(' ', '-')}-{who}")
    assert not faults_on_paper(visit)
    assert not visit.faults


def is_new(html: str, who: str, name: str) -> bool:
    """Whether nobody had this content before; on the first page an audience shows its menu."""
    content = PERSONAL.sub("", html.partition("<main")[2].partition("</main>")[0])
    key = who + content if name == "home.index" else content
    if key in seen:
        return False
    seen.add(key)
    return True


def faults_on_screen(visit: Visit, label: str) -> list[str]:
    """What axe and the ruler say at each width, in light and in dark."""
    page, found = visit.page, []
    SCREENSHOTS.mkdir(exist_ok=True)
    for width, height in HEIGHTS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="light")
        page.screenshot(path=SCREENSHOTS / f"page-{label}-{width}.png", full_page=True)
        found += [f"{width}: {fault}" for fault in audit.faults(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{width} dark: {fault}" for fault in audit.faults(page, audit.COLOURS)]
        found += [f"{width}: sideways"] if audit.sideways(page) > 0 else []
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    by = audit.sideways(page)
    page.set_viewport_size({"width": 390, "height": 844})
    return [*found, *([f"{NARROWEST}: sideways by {by}"] if by > 0 else [])]


def faults_on_paper(visit: Visit) -> list[str]:
    """What is missing when the page is printed."""
    page = visit.page
    page.emulate_media(media="print", color_scheme="light")
    words = visit.text().split()
    found = [] if page.locator("h1").is_visible() else ["no heading"]
    found += [] if len(words) >= FEWEST_WORDS else [f"only {len(words)} words: {words}"]
    found += (
        ["the menu is printed"] if page.locator(".menu, .site-footer").first.is_visible() else []
    )
    page.emulate_media(media="screen")
    return found
