"""The catalogue by stage and by skill, whole and of one area."""

from dataclasses import replace

from tests.domain.planning.cast import module, skill
from tpmlearn.domain.content.catalogue import Area, Catalogue, Stage
from tpmlearn.domain.learning.shelves import Shelf, by_skill, by_stage

MODULES = (
    module("01-orient", skills=("TALK",), stage=0),
    module("02-estimate", skills=("EST", "TALK")),
    module("03-risk", skills=("RISK", "GONE")),
)
CONTENT = Catalogue(
    version="1",
    stages=(
        Stage(0, "Orientation", "Look around.", ""),
        Stage(1, "Ways", "Nothing here yet.", ""),
        Stage(3, "Planning", "Plan it.", ""),
    ),
    areas={code: Area(code, code, "", ()) for code in ("DEL", "COM")},
    skills={
        "EST": skill("EST", "Estimating"),
        "RISK": skill("RISK", "Risk"),
        "TALK": skill("TALK", "Talking", area="COM"),
        "BUY": skill("BUY", "Buying", area="COM"),
    },
    modules={one.slug: one for one in MODULES},
)


def slugs(shelves: tuple[Shelf, ...]) -> dict[str, list[str]]:
    return {shelf.title: [one.slug for one in shelf.modules] for shelf in shelves}


def test_stages_keep_learning_order_and_empty_ones_are_left_out() -> None:
    assert slugs(by_stage(CONTENT)) == {
        "Orientation": ["01-orient"],
        "Planning": ["02-estimate", "03-risk"],
    }


def test_a_module_stands_on_the_shelf_of_each_of_its_skills() -> None:
    assert slugs(by_skill(CONTENT)) == {
        "Estimating": ["02-estimate"],
        "Risk": ["03-risk"],
        "Talking": ["01-orient", "02-estimate"],
    }


def test_an_area_keeps_the_modules_that_teach_one_of_its_skills() -> None:
    assert slugs(by_stage(CONTENT, "COM")) == {
        "Orientation": ["01-orient"],
        "Planning": ["02-estimate"],
    }


def test_an_area_keeps_its_own_skills_only() -> None:
    assert slugs(by_skill(CONTENT, "COM")) == {"Talking": ["01-orient", "02-estimate"]}


def test_content_without_modules_has_no_shelves() -> None:
    assert by_stage(replace(CONTENT, modules={})) == ()
    assert by_skill(replace(CONTENT, modules={})) == ()
