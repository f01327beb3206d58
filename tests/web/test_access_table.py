"""Who gets what: every route tried by every audience; a route without a row fails."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import Enter
from tests.features.adverts.cast import paste
from tests.features.evidence.cast import attach
from tests.features.problem_reports.cast import add_report
from tests.features.sharing import scene
from tests.features.standards.cast import begin as begin_study
from tests.features.testing import cast as testing
from tests.support.badges import issue, issuing
from tests.support.client import CheckingClient
from tests.support.desk import begin as begin_exam
from tests.support.drafting import add_draft
from tests.support.exams import RIGHT, sat_exam
from tests.support.granting import granted
from tests.support.invigilating import add_code
from tests.support.quiz import answer_all, begin, key_of
from tests.support.review import begin_review, practise
from tpmlearn.db import db, writing
from tpmlearn.domain.profiles.portable.case_ids import DOCUMENT
from tpmlearn.models import ConfirmerRow, EvidenceRow, SnapshotRow
from tpmlearn.records.kept_archives import begin_archive, keep_bytes, make_ready

SLUG = "16-estimate-in-ranges"
OPEN, OWN, MEMBER = "open to all", "the owner's alone", "members only"
AUTHOR, ADMIN, RECRUITER = "authors only", "admins only", "recruiters only"

# Open: 200 for everybody (a page about oneself is empty for a visitor). Own: the owner's thing
# under an id; all others get 404. Member: visitors and guests are sent to sign in. Author: so are
# they, and a member without the role gets 403; admin and recruiter likewise.
PAGES = {
    "accounts.forgot": OPEN,
    "accounts.leaving": MEMBER,
    "accounts.merge": MEMBER,
    "accounts.reset": OPEN,
    "accounts.settings": MEMBER,
    "accounts.sign_in": OPEN,
    "accounts.sign_up": OPEN,
    "administration.index": ADMIN,
    "addresses.address": MEMBER,
    "addresses.change": MEMBER,
    "addresses.confirm": OPEN,
    "adverts.advert": OWN,
    "adverts.index": OPEN,
    "assessment.area": OPEN,
    "assessment.history": OPEN,
    "assessment.quick": OPEN,
    "assessment.rate": OPEN,
    "auditing.trail": ADMIN,
    "authoring.exchange": AUTHOR,
    "authoring.export": AUTHOR,
    "comparing.compare": RECRUITER,
    "comparing.export": RECRUITER,
    "draft_files.choose": AUTHOR,
    "draft_files.figure": AUTHOR,
    "draft_files.new": AUTHOR,
    "drafts.draft": AUTHOR,
    "drafts.index": AUTHOR,
    "editor.edit": AUTHOR,
    "files.index": AUTHOR,
    "credentials.index": MEMBER,
    "credentials.issue": OWN,
    "credentials.own": OWN,
    "credentials.take": OWN,
    "corrections.correction": AUTHOR,
    "corrections.index": AUTHOR,
    "health.index": AUTHOR,
    "items.index": AUTHOR,
    "items.item": AUTHOR,
    "banks.area": AUTHOR,
    "pairs.index": AUTHOR,
    "pairs.pair": AUTHOR,
    "standards.index": AUTHOR,
    "standards.new": AUTHOR,
    "standards.rate": AUTHOR,
    "standards.study": AUTHOR,
    "problem_reports.exam": OWN,
    "problem_reports.index": OPEN,
    "problem_reports.item": AUTHOR,
    "problem_reports.lesson": OPEN,
    "problem_reports.quiz": OWN,
    "problem_reports.review": OWN,
    "problem_reports.test": OWN,
    "report_inbox.inbox": AUTHOR,
    "exam_desk.clock": OWN,
    "exam_desk.desk": OWN,
    "exam_desk.end": OWN,
    "exam_desk.question": OWN,
    "exam_desk.questions": OWN,
    "exam_desk.review": OWN,
    "exam_questions.index": OWN,
    "exam_questions.question": OWN,
    "exam_results.history": OPEN,
    "exam_results.result": OWN,
    "exams.drills": OPEN,
    "exams.front": OPEN,
    "exams.index": OPEN,
    "exams.under_way": ADMIN,
    "exports.export": OPEN,
    "forecast.forecast": OPEN,
    "evidence.edit": OWN,
    "evidence.entry": OWN,
    "evidence.file": OWN,
    "evidence.log": OPEN,
    "evidence.markdown": OPEN,
    "evidence.new": OPEN,
    "home.accessibility": OPEN,
    "home.authors": OPEN,
    "home.facts": OPEN,
    "home.hiring": OPEN,
    "home.glossary": OPEN,
    "home.index": OPEN,
    "home.measure": OPEN,
    "home.privacy": OPEN,
    "home.recruiters": OPEN,
    "home.roles": OPEN,
    "home.styleguide": OPEN,
    "interviewing.questions": RECRUITER,
    "invigilating.code": ADMIN,
    "invigilating.index": ADMIN,
    "invitations.index": ADMIN,
    "open_grants.grant": ADMIN,
    "open_grants.index": ADMIN,
    "people.index": ADMIN,
    "people.member": ADMIN,
    "learning.assignment": OPEN,
    "learning.catalogue": OPEN,
    "learning.kept": OPEN,
    "learning.lesson": OPEN,
    "learning.search": OPEN,
    "learning.skill": OPEN,
    "learning.template": OPEN,
    "moving.away": OPEN,
    "planning.gap": OPEN,
    "planning.plan": OPEN,
    "planning.today": OPEN,
    "portable.documents": OPEN,
    "portable.markdown": OPEN,
    "portable.resource": OPEN,
    "portable.resume": OPEN,
    "profiles.profile": OPEN,
    "proving.prove": MEMBER,
    "devices.index": MEMBER,
    "passkeys.index": MEMBER,
    "second_step.codes": MEMBER,
    "second_step.index": MEMBER,
    "second_step.off": MEMBER,
    "recruiting.audit": RECRUITER,
    "recruiting.candidate": RECRUITER,
    "recruiting.index": RECRUITER,
    "recruiting.seen": RECRUITER,
    "recruiting.sheet": RECRUITER,
    "recruiting_roles.index": RECRUITER,
    "recruiting_roles.role": RECRUITER,
    "sharing.grant": OWN,
    "sharing.index": OPEN,
    "sharing.new_view": MEMBER,
    "sharing.openings": MEMBER,
    "showing.preview": OWN,
    "sharing.view": OWN,
    "rights.my_data": OPEN,
    "rights.everything": OWN,
    "quizzes.case": OPEN,
    "quizzes.index": OPEN,
    "quizzes.module": OPEN,
    "quizzes.question": OWN,
    "quizzes.result": OWN,
    "quizzes.take": OWN,
    "shortlists.index": RECRUITER,
    "shortlists.shortlist": RECRUITER,
    "stories.index": OPEN,
    "stories.markdown": OPEN,
    "stories.story": OWN,
    "testing.front": OPEN,
    "testing.how": OWN,
    "testing.index": OPEN,
    "testing.readiness": OPEN,
    "testing.result": OWN,
    "testing.take": OWN,
    "verifying.credential": OPEN,
    "verifying.did": OPEN,
    "verifying.own": OPEN,
    "verifying.status": OPEN,
    "verifying.verify": OPEN,
    "watching.alive": OPEN,
    "watching.ready": OPEN,
    "what_if.compare": OPEN,
    "recalibrating.index": AUTHOR,
    "releases.index": AUTHOR,
    "withdrawing.withdraw": AUTHOR,
    "review.confidence": OPEN,
    "review.index": OPEN,
    "review.question": OWN,
    "review.result": OWN,
    "review.take": OWN,
    "tracking.baseline": OPEN,
    "tracking.report": OPEN,
    "weekly_mail.choose": MEMBER,
    "weekly_mail.confirm": OPEN,
    "weekly_mail.stop": OPEN,
}
# Posts to a thing that is somebody's; all other posts act on the sender alone.
OWN_POSTS = {
    "adverts.add",
    "adverts.remove",
    "adverts.restore",
    "adverts.save",
    "assessment.remove_evidence",
    "assessment.restore_evidence",
    "confirming.ask",
    "confirming.confirm",
    "confirming.drop",
    "confirming.revoke",
    "confirming.withdraw",
    "credentials.revoke",
    "evidence.add_confirmer",
    "evidence.attach",
    "evidence.edit",
    "evidence.remove",
    "evidence.remove_file",
    "evidence.restore",
    "evidence.restore_file",
    "exam_desk.answers",
    "exam_desk.close",
    "exam_desk.notes",
    "exam_desk.resume",
    "exam_desk.save",
    "exam_desk.turn",
    "exam_results.note_change",
    "exam_results.send_to_review",
    "exam_results.take_from_review",
    "problem_reports.exam",
    "problem_reports.quiz",
    "problem_reports.review",
    "problem_reports.take_back",
    "problem_reports.test",
    "moving.join",
    "moving.split_up",
    "sharing.change_view",
    "sharing.grant_account",
    "sharing.make_link",
    "sharing.make_public",
    "sharing.remove_view",
    "sharing.renew",
    "sharing.withdraw",
    "quizzes.answer",
    "quizzes.repeat",
    "recruiting.note",
    "recruiting_roles.add",
    "recruiting_roles.remove",
    "recruiting_roles.restore",
    "recruiting_roles.save",
    "shortlists.drop",
    "shortlists.put",
    "shortlists.remove",
    "shortlists.restore",
    "shortlists.save",
    "standards.invite",
    "standards.remove",
    "standards.save",
    "standards.turn",
    "stories.story",
    "testing.answer",
    "testing.go_on",
    "testing.stop",
    "review.answer",
    "review.finish",
    "review.slip",
}
OTHER_POSTS = {
    "addresses.ask",
    "addresses.change",
    "addresses.confirm",
    "addresses.stay",
    "proving.prove",
    "devices.end",
    "devices.end_all",
    "devices.end_others",
    "passkeys.add",
    "passkeys.begin",
    "passkeys.enter",
    "passkeys.offer",
    "passkeys.remove",
    "second_step.app",
    "second_step.ask",
    "second_step.off",
    "second_step.renew",
    "second_step.start",
    "accounts.erase",
    "accounts.forgot",
    "accounts.keep",
    "accounts.merge",
    "accounts.password",
    "accounts.reset",
    "accounts.settings",
    "accounts.sign_in",
    "accounts.sign_out",
    "accounts.sign_up",
    "accounts.theme",
    "languages.choose",
    "adverts.paste",
    "assessment.add_evidence",
    "assessment.save",
    "authoring.download",
    "authoring.keep",
    "authoring.preview",
    "corrections.correction",
    "credentials.issue",
    "draft_files.add",
    "draft_files.add_figure",
    "drafts.begin",
    "drafts.bring_up",
    "drafts.comment",
    "drafts.merge",
    "drafts.publish",
    "drafts.put_away",
    "drafts.rename",
    "drafts.review",
    "drafts.take_in",
    "drafts.undo",
    "recalibrating.run",
    "releases.branch",
    "releases.folder",
    "releases.pull",
    "releases.roll_back",
    "releases.webhook",
    "withdrawing.withdraw",
    "editor.check",
    "editor.remove",
    "editor.restore",
    "editor.save",
    "exams.grant",
    "exams.start",
    "exams.start_drill",
    "exports.begin",
    "external_sign_in.join",
    "external_sign_in.link",
    "external_sign_in.unlink",
    "exports.renew",
    "exports.stop",
    "evidence.new",
    "home.styleguide",
    "invigilating.issue",
    "invigilating.revoke",
    "invitations.invite",
    "invitations.revoke",
    "invitations.take",
    "open_grants.end",
    "people.change_role",
    "people.end_sign_ins",
    "people.erase",
    "people.keep",
    "people.send_reset",
    "problem_reports.item",
    "problem_reports.lesson",
    "problem_reports.mark_read",
    "report_inbox.answer",
    "report_inbox.move",
    "learning.bookmark",
    "learning.note",
    "learning.read",
    "moving.be_away",
    "moving.be_back",
    "pairs.judge",
    "pairs.take_back",
    "planning.change",
    "planning.choose_role",
    "planning.renew",
    "planning.save",
    "sharing.make_view",
    "showing.unlock",
    "quizzes.start",
    "quizzes.start_case",
    "recruiting_roles.copy",
    "shortlists.begin",
    "testing.start",
    "review.start",
    "rights.download",
    "rights.erase",
    "standards.begin",
    "tracking.limits",
    "tracking.save",
    "tracking.take_back",
    "tracking.words",
    "verifying.verify",
    "weekly_mail.ask",
    "weekly_mail.confirm",
    "weekly_mail.off",
    "weekly_mail.stopped",
}
# Only members have these, so whoever is none is sent to sign in.
MEMBERS_THINGS = {
    "confirming.ask",
    "confirming.revoke",
    "credentials.issue",
    "credentials.own",
    "credentials.revoke",
    "credentials.take",
    "evidence.attach",
    "evidence.remove_file",
    "evidence.restore_file",
    "recruiting.note",
    "recruiting_roles.add",
    "recruiting_roles.remove",
    "recruiting_roles.restore",
    "recruiting_roles.save",
    "shortlists.drop",
    "shortlists.put",
    "shortlists.remove",
    "shortlists.restore",
    "shortlists.save",
    "sharing.change_view",
    "sharing.grant",
    "sharing.grant_account",
    "sharing.make_link",
    "sharing.make_public",
    "showing.preview",
    "sharing.remove_view",
    "sharing.renew",
    "sharing.view",
    "sharing.withdraw",
    "standards.invite",
    "standards.remove",
    "standards.save",
    "standards.turn",
}
# Tried in their own tests: whoever holds a link, files, and what only a plan has.
ELSEWHERE = {
    "second_step.app",
    "second_step.ask",
    "confirming.confirm",
    "confirming.file",
    # Where the operator names a provider: tests/features/external_sign_in.
    "external_sign_in.back",
    "external_sign_in.join",
    "external_sign_in.link",
    "external_sign_in.own",
    "external_sign_in.start",
    "drafts.merge",
    "exports.download",
    "exports.feed",
    "exports.paper",
    "invitations.invitation",
    "moving.split",
    "recruiting.pdf",
    "releases.release",
    "showing.pdf",
    "showing.public",
    "showing.seen",
    "showing.sheet",
    "showing.shared",
    "static",
    "watching.metrics",
}


@dataclass(frozen=True)
class Things:
    """What Ada owns and what Rita has on her desk, by the names that routes use."""

    attempt_id: str
    session_id: str
    view_id: str
    grant_id: str
    claim_id: int
    confirmer_id: int
    sitting_id: str
    advert: str
    exam_sitting_id: str
    report_id: str
    exam_under_way: str
    code_id: str
    role_id: str
    shortlist_id: str
    snapshot_id: str
    credential_id: str
    study_id: str
    draft_id: str
    person_id: int

    def values(self, names: set[str]) -> dict[str, str | int]:
        """Values for the arguments of a route."""
        known = self.at_hand()
        return {name: known[name] for name in names}

    def at_hand(self) -> dict[str, str | int]:
        """All values there are, by the names of arguments."""
        return {
            "slug": SLUG,
            "name": "risk-register",
            "code": "CTL2",
            "area": "ctl",
            "token": "forged",
            "position": 1,
            "activity": f"module:{SLUG}",
            "attempt_id": self.attempt_id,
            "session_id": self.session_id,
            "view_id": self.view_id,
            "grant_id": self.grant_id,
            "claim_id": self.claim_id,
            "entry_id": self.claim_id,
            "confirmer_id": self.confirmer_id,
            "sitting_id": self.sitting_id,
            "code_id": self.code_id,
            "advert": self.advert,
            "role_id": self.role_id,
            "shortlist_id": self.shortlist_id,
            "snapshot_id": self.snapshot_id,
            "item": "psm-pillars",
            "report_id": self.report_id,
            "how": "take",
            "resource": "CFPackages",
            "source_id": DOCUMENT,
            "credential_id": self.credential_id,
            "study_id": self.study_id,
            "draft": self.draft_id,
            "kind": "exam",
            "about": "psm-i",
            "form": "json",
            "number": 1,
            "person_id": self.person_id,
            "role": "author",
        }


SLUGS = {
    "learning.assignment": "jb05-estimate-the-next-release",
    "learning.template": "23-risk-find-and-rank",
    "quizzes.case": "practice-freight-portal",
    "quizzes.start_case": "practice-freight-portal",
    "testing.front": "com",
    "testing.start": "com",
    "exam_results.history": "pmp-2026",
    "exams.front": "pmp-2026",
    "exams.start": "pmp-2026",
    "standards.begin": "pmp-2026-half",
    "standards.new": "pmp-2026-half",
}


@pytest.fixture
def things(
    app: Flask,
    tmp_path: Path,
    learner: CheckingClient,
    recruiter: CheckingClient,
    author: CheckingClient,
) -> Iterator[Things]:
    """Ada's attempt, session of review, ended test, share link, evidence and badge; Rita's desk;
    Ari's study."""
    with issuing(app, tmp_path):
        yield _things(learner, recruiter, author)


def _things(learner: CheckingClient, recruiter: CheckingClient, author: CheckingClient) -> Things:
    practise(learner, datetime.now(UTC) - timedelta(days=1), wrong=1)
    session = begin_review(learner)
    learner.send(f"/review/{session}/1", answer=key_of(learner, session, 1))
    attempt = begin(learner, SLUG)
    answer_all(learner, attempt, wrong=2)
    learner.send("/rate/skills/CTL2/evidence", artefact="The Q3 register", confirmer="Priya")
    grant = granted(learner.application, learner.person_id, recruiter.person_id, ["fit"])
    view = scene.view_of(learner.application, grant)
    sitting = testing.begin(learner)
    learner.send(f"/tests/sittings/{sitting}/stop")
    with learner.application.app_context():
        claim = db.session.scalars(select(EvidenceRow.id)).one()
        confirmer = db.session.scalars(select(ConfirmerRow.id)).one()
    attach(learner, claim)
    advert = paste(learner)
    exam = sat_exam(learner, "psm-i", [RIGHT], at=datetime.now(UTC) - timedelta(hours=1))
    report = add_report(learner, exam)
    open_ = begin_exam(learner)
    code = add_code(learner.application)
    role = recruiter.send("/desk/roles", role="tpm").location.rpartition("/")[2]
    shortlist = recruiter.send("/desk/shortlists", name="May", role="tpm").location
    recruiter.read(f"/desk/candidates/{grant}")
    with learner.application.app_context():
        snapshot = db.session.scalars(select(SnapshotRow.id)).one()
    badge = issue(learner)
    _keep_archive(learner)
    study = begin_study(author, [author]).rpartition("/")[2]
    return Things(
        *(attempt, session, view, grant, claim, confirmer, sitting, advert, exam, report, open_),
        *(code, role, shortlist.rpartition("/")[2], snapshot, badge, study),
        add_draft(learner.application, learner.person_id),
        learner.person_id,
    )


def _keep_archive(client: CheckingClient) -> None:
    at, whose = datetime.now(UTC), client.person_id or 0
    with client.application.app_context(), writing():
        kept = begin_archive(whose, now=at)
        size = keep_bytes(kept, BytesIO(b"everything"))
        make_ready(kept, whose, size=size, now=at)
        db.session.commit()


def test_every_route_has_a_row(visitor: CheckingClient) -> None:
    rules = list(visitor.application.url_map.iter_rules())
    pages = {rule.endpoint for rule in rules if "GET" in (rule.methods or ())} - ELSEWHERE
    posts = {rule.endpoint for rule in rules if "POST" in (rule.methods or ())}

    assert pages == set(PAGES)
    assert posts == OWN_POSTS | OTHER_POSTS


def test_pages_answer_as_the_table_says(
    things: Things,
    learner: CheckingClient,
    visitor: CheckingClient,
    guest: CheckingClient,
    stranger: CheckingClient,
    recruiter: CheckingClient,
    author: CheckingClient,
    admin: CheckingClient,
) -> None:
    cast = {
        "visitor": visitor,
        "guest": guest,
        "owner": learner,
        "stranger": stranger,
        "recruiter": recruiter,
        "author": author,
        "admin": admin,
    }
    wrong = []
    for endpoint, audience in PAGES.items():
        path = _path(visitor, endpoint, things, "GET")
        for name, client in cast.items():
            code = client.get(path).status_code
            if code not in _expected(endpoint, audience, name):
                wrong.append(f"{endpoint} for {name}: {code}")

    assert wrong == []


def test_nobody_changes_another_persons_things(
    things: Things, learner: CheckingClient, enter: Enter, visitor: CheckingClient
) -> None:
    others = [visitor, enter(None), enter("eve@example.org", ("admin", "author", "recruiter"))]

    for endpoint in sorted(OWN_POSTS):
        path = _path(visitor, endpoint, things, "POST")
        for member, other in zip((False, False, True), others, strict=True):
            code = other.send(path, answer="0").status_code
            wanted = 302 if endpoint in MEMBERS_THINGS and not member else 404
            assert code == wanted, endpoint


def _path(client: CheckingClient, endpoint: str, things: Things, method: str) -> str:
    rules = client.application.url_map.iter_rules(endpoint)
    rule = next(rule for rule in rules if method in (rule.methods or ()))
    adapter = client.application.url_map.bind("localhost")
    values = things.values(set(rule.arguments))
    if rule.rule.startswith("/exams/sittings/"):
        under_way = endpoint.startswith("exam_desk.")
        values["sitting_id"] = things.exam_under_way if under_way else things.exam_sitting_id
    if rule.rule.startswith("/author/drafts/"):
        values["name"] = "bank/ctl2.md"
    if "slug" in values:
        values["slug"] = SLUGS.get(endpoint, SLUG)
    wanted = {name: value for name, value in values.items() if name in rule.arguments}
    return adapter.build(endpoint, wanted, method=method)


def _expected(endpoint: str, audience: str, name: str) -> set[int]:
    if audience == OPEN:
        # Signing up again leads a member to their own page.
        return (
            {302} if endpoint == "accounts.sign_up" and name not in {"visitor", "guest"} else {200}
        )
    if audience == MEMBER:
        return {302} if name in {"visitor", "guest"} else {200, 302}
    if audience in {AUTHOR, ADMIN, RECRUITER}:
        allowed = {AUTHOR: "author", ADMIN: "admin", RECRUITER: "recruiter"}[audience]
        return {302} if name in {"visitor", "guest"} else {200} if name == allowed else {403}
    if name in {"visitor", "guest"} and endpoint in MEMBERS_THINGS:
        return {302}
    # A finished attempt leads from its questions to the result.
    return {200, 302} if name == "owner" else {404}
