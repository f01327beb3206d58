"""The framework as a CASE 1.1 service: every answer as the specification asks, for anybody."""

from itertools import pairwise

import pytest

from tests.support.case import faults
from tests.support.client import CheckingClient
from tpmlearn.domain.profiles.portable.case_ids import DOCUMENT, identifier

BASE = "/ims/case/v1p1"
HOST = "http://127.0.0.1:8000"
SKILL = identifier("skill", "CTL2")


def test_the_list_leads_to_the_package_and_that_to_everything(visitor: CheckingClient) -> None:
    listed = visitor.get(f"{BASE}/CFDocuments").get_json()
    assert faults("CFDocumentSet", listed) == []
    (document,) = listed["CFDocuments"]
    assert document == visitor.get(document["uri"].removeprefix(HOST)).get_json()

    package = visitor.get(document["CFPackageURI"]["uri"].removeprefix(HOST)).get_json()

    assert faults("CFPackage", package) == []
    assert len(package["CFItems"]) == 7 + 34 + 34 * 6
    for one in package["CFItems"][:12] + package["CFItems"][-3:]:
        alone = visitor.get(one["uri"].removeprefix(HOST)).get_json()
        assert faults("CFItem", alone) == []
        assert alone.items() > one.items()
    for one in package["CFAssociations"][:3] + package["CFAssociations"][-3:]:
        alone = visitor.get(one["uri"].removeprefix(HOST)).get_json()
        assert faults("CFAssociation", alone) == []
        assert alone.items() > one.items()


def test_every_item_hangs_under_one_parent_up_to_the_document(visitor: CheckingClient) -> None:
    package = visitor.get(f"{BASE}/CFPackages/{DOCUMENT}").get_json()
    ids = {one["identifier"] for one in package["CFItems"]}

    parents = {
        one["originNodeURI"]["identifier"]: one["destinationNodeURI"]["identifier"]
        for one in package["CFAssociations"]
        if one["associationType"] == "isChildOf"
    }

    assert set(parents) == ids
    assert set(parents.values()) <= ids | {DOCUMENT}
    assert list(parents.values()).count(DOCUMENT) == 7
    statement = identifier("statement", "CTL2", "3")
    assert parents[statement] == SKILL
    assert parents[SKILL] == identifier("area", "CTL")


def test_an_item_comes_with_all_its_associations(visitor: CheckingClient) -> None:
    found = visitor.get(f"{BASE}/CFItemAssociations/{SKILL}").get_json()

    assert faults("CFAssociationSet", found) == []
    ties = [(one["associationType"], _ends(one)) for one in found["CFAssociations"]]
    assert ("isChildOf", (SKILL, identifier("area", "CTL"))) in ties
    assert sum(to == SKILL for _, (_, to) in ties) == 6
    related = [one for one in found["CFAssociations"] if one["associationType"] == "isRelatedTo"]
    types = {one["destinationNodeURI"]["targetType"] for one in related}
    assert types == {"ext:sfia", "ext:onet", "ext:esco"}


def _ends(one: dict[str, dict[str, str]]) -> tuple[str, str]:
    return one["originNodeURI"]["identifier"], one["destinationNodeURI"]["identifier"]


def test_a_type_of_item_comes_with_those_below_it(visitor: CheckingClient) -> None:
    sets = [
        visitor.get(f"{BASE}/CFItemTypes/{identifier('item-type', kind)}").get_json()
        for kind in ("area", "skill", "statement")
    ]

    assert [faults("CFItemTypeSet", one) for one in sets] == [[], [], []]
    assert [len(one["CFItemTypes"]) for one in sets] == [3, 2, 1]


@pytest.mark.parametrize(
    ("path", "status", "major", "minor"),
    [
        (f"CFItems/{DOCUMENT}", 404, "failure", "unknownobject"),
        (f"CFPackages/{SKILL}", 404, "failure", "unknownobject"),
        (f"CFRubrics/{SKILL}", 404, "failure", "unknownobject"),
        ("CFItems/CTL2", 404, "failure", "invalid_uuid"),
        (f"CFItems/{SKILL.upper()}", 404, "failure", "invalid_uuid"),
        ("CFItems/<script>", 404, "failure", "invalid_uuid"),
        ("CFDocuments?limit=0", 400, "failure", "invalid_selection_field"),
        ("CFDocuments?limit=ten", 400, "failure", "invalid_selection_field"),
        ("CFDocuments?limit=²", 400, "failure", "invalid_selection_field"),
        ("CFDocuments?offset=-1", 400, "failure", "invalid_selection_field"),
        ("CFDocuments?offset=99999999999", 400, "failure", "invalid_selection_field"),
        ("CFDocuments?offset=1", 404, "failure", "unknownobject"),
        ("CFDocuments?sort=title", 400, "unsupported", "invalid_sort_field"),
        ("CFDocuments?filter=title%3D%27x%27", 400, "unsupported", "invalid_selection_field"),
    ],
)
def test_a_refusal_has_the_codes_of_the_specification(
    visitor: CheckingClient, path: str, status: int, major: str, minor: str
) -> None:
    response = visitor.get(f"{BASE}/{path}")

    found = response.get_json()
    assert response.status_code == status
    assert faults("imsx_StatusInfo", found) == []
    assert found["imsx_codeMajor"] == major
    (field,) = found["imsx_codeMinor"]["imsx_codeMinorField"]
    assert field["imsx_codeMinorFieldValue"] == minor
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_the_list_is_paged(visitor: CheckingClient) -> None:
    response = visitor.get(f"{BASE}/CFDocuments?limit=1&offset=0")

    assert response.headers["X-Total-Count"] == "1"
    page = f"<{HOST}{BASE}/CFDocuments?limit=1&offset=0>"
    assert response.headers["Link"] == f'{page}; rel="first", {page}; rel="last"'


def test_it_is_the_same_for_everybody_and_may_be_kept(
    visitor: CheckingClient, learner: CheckingClient
) -> None:
    path = f"{BASE}/CFPackages/{DOCUMENT}"
    answers = [client.get(path) for client in (visitor, learner)]

    for one, other in pairwise(answers):
        assert one.data == other.data
    for one in answers:
        assert one.headers["Cache-Control"] == "public, max-age=300"
        assert one.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in one.headers
        assert one.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert "Set-Cookie" not in one.headers
        assert one.headers["Vary"] == "Accept-Encoding"


def test_what_has_not_changed_is_not_sent_again(visitor: CheckingClient) -> None:
    path = f"{BASE}/CFItems/{SKILL}"
    first = visitor.get(path)

    again = visitor.get(path, headers={"If-None-Match": first.headers["ETag"]})
    packed = visitor.get(f"{BASE}/CFPackages/{DOCUMENT}", headers={"Accept-Encoding": "gzip"})

    assert (again.status_code, again.data) == (304, b"")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 60_000


def test_no_other_page_is_open_to_other_sites(learner: CheckingClient) -> None:
    for path in ("/", "/profile", "/learn", "/profile/resume.json", "/profile.md"):
        response = learner.get(path)
        assert "Access-Control-Allow-Origin" not in response.headers, path
        assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin", path


def test_it_is_read_only(learner: CheckingClient) -> None:
    for path in (f"{BASE}/CFDocuments", f"{BASE}/CFItems/{SKILL}"):
        assert learner.send(path).status_code == 405


def test_ids_stay_what_they_are() -> None:
    # Written down: other systems keep them.
    assert DOCUMENT == "d7ec0bce-a4d6-59d0-b0d7-a2d04e48e2e2"
    assert identifier("skill", "TEC1") == "3e571fe4-13f2-59a9-be53-9262c0612a3a"
