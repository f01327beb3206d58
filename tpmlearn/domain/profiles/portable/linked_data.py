"""A public profile as schema.org JSON-LD: what it shows and no more."""

from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.portable.case_elsewhere import node_elsewhere
from tpmlearn.domain.profiles.shown import Shown

Json = dict[str, object]


def person_json_ld(shown: Shown, catalogue: Catalogue, address: str) -> Json:
    """Return a ProfilePage (https://schema.org/ProfilePage) about one Person.

    Skills that are shown are `knowsAbout`, each as a DefinedTerm with the identifiers it has
    elsewhere: a level or a band is not said, as the vocabulary has no place for how sure it is.
    Badges are `hasCredential`. A profile without a name has the address as its name.
    """
    person: Json = {"@type": "Person", "name": shown.name or address, "url": address}
    if known := _known(shown):
        person["knowsAbout"] = [_term(code, catalogue) for code in known]
    if shown.badges:
        person["hasCredential"] = [
            {
                "@type": "EducationalOccupationalCredential",
                "name": badge.name,
                "dateCreated": badge.issued_at.date().isoformat(),
            }
            for badge in shown.badges
        ]
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": address,
        "mainEntity": person,
    }


def _known(shown: Shown) -> list[str]:
    """The codes of the skills of which something is shown, each once."""
    codes = [one.code for one in shown.tests.bands] if shown.tests else []
    codes += [one.code for one in shown.skills or () if one.rating.rated]
    if shown.fit:
        codes += [code for code, rating in shown.fit.ratings.items() if rating.counted]
    return list(dict.fromkeys(codes))


def _term(code: str, catalogue: Catalogue) -> Json:
    skill = catalogue.skills[code]
    term: Json = {"@type": "DefinedTerm", "name": skill.name, "termCode": code}
    same = [str(node_elsewhere("onet", one)["uri"]) for one in skill.mappings.get("onet", ())]
    same += [concept.uri for concept in skill.esco]
    return {**term, "sameAs": list(dict.fromkeys(same))} if same else term
