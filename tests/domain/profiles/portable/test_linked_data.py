"""A public profile as schema.org: a skill is the same as its concepts in O*NET and ESCO."""

from datetime import UTC, datetime

from tpmlearn.domain.content.catalogue import Catalogue, EscoConcept, Skill
from tpmlearn.domain.profiles.portable.linked_data import person_json_ld
from tpmlearn.domain.profiles.rating import CountedRating, CountReason
from tpmlearn.domain.profiles.shown import Shown, ShownSkill
from tpmlearn.domain.profiles.visibility import Consent

AT = datetime(2026, 11, 3, 9, tzinfo=UTC)
RATED = CountedRating(4, 2, CountReason.NEEDS_ARTEFACT)
CONCEPT = EscoConcept(
    "risk management", "http://data.europa.eu/esco/skill/6eff134b-e34f-4d6e-a6e8-5e47cf2228d0"
)


def _same(esco: tuple[EscoConcept, ...], **mappings: tuple[str, ...]) -> object:
    skill = Skill("CTL2", "CTL", "Risk", "", ("",) * 6, 1, "", mappings, esco)
    catalogue = Catalogue(version="v", skills={"CTL2": skill})
    rated = ShownSkill("CTL2", "Risk", RATED, "", "", AT, "", ())
    shown = Shown(Consent(frozenset()), "Ada", skills=(rated,))
    person = person_json_ld(shown, catalogue, "https://a.example/people/ada")["mainEntity"]
    assert isinstance(person, dict)
    (term,) = person["knowsAbout"]
    return term.get("sameAs")


def test_a_skill_has_its_addresses_elsewhere_each_once() -> None:
    onet = "https://www.onetonline.org/find/descriptor/result/2.B.4.e"

    assert _same((CONCEPT, CONCEPT), onet=("2.B.4.e",)) == [onet, CONCEPT.uri]
    assert _same((CONCEPT,)) == [CONCEPT.uri]


def test_a_skill_without_any_says_nothing() -> None:
    assert _same(()) is None
